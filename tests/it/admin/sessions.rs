//! Sessions: their ends, their theft, their forms.

use chrono::TimeDelta;
use grappe::domain::staff::{Actor, Role};

use super::{Crew, PASSWORD, field};

#[test]
fn a_session_ends_when_idle_and_at_the_latest_after_twelve_hours() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    site.clock.advance(TimeDelta::minutes(29));
    marie.get("/admin/account").assert(200, &[]);
    site.clock.advance(TimeDelta::minutes(29));
    marie.get("/admin/account").assert(200, &[]);
    site.clock.advance(TimeDelta::minutes(31));
    assert_eq!(marie.get("/admin/account").status, 303);

    let fields = [("login", "marie"), ("password", PASSWORD), ("desk", "1")];
    assert_eq!(
        marie.post("/admin/sign-in", &fields).location().as_deref(),
        Some("/admin")
    );
    site.clock.advance(TimeDelta::hours(7));
    marie.get("/admin/account").assert(200, &[]);
    site.clock.advance(TimeDelta::hours(4) + TimeDelta::minutes(59));
    marie.get("/admin/account").assert(200, &[]);
    site.clock.advance(TimeDelta::minutes(1));
    assert_eq!(marie.get("/admin/account").status, 303, "twelve hours are over");
}

#[test]
fn a_password_typed_again_does_not_make_a_session_longer() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let fields = [("login", "marie"), ("password", PASSWORD), ("desk", "1")];
    marie.post("/admin/sign-in", &fields);
    for hours in [6, 5] {
        site.clock.advance(TimeDelta::hours(hours));
        let csrf = field(&marie.get("/admin/confirm"), "csrf");
        let typed = [("csrf", csrf.as_str()), ("password", PASSWORD)];
        assert_eq!(marie.post("/admin/confirm", &typed).status, 303);
    }
    marie.get("/admin/account").assert(200, &[]);
    site.clock.advance(TimeDelta::minutes(61));
    assert_eq!(marie.get("/admin/account").status, 303, "twelve hours are over");
}

