//! A stretch of time in a form: a first day and hour, a last day and hour, in the practice's zone. Without hours, whole days.

use chrono::{Days, NaiveDate, NaiveTime};

use super::field::{Field, Fields, Input};
use super::reader::Reader;
use crate::domain::contact::FieldProblem;
use crate::domain::time::{DayTime, Instant, Interval, Zone};
use crate::web::extract::Form;

/// Names of the four fields behind a prefix.
pub(super) const PARTS: [&str; 4] = ["from_date", "from", "to_date", "to"];

/// The four fields.
pub(super) fn fields(f: Fields<'_>, prefix: &str) -> Vec<Field> {
    let name = |part: &str| format!("{prefix}{part}");
    vec![
        f.field(name("from_date"), "setup-from-date", Input::Date),
        f.field(name("from"), "setup-from-hour", Input::Line(10))
            .placeholder(f.text("setup-hour-example")),
        f.field(name("to_date"), "setup-to-date", Input::Date),
        f.field(name("to"), "setup-to-hour", Input::Line(10))
            .placeholder(f.text("setup-hour-example")),
    ]
}

/// Fills the fields of what is written.
pub(super) fn fill(form: &mut Form, prefix: &str, zone: Zone, span: Interval) {
    let (date, hour) = reading(zone, span.start);
    form.set(format!("{prefix}from_date"), date.to_string());
    form.set(
        format!("{prefix}from"),
        hour.map_or_else(String::new, |h| h.to_string()),
    );
    let (date, hour) = reading(zone, span.end);
    // Midnight ends the day before.
    let last = match hour {
        None => date.checked_sub_days(Days::new(1)).unwrap_or(date),
        Some(_) => date,
    };
    form.set(format!("{prefix}to_date"), last.to_string());
    form.set(
        format!("{prefix}to"),
        hour.map_or_else(String::new, |h| h.to_string()),
    );
}

/// Date, and the hour unless it is midnight.
fn reading(zone: Zone, at: Instant) -> (NaiveDate, Option<DayTime>) {
    use chrono::Timelike;
    let wall = zone.wall(at).reading;
    let minutes = u16::try_from(wall.hour() * 60 + wall.minute()).unwrap_or(0);
    let hour = DayTime::from_minutes(minutes).filter(|_| wall.time() != NaiveTime::MIN);
    (wall.date(), hour)
}

/// Reads the fields; `None` when they are wrong. Without last day, the first one.
pub(super) fn read(r: &mut Reader<'_>, prefix: &str, zone: Zone) -> Option<Interval> {
    let [from_date, from, to_date, to] = PARTS.map(|part| format!("{prefix}{part}"));
    let before = r.mistakes();
    let first = r.needed_date(&from_date);
    let (from, until) = (r.hour(&from), r.hour(&to));
    let last = r.date(&to_date).or(first);
    if r.mistakes() > before {
        return None;
    }
    let start = zone.at(first?, from.unwrap_or(DayTime::START));
    let end = zone.at(last?, until.unwrap_or(DayTime::END));
    if start < end {
        return Some(Interval { start, end });
    }
    let wrong = if last < first { to_date } else { to };
    r.refuse(&wrong, FieldProblem::EndBeforeStart);
    None
}

/// The first and the last local date of a stretch; midnight ends the day before.
pub(super) fn dates(zone: Zone, span: Interval) -> (NaiveDate, NaiveDate) {
    let last = zone.date(span.end - chrono::TimeDelta::seconds(1));
    (zone.date(span.start), last)
}
