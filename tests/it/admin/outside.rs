//! From outside the practice nothing opens without a second factor, however somebody got a session (security T14).

use chrono::TimeDelta;
use grappe::domain::staff::Actor;
use grappe::web::Settings;

use super::setup::form::filled;
use super::sign_in::{enrolled, phone_code, sign_in};
use super::{Crew, PASSWORD, field};
use crate::support::Browser;

fn settings() -> Settings {
    Settings {
        limit_factor: 1000,
        ..Settings::default()
    }
}

/// Every door of the back office, and pages behind them.
const DOORS: [&str; 8] = [
    "/admin",
    "/admin/sign-in",
    "/admin/welcome",
    "/admin/invitation/ABCD-EFGH",
    "/admin/second-factor",
    "/admin/account",
    "/admin/patients",
    "/admin/events",
];

#[test]
fn the_back_office_opens_inside_until_the_practice_says_otherwise() {
    let site = Crew::with(settings());
    let mut inside = site.browser();
    let secret = enrolled(&site, &mut inside);
    let mut outside = inside.clone().with_header("X-Forwarded-For", "203.0.113.7");
    let refused = |outside: &mut Browser| {
        for path in DOORS {
            outside
                .get(path)
                .assert(403, &["ne s'ouvre que sur le réseau du cabinet"]);
        }
        let typed = sign_in(outside, "alice", PASSWORD);
        typed.assert(403, &["ne s'ouvre que sur le réseau du cabinet"]);
    };
    refused(&mut outside);
    // Patients are not concerned.
    outside.get("/").assert(200, &["rendez-vous"]);

    site.clock.advance(TimeDelta::minutes(1));
    let path = "/admin/setup/access";
    inside.get("/admin/setup").assert(200, &[path]);
    let page = inside.get(path);
    page.assert(200, &["Un compte de télésecrétariat existe"]);
    let done = filled(&page, path).with(&[("open", "1")]).post(&mut inside, path);
    assert_eq!(done.location().as_deref(), Some("/admin/setup/access?done=saved"));
    assert!(
        !inside
            .get(path)
            .text()
            .contains("Un compte de télésecrétariat existe")
    );
    outside.get("/admin").assert(200, &[]);
    let mut home = site.browser().with_header("X-Forwarded-For", "203.0.113.8");
    let sent = sign_in(&mut home, "alice", PASSWORD);
    let csrf = field(&home.follow(sent), "csrf");
    let code = phone_code(&site, &secret);
    let fields = [("csrf", csrf.as_str()), ("code", code.as_str())];
    let entered = home.post("/admin/second-factor", &fields);
    assert_eq!(
        entered.location().as_deref(),
        Some("/admin"),
        "{}",
        entered.text()
    );

    // Closed again: those who are in are out.
    let closed = site.app.open_outside(false, Actor::System);
    site.run(closed).unwrap();
    refused(&mut home);
    let told = site.written_since(0);
    let changes = told.iter().filter(|[_, _, about]| about == "access.outside");
    assert_eq!(changes.count(), 2);
}

#[test]
fn opening_it_asks_for_the_password_again() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    site.clock.advance(TimeDelta::minutes(20));
    let path = "/admin/setup/access";
    let sent = alice.get(path).location();
    assert_eq!(
        sent.as_deref(),
        Some("/admin/confirm?next=%2Fadmin%2Fsetup%2Faccess")
    );
    let csrf = field(&alice.get("/admin/account"), "csrf");
    let unproved = alice.post(path, &[("csrf", csrf.as_str()), ("open", "1")]);
    unproved.assert(422, &["id=\"password-error\"", "checked"]);
    assert!(!site.run(site.app.is_open_outside()).unwrap());
}

