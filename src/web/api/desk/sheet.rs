//! `GET /api/v1/desk/appointments/{id}`: all that its page shows the staff; that it was opened is on record.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::{Value, json};

use crate::app::{AppointmentSheet, Mismatch};
use crate::domain::booking::{Appointment, Origin};
use crate::domain::time::Zone;
use crate::store::{Contest, ContestDecision};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, shown};
use crate::web::api::bearer::Bearer;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::extract::Visit;

/// See the module.
pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
) -> Result<Response<Body>, Halt> {
    let found = web.app.open_appointment(id, bearer.actor()).await?;
    let sheet = found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&visit))?;
    Ok(shown(&sheet_json(web.app.agenda().zone(), &bearer, &sheet)))
}

fn sheet_json(zone: Zone, bearer: &Bearer, sheet: &AppointmentSheet) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    let made = &sheet.appointment;
    let is_theirs = |visit: &&Appointment| bearer.reaches(visit.practitioner);
    let rest: Vec<i64> = sheet
        .rest
        .iter()
        .filter(is_theirs)
        .map(|visit| visit.id.0)
        .collect();
    let is_shown = |id: &i64| *id == made.id.0 || rest.contains(id);
    let frozen: Vec<i64> = sheet.frozen.iter().map(|id| id.0).filter(is_shown).collect();
    json!({
        "appointment": appointment_json(zone, made, &Value::Null),
        "origin": origin(made.origin),
        "overbooking_reason": made.overbooking.as_ref().map(|over| &over.reason),
        // As for a secretary who answers elsewhere (security T19).
        "note": (!bearer.is_limited()).then_some(&made.note),
        "late": sheet.is_late,
        "asked_to_confirm": sheet.presence.asked.map(hour),
        "confirmed": sheet.presence.confirmed.map(hour),
        "missed": sheet.standing.missed,
        "contest": sheet.contest.as_ref().map(|contest| contest_json(zone, contest)),
        "answers": sheet.answers.iter().map(|one| json!({"question": one.question, "answer": one.answer})).collect::<Vec<_>>(),
        "to_check": sheet.to_check.iter().copied().map(mismatch).collect::<Vec<_>>(),
        "video": sheet.video,
        "left_aside": sheet.is_orphan,
        "replaced_by": sheet.replacement.map(|id| id.0),
        "before": sheet.before.as_ref().filter(is_theirs).map(|before| before.id.0),
        "rest": rest,
        "to_decide": frozen,
    })
}

/// What the patient says of a no-show.
pub(super) fn contest_json(zone: Zone, contest: &Contest) -> Value {
    json!({
        "words": contest.words,
        "said": zone.fixed(contest.created).to_rfc3339(),
        "decision": contest.decision.map(ContestDecision::key),
    })
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Online => "online",
        Origin::Desk => "desk",
        Origin::Api => "api",
        Origin::Import => "import",
    }
}

fn mismatch(found: Mismatch) -> &'static str {
    match found {
        Mismatch::SaidNew => "said_new",
        Mismatch::SaidKnown => "said_known",
        Mismatch::OtherBirthDate => "other_birth_date",
    }
}
