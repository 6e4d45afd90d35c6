//! How we read what the standard leaves open or programs write otherwise (caldav §5), one case each.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use grappe::domain::ical::{Defect, Notice, Options, Reading, busy};
use grappe::domain::time::{Interval, Zone};

use super::{at, event, file};

fn read_with(text: &str, options: &Options) -> Reading {
    let home = Zone::named("Europe/Paris").unwrap();
    let horizon = Interval::new(at("2026-11-01T00:00:00Z"), at("2027-12-01T00:00:00Z")).unwrap();
    busy(text.as_bytes(), home, horizon, options)
}

fn read(text: &str) -> Reading {
    read_with(text, &Options::default())
}

/// `12-01 08:00+60`, in UTC and minutes.
fn shown(intervals: impl IntoIterator<Item = Interval>) -> Vec<String> {
    let one = |i: Interval| format!("{}+{}", i.start.format("%m-%d %H:%M"), i.length().num_minutes());
    intervals.into_iter().map(one).collect()
}

fn taken(reading: &Reading) -> Vec<String> {
    shown(reading.busy.as_ref().unwrap().iter().map(|busy| busy.interval))
}

fn defect(text: &str) -> Defect {
    read(text).busy.unwrap_err().fault.defect
}

const NINE: &str = "UID:a\nDTSTART;TZID=Europe/Paris:20261201T090000\nDURATION:PT1H";

#[test]
fn each_reading_of_one_event() {
    let cases: &[(&str, &[&str])] = &[
        // The start is the first of COUNT even where its rule does not name it (RFC 5545 §3.3.10); 1 December is a Tuesday.
        (
            "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2",
            &["12-01 08:00+60", "12-02 08:00+60"],
        ),
        (
            "RRULE:FREQ=DAILY;COUNT=1\nRRULE:FREQ=WEEKLY;COUNT=2",
            &["12-01 08:00+60", "12-08 08:00+60"],
        ),
        (
            "RRULE:FREQ=DAILY;COUNT=4\nEXRULE:FREQ=DAILY;INTERVAL=2",
            &["12-02 08:00+60", "12-04 08:00+60"],
        ),
        (
            "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261202",
            &["12-01 08:00+60", "12-03 08:00+60"],
        ),
        (
            "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:\nEXDATE:20261202T080000Z",
            &["12-01 08:00+60", "12-03 08:00+60"],
        ),
        (
            "RRULE:FREQ=DAILY;UNTIL=20261203",
            &["12-01 08:00+60", "12-02 08:00+60", "12-03 08:00+60"],
        ),
        (
            "RRULE:FREQ=DAILY;UNTIL=20261203T075959Z",
            &["12-01 08:00+60", "12-02 08:00+60"],
        ),
        ("RDATE;VALUE=DATE:20261205", &["12-01 08:00+60", "12-05 08:00+60"]),
        ("RDATE;VALUE=PERIOD:20261201T080000Z/PT2H", &["12-01 08:00+120"]),
        (
            "RRULE:FREQ=HOURLY;INTERVAL=7;BYHOUR=9,16;COUNT=3",
            &["12-01 08:00+60", "12-01 15:00+60", "12-08 08:00+60"],
        ),
        // An ordinal that a weekly rule may not have is passed over.
        (
            "RRULE:FREQ=WEEKLY;BYDAY=1TU;COUNT=2",
            &["12-01 08:00+60", "12-08 08:00+60"],
        ),
        ("STATUS:Cancelled\nRRULE:FREQ=DAILY", &[]),
        ("BEGIN:VALARM\nDTSTART:garbage\nEND:VALARM", &["12-01 08:00+60"]),
    ];
    for (lines, expected) in cases {
        let text = event(&format!("{NINE}\n{lines}"));
        assert_eq!(taken(&read(&text)), *expected, "{lines}");
    }
}

#[test]
fn each_reading_of_a_length() {
    for (lines, expected) in [
        (
            "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261224",
            vec!["12-23 23:00+1440"],
        ),
        ("DTSTART;VALUE=DATE:20261224", vec!["12-23 23:00+1440"]),
        (
            "DTSTART;TZID=America/New_York;VALUE=DATE:20261224",
            vec!["12-23 23:00+1440"],
        ),
        // Summer time begins: a day on the wall is 23 hours, 24 hours are 24.
        (
            "DTSTART;TZID=Europe/Paris:20270327T100000\nDURATION:P1D",
            vec!["03-27 09:00+1380"],
        ),
        (
            "DTSTART;TZID=Europe/Paris:20270327T100000\nDURATION:P1DT1H",
            vec!["03-27 09:00+1440"],
        ),
        (
            "DTSTART;TZID=Europe/Paris:20261201T090000\nDTEND;TZID=America/New_York:20261201T040000",
            vec!["12-01 08:00+60"],
        ),
        // An end without a zone is on the clock of its start.
        (
            "DTSTART;TZID=America/New_York:20261201T030000\nDTEND:20261201T040000",
            vec!["12-01 08:00+60"],
        ),
        (
            "DTSTART:20261201T080000Z\nDTEND:20261201T100000",
            vec!["12-01 08:00+60"],
        ),
        ("DTSTART:20261201T080000Z\nDTEND:20261201T070000Z", vec![]),
        ("DTSTART:20261201T080000Z\nDURATION:PT0S", vec![]),
        (
            "DTSTART:20260101T080000Z\nDURATION:P99999999999W",
            vec!["11-01 00:00+568800"],
        ),
    ] {
        let reading = read(&event(lines));
        assert_eq!(taken(&reading), expected, "{lines}");
        let is_negative = lines.contains("T070000Z");
        assert_eq!(reading.notices.len(), usize::from(is_negative), "{lines}");
    }
}