#[test]
fn from_outside_a_password_alone_is_not_enough() {
    let site = Crew::open_outside(settings());
    let mut inside = site.browser();
    assert_eq!(
        site.welcome(&mut inside, "marie").location().as_deref(),
        Some("/admin")
    );
    let mut outside = site.browser().with_header("X-Forwarded-For", "203.0.113.7");
    sign_in(&mut outside, "marie", PASSWORD).assert(422, &["Depuis l'extérieur"]);
    sign_in(&mut outside, "marie", "pas le bon du tout").assert(422, &["ne convient pas"]);
}

#[test]
fn who_is_invited_from_outside_sets_a_second_factor_up_first() {
    let site = Crew::open_outside(settings());
    let mut home = site.browser().with_header("X-Forwarded-For", "203.0.113.7");
    let sent = site.welcome(&mut home, "marie");
    assert_eq!(
        sent.location().as_deref(),
        Some("/admin/second-factor?next=%2Fadmin")
    );
    assert_eq!(
        home.get("/admin").location().as_deref(),
        Some("/admin/second-factor")
    );
    home.follow(sent).assert(200, &["photographiant"]);
}

#[test]
fn a_session_of_the_practice_is_worth_nothing_elsewhere() {
    let site = Crew::open_outside(settings());
    let mut inside = site.browser();
    site.welcome(&mut inside, "marie");
    inside.get("/admin").assert(200, &[]);
    let mut outside = inside.clone().with_header("X-Forwarded-For", "203.0.113.7");
    for path in [
        "/admin",
        "/admin/account",
        "/admin/second-factor",
        "/admin/patients",
    ] {
        outside
            .get(path)
            .assert(403, &["un second facteur est nécessaire"]);
    }
    // What it can do is end.
    let csrf = field(&inside.get("/admin/account"), "csrf");
    let out = outside.post("/admin/sign-out", &[("csrf", csrf.as_str())]);
    assert_eq!(out.location().as_deref(), Some("/admin/sign-in"));
    assert_eq!(inside.get("/admin").status, 303);
}

#[test]
fn a_proxy_that_nobody_configured_makes_nobody_an_insider() {
    let site = Crew::directly(settings());
    site.run(site.app.open_outside(true, Actor::System)).unwrap();
    site.welcome(&mut site.browser(), "marie");
    for (name, value) in [
        ("X-Forwarded-For", "203.0.113.7"),
        ("X-Forwarded-For", "192.168.1.20"),
        ("Forwarded", "for=203.0.113.7"),
        ("X-Real-IP", "203.0.113.7"),
    ] {
        let mut through = site.browser().with_header(name, value);
        sign_in(&mut through, "marie", PASSWORD).assert(422, &["Depuis l'extérieur"]);
    }
    let here = sign_in(&mut site.browser(), "marie", PASSWORD);
    assert_eq!(here.location().as_deref(), Some("/admin"));
}

#[test]
fn a_proxy_whose_word_cannot_be_read_makes_nobody_an_insider() {
    let site = Crew::open_outside(settings());
    site.welcome(&mut site.browser(), "marie");
    let mut garbled = site.browser().with_header("X-Forwarded-For", "203.0.113.7:4711");
    sign_in(&mut garbled, "marie", PASSWORD).assert(422, &["Depuis l'extérieur"]);
    assert_eq!(site.outcomes("login").last().map(String::as_str), Some("outside"));
}

#[test]
fn strangers_do_not_use_up_the_tries_of_the_practice() {
    let site = Crew::open_outside(Settings::default());
    let mut refused = 0;
    for stranger in 1..=8 {
        let address = format!("203.0.113.{stranger}");
        let mut browser = site.browser().with_header("X-Forwarded-For", &address);
        for _ in 0..10 {
            refused += usize::from(sign_in(&mut browser, "nobody", "mauvais mot de passe").status == 429);
        }
    }
    assert_eq!(refused, 20, "sixty a minute are heard");
    let mut inside = site.browser().with_header("X-Forwarded-For", "192.168.1.20");
    sign_in(&mut inside, "marie", "mauvais mot de passe").assert(422, &["ne convient pas"]);
}
