//! `/api/v1/undo`: what a program did lately to appointments, and each such act taken back for ten minutes.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::{Value, json};

use crate::app::{Failure, UNDO_FOR, UndoRefusal};
use crate::domain::booking::Status;
use crate::domain::time::Zone;
use crate::store::Act;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::api::appointment_json::{appointment_json, shown};
use crate::web::api::bearer::Bearer;
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::extract::Visit;

fn act_json(zone: Zone, act: &Act) -> Value {
    let hour = |at| zone.fixed(at).to_rfc3339();
    json!({
        "id": act.id,
        "kind": act.kind.key(),
        "appointment": act.appointment.0,
        "before": act.before.map(Status::key),
        "after": act.after.key(),
        "made": hour(act.made),
        "until": hour(act.made + UNDO_FOR),
    })
}

/// `GET`: the acts of this token that may still be taken back, the newest first.
pub(super) async fn list(State(web): State<Web>, bearer: Bearer) -> Result<Response<Body>, Halt> {
    let zone = web.app.agenda().zone();
    let acts = web.app.undoable(&bearer.actor()).await?;
    let listed: Vec<Value> = acts.iter().map(|act| act_json(zone, act)).collect();
    Ok(shown(&json!({ "acts": listed })))
}

/// `POST …/{id}`: once; the appointment as it is again, under the number it has now.
pub(super) async fn undo(
    State(web): State<Web>,
    visit: Visit,
    bearer: Bearer,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    body.read(&visit, |_| Some(()))?;
    let zone = web.app.agenda().zone();
    let refusal = match web.app.undo_act(id.0, bearer.actor()).await {
        Ok(undone) => {
            web.app.count_waiting().await?;
            return Ok(shown(&appointment_json(zone, &undone.appointment, &Value::Null)));
        }
        Err(Failure::Fault(fault)) => return Err(fault.into()),
        Err(Failure::Refused(refusal)) => refusal,
    };
    let trouble = match refusal {
        UndoRefusal::Nothing => Trouble::new(Kind::NotFound),
        UndoRefusal::TooLate => Trouble::new(Kind::TooLate),
        UndoRefusal::Changed => Trouble::new(Kind::Stale),
        UndoRefusal::Taken => Trouble::new(Kind::SlotTaken).with_alternatives(zone, &[]),
    };
    Err(trouble.halt(&visit))
}
