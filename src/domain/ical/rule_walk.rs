//! From a rule to readings of the wall clock, period by period. What lies before the span is passed over by arithmetic where the
//! rule allows it, so that a rule of the year 1, or one by the second since 1970, costs no more than one of today (caldav §5.7).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::budget::Budget;
use super::fault::Defect;
use super::rule::{Frequency, Rule};
use super::rule_days::{RuleDays, first_of_month, first_of_next_month, start_of_week};

/// Readings that are asked for, both ends included.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// None before.
    pub from: NaiveDateTime,
    /// None after.
    pub to: NaiveDateTime,
}

/// Last year a date can be written in.
const LAST_YEAR: i64 = 9_999;

/// What a rule names within the span, in order, each once. `first` is the start of the event; with `counts_first` it is the first of
/// `COUNT` even where the rule does not name it (RFC 5545 §3.3.10). `UNTIL` is the caller's, who knows the zone.
pub fn readings(
    rule: &Rule,
    first: NaiveDateTime,
    counts_first: bool,
    span: Span,
    budget: &mut Budget,
) -> Result<Vec<NaiveDateTime>, Defect> {
    let mut walk = Walk {
        rule,
        first,
        days: RuleDays::new(rule, first.date()),
        times: times(rule, first),
        span: Span {
            from: span.from.max(first),
            to: span.to,
        },
        left: rule.count,
        counts_first,
        found: Vec::new(),
        budget,
    };
    walk.budget.step(1 + walk.times.len() / 10)?;
    if span.from > span.to || first > span.to {
        return Ok(Vec::new());
    }
    if rule.frequency <= Frequency::Daily {
        walk.days()?;
    } else {
        walk.clock()?;
    }
    Ok(walk.found)
}

/// Times of a period: those of a day, or for shorter periods what is added to their begin.
fn times(rule: &Rule, first: NaiveDateTime) -> Vec<NaiveTime> {
    let own = |list: &[i32], else_from: u32| -> Vec<u32> {
        let listed = list.iter().filter_map(|n| u32::try_from(*n).ok());
        if list.is_empty() {
            vec![else_from]
        } else {
            listed.collect()
        }
    };
    let (mut hours, mut minutes, mut seconds) = (vec![0], vec![0], vec![0]);
    if rule.frequency <= Frequency::Daily {
        hours = own(&rule.hours, first.hour());
    }
    if rule.frequency <= Frequency::Hourly {
        minutes = own(&rule.minutes, first.minute());
    }
    if rule.frequency <= Frequency::Minutely {
        seconds = own(&rule.seconds, first.second());
    }
    let mut out = Vec::with_capacity(hours.len() * minutes.len() * seconds.len());
    for hour in hours {
        for minute in &minutes {
            let of_minute = seconds
                .iter()
                .filter_map(|s| NaiveTime::from_hms_opt(hour, *minute, *s));
            out.extend(of_minute);
        }
    }
    out
}

/// Whether the rule goes on after a reading.
#[derive(PartialEq)]
enum Then {
    GoesOn,
    Ends,
}

struct Walk<'a, 'd> {
    rule: &'a Rule,
    first: NaiveDateTime,
    days: RuleDays<'a>,
    times: Vec<NaiveTime>,
    span: Span,
    /// Instances that `COUNT` still allows.
    left: Option<u64>,
    /// Until the first reading was seen: whether one of `COUNT` goes to a start that the rule does not name.
    counts_first: bool,
    found: Vec<NaiveDateTime>,
    budget: &'a mut Budget<'d>,
}

impl Walk<'_, '_> {
    /// Periods of days and longer ones.
    fn days(&mut self) -> Result<(), Defect> {
        let mut number = self.first_period();
        while let Some((from, to)) = self.period(number) {
            if from > self.span.to.date() {
                break;
            }
            let length = usize::try_from((to - from).num_days()).unwrap_or(1);
            self.budget.step(1 + length * self.days.weight() / 31)?;
            let days = self.days.within(from, to);
            if self.of_period(&days)? == Then::Ends {
                break;
            }
            number += 1;
        }
        Ok(())
    }

