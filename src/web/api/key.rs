//! `Idempotency-Key`: a repeated request gets the first answer (booking-rules §5).

use axum::http::HeaderMap;

use super::fields::Wrong;
use super::trouble::{Kind, Trouble};
use crate::app::Key;
use crate::domain::staff::Actor;
use crate::web::answer::Halt;
use crate::web::extract::Visit;

/// Name of the header.
pub(super) const NAME: &str = "Idempotency-Key";
/// Longest key.
const MAX_BYTES: usize = 255;

/// The key of a request, if it has one, with what the request asks.
pub(super) fn standing_for(
    headers: &HeaderMap,
    visit: &Visit,
    actor: &Actor,
    asked: &impl std::fmt::Debug,
) -> Result<Option<Key>, Halt> {
    Ok(of(headers, visit)?.map(|key| Key::of(actor, key, asked)))
}

/// The key of a request, if it has one; refused when it comes twice, is empty, too long or not visible ASCII.
pub(super) fn of<'a>(headers: &'a HeaderMap, visit: &Visit) -> Result<Option<&'a str>, Halt> {
    let mut lines = headers.get_all(NAME).iter();
    let Some(line) = lines.next() else {
        return Ok(None);
    };
    let key = line
        .to_str()
        .ok()
        .filter(|key| (1..=MAX_BYTES).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()));
    match (key, lines.next()) {
        (Some(key), None) => Ok(Some(key)),
        _ => Err(Trouble::new(Kind::InvalidRequest)
            .at(vec![Wrong::header(NAME)])
            .halt(visit)),
    }
}
