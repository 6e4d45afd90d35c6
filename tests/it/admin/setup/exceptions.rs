//! Particular days: of those of one level the last one written wins, new or edited (booking-rules §3).

use grappe::domain::id::PractitionerId;

use super::{Crew, saved};
use crate::support::Browser;

const DAY: &str = "2026-03-04";

/// When Dr Martin is open that Wednesday, in UTC.
fn open(site: &Crew) -> Vec<String> {
    let agenda = site.app.agenda();
    let windows = agenda.open_time(PractitionerId(1), DAY.parse().unwrap());
    let hours = windows
        .iter()
        .map(|w| format!("{}-{}", w.start.format("%H:%M"), w.end.format("%H:%M")));
    hours.collect()
}

#[track_caller]
fn writes(alice: &mut Browser, path: &str, answers: &[(&str, &str)]) {
    let done = saved(alice, path, answers);
    assert_eq!(done.status, 303, "{}", done.text());
}

#[test]
fn an_edited_exception_beats_one_that_was_written_before_the_edit() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let new = "/admin/setup/exceptions/new";
    let hours = |hours| {
        [
            ("practitioner", "1"),
            ("from", DAY),
            ("day", "open"),
            ("hours", hours),
        ]
    };
    writes(&mut alice, new, &hours("8h-9h"));
    writes(&mut alice, new, &hours("14h-15h"));
    assert_eq!(open(&site), ["13:00-14:00"], "the second one was written last");
    let ids: Vec<i64> = site
        .app
        .agenda()
        .set_up()
        .exceptions
        .iter()
        .map(|e| e.id.0)
        .collect();
    let first = format!("/admin/setup/exceptions/{}", ids[0]);
    writes(&mut alice, &first, &[("hours", "10h-11h")]);
    assert_eq!(open(&site), ["09:00-10:00"], "now the first one was");
    // A range stays below a single date, whenever it is written.
    let range = [
        ("practitioner", "1"),
        ("from", "2026-03-03"),
        ("to", "2026-03-05"),
        ("day", "closed"),
    ];
    writes(&mut alice, new, &range);
    assert_eq!(open(&site), ["09:00-10:00"]);
    writes(
        &mut alice,
        &format!("/admin/setup/exceptions/{}", ids[1]),
        &[("label", "Congrès")],
    );
    assert_eq!(open(&site), ["13:00-14:00"], "whatever was edited of it");
}

#[test]
fn a_day_closed_for_everybody_leaves_everybodys_appointments_aside() {
    let site = Crew::demo();
    site.booked("Dupont", "Jean", "2026-03-04T08:00:00Z");
    let other = crate::support::house::person("Blanc", "Zoé");
    site.booked_with(PractitionerId(2), other, "2026-03-04T13:30:00Z", |_| {});
    let mut alice = site.signed_in("alice");
    let drafted = saved(
        &mut alice,
        "/admin/setup/exceptions/new",
        &[("practitioner", "all"), ("from", DAY), ("day", "closed")],
    );
    let draft = drafted.location().unwrap();
    assert!(draft.starts_with("/admin/setup/drafts/"), "{draft}");
    alice
        .get(&draft)
        .assert(200, &["2 rendez-vous resteraient", "DUPONT Jean", "BLANC Zoé"]);
}
