//! Whoever answers elsewhere for one of the practitioners: a whole day in that agenda, and nothing of any other (security 8.2.x).

use grappe::app::{BookingRequest, Failure, ForWhom, MoveRequest, NextVisit, StaffEntry, UndoRefusal};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::CareTypeId;
use grappe::domain::slot::Audience;
use grappe::domain::staff::{Actor, Role};

use super::desk::{MARTIN, PETIT, TUESDAY_9, again, page_of, send};
use super::print::pages;
use super::series::{all, leading};
use super::{Crew, field};
use crate::support::house::{instant, person};

const AFTERNOON: &str = "2026-03-03T13:00:00Z";

#[test]
fn lengths_copies_and_undos_stay_with_the_practitioners_named() {
    let site = Crew::demo();
    let own = site.booked("Dupont", "Jean", TUESDAY_9);
    let foreign = site.booked_with(PETIT, person("Blanc", "Luc"), AFTERNOON, |_| {});
    let mut remi = site.signed_in("remi");

    let length = |of| format!("{}/length", page_of(of));
    let done = send(&mut remi, &page_of(&own), &length(&own), &[("length", "45")]);
    let sheet = remi.follow(done);
    sheet.assert(200, &["La durée est changée", "DUPONT Jean", "Défaire"]);
    let undo = [("appointment", field(&sheet, "appointment"))];
    let undo: Vec<(&str, &str)> = undo.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let undone = again(&mut remi, &sheet, "/admin/undo", &undo);
    remi.follow(undone).assert(200, &["de nouveau comme avant"]);
    let refused = send(
        &mut remi,
        "/admin/account",
        &length(&foreign),
        &[("length", "45")],
    );
    assert_eq!(refused.status, 404);

    let rows = site.run(site.app.day_rows(own.interval)).unwrap();
    let now = rows
        .iter()
        .find(|row| row.status == Status::Confirmed)
        .unwrap()
        .id;
    let copy = format!("/admin/appointments/{now}/copy");
    let form = remi.get(&copy);
    form.assert(200, &["DUPONT Jean"]);
    assert!(
        !form.text().contains("Petit"),
        "no time of anybody else is proposed"
    );
    let elsewhere = format!("{PETIT}|{}", instant("2026-03-04T13:00:00Z").to_rfc3339());
    assert_eq!(again(&mut remi, &form, &copy, &[("at", &elsewhere)]).status, 404);
    let done = again(&mut remi, &form, &copy, &[("start", "2026-03-04T08:00:00Z")]);
    remi.follow(done).assert(200, &["Le rendez-vous est enregistré"]);
    let foreign_copy = format!("{}/copy", page_of(&foreign));
    assert_eq!(remi.get(&foreign_copy).status, 404);
}

#[test]
fn an_act_in_an_agenda_that_was_taken_away_is_not_undone() {
    let site = Crew::demo();
    let own = site.booked("Dupont", "Jean", TUESDAY_9);
    let mut remi = site.signed_in("remi");
    let cancel = format!("{}/cancel", page_of(&own));
    send(&mut remi, &page_of(&own), &cancel, &[("by", "practice")]);
    let elsewhere = StaffEntry {
        named: [PETIT].into(),
        ..StaffEntry::new("remi", "remi L'Hôte", Role::RemoteSecretary)
    };
    let edited = site.app.edit_staff(Actor::System, site.id("remi"), elsewhere);
    site.run(edited).unwrap();
    let mut remi = site.signed_in("remi");
    let page = remi.get("/admin/account");
    again(&mut remi, &page, "/admin/undo", &[]).assert(409, &["rien fait"]);
    let rows = site.run(site.app.day_rows(own.interval)).unwrap();
    assert!(rows.iter().all(|row| row.status != Status::Confirmed), "{rows:?}");
}

/// A first visit with Dr Martin, and the next one with Dr Petit, by this person.
fn booked_with_both(site: &Crew, actor: &Actor) -> (Appointment, Appointment) {
    let whom = ForWhom::Declared(Box::new(person("Roux", "Zoé")));
    let request = BookingRequest {
        practitioner: Some(MARTIN),
        next: vec![NextVisit {
            practitioner: Some(PETIT),
            start: instant("2026-03-24T13:00:00Z"),
        }],
        ..BookingRequest::new(CareTypeId(4), None, instant(TUESDAY_9), whom, actor.clone())
    };
    let made = site.run(site.app.book(request, None)).unwrap();
    (made.appointment, made.next.unwrap())
}

