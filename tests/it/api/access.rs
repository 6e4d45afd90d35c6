//! Who may use the machine interface, and what strangers hear.

use grappe::app::Scope;
use grappe::domain::staff::Actor;
use grappe::web::Settings;
use grappe::web::router::{Access, table};

use super::program::kind;
use super::{Program, Served};
use crate::support::Site;

#[test]
fn every_route_asks_for_a_token_and_its_scope() {
    let served = Served::new();
    let stranger = Program::with(&served.0, "wrong");
    let keys = Scope::ALL.map(|scope| (scope, Program::with(&served.0, &served.token(&[scope]))));
    let routes = table().into_iter().filter_map(|route| match route.access {
        Access::Token(scope) => Some((route, scope)),
        _ => None,
    });
    let mut asked = 0;
    for (route, needed) in routes {
        asked += 1;
        // Strangers are slowed (below).
        served.0.clock.advance(chrono::TimeDelta::seconds(1));
        let path = route.path.replace("{id}", "1");
        let ask = |program: &Program| match route.method.as_str() {
            "GET" => program.get(&path),
            _ => program.post_as(&path, "application/json", "{}"),
        };
        let (status, problem, page) = ask(&stranger);
        assert_eq!((status, kind(&problem)), (401, "unauthorized"), "{path}");
        assert_eq!(page.header("www-authenticate"), Some("Bearer"));
        for (scope, program) in &keys {
            let (status, answer, _) = ask(program);
            if *scope == needed {
                assert!(!matches!(status, 401 | 403), "{path}: {answer}");
            } else {
                assert_eq!((status, kind(&answer)), (403, "missing-scope"), "{path}");
            }
        }
    }
    assert!(asked >= 11, "{asked}");
}

#[test]
fn a_revoked_token_is_a_stranger() {
    let served = Served::new();
    let program = served.program();
    assert_eq!(program.get("/api/v1/slots?care=1").0, 200);
    let revoked = served.0.app.revoke_api_token(Actor::System, 1);
    assert!(served.0.run(revoked).unwrap());
    assert_eq!(program.get("/api/v1/slots?care=1").0, 401);
}

#[test]
fn a_page_of_another_site_cannot_use_a_visitor() {
    // No cookie opens this interface, so a forged request has no token.
    let served = Served::new();
    let mut browser = served.0.browser().with_header("Origin", "https://evil.example");
    let page = browser.post_as("/api/v1/appointments", "application/json", "{}");
    assert_eq!(page.status, 403);
}

#[test]
fn guessing_tokens_is_slowed_and_a_busy_token_is_told_to_wait() {
    let served = Served::new();
    let stranger = Program::with(&served.0, "wrong");
    let answers: Vec<u16> = (0..70).map(|_| stranger.get("/api/v1/slots").0).collect();
    assert!(answers.contains(&401) && answers.ends_with(&[429]), "{answers:?}");

    let few = Served(Site::with(Settings {
        token_requests_per_second: 3,
        ..Settings::default()
    }));
    let (busy, other) = (few.program(), few.program());
    let answers: Vec<u16> = (0..4).map(|_| busy.get("/api/v1/slots?care=1").0).collect();
    assert_eq!(answers, [200, 200, 200, 429]);
    let (_, _, page) = busy.get("/api/v1/slots?care=1");
    assert_eq!(page.header("retry-after"), Some("1"));
    assert_eq!(other.get("/api/v1/slots?care=1").0, 200, "each token has its own");
    few.0.clock.advance(chrono::TimeDelta::seconds(1));
    assert_eq!(busy.get("/api/v1/slots?care=1").0, 200);
}

#[test]
fn where_the_practice_has_https_a_token_in_clear_is_refused() {
    let strict = Served(Site::with(Settings {
        is_strict_transport: true,
        ..Settings::default()
    }));
    let outside = strict.program().saying("X-Forwarded-For", "203.0.113.5");
    let (status, problem, _) = outside.get("/api/v1/slots?care=1");
    assert_eq!((status, kind(&problem)), (403, "https-required"));
    let private = outside.saying("X-Forwarded-Proto", "https");
    assert_eq!(private.get("/api/v1/slots?care=1").0, 200);
}
