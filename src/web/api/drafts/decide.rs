//! `POST /api/v1/drafts/{id}/settle` and `…/discard`. Settling puts the change in force, if it is not, and does what was decided, all or
//! nothing; what nothing was decided on stays valid and flagged, and can be settled later.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Response;
use serde_json::{Map, Value, json};

use super::number;
use crate::app::{Decision, Decisions, DraftRefusal, Failure};
use crate::domain::agenda::SetUp;
use crate::domain::booking::Alternative;
use crate::domain::contact::FieldProblem;
use crate::domain::id::{AppointmentId, DraftId, PractitionerId};
use crate::domain::note_to_patient::{NoteProblem, NoteToPatient};
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::Change;
use crate::web::api::fields::{Fields, instant, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble, refused};

/// Decisions in one request; more are settled by several, or by `others`.
const DECISIONS_MAX: usize = 500;

/// See the module.
pub(super) async fn settle(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let agenda = by.web.app.agenda();
    let decisions = body.read(&by.visit, |fields| decisions(fields, agenda.set_up()))?;
    let settled = by
        .web
        .app
        .settle_draft(DraftId(id.0), decisions, by.bearer.actor());
    let settled = settled.await.map_err(|failure| failed(&by, failure))?;
    Ok(shown(&json!({ "undecided": settled.undecided })))
}

fn decisions(fields: &mut Fields, set_up: &SetUp) -> Option<Decisions> {
    let each = each(fields);
    let others = fields.optional("others", text(for_all));
    let note = fields.optional("note", text(|typed: &str| Ok(typed.to_owned())));
    let note = note.map(|typed| NoteToPatient::parse(&typed, set_up));
    let note = match note.transpose() {
        Ok(note) => note.flatten(),
        Err(problem) => {
            refuse_note(fields, problem);
            None
        }
    };
    Some(Decisions {
        each: each?,
        others,
        note,
    })
}

fn refuse_note(fields: &mut Fields, problem: NoteProblem) {
    match problem {
        NoteProblem::Text(problem) => fields.refuse("note", problem),
        NoteProblem::Link => fields.refuse_saying("note", "note-link"),
        NoteProblem::Telling(_) => fields.refuse_saying("note", "api-note-telling"),
    }
}

/// What is done with those that are not named.
fn for_all(key: &str) -> Result<Decision, FieldProblem> {
    match key {
        "keep" => Ok(Decision::Keep),
        "move" => Ok(Decision::MoveToFirst),
        "offer" => Ok(Decision::Offer),
        "cancel" => Ok(Decision::Cancel),
        _ => Err(FieldProblem::UnknownChoice),
    }
}

fn each(fields: &mut Fields) -> Option<BTreeMap<AppointmentId, Decision>> {
    let listed: Option<Vec<Map<String, Value>>> = fields.optional("decisions", |value| {
        let list = value.as_array().ok_or(FieldProblem::Malformed)?;
        if list.len() > DECISIONS_MAX {
            let (min, max) = (0, i64::try_from(DECISIONS_MAX).unwrap_or(i64::MAX));
            return Err(FieldProblem::OutOfRange { min, max });
        }
        let objects: Option<Vec<_>> = list.iter().map(|one| one.as_object().cloned()).collect();
        objects.ok_or(FieldProblem::Malformed)
    });
    // Every mistake is told, also behind the first.
    let mut read = Vec::new();
    for (n, object) in listed.unwrap_or_default().into_iter().enumerate() {
        read.push(fields.inside(&format!("decisions/{n}"), object, one));
    }
    read.into_iter().collect()
}

/// `move` names a time, or takes the first proposal.
fn one(fields: &mut Fields) -> Option<(AppointmentId, Decision)> {
    let appointment = fields.required("appointment", number).map(AppointmentId);
    let decision = fields.required("do", text(for_all));
    let is_somewhere = fields.has("start") || fields.has("practitioner");
    let decision = match decision {
        Some(Decision::MoveToFirst) if is_somewhere => {
            let start = fields.required("start", instant);
            let who = fields.required("practitioner", number).map(PractitionerId);
            start
                .zip(who)
                .map(|(start, practitioner)| Decision::Move(Alternative { start, practitioner }))
        }
        other => other,
    };
    appointment.zip(decision)
}

fn failed(by: &Change, failure: Failure<DraftRefusal>) -> Halt {
    let trouble = match failure {
        Failure::Fault(fault) => return fault.into(),
        Failure::Refused(refusal) => match refusal {
            DraftRefusal::NotFound => Trouble::new(Kind::NotFound),
            DraftRefusal::Stale => Trouble::new(Kind::Stale),
            DraftRefusal::NotAllowed => Trouble::new(Kind::MissingScope),
            DraftRefusal::Orphan(id, why) => refused(by.web.app.agenda().zone(), why).leaving(vec![id]),
        },
    };
    trouble.halt(&by.visit)
}

/// Throws a draft away that is not in force.
pub(super) async fn discard(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    body.read(&by.visit, |_| Some(()))?;
    let done = by.web.app.discard_draft(DraftId(id.0), by.bearer.actor()).await;
    done.map_err(|failure| failed(&by, failure))?;
    Ok(shown(&json!({ "discarded": true })))
}
