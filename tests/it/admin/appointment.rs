//! One appointment: states, requests, moves, cancellations, notes.

use chrono::TimeDelta;
use grappe::domain::booking::{Appointment, Origin, Status};
use grappe::domain::care_type::PatientKind;
use grappe::domain::id::CareTypeId;
use grappe::domain::slot::Audience;
use grappe::store::{Fault, Tx};

use super::Crew;
use super::desk::{MARTIN, PETIT, TUESDAY_9, again, page_of, send};
use crate::support::Browser;
use crate::support::house::person;
use crate::support::practice::{CONSULTATION, published};

fn now_of(site: &Crew, appointment: &Appointment) -> Appointment {
    let id = appointment.id;
    site.run(
        site.app
            .store()
            .read(move |db| -> Result<_, Fault> { db.appointment(id) }),
    )
    .unwrap()
    .unwrap()
}

fn mark(browser: &mut Browser, appointment: &Appointment, fields: &[(&str, &str)]) -> crate::support::Page {
    let page = page_of(appointment);
    send(browser, &page, &format!("{page}/mark"), fields)
}

#[test]
fn a_visit_goes_through_its_states_and_back() {
    let site = Crew::demo();
    let booked = site.booked("Roux", "Zoé", "2026-03-02T08:30:00Z");
    let mut marie = site.signed_in("marie");
    for (state, expected) in [
        ("arrived", Status::Arrived),
        ("in_progress", Status::InProgress),
        ("done", Status::Done),
        ("in_progress", Status::InProgress),
        ("arrived", Status::Arrived),
        ("left_unseen", Status::LeftUnseen),
        ("confirmed", Status::Confirmed),
        ("excused", Status::Excused),
    ] {
        let done = mark(&mut marie, &booked, &[("status", state)]);
        assert_eq!(done.status, 303, "{state}: {}", done.text());
        assert_eq!(now_of(&site, &booked).status, expected);
    }
    mark(&mut marie, &booked, &[("status", "done")]).assert(409, &["Excusé", "ne le permet pas"]);
    mark(&mut marie, &booked, &[("status", "nonsense")]).assert(422, &[]);
    mark(&mut marie, &booked, &[("status", "cancelled_late")]).assert(409, &[]);
}

#[test]
fn a_no_show_needs_a_second_click_on_the_same_day_and_is_taken_back() {
    let site = Crew::demo();
    let booked = site.booked("Roux", "Zoé", "2026-03-02T08:30:00Z");
    let mut marie = site.signed_in("marie");
    mark(
        &mut marie,
        &booked,
        &[("status", "no_show"), ("asked", "2026-03-02")],
    )
    .assert(409, &[]);
    site.clock.advance(TimeDelta::minutes(45));
    marie = site.signed_in("marie");
    let asked = mark(&mut marie, &booked, &[("status", "no_show")]);
    asked.assert(200, &["n'est vraiment pas venu", "Confirmer l'absence"]);
    assert_eq!(
        now_of(&site, &booked).status,
        Status::Confirmed,
        "one click marks nobody"
    );
    let stale_day = mark(
        &mut marie,
        &booked,
        &[("status", "no_show"), ("asked", "2026-03-01")],
    );
    stale_day.assert(200, &["Confirmer l'absence"]);
    let day = asked.values("name=\"asked\" value=\"").remove(0);
    let done = again(
        &mut marie,
        &asked,
        &format!("{}/mark", page_of(&booked)),
        &[("status", "no_show"), ("asked", &day)],
    );
    assert_eq!(done.status, 303);
    assert_eq!(now_of(&site, &booked).status, Status::NoShow);
    assert_eq!(mark(&mut marie, &booked, &[("status", "confirmed")]).status, 303);
    assert_eq!(now_of(&site, &booked).status, Status::Confirmed);
}

