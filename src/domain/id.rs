//! Identifiers: one type per noun, so that a care type is never passed for a practitioner.

use std::fmt;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

identifiers! {
    /// A practitioner who receives patients.
    PractitionerId,
    /// A person who signs in to the back office.
    StaffId,
    /// A kind of appointment a practice sells ("motif" in French).
    CareTypeId,
    /// A room, chair or machine.
    ResourceId,
    /// A patient's administrative record.
    PatientId,
    /// A confirmed or requested booking.
    AppointmentId,
    /// A time kept for somebody who is filling in the form.
    HoldId,
    /// A weekly schedule of a practitioner.
    ScheduleId,
    /// A dated exception to the weekly schedules.
    ExceptionId,
    /// An interval during which a practitioner, or everybody, is away.
    AbsenceId,
    /// A draft of a change of schedule that has not been applied.
    DraftId,
    /// One import that can be undone.
    ImportId,
    /// Somebody's wish for a time that is not free yet.
    WaitingEntryId,
    /// A time that was freed and is offered to the waiting list.
    FreedTimeId,
    /// One freed time offered to one person.
    OfferId,
    /// One calendar of a practitioner that is read, or written as well.
    CalendarLinkId,
    /// Something seen in a calendar that a person has to know of or to decide.
    CalendarDecisionId,
}

/// Sequence number of the last audit record: what agenda, `ETag` and events quote (style §4.1).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Revision(pub i64);