    /// The period to begin with. A count has to be followed from the start, unless every period has one instance.
    fn first_period(&mut self) -> i64 {
        let rule = self.rule;
        let (start, from) = (self.first.date(), self.span.from.date());
        let is_even = rule.is_plain() && rule.frequency >= Frequency::Weekly;
        if self.left.is_some() && !is_even {
            return 0;
        }
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let passed = match rule.frequency {
            Frequency::Yearly => i64::from(from.year()) - i64::from(start.year()),
            Frequency::Monthly => months(from) - months(start),
            Frequency::Weekly => (from - start_of_week(start, rule.week_start)).num_days() / 7,
            _ => (from - start).num_days(),
        };
        let number = (passed / rule.interval).max(0);
        self.pass_over(number);
        number
    }

    /// Periods of one instance each that nobody looks at.
    fn pass_over(&mut self, periods: i64) {
        let periods = u64::try_from(periods).unwrap_or_default();
        self.counts_first &= periods == 0;
        self.left = self.left.map(|left| left.saturating_sub(periods));
    }

    /// First day of a period and the first after it; `None` after the last year.
    fn period(&self, number: i64) -> Option<(NaiveDate, NaiveDate)> {
        let start = self.first.date();
        let steps = number.checked_mul(self.rule.interval)?;
        let days_on = |day: NaiveDate, days: i64| day.checked_add_days(Days::new(u64::try_from(days).ok()?));
        let (from, to) = match self.rule.frequency {
            Frequency::Yearly => {
                let year = i32::try_from(steps.checked_add(i64::from(start.year()))?).ok()?;
                let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
                (from, NaiveDate::from_ymd_opt(year + 1, 1, 1)?)
            }
            Frequency::Monthly => {
                let month = chrono::Months::new(u32::try_from(steps).ok()?);
                let from = first_of_month(start).checked_add_months(month)?;
                (from, first_of_next_month(from)?)
            }
            Frequency::Weekly => {
                let week = start_of_week(start, self.rule.week_start);
                let from = days_on(week, steps.checked_mul(7)?)?;
                (from, days_on(from, 7)?)
            }
            _ => {
                let from = days_on(start, steps)?;
                (from, days_on(from, 1)?)
            }
        };
        (i64::from(from.year()) <= LAST_YEAR).then_some((from, to))
    }

    /// The instances of one period: its days by the times of day.
    fn of_period(&mut self, days: &[NaiveDate]) -> Result<Then, Defect> {
        if self.rule.positions.is_empty() {
            let may_skip = self.left.is_none();
            for day in days {
                if may_skip && *day < self.span.from.date() {
                    continue;
                }
                for time in 0..self.times.len() {
                    if let Some(time) = self.times.get(time)
                        && self.take(day.and_time(*time))? == Then::Ends
                    {
                        return Ok(Then::Ends);
                    }
                }
            }
            return Ok(Then::GoesOn);
        }
        for place in self.places(days.len() * self.times.len()) {
            let of_day = (place / self.times.len(), place % self.times.len());
            if let (Some(day), Some(time)) = (days.get(of_day.0), self.times.get(of_day.1))
                && self.take(day.and_time(*time))? == Then::Ends
            {
                return Ok(Then::Ends);
            }
        }
        Ok(Then::GoesOn)
    }

