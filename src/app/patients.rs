//! Patients' records: looked up, opened (each view is on record, security §7), written.

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

use super::{App, Failure};

/// A record as it is opened.
#[derive(Clone, Debug)]
pub struct PatientFile {
    /// The person.
    pub patient: Patient,
    /// For the form that edits it.
    pub version: i64,
    /// Every appointment, whatever its state, in order of start.
    pub appointments: Vec<Appointment>,
}

impl App {
    /// Patients whose name, phone or birth date fits what was typed, at most fifty, in order of name.
    pub async fn find_patients(&self, typed: String) -> Result<Vec<Patient>, Fault> {
        self.store
            .read(move |db: &Db<'_>| db.search_patients(&typed))
            .await
    }

    /// Opens a record, which is itself recorded; `None` when there is none.
    pub async fn open_patient(&self, id: PatientId, actor: Actor) -> Result<Option<PatientFile>, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let (Some(patient), Some(version)) = (tx.patient(id)?, tx.patient_version(id)?) else {
                    return Ok(None);
                };
                tx.audit(&Record::new(&actor, "patient.view").on(format_args!("patient:{id}")))?;
                Ok(Some(PatientFile {
                    appointments: tx.appointments_of(id)?,
                    patient,
                    version,
                }))
            })
            .await
    }

    /// Writes a record, number 0 for a new one. `seen` is the version the form showed; another one is refused as stale.
    pub async fn save_patient(
        &self,
        patient: Patient,
        seen: Option<i64>,
        actor: Actor,
    ) -> Result<PatientId, Failure> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let before = match patient.id {
                    PatientId(0) => None,
                    known => Some(tx.patient(known)?.ok_or(Refusal::NotFound)?),
                };
                if before.is_some() && tx.patient_version(patient.id)? != seen {
                    return Err(Refusal::Stale.into());
                }
                let id = tx.save_patient(&patient)?;
                tx.announce();
                let what = if before.is_some() {
                    "patient.edit"
                } else {
                    "patient.create"
                };
                tx.audit(&Record::new(&actor, what).on(format_args!("patient:{id}")))?;
                if before.is_some_and(|b| b.is_blocked_online) != patient.is_blocked_online {
                    let record = Record::new(&actor, "patient.block").on(format_args!("patient:{id}"));
                    tx.audit(&record.change(!patient.is_blocked_online, patient.is_blocked_online))?;
                }
                Ok(id)
            })
            .await
    }
}
