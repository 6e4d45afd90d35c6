//! The sheet: day and week, what stands on it and for whom.

use chrono::TimeDelta;
use grappe::app::{BookingRequest, ClientAddress, HoldRequest};
use grappe::domain::agenda::Edit;
use grappe::domain::booking::Status;
use grappe::domain::id::{AbsenceId, CareTypeId, PatientId, PractitionerId};
use grappe::domain::patient::Patient;
use grappe::domain::practitioner::{HolidayHabit, Practitioner};
use grappe::domain::schedule::Absence;
use grappe::domain::slot::{Audience, Placing, SlotQuery};
use grappe::domain::staff::Actor;
use grappe::domain::time::{Interval, Zone};
use grappe::store::{Fault, Tx};

use super::Crew;
use super::desk::{MARTIN, PETIT, TUESDAY_9};
use crate::support::house::{instant, person};
use crate::support::practice::{CONSULTATION, published};

pub(super) fn written<T: Send + 'static>(
    site: &Crew,
    act: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault> + Send + 'static,
) -> T {
    let done = site
        .app
        .store()
        .write(move |tx: &mut Tx<'_>| -> Result<T, Fault> {
            let done = act(tx)?;
            published(tx)?;
            Ok(done)
        });
    site.run(done).unwrap()
}

#[test]
fn a_day_shows_practitioners_side_by_side_with_what_is_booked_and_what_is_free() {
    let site = Crew::demo();
    let booked = site.booked("d'Aubigné", "Éloïse", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin?day=2026-03-03");
    page.assert(
        200,
        &[
            "mardi 3 mars 2026",
            "Dr Hélène Martin",
            "Dr Paul Petit",
            "D'AUBIGNÉ Éloïse",
            "<b>9 h</b>",
            "<i>Consultation</i>",
            &format!("/admin/appointments/{}", booked.id),
            // The next half hour leads to a booking, with whom and when filled in.
            "/admin/book?with=1&#38;start=2026-03-03T08:30:00Z\">9 h 30<",
        ],
    );
    assert!(
        !page.text().contains("start=2026-03-03T08:00:00Z"),
        "nine is taken"
    );
    let only = marie.get("/admin?day=2026-03-03&p2=1");
    assert!(!only.text().contains("D'AUBIGNÉ") && only.text().contains("14 h"));
    let week = marie.get("/admin?view=week&day=2026-03-08&p1=1");
    week.assert(
        200,
        &[
            "lundi 2 mars",
            "vendredi 6 mars",
            "semaine 10",
            "D'AUBIGNÉ Éloïse",
        ],
    );
    assert!(
        !week.text().contains("dimanche 8 mars"),
        "a Sunday without anything is left out"
    );
}

#[test]
fn what_was_booked_over_something_stands_beside_it() {
    let site = Crew::demo();
    site.booked("Petit", "Léo", TUESDAY_9);
    site.booked_with(MARTIN, person("Roux", "Zoé"), TUESDAY_9, |request| {
        request.overbooking = Some("douleur".to_owned());
        request.placing = None;
    });
    let mut marie = site.signed_in("marie");
    marie
        .get("/admin?day=2026-03-03")
        .assert(200, &["Surnombre", "is-over", "k2l0", "k2l1"]);
}

#[test]
fn what_a_change_left_outside_and_who_did_not_come_is_said_in_words() {
    let site = Crew::demo();
    site.booked("Le Gall", "Nora", "2026-03-03T09:00:00Z");
    let gone = site.booked("Absente", "Ana", "2026-03-02T08:00:00Z");
    let missed = site
        .app
        .mark_attendance(gone.id, Status::NoShow, None, Actor::System);
    site.run(missed).unwrap();
    let away = Absence {
        id: AbsenceId(0),
        practitioner: Some(MARTIN),
        interval: Interval {
            start: instant("2026-03-03T09:00:00Z"),
            end: instant("2026-03-03T10:00:00Z"),
        },
        label: "Formation".to_owned(),
    };
    let drafted = vec![Edit::Absence(away.clone())];
    site.run(site.app.change_set_up(drafted, None, Actor::System))
        .unwrap();
    written(&site, move |tx| tx.save_absence(&away));
    let mut marie = site.signed_in("marie");
    marie
        .get("/admin?day=2026-03-03")
        .assert(200, &["Hors horaires", "is-orphan", "Formation"]);
    marie
        .get("/admin?day=2026-03-02")
        .assert(200, &["ABSENTE Ana", "is-no_show", "Absent"]);
}

#[test]
fn who_came_late_is_marked_on_the_sheet_and_may_stay_longer() {
    let site = Crew::demo();
    let here = site.booked("Petit", "Léo", "2026-03-02T08:00:00Z");
    site.booked("Roux", "Zoé", TUESDAY_9);
    let mut marie = site.signed_in("marie");
    let day = "/admin?day=2026-03-02";
    marie.get(day).assert(200, &[&format!("data-a=\"{}\"", here.id)]);
    let app = &site.app;
    site.run(app.mark_attendance(here.id, Status::Arrived, None, Actor::System))
        .unwrap();
    site.run(app.mark_late(here.id, true, Actor::System)).unwrap();
    // Only its end is to be taken hold of.
    marie
        .get(day)
        .assert(200, &["<em>En retard</em>", &format!("data-h=\"{}\"", here.id)]);
    marie
        .get(&format!("/admin/appointments/{}", here.id))
        .assert(200, &["/length\"", "En retard"]);
    let tomorrow = marie.get("/admin?day=2026-03-03");
    assert!(!tomorrow.text().contains("En retard"));
}

#[test]
fn requests_and_patients_who_are_just_booking_are_told_apart() {
    let site = Crew::demo();
    written(&site, |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.id = CareTypeId(0);
        care.needs_approval = true;
        care.name = "Certificat".to_owned();
        tx.save_care_type(&care)
    });
    let request = |request: &mut BookingRequest| {
        request.audience = Audience::Patient;
        request.placing = None;
    };
    let at_two = ("2026-03-03T13:00:00Z", request);
    site.booked_care(CareTypeId(4), PETIT, person("Nguyen", "Hugo"), at_two);
    let date = "2026-03-03".parse().unwrap();
    let hold = HoldRequest {
        query: SlotQuery::new(CONSULTATION, Some(PETIT), date, date),
        start: instant("2026-03-03T14:00:00Z"),
        further: Vec::new(),
        browser: "b".to_owned(),
        address: ClientAddress {
            own: "a".to_owned(),
            site: None,
        },
        has_worked: false,
    };
    site.run(site.app.hold_slot(hold)).unwrap();
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin?day=2026-03-03");
    page.assert(200, &["À valider", "is-requested", "Réservation en cours"]);
    // A hold that ended is no longer shown.
    site.clock.advance(TimeDelta::minutes(6));
    let later = marie.get("/admin?day=2026-03-03");
    assert!(!later.text().contains("Réservation en cours"));
}

