//! What a day's agenda is worth (booking-rules §12): pure counts, per practitioner and local date.

use chrono::{NaiveDate, TimeDelta};

use crate::domain::agenda::{Agenda, SetUp};
use crate::domain::id::PractitionerId;
use crate::domain::time::{Instant, Interval, Zone, merged, subtract};

use super::query::SlotQuery;
use super::search::search;

/// A practitioner's local date in seconds. Days add up: shares of a week are those of the sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayMeasure {
    /// O: windows less absences.
    pub open: i64,
    /// Seconds of O in which a care is under way, without buffers; a session of several patients counts once.
    pub cared: i64,
    /// Seconds of O that no booking occupies, buffers included.
    pub free: i64,
    /// Seconds of free gaps shorter than `min_useful`.
    pub scraps: i64,
    /// S: `min_useful` blocks that still fit, gap by gap.
    pub usable: i64,
}

impl DayMeasure {
    /// Measures open time (merged, absences removed) against bookings given as (care, occupied interval).
    pub fn of(open: &[Interval], booked: &[(Interval, Interval)], min_useful: TimeDelta) -> Self {
        let useful = min_useful.num_seconds().max(1);
        let cares: Vec<Interval> = booked.iter().map(|(care, _)| *care).collect();
        let occupied: Vec<Interval> = booked.iter().map(|(_, occupied)| *occupied).collect();
        let open_seconds = total(open);
        let gaps = subtract(open, &occupied);
        let lengths = || gaps.iter().map(|gap| gap.length().num_seconds());
        Self {
            open: open_seconds,
            cared: open_seconds - total(&subtract(open, &cares)),
            free: lengths().sum(),
            scraps: lengths().filter(|length| *length < useful).sum(),
            usable: lengths().map(|length| blocks(length, useful)).sum(),
        }
    }

    /// The measure of a date as the agenda has it; expired holds are not counted.
    pub fn on(
        agenda: &Agenda,
        practitioner: PractitionerId,
        date: NaiveDate,
        (min_useful, now): (TimeDelta, Instant),
    ) -> Self {
        let booked = agenda.bookings_on(practitioner, date).iter();
        let booked: Vec<_> = booked
            .filter(|b| b.is_live(now))
            .map(|b| (b.interval, b.occupied))
            .collect();
        Self::of(&agenda.open_time(practitioner, date), &booked, min_useful)
    }

    /// U: share of the open time in care; `None` when nothing is open.
    pub fn utilisation(&self) -> Option<f64> {
        share(self.cared, self.open)
    }

    /// F: share of the free time in gaps too short to be sold; 0 when none is free.
    pub fn fragmentation(&self) -> f64 {
        share(self.scraps, self.free).unwrap_or(0.0)
    }

    /// With another day's.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            open: self.open + other.open,
            cared: self.cared + other.cared,
            free: self.free + other.free,
            scraps: self.scraps + other.scraps,
            usable: self.usable + other.usable,
        }
    }
}

/// Blocks of `useful` seconds that fit into a gap; a negative gap has none.
pub(in crate::domain) fn blocks(gap: i64, useful: i64) -> i64 {
    gap.max(0) / useful.max(1)
}

/// Loss of a booking: S before - S after - 1. A long care loses the blocks that it takes itself; what a rank compares is the same
/// for every start of one care.
pub fn loss(before: &DayMeasure, after: &DayMeasure) -> i64 {
    before.usable - after.usable - 1
}

/// `min_useful` of a practitioner: the shortest occupied length among the cares not archived that they offer; `None` without any.
pub fn min_useful(set_up: &SetUp, practitioner: PractitionerId) -> Option<TimeDelta> {
    let cares = set_up.care_types.values().filter(|care| !care.is_archived);
    let lengths = cares.filter_map(|care| {
        let terms = care.terms_for(practitioner)?;
        Some(terms.buffer_before + terms.duration + terms.buffer_after)
    });
    lengths.filter(|length| *length > TimeDelta::zero()).min()
}

