//! Bookings by local date, for one practitioner or one resource.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::{Booked, BookingRef};
use crate::domain::time::{Interval, Zone};

type Day = Option<Arc<[Arc<Booked>]>>;

/// Bookings listed on every local date that their occupied interval touches, in order of its start.
#[derive(Clone, Debug, Default)]
pub(in crate::domain) struct Calendar {
    /// By months counted from year 0: a change copies one month and the table of months.
    months: BTreeMap<i32, Arc<Month>>,
}

#[derive(Clone, Debug, Default)]
struct Month {
    days: [Day; 31],
}

fn month_of(date: NaiveDate) -> i32 {
    date.year() * 12 + date.month0().cast_signed()
}

/// Local dates that an interval touches; an empty interval touches that of its start.
fn dates_of(interval: &Interval, zone: Zone) -> impl Iterator<Item = NaiveDate> + use<> {
    let first = zone.date(interval.start);
    let last = zone.date(interval.end - chrono::TimeDelta::seconds(1));
    first.iter_days().take_while(move |d| *d <= last.max(first))
}

impl Calendar {
    /// The bookings that touch a local date.
    pub(in crate::domain) fn on(&self, date: NaiveDate) -> &[Arc<Booked>] {
        self.months
            .get(&month_of(date))
            .and_then(|month| month.days.get(date.day0() as usize))
            .and_then(Option::as_deref)
            .unwrap_or(&[])
    }

    pub(super) fn insert(&mut self, booked: &Arc<Booked>, zone: Zone) {
        for date in dates_of(&booked.occupied, zone) {
            self.edit(date, |day| {
                let at = day.partition_point(|b| order(b) <= order(booked));
                day.insert(at, Arc::clone(booked));
            });
        }
    }

    pub(super) fn remove(&mut self, booked: &Booked, zone: Zone) {
        for date in dates_of(&booked.occupied, zone) {
            self.edit(date, |day| day.retain(|b| b.reference != booked.reference));
        }
    }

    /// Builds from bookings in order of occupied start, without copying a day for each booking.
    pub(super) fn build(bookings: &[Arc<Booked>], zone: Zone) -> Self {
        let mut days: BTreeMap<NaiveDate, Vec<Arc<Booked>>> = BTreeMap::new();
        for booked in bookings {
            for date in dates_of(&booked.occupied, zone) {
                days.entry(date).or_default().push(Arc::clone(booked));
            }
        }
        let mut months: BTreeMap<i32, Month> = BTreeMap::new();
        for (date, mut list) in days {
            list.sort_by_key(|b| order(b));
            let month = months.entry(month_of(date)).or_default();
            if let Some(day) = month.days.get_mut(date.day0() as usize) {
                *day = Some(list.into());
            }
        }
        Self {
            months: months.into_iter().map(|(k, m)| (k, Arc::new(m))).collect(),
        }
    }

    fn edit(&mut self, date: NaiveDate, change: impl FnOnce(&mut Vec<Arc<Booked>>)) {
        let month = Arc::make_mut(self.months.entry(month_of(date)).or_default());
        if let Some(day) = month.days.get_mut(date.day0() as usize) {
            let mut list = day.as_deref().map(<[_]>::to_vec).unwrap_or_default();
            change(&mut list);
            *day = (!list.is_empty()).then(|| list.into());
        }
    }
}

fn order(booked: &Booked) -> (Interval, BookingRef) {
    (booked.occupied, booked.reference)
}
