//! Which dates, practitioners and rooms are looked at, as the address says.

use std::fmt::Write as _;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::agenda::Agenda;
use crate::domain::id::{PractitionerId, ResourceId};
use crate::web::extract::Form;

/// Dates outside these years are no day of a practice.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2119;

/// One day, or the week or month it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::admin) enum View {
    /// One local date.
    Day,
    /// Monday to Sunday.
    Week,
    /// First to last of a month, in numbers.
    Month,
}

impl View {
    /// In the order of the switch.
    pub(super) const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// As in the address.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// What has a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::admin) enum By {
    /// Each practitioner.
    People,
    /// Each room, chair or machine.
    Rooms,
    /// Practitioners, then rooms.
    Both,
}

impl By {
    /// In the order of the switch.
    pub(super) const ALL: [Self; 3] = [Self::People, Self::Rooms, Self::Both];

    /// As in the address.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Rooms => "rooms",
            Self::Both => "both",
        }
    }
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web::admin) struct Choice {
    /// The date, or one of the week or month.
    pub(in crate::web::admin) date: NaiveDate,
    /// Day, week or month.
    pub(in crate::web::admin) view: View,
    /// Practitioners, rooms or both.
    pub(super) by: By,
    /// Chosen practitioners in order of number; empty means all.
    pub(super) who: Vec<PractitionerId>,
    /// Chosen rooms in order of number; empty means all.
    pub(super) rooms: Vec<ResourceId>,
}

impl Choice {
    /// Reads `day`, `view`, `by`, `p<number>` for each practitioner and `r<number>` for each room; nobody chosen means `own`, or
    /// everybody.
    pub(super) fn of(asked: &Form, today: NaiveDate, own: Option<PractitionerId>) -> Self {
        let view = View::ALL.into_iter().find(|view| view.key() == asked.get("view"));
        let by = By::ALL.into_iter().find(|by| by.key() == asked.get("by"));
        let date = asked
            .parsed("day")
            .filter(|d: &NaiveDate| YEARS.contains(&d.year()));
        let mut who: Vec<PractitionerId> = numbers(asked, "p").map(PractitionerId).collect();
        let mut rooms: Vec<ResourceId> = numbers(asked, "r").map(ResourceId).collect();
        who.sort_unstable();
        rooms.sort_unstable();
        if who.is_empty() && !asked.is_ticked("all") {
            who.extend(own);
        }
        Self {
            date: date.unwrap_or(today),
            view: view.unwrap_or(View::Day),
            by: by.unwrap_or(By::People),
            who,
            rooms,
        }
    }

    /// The local dates shown.
    pub(in crate::web::admin) fn dates(&self) -> Vec<NaiveDate> {
        match self.view {
            View::Day => vec![self.date],
            View::Week => self
                .date
                .week(chrono::Weekday::Mon)
                .first_day()
                .iter_days()
                .take(7)
                .collect(),
            View::Month => {
                let first = self.date.with_day(1).unwrap_or(self.date);
                let month = first.month();
                first
                    .iter_days()
                    .take_while(|date| date.month() == month)
                    .collect()
            }
        }
    }

    /// Practitioners shown, in order of number: those chosen; else those at work, and those who left and still have bookings.
    pub(in crate::web::admin) fn practitioners(&self, agenda: &Agenda) -> Vec<PractitionerId> {
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

    /// Rooms shown, in order of number: those chosen, else those in use.
    pub(super) fn rooms(&self, agenda: &Agenda) -> Vec<ResourceId> {
        let is_shown = |id: ResourceId, is_archived: bool| match self.rooms.as_slice() {
            [] => !is_archived,
            chosen => chosen.contains(&id),
        };
        let all = agenda.set_up().resources.values();
        all.filter(|unit| is_shown(unit.id, unit.is_archived))
            .map(|unit| unit.id)
            .collect()
    }

    /// The same choice on another date or in another view: a path without prefix.
    pub(super) fn path(&self, date: NaiveDate, view: View) -> String {
        let mut path = format!("/admin?view={}&day={date}", view.key());
        // Writing to a string cannot fail.
        if self.by != By::People {
            let _ = write!(path, "&by={}", self.by.key());
        }
        if self.who.is_empty() {
            path.push_str("&all=1");
        }
        for id in &self.who {
            let _ = write!(path, "&p{id}=1");
        }
        for id in &self.rooms {
            let _ = write!(path, "&r{id}=1");
        }
        path
    }

    /// The date as many days, weeks or months on as `steps` says.
    pub(super) fn moved(&self, steps: i32) -> NaiveDate {
        let count = steps.unsigned_abs();
        let there = match (self.view, steps < 0) {
            (View::Month, true) => self.date.checked_sub_months(Months::new(count)),
            (View::Month, false) => self.date.checked_add_months(Months::new(count)),
            (view, is_back) => {
                let days = if view == View::Week { 7 } else { 1 };
                let distance = Days::new(u64::from(count) * days);
                if is_back {
                    self.date.checked_sub_days(distance)
                } else {
                    self.date.checked_add_days(distance)
                }
            }
        };
        there.unwrap_or(self.date)
    }
}

fn numbers<'a>(asked: &'a Form, letter: &'static str) -> impl Iterator<Item = i64> + 'a {
    let fields = asked.fields();
    fields.filter_map(move |(name, _)| name.strip_prefix(letter)?.parse().ok())
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
        let rooms = choice("by=both&all=1&r3=1&r1=1");
        assert_eq!(
            rooms.path(rooms.date, View::Day),
            "/admin?view=day&day=2026-03-04&by=both&all=1&r1=1&r3=1"
        );
    }

    #[test]
    fn a_month_goes_from_its_first_to_its_last() {
        let asked = choice("view=month&day=2028-02-29");
        assert_eq!(asked.dates().len(), 29);
        assert_eq!(asked.moved(1).to_string(), "2028-03-29");
        assert_eq!(
            choice("view=month&day=2026-03-31").moved(-1).to_string(),
            "2026-02-28"
        );
    }

    #[test]
    fn nonsense_is_today_and_nobody_chosen_is_oneself() {
        for query in [
            "day=0000-99-99",
            "day=1066-10-14",
            "day=%00&view=year&pfoo=1&by=x",
        ] {
            let asked = choice(query);
            assert_eq!(asked.date.to_string(), "2026-03-04");
            assert_eq!(
                (asked.view, asked.by, asked.who.len()),
                (View::Day, By::People, 1)
            );
        }
        assert!(choice("all=1").who.is_empty());
    }
}
