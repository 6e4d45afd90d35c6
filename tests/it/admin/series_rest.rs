//! The rest of a series at the desk (booking-rules §8): after a no-show, a move, a cancellation.

use chrono::TimeDelta;
use grappe::app::{NewToken, NextVisit, Scope};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::{AppointmentId, CareTypeId, PractitionerId};
use grappe::domain::staff::Actor;

use super::Crew;
use super::desk::{MARTIN, PETIT, again, page_of, send};
use super::series::{all, checked, leading, pending, starts};
use crate::support::house::{instant, person};
use crate::support::{Browser, Page};

/// Half past nine on the Monday on which the tests begin.
const FIRST: &str = "2026-03-02T08:30:00Z";
/// Three weeks later, on the first date that is near enough.
const NEXT: &str = "2026-03-23T08:30:00Z";

/// Both visits of Zoé Roux.
fn booked(site: &Crew) -> (Appointment, Appointment) {
    let change =
        |request: &mut grappe::app::BookingRequest| request.next = vec![NextVisit::at(instant(NEXT))];
    let first = site.booked_care(CareTypeId(4), MARTIN, person("Roux", "Zoé"), (FIRST, change));
    let next = all(site)
        .into_iter()
        .find(|made| made.follows == Some(first.id))
        .unwrap();
    (first, next)
}

fn status(site: &Crew, id: AppointmentId) -> Status {
    all(site).into_iter().find(|made| made.id == id).unwrap().status
}

fn at_noon(site: &Crew) -> Browser {
    site.clock.advance(TimeDelta::hours(3));
    site.signed_in("marie")
}

fn missed(marie: &mut Browser, first: &Appointment) -> Page {
    let page = page_of(first);
    let fields = [("status", "no_show"), ("asked", "2026-03-02")];
    let done = send(marie, &page, &format!("{page}/mark"), &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    marie.follow(done)
}

fn decide(marie: &mut Browser, visit: &Appointment, fields: &[(&str, &str)]) -> Page {
    let page = page_of(visit);
    send(marie, &page, &format!("{page}/series"), fields)
}

/// Whether the visit is flagged on its page, on the agenda and in the list of what is to be decided.
fn flags(marie: &mut Browser, visit: &Appointment) -> [bool; 3] {
    let tag = "À décider : visite précédente manquée";
    let page = marie.get(&page_of(visit)).text();
    let day = marie.get("/admin?day=2026-03-23").text();
    let list = marie.get("/admin/to-do").text();
    [
        page.contains(tag),
        day.contains(tag),
        list.contains("Suites de visites interrompues"),
    ]
}

#[test]
fn a_no_show_freezes_the_rest_which_keeps_its_time_until_somebody_decides() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = at_noon(&site);
    assert_eq!(flags(&mut marie, &next), [false; 3]);
    missed(&mut marie, &first).assert(
        200,
        &[
            "Cette visite a été manquée. Les suivantes restent valables",
            "lundi 23 mars 2026",
            "Garder",
        ],
    );
    assert_eq!(flags(&mut marie, &next), [true; 3]);
    assert_eq!(site.app.waiting(), 1, "the navigation tells everybody");
    assert_eq!(status(&site, next.id), Status::Confirmed);
    let taken = site
        .app
        .agenda()
        .bookings_on(MARTIN, "2026-03-23".parse().unwrap())
        .len();
    assert_eq!(taken, 1, "it keeps its time");

    let kept = decide(&mut marie, &next, &[("decision", "keep"), ("back", "to-do")]);
    assert_eq!(kept.location().as_deref(), Some("/admin/to-do?done=visit"));
    assert_eq!(flags(&mut marie, &next), [false; 3]);
    assert!(site.recorded("series.keep"));
    assert_eq!(site.app.waiting(), 0);
    decide(&mut marie, &next, &[("decision", "keep")]).assert(409, &[]);
    decide(&mut marie, &next, &[("decision", "x")]).assert(422, &[]);
}

