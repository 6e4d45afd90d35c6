//! Ways in: one-time code, password, second factor, and what is refused.

use chrono::TimeDelta;
use grappe::web::Settings;
use totp_rs::{Builder, Secret};

use super::{Crew, PASSWORD, field};
use crate::support::{Browser, Page};

pub(super) fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Page {
    browser.post("/admin/sign-in", &[("login", login), ("password", password)])
}

/// What a telephone shows for the secret on the page.
pub(super) fn phone_code(site: &Crew, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret.replace(' ', "")).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let seconds = u64::try_from(site.clock.now().timestamp()).unwrap();
    totp.generate(seconds).to_string()
}

pub(super) fn secret_on(page: &Page) -> String {
    page.values("<code class=\"num\">")[0]
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

/// Enrols the administrator; the secret.
pub(super) fn enrolled(site: &Crew, browser: &mut Browser) -> String {
    let sent = site.welcome(browser, "alice");
    assert_eq!(sent.location().unwrap(), "/admin/second-factor?next=%2Fadmin");
    let page = browser.follow(sent);
    page.assert(200, &["photographiant", "<svg", "Recopiez"]);
    let secret = secret_on(&page);
    let (csrf, code) = (field(&page, "csrf"), phone_code(site, &secret));
    let fields = [
        ("csrf", csrf.as_str()),
        ("next", "/admin/account"),
        ("code", &code),
    ];
    let done = browser.post("/admin/second-factor", &fields);
    assert_eq!(
        done.location().as_deref(),
        Some("/admin/account"),
        "{}",
        done.text()
    );
    secret
}

#[test]
fn a_code_is_used_once_and_the_password_is_then_good() {
    let site = Crew::demo();
    let mut browser = site.browser();
    let code = site.code("marie");
    let weak = [
        ("code", code.as_str()),
        ("password", "marie L'Hôte 2026"),
        ("again", "marie L'Hôte 2026"),
    ];
    let refused = browser.post("/admin/welcome", &weak);
    refused.assert(422, &["se devine", &code]);
    let differs = [
        ("code", code.as_str()),
        ("password", PASSWORD),
        ("again", "autre chose"),
    ];
    browser
        .post("/admin/welcome", &differs)
        .assert(422, &["différents", &code]);

    let lower = code.to_lowercase().replace('-', " ");
    let good = [
        ("code", lower.as_str()),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let entered = browser.post("/admin/welcome", &good);
    assert_eq!(
        entered.location().as_deref(),
        Some("/admin"),
        "{}",
        entered.text()
    );
    browser
        .get("/admin/account")
        .assert(200, &["marie", "Secrétariat", "cet appareil"]);
    site.browser()
        .post("/admin/welcome", &good)
        .assert(422, &["n'est pas valable"]);

    let mut elsewhere = site.browser();
    sign_in(&mut elsewhere, "marie", "cinq oies blanches").assert(422, &["ne convient pas"]);
    let entered = sign_in(&mut elsewhere, " Marie ", PASSWORD);
    assert_eq!(entered.location().as_deref(), Some("/admin"));
}

#[test]
fn a_code_that_is_old_replaced_or_of_a_disabled_account_is_refused() {
    let site = Crew::demo();
    let try_code = |code: &str| {
        let fields = [("code", code), ("password", PASSWORD), ("again", PASSWORD)];
        site.browser().post("/admin/welcome", &fields)
    };
    let (first, second) = (site.code("marie"), site.code("marie"));
    try_code(&first).assert(422, &["n'est pas valable"]);
    site.clock.advance(TimeDelta::hours(24));
    try_code(&second).assert(422, &["n'est pas valable"]);
    let third = site.code("marie");
    let disable = site
        .app
        .disable_staff(grappe::domain::staff::Actor::System, site.id("marie"), true);
    // An administrator who is not disabled is left.
    site.run(disable).unwrap();
    try_code(&third).assert(422, &["n'est pas valable"]);
    try_code("").assert(422, &["À remplir"]);
}

#[test]
fn unknown_logins_and_wrong_passwords_read_alike() {
    let site = Crew::demo();
    site.signed_in("marie");
    let known = sign_in(&mut site.browser(), "marie", "tout autre chose encore");
    let unknown = sign_in(&mut site.browser(), "marin", "tout autre chose encore");
    assert_eq!((known.status, unknown.status), (422, 422));
    assert_eq!(
        known.text().replace("\"marie\"", ""),
        unknown.text().replace("\"marin\"", "")
    );
    let hostile = sign_in(&mut site.browser(), "\"><script>alert(1)</script>", "x");
    assert!(!hostile.text().contains("<script>alert"), "{}", hostile.text());
}

#[test]
fn an_administrator_sets_a_second_factor_up_and_gives_it_each_time() {
    let site = Crew::with(Settings {
        limit_factor: 1000,
        ..Settings::default()
    });
    let mut browser = site.browser();
    let before = {
        let sent = site.welcome(&mut browser, "alice");
        // The password alone opens nothing.
        assert_eq!(
            browser.get("/admin/account").location().unwrap(),
            "/admin/second-factor"
        );
        assert!(sent.location().is_some());
        browser.cookie("desk").unwrap().to_owned()
    };
    let secret = enrolled(&site, &mut browser);
    assert_ne!(
        browser.cookie("desk").unwrap(),
        before,
        "a new token at the change of privilege"
    );
    browser.get("/admin/account").assert(200, &["Activée"]);

    let mut next = site.browser();
    let sent = sign_in(&mut next, "alice", PASSWORD);
    let page = next.follow(sent);
    page.assert(200, &["recopiez le code"]);
    assert!(!page.text().contains("<svg"), "the secret is shown once only");
    let csrf = field(&page, "csrf");
    let give = |browser: &mut Browser, code: &str| {
        browser.post("/admin/second-factor", &[("csrf", csrf.as_str()), ("code", code)])
    };
    // The code that enrolled is used up, and a guess is wrong.
    let used = phone_code(&site, &secret);
    give(&mut next, &used).assert(422, &["n'est pas valable"]);
    give(&mut next, "000000").assert(422, &["n'est pas valable"]);
    site.clock.advance(TimeDelta::seconds(60));
    let fresh = phone_code(&site, &secret);
    assert_eq!(give(&mut next, &fresh).location().as_deref(), Some("/admin"));
}

#[test]
fn at_a_desk_left_alone_nobody_sets_a_second_factor_up() {
    let site = Crew::with(Settings {
        limit_factor: 1000,
        ..Settings::default()
    });
    let mut marie = site.browser();
    site.welcome(&mut marie, "marie");
    let page = marie.get("/admin/second-factor");
    let (secret, csrf) = (secret_on(&page), field(&page, "csrf"));
    site.clock.advance(TimeDelta::minutes(16));
    let confirm = Some("/admin/confirm?next=%2Fadmin%2Fsecond-factor");
    assert_eq!(marie.get("/admin/second-factor").location().as_deref(), confirm);
    let code = phone_code(&site, &secret);
    let fields = [("csrf", csrf.as_str()), ("code", &code)];
    assert_eq!(
        marie.post("/admin/second-factor", &fields).location().as_deref(),
        confirm
    );
    let staff = site.run(site.app.staff()).unwrap();
    assert!(staff.iter().all(|member| !member.has_second_factor()));
}

#[test]
fn guesses_put_an_account_to_sleep_but_not_its_owner_inside() {
    let site = Crew::open_outside(Settings {
        limit_factor: 1000,
        ..Settings::default()
    });
    let mut owner = site.browser();
    let secret = enrolled(&site, &mut owner);
    site.clock.advance(TimeDelta::seconds(60));
    let mut attacker = site.browser().with_header("X-Forwarded-For", "203.0.113.9");
    for _ in 0..7 {
        sign_in(&mut attacker, "alice", "mauvais mot de passe").assert(422, &["ne convient pas"]);
        site.clock.advance(TimeDelta::seconds(3));
    }
    // Asleep: the right password is not even looked at from there, and reads like a wrong one.
    sign_in(&mut attacker, "alice", PASSWORD).assert(422, &["ne convient pas"]);
    // At home, with the telephone, it is.
    let mut home = site.browser().with_header("X-Forwarded-For", "192.168.1.12");
    let sent = sign_in(&mut home, "alice", PASSWORD);
    let page = home.follow(sent);
    let (csrf, code) = (field(&page, "csrf"), phone_code(&site, &secret));
    let done = home.post(
        "/admin/second-factor",
        &[("csrf", csrf.as_str()), ("code", &code)],
    );
    assert_eq!(done.location().as_deref(), Some("/admin"), "{}", done.text());
}

#[test]
fn an_address_tries_ten_times_in_a_quarter_of_an_hour() {
    let site = Crew::with(Settings::default());
    let mut browser = site.browser();
    for _ in 0..10 {
        assert_eq!(sign_in(&mut browser, "marie", "mauvais mot de passe").status, 422);
    }
    let refused = sign_in(&mut browser, "marie", "mauvais mot de passe");
    refused.assert(429, &["Attendez"]);
    assert!(refused.header("retry-after").is_some());
    let mut neighbour = site.browser().with_header("X-Forwarded-For", "192.168.1.13");
    assert_eq!(
        sign_in(&mut neighbour, "marie", "mauvais mot de passe").status,
        422
    );
}

#[test]
fn only_own_pages_are_gone_to_after_signing_in() {
    let site = Crew::demo();
    site.signed_in("marie");
    let asked = site.browser().get("/admin/account?x=1").location().unwrap();
    assert_eq!(asked, "/admin/sign-in?next=%2Fadmin%2Faccount%3Fx%3D1");
    let page = site.browser().get(&asked);
    assert_eq!(field(&page, "next"), "/admin/account?x=1");
    for (next, expected) in [
        ("/admin/account?x=1", "/admin/account?x=1"),
        ("//evil.example", "/admin"),
        ("https://evil.example/admin", "/admin"),
        ("/admin\\@evil.example", "/admin"),
    ] {
        let fields = [("login", "marie"), ("password", PASSWORD), ("next", next)];
        let sent = site.browser().post("/admin/sign-in", &fields);
        assert_eq!(sent.location().as_deref(), Some(expected), "{next}");
    }
    let page = site.browser().get("/admin/sign-in?next=//evil.example");
    assert_eq!(field(&page, "next"), "");
}
