//! What staff are told when the rules refuse.

use axum::http::StatusCode;

use super::when::When;
use crate::domain::agenda::Agenda;
use crate::domain::booking::Refusal;
use crate::i18n::Texts;

/// Status of the answer and its words.
pub(in crate::web::admin) fn told(t: Texts, refusal: &Refusal) -> (StatusCode, String) {
    if let Refusal::NextVisit { visit, why } = refusal {
        let (status, why) = told(t, why);
        let which = [("number", (visit + 1).into()), ("why", why.into())];
        return (status, t.with("series-refused", &which));
    }
    let key = match refusal {
        Refusal::SlotTaken { .. } => "refused-taken",
        Refusal::Busy { .. } => "refused-busy",
        Refusal::NotOffered { .. } => "refused-not-offered",
        Refusal::UnknownCare => "refused-care",
        Refusal::UnknownPractitioner => "refused-practitioner",
        Refusal::PatientBusy => "refused-patient-busy",
        Refusal::NotEligible
        | Refusal::QuestionsUnanswered
        | Refusal::LimitReached
        | Refusal::BlockedOnline => "refused-rule",
        Refusal::WrongState => "refused-state",
        Refusal::Stale => "refused-stale",
        Refusal::ReasonMissing => "refused-reason",
        Refusal::KeyReused => "refused-sent-before",
        Refusal::ClockNotTrusted => "refused-clock",
        _ => "refused-gone",
    };
    let status = match refusal {
        Refusal::UnknownCare | Refusal::UnknownPractitioner | Refusal::ReasonMissing => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        _ => StatusCode::CONFLICT,
    };
    (status, t.text(key).into_owned())
}

/// Value and words of the times that a refusal proposes.
pub(in crate::web::admin) fn alternatives(
    t: Texts,
    agenda: &Agenda,
    refusal: &Refusal,
) -> Vec<(String, String)> {
    let named = refusal.alternatives().iter().map(|near| {
        let who = agenda.set_up().practitioners.get(&near.practitioner);
        let who = who.map_or("", |p| p.name.as_str());
        let when = t.moment_short(agenda.zone(), near.start);
        let words = t.with("book-time-with", &[("when", when.into()), ("who", who.into())]);
        (When::choosing(Some(near.practitioner), near.start), words)
    });
    named.collect()
}
