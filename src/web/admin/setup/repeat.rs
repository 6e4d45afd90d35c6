//! What comes back in a form: once every so many weeks until a date, on the weekday and at the hours of the first time.

use chrono::{Days, Timelike as _};

use super::field::{Field, Fields, Input};
use super::reader::Reader;
use crate::domain::schedule::{OCCURRENCES_MAX, Recurrence};
use crate::domain::time::{DayTime, Interval, Zone};

/// Longest distance, in weeks.
const EVERY_MAX: u8 = 4;
/// Names of the two fields behind a prefix.
pub(super) const PARTS: [&str; 2] = ["repeat", "repeat_until"];

/// How often.
pub(super) fn every(f: Fields<'_>, prefix: &str) -> Field {
    let every = |n: u8| {
        (
            n.to_string(),
            f.ctx.t.with("setup-repeat-every", &[("weeks", n.into())]),
        )
    };
    f.select(
        &format!("{prefix}repeat"),
        "setup-repeat",
        (0..=EVERY_MAX).map(every),
    )
}

/// Until when.
pub(super) fn until(f: Fields<'_>, prefix: &str) -> Field {
    f.field(format!("{prefix}repeat_until"), "setup-repeat-until", Input::Date)
        .hint(f.text("setup-repeat-until-hint"))
}

/// The occurrences of what comes back; itself alone when it does not.
pub(super) fn read(r: &mut Reader<'_>, prefix: &str, zone: Zone, first: Interval) -> Vec<Interval> {
    let [repeat, repeat_until] = PARTS.map(|part| format!("{prefix}{part}"));
    let every = r.chosen(&repeat, |key| key.parse::<u8>().ok().filter(|n| *n <= EVERY_MAX));
    let every_weeks = every.unwrap_or(0);
    if every_weeks == 0 {
        if !r.form.get(&repeat_until).is_empty() {
            let text = r.t.text("setup-repeat-contradiction").into_owned();
            r.refuse_saying(&repeat, text);
        }
        return vec![first];
    }
    let until = r.needed_date(&repeat_until);
    let (start, end) = (zone.wall(first.start).reading, zone.wall(first.end).reading);
    let time = |at: chrono::NaiveTime| {
        let minutes = u16::try_from(at.hour() * 60 + at.minute()).unwrap_or(0);
        DayTime::from_minutes(minutes).unwrap_or(DayTime::START)
    };
    let ends_at_midnight =
        end.time() == chrono::NaiveTime::MIN && Some(end.date()) == start.date().succ_opt();
    let to = if ends_at_midnight {
        DayTime::END
    } else {
        time(end.time())
    };
    if end.date() != start.date() && !ends_at_midnight {
        let text = r.t.text("setup-repeat-one-day").into_owned();
        r.refuse_saying(&repeat, text);
    }
    let Some(until) = until else { return vec![first] };
    let rule = Recurrence { every_weeks, until };
    let spans = rule.intervals(zone, start.date(), (time(start.time()), to));
    if spans.len() < 2 {
        let text = r.t.text("setup-repeat-too-short").into_owned();
        r.refuse_saying(&repeat_until, text);
    }
    let last = spans.last().map(|last| zone.date(last.start));
    let following = last.and_then(|last| last.checked_add_days(Days::new(u64::from(every_weeks) * 7)));
    if spans.len() >= OCCURRENCES_MAX && following.is_some_and(|date| date <= until) {
        let last = last.map_or_else(String::new, |last| r.t.date(last));
        let text = r.t.with(
            "setup-repeat-too-long",
            &[("count", OCCURRENCES_MAX.into()), ("last", last.into())],
        );
        r.refuse_saying(&repeat_until, text);
    }
    spans
}
