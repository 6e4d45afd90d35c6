//! Practitioners.

use super::id::PractitionerId;
use super::spoken::Spoken;

/// Whether public holidays close a practitioner's day (booking-rules §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayHabit {
    /// Closed on public holidays.
    #[default]
    Closed,
    /// Works on public holidays as on other days.
    Open,
}

/// A person who receives patients.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Practitioner {
    /// Identifier.
    pub id: PractitionerId,
    /// Title and name as shown, e.g. `Dr Hélène d'Aubigné`.
    pub name: String,
    /// Speciality shown on the public page, may be empty.
    pub speciality: String,
    /// Languages this one receives in, as shown; empty is not said.
    #[serde(default)]
    pub languages: Vec<Spoken>,
    /// Whether one gets to where this one receives without a step; `None` is not said.
    #[serde(default)]
    pub is_step_free: Option<bool>,
    /// Public holidays.
    pub holidays: HolidayHabit,
    /// Colour on the agenda, `#rrggbb`.
    pub color: String,
    /// Shown on the public page.
    pub is_online: bool,
    /// Left the practice: kept for history, offers nothing.
    pub is_archived: bool,
}