#[test]
fn whoever_comes_second_sees_what_it_is_now_and_keeps_the_text() {
    let site = Crew::demo();
    let booked = site.booked("Roux", "Zoé", "2026-03-02T08:30:00Z");
    let (mut marie, mut alice) = (site.signed_in("marie"), site.signed_in("alice"));
    let page = page_of(&booked);
    let (open, moving) = (alice.get(&page), alice.get(&format!("{page}/move")));
    assert_eq!(mark(&mut marie, &booked, &[("status", "arrived")]).status, 303);
    for (act, fields) in [
        ("mark", &[("status", "done")][..]),
        ("cancel", &[("by", "practice")]),
        ("note", &[("note", "Apporter les radios")]),
    ] {
        let late = again(&mut alice, &open, &format!("{page}/{act}"), fields);
        late.assert(409, &["Quelqu'un a changé ce rendez-vous entre-temps", "Arrivé"]);
        if act == "note" {
            late.assert(409, &["Apporter les radios"]);
        }
    }
    let fields = [("do", "move"), ("with", "1"), ("start", "2026-03-03T09:00:00Z")];
    again(&mut alice, &moving, &format!("{page}/move"), &fields).assert(409, &["entre-temps", "Arrivé"]);
    assert_eq!(now_of(&site, &booked).status, Status::Arrived);
    assert_eq!(now_of(&site, &booked).note, "");
}

#[test]
fn moving_takes_the_new_time_and_frees_the_old_one() {
    let site = Crew::demo();
    let booked = site.booked("Roux", "Zoé", TUESDAY_9);
    site.booked("Petit", "Léo", "2026-03-03T09:00:00Z");
    let mut marie = site.signed_in("marie");
    let (page, to) = (
        format!("{}/move", page_of(&booked)),
        format!("{}/move", page_of(&booked)),
    );
    let open = marie.get(&page);
    open.assert(200, &["ROUX Zoé", "mardi 3 mars 2026 à 9 h", "9 h 30"]);
    let taken = again(
        &mut marie,
        &open,
        &to,
        &[("do", "move"), ("with", "1"), ("start", "2026-03-03T09:00:00Z")],
    );
    taken.assert(409, &["vient d'être prise", "Horaires libres les plus proches"]);
    assert_eq!(
        now_of(&site, &booked).status,
        Status::Confirmed,
        "the old time is kept"
    );
    let chosen = again(
        &mut marie,
        &open,
        &to,
        &[("at", "2|2026-03-03T13:00:00Z"), ("with", "1")],
    );
    chosen.assert(200, &["mardi 3 mars à 14 h"]);
    let done = again(
        &mut marie,
        &chosen,
        &to,
        &[("do", "move"), ("with", "2"), ("start", "2026-03-03T13:00:00Z")],
    );
    marie
        .follow(done)
        .assert(200, &["Le rendez-vous est déplacé", "ROUX Zoé"]);
    assert_eq!(now_of(&site, &booked).status, Status::Moved);
    marie
        .get(&page_of(&booked))
        .assert(200, &["Déplacé", "le remplace"]);
    let agenda = site.app.agenda();
    assert_eq!(agenda.bookings_on(PETIT, "2026-03-03".parse().unwrap()).len(), 1);
    assert_eq!(agenda.bookings_on(MARTIN, "2026-03-03".parse().unwrap()).len(), 1);
}

#[test]
fn cancelling_says_who_wanted_it() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    for (by, start, expected) in [
        ("practice", TUESDAY_9, Status::CancelledByPractice),
        ("patient", "2026-03-05T08:00:00Z", Status::CancelledByPatient),
        ("patient", "2026-03-02T10:00:00Z", Status::CancelledLate),
    ] {
        let booked = site.booked("Roux", "Zoé", start);
        let page = page_of(&booked);
        let done = send(&mut marie, &page, &format!("{page}/cancel"), &[("by", by)]);
        marie.follow(done).assert(200, &["annulé"]);
        assert_eq!(now_of(&site, &booked).status, expected);
        send(&mut marie, &page, &format!("{page}/cancel"), &[("by", by)]).assert(409, &[]);
    }
}

#[test]
fn what_was_declared_online_and_is_not_on_file_is_shown_to_whoever_runs_the_desk() {
    let site = Crew::demo();
    site.run(site.app.store().write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.id = CareTypeId(0);
        care.terms.eligibility.patients = Some(PatientKind::Known);
        tx.save_care_type(&care)?;
        published(tx)
    }))
    .unwrap();
    let mut marie = site.signed_in("marie");
    for (origin, start, is_shown) in [
        (Origin::Online, TUESDAY_9, true),
        (Origin::Desk, "2026-03-03T09:00:00Z", false),
    ] {
        let who = person("Roux", "Zoé");
        let change = |r: &mut grappe::app::BookingRequest| r.origin = origin;
        let booked = site.booked_care(CareTypeId(4), MARTIN, who, (start, change));
        let page = marie.get(&page_of(&booked)).text();
        assert_eq!(
            page.contains("À vérifier : dit être déjà venu"),
            is_shown,
            "{page}"
        );
    }
}

