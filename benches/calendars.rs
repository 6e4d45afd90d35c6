//! Reading calendars of other programs: a year of 5,000 events, and the shared hostile files.
//!
//! `cargo bench --bench calendars`. The time per event is that of the first line divided by 5,000, and is printed.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot begin says where it stopped"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use grappe::domain::ical::{Budget, Calendar, Limits, Options, Series, busy, occurrences};
use grappe::domain::time::{Interval, Zone};

const EVENTS: usize = 5_000;

fn horizon() -> Interval {
    let at = |text: &str| text.parse().unwrap();
    Interval::new(at("2026-10-31T23:00:00Z"), at("2027-11-30T23:00:00Z")).unwrap()
}

/// What a practice has: mostly single events, one in ten a weekly series, one in fifty a series with a change.
fn agenda() -> String {
    let mut text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n".to_owned();
    for n in 0..EVENTS {
        let (month, day, hour) = (n % 12 + 1, n % 28 + 1, n % 9 + 9);
        let start = format!("2027{month:02}{day:02}T{hour:02}0000");
        let rule = match n % 10 {
            0 => "RRULE:FREQ=WEEKLY;BYDAY=MO,TH\r\n",
            _ => "",
        };
        write!(
            text,
            "BEGIN:VEVENT\r\nUID:{n}@example.org\r\nDTSTAMP:20261001T080000Z\r\nDTSTART;TZID=Europe/Paris:{start}\r\n\
             DURATION:PT30M\r\n{rule}SUMMARY:Rendez-vous\r\nEND:VEVENT\r\n"
        )
        .unwrap();
        if n % 50 == 0 {
            write!(
                text,
                "BEGIN:VEVENT\r\nUID:{n}@example.org\r\nRECURRENCE-ID;TZID=Europe/Paris:{start}\r\n\
                 DTSTART;TZID=Europe/Paris:2027{month:02}{day:02}T180000\r\nDURATION:PT30M\r\nEND:VEVENT\r\n"
            )
            .unwrap();
        }
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

fn calendars(criterion: &mut Criterion) {
    let (text, home) = (agenda(), Zone::named("Europe/Paris").unwrap());
    let limits = Limits {
        components: 2 * EVENTS,
        ..Limits::default()
    };
    let mut group = criterion.benchmark_group("calendars");
    group.measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Elements(u64::try_from(EVENTS).unwrap()));
    group.bench_function("a year of 5,000 events", |bencher| {
        bencher.iter(|| {
            let calendar = Calendar::read(black_box(text.as_bytes()), &limits);
            let file = Series::read(&calendar, home, &mut Budget::default());
            let expanded = file.series.iter().map(|events| {
                let found = occurrences(events, horizon(), &mut Budget::default());
                assert!(found.faults.is_empty());
                found.occurrences.len()
            });
            let sum: usize = expanded.sum();
            assert!(sum > EVENTS);
            sum
        });
    });
    group.finish();
    files(criterion, home);
}

/// Each must take less than 250 ms (fixtures/ics/README.md).
fn files(criterion: &mut Criterion, home: Zone) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ics");
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "ics"))
        .map(|path| std::fs::read(path).unwrap())
        .collect();
    let mut group = criterion.benchmark_group("hostile files");
    group.measurement_time(Duration::from_secs(3));
    group.bench_function("all 44", |bencher| {
        bencher.iter(|| {
            for bytes in &files {
                black_box(busy(bytes, home, horizon(), &Options::default()));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, calendars);
criterion_main!(benches);
