//! Any bytes → busy time: no panic, within the budget, in order, inside the horizon, and in a part of the horizon what the whole
//! says of it.
#![no_main]

use chrono::{DateTime, TimeDelta};
use grappe_fuzz::domain::ical::{Options, busy};
use grappe_fuzz::domain::time::{Instant, Interval, Zone};
use libfuzzer_sys::fuzz_target;

fn intervals(bytes: &[u8], horizon: Interval) -> Option<Vec<Interval>> {
    let home = Zone::named("Europe/Paris").expect("in the zone data");
    let reading = busy(bytes, home, horizon, &Options::default());
    let is_read = reading.busy.is_ok();
    let all: Vec<Interval> = match reading.busy {
        Ok(all) => all.into_iter().map(|busy| busy.interval).collect(),
        Err(quarantine) => quarantine.plain,
    };
    assert!(all.len() <= 20_000);
    assert!(all.iter().all(|one| horizon.contains(one) && !one.is_empty()));
    assert!(all.windows(2).all(|two| two[0].end < two[1].start));
    // What the budget allows depends on the horizon.
    is_read.then_some(all)
}

fuzz_target!(|bytes: &[u8]| {
    // 31 October 2026 23:00 UTC and thirteen months, as the fixtures.
    let start: Instant = DateTime::from_timestamp(1_793_487_600, 0).expect("a date");
    let whole = Interval {
        start,
        end: start + TimeDelta::days(395),
    };
    let part = Interval {
        start: start + TimeDelta::days(100),
        end: start + TimeDelta::days(160),
    };
    let (Some(whole), Some(shown)) = (intervals(bytes, whole), intervals(bytes, part)) else {
        return;
    };
    let expected: Vec<Interval> = whole.iter().filter_map(|one| one.intersection(&part)).collect();
    assert_eq!(shown, expected);
});