#[test]
fn a_no_show_taken_back_or_excused_lifts_it_and_a_new_one_asks_again() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = at_noon(&site);
    let page = missed(&mut marie, &first);
    decide(&mut marie, &next, &[("decision", "keep")]);
    let mark = format!("{}/mark", page_of(&first));
    for state in ["confirmed", "excused"] {
        let page = marie.get(&page_of(&first));
        assert_eq!(again(&mut marie, &page, &mark, &[("status", state)]).status, 303);
        assert_eq!(flags(&mut marie, &next), [false; 3], "{state}");
        let page = marie.get(&page_of(&first));
        if state == "confirmed" {
            missed(&mut marie, &first);
            assert_eq!(
                flags(&mut marie, &next),
                [true; 3],
                "what was decided before is asked again"
            );
        } else {
            assert!(!page.text().contains("Garder"));
        }
    }
    // The undo of the act does the same.
    let page_now = marie.get(&page_of(&first));
    again(&mut marie, &page_now, &mark, &[("status", "confirmed")]);
    missed(&mut marie, &first);
    assert_eq!(flags(&mut marie, &next), [true; 3]);
    let undo = [("appointment", first.id.to_string())];
    let undo: Vec<(&str, &str)> = undo.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(again(&mut marie, &page, "/admin/undo", &undo).status, 303);
    assert_eq!(site.app.waiting(), 0);
    assert_eq!(flags(&mut marie, &next), [false; 3]);
}

#[test]
fn a_frozen_visit_is_cancelled_with_a_word_or_moved() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = at_noon(&site);
    missed(&mut marie, &first);
    let telling = decide(
        &mut marie,
        &next,
        &[("decision", "cancel"), ("note", "Voyez www.example.org")],
    );
    telling.assert(422, &["Voyez www.example.org", "-error"]);
    assert_eq!(status(&site, next.id), Status::Confirmed);
    let sent = decide(
        &mut marie,
        &next,
        &[("decision", "cancel"), ("note", "Rappelez-nous.")],
    );
    marie.follow(sent).assert(200, &["annulé"]);
    assert_eq!(status(&site, next.id), Status::CancelledByPractice);
    let notices = site.run(site.app.recent_notices(9)).unwrap();
    assert!(
        notices
            .iter()
            .any(|n| format!("{n:?}").contains("Rappelez-nous.")),
        "{notices:?}"
    );

    // The undo brings it back, frozen as it was; a move by the staff is a decision, and its undo takes that back.
    let page = marie.get("/admin?day=2026-03-23");
    let about = next.id.to_string();
    assert_eq!(
        again(&mut marie, &page, "/admin/undo", &[("appointment", &about)]).status,
        303
    );
    assert_eq!(flags(&mut marie, &next), [true; 3]);
    let to = format!("{}/move", page_of(&next));
    let fields = [("do", "move"), ("with", "1"), ("start", "2026-03-23T09:30:00Z")];
    let sent = send(&mut marie, &to, &to, &fields);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let moved = pending(&site).pop().unwrap();
    assert_eq!(
        (moved.moved_from, flags(&mut marie, &moved)),
        (Some(next.id), [false; 3])
    );
    let about = moved.id.to_string();
    assert_eq!(
        again(&mut marie, &page, "/admin/undo", &[("appointment", &about)]).status,
        303
    );
    let back = pending(&site).pop().unwrap();
    assert_eq!(flags(&mut marie, &back), [true; 3]);
}

/// Where the first visit goes: the next one comes too soon then.
const LATER: &str = "2026-03-10T08:30:00Z";
/// Three weeks after it, over the change of clocks.
const BEST: &str = "1|2026-03-31T07:30:00Z";

/// Moves the first visit there, and the next one with it.
fn move_both(
    marie: &mut Browser,
    page: &Page,
    (first, next): (&Appointment, &Appointment),
    to: &str,
) -> Page {
    let field = format!("next{}", next.id);
    let version = format!("{field}-version");
    let proof = super::field(page, &version);
    let fields = [
        ("do", "move"),
        ("with", "1"),
        ("start", LATER),
        (field.as_str(), to),
        (version.as_str(), proof.as_str()),
    ];
    again(marie, page, &format!("{}/move", page_of(first)), &fields)
}

#[test]
fn moving_the_first_visit_warns_before_and_moves_none_when_the_next_time_is_lost() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = site.signed_in("marie");
    let to = format!("{}/move", page_of(&first));
    let near = marie.get(&format!("{to}?at=1%7C2026-03-02T09:30:00Z"));
    assert!(
        !near.text().contains("La visite suivante"),
        "the interval is kept"
    );
    let open = marie.get(&format!("{to}?at=1%7C{LATER}"));
    open.assert(
        200,
        &[
            "La visite suivante, lundi 23 mars 2026 à 9 h 30",
            "elle vient trop tôt après cette visite",
            "mardi 31 mars à 9 h 30",
            "La laisser où elle est",
        ],
    );
    assert_eq!(checked(&open), [BEST]);
    // Somebody takes the next time: neither is moved, and others are offered.
    site.booked("Petit", "Léo", "2026-03-31T07:30:00Z");
    let lost = move_both(&mut marie, &open, (&first, &next), BEST);
    lost.assert(
        409,
        &[
            "Rien n'est enregistré, à cause de la visite 2",
            "mardi 31 mars à 9 h 30",
            "n'est plus possible",
        ],
    );
    assert_eq!(status(&site, first.id), Status::Confirmed);
    let second = checked(&lost).remove(0);
    let done = move_both(&mut marie, &lost, (&first, &next), &second);
    assert_eq!(done.status, 303, "{}", done.text());
}

