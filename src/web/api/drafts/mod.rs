//! Changes of hours that would leave appointments aside: written down as a draft, looked at, decided appointment by appointment, put in
//! force (booking-rules §7).

mod decide;
mod make;
mod sheet;

use axum::routing::{get, post};

use serde_json::Value;

use super::{acts, shows};
use crate::app::Scope;
use crate::domain::contact::FieldProblem;
use crate::web::api::fields::integer;
use crate::web::api::query::NUMBER_MAX;
use crate::web::router::Route;

/// The routes of this part.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    use Scope::{SchedulesRead, SchedulesWrite};
    vec![
        shows("/api/v1/drafts", SchedulesRead, get(sheet::list)),
        acts("/api/v1/drafts", SchedulesWrite, post(make::create)),
        shows("/api/v1/drafts/{id}", SchedulesRead, get(sheet::show)),
        acts("/api/v1/drafts/{id}/settle", SchedulesWrite, post(decide::settle)),
        acts("/api/v1/drafts/{id}/discard", SchedulesWrite, post(decide::discard)),
    ]
}

/// The number of something that was written.
fn number(value: &Value) -> Result<i64, FieldProblem> {
    let id = integer(value)?;
    let is_number = (1..=NUMBER_MAX).contains(&id);
    is_number.then_some(id).ok_or(FieldProblem::UnknownChoice)
}
