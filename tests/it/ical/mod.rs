//! Reading iCalendar.

mod budgets;
mod differential;
mod properties;
mod readings;
mod vectors;

use grappe::domain::ical::{Options, busy};
use grappe::domain::time::{Instant, Interval, Zone};

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

/// A file with one event of these lines.
fn event(lines: &str) -> String {
    file(&[lines])
}

/// A file with events of these lines.
fn file(events: &[&str]) -> String {
    let one = |lines: &&str| format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT\n");
    format!(
        "BEGIN:VCALENDAR\n{}END:VCALENDAR\n",
        events.iter().map(one).collect::<String>()
    )
}

/// Busy time in Paris; `None` for a quarantine.
fn intervals(text: &str, horizon: Interval) -> Option<Vec<Interval>> {
    let home = Zone::named("Europe/Paris").unwrap();
    let all = busy(text.as_bytes(), home, horizon, &Options::default())
        .busy
        .ok()?;
    Some(all.into_iter().map(|busy| busy.interval).collect())
}
