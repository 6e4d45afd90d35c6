//! Every route with everybody (security 8.1.x, 8.3.1): `tests/fixtures/rights.txt` says who gets in, and a route without its line
//! fails. And the headers of every answer.

use std::fmt::Write as _;

use axum::http::Method;
use chrono::TimeDelta;
use grappe::app::{NewToken, Scope};
use grappe::domain::id::{AppointmentId, PractitionerId};
use grappe::domain::staff::Actor;
use grappe::web::router::{Access, Route, table};

use super::crew::PEOPLE;
use super::{Crew, field};
use crate::support::house::person;
use crate::support::{Browser, Page};

const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/rights.txt");

/// Place of the remote secretary among the people.
const REMOTE: usize = 3;

/// With a number that nothing has.
fn path_of(route: &Route) -> String {
    with_number(route, 999_999)
}

fn with_number(route: &Route, number: i64) -> String {
    let path = route.path.replace("{id}", &number.to_string());
    path.replace("{practitioner}", "999999")
        .replace("{name}", "nothing")
        .replace("{token}", "nothing")
}

/// A form without its token does nothing, and says so only to those who might have sent it.
fn asked(browser: &mut Browser, route: &Route, path: &str) -> Page {
    if route.method == Method::POST {
        browser.post(path, &[("csrf", "wrong")])
    } else {
        browser.get(path)
    }
}

/// One word of the table.
fn word(page: &Page) -> String {
    let to_sign_in = page.location().is_some_and(|to| to.starts_with("/admin/sign-in"));
    let is_over = page.status == 403 && page.text().contains("session est terminée");
    match page.status {
        _ if to_sign_in || is_over => "sign-in".to_owned(),
        403 if page.text().contains("ne permet pas cette action") => "403".to_owned(),
        401 => "token".to_owned(),
        500.. => format!("{}!", page.status),
        _ => "yes".to_owned(),
    }
}

/// What a remote secretary gets of somebody else's appointment.
fn foreign_word(page: &Page) -> String {
    if page.status == 404 {
        return "404".to_owned();
    }
    word(page)
}

fn row(route: &Route, words: &[String]) -> String {
    let mut line = format!("{:<5}{:<54}", route.method.as_str(), route.path);
    for word in words {
        // Writing to a string cannot fail.
        let _ = write!(line, "{word:<8}");
    }
    line.trim_end().to_owned()
}

fn scope_word(access: Access) -> String {
    match access {
        Access::Token(scope) => scope.key().to_owned(),
        _ => "-".to_owned(),
    }
}

#[test]
fn every_route_opens_for_those_whom_the_table_names_and_for_nobody_else() {
    let site = Crew::demo();
    let (_, foreign) = appointments(&site);
    let people = PEOPLE.map(|(login, _)| site.signed_in(login));
    let mut lines = Vec::new();
    for route in table() {
        // The whole device answers so many pages a second.
        site.clock.advance(TimeDelta::seconds(1));
        let path = path_of(&route);
        let mut words = vec![word(&asked(&mut site.browser(), &route, &path))];
        // Each in a copy: signing out must not end the others' tries.
        words.extend(
            people
                .iter()
                .map(|who| word(&asked(&mut who.clone(), &route, &path))),
        );
        words.push(if route.path.starts_with("/admin/appointments/{id}") {
            foreign_word(&asked(
                &mut people[REMOTE].clone(),
                &route,
                &with_number(&route, foreign.0),
            ))
        } else {
            "-".to_owned()
        });
        words.push(scope_word(route.access));
        lines.push(row(&route, &words));
    }
    lines.sort();
    let expected = std::fs::read_to_string(EXPECTED).unwrap();
    let expected: Vec<&str> = expected.lines().filter(|line| !line.starts_with('#')).collect();
    let wrong: Vec<&String> = lines
        .iter()
        .filter(|line| !expected.contains(&line.as_str()))
        .collect();
    let wrong: Vec<&str> = wrong.into_iter().map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "not as in tests/fixtures/rights.txt:\n{}",
        wrong.join("\n")
    );
    let gone: Vec<&&str> = expected
        .iter()
        .filter(|line| !lines.iter().any(|l| l == **line))
        .collect();
    assert!(gone.is_empty(), "no such route any more:\n{gone:?}");
}

#[test]
fn a_token_opens_the_routes_of_its_scope_and_no_page() {
    let site = Crew::demo();
    for scope in Scope::ALL {
        let made = site
            .app
            .create_api_token(Actor::System, NewToken::for_everybody("test", &[scope]));
        let token = site.run(made).unwrap();
        let bearer = site
            .browser()
            .with_header("Authorization", &format!("Bearer {token}"));
        for route in table() {
            site.clock.advance(TimeDelta::seconds(1));
            let page = asked(&mut bearer.clone(), &route, &path_of(&route));
            let place = format!(
                "{} {} with {}: {}",
                route.method,
                route.path,
                scope.key(),
                page.status
            );
            match route.access {
                Access::Public => assert!(page.status < 500, "{place}"),
                Access::Token(needed) if needed == scope => {
                    assert!(
                        page.status != 401 && page.status != 403 && page.status < 500,
                        "{place}"
                    );
                }
                Access::Token(_) => {
                    assert_eq!(page.status, 403, "{place}");
                    assert!(page.text().contains("missing-scope"), "{place}");
                }
                Access::Entering | Access::Staff | Access::Right(_) => {
                    assert_eq!(word(&page), "sign-in", "{place}");
                }
            }
        }
    }
}

