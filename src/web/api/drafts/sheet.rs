//! `GET /api/v1/drafts` and `/api/v1/drafts/{id}`: changes that wait, what each leaves aside and where that could go. Numbers, no names.

use axum::body::Body;
use axum::http::Response;
use serde_json::{Value, json};

use crate::app::{DraftSheet, Orphan};
use crate::domain::booking::Alternative;
use crate::domain::id::DraftId;
use crate::domain::time::Zone;
use crate::store::{MoveOffer, OfferState, OrphanDecision, SetUpDraft};
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, shown, with};
use crate::web::api::change::Change;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};

fn draft_json(zone: Zone, draft: &SetUpDraft) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": draft.id.0,
        "created": hour(draft.created),
        "applied": draft.applied.map(hour),
    })
}

/// `GET`: those not in force, and those in force with appointments still to be decided on, the oldest first.
pub(super) async fn list(by: Change) -> Result<Response<Body>, Halt> {
    let zone = by.web.app.agenda().zone();
    let open = by.web.app.open_drafts().await?;
    let listed: Vec<Value> = open.iter().map(|draft| draft_json(zone, draft)).collect();
    Ok(shown(&json!({ "drafts": listed })))
}

/// `GET …/{id}`.
pub(super) async fn show(by: Change, Numbered(id): Numbered) -> Result<Response<Body>, Halt> {
    let found = by.web.app.draft_sheet(DraftId(id.0)).await?;
    let sheet = found.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))?;
    Ok(shown(&sheet_json(by.web.app.agenda().zone(), &sheet)))
}

fn sheet_json(zone: Zone, sheet: &DraftSheet) -> Value {
    let undecided = sheet.undecided.iter().map(|orphan| orphan_json(zone, orphan));
    let decided = sheet.decided.iter().map(|(appointment, _, decision)| {
        json!({ "appointment": appointment.id.0, "decision": decision_key(*decision) })
    });
    with(
        draft_json(zone, &sheet.draft),
        [
            ("undecided_count", sheet.undecided_count.into()),
            ("undecided", undecided.collect()),
            ("decided", decided.collect()),
            ("calls", json!(sheet.calls)),
        ],
    )
}

fn decision_key(decision: OrphanDecision) -> &'static str {
    match decision {
        OrphanDecision::Keep => "keep",
        OrphanDecision::Move => "move",
        OrphanDecision::Cancel => "cancel",
    }
}

fn orphan_json(zone: Zone, orphan: &Orphan) -> Value {
    json!({
        "appointment": appointment_json(zone, &orphan.appointment, &Value::Null),
        "proposals": places_json(zone, &orphan.proposals),
        "offer": orphan.offer.as_ref().map(|offer| offer_json(zone, offer)),
    })
}

fn places_json(zone: Zone, places: &[Alternative]) -> Value {
    let place = |one: &Alternative| json!({ "start": zone.fixed(one.start).to_rfc3339(), "practitioner": one.practitioner.0 });
    places.iter().map(place).collect()
}

fn offer_json(zone: Zone, offer: &MoveOffer) -> Value {
    let state = match offer.state {
        OfferState::Open => "open",
        OfferState::Chosen => "chosen",
        OfferState::Expired => "expired",
    };
    json!({
        "state": state,
        "expires": zone.fixed(offer.expires).to_rfc3339(),
        "choices": places_json(zone, &offer.choices),
    })
}
