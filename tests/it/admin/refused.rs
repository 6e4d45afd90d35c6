//! Refusals are on record (security 16.3.x): who is known and asks for what is closed to them, and how the log says it.

use grappe::app::{NewToken, Scope};
use grappe::domain::staff::Actor;

use super::Crew;
use super::desk::{PETIT, TUESDAY_9};
use crate::support::house::person;

/// What the log says that this person was refused, since then.
fn refused_since(site: &Crew, revision: i64) -> Vec<(String, String)> {
    let written = site.written_since(revision).into_iter();
    let refused = written.filter(|[_, what, _]| what == "access.refuse");
    refused.map(|[who, _, object]| (who, object)).collect()
}

#[test]
fn a_page_that_the_role_does_not_open_is_on_record() {
    let site = Crew::demo();
    let mut rose = site.signed_in("rose");
    let before = site.revision();
    rose.get("/admin/patients").assert(403, &[]);
    let who = Actor::Staff(site.id("rose")).label();
    assert_eq!(
        refused_since(&site, before),
        [(who, "route:/admin/patients".to_owned())]
    );
    // A stranger is nobody: there is nothing to write down, and no way to fill the log.
    let before = site.revision();
    site.browser().get("/admin/patients");
    assert_eq!(site.revision(), before);
}

#[test]
fn an_object_of_others_and_a_form_that_is_not_ours_are_on_record() {
    let site = Crew::demo();
    let booked = site
        .booked_with(PETIT, person("Autre", "Ida"), TUESDAY_9, |_| {})
        .id;
    let mut remi = site.signed_in("remi");
    let before = site.revision();
    remi.get(&format!("/admin/appointments/{booked}"))
        .assert(404, &[]);
    remi.get("/admin/book?with=2").assert(404, &[]);
    remi.post("/admin/sign-out", &[("csrf", "forged")])
        .assert(403, &[]);
    let routes: Vec<String> = refused_since(&site, before).into_iter().map(|(_, o)| o).collect();
    assert_eq!(
        routes,
        [
            "route:/admin/appointments/{id}",
            "route:/admin/book",
            "route:/admin/sign-out"
        ]
    );
}

#[test]
fn the_log_is_not_filled_by_asking() {
    let site = Crew::with(grappe::web::Settings {
        is_demo: true,
        ..grappe::web::Settings::default()
    });
    let mut rose = site.signed_in("rose");
    let before = site.revision();
    for _ in 0..40 {
        rose.get("/admin/patients").assert(403, &[]);
    }
    assert_eq!(refused_since(&site, before).len(), 30);
}

#[test]
fn a_key_that_is_not_made_for_it_is_on_record() {
    let site = Crew::demo();
    let made = NewToken::for_everybody("Site", &[Scope::SlotsRead]);
    let made = site.app.create_api_token(Actor::System, made);
    let bearer = format!("Bearer {}", site.run(made).unwrap());
    let mut program = site.browser().with_header("Authorization", &bearer);
    let before = site.revision();
    assert_eq!(program.get("/api/v1/patients/1").status, 403);
    assert_eq!(
        refused_since(&site, before),
        [("token:1".to_owned(), "route:/api/v1/patients/{id}".to_owned())]
    );
    let mut guessing = site.browser().with_header("Authorization", "Bearer guessed");
    let before = site.revision();
    assert_eq!(guessing.get("/api/v1/patients/1").status, 401);
    assert_eq!(site.revision(), before);
}

#[test]
fn the_log_says_that_something_was_refused_and_from_where() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    site.signed_in("rose").get("/admin/patients").assert(403, &[]);
    let wrong = [("login", "rose"), ("password", "pas le bon du tout")];
    site.browser().post("/admin/sign-in", &wrong).assert(422, &[]);
    let log = alice.get("/admin/audit");
    log.assert(
        200,
        &[
            "A demandé une page qui lui est fermée",
            "refusé (depuis 127.0.0.0/24)",
            "· /admin/patients",
            // A try that failed does not read like one that worked.
            "<strong>S'est connecté</strong> <span class=\"tag\">sans succès (depuis 127.0.0.0/24)</span>",
        ],
    );
}
