//! Taking something out of use, and back. What bookings refer to is archived, never dropped (booking-rules §7).

use crate::domain::agenda::{Edit, Noun};
use crate::web::answer::Halt;
use crate::web::api::change::{Change, version};
use crate::web::api::json_body::JsonBody;
use crate::web::api::trouble::{Kind, Trouble};

/// `{"version": …}`, or nothing: the thing as it is then, and its version.
pub(super) async fn set(
    by: &Change,
    noun: Noun,
    body: JsonBody,
    is_archived: bool,
) -> Result<(Edit, String), Halt> {
    let seen = body.read(&by.visit, |fields| Some(fields.optional("version", version)))?;
    // In this order: what changes in between is refused as stale, not overwritten.
    let now = by.web.app.fingerprint(noun);
    let present = by.web.app.agenda().set_up().present(noun);
    let edit = present.and_then(|edit| archived(edit, is_archived));
    let edit = edit.ok_or_else(|| Trouble::new(Kind::NotFound).halt(&by.visit))?;
    let (_, version) = by.apply(edit.clone(), seen.or(Some(now)), None).await?;
    Ok((edit, version))
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
