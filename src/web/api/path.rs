//! The number in a path.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;

use super::query::NUMBER_MAX;
use super::trouble::{Kind, Trouble};
use crate::domain::id::AppointmentId;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// The number of `{id}`; anything but one from 1 on is not found. Number 0 is what is not written yet.
pub(super) struct Numbered(pub(super) AppointmentId);

impl FromRequestParts<Web> for Numbered {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Halt> {
        let visit = parts.extensions.get::<Visit>().cloned();
        let visit = visit.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST))?;
        let given = RawPathParams::from_request_parts(parts, web).await;
        let id = given
            .iter()
            .flatten()
            .find_map(|(name, value)| (name == "id").then(|| value.parse().ok()).flatten());
        let known = id.filter(|id: &AppointmentId| (1..=NUMBER_MAX).contains(&id.0));
        known
            .map(Self)
            .ok_or_else(|| Trouble::new(Kind::NotFound).halt(&visit))
    }
}
