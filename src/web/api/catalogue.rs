//! `GET /api/v1/practitioners` and `/api/v1/care-types`: what there is to ask and book for.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use crate::domain::care_type::{CareType, Venue};
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::Practitioner;
use crate::domain::question::Question;
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
        "languages": practitioner.languages,
        "step_free": practitioner.is_step_free,
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
            let by = here.filter(|p| care.terms_for(p.id).is_some()).map(|p| p.id);
            let by: Vec<PractitionerId> = by.collect();
            // What nobody of its own does is nothing to a token that keeps to some.
            let is_shown = !bearer.is_limited() || !by.is_empty();
            is_shown.then(|| care_json(care, &by))
        })
        .collect();
    shown(&json!({ "care_types": listed }))
}

/// The common terms, and what patients meet with each practitioner.
fn care_json(care: &CareType, practitioners: &[PractitionerId]) -> Value {
    let with = practitioners.iter().filter_map(|id| with_json(care, *id));
    json!({
        "id": care.id.0,
        "name": care.name,
        "text": care.public_text,
        "price": care.words.price,
        "preparation": care.words.preparation,
        "minutes": care.terms.duration.num_minutes(),
        "video": care.venue == Venue::Video,
        "online": care.is_online,
        "approval": care.needs_approval,
        "practitioners": practitioners.iter().map(|id| id.0).collect::<Vec<_>>(),
        "with": with.collect::<Vec<_>>(),
    })
}

fn with_json(care: &CareType, practitioner: PractitionerId) -> Option<Value> {
    let terms = care.terms_for(practitioner)?;
    let question = |question: &Question| {
        let answers: Vec<&str> = question.answers.iter().map(|a| a.text.as_str()).collect();
        json!({ "text": question.text, "answers": answers })
    };
    Some(json!({
        "practitioner": practitioner.0,
        "text": care.public_text_with(Some(practitioner)),
        "price": care.price_with(Some(practitioner)),
        "preparation": care.preparation_with(Some(practitioner)),
        "minutes": terms.duration.num_minutes(),
        "video": care.venue_with(Some(practitioner)) == Venue::Video,
        "online": care.is_online_with(practitioner),
        "approval": care.needs_approval_with(practitioner),
        "questions": terms.questions.iter().map(question).collect::<Vec<_>>(),
    }))
}
