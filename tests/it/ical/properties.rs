//! What holds for every text, and for every window.

use grappe::domain::ical::{Calendar, Limits, Options, busy, fold};
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