#[test]
fn requests_are_answered_from_their_page_or_the_list() {
    let site = Crew::demo();
    site.run(site.app.store().write(|tx: &mut Tx<'_>| -> Result<(), Fault> {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.id = CareTypeId(0);
        care.needs_approval = true;
        tx.save_care_type(&care)?;
        published(tx)
    }))
    .unwrap();
    let request = |family: &str, start: &str| {
        site.booked_care(
            CareTypeId(4),
            MARTIN,
            person(family, "Zoé"),
            (start, |r: &mut grappe::app::BookingRequest| {
                r.audience = Audience::Patient;
                r.placing = None;
            }),
        )
    };
    let (first, second) = (
        request("Roux", TUESDAY_9),
        request("Gris", "2026-03-03T09:00:00Z"),
    );
    assert_eq!(first.status, Status::Requested);
    site.booked("Hier", "Max", "2026-03-02T08:30:00Z");
    site.clock.advance(TimeDelta::days(1) - TimeDelta::hours(2));
    let mut marie = site.signed_in("marie");
    let list = marie.get("/admin/to-do");
    list.assert(200, &["ROUX Zoé", "GRIS Zoé", "HIER Max"]);
    let done = again(
        &mut marie,
        &list,
        &format!("{}/answer", page_of(&first)),
        &[("answer", "approve"), ("back", "to-do")],
    );
    assert_eq!(done.location().as_deref(), Some("/admin/to-do"));
    assert_eq!(now_of(&site, &first).status, Status::Confirmed);
    let page = page_of(&second);
    send(
        &mut marie,
        &page,
        &format!("{page}/answer"),
        &[("answer", "refuse")],
    );
    assert_eq!(now_of(&site, &second).status, Status::Refused);
    assert_eq!(site.outcomes("appointment.answer").len(), 2, "both are on record");
    send(
        &mut marie,
        &page,
        &format!("{page}/answer"),
        &[("answer", "approve")],
    )
    .assert(409, &["Refusé"]);
}

#[test]
fn notes_are_for_those_who_may_read_them() {
    let site = Crew::demo();
    let booked = site.booked_with(MARTIN, person("Roux", "Zoé"), TUESDAY_9, |request| {
        request.note = "Dette de la famille".to_owned();
    });
    let page = page_of(&booked);
    for login in ["marie", "rose"] {
        let mut browser = site.signed_in(login);
        for path in [&page, "/admin?day=2026-03-03"] {
            let text = browser.get(path).text();
            assert!(
                !text.contains("Dette") && !text.contains("<em>Note</em>"),
                "{login} {path}"
            );
        }
    }
    let mut paul = site.signed_in("paul");
    paul.get(&page).assert(200, &["Dette de la famille"]);
    paul.get("/admin?day=2026-03-03").assert(200, &["<em>Note</em>"]);
    let refused = send(
        &mut paul,
        &page,
        &format!("{page}/note"),
        &[("note", "1 55 08 75 056 001 79")],
    );
    refused.assert(422, &["1 55 08 75 056 001 79", "sécurité sociale"]);
    let done = send(&mut paul, &page, &format!("{page}/note"), &[("note", "Réglée")]);
    paul.follow(done).assert(200, &["Réglée"]);
}

#[test]
fn opening_an_appointment_is_on_record_and_a_reader_sees_no_contact() {
    let site = Crew::demo();
    let booked = site.booked("Roux", "Zoé", TUESDAY_9);
    let mut rose = site.signed_in("rose");
    let before = site.revision();
    let page = rose.get(&page_of(&booked));
    page.assert(200, &["ROUX Zoé"]);
    assert_eq!(site.revision(), before + 1, "a view of a patient is recorded");
    for absent in ["example.org", "/mark", "/cancel", "/move", "/admin/patients"] {
        assert!(!page.text().contains(absent), "{absent}");
    }
    rose.get("/admin/appointments/4711").assert(404, &[]);
    rose.get("/admin/appointments/x").assert(404, &[]);
}
