//! `GET /api/v1/patients/{id}/export`: everything about one person, for that person (GDPR art. 15): the file of the screen. On record,
//! and counted as there, so that nobody carries the directory away file by file (security T19).

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};

use crate::domain::id::PatientId;
use crate::web::answer::{Halt, allowed};
use crate::web::api::change::Change;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};
use crate::web::limit::Act;

/// See the module.
pub(super) async fn show(by: Change, Numbered(id): Numbered) -> Result<Response<Body>, Halt> {
    allowed(&by.web, &by.visit, Act::Export)?;
    let found = by.web.app.export_patient(PatientId(id.0), by.bearer.actor());
    let Some(export) = found.await? else {
        return Err(Trouble::new(Kind::NotFound).halt(&by.visit));
    };
    let mut response = Response::new(Body::from(by.web.app.patient_json(&export)));
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
