//! `GET /api/v1/appointments/{id}`.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::Value;

use super::appointment_json::{appointment_json, shown};
use super::path::Numbered;
use super::trouble::{Kind, Trouble};
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

pub(super) async fn show(
    State(web): State<Web>,
    visit: Visit,
    Numbered(id): Numbered,
) -> Result<Response<Body>, Halt> {
    let found = web.app.appointment(id).await?;
    let Some(appointment) = found else {
        return Err(Trouble::new(Kind::NotFound).halt(&visit));
    };
    let zone = web.app.agenda().zone();
    Ok(shown(&appointment_json(zone, &appointment, &Value::Null)))
}
