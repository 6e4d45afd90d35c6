//! Dates on which nothing is left, told at a glance: in a practice that is full for months nearly every date of a search is one.

use chrono::{NaiveDate, TimeDelta};

use super::lane::Lane;
use crate::domain::time::Interval;

impl Lane<'_> {
    /// Whether the bookings of a local date leave no gap in its open windows as long as the care. `false` proves nothing: buffers,
    /// absences and resources are not looked at, nor is anything where a session may be joined.
    pub(super) fn is_taken_whole(&self, date: NaiveDate, windows: &[Interval]) -> bool {
        let Some(calendar) = self.calendar.filter(|_| self.terms.capacity == 1) else {
            return windows.is_empty();
        };
        let length = TimeDelta::seconds(self.length);
        windows.iter().all(|window| {
            let mut free_from = window.start;
            for booked in calendar.on(date).iter().filter(|b| self.ask.counts(b)) {
                let begins = booked.occupied.start.min(window.end);
                if begins > free_from && begins - free_from >= length {
                    return false;
                }
                free_from = free_from.max(booked.occupied.end);
                if free_from >= window.end {
                    return true;
                }
            }
            window.end - free_from < length
        })
    }
}
