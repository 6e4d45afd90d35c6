//! Agendas that other calendars subscribe to.

use std::collections::BTreeMap;

use calcard::icalendar::{ICalendar, ICalendarComponentType};
use grappe::app::MoveRequest;
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::schedule::HolidayRules;
use grappe::domain::slot::{Audience, Placing};
use grappe::domain::staff::Actor;
use grappe::domain::time::{Instant, Zone};

use super::agenda::written;
use super::desk::{MARTIN, PETIT, TUESDAY_9};
use super::setup::form::filled;
use super::{Crew, field};
use crate::support::Browser;
use crate::support::house::{instant, person};

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
                let cancel = site.app.cancel(id, None, Actor::System);
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

/// The events of a file as an independent reader sees them: by identity, the value of each property.
fn events(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let read = ICalendar::parse(text);
    assert!(read.is_ok(), "{read:?} in {text}");
    let calendar = read.unwrap();
    let visits = calendar
        .components
        .iter()
        .filter(|component| component.component_type == ICalendarComponentType::VEvent);
    visits
        .map(|event| {
            let properties: BTreeMap<String, String> = event
                .entries
                .iter()
                .map(|entry| {
                    let values: Vec<String> = entry.values.iter().map(|value| format!("{value:?}")).collect();
                    (entry.name.as_str().to_owned(), values.join(" "))
                })
                .collect();
            (properties["UID"].clone(), properties)
        })
        .collect()
}

/// Value of a line, unfolded.
fn lines<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    text.split("\r\n")
        .filter_map(|line| line.strip_prefix(name))
        .collect()
}

fn away_from_the_grid(site: &Crew, family: &str, start: &str) -> Appointment {
    site.booked_with(MARTIN, person(family, "Anne"), start, |request| {
        request.placing = Some(Placing::Anywhere);
    })
}

#[test]
fn hours_are_true_on_the_days_on_which_clocks_change_and_overseas() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = made(&mut alice, "none");
    // Sunday 29 March 2026: 1:30 exists once, 2:30 never; Sunday 25 October: 2:30 comes twice.
    for (zone, wall, utc) in [
        ("Europe/Paris", "2026-03-29T01:30:00+01:00", "20260329T003000Z"),
        ("Europe/Paris", "2026-03-29T03:00:00+02:00", "20260329T010000Z"),
        ("Europe/Paris", "2026-10-25T02:30:00+02:00", "20261025T003000Z"),
        ("Europe/Paris", "2026-10-25T02:30:00+01:00", "20261025T013000Z"),
        ("Indian/Reunion", "2026-03-10T09:00:00+04:00", "20260310T050000Z"),
        (
            "America/Martinique",
            "2026-03-10T09:00:00-04:00",
            "20260310T130000Z",
        ),
        ("Pacific/Noumea", "2026-03-11T09:00:00+11:00", "20260310T220000Z"),
        (
            "America/Miquelon",
            "2026-03-10T09:00:00-02:00",
            "20260310T110000Z",
        ),
    ] {
        written(&site, move |tx| {
            let practice = grappe::domain::practice::Practice {
                zone: Zone::named(zone).unwrap(),
                holidays: HolidayRules::default(),
                ..tx.agenda().set_up().practice.clone()
            };
            tx.save_practice(&practice)
        });
        let booked = away_from_the_grid(&site, "Heure", wall);
        let text = site.browser().get(&path).text();
        let end: Instant = instant(wall) + chrono::TimeDelta::minutes(30);
        let end = end.format("%Y%m%dT%H%M%SZ").to_string();
        assert_eq!(
            (lines(&text, "DTSTART:"), lines(&text, "DTEND:")),
            (vec![utc], vec![end.as_str()]),
            "{zone} {wall}"
        );
        assert_eq!(events(&text).len(), 1);
        site.run(site.app.cancel(booked.id, None, Actor::System)).unwrap();
        assert!(
            lines(&site.browser().get(&path).text(), "UID:").is_empty(),
            "cancelled is gone"
        );
    }
}

#[test]
fn a_moved_appointment_is_the_same_event_and_a_cancelled_one_is_gone() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = made(&mut alice, "none");
    let booked = site.booked("Canari", "Zoé", TUESDAY_9);
    let other = site.booked("Merle", "Luc", "2026-03-03T09:00:00Z");
    let read = || {
        let page = site.browser().get(&path);
        let tag = page.header("etag").unwrap().to_owned();
        (page.text(), tag)
    };
    let number = |text: &str| -> i64 { lines(text, "SEQUENCE:")[0].parse().unwrap() };
    let (before, first_tag) = read();
    let (uids, uid) = (events(&before), lines(&before, "UID:")[0].to_owned());
    assert_eq!(uids.len(), 2);

    let wish = MoveRequest {
        appointment: booked.id,
        expected_version: None,
        practitioner: Some(booked.practitioner),
        start: instant("2026-03-03T08:30:00Z"),
        audience: Audience::Staff,
        placing: None,
        overbooking: None,
        actor: Actor::System,
    };
    let moved = site
        .run(site.app.move_appointment(wish, None))
        .unwrap()
        .booking
        .appointment;
    let (after, tag) = read();
    assert_ne!(tag, first_tag);
    assert_eq!(lines(&after, "UID:")[0], uid, "the same event");
    assert_eq!(lines(&after, "DTSTART:")[0], "20260303T083000Z");
    assert!(number(&after) > number(&before), "{after}");
    assert_eq!(
        events(&after).keys().collect::<Vec<_>>(),
        uids.keys().collect::<Vec<_>>()
    );

    let missed = site
        .app
        .mark_attendance(other.id, Status::NoShow, None, Actor::System);
    site.clock.set(instant("2026-03-03T12:00:00Z"));
    site.run(missed).unwrap();
    assert_eq!(events(&read().0).len(), 1);
    site.run(site.app.cancel(moved.id, None, Actor::System)).unwrap();
    assert_eq!(events(&read().0).len(), 0);
}

#[test]
fn long_lines_are_folded_between_characters_and_questions_by_tag_are_short() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = made(&mut alice, "full");
    let family = "Éléonore-Gwenaëlle de Saint-Çyr-Œuvré d'Aubigné";
    let given = "Marie-Thérèse-Éloïse-Françoise-Zélie";
    site.booked("Court", "Anne", "2026-03-03T09:00:00Z");
    site.booked_with(MARTIN, person(family, given), TUESDAY_9, |request| {
        request.placing = Some(Placing::Anywhere);
    });
    let page = site.browser().get(&path);
    let text = page.text();
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains('\n'));
    }
    assert!(text.contains("\r\n "), "something was folded: {text}");
    let whole = format!("{} {given}", family.to_uppercase());
    let is_whole = |event: &BTreeMap<String, String>| event["SUMMARY"].contains(&whole);
    assert!(events(&text).values().any(is_whole), "{text}");

    let tag = page.header("etag").unwrap().to_owned();
    for asked in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
        let again = site.browser().with_header("If-None-Match", &asked).get(&path);
        assert_eq!(
            (again.status, again.header("etag")),
            (304, Some(tag.as_str())),
            "{asked}"
        );
    }
    let other = site.browser().with_header("If-None-Match", "\"x\"").get(&path);
    assert_eq!(other.status, 200);
}
