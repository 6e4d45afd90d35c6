//! Taking something out of use, and back. What bookings refer to is archived, never dropped (booking-rules §7).

use axum::body::Body;
use axum::http::Response;
use serde_json::Value;

use crate::domain::agenda::{Edit, Noun};
use crate::web::answer::Halt;
use crate::web::api::appointment_json::shown;
use crate::web::api::change::{Change, version};
use crate::web::api::json_body::JsonBody;
use crate::web::api::path::Numbered;
use crate::web::api::trouble::{Kind, Trouble};

/// What can be taken out of use.
pub(super) trait Archivable {
    /// The one of a number.
    fn noun(id: i64) -> Noun;

    /// As programs see it; `None` for something else.
    fn told(by: &Change, edit: &Edit, version: &str) -> Option<Value>;
}

/// `POST …/{id}/archive`: out of use.
pub(super) async fn archive<T: Archivable>(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    set::<T>(&by, id.0, body, true).await
}

/// `POST …/{id}/restore`: in use again.
pub(super) async fn restore<T: Archivable>(
    by: Change,
    Numbered(id): Numbered,
    body: JsonBody,
) -> Result<Response<Body>, Halt> {
    set::<T>(&by, id.0, body, false).await
}

/// `{"version": …}`, or nothing: the thing as it is then.
async fn set<T: Archivable>(
    by: &Change,
    id: i64,
    body: JsonBody,
    is_archived: bool,
) -> Result<Response<Body>, Halt> {
    let noun = T::noun(id);
    let seen = body.read(&by.visit, |fields| Some(fields.optional("version", version)))?;
    // In this order: what changes in between is refused as stale, not overwritten.
    let now = by.web.app.fingerprint(noun);
    let present = by.web.app.agenda().set_up().present(noun);
    let edit = present.and_then(|edit| archived(edit, is_archived));
    let missing = || Trouble::new(Kind::NotFound).halt(&by.visit);
    let edit = edit.ok_or_else(missing)?;
    let (_, version) = by.apply(edit.clone(), seen.or(Some(now)), None).await?;
    Ok(shown(&T::told(by, &edit, &version).ok_or_else(missing)?))
}

fn archived(mut edit: Edit, is_archived: bool) -> Option<Edit> {
    match &mut edit {
        Edit::Practitioner(person) => person.is_archived = is_archived,
        Edit::CareType(care) => care.is_archived = is_archived,
        Edit::Resource(unit) => unit.is_archived = is_archived,
        _ => return None,
    }
    Some(edit)
}