/// One with the practitioner that the remote secretary works for, one with the other.
fn appointments(site: &Crew) -> (AppointmentId, AppointmentId) {
    let book = |practitioner, start, family: &str| {
        let whom = person(family, "Zoé");
        site.booked_with(PractitionerId(practitioner), whom, start, |_| {})
            .id
    };
    (
        book(1, "2026-03-03T08:00:00Z", "Propre"),
        book(2, "2026-03-03T13:00:00Z", "Canari"),
    )
}

#[test]
fn a_remote_secretary_sees_nobody_elses_agenda() {
    let site = Crew::demo();
    let (own, _) = appointments(&site);
    let mut remi = site.signed_in("remi");
    remi.get("/admin?day=2026-03-03")
        .assert(200, &["PROPRE", "Dr Hélène Martin"]);
    remi.get(&format!("/admin/appointments/{own}"))
        .assert(200, &["PROPRE"]);
    for path in [
        "/admin?day=2026-03-03",
        "/admin?day=2026-03-03&all=1",
        "/admin?view=week&day=2026-03-03&all=1",
        "/admin?view=month&day=2026-03-03&all=1",
        "/admin/book",
        "/admin/book?start=2026-03-03T13:00:00Z",
        "/admin/to-do",
        &format!("/admin/appointments/{own}"),
        &format!("/admin/appointments/{own}/move"),
    ] {
        let page = remi.get(path);
        page.assert(200, &[]);
        for canary in ["CANARI", "Canari", "Dr Paul Petit"] {
            assert!(!page.text().contains(canary), "{canary} in {path}");
        }
    }
}

#[test]
fn a_remote_secretary_names_nobody_else() {
    let site = Crew::demo();
    let (own, foreign) = appointments(&site);
    let mut remi = site.signed_in("remi");
    for path in [
        "/admin?day=2026-03-03&p2=1",
        "/admin/book?with=2",
        &format!("/admin/appointments/{own}/move?with=2"),
        &format!("/admin/appointments/{foreign}"),
        &format!("/admin/appointments/{foreign}/move"),
    ] {
        assert_eq!(remi.get(path).status, 404, "{path}");
    }
    let csrf = field(&remi.get("/admin/account"), "csrf");
    let before = site.revision();
    for (path, fields) in [
        (
            format!("/admin/appointments/{foreign}/cancel"),
            [("by", "patient"), ("version", "1")],
        ),
        (
            format!("/admin/appointments/{foreign}/mark"),
            [("status", "arrived"), ("version", "1")],
        ),
        (
            format!("/admin/appointments/{own}/move"),
            [("at", "2|2026-03-03T14:00:00Z"), ("do", "move")],
        ),
        (
            format!("/admin/appointments/{own}/move"),
            [("with", "2"), ("do", "move")],
        ),
        ("/admin/book".to_owned(), [("with", "2"), ("do", "book")]),
        (
            "/admin/book".to_owned(),
            [("at", "2|2026-03-03T14:00:00Z"), ("do", "book")],
        ),
    ] {
        let all: Vec<_> = [("csrf", csrf.as_str())].into_iter().chain(fields).collect();
        assert_eq!(remi.post(&path, &all).status, 404, "{path}");
    }
    let written = site.written_since(before);
    assert!(
        written.iter().all(|[_, what, _]| what == "access.refuse"),
        "nothing but the refusals: {written:?}"
    );
}

#[test]
fn a_remote_secretary_books_for_those_named_even_when_nobody_is_chosen() {
    let site = Crew::demo();
    let mut remi = site.signed_in("remi");
    let csrf = field(&remi.get("/admin/account"), "csrf");
    let fields = [
        ("csrf", csrf.as_str()),
        ("do", "book"),
        ("care", "1"),
        ("start", "2026-03-03T09:00:00Z"),
        ("new", "1"),
        ("family", "Durand"),
        ("given", "Luc"),
        ("phone", "0612345678"),
        ("key", "k1"),
    ];
    let page = remi.post("/admin/book", &fields);
    assert!(
        page.location().unwrap().contains("done=booked"),
        "{}",
        page.text()
    );
    let agenda = site.app.agenda();
    assert!(agenda.bookings().all(|booked| booked.practitioner.0 == 1));
    // Only the other practitioner is there in the afternoon.
    let afternoon = fields.map(|(name, value)| match name {
        "start" => (name, "2026-03-03T14:00:00Z"),
        "key" => (name, "k2"),
        _ => (name, value),
    });
    assert_eq!(remi.post("/admin/book", &afternoon).status, 409);
}

#[test]
fn reading_changes_nothing() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let agenda = site.app.agenda();
    let routes = table();
    for route in routes.iter().filter(|route| route.method == Method::GET) {
        alice.get(&path_of(route));
    }
    assert!(
        std::sync::Arc::ptr_eq(&agenda, &site.app.agenda()),
        "a page changed the agenda"
    );
}

#[test]
fn every_answer_has_its_headers_and_stays_nowhere() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let csrf = field(&alice.get("/admin/account"), "csrf");
    assert_eq!(csrf.len(), 64);
    for path in [
        "/admin/account",
        "/admin/sign-in",
        "/admin/nothing",
        "/admin/confirm",
    ] {
        let page = alice.get(path);
        assert_eq!(page.header("cache-control"), Some("no-store"), "{path}");
        let policy = page.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
        assert!(page.header("server").is_none());
        let text = page.text();
        assert!(
            !text.contains(" style=\"") && !text.contains("<script>"),
            "inline in {path}"
        );
    }
}
