//! Who works when (booking-rules §2 and §3), read minute by minute.

use chrono::{Datelike, NaiveDate, Weekday};
use grappe::domain::agenda::SetUp;
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::practitioner::HolidayHabit;
use grappe::domain::schedule::{HolidayEdit, HolidayRegion, WeeklySchedule, Weeks, Window};
use grappe::domain::time::Interval;

use super::clock::{Clock, Minute, later, minutes};

/// Easter Sundays as published, 2024 to 2040: nothing is computed here.
const EASTER: [(i32, u32, u32); 17] = [
    (2024, 3, 31),
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2028, 4, 16),
    (2029, 4, 1),
    (2030, 4, 21),
    (2031, 4, 13),
    (2032, 3, 28),
    (2033, 4, 17),
    (2034, 4, 9),
    (2035, 3, 25),
    (2036, 4, 13),
    (2037, 4, 5),
    (2038, 4, 25),
    (2039, 4, 10),
    (2040, 4, 1),
];

/// The fixed days of the national list.
const FIXED: [(u32, u32); 8] = [
    (1, 1),
    (5, 1),
    (5, 8),
    (7, 14),
    (8, 15),
    (11, 1),
    (11, 11),
    (12, 25),
];

/// Easter Sunday of a year.
pub(super) fn easter(year: i32) -> NaiveDate {
    let (_, month, day) = EASTER.iter().find(|(y, _, _)| *y == year).unwrap();
    NaiveDate::from_ymd_opt(year, *month, *day).unwrap()
}

/// What a region adds to the national list, as (month, day).
fn added(region: HolidayRegion) -> Option<(u32, u32)> {
    match region {
        HolidayRegion::AlsaceMoselle | HolidayRegion::AlsaceMoselleNoGoodFriday => Some((12, 26)),
        HolidayRegion::Mayotte => Some((4, 27)),
        HolidayRegion::Martinique => Some((5, 22)),
        HolidayRegion::Guadeloupe | HolidayRegion::SaintMartin => Some((5, 27)),
        HolidayRegion::Guyane => Some((6, 10)),
        HolidayRegion::SaintBarthelemy => Some((10, 9)),
        HolidayRegion::Reunion => Some((12, 20)),
        HolidayRegion::France | HolidayRegion::SaintPierreMiquelon | HolidayRegion::Custom => None,
    }
}

/// Whether the list of a region has the date.
pub(super) fn is_listed(region: HolidayRegion, date: NaiveDate) -> bool {
    if region == HolidayRegion::Custom {
        return false;
    }
    let after_easter = (date - easter(date.year())).num_days();
    let month_and_day = (date.month(), date.day());
    FIXED.contains(&month_and_day)
        || added(region) == Some(month_and_day)
        || [1, 39, 50].contains(&after_easter)
        || (region == HolidayRegion::AlsaceMoselle && after_easter == -2)
}

fn is_holiday(set_up: &SetUp, date: NaiveDate) -> bool {
    let rules = &set_up.practice.holidays;
    match rules.edits.get(&date) {
        Some(HolidayEdit::Added(_)) => true,
        Some(HolidayEdit::Removed) => false,
        None => is_listed(rules.region, date),
    }
}

/// The number of the week since 1 January of year 1, a Monday.
fn week_number(date: NaiveDate) -> i32 {
    (date.num_days_from_ce() - 1).div_euclid(7)
}

fn is_valid(schedule: &WeeklySchedule, date: NaiveDate) -> bool {
    let begun = schedule.valid_from.is_none_or(|from| date >= from);
    let ended = schedule.valid_to.is_some_and(|to| date > to);
    let is_this_week = match schedule.weeks {
        Weeks::All => true,
        Weeks::Odd => date.iso_week().week() % 2 == 1,
        Weeks::Even => date.iso_week().week().is_multiple_of(2),
        Weeks::Every { n, anchor } => (week_number(date) - week_number(anchor)).rem_euclid(i32::from(n)) == 0,
    };
    begun && !ended && is_this_week
}

/// The windows of one practitioner on one date: exception for that date, exception for a range, holiday closure, weekly
/// schedules. Of two exceptions of one level the last written counts; all weekly schedules valid that day count.
fn windows_on(set_up: &SetUp, who: PractitionerId, date: NaiveDate) -> Vec<&Window> {
    let own = || set_up.exceptions.iter().filter(|e| e.practitioner == who);
    // The list is in the order of writing.
    let single = own().rfind(|e| e.from == date && e.to == date);
    let range = own().rfind(|e| e.from < e.to && e.from <= date && date <= e.to);
    if let Some(exception) = single.or(range) {
        return exception.windows.iter().collect();
    }
    let is_closed = set_up.practitioners[&who].holidays == HolidayHabit::Closed;
    if is_closed && is_holiday(set_up, date) {
        return Vec::new();
    }
    let weekday: Weekday = date.weekday();
    let schedules = set_up.schedules.iter();
    schedules
        .filter(|s| s.practitioner == who && is_valid(s, date))
        .flat_map(|s| &s.days[weekday.num_days_from_monday() as usize])
        .collect()
}

/// Every minute of some dates, open or not for one practitioner and care. Windows that touch or overlap are one run of open
/// minutes, so nothing has to be merged.
pub(super) struct Openings {
    first: Minute,
    open: Vec<bool>,
    away: Vec<bool>,
}

impl Openings {
    pub(super) fn of(
        (set_up, busy): (&SetUp, &[(PractitionerId, Interval)]),
        (who, care): (PractitionerId, CareTypeId),
        (from, to): (NaiveDate, NaiveDate),
    ) -> Self {
        let clock = Clock::of(set_up.practice.zone);
        let first = clock.day(from).start;
        let length = usize::try_from(clock.day(to).end - first).unwrap();
        let mut openings = Self {
            first,
            open: vec![false; length],
            away: vec![false; length],
        };
        let mut date = from;
        while date <= to {
            for window in windows_on(set_up, who, date) {
                if window.cares().is_none_or(|only| only.contains(&care)) {
                    let start = clock.first(date, window.start().minutes().into());
                    let end = clock.first(date, window.end().minutes().into());
                    (start..end).for_each(|minute| openings.mark(minute, |o| &mut o.open));
                }
            }
            date = later(date, 1);
        }
        for absence in &set_up.absences {
            if absence.practitioner.is_none_or(|only| only == who) {
                for minute in minutes(absence.interval) {
                    openings.mark(minute, |o| &mut o.away);
                }
            }
        }
        // What an own calendar takes is away like an absence (caldav §6.2).
        for (_, event) in busy.iter().filter(|(whose, _)| *whose == who) {
            for minute in minutes(*event) {
                openings.mark(minute, |o| &mut o.away);
            }
        }
        openings
    }

    fn mark(&mut self, minute: Minute, list: impl Fn(&mut Self) -> &mut Vec<bool>) {
        let at = usize::try_from(minute - self.first).ok();
        if let Some(flag) = at.and_then(|at| list(self).get_mut(at)) {
            *flag = true;
        }
    }

    /// In a window that accepts the care, absent or not.
    pub(super) fn is_open(&self, minute: Minute) -> bool {
        let at = usize::try_from(minute - self.first).ok();
        at.and_then(|at| self.open.get(at)).copied().unwrap_or(false)
    }

    /// The practitioner, or everybody, is absent, or the own calendar says busy.
    pub(super) fn is_away(&self, minute: Minute) -> bool {
        let at = usize::try_from(minute - self.first).ok();
        at.and_then(|at| self.away.get(at)).copied().unwrap_or(false)
    }
}
