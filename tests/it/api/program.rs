//! A program with a token, and a site it talks to.

use grappe::app::{NewToken, Scope};
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Actor;
use grappe::web::Settings;
use serde_json::{Value, json};

use crate::support::{Browser, Page, Site};

/// A Tuesday at 9 in Paris, which Dr Martin offers.
pub(super) const TUESDAY_9: &str = "2026-03-03T09:00:00+01:00";

/// A site with the means to make tokens.
pub(super) struct Served(pub(super) Site);

/// One program; every answer is checked to be of its kind.
pub(super) struct Program {
    browser: Browser,
}

impl Served {
    pub(super) fn new() -> Self {
        Self(Site::with(Settings::default()))
    }

    /// A token for these scopes.
    pub(super) fn token(&self, scopes: &[Scope]) -> String {
        let made = self
            .0
            .app
            .create_api_token(Actor::System, NewToken::for_everybody("test", scopes));
        self.0.run(made).unwrap()
    }

    /// A program that may do everything, with the practitioners named only.
    pub(super) fn limited(&self, practitioners: &[i64]) -> Program {
        let named = practitioners.iter().copied().map(PractitionerId).collect();
        let token = NewToken {
            named: Some(named),
            ..NewToken::for_everybody("test", &Scope::ALL)
        };
        let made = self.0.app.create_api_token(Actor::System, token);
        Program::with(&self.0, &self.0.run(made).unwrap())
    }

    /// A program that may do everything.
    pub(super) fn program(&self) -> Program {
        Program::with(&self.0, &self.token(&Scope::ALL))
    }
}

impl Program {
    pub(super) fn with(site: &Site, token: &str) -> Self {
        let browser = site
            .browser()
            .with_header("Authorization", &format!("Bearer {token}"))
            .with_header("Accept-Language", "en");
        Self { browser }
    }

    /// With one more header.
    pub(super) fn saying(&self, name: &str, value: &str) -> Self {
        Self {
            browser: self.browser.clone().with_header(name, value),
        }
    }

    pub(super) fn get(&self, path: &str) -> (u16, Value, Page) {
        read(self.browser.clone().get(path))
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let (status, value, _) = self.post_as(path, "application/json", &body.to_string());
        (status, value)
    }

    pub(super) fn post_as(&self, path: &str, kind: &str, body: &str) -> (u16, Value, Page) {
        read(self.browser.clone().post_as(path, kind, body))
    }

    /// The newest act on record that is not a look at the record: what, by whom.
    pub(super) fn last_act(&self) -> (String, String) {
        let (status, log, _) = self.get("/api/v1/audit");
        assert_eq!(status, 200, "{log}");
        let entries = log["entries"].as_array().unwrap();
        let act = entries
            .iter()
            .find(|entry| !entry["what"].as_str().unwrap().ends_with(".search"));
        let text = |name: &str| act.unwrap()[name].as_str().unwrap().to_owned();
        (text("what"), text("who"))
    }

    /// Books a consultation at a time, and must succeed.
    #[track_caller]
    pub(super) fn books(&self, start: &str, family: &str) -> Value {
        let (status, booked) = self.post("/api/v1/appointments", &booking(start, family));
        assert_eq!(status, 201, "{booked}");
        booked
    }
}

fn read(page: Page) -> (u16, Value, Page) {
    let kind = page.header("content-type").unwrap_or("");
    let expected = if page.status < 300 {
        "application/json"
    } else {
        "application/problem+json"
    };
    if page.status == 304 {
        assert!(page.body.is_empty());
        return (304, Value::Null, page);
    }
    assert_eq!(kind, expected, "{}\n{}", page.head, page.text());
    let value: Value = serde_json::from_slice(&page.body).unwrap();
    if page.status >= 400 {
        assert_eq!(value["status"], page.status, "{value}");
        for words in ["title", "detail", "type"] {
            let text = value[words].as_str().unwrap_or("");
            assert!(
                !text.is_empty() && !text.starts_with("api-"),
                "{words} of {value}"
            );
        }
    }
    (page.status, value, page)
}

/// A consultation for somebody of that name.
pub(super) fn booking(start: &str, family: &str) -> Value {
    json!({
        "care": 1,
        "start": start,
        "patient": {
            "family_name": family,
            "given_name": "Anne",
            "born": "1980-05-17",
            "email": format!("anne.{}@example.org", family.to_lowercase()),
        },
    })
}

/// The last part of a problem's type.
pub(super) fn kind(problem: &Value) -> &str {
    problem["type"]
        .as_str()
        .and_then(|t| t.strip_prefix("urn:grappe:problem:"))
        .unwrap_or("")
}

/// Places named in a problem, in order.
pub(super) fn places(problem: &Value) -> Vec<String> {
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let place = |error: &Value| {
        let mut kinds = ["pointer", "parameter", "header"].into_iter();
        let found = kinds.find_map(|kind| error[kind].as_str());
        found.unwrap_or("?").to_owned()
    };
    errors.iter().map(place).collect()
}
