//! Agendas of other programs; `fixtures/ics` comes with the busy time each file must give.

use chrono::{DateTime, Utc};
use grappe::app::exchange::import::{IcsOptions, Reason, When, ics};
use grappe::domain::time::{Interval, Zone, merged};

use super::{fixture, refused};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn options(from: &str, to: &str) -> IcsOptions {
    IcsOptions {
        zone: Zone::named("Europe/Paris").unwrap(),
        window: Interval::new(at(from), at(to)).unwrap(),
        practitioner: "Dr Hélène d'Aubigné".to_owned(),
        care: "Consultation".to_owned(),
    }
}

#[test]
fn fixtures_give_their_busy_time() {
    let expected: serde_json::Value = serde_json::from_slice(&fixture("ics/expected.json")).unwrap();
    let window = &expected["window"];
    let options = options(window[0].as_str().unwrap(), window[1].as_str().unwrap());
    let mut wrong = Vec::new();
    for (name, case) in expected["cases"].as_object().unwrap() {
        let draft = ics::read_busy(&fixture(&format!("ics/{name}.ics")), &options);
        let clipped = draft
            .busy
            .iter()
            .filter_map(|b| b.interval.intersection(&options.window))
            .collect();
        let busy: Vec<_> = merged(clipped).into_iter().map(|i| [i.start, i.end]).collect();
        let wants = |value: &serde_json::Value| {
            let pairs: Vec<[DateTime<Utc>; 2]> = serde_json::from_value(value.clone()).unwrap();
            pairs == busy
        };
        let is_right = match case["status"].as_str().unwrap() {
            "quarantine" => !draft.unreadable.is_empty(),
            _ => {
                wants(&case["busy"])
                    || case["also_acceptable"]
                        .as_array()
                        .is_some_and(|all| all.iter().any(wants))
            }
        };
        if !is_right {
            wrong.push(format!(
                "{name}: {busy:?} {:?} instead of {}",
                draft.unreadable, case["busy"]
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_agenda_is_read_as_busy_time() {
    let draft = ics::read_busy(
        &fixture("import/agenda.ics"),
        &options("2026-11-01T00:00:00Z", "2027-11-01T00:00:00Z"),
    );
    let mut busy: Vec<_> = draft
        .busy
        .iter()
        .map(|b| {
            (
                b.interval.start.to_rfc3339(),
                b.interval.length().num_minutes(),
                b.label.as_str(),
            )
        })
        .collect();
    busy.sort();
    let expected = [
        ("2026-12-01T11:30:00+00:00", 90, "Réunion d'équipe, salle 2"),
        ("2026-12-02T08:00:00+00:00", 15, "LE GOFF Anne-Marie"),
        ("2026-12-15T12:00:00+00:00", 90, "Réunion d'équipe (déplacée)"),
        ("2026-12-22T11:30:00+00:00", 90, "Réunion d'équipe, salle 2"),
        ("2026-12-23T23:00:00+00:00", 9 * 1440, "Congés de fin d'année"),
    ];
    assert_eq!(
        busy,
        expected.map(|(start, minutes, label)| (start.to_owned(), minutes, label))
    );
    assert_eq!(refused(&draft), [41]);
    assert_eq!(draft.unreadable[0].reason, Reason::Recurrence);
}

#[test]
fn titles_are_patients_when_the_agenda_holds_appointments() {
    let options = options("2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z");
    let draft = ics::read_appointments(&fixture("import/agenda.ics"), &options);
    assert_eq!(draft.appointments.len(), 1);
    let taken = &draft.appointments[0];
    assert_eq!(
        (
            taken.patient.family_name.as_str(),
            taken.patient.given_name.as_str()
        ),
        ("LE GOFF", "Anne-Marie")
    );
    assert_eq!((taken.care.as_str(), taken.minutes), ("Consultation", Some(15)));
    assert_eq!(taken.start, When::At(at("2026-12-02T08:00:00Z")));
}

const GOOD: &str = "DTSTART:20261202T080000Z\r\nDURATION:PT1H";

fn one_event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n")
}

/// What a file with this event and a good one after it tells, as line and reason; the good one is always taken.
fn told_of(event: &str) -> Vec<(usize, String)> {
    let text = format!("BEGIN:VCALENDAR\r\n{event}{}END:VCALENDAR\r\n", one_event(GOOD));
    let draft = ics::read_busy(
        text.as_bytes(),
        &options("2026-11-01T00:00:00Z", "2027-11-01T00:00:00Z"),
    );
    assert!(!draft.busy.is_empty(), "{event}");
    let told = draft.unreadable.iter();
    told.map(|u| (u.line, u.reason.to_string())).collect()
}

#[test]
fn what_an_agenda_cannot_give_is_listed_with_its_line() {
    for (lines, line, reason) in [
        ("DTSTART:20261202T080000Z\r\nDURATION:P2000D", 2, "duration: "),
        (
            "DTSTART:20261202T080000Z\r\nDTEND:20261201T080000Z",
            2,
            "duration: ",
        ),
        ("DTSTART:20261302T080000Z", 3, "dtstart: "),
        ("DTSTART:20261202T080000Z\r\nDTEND:x", 4, "end: "),
        ("SUMMARY:x", 2, "dtstart: "),
        (
            "DTSTART;TZID=Nowhere:20261202T090000\r\nDURATION:PT1H",
            2,
            "unknown zone Nowhere",
        ),
    ] {
        let told = told_of(&one_event(lines));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].0 == line && told[0].1.starts_with(reason), "{told:?}");
    }
}

#[test]
fn a_line_may_be_long_where_it_is_an_attachment() {
    let with = |name: &str| told_of(&one_event(&format!("{GOOD}\r\n{name}:{}", "x".repeat(70_000))));
    assert_eq!(with("ATTACH"), []);
    assert_eq!(with("DESCRIPTION"), [(5, "longer than 65536 bytes".to_owned())]);
}

#[test]
fn old_programs_write_windows_letters_and_several_categories() {
    let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261202T080000Z\nDURATION:PT15M\nSUMMARY:LEF\u{c8}VRE H\u{e9}l\u{e8}ne\n\
        CATEGORIES:Suivi\\, long,Autre\nEND:VEVENT\nEND:VCALENDAR\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
    let draft = ics::read_appointments(&bytes, &options("2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z"));
    let taken = &draft.appointments[0];
    assert_eq!(
        (
            taken.patient.family_name.as_str(),
            taken.patient.given_name.as_str()
        ),
        ("LEFÈVRE", "Hélène")
    );
    assert_eq!(taken.care, "Suivi, long");
}