#[test]
fn a_token_planted_before_signing_in_is_worthless_after() {
    let site = Crew::demo();
    let mut victim = site.browser();
    victim.set_cookie("desk", "planted-by-somebody-else");
    site.welcome(&mut victim, "marie");
    let token = victim.cookie("desk").unwrap().to_owned();
    assert_ne!(token, "planted-by-somebody-else");
    assert_eq!(token.len(), 43);
    let mut thief = site.browser();
    thief.set_cookie("desk", "planted-by-somebody-else");
    assert_eq!(thief.get("/admin/account").status, 303);
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let mut copy = marie.clone();
    let page = marie.get("/admin/account");
    let csrf = field(&page, "csrf");
    let out = marie.post("/admin/sign-out", &[("csrf", csrf.as_str())]);
    assert_eq!(out.location().as_deref(), Some("/admin/sign-in"));
    assert_eq!(out.header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert!(marie.cookie("desk").is_none());
    assert_eq!(copy.get("/admin/account").status, 303);
}

#[test]
fn devices_are_listed_and_ended_one_by_one_or_together() {
    let site = Crew::demo();
    let mut here = site.signed_in("marie");
    let sign_in = || {
        let mut other = site
            .browser()
            .with_header("User-Agent", "Mozilla/5.0 (iPhone) Safari/605");
        other.post("/admin/sign-in", &[("login", "marie"), ("password", PASSWORD)]);
        other
    };
    let (mut phone, mut tablet) = (sign_in(), sign_in());
    let mut rose = site.signed_in("rose");
    let page = here.get("/admin/account");
    page.assert(200, &["Safari – iPhone", "127.0.0.0/24", "cet appareil"]);
    let (csrf, key) = (
        field(&page, "csrf"),
        page.values("name=\"session\" value=\"")[0].clone(),
    );
    here.post("/admin/account/sessions", &[("csrf", &csrf), ("session", &key)]);
    let ended = [&mut phone, &mut tablet].map(|b| b.get("/admin/account").status);
    assert_eq!(
        ended.iter().filter(|status| **status == 303).count(),
        1,
        "{ended:?}"
    );
    // Somebody else's session is not hers to end.
    let page = rose.get("/admin/account");
    rose.post(
        "/admin/account/sessions",
        &[("csrf", &field(&page, "csrf")), ("session", &key)],
    );
    here.post("/admin/account/sessions", &[("csrf", &csrf), ("others", "1")]);
    for browser in [&mut phone, &mut tablet] {
        assert_eq!(browser.get("/admin/account").status, 303);
    }
    here.get("/admin/account").assert(200, &[]);
    rose.get("/admin/account").assert(200, &[]);
}

#[test]
fn a_disabled_account_and_another_role_end_sessions_at_once() {
    let site = Crew::demo();
    let (mut marie, mut rose) = (site.signed_in("marie"), site.signed_in("rose"));
    site.run(site.app.disable_staff(Actor::System, site.id("marie"), true))
        .unwrap();
    assert_eq!(marie.get("/admin/account").status, 303);
    let entry = grappe::app::StaffEntry::new("rose", "Rose", Role::Secretary);
    site.run(site.app.edit_staff(Actor::System, site.id("rose"), entry))
        .unwrap();
    assert_eq!(rose.get("/admin/account").status, 303);
    let last = site.run(site.app.disable_staff(Actor::System, site.id("alice"), true));
    assert!(
        last.unwrap_err().refusal().is_some(),
        "somebody must be left to administer"
    );
}

#[test]
fn a_form_without_its_token_or_from_elsewhere_does_nothing() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let mut rose = site.signed_in("rose");
    let foreign = field(&rose.get("/admin/account"), "csrf");
    let before = site.revision();
    for csrf in ["", "00", foreign.as_str()] {
        let refused = marie.post("/admin/account/sessions", &[("csrf", csrf), ("others", "1")]);
        refused.assert(403, &["n'est plus valable"]);
    }
    let own = field(&marie.get("/admin/account"), "csrf");
    for header in [
        ("Origin", "https://evil.example"),
        ("Sec-Fetch-Site", "cross-site"),
    ] {
        let mut lured = marie.clone().with_header(header.0, header.1);
        let refused = lured.post(
            "/admin/account/sessions",
            &[("csrf", own.as_str()), ("others", "1")],
        );
        refused.assert(403, &["ne vient pas"]);
    }
    let written = site.written_since(before);
    assert!(
        written.iter().all(|[_, what, _]| what == "access.refuse"),
        "nothing but the refusals: {written:?}"
    );
}

#[test]
fn under_https_the_cookie_is_bound_and_strict() {
    let site = Crew::demo();
    let mut browser = site.browser().with_header("X-Forwarded-Proto", "https");
    let sent = site.welcome(&mut browser, "marie");
    let cookie = sent.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-desk="), "{cookie}");
    assert!(
        cookie.ends_with("; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
}

#[test]
fn a_sensitive_change_asks_for_the_password_again() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let before = marie.cookie("desk").unwrap().to_owned();
    let page = marie.get("/admin/confirm?next=/admin/account");
    let csrf = field(&page, "csrf");
    let wrong = [
        ("csrf", csrf.as_str()),
        ("next", "/admin/account"),
        ("password", "autre"),
    ];
    marie
        .post("/admin/confirm", &wrong)
        .assert(422, &["ne convient pas"]);
    let right = [
        ("csrf", csrf.as_str()),
        ("next", "/admin/account"),
        ("password", PASSWORD),
    ];
    let done = marie.post("/admin/confirm", &right);
    assert_eq!(done.location().as_deref(), Some("/admin/account"));
    assert_ne!(marie.cookie("desk").unwrap(), before);
}
