//! Our event put into any event of a server, and any file taken apart: no panic, our fields as asked, everything else to the letter, and
//! the same to the byte the second time.
#![no_main]

use chrono::{DateTime, TimeDelta};
use grappe_fuzz::domain::ical::{
    Calendar, Component, Form, Limits, OwnEventText, Part, Standing, compose, split, stand,
};
use grappe_fuzz::domain::time::{Instant, Interval, Zone};
use libfuzzer_sys::fuzz_target;

const HIDDEN: &str = "+33612345678";

fuzz_target!(|bytes: &[u8]| {
    for part in split(bytes).unwrap_or_default() {
        // What stands alone is taken apart into itself.
        let again: Vec<Part> = split(&part.bytes).expect("a part is a file");
        assert_eq!(again, [part]);
    }
    let before = String::from_utf8_lossy(bytes);
    let uid = own_uid(&before);
    for (own, form) in appointments(&uid) {
        composed(&own, &before, form);
    }
});

/// That of the event that is there, so that there is something to build upon.
fn own_uid(before: &str) -> String {
    let calendar = Calendar::read(before.as_bytes(), &Limits::default());
    let mut events = calendar.components.iter().filter(|one| one.name == "VEVENT");
    let found = events.find_map(|event| Some(event.property("UID")?.value().to_owned()));
    let is_like_ours = |uid: &String| {
        !uid.is_empty()
            && uid
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '@' | '-' | '.'))
    };
    found.filter(is_like_ours).unwrap_or_else(|| "0123@x".to_owned())
}

/// In every form and every standing.
fn appointments(uid: &str) -> [(OwnEventText, Form); 4] {
    // 4 March 2026, ten o'clock in Paris.
    let start: Instant = DateTime::from_timestamp(1_772_614_800, 0).expect("a date");
    let plain = OwnEventText {
        uid: uid.to_owned(),
        revision: 7,
        revised: start - TimeDelta::days(2),
        appointment: Some(3),
        sequence: 1,
        interval: Interval {
            start,
            end: start + TimeDelta::minutes(30),
        },
        summary: "PETIT Zoé, Bilan; é\\é".to_owned(),
        standing: Standing::Confirmed,
        location: "Salle « Bleue »".to_owned(),
        description: "https://rdv.example.org/admin/appointments/3".to_owned(),
        hidden: Some(HIDDEN.to_owned()),
        zone: Zone::named("Europe/Paris").ok(),
        reminds: Some(15),
    };
    let erased = OwnEventText {
        appointment: None,
        standing: Standing::Cancelled,
        location: String::new(),
        description: String::new(),
        reminds: None,
        zone: None,
        ..plain.clone()
    };
    let asked = OwnEventText {
        standing: Standing::Tentative,
        hidden: None,
        reminds: None,
        ..plain.clone()
    };
    let bare = plain.clone();
    [
        (plain, Form::Whole),
        (bare, Form::Bare),
        (erased, Form::WithoutZone),
        (asked, Form::Whole),
    ]
}

