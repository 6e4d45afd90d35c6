//! Agendas that other calendars subscribe to.

use calcard::icalendar::ICalendar;

use super::desk::{PETIT, TUESDAY_9};
use super::setup::form::filled;
use super::{Crew, field};
use crate::support::Browser;
use crate::support::house::person;

const FEEDS: &str = "/admin/setup/feeds";

/// Makes a subscription; its path.
fn made(alice: &mut Browser, names: &str) -> String {
    let form = filled(&alice.get(FEEDS), FEEDS);
    let page = form
        .with(&[("practitioner", "1"), ("names", names), ("name", "Téléphone")])
        .post(alice, FEEDS);
    page.assert(200, &["ne sera plus jamais affichée", "Téléphone"]);
    let address = page.values("<code class=\"secret num\">")[0]
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    address[address.find("/calendar/").unwrap()..].to_owned()
}

#[test]
fn a_calendar_is_read_by_its_address_and_says_as_much_as_was_chosen() {
    let site = Crew::demo();
    site.booked("Canari", "Zéphyrine", TUESDAY_9);
    site.booked_with(PETIT, person("Autre", "Max"), "2026-03-03T13:00:00Z", |_| {});
    let mut alice = site.signed_in("alice");
    for (names, title) in [
        ("none", "Occupé"),
        ("initials", "Z. C."),
        ("full", "CANARI Zéphyrine"),
    ] {
        let path = made(&mut alice, names);
        let page = site.browser().get(&path);
        assert_eq!(page.header("content-type"), Some("text/calendar; charset=utf-8"));
        let text = page.text();
        ICalendar::parse(&text).unwrap_or_else(|error| panic!("{error:?} in {text}"));
        assert!(
            text.contains(&format!("SUMMARY:{title}")) && text.contains("DTSTART:20260303T080000Z"),
            "{text}"
        );
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "nobody else's");
        assert!(!text.contains("Consultation"), "never the care");
        assert_eq!(text.contains("CANARI"), names == "full");
        let tag = page.header("etag").unwrap().to_owned();
        let again = site.browser().with_header("If-None-Match", &tag).get(&path);
        assert_eq!((again.status, again.body.len()), (304, 0));
        site.booked(
            "Neuf",
            names,
            &format!("2026-03-0{}T09:00:00Z", 4 + names.len() % 3),
        );
        let changed = site.browser().with_header("If-None-Match", &tag).get(&path);
        assert_eq!(changed.status, 200, "another appointment is another file");
        for appointment in site.app.agenda().bookings() {
            let id = appointment.reference;
            if let grappe::domain::agenda::BookingRef::Appointment(id) = id
                && id.0 > 2
            {
                let cancel = site.app.cancel(id, None, grappe::domain::staff::Actor::System);
                site.run(cancel).unwrap();
            }
        }
    }
}

#[test]
fn an_address_that_was_ended_and_one_that_never_was_read_alike() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = made(&mut alice, "none");
    assert_eq!(site.browser().get(&path).status, 200);
    let page = alice.get(FEEDS);
    assert!(!page.text().contains(&path), "shown once");
    let revoke = format!("{FEEDS}/1/revoke");
    let ended = alice.post(&revoke, &[("csrf", &field(&page, "csrf"))]);
    assert_eq!(ended.location().as_deref(), Some("/admin/setup/feeds?done=ended"));
    let (gone, never) = (
        site.browser().get(&path),
        site.browser().get("/calendar/never.ics"),
    );
    assert_eq!((gone.status, never.status), (404, 404));
    assert_eq!(site.browser().get(path.trim_end_matches(".ics")).status, 404);
    let form = filled(&alice.get(FEEDS), FEEDS).with(&[("practitioner", "9"), ("names", "all")]);
    form.post(&mut alice, FEEDS)
        .assert(422, &["À remplir", "une des possibilités"]);
}
