//! Why a booking act is refused: data for a message at the field, never prose.

use super::Appointment;
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;

/// A start near the refused one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// First instant of the care.
    pub start: Instant,
    /// Who would take it.
    pub practitioner: PractitionerId,
}

/// Reasons of booking-rules §4–§8. The public page words every reason that could reveal another person alike (§13).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody was faster, or it never was free; the nearest three free starts.
    #[error("slot taken")]
    SlotTaken {
        /// At most three, nearest first.
        alternatives: Vec<Alternative>,
    },
    /// The practitioner's own calendar takes the time (caldav §6.2). Told to the staff only: patients and whoever asks for them are
    /// told that it is taken, never why (§13).
    #[error("practitioner busy elsewhere")]
    Busy {
        /// At most three, nearest first.
        alternatives: Vec<Alternative>,
    },
    /// Outside opening hours, off the grid, past, before the notice or beyond the horizon.
    #[error("slot not offered")]
    NotOffered {
        /// At most three, nearest first.
        alternatives: Vec<Alternative>,
    },
    /// No such care type, or not for this audience.
    #[error("unknown care type")]
    UnknownCare,
    /// No such practitioner, or does not offer the care.
    #[error("unknown practitioner")]
    UnknownPractitioner,
    /// No such appointment, hold or link.
    #[error("not found")]
    NotFound,
    /// The hold ended.
    #[error("hold expired")]
    HoldExpired,
    /// The hold was renewed already.
    #[error("hold already renewed")]
    AlreadyRenewed,
    /// Too many live holds for this address, browser or contact.
    #[error("too many holds")]
    TooManyHolds,
    /// As much of the day is held as may be: others are choosing, and make room with each booking.
    #[error("day held")]
    DayHeld,
    /// The code is wrong; so many tries are left.
    #[error("wrong code")]
    WrongCode {
        /// Tries left before the hold is lost.
        tries_left: u8,
    },
    /// The code was not asked for, or is older than ten minutes.
    #[error("code expired")]
    CodeExpired,
    /// A code was sent too recently or too often to this contact.
    #[error("too many codes")]
    TooManyCodes,
    /// The second fact does not match the link's patient.
    #[error("second fact wrong")]
    WrongSecondFact,
    /// The patient has another booking at that time.
    #[error("patient already booked at that time")]
    PatientBusy,
    /// Age, new/known, referral or profession exclude this patient.
    #[error("not eligible")]
    NotEligible,
    /// The care type asks questions that were not answered.
    #[error("questions not answered")]
    QuestionsUnanswered,
    /// A ceiling per patient, contact or day is reached.
    #[error("limit reached")]
    LimitReached,
    /// Online booking is closed to this patient.
    #[error("blocked online")]
    BlockedOnline,
    /// The state does not allow the act.
    #[error("not possible in this state")]
    WrongState,
    /// Visits of the series would be too near, too far or with somebody else: those after it that would not fit any more, and the one
    /// before it where it does not fit itself (booking-rules §8).
    #[error("visits of the series would not fit")]
    OutOfStep {
        /// In order of the series.
        visits: Vec<Appointment>,
    },
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// The role does not allow the act.
    #[error("not allowed")]
    NotAllowed,
    /// An overbooking needs a reason.
    #[error("reason missing")]
    ReasonMissing,
    /// The same idempotency key came with another request.
    #[error("idempotency key reused")]
    KeyReused,
    /// A visit that follows in the series is refused, and with it the whole booking (booking-rules §8).
    #[error("visit {visit} of the series refused: {why}")]
    NextVisit {
        /// Which one: 1 is the first visit after the one booked.
        visit: usize,
        /// Why.
        why: Box<Refusal>,
    },
    /// The clock is not trusted, so nothing that depends on it is done (booking-rules §1.8).
    #[error("clock not trusted")]
    ClockNotTrusted,
}

impl Refusal {
    /// The free starts that it proposes instead, where it does.
    pub fn alternatives(&self) -> &[Alternative] {
        match self {
            Self::SlotTaken { alternatives }
            | Self::Busy { alternatives }
            | Self::NotOffered { alternatives } => alternatives,
            _ => &[],
        }
    }
}
