//! `/api/v1/desk/ill`: somebody is ill from now on; whom it concerns is asked first, then the absence and the messages are one act
//! (booking-rules §7).

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Response};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::beyond::message;
use crate::app::{ChangeRefusal, Changed, Failure, IllRequest, PatientList};
use crate::domain::contact::FieldProblem;
use crate::domain::id::PractitionerId;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, shown};
use crate::web::api::bearer::Bearer;
use crate::web::api::change::{made, practitioner};
use crate::web::api::fields::{Fields, Wrong, date, text};
use crate::web::api::json_body::JsonBody;
use crate::web::api::key;
use crate::web::api::query::{DAYS_MAX, Query, refused};
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::extract::Visit;

/// `GET`: the appointments that an absence from now on would leave aside; nothing is changed.
pub(super) async fn preview(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    RawQuery(query): RawQuery,
) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let today = zone.date(web.app.now());
    let mut query = Query::of(query.as_deref(), &["practitioner", "until"]);
    let until = query.date("until").unwrap_or(today);
    let whose = query.number("practitioner").map(PractitionerId);
    let whose = query
        .finish(Some(whose))
        .map_err(|wrong| refused(&visit, wrong))?;
    let Some(whose) = whose.or_else(|| bearer.only()) else {
        let missing = Wrong::parameter("practitioner", FieldProblem::Missing);
        return Err(refused(&visit, vec![missing]));
    };
    bearer.reached(&visit, Some(whose))?;
    if !is_near(until, today) {
        let max = DAYS_MAX;
        let far = Wrong::parameter("until", FieldProblem::OutOfRange { min: 0, max });
        return Err(refused(&visit, vec![far]));
    }
    web.app.note_look(PatientList::Ill, bearer.actor()).await?;
    let found = web.app.ill_preview(whose, until).await?;
    let row = |(appointment, patient): &(_, crate::domain::patient::Patient)| {
        json!({
            "appointment": appointment_json(zone, appointment, &Value::Null),
            "told_by": if patient.email.is_some() { "email" } else { "phone" },
        })
    };
    let listed: Vec<Value> = found.iter().map(row).collect();
    Ok(shown(&json!({ "appointments": listed })))
}

fn is_near(until: NaiveDate, today: NaiveDate) -> bool {
    (0..=DAYS_MAX).contains(&(until - today).num_days())
}

/// `POST`: the absence and everything that follows from it.
pub(super) async fn declare(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    headers: HeaderMap,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    let key = key::of(&headers, &visit)?.map(str::to_owned);
    let label = visit.texts().text("ill-label").into_owned();
    let request = body.read(&visit, |fields| request(fields, (&web, &bearer), label))?;
    bearer.reached(&visit, Some(request.practitioner))?;
    let kind = match web.app.declare_ill(request, key).await {
        Ok(changed) => {
            web.app.count_waiting().await?;
            let calls = match changed {
                Changed::Drafted(id) => Some(id.0),
                Changed::Applied(_) => None,
            };
            return Ok(made(&json!({ "calls": calls })));
        }
        Err(Failure::Fault(fault)) => return Err(fault.into()),
        Err(Failure::Refused(ChangeRefusal::NotFound)) => Kind::NotFound,
        Err(Failure::Refused(ChangeRefusal::Stale)) => Kind::Stale,
        Err(Failure::Refused(ChangeRefusal::NotAllowed)) => Kind::MissingScope,
        Err(Failure::Refused(ChangeRefusal::SavedBefore)) => Kind::KeyReused,
    };
    Err(Trouble::new(kind).halt(&visit))
}

fn request(fields: &mut Fields, (web, bearer): (&Web, &Bearer), label: String) -> Option<IllRequest> {
    let agenda = web.app.agenda();
    let today = agenda.zone().date(web.app.now());
    let practitioner = practitioner(fields, web);
    let until = fields.optional("until", date).unwrap_or(today);
    if !is_near(until, today) {
        fields.refuse_saying("until", "ill-until-wrong");
    }
    let is_offering = fields.required("tell", text(is_offering));
    let note = message(fields, agenda.set_up());
    Some(IllRequest {
        practitioner: practitioner?,
        until,
        is_offering: is_offering?,
        note,
        label,
        actor: bearer.actor(),
    })
}

fn is_offering(tell: &str) -> Result<bool, FieldProblem> {
    match tell {
        "offer" => Ok(true),
        "cancel" => Ok(false),
        _ => Err(FieldProblem::UnknownChoice),
    }
}
