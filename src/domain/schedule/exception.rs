//! Dated exceptions: they replace the whole day and beat holidays (booking-rules §3).

use chrono::NaiveDate;

use super::Window;
use crate::domain::id::{ExceptionId, PractitionerId};

/// Other hours on a date or range of dates; no window means closed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ScheduleException {
    /// Identifier. It says nothing about the order of writing: an exception that is edited keeps it.
    pub id: ExceptionId,
    /// Whose hours.
    pub practitioner: PractitionerId,
    /// First local date.
    pub from: NaiveDate,
    /// Last local date, included; equal to `from` for a single date, which beats a range.
    pub to: NaiveDate,
    /// The windows that replace the day.
    pub windows: Vec<Window>,
    /// Why, for staff. May be empty.
    pub label: String,
}

impl ScheduleException {
    /// One date only.
    pub fn is_single(&self) -> bool {
        self.from == self.to
    }

    /// Whether the date lies in it.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }
}
