//! One JSON with everything, which an empty practice takes over again as it was.

use serde_json::{Value, json};

use super::Everything;
use crate::app::exchange::record::PatientRecord;
use crate::app::exchange::waiting_record::WaitingRecord;
use crate::domain::agenda::{Edit, SetUp};
use crate::domain::time::Instant;
use crate::store::{Fault, edits_to_json};

/// Version of the form of the file.
pub(in crate::app::exchange) const FORM: i64 = 1;

pub(super) fn json(set_up: &SetUp, all: &Everything, now: Instant) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::Bug(error.to_string());
    let edits: Vec<Option<Edit>> = edits(set_up).into_iter().map(Some).collect();
    let set_up: Value = serde_json::from_str(&edits_to_json(&edits)?).map_err(unwritable)?;
    let patients: Vec<PatientRecord> = all.patients.iter().map(PatientRecord::from).collect();
    let waiting: Vec<WaitingRecord> = all.waiting.iter().map(WaitingRecord::from).collect();
    let document = json!({
        "grappe": FORM,
        "exported": now.to_rfc3339(),
        "set_up": set_up,
        "patients": serde_json::to_value(patients).map_err(unwritable)?,
        "appointments": serde_json::to_value(all.records()).map_err(unwritable)?,
        "waiting_list": serde_json::to_value(waiting).map_err(unwritable)?,
    });
    serde_json::to_string_pretty(&document).map_err(unwritable)
}

/// The set-up as the edits that would make it, in an order in which each finds what it names.
fn edits(set_up: &SetUp) -> Vec<Edit> {
    let practice = [
        Edit::Practice(Box::new(set_up.practice.clone())),
        Edit::Holidays(set_up.practice.holidays.clone()),
    ];
    let practitioners = set_up.practitioners.values().cloned().map(Edit::Practitioner);
    let cares = set_up
        .care_types
        .values()
        .cloned()
        .map(Box::new)
        .map(Edit::CareType);
    let resources = set_up.resources.values().cloned().map(Edit::Resource);
    let schedules = set_up.schedules.iter().cloned().map(Box::new).map(Edit::Schedule);
    let exceptions = set_up.exceptions.iter().cloned().map(Edit::Exception);
    let absences = set_up.absences.iter().cloned().map(Edit::Absence);
    practice
        .into_iter()
        .chain(practitioners)
        .chain(cares)
        .chain(resources)
        .chain(schedules)
        .chain(exceptions)
        .chain(absences)
        .collect()
}
