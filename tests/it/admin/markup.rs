//! Nothing that was typed becomes markup (security T12).

use grappe::domain::id::AbsenceId;
use grappe::domain::patient::Patient;
use grappe::domain::schedule::Absence;
use grappe::domain::time::Interval;

use super::Crew;
use super::agenda::written;
use super::desk::{MARTIN, TUESDAY_9, send};
use crate::support::house::{instant, person};
use crate::support::practice::CONSULTATION;
use crate::support::{Browser, Page};

const ATTACK: &str = "\"><img src=x onerror=alert(1)>'<script>";
/// Every field of the forms below that takes text.
const FIELDS: [&str; 14] = [
    "q", "family", "given", "born", "phone", "email", "note", "time", "reason", "day", "with", "care",
    "start", "language",
];

fn planted(site: &Crew) {
    written(site, |tx| {
        let mut care = tx.agenda().set_up().care_types[&CONSULTATION].clone();
        ATTACK.clone_into(&mut care.name);
        tx.save_care_type(&care)?;
        let mut practitioner = tx.agenda().set_up().practitioners[&MARTIN].clone();
        ATTACK.clone_into(&mut practitioner.name);
        tx.save_practitioner(&practitioner)?;
        tx.save_absence(&Absence {
            id: AbsenceId(0),
            practitioner: Some(MARTIN),
            interval: Interval {
                start: instant("2026-03-03T10:00:00Z"),
                end: instant("2026-03-03T11:00:00Z"),
            },
            label: ATTACK.to_owned(),
        })
    });
}

fn assert_inert(page: &Page) {
    let text = page.text();
    assert!([200, 409, 422].contains(&page.status), "{}", page.status);
    assert!(!text.contains("<img") && !text.contains("<script>"), "{text}");
}

#[test]
fn what_is_stored_is_shown_as_text() {
    let site = Crew::demo();
    planted(&site);
    let patient = Patient {
        note: ATTACK.to_owned(),
        ..person("Petit", "Léo")
    };
    let booked = site.booked_with(MARTIN, patient, TUESDAY_9, |request| {
        ATTACK.clone_into(&mut request.note);
        request.overbooking = Some(ATTACK.to_owned());
    });
    let mut alice = site.signed_in("alice");
    for path in [
        "/admin?day=2026-03-03",
        "/admin?view=week&day=2026-03-03",
        &format!("/admin/appointments/{}", booked.id),
        &format!("/admin/appointments/{}/move", booked.id),
        &format!("/admin/patients/{}", booked.patient),
        "/admin/to-do",
        "/admin/book?with=1",
    ] {
        let page = alice.get(path);
        assert_inert(&page);
        assert!(
            page.text().contains("&#60;img") || path.ends_with("to-do"),
            "{path}"
        );
    }
}

/// Sends the attack in every field.
fn attacked(browser: &mut Browser, page: &str, to: &str, ticks: &[(&str, &str)]) -> Page {
    let typed = FIELDS.iter().map(|name| (*name, ATTACK));
    let fields: Vec<_> = ticks.iter().copied().chain(typed).collect();
    send(browser, page, to, &fields)
}

#[test]
fn what_comes_back_in_a_form_is_text() {
    let site = Crew::demo();
    let booked = site.booked("Petit", "Léo", TUESDAY_9);
    let (appointment, record) = (
        format!("/admin/appointments/{}", booked.id),
        format!("/admin/patients/{}", booked.patient),
    );
    let (note, moving) = (format!("{appointment}/note"), format!("{appointment}/move"));
    let mut alice = site.signed_in("alice");
    for act in ["book", "search", "times", "new"] {
        let ticks = [("do", act), ("new", "1"), ("over", "1")];
        assert_inert(&attacked(&mut alice, "/admin/book", "/admin/book", &ticks));
    }
    for (page, to, act) in [
        ("/admin/patients/new", "/admin/patients/new", ""),
        ("/admin/patients", "/admin/patients", ""),
        (&record, &record, ""),
        (&moving, &moving, "move"),
        (&moving, &moving, "times"),
    ] {
        assert_inert(&attacked(&mut alice, page, to, &[("do", act), ("over", "1")]));
    }
    // A note takes any text.
    let done = attacked(&mut alice, &appointment, &note, &[]);
    let shown = alice.follow(done);
    assert_inert(&shown);
    assert!(shown.text().contains("&#60;img"));
}
