//! Absences: instants during which nobody is received (booking-rules §3).

use crate::domain::id::{AbsenceId, PractitionerId};
use crate::domain::time::Interval;

/// Somebody, or the whole practice, is away.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Absence {
    /// Identifier.
    pub id: AbsenceId,
    /// `None`: the whole practice.
    pub practitioner: Option<PractitionerId>,
    /// When, half-open.
    pub interval: Interval,
    /// Why, for staff. May be empty; never shown to patients.
    pub label: String,
}

impl Absence {
    /// Whether it removes open time of this practitioner.
    pub fn concerns(&self, practitioner: PractitionerId) -> bool {
        self.practitioner.is_none_or(|only| only == practitioner)
    }
}