#[test]
fn each_reading_of_overrides() {
    let series = format!("{NINE}\nRRULE:FREQ=DAILY;COUNT=3");
    let moved = |more: &str| format!("UID:a\nDURATION:PT1H\n{more}");
    let late = "DTSTART;TZID=Europe/Paris:20261202T180000";
    for (changes, expected) in [
        // Floating: on the clock of the series. A day: the instance of that day.
        (
            vec![format!("RECURRENCE-ID:20261202T090000\n{late}")],
            vec!["12-01 08:00+60", "12-02 17:00+60", "12-03 08:00+60"],
        ),
        (
            vec![format!("RECURRENCE-ID;VALUE=DATE:20261202\n{late}")],
            vec!["12-01 08:00+60", "12-02 17:00+60", "12-03 08:00+60"],
        ),
        (
            vec!["RECURRENCE-ID:20261202T080000Z\nSTATUS:CANCELLED".into()],
            vec!["12-01 08:00+60", "12-03 08:00+60"],
        ),
        (
            vec!["RECURRENCE-ID:20261202T080000Z\nTRANSP:transparent".into()],
            vec!["12-01 08:00+60", "12-03 08:00+60"],
        ),
        (
            vec![
                format!("RECURRENCE-ID:20261202T080000Z\nDTSTAMP:20260102T000000Z\n{late}"),
                "RECURRENCE-ID:20261202T080000Z\nDTSTAMP:20260101T000000Z\nDTSTART:20261202T110000Z".into(),
            ],
            vec!["12-01 08:00+60", "12-02 17:00+60", "12-03 08:00+60"],
        ),
        (
            vec![
                "RECURRENCE-ID;RANGE=THISANDFUTURE:20261202T080000Z\nDTSTART:20261202T060000Z".into(),
                "RECURRENCE-ID:20261203T080000Z\nDTSTART:20261204T080000Z".into(),
            ],
            vec!["12-01 08:00+60", "12-02 06:00+60", "12-04 08:00+60"],
        ),
        (
            vec!["RECURRENCE-ID;RANGE=THISANDFUTURE:20261202T080000Z\nSTATUS:CANCELLED".into()],
            vec!["12-01 08:00+60"],
        ),
        // Of two versions of the series the later counts.
        (
            vec!["SEQUENCE:1\nDTSTART:20261205T080000Z".into()],
            vec!["12-05 08:00+60"],
        ),
    ] {
        let changes: Vec<String> = changes.iter().map(|change| moved(change)).collect();
        let events: Vec<&str> = [series.as_str()]
            .into_iter()
            .chain(changes.iter().map(String::as_str))
            .collect();
        assert_eq!(taken(&read(&file(&events))), expected, "{changes:?}");
    }
}

#[test]
fn a_shift_moves_instances_into_the_horizon() {
    let series = "UID:a\nDTSTART:20260101T080000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;COUNT=3";
    let shift =
        "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260201T080000Z\nDTSTART:20270201T080000Z\nDURATION:PT30M";
    assert_eq!(
        taken(&read(&file(&[series, shift]))),
        ["02-01 08:00+30", "03-01 08:00+30"]
    );
}

#[test]
fn what_takes_a_time_is_told_with_it() {
    let text = file(&[
        &format!("{NINE}\nRRULE:FREQ=DAILY;COUNT=2"),
        "UID:b\nDTSTART:20261202T083000Z\nDURATION:PT1H",
        "DTSTART:20261202T093000Z\nDURATION:PT1H",
    ]);
    let all = read(&text).busy.unwrap();
    assert_eq!(
        shown(all.iter().map(|busy| busy.interval)),
        ["12-01 08:00+60", "12-02 08:00+150"]
    );
    let causes: Vec<_> = all[1]
        .causes
        .iter()
        .map(|cause| (cause.uid.as_deref(), cause.recurrence))
        .collect();
    let first = (Some("a"), Some(at("2026-12-02T08:00:00Z")));
    assert_eq!(causes, [first, (Some("b"), None), (None, None)]);
}

