//! What a practice is set to: practitioners, care types with what differs for one practitioner, rooms, public holidays. It is the whole
//! practice's: a token that keeps to some practitioners is refused. What would leave appointments aside is refused as everywhere; a
//! draft (`drafts`) settles it.

mod archive;
mod care_json;
mod care_read;
mod care_rules;
mod care_types;
mod holidays;
mod practitioners;
mod rooms;

use axum::routing::{get, post};
use serde_json::Value;

use super::{acts, shows};
use crate::app::Scope;
use crate::domain::agenda::SetUp;
use crate::domain::bounds::SETUP_NAME_MAX;
use crate::domain::care_type::CareType;
use crate::domain::contact::{FieldProblem, plain_line};
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::Practitioner;
use crate::domain::resource::Resource;
use crate::web::api::fields::{Fields, integer, text};
use crate::web::router::Route;

/// The routes of this part.
#[rustfmt::skip]
pub(super) fn table() -> Vec<Route> {
    use Scope::{SetUpRead, SetUpWrite};
    vec![
        shows("/api/v1/setup/practitioners", SetUpRead, get(practitioners::list)),
        acts("/api/v1/setup/practitioners", SetUpWrite, post(practitioners::create)),
        acts("/api/v1/setup/practitioners/{id}", SetUpWrite, post(practitioners::change)),
        acts("/api/v1/setup/practitioners/{id}/archive", SetUpWrite, post(archive::archive::<Practitioner>)),
        acts("/api/v1/setup/practitioners/{id}/restore", SetUpWrite, post(archive::restore::<Practitioner>)),
        shows("/api/v1/setup/care-types", SetUpRead, get(care_types::list)),
        acts("/api/v1/setup/care-types", SetUpWrite, post(care_types::create)),
        acts("/api/v1/setup/care-types/{id}", SetUpWrite, post(care_types::change)),
        acts("/api/v1/setup/care-types/{id}/own", SetUpWrite, post(care_types::own)),
        acts("/api/v1/setup/care-types/{id}/archive", SetUpWrite, post(archive::archive::<CareType>)),
        acts("/api/v1/setup/care-types/{id}/restore", SetUpWrite, post(archive::restore::<CareType>)),
        shows("/api/v1/setup/resources", SetUpRead, get(rooms::list)),
        acts("/api/v1/setup/resources", SetUpWrite, post(rooms::create)),
        acts("/api/v1/setup/resources/{id}", SetUpWrite, post(rooms::change)),
        acts("/api/v1/setup/resources/{id}/archive", SetUpWrite, post(archive::archive::<Resource>)),
        acts("/api/v1/setup/resources/{id}/restore", SetUpWrite, post(archive::restore::<Resource>)),
        shows("/api/v1/setup/holidays", SetUpRead, get(holidays::list)),
        acts("/api/v1/setup/holidays", SetUpWrite, post(holidays::add)),
        acts("/api/v1/setup/holidays/open", SetUpWrite, post(holidays::open)),
        acts("/api/v1/setup/holidays/close", SetUpWrite, post(holidays::close)),
        acts("/api/v1/setup/holidays/region", SetUpWrite, post(holidays::region)),
    ]
}

/// One line of a set-up: as it was where it is left out, needed where there is nothing before.
fn line(fields: &mut Fields, name: &str, max: usize, before: Option<&str>) -> Option<String> {
    let read = text(|typed: &str| {
        let line = plain_line(typed, max)?;
        if line.is_empty() {
            return Err(FieldProblem::Missing);
        }
        Ok(line)
    });
    match before {
        Some(before) if !fields.has(name) && !fields.is_null(name) => Some(before.to_owned()),
        _ => fields.required(name, read),
    }
}

/// A name.
fn name(fields: &mut Fields, before: Option<&str>) -> Option<String> {
    line(fields, "name", SETUP_NAME_MAX, before)
}

/// `#rrggbb`.
fn colour(value: &Value) -> Result<String, FieldProblem> {
    let colour = value
        .as_str()
        .ok_or(FieldProblem::Malformed)?
        .to_ascii_lowercase();
    let digits = colour.strip_prefix('#').unwrap_or("");
    let is_colour = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_colour.then_some(colour).ok_or(FieldProblem::Malformed)
}

/// A whole number from `min` to `max`.
fn whole(value: &Value, min: i64, max: i64) -> Result<i64, FieldProblem> {
    let number = integer(value)?;
    let is_fit = (min..=max).contains(&number);
    is_fit
        .then_some(number)
        .ok_or(FieldProblem::OutOfRange { min, max })
}

/// Some practitioners of the practice, those who left included: they stay where they were.
fn practitioners_named(value: &Value, set_up: &SetUp) -> Result<Vec<PractitionerId>, FieldProblem> {
    let listed = value.as_array().ok_or(FieldProblem::Malformed)?;
    if listed.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let known = |one: &Value| {
        let id = PractitionerId(integer(one)?);
        let is_known = set_up.practitioners.contains_key(&id);
        is_known.then_some(id).ok_or(FieldProblem::UnknownChoice)
    };
    let mut named = listed.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    named.sort_unstable();
    named.dedup();
    Ok(named)
}
