//! Appointments and their states.

use chrono::NaiveDateTime;

use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, ResourceId};
use crate::domain::time::{Instant, Interval};

/// Shortest length that a person or a program may give one appointment, in minutes.
pub const LENGTH_MINUTES_MIN: u16 = 5;
/// Longest one, in minutes: twelve hours.
pub const LENGTH_MINUTES_MAX: u16 = 720;
/// Longest administrative note of an appointment, in characters.
pub const NOTE_MAX: usize = 500;
/// Longest reason for an overbooking, in characters.
pub const REASON_MAX: usize = 200;
/// Visits of a series that may follow in one booking.
pub const FOLLOWING_MAX: usize = 8;

/// Where a booking stands (booking-rules §6, §10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Waits for the practice's approval; blocks the time.
    Requested,
    /// Agreed.
    Confirmed,
    /// The patient is in the waiting room.
    Arrived,
    /// Being seen.
    InProgress,
    /// Seen.
    Done,
    /// Freed by the patient before the deadline.
    CancelledByPatient,
    /// Freed by the practice.
    CancelledByPractice,
    /// Announced by the patient after the deadline: frees the time, counts as a late cancellation.
    CancelledLate,
    /// Replaced by another appointment.
    Moved,
    /// Refused, or not approved in time.
    Refused,
    /// Did not come; set by staff only.
    NoShow,
    /// Did not come, with a reason the practice accepts.
    Excused,
    /// Came and left before being seen.
    LeftUnseen,
}

impl Status {
    /// Every state, for screens and checks.
    pub const ALL: [Self; 13] = [
        Self::Requested,
        Self::Confirmed,
        Self::Arrived,
        Self::InProgress,
        Self::Done,
        Self::CancelledByPatient,
        Self::CancelledByPractice,
        Self::CancelledLate,
        Self::Moved,
        Self::Refused,
        Self::NoShow,
        Self::Excused,
        Self::LeftUnseen,
    ];

    /// Stored and wire spelling, equal to the serde one.
    pub fn key(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Arrived => "arrived",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::CancelledByPatient => "cancelled_by_patient",
            Self::CancelledByPractice => "cancelled_by_practice",
            Self::CancelledLate => "cancelled_late",
            Self::Moved => "moved",
            Self::Refused => "refused",
            Self::NoShow => "no_show",
            Self::Excused => "excused",
            Self::LeftUnseen => "left_unseen",
        }
    }

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }

    /// Whether the time counts as taken (booking-rules §5).
    pub fn takes_time(self) -> bool {
        matches!(
            self,
            Self::Requested | Self::Confirmed | Self::Arrived | Self::InProgress | Self::Done
        )
    }

    /// Whether staff or patient may still move or cancel it.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed)
    }

    /// Whether staff may still give it another length: as long as it may be moved, and while the patient is there, who then keeps
    /// the start.
    pub fn may_change_length(self) -> bool {
        self.is_pending() || matches!(self, Self::Arrived | Self::InProgress)
    }

    /// Whether it was cancelled or refused, by whomever.
    pub fn is_called_off(self) -> bool {
        matches!(
            self,
            Self::CancelledByPatient | Self::CancelledByPractice | Self::CancelledLate | Self::Refused
        )
    }

    /// The transitions of booking-rules §6 and §10; undo of a state set on the day is allowed back to `Confirmed`.
    pub fn may_become(self, next: Self) -> bool {
        use Status::{
            Arrived, CancelledByPatient, CancelledByPractice, CancelledLate, Confirmed, Done, Excused,
            InProgress, LeftUnseen, Moved, NoShow, Refused, Requested,
        };
        match self {
            Requested => matches!(
                next,
                Confirmed | Refused | CancelledByPatient | CancelledByPractice | CancelledLate | Moved
            ),
            Confirmed => matches!(
                next,
                Arrived
                    | InProgress
                    | Done
                    | CancelledByPatient
                    | CancelledByPractice
                    | CancelledLate
                    | Moved
                    | NoShow
                    | Excused
            ),
            Arrived => matches!(
                next,
                InProgress | Done | LeftUnseen | Confirmed | CancelledByPractice | Moved
            ),
            InProgress => matches!(next, Done | Arrived | Moved),
            Done => matches!(next, InProgress),
            NoShow => matches!(next, Excused | Confirmed | Arrived),
            Excused => matches!(next, NoShow | Confirmed),
            LeftUnseen => matches!(next, Arrived | Confirmed),
            CancelledByPatient | CancelledByPractice | CancelledLate | Moved | Refused => false,
        }
    }
}

/// How the booking came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The public page.
    Online,
    /// Staff: by phone or at the desk.
    Desk,
    /// The machine interface.
    Api,
    /// An import.
    Import,
}

/// An explicit act of staff over an existing booking (booking-rules §5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overbooking {
    /// Why; never empty.
    pub reason: String,
}

/// One booking of one patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// Identifier.
    pub id: AppointmentId,
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// For whom.
    pub patient: PatientId,
    /// The care itself.
    pub interval: Interval,
    /// With its buffers, frozen.
    pub occupied: Interval,
    /// Seats.
    pub seats: u16,
    /// Capacity of the session, frozen.
    pub capacity: u16,
    /// Units chosen.
    pub resources: Vec<ResourceId>,
    /// State.
    pub status: Status,
    /// How it came in.
    pub origin: Origin,
    /// Zone of the practice when it was booked (booking-rules §1.1).
    pub zone: String,
    /// Wall-clock reading of the start when it was booked (booking-rules §1.1).
    pub wall_start: NaiveDateTime,
    /// Set when staff booked over something.
    pub overbooking: Option<Overbooking>,
    /// Administrative note of staff; of an online booking at most that somebody else made it (free text is off, security §1).
    pub note: String,
    /// The appointment this one replaces.
    pub moved_from: Option<AppointmentId>,
    /// The previous visit of the series.
    pub follows: Option<AppointmentId>,
    /// When it was made.
    pub created: Instant,
    /// Grows at each change, for forms that edit it.
    pub version: i64,
}
