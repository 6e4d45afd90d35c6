//! Whom a change of schedule obliges the practice to phone (booking-rules §7).

use chrono::TimeDelta;

use crate::domain::booking::Status;
use crate::domain::time::Instant;

/// Who comes sooner than this may not read an e-mail before leaving, elapsed.
const SOON: TimeDelta = TimeDelta::hours(3);

/// What a change made of an appointment, as far as its patient has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays, or it took place: there is nothing to tell.
    Kept,
    /// The practice moved or cancelled it.
    Changed,
    /// The patient chose another time, or cancelled.
    ByPatient,
    /// Other times were offered by link.
    Offered,
    /// Nobody has decided.
    Undecided,
}

impl Fate {
    /// From the state of the appointment, whether it was decided to keep it, and the newest offer by link: whether it was made, and
    /// whether a time was chosen.
    pub fn of(status: Status, is_kept: bool, (is_offered, is_chosen): (bool, bool)) -> Self {
        match status {
            Status::CancelledByPatient | Status::CancelledLate => Self::ByPatient,
            Status::Moved if is_chosen => Self::ByPatient,
            Status::Moved | Status::CancelledByPractice | Status::Refused => Self::Changed,
            Status::Requested | Status::Confirmed | Status::Arrived | Status::InProgress => {
                match (is_kept, is_offered) {
                    (true, _) => Self::Kept,
                    (false, true) => Self::Offered,
                    (false, false) => Self::Undecided,
                }
            }
            _ => Self::Kept,
        }
    }

    /// Whether somebody must phone. `has_email`: messages reach the patient; `start` is that of the appointment as it was, `applied`
    /// when the change came into force; `is_pressing`: the practitioner is away already, or the other patients were asked by link,
    /// so that those left over cannot wait for a decision.
    pub fn is_to_phone(
        self,
        has_email: bool,
        (start, applied): (Instant, Instant),
        is_pressing: bool,
    ) -> bool {
        match self {
            Self::Kept | Self::ByPatient => false,
            Self::Undecided => is_pressing,
            Self::Changed | Self::Offered => !has_email || start < applied + SOON,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn the_state_of_an_appointment_tells_its_fate() {
        let none = (false, false);
        for (status, is_kept, offer, fate) in [
            (Status::Confirmed, false, none, Fate::Undecided),
            (Status::Arrived, false, none, Fate::Undecided),
            (Status::Confirmed, true, none, Fate::Kept),
            (Status::Confirmed, false, (true, false), Fate::Offered),
            (Status::Moved, false, none, Fate::Changed),
            (Status::Moved, false, (true, true), Fate::ByPatient),
            (Status::CancelledByPractice, false, (true, false), Fate::Changed),
            (Status::CancelledByPatient, false, (true, false), Fate::ByPatient),
            (Status::CancelledLate, true, none, Fate::ByPatient),
            (Status::Done, false, none, Fate::Kept),
            (Status::NoShow, false, none, Fate::Kept),
        ] {
            assert_eq!(
                Fate::of(status, is_kept, offer),
                fate,
                "{status:?} {is_kept} {offer:?}"
            );
        }
    }

    #[test]
    fn who_no_message_tells_is_phoned() {
        let applied = at("2026-03-02T08:00:00Z");
        let (soon, later) = (at("2026-03-02T10:59:59Z"), at("2026-03-02T11:00:00Z"));
        for (fate, has_email, start, is_pressing, is_to_phone) in [
            (Fate::Changed, false, later, false, true),
            (Fate::Changed, true, later, false, false),
            (Fate::Changed, true, soon, false, true),
            (Fate::Offered, true, later, true, false),
            (Fate::Offered, true, soon, true, true),
            (Fate::Undecided, false, later, false, false),
            (Fate::Undecided, true, later, true, true),
            (Fate::Kept, false, soon, true, false),
            (Fate::ByPatient, false, soon, true, false),
        ] {
            let found = fate.is_to_phone(has_email, (start, applied), is_pressing);
            assert_eq!(found, is_to_phone, "{fate:?} {has_email} {start} {is_pressing}");
        }
    }
}
