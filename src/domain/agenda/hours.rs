//! The opening of each practitioner, worked out once per local date (booking-rules §3).

use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDate};

use super::SetUp;
use crate::domain::busy::touching;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::practitioner::HolidayHabit;
use crate::domain::schedule::{OpenDay, opening};
use crate::domain::time::{Instant, Interval, merged, subtract};

/// Dates outside these years are worked out at each question.
const FIRST_YEAR: i32 = 2000;
const YEARS: usize = 120;
/// A chain of windows that touch at midnight is followed this far; further back the grid starts anew.
const CHAIN_DAYS: usize = 7;

type Year = Box<[OnceLock<Arc<DayPlan>>]>;

/// One practitioner's local date: when it is open and what is away.
#[derive(Debug)]
pub struct DayPlan {
    /// From local midnight to local midnight: 23 to 25 hours.
    pub day: Interval,
    /// Windows before absences.
    pub open: OpenDay,
    /// Absences that touch the day, in order, disjoint.
    pub absences: Box<[Interval]>,
    /// Every window merged when none is reserved; what nearly every question asks.
    plain: Option<Box<[Interval]>>,
}

impl DayPlan {
    /// The windows of this date that accept a care, merged; windows of the neighbouring dates are not looked at.
    fn windows(&self, care: CareTypeId, out: &mut Vec<Interval>) {
        match &self.plain {
            Some(plain) => out.extend_from_slice(plain),
            None => out.extend(self.open.for_care(care)),
        }
    }

    /// All open time less absences, whatever the care.
    pub fn open_time(&self) -> Vec<Interval> {
        subtract(&self.open.all(), &self.absences)
    }
}

/// Schedules, exceptions and absences of one practitioner, with the dates already worked out.
#[derive(Debug)]
pub(in crate::domain) struct Hours {
    set_up: Arc<SetUp>,
    habit: HolidayHabit,
    schedules: Vec<usize>,
    exceptions: Vec<usize>,
    absences: Vec<Interval>,
    years: Box<[OnceLock<Year>]>,
}

impl Hours {
    pub(super) fn new(set_up: &Arc<SetUp>, practitioner: PractitionerId) -> Self {
        let absences = set_up.absences.iter().filter(|a| a.concerns(practitioner));
        Self {
            set_up: Arc::clone(set_up),
            habit: set_up
                .practitioners
                .get(&practitioner)
                .map_or_else(HolidayHabit::default, |p| p.holidays),
            schedules: positions(&set_up.schedules, |s| s.practitioner == practitioner),
            exceptions: positions(&set_up.exceptions, |e| e.practitioner == practitioner),
            absences: merged(absences.map(|a| a.interval).collect()),
            years: std::iter::repeat_with(OnceLock::new).take(YEARS).collect(),
        }
    }

    /// The plan of a local date.
    pub(in crate::domain) fn on(&self, date: NaiveDate) -> Arc<DayPlan> {
        let cached = usize::try_from(date.year() - FIRST_YEAR)
            .ok()
            .and_then(|year| self.years.get(year))
            .and_then(|year| {
                year.get_or_init(|| std::iter::repeat_with(OnceLock::new).take(366).collect())
                    .get(date.ordinal0() as usize)
            });
        match cached {
            Some(day) => Arc::clone(day.get_or_init(|| Arc::new(self.work_out(date)))),
            None => Arc::new(self.work_out(date)),
        }
    }

    /// The merged windows in which a care may start on `date`. Windows that touch at midnight are one window (a night shift
    /// is two windows, booking-rules §1.2 and §3), so the first may begin on an earlier date and the last end on a later one.
    pub(in crate::domain) fn windows(
        &self,
        date: NaiveDate,
        care: CareTypeId,
        out: &mut Vec<Interval>,
    ) -> Arc<DayPlan> {
        let plan = self.on(date);
        out.clear();
        plan.windows(care, out);
        if out.first().is_some_and(|w| w.start == plan.day.start) {
            let start = self.chain_start(date, care, plan.day.start);
            if let Some(first) = out.first_mut() {
                first.start = start;
            }
        }
        if out.last().is_some_and(|w| w.end == plan.day.end) {
            let end = self.chain_end(date, care, plan.day.end);
            if let Some(last) = out.last_mut() {
                last.end = end;
            }
        }
        plan
    }

    /// Absences that intersect an interval, in order, disjoint.
    pub(in crate::domain) fn absences(&self, within: Interval) -> &[Interval] {
        touching(&self.absences, within)
    }

    fn chain_start(&self, date: NaiveDate, care: CareTypeId, mut start: Instant) -> Instant {
        let mut windows = Vec::new();
        let earlier = std::iter::successors(date.pred_opt(), NaiveDate::pred_opt);
        for date in earlier.take(CHAIN_DAYS) {
            windows.clear();
            let plan = self.on(date);
            plan.windows(care, &mut windows);
            let Some(last) = windows.last().filter(|w| w.end == start) else {
                break;
            };
            start = last.start;
            if start != plan.day.start {
                break;
            }
        }
        start
    }

    fn chain_end(&self, date: NaiveDate, care: CareTypeId, mut end: Instant) -> Instant {
        let mut windows = Vec::new();
        for date in date.iter_days().skip(1).take(CHAIN_DAYS) {
            windows.clear();
            let plan = self.on(date);
            plan.windows(care, &mut windows);
            let Some(first) = windows.first().filter(|w| w.start == end) else {
                break;
            };
            end = first.end;
            if end != plan.day.end {
                break;
            }
        }
        end
    }

    fn work_out(&self, date: NaiveDate) -> DayPlan {
        let zone = self.set_up.practice.zone;
        let open = opening(
            zone,
            date,
            self.schedules
                .iter()
                .filter_map(|i| self.set_up.schedules.get(*i)),
            self.exceptions
                .iter()
                .filter_map(|i| self.set_up.exceptions.get(*i)),
            (&self.set_up.practice.holidays, self.habit),
        );
        let day = Interval {
            start: zone.start_of(date),
            end: zone.start_of(date.succ_opt().unwrap_or(date)),
        };
        let plain = open
            .windows
            .iter()
            .all(|w| w.cares.is_none())
            .then(|| open.all().into());
        DayPlan {
            day,
            absences: self.absences(day).into(),
            plain,
            open,
        }
    }
}

fn positions<T>(all: &[T], is_wanted: impl Fn(&T) -> bool) -> Vec<usize> {
    all.iter()
        .enumerate()
        .filter(|(_, t)| is_wanted(t))
        .map(|(i, _)| i)
        .collect()
}