#[test]
fn visits_in_an_agenda_that_was_taken_away_are_not_undone_with_the_first_one() {
    for act in ["book", "cancel", "move"] {
        let site = Crew::demo();
        leading(&site, |series| series.same_practitioner = false);
        let both = StaffEntry {
            named: [MARTIN, PETIT].into(),
            ..StaffEntry::new("remi", "remi L'Hôte", Role::RemoteSecretary)
        };
        site.run(site.app.edit_staff(Actor::System, site.id("remi"), both))
            .unwrap();
        let actor = Actor::Staff(site.id("remi"));
        let (first, next) = booked_with_both(&site, &actor);
        let to = |of: &Appointment, start: &str| MoveRequest {
            appointment: of.id,
            expected_version: None,
            practitioner: Some(of.practitioner),
            start: instant(start),
            audience: Audience::Staff,
            placing: None,
            overbooking: None,
            actor: actor.clone(),
        };
        match act {
            "move" => {
                let next = vec![to(&next, "2026-03-25T13:00:00Z")];
                let moved = site
                    .app
                    .move_visits(to(&first, "2026-03-04T08:00:00Z"), next, None);
                site.run(moved).unwrap();
            }
            "cancel" => {
                let page = page_of(&first);
                let mut remi = site.signed_in("remi");
                let fields = [("by", "practice"), ("rest", "1")];
                let done = send(&mut remi, &page, &format!("{page}/cancel"), &fields);
                assert_eq!(done.status, 303, "{}", done.text());
            }
            _ => {}
        }
        let before: Vec<_> = all(&site).iter().map(|made| (made.id, made.status)).collect();
        let fewer = StaffEntry {
            named: [MARTIN].into(),
            ..StaffEntry::new("remi", "remi L'Hôte", Role::RemoteSecretary)
        };
        site.run(site.app.edit_staff(Actor::System, site.id("remi"), fewer))
            .unwrap();
        let refused = site.run(site.app.undo(None, actor)).unwrap_err();
        assert!(
            matches!(refused, Failure::Refused(UndoRefusal::Nothing)),
            "{act}: {refused:?}"
        );
        let after: Vec<_> = all(&site).iter().map(|made| (made.id, made.status)).collect();
        assert_eq!(after, before, "{act}: all of it or nothing");
    }
}

#[test]
fn the_command_field_and_the_paper_know_nobody_else() {
    let site = Crew::demo();
    site.booked("Dupont", "Jean", TUESDAY_9);
    site.booked_with(PETIT, person("Blanc", "Luc"), AFTERNOON, |_| {});
    let mut remi = site.signed_in("remi");
    let agenda = remi.get("/admin?day=2026-03-03&all=1");
    agenda.assert(200, &["DUPONT Jean", "Dr Hélène Martin"]);
    for hidden in ["Petit", "BLANC", "Blanc"] {
        assert!(!agenda.text().contains(hidden), "{hidden}");
    }
    let asked = |remi: &mut crate::support::Browser, text: &str| {
        let back = "/admin?day=2026-03-02";
        again(remi, &agenda, "/admin/command", &[("q", text), ("back", back)])
    };
    asked(&mut remi, "dup jeu").assert(200, &["DUPONT Jean", "Dr Hélène Martin", "offer armed"]);
    // The name of a colleague is no name of a practitioner here.
    let page = asked(&mut remi, "dup petit jeu");
    assert!(!page.text().contains("Dr Paul Petit"), "{}", page.text());

    let paper = remi.get("/admin/print?day=2026-03-03&all=1");
    let pages = pages(&paper.body);
    assert_eq!(pages.len(), 1, "{pages:#?}");
    assert!(
        pages[0].contains("Martin") && pages[0].contains("DUPONT"),
        "{pages:#?}"
    );
    let other = remi.get(&format!("/admin/print?day=2026-03-03&p{PETIT}=1"));
    assert_eq!(other.status, 404);
    remi.get(&format!("/admin/print?day=2026-03-03&p{MARTIN}=1"))
        .assert(200, &[]);
}

#[test]
fn what_belongs_to_the_whole_practice_is_closed() {
    let site = Crew::demo();
    let mut remi = site.signed_in("remi");
    for path in [
        "/admin/waiting",
        "/admin/patients",
        "/admin/statistics",
        "/admin/ill",
        "/admin/messages",
        "/admin/outbox",
        "/admin/setup",
    ] {
        assert_eq!(remi.get(path).status, 403, "{path}");
    }
}
