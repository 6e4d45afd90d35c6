//! Holds: a time kept while the form is filled in (booking-rules §6).

use chrono::TimeDelta;

use crate::domain::agenda::{Booked, BookingRef};
use crate::domain::id::HoldId;
use crate::domain::time::Instant;

/// Default length of a hold, elapsed; renewed once (booking-rules §6; specs README: 5 minutes decides over security §4's 10).
pub const HOLD_LENGTH: TimeDelta = TimeDelta::minutes(5);

/// What a browser holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Identifier.
    pub id: HoldId,
    /// Time, practitioner, care, resources, expiry.
    pub booked: Booked,
    /// The times of the other people who come together with this one, in order of start; each is kept like the first.
    pub further: Vec<Booked>,
    /// When it was taken.
    pub created: Instant,
    /// When it ends.
    pub expires: Instant,
    /// It was renewed: no second time.
    pub is_renewed: bool,
}

/// Whether a hold can still be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// Time left.
    Live,
    /// Ended.
    Expired,
}

impl Hold {
    /// A hold for each of the people, each of one time.
    pub fn each(&self) -> Vec<Self> {
        let id_of = |booked: &Booked| match booked.reference {
            BookingRef::Hold(id) => id,
            _ => self.id,
        };
        let all = std::iter::once(&self.booked).chain(&self.further);
        let one = |booked: &Booked| Self {
            id: id_of(booked),
            booked: booked.clone(),
            further: Vec::new(),
            ..*self
        };
        all.map(one).collect()
    }

    /// How many people it is for.
    pub fn people(&self) -> usize {
        1 + self.further.len()
    }

    /// State at `now`.
    pub fn state(&self, now: Instant) -> HoldState {
        if now < self.expires {
            HoldState::Live
        } else {
            HoldState::Expired
        }
    }
}
