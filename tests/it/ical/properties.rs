//! What holds for every text, and for every window.

use grappe::domain::ical::{
    Calendar, Form, Limits, Options, OwnEventText, Standing, busy, compose, fold, split, stand,
};
use grappe::domain::time::{Interval, Zone};
use proptest::prelude::*;
use proptest::sample::select;

use super::{at, event, intervals};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn folding_is_undone(text in "[ a-zA-Z0-9é€😀,;:\"]{0,300}") {
        let line = format!("X-TEXT:a{text}z");
        let folded = fold(&line);
        prop_assert!(folded.split("\r\n").all(|part| part.len() <= 75));
        let file = format!("BEGIN:VCALENDAR\r\n{folded}END:VCALENDAR\r\n");
        let calendar = Calendar::read(file.as_bytes(), &Limits::default());
        prop_assert_eq!(calendar.fault, None);
        let property = &calendar.components[0].properties[0];
        prop_assert_eq!(property.value(), format!("a{text}z"));
        prop_assert_eq!(&file[property.range.clone()], folded);
    }

    /// Folds on bytes, which cut letters, are undone as well.
    #[test]
    fn folds_inside_letters_are_undone(text in "[aé€😀]{1,60}", every in 1_usize..9) {
        let line = format!("X-TEXT:{text}").into_bytes();
        let folded = line.chunks(every.max(2)).collect::<Vec<_>>().join(&b"\r\n "[..]);
        let file = [&b"BEGIN:VCALENDAR\n"[..], &folded, b"\nEND:VCALENDAR\n"].concat();
        let calendar = Calendar::read(&file, &Limits::default());
        prop_assert_eq!(calendar.components[0].properties[0].value(), text);
    }

    #[test]
    fn any_bytes_are_read_in_peace(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let home = Zone::named("Europe/Paris").unwrap();
        let horizon = Interval::new(at("2026-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z")).unwrap();
        let _ = busy(&bytes, home, horizon, &Options::default());
        let inside = [&b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n"[..], &bytes, b"\nEND:VEVENT\nEND:VCALENDAR\n"].concat();
        let _ = busy(&inside, home, horizon, &Options::default());
    }

    /// Whatever stands on a server, ours stands there afterwards where it should, once, and the same is written again for the same.
    #[test]
    fn any_body_is_merged_in_peace(
        lines in prop::collection::vec(select(vec![
            "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "UID:ours@x", "UID:theirs", "DTSTART:20260304T090000Z", "DURATION:PT1H",
            "DTEND;TZID=Europe/Paris:20260304T110000", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:é\n \r\n é", "X-GRAPPE-ALARM:15", "METHOD:REQUEST",
            "BEGIN:VTIMEZONE\nTZID:Europe/Paris\nEND:VTIMEZONE", "RECURRENCE-ID:20260304T090000Z", "DESCRIPTION:x\u{0}y", "SEQUENCE:99",
            "TRANSP:TRANSPARENT", "STATUS:CANCELLED", "\u{feff}", "", " ",
        ]), 0..14),
        (is_whole, reminds) in (any::<bool>(), prop::option::of(1_u16..60)),
        form in select(vec![Form::Whole, Form::WithoutZone, Form::Bare]),
    ) {
        let inside = if is_whole {
            format!("BEGIN:VEVENT\nUID:ours@x\n{}\nEND:VEVENT\n", lines.join("\n"))
        } else {
            lines.join("\n")
        };
        let before = format!("BEGIN:VCALENDAR\n{inside}\nEND:VCALENDAR\n");
        let paris = Zone::named("Europe/Paris").unwrap();
        let own = OwnEventText {
            uid: "ours@x".to_owned(),
            revision: 12,
            revised: at("2026-03-02T08:00:00Z"),
            appointment: Some(1),
            sequence: 2,
            interval: Interval::new(at("2026-03-05T09:00:00Z"), at("2026-03-05T09:30:00Z")).unwrap(),
            summary: "A; b".to_owned(),
            standing: Standing::Confirmed,
            location: String::new(),
            description: "lien".to_owned(),
            hidden: None,
            zone: Some(paris),
            reminds,
        };
        let after = compose(&own, Some(&before), form);
        prop_assert!(after.split_inclusive("\r\n").all(|line| line.ends_with("\r\n") && !line.trim_end().contains(char::is_control)));
        prop_assert_eq!(compose(&own, Some(&before), form), after.clone());
        let calendar = Calendar::read(after.as_bytes(), &Limits::default());
        prop_assert_eq!(calendar.fault, None, "{}", after);
        if let Some(read) = stand(after.as_bytes(), "ours@x", paris) {
            let is_replaced = before.contains("RECURRENCE-ID");
            prop_assert!(is_replaced || read.interval == own.interval, "{}", after);
            prop_assert_eq!(read.revision, Some(12));
        }
        let _ = split(before.as_bytes());
    }

    #[test]
    fn a_window_shows_what_a_larger_one_shows_there(
        start in select(vec![
            "DTSTART;TZID=Europe/Paris:20250330T023000", "DTSTART:20260105T080000Z", "DTSTART;VALUE=DATE:20240229",
            "DTSTART;TZID=America/New_York:00010107T230000", "DTSTART:20261025T013000",
        ]),
        length in select(vec!["PT1H", "P1D", "P1DT3H", "PT25H"]),
        rule in select(vec![
            "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31,-1",
            "FREQ=YEARLY;BYYEARDAY=60,-1", "FREQ=DAILY;INTERVAL=5;COUNT=300000", "FREQ=WEEKLY;COUNT=200",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU",
        ]),
        change in select(vec![
            "", "EXDATE;VALUE=DATE:20270310", "RDATE:20270105T070000Z,20270601T090000", "EXRULE:FREQ=DAILY;INTERVAL=2",
        ]),
        (from, days) in (0_i64..900, 1_i64..60),
    ) {
        let text = event(&format!("{start}\nDURATION:{length}\nRRULE:{rule}\n{change}"));
        let large = Interval::new(at("2026-01-01T00:00:00Z"), at("2029-01-01T00:00:00Z")).unwrap();
        let from = large.start + chrono::TimeDelta::days(from);
        let small = Interval::new(from, from + chrono::TimeDelta::days(days)).unwrap();
        let expected: Option<Vec<_>> = intervals(&text, large).map(|all| all.iter().filter_map(|i| i.intersection(&small)).collect());
        prop_assert_eq!(intervals(&text, small), expected, "{}", text);
    }
}
