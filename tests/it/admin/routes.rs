//! Every route of the back office with every role (security 8.3.1), and the headers of every answer.

use axum::http::Method;
use grappe::domain::staff::Role;
use grappe::web::router::{Access, Route, table};

use super::crew::PEOPLE;
use super::{Crew, field};

fn routes() -> Vec<Route> {
    let mut routes = table();
    routes.retain(|route| route.path.starts_with("/admin"));
    assert!(routes.len() > 8);
    routes
}

/// With a number that nothing has.
fn path_of(route: &Route) -> String {
    route
        .path
        .replace("{id}", "999999")
        .replace("{practitioner}", "999999")
}

fn may(access: Access, role: Role) -> bool {
    match access {
        Access::Public | Access::Entering | Access::Staff => true,
        Access::Right(right) => role.may(right),
        Access::Token => false,
    }
}

#[test]
fn every_route_opens_for_the_roles_of_the_table_and_for_nobody_else() {
    let site = Crew::demo();
    let people = PEOPLE.map(|(login, role)| (site.signed_in(login), role));
    for route in routes() {
        let path = path_of(&route);
        let is_post = route.method == Method::POST;
        // Without session.
        let mut stranger = site.browser();
        let page = if is_post {
            stranger.post(&path, &[("csrf", "x")])
        } else {
            stranger.get(&path)
        };
        if route.access != Access::Public {
            let expected = if is_post { 403 } else { 303 };
            assert_eq!(page.status, expected, "{} {path} without session", route.method);
        }
        for (browser, role) in &people {
            // Each in a copy: signing out must not end the others' tries.
            let mut browser = browser.clone();
            let page = if is_post {
                browser.post(&path, &[("csrf", "wrong")])
            } else {
                browser.get(&path)
            };
            let is_forbidden = page.status == 403;
            if is_post && route.access != Access::Public {
                // Allowed or not, a form without its token does nothing.
                assert!(is_forbidden, "{path} {role:?}: {}", page.status);
                let is_right_missing = page.text().contains("ne permet pas cette action");
                assert_eq!(is_right_missing, !may(route.access, *role), "{path} {role:?}");
            } else {
                assert_eq!(
                    is_forbidden,
                    !may(route.access, *role),
                    "{} {path} {role:?}",
                    route.method
                );
                assert!(page.status < 500, "{path} {role:?}: {}", page.status);
            }
        }
    }
}

#[test]
fn reading_changes_nothing() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let agenda = site.app.agenda();
    for route in routes().iter().filter(|route| route.method == Method::GET) {
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
