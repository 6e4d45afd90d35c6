//! Records of one person: those that are likely two of one, merged, and the way back within thirty days (ADR 0010).

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};

use crate::app::{Failure, MergeField, MergeRefusal, MergeTaking, PatientList};
use crate::domain::contact::FieldProblem;
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::domain::time::Zone;
use crate::store::Merge;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::bearer::Bearer;
use crate::web::api::change::{Change, made};
use crate::web::api::fields::{Fields, integer};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};

/// `POST /api/v1/patients/{id}/merge`: this record stays.
pub(super) async fn merge(
    by: Change,
    Numbered(id): Numbered,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let stays = PatientId(id.0);
    let asked = body.read(&by.visit, |fields| asked(fields, stays))?;
    let goes = asked.absorbed.0;
    let key = by.key(&headers, &asked)?;
    let merged = by.web.app.merge_taking(asked, key, by.bearer.actor());
    let number = merged.await.map_err(|failure| refused(&by, failure))?;
    Ok(made(&json!({
        "id": number,
        "survivor": stays.0,
        "absorbed": goes.0,
    })))
}

fn asked(fields: &mut Fields, stays: PatientId) -> Option<MergeTaking> {
    let absorbed = fields.required("absorbed", patient);
    let absorbed = absorbed.filter(|id| *id != stays || refuse_same(fields, "absorbed"));
    let version = fields.required("version", integer);
    let absorbed_version = fields.required("absorbed_version", integer);
    let take = fields.optional("take", taken);
    Some(MergeTaking {
        survivor: (stays, version?),
        absorbed: (absorbed?, absorbed_version?),
        take: take.unwrap_or_default(),
    })
}

/// Somebody is not two people.
fn refuse_same(fields: &mut Fields, name: &str) -> bool {
    fields.refuse(name, FieldProblem::UnknownChoice);
    false
}

fn patient(value: &Value) -> Result<PatientId, FieldProblem> {
    let id = PatientId(integer(value)?);
    (id.0 > 0).then_some(id).ok_or(FieldProblem::UnknownChoice)
}

fn taken(value: &Value) -> Result<Vec<MergeField>, FieldProblem> {
    let listed = value.as_array().ok_or(FieldProblem::Malformed)?;
    let field = |one: &Value| {
        let found = MergeField::ALL.into_iter().find(|field| one == field.key());
        found.ok_or(FieldProblem::UnknownChoice)
    };
    listed.iter().map(field).collect()
}

fn refused(by: &Change, failure: Failure<MergeRefusal>) -> Halt {
    let trouble = match failure {
        Failure::Fault(fault) => return fault.into(),
        Failure::Refused(refusal) => match refusal {
            MergeRefusal::Unknown => Trouble::new(Kind::NotFound),
            MergeRefusal::Stale => Trouble::new(Kind::Stale),
            MergeRefusal::KeyReused => Trouble::new(Kind::KeyReused),
            MergeRefusal::Overlap(pairs) => {
                let both = pairs.into_iter().flat_map(|(one, other)| [one, other]);
                Trouble::new(Kind::VisitsOverlap).leaving(both.collect())
            }
            MergeRefusal::Done | MergeRefusal::TooOld | MergeRefusal::Used => Trouble::new(Kind::NoWayBack),
        },
    };
    trouble.halt(&by.visit)
}

/// `GET /api/v1/duplicates`: pairs that are likely one person.
pub(super) async fn duplicates(State(web): State<Web>, bearer: Bearer) -> Result<Response<Body>, Halt> {
    web.app.note_look(PatientList::Duplicates, bearer.actor()).await?;
    let pairs = web.app.likely_duplicates().await?;
    let side =
        |(patient, count): &(Patient, usize)| json!({ "patient": patient.id.0, "appointments": count });
    let listed: Vec<Value> = pairs
        .iter()
        .map(|pair| json!({ "one": side(&pair.one), "other": side(&pair.other) }))
        .collect();
    Ok(shown(&json!({ "pairs": listed })))
}

/// `POST /api/v1/duplicates/dismiss`: they are two people.
pub(super) async fn dismiss(by: Change, body: JsonBody) -> Result<Response<Body>, Halt> {
    let (one, other) = body.read(&by.visit, |fields| {
        let one = fields.required("one", patient);
        let other = fields.required("other", patient);
        let other = other.filter(|other| Some(*other) != one || refuse_same(fields, "other"));
        one.zip(other)
    })?;
    let done = by.web.app.dismiss_duplicates(one, other, by.bearer.actor());
    done.await.map_err(|failure| refused(&by, failure))?;
    Ok(shown(&json!({ "dismissed": true })))
}

fn merge_json(zone: Zone, merge: &Merge) -> Value {
    json!({
        "id": merge.id,
        "survivor": merge.survivor.0,
        "absorbed": merge.absorbed.0,
        "merged": zone.fixed(merge.merged).to_rfc3339(),
    })
}

/// `GET /api/v1/merges`: those that can still be undone, the newest first.
pub(super) async fn list(State(web): State<Web>) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let found = web.app.recent_merges().await?;
    let listed: Vec<Value> = found.iter().map(|(merge, _)| merge_json(zone, merge)).collect();
    Ok(shown(&json!({ "merges": listed })))
}

/// `POST …/{id}/undo`: both records as they were, each with its own.
pub(super) async fn undo(by: Change, Numbered(id): Numbered, body: JsonBody) -> Result<Response<Body>, Halt> {
    body.read(&by.visit, |_| Some(()))?;
    let undone = by.web.app.undo_merge(id.0, by.bearer.actor()).await;
    let merge = undone.map_err(|failure| refused(&by, failure))?;
    Ok(shown(&merge_json(by.web.app.agenda().zone(), &merge)))
}
