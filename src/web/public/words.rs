//! Refusals in words for patients: none says anything about another person (booking-rules §13).

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::booking::Refusal;
use crate::i18n::Texts;
use crate::web::answer::after;

/// Why something was refused.
pub(super) fn refused(t: Texts, refusal: &Refusal) -> String {
    let key = match refusal {
        Refusal::WrongCode { tries_left } => {
            return t.with("denied-wrong-code", &[("left", (*tries_left).into())]);
        }
        Refusal::NextVisit { why, .. } => return refused(t, why),
        Refusal::SlotTaken { .. } | Refusal::Busy { .. } => "denied-slot-taken",
        Refusal::NotOffered { .. } => "denied-not-offered",
        Refusal::UnknownCare => "times-no-care",
        Refusal::UnknownPractitioner => "times-no-practitioner",
        Refusal::NotFound => "denied-not-found",
        Refusal::HoldExpired => "denied-hold-expired",
        Refusal::AlreadyRenewed => "denied-already-renewed",
        Refusal::TooManyHolds => "denied-too-many-holds",
        Refusal::DayHeld => "denied-day-held",
        Refusal::CodeExpired => "denied-code-expired",
        Refusal::TooManyCodes => "denied-too-many-codes",
        Refusal::WrongSecondFact => "denied-second-fact",
        Refusal::PatientBusy => "denied-patient-busy",
        Refusal::NotEligible => "denied-not-eligible",
        Refusal::QuestionsUnanswered => "denied-questions",
        Refusal::LimitReached => "denied-limit",
        // Never the reason (booking-rules §8).
        Refusal::BlockedOnline => "denied-by-phone",
        Refusal::WrongState | Refusal::Stale | Refusal::OutOfStep { .. } | Refusal::KeyReused => {
            "denied-wrong-state"
        }
        Refusal::NotAllowed | Refusal::ReasonMissing => "error-title-403",
        Refusal::ClockNotTrusted => "denied-clock",
    };
    t.text(key).into_owned()
}

/// An answer that refuses, with when another try is worth it where time alone helps (security §5).
pub(super) fn timed(answer: Response, refusal: &Refusal) -> Response {
    match refusal {
        Refusal::NextVisit { why, .. } => timed(answer, why),
        // The longest that somebody else's hold lasts without being renewed; the least time between two codes.
        Refusal::TooManyHolds => after(answer, Duration::from_mins(5)),
        // A booking makes room sooner than a hold that runs out.
        Refusal::DayHeld | Refusal::TooManyCodes => after(answer, Duration::from_mins(1)),
        _ => answer,
    }
}

/// The status that goes with it.
pub(super) fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NextVisit { why, .. } => status(why),
        Refusal::UnknownCare | Refusal::UnknownPractitioner => StatusCode::NOT_FOUND,
        Refusal::NotFound => StatusCode::GONE,
        Refusal::TooManyHolds | Refusal::DayHeld | Refusal::TooManyCodes => StatusCode::TOO_MANY_REQUESTS,
        Refusal::WrongCode { .. }
        | Refusal::CodeExpired
        | Refusal::WrongSecondFact
        | Refusal::NotEligible
        | Refusal::QuestionsUnanswered
        | Refusal::ReasonMissing => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::ClockNotTrusted => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::SlotTaken { .. }
        | Refusal::Busy { .. }
        | Refusal::NotOffered { .. }
        | Refusal::HoldExpired
        | Refusal::AlreadyRenewed
        | Refusal::PatientBusy
        | Refusal::LimitReached
        | Refusal::BlockedOnline
        | Refusal::WrongState
        | Refusal::Stale
        | Refusal::OutOfStep { .. }
        | Refusal::KeyReused => StatusCode::CONFLICT,
    }
}