#[test]
fn both_visits_are_moved_together_and_one_undo_takes_both_back() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = site.signed_in("marie");
    let open = marie.get(&format!("{}/move?at=1%7C{LATER}", page_of(&first)));
    let before = site.revision();
    let done = move_both(&mut marie, &open, (&first, &next), BEST);
    assert_eq!(done.status, 303, "{}", done.text());
    let told = marie.follow(done);
    told.assert(200, &["Le rendez-vous est déplacé"]);
    assert_eq!(
        starts(&pending(&site)),
        ["2026-03-10T08:30:00+00:00", "2026-03-31T07:30:00+00:00"]
    );
    let record = site.written_since(before);
    let moves = record.iter().filter(|[_, what, _]| what == "appointment.move");
    assert_eq!(moves.count(), 2, "each visit is on record");

    assert_eq!(again(&mut marie, &told, "/admin/undo", &[]).status, 303);
    let back = pending(&site);
    assert_eq!(
        starts(&back),
        ["2026-03-02T08:30:00+00:00", "2026-03-23T08:30:00+00:00"]
    );
    assert_eq!(back[1].follows, Some(back[0].id));
}

#[test]
fn the_first_visit_takes_the_time_that_its_next_one_leaves() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = site.signed_in("marie");
    let open = marie.get(&format!("{}/move?at=1%7C{NEXT}", page_of(&first)));
    let to = checked(&open).remove(0);
    let field = format!("next{}", next.id);
    let version = format!("{field}-version");
    let proof = super::field(&open, &version);
    let fields = [
        ("do", "move"),
        ("with", "1"),
        ("start", NEXT),
        (field.as_str(), to.as_str()),
        (version.as_str(), proof.as_str()),
    ];
    let done = again(&mut marie, &open, &format!("{}/move", page_of(&first)), &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    let told = marie.follow(done);
    assert_eq!(
        starts(&pending(&site)),
        ["2026-03-23T08:30:00+00:00", "2026-04-13T07:30:00+00:00"]
    );
    assert_eq!(again(&mut marie, &told, "/admin/undo", &[]).status, 303);
    let back = pending(&site);
    assert_eq!(
        starts(&back),
        ["2026-03-02T08:30:00+00:00", "2026-03-23T08:30:00+00:00"]
    );
    assert_eq!(back[1].follows, Some(back[0].id));
}