#[test]
fn our_own_events_and_days_can_be_left_out() {
    let own = BTreeSet::from(["a".to_owned()]);
    let options = Options {
        own: Some(&own),
        all_day_is_free: true,
        ..Options::default()
    };
    let day = "UID:b\nDTSTART;VALUE=DATE:20261224";
    let reading = read_with(&file(&[NINE, day]), &options);
    assert_eq!((taken(&reading), reading.notices.len()), (vec![], 0));
    let repeated = read_with(
        &file(&[&format!("{NINE}\nRRULE:FREQ=DAILY;COUNT=2"), day]),
        &options,
    );
    assert_eq!(taken(&repeated), ["12-02 08:00+60"]);
    assert_eq!(repeated.notices, [Notice::OwnEventRepeats { line: 2 }]);
}

#[test]
fn what_was_not_read_keeps_its_plain_time() {
    let broken = format!("{NINE}\nRRULE:FREQ=SOMETIMES");
    let other = "UID:b\nDTSTART:20261202T080000Z\nDURATION:PT1H";
    let free = "UID:c\nDTSTART:20261203T080000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT";
    let quarantine = read(&file(&[&broken, other, free])).busy.unwrap_err();
    assert_eq!(quarantine.fault, Defect::Rule.at(6));
    assert_eq!(shown(quarantine.plain), ["12-01 08:00+60", "12-02 08:00+60"]);
    let cut = event(NINE).replace("END:VEVENT\nEND:VCALENDAR\n", "");
    let quarantine = read(&cut).busy.unwrap_err();
    assert_eq!(
        (quarantine.fault.defect, shown(quarantine.plain)),
        (Defect::Nesting, vec!["12-01 08:00+60".to_owned()])
    );
}

#[test]
fn each_budget_is_kept() {
    let of = |rule: &str| event(&format!("DTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:{rule}"));
    assert_eq!(defect(&of("FREQ=SECONDLY")), Defect::TooManySteps);
    assert_eq!(defect(&of("FREQ=MINUTELY;INTERVAL=20")), Defect::TooManyIntervals);
    assert_eq!(
        defect(&of("FREQ=SECONDLY;BYSECOND=1;BYMONTH=1;COUNT=900000")),
        Defect::TooManySteps
    );
    let times = |n: u32| (0..n).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let every = format!(
        "FREQ=YEARLY;BYHOUR={};BYMINUTE={};BYSECOND={}",
        times(24),
        times(60),
        times(60)
    );
    assert_eq!(defect(&of(&every)), Defect::TooManyIntervals);
    let is_over = || true;
    let options = Options {
        is_over: Some(&is_over),
        ..Options::default()
    };
    let reading = read_with(&of("FREQ=MINUTELY;INTERVAL=60"), &options);
    assert_eq!(reading.busy.unwrap_err().fault.defect, Defect::OutOfTime);
    // Nothing comes of it, and that is known soon.
    assert_eq!(
        taken(&read(&of("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31"))),
        Vec::<String>::new()
    );
}

#[test]
fn what_lies_far_back_costs_nothing() {
    for rule in [
        "FREQ=SECONDLY;INTERVAL=86400",
        "FREQ=MINUTELY;INTERVAL=1440",
        "FREQ=HOURLY;INTERVAL=24",
        "FREQ=DAILY",
        "FREQ=DAILY;COUNT=5000000",
        "FREQ=SECONDLY;INTERVAL=86400;COUNT=5000000",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    ] {
        let text = event(&format!("DTSTART:00010101T080000Z\nDURATION:PT1H\nRRULE:{rule}"));
        let all = read(&text).busy.unwrap();
        assert_eq!(all.len(), 395, "{rule}");
        assert!(
            all.windows(2)
                .all(|two| two[1].interval.start - two[0].interval.start == TimeDelta::days(1)),
            "{rule}"
        );
    }
}

#[test]
fn instances_passed_over_are_counted() {
    for rule in ["FREQ=DAILY", "FREQ=HOURLY;INTERVAL=24"] {
        let text = event(&format!(
            "DTSTART:20200101T080000Z\nDURATION:PT1H\nRRULE:{rule};COUNT=2529"
        ));
        let all = taken(&read(&text));
        assert_eq!(all.last().map(String::as_str), Some("12-03 08:00+60"), "{rule}");
    }
}

#[test]
fn an_unknown_zone_is_told_once() {
    let nowhere = "DTSTART;TZID=Nowhere/Land:20261201T090000\nDURATION:PT1H";
    let reading = read(&file(&[nowhere, nowhere]));
    assert_eq!(taken(&reading), ["12-01 08:00+60"]);
    let name = "Nowhere/Land".to_owned();
    assert_eq!(reading.notices, [Notice::UnknownZone { line: 2, name }]);
}
