//! The JSON of an export, taken over by an empty practice with every number as it was.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

use super::report::ImportReport;
use super::unreadable::{Reason, Unreadable};
use crate::app::exchange::export::FORM;
use crate::app::exchange::record::{AppointmentRecord, PatientRecord};
use crate::app::exchange::waiting_record::WaitingRecord;
use crate::app::{App, Failure};
use crate::domain::agenda::Edit;
use crate::domain::id::AppointmentId;
use crate::domain::staff::Actor;
use crate::store::{Fault, ImportNoun, Record, Tx, edits_from_json};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    grappe: i64,
    #[serde(rename = "exported")]
    _exported: String,
    set_up: Value,
    patients: Vec<PatientRecord>,
    appointments: Vec<AppointmentRecord>,
    /// Exports from before there was a waiting list have none.
    #[serde(default)]
    waiting_list: Vec<WaitingRecord>,
}

/// Nothing is kept: what was refused, or what would have been written.
struct Undone(Box<ImportReport>);

impl App {
    /// Takes an export over, in one transaction; `is_dry` only tells what would come. Refused, with nothing written, where
    /// the practice has anybody in it: two practices are not mixed.
    pub async fn restore(&self, text: String, is_dry: bool, actor: Actor) -> Result<ImportReport, Fault> {
        let whole = match parsed(&text) {
            Ok(whole) => whole,
            Err(line) => return Ok(refused(line, Reason::WrongKind)),
        };
        let end = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Failure<Undone>> {
                let report = restored(tx, &whole, &actor)?;
                if is_dry || report.has_losses() {
                    return Err(Failure::Refused(Undone(Box::new(report))));
                }
                Ok(report)
            })
            .await;
        match end {
            Ok(report) => Ok(report),
            Err(Failure::Refused(Undone(report))) => Ok(*report),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }
}

/// The document, or the line that is not one.
fn parsed(text: &str) -> Result<Whole, usize> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| error.line().max(1))?;
    if whole.grappe == FORM { Ok(whole) } else { Err(1) }
}

fn refused(line: usize, reason: Reason) -> ImportReport {
    ImportReport {
        unreadable: vec![Unreadable { line, reason }],
        ..ImportReport::default()
    }
}

fn restored(tx: &mut Tx<'_>, whole: &Whole, actor: &Actor) -> Result<ImportReport, Fault> {
    let set_up = tx.agenda().set_up();
    let is_empty = set_up.practitioners.is_empty() && set_up.care_types.is_empty();
    if !is_empty || !tx.patients()?.is_empty() {
        return Ok(refused(1, Reason::NotEmpty));
    }
    let mut report = ImportReport::default();
    let Ok(edits) = edits_from_json(&whole.set_up.to_string()) else {
        return Ok(refused(1, Reason::WrongKind));
    };
    write_set_up(tx, &edits, &mut report)?;
    for (nth, record) in whole.patients.iter().enumerate() {
        match record.patient() {
            Ok(patient) => {
                tx.save_patient(&patient)?;
                report.tally(ImportNoun::Patient).created += 1;
            }
            Err(problem) => report.unreadable.push(Unreadable {
                line: nth + 1,
                reason: Reason::field("patient")(problem),
            }),
        }
    }
    if !report.has_losses() {
        let numbers = write_appointments(tx, &whole.appointments, &mut report)?;
        for record in &whole.waiting_list {
            tx.save_waiting_entry(&record.entry(&numbers))?;
        }
    }
    tx.reload_agenda()?;
    tx.audit(&Record::new(actor, "import.restore"))?;
    Ok(report)
}

fn write_set_up(tx: &mut Tx<'_>, edits: &[Option<Edit>], report: &mut ImportReport) -> Result<(), Fault> {
    for edit in edits.iter().flatten() {
        tx.write_edit(edit)?;
        let noun = match edit {
            Edit::Practice(_) => {
                // The holidays are written over the practice as the agenda knows it.
                tx.refresh_set_up()?;
                continue;
            }
            Edit::Practitioner(_) => ImportNoun::Practitioner,
            Edit::CareType(_) => ImportNoun::CareType,
            Edit::Schedule(_) => ImportNoun::Schedule,
            Edit::Absence(_) => ImportNoun::Absence,
            _ => continue,
        };
        report.tally(noun).created += 1;
    }
    Ok(())
}

/// A row names its forerunners; a series may name a row that came later, so who waits is asked again.
fn write_appointments(
    tx: &mut Tx<'_>,
    records: &[AppointmentRecord],
    report: &mut ImportReport,
) -> Result<HashMap<AppointmentId, AppointmentId>, Fault> {
    let mut numbers: HashMap<AppointmentId, AppointmentId> = HashMap::new();
    let mut waiting: VecDeque<(&AppointmentRecord, usize)> = records.iter().map(|r| (r, 0)).collect();
    while let Some((record, tries)) = waiting.pop_front() {
        let number = |id: Option<AppointmentId>| match id {
            None => Some(None),
            Some(id) => numbers.get(&id).copied().map(Some),
        };
        let (Some(moved_from), Some(follows)) = (number(record.moved_from), number(record.follows)) else {
            if tries > records.len() {
                return Err(Fault::Bug(
                    "an appointment names another one that is not there".to_owned(),
                ));
            }
            waiting.push_back((record, tries + 1));
            continue;
        };
        let (appointment, identity) = record.appointment(moved_from, follows);
        let written = tx.restore_appointment(&appointment, &identity)?;
        numbers.insert(record.id, written);
        report.tally(ImportNoun::Appointment).created += 1;
    }
    Ok(numbers)
}