/// Open time between the first and the last patient in which nobody is seen; `served` are the visits as they took place.
pub fn idle(open: &[Interval], served: &[Interval]) -> TimeDelta {
    let served = merged(served.to_vec());
    let (Some(first), Some(last)) = (served.first(), served.last()) else {
        return TimeDelta::zero();
    };
    let there = Interval {
        start: first.start,
        end: last.end,
    };
    let worked: Vec<Interval> = open
        .iter()
        .filter_map(|window| window.intersection(&there))
        .collect();
    TimeDelta::seconds(total(&subtract(&worked, &served)))
}

/// Time in which somebody is seen outside open time.
pub fn overtime(open: &[Interval], served: &[Interval]) -> TimeDelta {
    TimeDelta::seconds(total(&subtract(&merged(served.to_vec()), open)))
}

/// How many local days ahead the third next start is looked for.
pub const THIRD_WITHIN: u64 = 60;
/// A request is served in time at most so many local days after the wish.
pub const PROMPT_DAYS: i64 = 7;

/// Local days from today to the third start that the question is offered, looked for between its dates; `None` when there are
/// fewer. "Third", because the first ones may be there by luck (a cancellation a minute ago).
pub fn third_next(agenda: &Agenda, query: &SlotQuery, now: Instant) -> Option<i64> {
    const THIRD: usize = 3;
    let zone = agenda.zone();
    let mut seen = 0;
    for date in query.from.iter_days().take_while(|date| *date <= query.to) {
        let day = SlotQuery {
            from: date,
            to: date,
            ..query.clone()
        };
        seen += search(agenda, &day, now).len();
        if seen >= THIRD {
            return Some((date - zone.date(now)).num_days());
        }
    }
    None
}

/// Whether a request is served within 7 days: at most 7 local days after the day from which the patient wants to come.
pub fn is_prompt(zone: Zone, wished: Instant, start: Instant) -> bool {
    (zone.date(start) - zone.date(wished)).num_days() <= PROMPT_DAYS
}

/// How far a start is from the wish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distance {
    /// Local days, earlier or later.
    pub days: i64,
    /// Minutes between the two readings of the clock, whatever the day.
    pub minutes: i64,
}

/// Distance of a start to the patient's wish.
pub fn distance(zone: Zone, wished: Instant, start: Instant) -> Distance {
    let (wished, start) = (zone.wall(wished).reading, zone.wall(start).reading);
    Distance {
        days: (start.date() - wished.date()).num_days().abs(),
        minutes: (start.time() - wished.time()).num_minutes().abs(),
    }
}

fn total(intervals: &[Interval]) -> i64 {
    intervals.iter().map(|i| i.length().num_seconds()).sum()
}

