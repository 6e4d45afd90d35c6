//! Refusals in words for patients: none says anything about another person (booking-rules §13).

use axum::http::StatusCode;

use crate::domain::booking::Refusal;
use crate::i18n::Texts;

/// Why something was refused.
pub(super) fn refused(t: Texts, refusal: &Refusal) -> String {
    let key = match refusal {
        Refusal::WrongCode { tries_left } => {
            return t.with("refused-wrong-code", &[("left", (*tries_left).into())]);
        }
        Refusal::SlotTaken { .. } => "refused-slot-taken",
        Refusal::NotOffered { .. } => "refused-not-offered",
        Refusal::UnknownCare => "times-no-care",
        Refusal::UnknownPractitioner => "times-no-practitioner",
        Refusal::NotFound => "refused-not-found",
        Refusal::HoldExpired => "refused-hold-expired",
        Refusal::AlreadyRenewed => "refused-already-renewed",
        Refusal::TooManyHolds => "refused-too-many-holds",
        Refusal::CodeExpired => "refused-code-expired",
        Refusal::TooManyCodes => "refused-too-many-codes",
        Refusal::WrongSecondFact => "refused-second-fact",
        Refusal::PatientBusy => "refused-patient-busy",
        Refusal::NotEligible => "refused-not-eligible",
        Refusal::LimitReached => "refused-limit",
        // Never the reason (booking-rules §8).
        Refusal::BlockedOnline => "refused-by-phone",
        Refusal::WrongState | Refusal::Stale | Refusal::KeyReused => "refused-wrong-state",
        Refusal::NotAllowed | Refusal::ReasonMissing => "error-title-403",
        Refusal::ClockNotTrusted => "refused-clock",
    };
    t.text(key).into_owned()
}

/// The status that goes with it.
pub(super) fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::UnknownCare | Refusal::UnknownPractitioner => StatusCode::NOT_FOUND,
        Refusal::NotFound => StatusCode::GONE,
        Refusal::TooManyHolds | Refusal::TooManyCodes => StatusCode::TOO_MANY_REQUESTS,
        Refusal::WrongCode { .. }
        | Refusal::CodeExpired
        | Refusal::WrongSecondFact
        | Refusal::NotEligible
        | Refusal::ReasonMissing => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::NotAllowed => StatusCode::FORBIDDEN,
        Refusal::ClockNotTrusted => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::SlotTaken { .. }
        | Refusal::NotOffered { .. }
        | Refusal::HoldExpired
        | Refusal::AlreadyRenewed
        | Refusal::PatientBusy
        | Refusal::LimitReached
        | Refusal::BlockedOnline
        | Refusal::WrongState
        | Refusal::Stale
        | Refusal::KeyReused => StatusCode::CONFLICT,
    }
}
