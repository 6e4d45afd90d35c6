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

#[test]
fn what_an_agenda_cannot_give_is_listed_with_its_line() {
    let options = options("2026-11-01T00:00:00Z", "2027-11-01T00:00:00Z");
    let event = |lines: &str| format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n");
    let read = |events: &[String]| {
        let text = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", events.concat());
        ics::read_busy(text.as_bytes(), &options)
    };
    let good = event("DTSTART:20261202T080000Z\r\nDURATION:PT1H");
    let long = event(&format!(
        "DTSTART:20261202T080000Z\r\nDURATION:PT1H\r\nDESCRIPTION:{}",
        "x".repeat(70_000)
    ));
    let attached = event(&format!(
        "DTSTART:20261202T080000Z\r\nDURATION:PT1H\r\nATTACH:{}",
        "x".repeat(70_000)
    ));
    for (events, expected) in [
        (
            vec![good.clone(), long, good.clone()],
            vec![(9, "longer than 65536 bytes")],
        ),
        (vec![good.clone(), attached, good.clone()], vec![]),
        (
            vec![event("DTSTART:20261202T080000Z\r\nDURATION:P2000D"), good.clone()],
            vec![(2, "duration: ")],
        ),
        (
            vec![
                event("DTSTART:20261202T080000Z\r\nDTEND:20261201T080000Z"),
                good.clone(),
            ],
            vec![(2, "duration: ")],
        ),
        (
            vec![event("DTSTART:20261302T080000Z"), good.clone()],
            vec![(3, "dtstart: ")],
        ),
        (
            vec![event("DTSTART:20261202T080000Z\r\nDTEND:x"), good.clone()],
            vec![(4, "end: ")],
        ),
        (vec![event("SUMMARY:x"), good.clone()], vec![(2, "dtstart: ")]),
        (
            vec![
                good.clone(),
                "BEGIN:VEVENT\r\nDTSTART:20261202T080000Z\r\n".to_owned(),
            ],
            vec![(6, "malformed")],
        ),
        (
            vec![event("DTSTART;TZID=Nowhere:20261202T090000\r\nDURATION:PT1H")],
            vec![(2, "unknown zone Nowhere")],
        ),
    ] {
        let draft = read(&events);
        let told: Vec<_> = draft
            .unreadable
            .iter()
            .map(|u| (u.line, u.reason.to_string()))
            .collect();
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for ((line, reason), (own_line, own)) in told.iter().zip(&expected) {
            assert!(
                line == own_line && reason.starts_with(own),
                "{told:?} {expected:?}"
            );
        }
        let whole = events.iter().filter(|event| **event == good).count();
        assert!(draft.busy.len() >= whole.max(1), "{told:?}");
    }
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
