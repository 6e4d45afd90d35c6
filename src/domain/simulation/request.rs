//! What somebody asks for, the same under every setting.

use chrono::TimeDelta;

use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::Instant;

/// One request for an appointment and what becomes of it.
#[derive(Clone, Debug)]
pub struct Request {
    /// When it is made.
    pub at: Instant,
    /// Which care.
    pub care: CareTypeId,
    /// With whom; `None` is anybody.
    pub practitioner: Option<PractitionerId>,
    /// The start that would suit best.
    pub wish: Instant,
    /// How many minutes of the clock one day of difference weighs, when the patient compares two starts.
    pub day_weight: i64,
    /// Local days from the wish beyond which the patient goes elsewhere.
    pub patience: u16,
    /// Made by staff, who see every start and take the one wished for where it is free.
    pub is_desk: bool,
    /// Called off, and when.
    pub cancels: Option<Cancel>,
    /// Comes, unless it was called off.
    pub attends: bool,
    /// How long the visit takes, in thousandths of what was planned.
    pub length: i64,
}

/// When a patient calls a visit off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancel {
    /// At this instant, or at the start when that is sooner.
    At(Instant),
    /// So long before the start, or at once.
    Before(TimeDelta),
}

impl Request {
    /// When the time is given back, for a visit at `start`.
    pub(super) fn freed_at(&self, start: Instant) -> Option<Instant> {
        self.cancels.map(|cancel| match cancel {
            Cancel::At(at) => at.min(start),
            Cancel::Before(lead) => (start - lead).max(self.at),
        })
    }

    /// How far a start is from the wish, in minutes of the clock: the smaller the better. Days are rounded, so that an earlier hour
    /// on the next day counts as that day's.
    pub(super) fn cost(&self, start: Instant) -> i64 {
        let minutes = (start - self.wish).num_minutes();
        let days = (minutes + if minutes < 0 { -720 } else { 720 }) / 1440;
        days.abs() * self.day_weight + (minutes - days * 1440).abs()
    }
}