#[test]
fn closed_days_say_why() {
    let site = Crew::demo();
    let mut rose = site.signed_in("rose");
    rose.get("/admin?day=2026-04-06")
        .assert(200, &["Lundi de Pâques", "Fermé"]);
    rose.get("/admin?day=2026-03-07").assert(200, &["Fermé"]);
    let page = rose.get("/admin?day=2026-03-03");
    assert!(
        !page.text().contains("/admin/book"),
        "who only looks is led nowhere"
    );
}

#[test]
fn nonsense_in_the_address_is_today() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    for query in [
        "day=2026-13-01",
        "day=&view=%00",
        "day=99999-01-01",
        "p999=1",
        "p-1=x&day=1999-01-01",
        "a=1&a=2",
    ] {
        let page = marie.get(&format!("/admin?{query}"));
        page.assert(200, &["lundi 2 mars 2026"]);
    }
}

/// Opens day and night, in a zone.
fn day_and_night_in(site: &Crew, zone: &str) {
    let zone = Zone::named(zone).unwrap();
    written(site, move |tx| {
        let mut practice = tx.agenda().set_up().practice.clone();
        practice.zone = zone;
        tx.save_practice(&practice)?;
        // In Miquelon the clock goes back on All Saints' Day.
        let mut practitioner = tx.agenda().set_up().practitioners[&MARTIN].clone();
        practitioner.holidays = HolidayHabit::Open;
        tx.save_practitioner(&practitioner)?;
        let mut hours = tx.agenda().set_up().schedules[0].clone();
        hours.id = grappe::domain::id::ScheduleId(0);
        let night =
            grappe::domain::schedule::Window::new("00:00".parse().unwrap(), "24:00".parse().unwrap(), None);
        hours.days = std::array::from_fn(|_| vec![night.clone().unwrap()]);
        tx.save_schedule(&hours)
    });
}

#[test]
fn days_of_23_and_25_hours_have_as_many_and_keep_their_readings() {
    for (zone, spring, autumn, nine) in [
        ("Europe/Paris", "2026-03-29", "2026-10-25", "2026-03-30T07:00:00Z"),
        (
            "America/Miquelon",
            "2026-03-08",
            "2026-11-01",
            "2026-03-09T11:00:00Z",
        ),
    ] {
        let site = Crew::demo();
        day_and_night_in(&site, zone);
        site.booked("Petit", "Léo", nine);
        let mut marie = site.signed_in("marie");
        let hours = |page: &crate::support::Page| {
            let sheet = page.text();
            let gutter = sheet.split("class=\"gutter\"").nth(1).unwrap();
            gutter
                .split("</div></div>")
                .next()
                .unwrap()
                .matches("</span>")
                .count()
        };
        let plain = hours(&marie.get("/admin?day=2026-06-15&p1=1"));
        let (short, long) = (
            marie.get(&format!("/admin?day={spring}&p1=1")),
            marie.get(&format!("/admin?day={autumn}&p1=1")),
        );
        assert_eq!((hours(&short), hours(&long)), (plain - 1, plain + 1), "{zone}");
        long.assert(200, &["(heure d'été)", "(heure d'hiver)"]);
        // Nine on the wall is nine on the sheet, the Monday after and in the week of the change.
        let monday = marie.get(&format!("/admin?day={}&p1=1", &nine[..10]));
        monday.assert(200, &["<b>9 h</b> PETIT Léo"]);
        let week = marie.get(&format!("/admin?view=week&day={spring}&p1=1"));
        week.assert(200, &["Dr Hélène Martin"]);
    }
}

