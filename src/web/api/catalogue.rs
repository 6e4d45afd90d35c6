//! `GET /api/v1/practitioners` and `/api/v1/care-types`: what there is to ask and book for.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use crate::domain::care_type::{CareType, Venue};
use crate::domain::practitioner::Practitioner;
use crate::web::Web;

/// Those who have not left.
pub(super) async fn practitioners(State(web): State<Web>, bearer: Bearer) -> Response<Body> {
    let agenda = bearer.agenda(&web);
    let here = agenda.set_up().practitioners.values().filter(|p| !p.is_archived);
    let listed: Vec<Value> = here.map(practitioner_json).collect();
    shown(&json!({ "practitioners": listed }))
}

fn practitioner_json(practitioner: &Practitioner) -> Value {
    json!({
        "id": practitioner.id.0,
        "name": practitioner.name,
        "speciality": practitioner.speciality,
        "online": practitioner.is_online,
    })
}

/// Those that are still sold.
pub(super) async fn care_types(State(web): State<Web>, bearer: Bearer) -> Response<Body> {
    let agenda = bearer.agenda(&web);
    let set_up = agenda.set_up();
    let sold = set_up.care_types.values().filter(|care| !care.is_archived);
    let listed: Vec<Value> = sold
        .filter_map(|care| {
            let here = set_up.practitioners.values().filter(|p| !p.is_archived);
            let by = here.filter(|p| care.terms_for(p.id).is_some()).map(|p| p.id.0);
            let by: Vec<i64> = by.collect();
            // What nobody of its own does is nothing to a token that keeps to some.
            let is_shown = !bearer.is_limited() || !by.is_empty();
            is_shown.then(|| care_json(care, &by))
        })
        .collect();
    shown(&json!({ "care_types": listed }))
}

fn care_json(care: &CareType, practitioners: &[i64]) -> Value {
    json!({
        "id": care.id.0,
        "name": care.name,
        "text": care.public_text,
        "minutes": care.terms.duration.num_minutes(),
        "video": care.venue == Venue::Video,
        "online": care.is_online,
        "approval": care.needs_approval,
        "practitioners": practitioners,
    })
}