fn composed(own: &OwnEventText, before: &str, form: Form) {
    let text = compose(own, Some(before), form);
    assert_eq!(compose(own, Some(&text), form), text, "the second time");
    assert!(text.ends_with("\r\n") && !text.contains('\0'));
    let calendar = Calendar::read(text.as_bytes(), &Limits::default());
    if calendar.fault.is_some() {
        // Only what was put in may be too much for a reader that the body itself just fitted.
        assert!(
            text.len() > 2_000_000 || calendar.components.len() > 4_900,
            "{:?}\n{text}",
            calendar.fault
        );
        return;
    }
    let home = Zone::named("Europe/Paris").expect("in the zone data");
    let event = master(&calendar, &own.uid).expect("our event");
    for (name, value) in [
        ("SEQUENCE", None),
        ("X-GRAPPE-REV", Some("7")),
        ("STATUS", Some(status(own))),
    ] {
        assert_eq!(
            event
                .properties
                .iter()
                .filter(|property| property.is(name))
                .count(),
            1
        );
        let said = event.property(name).expect("just counted").value();
        assert!(value.is_none_or(|value| value == said), "{name}:{said}");
    }
    assert_eq!(event.text("SUMMARY").as_deref(), Some(own.summary.as_str()));
    if own.hidden.is_some() {
        for property in event
            .properties
            .iter()
            .filter(|property| property.is("DESCRIPTION"))
        {
            assert!(!property.value().contains(HIDDEN));
        }
    }
    let is_replaced = calendar
        .components
        .iter()
        .any(|one| one.property("RECURRENCE-ID").is_some());
    if let Some(read) = stand(text.as_bytes(), &own.uid, home) {
        assert!(is_replaced || read.interval == own.interval, "{read:?}\n{text}");
        assert_eq!(read.revision, Some(7));
    } else {
        // Something of theirs cannot be read, such as their rule: so it could not before.
        assert_eq!(stand(before.as_bytes(), &own.uid, home), None, "{text}");
    }
    let theirs = sent(before);
    let was = Calendar::read(theirs.as_bytes(), &Limits::default());
    if was.fault.is_none() && is_there(&was, &own.uid) {
        assert_eq!(
            foreign(&calendar, &text, &own.uid),
            foreign(&was, &theirs, &own.uid),
            "{text}"
        );
    }
}

fn status(own: &OwnEventText) -> &'static str {
    match own.standing {
        Standing::Confirmed => "CONFIRMED",
        Standing::Tentative => "TENTATIVE",
        Standing::Cancelled => "CANCELLED",
    }
}

fn is_master(one: &Component, uid: &str) -> bool {
    one.name == "VEVENT"
        && one.property("UID").is_some_and(|found| found.value() == uid)
        && one.property("RECURRENCE-ID").is_none()
}

fn master<'c, 'b>(calendar: &'c Calendar<'b>, uid: &str) -> Option<&'c Component<'b>> {
    calendar.components.iter().find(|one| is_master(one, uid))
}

fn is_there(calendar: &Calendar, uid: &str) -> bool {
    master(calendar, uid).is_some()
}

/// As lines are sent: ended alike, none empty, without control characters.
fn sent(body: &str) -> String {
    let lines = body.trim_start_matches('\u{feff}').split(['\n', '\r']);
    let clean = |line: &str| {
        line.chars()
            .filter(|c| !c.is_control() || *c == '\t')
            .collect::<String>()
    };
    let lines = lines.map(clean).filter(|line| !line.is_empty());
    lines.map(|line| line + "\r\n").collect()
}

/// The lines that are not ours, in their order, each with the component it stands in.
fn foreign<'t>(calendar: &Calendar, text: &'t str, uid: &str) -> Vec<(String, &'t str)> {
    const OURS: [&str; 10] = [
        "DTSTART",
        "DTEND",
        "DURATION",
        "SEQUENCE",
        "LAST-MODIFIED",
        "SUMMARY",
        "STATUS",
        "TRANSP",
        "LOCATION",
        "DESCRIPTION",
    ];
    let place = calendar.components.iter().position(|one| is_master(one, uid));
    let is_own_name = |name: &str| {
        OURS.iter().any(|own| own.eq_ignore_ascii_case(name))
            || name.to_ascii_uppercase().starts_with("X-GRAPPE-")
    };
    let mut lines = Vec::new();
    for (nth, component) in calendar.components.iter().enumerate() {
        let outer = component
            .parent
            .and_then(|parent| calendar.components.get(parent));
        let is_zone = |one: &Component| one.name == "VTIMEZONE";
        let is_alarm = component.name == "VALARM" && component.property("X-GRAPPE-ALARM").is_some();
        if is_zone(component) || outer.is_some_and(is_zone) || component.parent == place && is_alarm {
            continue;
        }
        for property in &component.properties {
            let is_dropped = component.name == "VCALENDAR" && property.is("METHOD");
            if !(Some(nth) == place && is_own_name(property.name()) || is_dropped) {
                lines.push((component.name.clone(), &text[property.range.clone()]));
            }
        }
    }
    lines
}
