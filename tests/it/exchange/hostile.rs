//! No bytes make a reader panic, hang or give what a patient record must not hold.

use grappe::app::exchange::import::{Draft, IcsOptions, csv, decoded, docjailbrake, ics, workload};
use grappe::domain::time::{Interval, Zone};
use proptest::prelude::*;

use super::fixture;

fn options() -> IcsOptions {
    let at = |text: &str| text.parse().unwrap();
    IcsOptions {
        zone: Zone::named("America/Miquelon").unwrap(),
        window: Interval::new(at("2026-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z")).unwrap(),
        practitioner: String::new(),
        care: String::new(),
    }
}

type Reader = fn(&[u8]) -> Draft;

fn readers() -> [(&'static str, Reader); 6] {
    [
        ("import/docjailbrake.sql", |b| docjailbrake::read(&decoded(b))),
        ("import/patients_utf8.csv", |b| csv::read_patients(&decoded(b))),
        ("import/appointments_windows1252.csv", |b| {
            csv::read_appointments(&decoded(b))
        }),
        ("import/agenda.ics", |b| ics::read_busy(b, &options())),
        ("import/agenda.ics", |b| ics::read_appointments(b, &options())),
        ("import/patients_english.csv", |b| workload::read(&decoded(b))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_bytes_are_refused_in_peace(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        for (_, read) in readers() {
            let _ = read(&bytes);
        }
    }

    #[test]
    fn files_with_bytes_changed_are_read_in_peace(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
        cut in any::<prop::sample::Index>(),
    ) {
        for (name, read) in readers() {
            let mut bytes = fixture(name);
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            bytes.truncate(cut.index(bytes.len()) + 1);
            let _ = read(&bytes);
        }
    }

    #[test]
    fn rules_made_of_words_are_expanded_within_the_budget(
        parts in prop::collection::vec(prop::sample::select(vec![
            "FREQ=DAILY", "FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=SECONDLY", "INTERVAL=0", "INTERVAL=65535",
            "COUNT=4294967295", "COUNT=0", "UNTIL=99991231", "UNTIL=00010101T000000Z", "BYDAY=-53MO,5TU",
            "BYMONTHDAY=-31,31", "BYYEARDAY=-366", "BYWEEKNO=53", "BYSETPOS=-1,366", "BYHOUR=23,24", "BYMONTH=2,13",
            "BYMONTHDAY=30;BYMONTH=2", "WKST=XX", "RSCALE=HEBREW",
        ]), 1..6),
        start in prop::sample::select(vec!["00010101T000000", "19700101", "20260329T023000", "99991231T235959", "20270101T090000Z"]),
    ) {
        let text = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:{start}\r\nDURATION:PT15M\r\nRRULE:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            parts.join(";"),
        );
        prop_assert!(ics::read_busy(text.as_bytes(), &options()).busy.len() <= 20_000);
    }
}

#[test]
fn a_bomb_is_refused_in_time_and_space() {
    let events = |body: &str, n: usize| {
        let one = format!("BEGIN:VEVENT\r\n{body}\r\nEND:VEVENT\r\n");
        format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", one.repeat(n))
    };
    let many = events(
        "DTSTART:20260101T000000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6,7,8",
        200,
    );
    let draft = ics::read_busy(many.as_bytes(), &options());
    assert!(draft.busy.len() <= 200_000 && !draft.unreadable.is_empty());
    let nested = format!("BEGIN:VCALENDAR\r\n{}", "BEGIN:VEVENT\r\n".repeat(100_000));
    assert!(
        !ics::read_busy(nested.as_bytes(), &options())
            .unreadable
            .is_empty()
    );
    let brackets = format!("INSERT INTO services VALUES ({}", "(".repeat(1_000_000));
    assert!(!docjailbrake::read(&brackets).unreadable.is_empty());
}