#[expect(clippy::cast_precision_loss, reason = "seconds of years, far below 2^52")]
fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Instant {
        DateTime::from_timestamp(minute * 60, 0).unwrap()
    }

    fn span((from, length): (i64, i64)) -> Interval {
        Interval {
            start: at(from),
            end: at(from + length),
        }
    }

    fn spans(most: usize) -> impl Strategy<Value = Vec<(i64, i64)>> {
        prop::collection::vec((0..300i64, 0..60i64), 0..most)
    }

    /// Whether some span covers a minute.
    fn covers(spans: &[(i64, i64)], minute: i64) -> bool {
        spans
            .iter()
            .any(|(from, length)| (*from..from + length).contains(&minute))
    }

    /// Lengths of the runs of minutes for which something holds.
    fn runs(holds: impl Fn(i64) -> bool) -> Vec<i64> {
        let (mut runs, mut run) = (Vec::new(), 0);
        for minute in -20..400 {
            if holds(minute) {
                run += 1;
            } else if run > 0 {
                runs.push(std::mem::take(&mut run));
            }
        }
        runs
    }

    proptest! {
        #[test]
        fn a_day_is_measured_as_minute_by_minute(open in spans(4), booked in spans(8), before in 0..10i64, after in 0..10i64,
            useful in 1..50i64) {
            let occupied: Vec<_> = booked.iter().map(|(from, length)| (from - before, before + length + after)).collect();
            let windows = merged(open.iter().copied().map(span).collect());
            let pairs: Vec<_> = booked.iter().zip(&occupied).map(|(care, all)| (span(*care), span(*all))).collect();
            let measured = DayMeasure::of(&windows, &pairs, TimeDelta::minutes(useful));
            let minutes = |holds: &dyn Fn(i64) -> bool| (-20..400).map(|m| i64::from(holds(m))).sum::<i64>() * 60;
            let gaps = runs(|m| covers(&open, m) && !covers(&occupied, m));
            prop_assert_eq!(measured.open, minutes(&|m| covers(&open, m)));
            prop_assert_eq!(measured.cared, minutes(&|m| covers(&open, m) && covers(&booked, m)));
            prop_assert_eq!(measured.free, gaps.iter().sum::<i64>() * 60);
            prop_assert_eq!(measured.scraps, gaps.iter().filter(|gap| **gap < useful).sum::<i64>() * 60);
            // As many blocks as one can lay one after the other.
            let laid: i64 = gaps.iter().map(|gap| (1..400).map(|n| i64::from(n * useful <= *gap)).sum::<i64>()).sum();
            prop_assert_eq!(measured.usable, laid);
            prop_assert!((0.0..=1.0).contains(&measured.fragmentation()));
            prop_assert!(measured.utilisation().is_none_or(|u| (0.0..=1.0).contains(&u)));
        }

        #[test]
        fn idle_and_overtime_are_minutes_without_and_outside(open in spans(4), served in spans(6)) {
            let windows = merged(open.iter().copied().map(span).collect());
            let visits: Vec<_> = served.iter().copied().map(span).collect();
            let real = || served.iter().filter(|(_, length)| *length > 0);
            let (first, last) = (real().map(|s| s.0).min(), real().map(|s| s.0 + s.1).max());
            let is_between = |m: i64| first.is_some_and(|f| f <= m) && last.is_some_and(|l| m < l);
            let count = |holds: &dyn Fn(i64) -> bool| TimeDelta::minutes((0..400).map(|m| i64::from(holds(m))).sum());
            prop_assert_eq!(idle(&windows, &visits), count(&|m| is_between(m) && covers(&open, m) && !covers(&served, m)));
            prop_assert_eq!(overtime(&windows, &visits), count(&|m| covers(&served, m) && !covers(&open, m)));
        }
    }

    #[test]
    fn a_booking_in_the_middle_of_a_gap_loses_what_it_cuts() {
        let (open, quarter) = ([span((0, 60))], TimeDelta::minutes(15));
        let empty = DayMeasure::of(&open, &[], quarter);
        let with = |from| DayMeasure::of(&open, &[(span((from, 15)), span((from, 15)))], quarter);
        assert_eq!((empty.usable, loss(&empty, &with(0))), (4, 0));
        assert_eq!(
            loss(&empty, &with(20)),
            1,
            "20 and 25 minutes are left: two blocks"
        );
        assert!(with(20).fragmentation() < 1e-9);
        assert!((with(50).utilisation().unwrap() - 1.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn a_wish_is_missed_by_days_and_by_hours() {
        let zone = Zone::named("Europe/Paris").unwrap();
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let (wish, start) = (at("2026-03-27T09:00:00Z"), at("2026-03-30T07:30:00Z"));
        // 10:00 in winter time, 9:30 in summer time.
        assert_eq!(distance(zone, wish, start), Distance { days: 3, minutes: 30 });
        assert!(is_prompt(zone, wish, start));
        assert!(!is_prompt(zone, wish, at("2026-04-04T07:30:00Z")));
    }
}
