//! Which days of a period a rule names (RFC 5545 §3.3.10, its table of what expands and what limits).

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::rule::{Frequency, Rule};

/// The parts of a rule that are about days, with what the first instance adds where they say nothing.
pub(super) struct RuleDays<'r> {
    rule: &'r Rule,
    months: Vec<i32>,
    month_days: Vec<i32>,
    weekdays: Vec<(i32, Weekday)>,
}

impl<'r> RuleDays<'r> {
    /// "Information, not contained in the rule, […] is derived from DTSTART": the day of month of a yearly or monthly rule, the
    /// weekday of a weekly one, and of one by week numbers.
    pub(super) fn new(rule: &'r Rule, first: NaiveDate) -> Self {
        let mut days = Self {
            rule,
            months: rule.months.clone(),
            month_days: rule.month_days.clone(),
            weekdays: rule.weekdays.clone(),
        };
        let number = |n: u32| i32::try_from(n).unwrap_or_default();
        let says_day = !(rule.weekdays.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty());
        if says_day || rule.frequency >= Frequency::Daily {
            return days;
        }
        if rule.frequency == Frequency::Weekly || !rule.weeks.is_empty() {
            days.weekdays.push((0, first.weekday()));
        } else {
            days.month_days.push(number(first.day()));
            if rule.frequency == Frequency::Yearly && rule.months.is_empty() {
                days.months.push(number(first.month()));
            }
        }
        days
    }

    /// What looking at one day costs, in days of a rule with short lists.
    pub(super) fn weight(&self) -> usize {
        let lists = [
            self.month_days.len(),
            self.rule.year_days.len(),
            self.rule.weeks.len(),
        ];
        1 + (self.weekdays.len() + lists.iter().sum::<usize>()) / 32
    }

    /// Days of `[from, to)` in order.
    pub(super) fn within(&self, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        let mut found = Vec::new();
        let mut day = from;
        while day < to {
            let next = if self.is_month(day) {
                if self.allows(day) {
                    found.push(day);
                }
                day.checked_add_days(Days::new(1))
            } else {
                first_of_next_month(day)
            };
            let Some(next) = next else { break };
            day = next;
        }
        found
    }

    /// Whether an instance may be on this day.
    pub(super) fn allows(&self, day: NaiveDate) -> bool {
        let has = |list: &[i32], n: u32, length: u32| {
            let (n, length) = (i64::from(n), i64::from(length));
            list.is_empty()
                || list
                    .iter()
                    .any(|own| matches!(i64::from(*own), own if own == n || own == n - length - 1))
        };
        self.is_month(day)
            && has(&self.month_days, day.day(), month_length(day))
            && has(&self.rule.year_days, day.ordinal(), year_length(day))
            && (self.rule.weeks.is_empty() || {
                let (week, weeks) = week_of(day, self.rule.week_start);
                has(&self.rule.weeks, week, weeks)
            })
            && (self.weekdays.is_empty() || self.weekdays.iter().any(|own| self.is_weekday(day, *own)))
    }

    fn is_month(&self, day: NaiveDate) -> bool {
        let month = i64::from(day.month());
        self.months.is_empty() || self.months.iter().any(|own| i64::from(*own) == month)
    }

    /// An ordinal counts within the month, or within the year where the rule names no month; shorter periods have none, and a
    /// number that some programs write there all the same is passed over, so that rather too much time is taken than too little.
    fn is_weekday(&self, day: NaiveDate, (ordinal, weekday): (i32, Weekday)) -> bool {
        if day.weekday() != weekday {
            return false;
        }
        let (n, length) = match self.rule.frequency {
            Frequency::Yearly if self.rule.months.is_empty() => (day.ordinal(), year_length(day)),
            Frequency::Yearly | Frequency::Monthly => (day.day(), month_length(day)),
            _ => return true,
        };
        let from_start = i64::from((n - 1) / 7 + 1);
        let from_end = -i64::from((length.saturating_sub(n)) / 7 + 1);
        ordinal == 0 || i64::from(ordinal) == from_start || i64::from(ordinal) == from_end
    }
}

/// `None` after the last month there is.
pub(super) fn first_of_next_month(day: NaiveDate) -> Option<NaiveDate> {
    match day.month() {
        12 => NaiveDate::from_ymd_opt(day.year() + 1, 1, 1),
        month => NaiveDate::from_ymd_opt(day.year(), month + 1, 1),
    }
}

fn month_length(day: NaiveDate) -> u32 {
    let length = first_of_next_month(day).map_or(31, |next| (next - first_of_month(day)).num_days());
    u32::try_from(length).unwrap_or(31)
}

pub(super) fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn year_length(day: NaiveDate) -> u32 {
    if day.leap_year() { 366 } else { 365 }
}

/// The first day of the week that `day` is in.
pub(super) fn start_of_week(day: NaiveDate, week_start: Weekday) -> NaiveDate {
    let since = u64::from(day.weekday().days_since(week_start));
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// Number of the week, and how many its year has: week 1 is the first with four days in the year.
fn week_of(day: NaiveDate, week_start: Weekday) -> (u32, u32) {
    let first_week = |year: i32| {
        let fourth = NaiveDate::from_ymd_opt(year, 1, 4).unwrap_or(day);
        start_of_week(fourth, week_start)
    };
    let start = start_of_week(day, week_start);
    let year = start.checked_add_days(Days::new(3)).unwrap_or(start).year();
    let weeks = |to: NaiveDate| u32::try_from((to - first_week(year)).num_weeks()).unwrap_or_default();
    (weeks(start) + 1, weeks(first_week(year + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_those_of_iso_when_they_begin_on_monday() {
        let first = NaiveDate::from_ymd_opt(1995, 1, 1).unwrap();
        for day in first.iter_days().take(365 * 60) {
            let (week, weeks) = week_of(day, Weekday::Mon);
            assert_eq!(week, day.iso_week().week(), "{day}");
            let has_53 = crate::domain::time::has_53_weeks(day.iso_week().year());
            assert_eq!(weeks, if has_53 { 53 } else { 52 }, "{day}");
        }
    }
}
