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
    let readers = Program::with(&served.0, &served.token(&[Scope::SlotsRead]));
    let writers = Program::with(&served.0, &served.token(&[Scope::AppointmentsWrite]));
    let routes: Vec<_> = table()
        .into_iter()
        .filter(|r| matches!(r.access, Access::Token(_)))
        .collect();
    assert_eq!(routes.len(), 5);
    for route in routes {
        let path = route.path.replace("{id}", "1");
        let ask = |program: &Program| match route.method.as_str() {
            "GET" => program.get(&path),
            _ => program.post_as(&path, "application/json", "{}"),
        };
        let (status, problem, page) = ask(&stranger);
        assert_eq!((status, kind(&problem)), (401, "unauthorized"), "{path}");
        assert_eq!(page.header("www-authenticate"), Some("Bearer"));
        let is_reading = path == "/api/v1/slots";
        let forbidden = ask(if is_reading { &writers } else { &readers });
        assert_eq!(
            (forbidden.0, kind(&forbidden.1)),
            (403, "missing-scope"),
            "{path}"
        );
        let allowed = ask(if is_reading { &readers } else { &writers });
        assert!(!matches!(allowed.0, 401 | 403), "{path}: {}", allowed.1);
    }
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