    /// The places that `BYSETPOS` names among so many, in order; nothing is laid out for it.
    fn places(&self, length: usize) -> Vec<usize> {
        let place = |position: &i32| match usize::try_from(position.unsigned_abs()).unwrap_or_default() {
            from_start if *position > 0 => Some(from_start - 1).filter(|place| *place < length),
            from_end => length.checked_sub(from_end),
        };
        let mut places: Vec<usize> = self.rule.positions.iter().filter_map(place).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn take(&mut self, reading: NaiveDateTime) -> Result<Then, Defect> {
        self.budget.step(1)?;
        if reading < self.first {
            return Ok(Then::GoesOn);
        }
        if std::mem::take(&mut self.counts_first) && reading != self.first {
            self.left = self.left.map(|left| left.saturating_sub(1));
        }
        if reading > self.span.to || self.left == Some(0) {
            return Ok(Then::Ends);
        }
        self.left = self.left.map(|left| left - 1);
        if reading >= self.span.from {
            self.found.push(reading);
        }
        Ok(Then::GoesOn)
    }

    /// Hours, minutes and seconds: from one period to the next that its day, hour and minute allow.
    fn clock(&mut self) -> Result<(), Defect> {
        let (unit, base) = match self.rule.frequency {
            Frequency::Hourly => (3_600, self.first.date().and_hms_opt(self.first.hour(), 0, 0)),
            Frequency::Minutely => (60, self.first.with_second(0)),
            _ => (1, Some(self.first)),
        };
        let base = base.unwrap_or(self.first);
        let every = self.rule.interval * unit;
        let mut number = if self.left.is_none() || self.rule.is_plain() {
            ((self.span.from - base).num_seconds() / every).max(0)
        } else {
            0
        };
        self.pass_over(number);
        loop {
            self.budget.step(self.days.weight())?;
            let seconds = number.checked_mul(every).and_then(TimeDelta::try_seconds);
            let Some(begin) = seconds.and_then(|seconds| base.checked_add_signed(seconds)) else {
                return Ok(());
            };
            if begin > self.span.to || i64::from(begin.year()) > LAST_YEAR {
                return Ok(());
            }
            let allowed = self.allowed_from(begin);
            if allowed > begin {
                let seconds = (allowed - base).num_seconds();
                number = seconds.div_euclid(every) + i64::from(seconds.rem_euclid(every) != 0);
                continue;
            }
            let places = if self.rule.positions.is_empty() {
                (0..self.times.len()).collect()
            } else {
                self.places(self.times.len())
            };
            for place in places {
                let Some(time) = self.times.get(place) else {
                    continue;
                };
                let offset = TimeDelta::seconds(i64::from(time.num_seconds_from_midnight()));
                if self.take(begin + offset)? == Then::Ends {
                    return Ok(());
                }
            }
            number += 1;
        }
    }

    /// The first moment from `begin` on that no limit of the rule excludes; a lower bound of it where the day is excluded.
    fn allowed_from(&self, begin: NaiveDateTime) -> NaiveDateTime {
        let (rule, date) = (self.rule, begin.date());
        let next_day = || date.succ_opt().map_or(begin, |day| day.and_time(NaiveTime::MIN));
        if !self.days.allows(date) {
            return next_day();
        }
        let hour = |hour: u32| date.and_hms_opt(hour, 0, 0);
        match next_in(&rule.hours, begin.hour()) {
            Some(now) if now == begin.hour() => {}
            next => return next.and_then(hour).unwrap_or_else(next_day),
        }
        let next_hour = || hour(begin.hour() + 1).unwrap_or_else(next_day);
        let of_hour = |minute: u32| date.and_hms_opt(begin.hour(), minute, 0);
        if rule.frequency > Frequency::Hourly {
            match next_in(&rule.minutes, begin.minute()) {
                Some(now) if now == begin.minute() => {}
                next => return next.and_then(of_hour).unwrap_or_else(next_hour),
            }
        }
        if rule.frequency == Frequency::Secondly {
            match next_in(&rule.seconds, begin.second()) {
                Some(now) if now == begin.second() => {}
                next => {
                    let next_minute = || of_hour(begin.minute() + 1).unwrap_or_else(next_hour);
                    let of_minute = |second: u32| begin.with_second(second);
                    return next.and_then(of_minute).unwrap_or_else(next_minute);
                }
            }
        }
        begin
    }
}

/// The first that the list allows from `now` on; an empty list allows all.
fn next_in(list: &[i32], now: u32) -> Option<u32> {
    if list.is_empty() {
        return Some(now);
    }
    let mut listed = list.iter().filter_map(|n| u32::try_from(*n).ok());
    listed.find(|n| *n >= now)
}
