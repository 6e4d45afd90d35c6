//! Which dates and practitioners are looked at, as the address says.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::agenda::Agenda;
use crate::domain::id::PractitionerId;
use crate::web::extract::Form;

/// Dates outside these years are no day of a practice.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2119;

/// One day, or the week it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    /// One local date.
    Day,
    /// Monday to Sunday.
    Week,
}

impl View {
    /// As in the address.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The date, or one of the week.
    pub(super) date: NaiveDate,
    /// Day or week.
    pub(super) view: View,
    /// Chosen practitioners in order of number; empty means all.
    pub(super) who: Vec<PractitionerId>,
}

impl Choice {
    /// Reads `day`, `view`, and `p<number>` for each practitioner; nobody chosen means `own`, or everybody.
    pub(super) fn of(asked: &Form, today: NaiveDate, own: Option<PractitionerId>) -> Self {
        let view = match asked.get("view") {
            "week" => View::Week,
            _ => View::Day,
        };
        let date = asked
            .parsed("day")
            .filter(|d: &NaiveDate| YEARS.contains(&d.year()));
        let numbers = asked
            .fields()
            .filter_map(|(name, _)| name.strip_prefix('p')?.parse().ok());
        let mut who: Vec<PractitionerId> = numbers.map(PractitionerId).collect();
        who.sort_unstable();
        if who.is_empty() && !asked.is_ticked("all") {
            who.extend(own);
        }
        Self {
            date: date.unwrap_or(today),
            view,
            who,
        }
    }

    /// The local dates shown.
    pub(super) fn dates(&self) -> Vec<NaiveDate> {
        match self.view {
            View::Day => vec![self.date],
            View::Week => self
                .date
                .week(chrono::Weekday::Mon)
                .first_day()
                .iter_days()
                .take(7)
                .collect(),
        }
    }

    /// Practitioners shown, in order of number: those chosen; else those at work, and those who left and still have bookings.
    pub(super) fn practitioners(&self, agenda: &Agenda) -> Vec<PractitionerId> {
        let dates = self.dates();
        let everybody = agenda.set_up().practitioners.values();
        let is_shown = |id: PractitionerId, is_archived: bool| match self.who.as_slice() {
            [] => !is_archived || dates.iter().any(|date| !agenda.bookings_on(id, *date).is_empty()),
            chosen => chosen.contains(&id),
        };
        everybody
            .filter(|p| is_shown(p.id, p.is_archived))
            .map(|p| p.id)
            .collect()
    }

    /// The same choice on another date or in the other view: a path without prefix.
    pub(super) fn path(&self, date: NaiveDate, view: View) -> String {
        let mut path = format!("/admin?view={}&day={date}", view.key());
        if self.who.is_empty() {
            path.push_str("&all=1");
        }
        for id in &self.who {
            // Writing to a string cannot fail.
            let _ = write!(path, "&p{id}=1");
        }
        path
    }

    /// The date as many days or weeks on as `steps` says.
    pub(super) fn moved(&self, steps: i32) -> NaiveDate {
        let days = match self.view {
            View::Day => 1,
            View::Week => 7,
        };
        let distance = Days::new(u64::from(steps.unsigned_abs()) * days);
        let there = if steps < 0 {
            self.date.checked_sub_days(distance)
        } else {
            self.date.checked_add_days(distance)
        };
        there.unwrap_or(self.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(query: &str) -> Choice {
        let today = "2026-03-04".parse().unwrap();
        Choice::of(&Form::parse(query).unwrap(), today, Some(PractitionerId(7)))
    }

    #[test]
    fn what_is_asked_comes_back_in_the_address() {
        let asked = choice("view=week&day=2026-03-01&p2=1&p10=1&x=9");
        assert_eq!(
            asked.path(asked.date, asked.view),
            "/admin?view=week&day=2026-03-01&p2=1&p10=1"
        );
        assert_eq!(asked.dates()[0].to_string(), "2026-02-23");
        assert_eq!(asked.moved(-1).to_string(), "2026-02-22");
    }

    #[test]
    fn nonsense_is_today_and_nobody_chosen_is_oneself() {
        for query in ["day=0000-99-99", "day=1066-10-14", "day=%00&view=year&pfoo=1"] {
            let asked = choice(query);
            assert_eq!(asked.date.to_string(), "2026-03-04");
            assert_eq!((asked.view, asked.who.len()), (View::Day, 1));
        }
        assert!(choice("all=1").who.is_empty());
    }
}
