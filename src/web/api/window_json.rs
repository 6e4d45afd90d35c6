//! Hours of a day: windows of the wall clock, reserved to some cares or open to all (booking-rules §2).

use serde_json::{Map, Value, json};

use super::fields::{Fields, integer, text};
use crate::domain::agenda::SetUp;
use crate::domain::contact::FieldProblem;
use crate::domain::id::CareTypeId;
use crate::domain::schedule::{WINDOWS_MAX, Window};
use crate::domain::time::DayTime;

/// `{"start": "09:00", "end": "12:00", "cares": null}`.
pub(super) fn window_json(window: &Window) -> Value {
    let cares = window.cares();
    json!({
        "start": window.start().to_string(),
        "end": window.end().to_string(),
        "cares": cares.map(|only| only.iter().map(|id| id.0).collect::<Vec<_>>()),
    })
}

/// Reads a list of windows that must be there.
pub(super) fn windows(fields: &mut Fields, name: &str, set_up: &SetUp) -> Option<Vec<Window>> {
    let listed = fields.required(name, |value| objects(value).ok_or(FieldProblem::Malformed))?;
    if listed.len() > WINDOWS_MAX {
        fields.refuse(name, too_many());
        return None;
    }
    let read = |(n, object): (usize, Map<String, Value>)| {
        fields.inside(&format!("{name}/{n}"), object, |inner| window(inner, set_up))
    };
    // Every mistake is told, also behind the first.
    let all: Vec<Option<Window>> = listed.into_iter().enumerate().map(read).collect();
    all.into_iter().collect()
}

fn too_many() -> FieldProblem {
    FieldProblem::OutOfRange {
        min: 0,
        max: i64::try_from(WINDOWS_MAX).unwrap_or(i64::MAX),
    }
}

/// The objects of a list.
pub(super) fn objects(value: &Value) -> Option<Vec<Map<String, Value>>> {
    let list = value.as_array()?;
    list.iter().map(|one| one.as_object().cloned()).collect()
}

fn window(fields: &mut Fields, set_up: &SetUp) -> Option<Window> {
    let start = fields.required("start", text(time));
    let end = fields.required("end", text(time));
    let cares = fields.optional("cares", |value| cares(value, set_up));
    let window = Window::new(start?, end?, cares);
    window
        .map_err(|_| fields.refuse("end", FieldProblem::EndBeforeStart))
        .ok()
}

/// A reading of the wall clock, `24:00` for the end of the day.
pub(super) fn time(typed: &str) -> Result<DayTime, FieldProblem> {
    let is_full = typed.len() == "09:00".len();
    let read = typed.parse().ok().filter(|_| is_full);
    read.ok_or(FieldProblem::Malformed)
}

fn cares(value: &Value, set_up: &SetUp) -> Result<Vec<CareTypeId>, FieldProblem> {
    let list = value.as_array().ok_or(FieldProblem::Malformed)?;
    if list.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let known = |one: &Value| {
        let id = CareTypeId(integer(one)?);
        let is_known = set_up.care_types.contains_key(&id);
        is_known.then_some(id).ok_or(FieldProblem::UnknownChoice)
    };
    let mut only = list.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    only.sort_unstable();
    only.dedup();
    Ok(only)
}