#[test]
fn a_full_day_of_ten_practitioners_is_small() {
    let site = Crew::demo();
    let ids = written(&site, |tx| {
        let hours = tx.agenda().set_up().schedules[0].clone();
        let mut ids = vec![MARTIN];
        for number in 1..10 {
            let id = tx.save_practitioner(&Practitioner {
                id: PractitionerId(0),
                name: format!("Dr Praticienne Numéro-{number}"),
                speciality: String::new(),
                languages: Vec::new(),
                is_step_free: None,
                holidays: HolidayHabit::Closed,
                color: "#1f5f8b".to_owned(),
                is_online: true,
                is_archived: false,
            })?;
            let mut own = hours.clone();
            own.id = grappe::domain::id::ScheduleId(0);
            own.practitioner = id;
            tx.save_schedule(&own)?;
            ids.push(id);
        }
        Ok(ids)
    });
    let mut count = 0;
    for id in ids {
        for slot in 0..22 {
            let start = instant("2026-03-03T07:00:00Z") + TimeDelta::minutes(30 * slot);
            count += 1;
            let patient = Patient {
                id: PatientId(0),
                ..person(
                    "Châtelain-Delaporte",
                    &format!("Prénom {}", "é".repeat(count % 7 + 1)),
                )
            };
            let patient = Patient {
                email: grappe::domain::contact::Email::parse(&format!("p{count}@example.org")).ok(),
                ..patient
            };
            site.booked_with(id, patient, &start.to_rfc3339(), |request| {
                request.placing = Some(Placing::Anywhere);
            });
        }
    }
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin?day=2026-03-03");
    assert_eq!(page.text().matches("/admin/appointments/").count(), 220);
    assert!(page.body.len() < 120_000, "{} bytes", page.body.len());
}

#[test]
fn those_of_a_session_without_a_line_are_counted_and_named() {
    let site = Crew::demo();
    written(&site, |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        care.terms.capacity = 6;
        tx.save_care_type(&care)
    });
    let first = site.booked("Aubert", "Léa", TUESDAY_9);
    for family in ["Blanc", "Caron", "Dumas"] {
        site.booked(family, "Noé", TUESDAY_9);
    }
    let mut marie = site.signed_in("marie");
    let sheet = marie.get("/admin?day=2026-03-03");
    // Half an hour in low rows: the heading and one name.
    sheet.assert(
        200,
        &[
            "<em>4/6</em>",
            ">+3<",
            "title=\"BLANC Noé, CARON Noé, DUMAS Noé\"",
        ],
    );
    let text = sheet.text();
    assert_eq!(text.matches("<li class=\"beyond\"><a href").count(), 3, "{text}");
    let path = format!("/admin/appointments/{}", first.id);
    marie.get(&path).assert(
        200,
        &[
            "<dt>Avec</dt>",
            ">BLANC Noé</a>",
            ">CARON Noé</a>",
            ">DUMAS Noé</a>",
        ],
    );
    // Whoever is alone in a session has nobody to be named.
    let alone = site.booked("Seul", "Max", "2026-03-04T08:00:00Z");
    let page = marie.get(&format!("/admin/appointments/{}", alone.id));
    assert!(!page.text().contains("<dt>Avec</dt>"));
}

#[test]
fn a_flood_of_the_booking_page_is_told_while_it_lasts_and_is_in_the_journal() {
    let site = Crew::demo();
    for _ in 0..120 {
        site.app.note_refused();
    }
    let mut marie = site.signed_in("marie");
    marie
        .get("/admin")
        .assert(200, &["Afflux inhabituel", "vous n'avez rien à faire"]);
    site.run(site.app.sweep()).unwrap();
    site.clock.advance(TimeDelta::minutes(11));
    assert!(!marie.get("/admin").text().contains("Afflux inhabituel"));
    site.run(site.app.sweep()).unwrap();
    let mut alice = site.signed_in("alice");
    let journal = alice.get("/admin/audit");
    journal.assert(
        200,
        &[
            "L'afflux sur la page de rendez-vous a changé",
            "calme → flot de demandes",
        ],
    );
}