#[test]
fn a_move_from_the_sheet_tells_afterwards_and_one_click_moves_the_next_visit() {
    let site = Crew::demo();
    leading(&site, |_| {});
    let (first, next) = booked(&site);
    let mut marie = site.signed_in("marie");
    let to = format!("{}/move", page_of(&first));
    let fields = [
        ("do", "move"),
        ("with", "1"),
        ("start", "2026-03-10T08:30:00Z"),
        ("back", "/admin?day=2026-03-02"),
    ];
    let sent = send(&mut marie, &to, &to, &fields);
    let page = marie.follow(sent);
    page.assert(
        200,
        &[
            "Le rendez-vous est déplacé",
            "Défaire",
            "elle vient trop tôt après cette visite",
            "La déplacer aussi",
            "mardi 31 mars à 9 h 30",
        ],
    );
    let best = page.values("name=\"at\" value=\"").remove(0);
    assert_eq!(best, "1|2026-03-31T07:30:00Z");
    let version = all(&site)
        .into_iter()
        .find(|made| made.id == next.id)
        .unwrap()
        .version
        .to_string();
    let fields = [
        ("do", "move"),
        ("at", best.as_str()),
        ("version", version.as_str()),
    ];
    let done = again(&mut marie, &page, &format!("{}/move", page_of(&next)), &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(
        starts(&pending(&site)),
        ["2026-03-10T08:30:00+00:00", "2026-03-31T07:30:00+00:00"]
    );
    // Another practitioner is a breach of its own.
    let moved = pending(&site).remove(0);
    let to = format!("{}/move", page_of(&moved));
    marie
        .get(&format!("{to}?at=2%7C2026-03-10T13:00:00Z"))
        .assert(200, &["Elle n'est plus avec le même praticien", "Dr Paul Petit"]);
    // The next visit alone is held to the visit before it, before and after.
    let next = pending(&site).remove(1);
    let to = format!("{}/move", page_of(&next));
    let words = "L'intervalle avec la visite précédente (mardi 10 mars 2026 à 9 h 30) n'est pas respecté : c'est trop tard";
    marie
        .get(&format!("{to}?at=1%7C2026-04-09T07:30:00Z"))
        .assert(200, &[words]);
    let fields = [("do", "move"), ("with", "1"), ("start", "2026-04-09T07:30:00Z")];
    let sent = send(&mut marie, &to, &to, &fields);
    marie
        .follow(sent)
        .assert(200, &["Le rendez-vous est déplacé", words]);
}

#[test]
fn cancelling_the_first_visit_asks_about_the_rest_before_and_after() {
    for is_rest_ticked in [true, false] {
        let site = Crew::demo();
        leading(&site, |_| {});
        let (first, next) = booked(&site);
        let mut marie = site.signed_in("marie");
        let page = page_of(&first);
        let open = marie.get(&page);
        open.assert(
            200,
            &["Annuler aussi les visites suivantes", "lundi 23 mars 2026"],
        );
        let fields = [
            ("by", "practice"),
            ("rest", if is_rest_ticked { "1" } else { "" }),
        ];
        let sent = again(&mut marie, &open, &format!("{page}/cancel"), &fields);
        let told = marie.follow(sent);
        if is_rest_ticked {
            told.assert(200, &["annulé"]);
            assert!(pending(&site).is_empty());
            assert_eq!(again(&mut marie, &told, "/admin/undo", &[]).status, 303);
            assert_eq!(pending(&site).len(), 2, "one undo brings both back");
        } else {
            told.assert(
                200,
                &[
                    "Les visites suivantes sont toujours réservées",
                    "Annuler ce rendez-vous",
                ],
            );
            assert_eq!(status(&site, next.id), Status::Confirmed);
            let to = format!("{}/cancel", page_of(&next));
            let done = send(&mut marie, &page_of(&next), &to, &[("by", "practice")]);
            assert_eq!(done.status, 303);
            assert!(pending(&site).is_empty());
        }
    }
}

#[test]
fn somebody_who_works_elsewhere_cancels_no_visit_of_others() {
    let site = Crew::demo();
    leading(&site, |series| series.same_practitioner = false);
    let change = |request: &mut grappe::app::BookingRequest| {
        request.next = vec![NextVisit {
            practitioner: Some(PETIT),
            start: instant("2026-03-24T13:00:00Z"),
        }];
    };
    let first = site.booked_care(CareTypeId(4), MARTIN, person("Roux", "Zoé"), (FIRST, change));
    let next = all(&site)
        .into_iter()
        .find(|made| made.follows == Some(first.id))
        .unwrap();
    assert_eq!(next.practitioner, PETIT);
    let mut remi = site.signed_in("remi");
    let page = page_of(&first);
    let csrf = super::field(&remi.get(&page), "csrf");
    let fields = [
        ("csrf", csrf.as_str()),
        ("by", "practice"),
        ("rest", "1"),
        ("version", "1"),
    ];
    let done = remi.post(&format!("{page}/cancel"), &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(status(&site, first.id), Status::CancelledByPractice);
    assert_eq!(
        status(&site, next.id),
        Status::Confirmed,
        "it is nobody's that he answers for"
    );
}

#[test]
fn a_program_of_one_practitioner_books_no_next_visit_with_another() {
    let site = Crew::demo();
    leading(&site, |series| series.same_practitioner = false);
    site.run(site.app.save_patient(person("Roux", "Zoé"), None, Actor::System))
        .unwrap();
    let key = |named: Option<Vec<PractitionerId>>| {
        let token = NewToken {
            named: named.map(|all| all.into_iter().collect()),
            ..NewToken::for_everybody("test", &Scope::ALL)
        };
        let made = site.app.create_api_token(Actor::System, token);
        format!("Bearer {}", site.run(made).unwrap())
    };
    let body = r#"{"care":4,"practitioner":1,"start":"2026-03-03T09:00:00+01:00","patient":1,
        "next_start":"2026-03-24T14:00:00+01:00"}"#;
    let asked = |key: &str| {
        let mut program = site.browser().with_header("Authorization", key);
        program.post_as("/api/v1/appointments", "application/json", body)
    };
    let before = all(&site).len();
    let refused = asked(&key(Some(vec![MARTIN])));
    refused.assert(422, &["next_start"]);
    assert_eq!(all(&site).len(), before, "nothing of it was booked");
    let booked = asked(&key(None));
    assert_eq!(booked.status, 201, "{}", booked.text());
    assert!(all(&site).iter().any(|made| made.practitioner == PETIT));
}
