//! What a secretary types while the telephone is at her ear: « dup 15 jeu » is Dupont, 15 minutes, next Thursday.
//!
//! Words come from outside ([`Vocabulary`], [`Known`]): this module knows no language and nobody's name.

mod number;
mod parse;
mod vocabulary;

use chrono::NaiveDate;

use super::id::{CareTypeId, PractitionerId};
use super::time::DayTime;

pub use parse::parse;
pub use vocabulary::{Known, Vocabulary};

/// Longest text that is read, in characters; the rest is left aside.
pub const COMMAND_MAX_CHARS: usize = 120;

/// One way to read a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// Words that name the patient, as typed, in their order: a search.
    pub who: String,
    /// Minutes.
    pub minutes: Option<u16>,
    /// A local date, today or later.
    pub day: Option<NaiveDate>,
    /// A wall-clock reading: at this time, or the next one that is free.
    pub time: Option<DayTime>,
    /// Before or after noon.
    pub half: Option<Half>,
    /// Which care.
    pub care: Option<CareTypeId>,
    /// With whom.
    pub practitioner: Option<PractitionerId>,
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Until 13:00.
    Morning,
    /// From 12:00 on.
    Afternoon,
}

impl Command {
    /// Says when, and not for whom: a place to go to.
    pub fn is_about_a_day_only(&self) -> bool {
        self.who.is_empty() && self.day.is_some()
    }
}
