//! Looking at patients is on record (security §7, T19): each record that is opened, and each list that names people, once in a while.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;

use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Record, Tx};

use super::App;

/// Searches of one person, or looks at one list, within this time are one in the log, elapsed.
const LOOKING: TimeDelta = TimeDelta::minutes(5);

/// A page that names patients without opening the record of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PatientList {
    /// What somebody looked for.
    Search,
    /// Records that are likely one person.
    Duplicates,
    /// Whom to phone before a visit.
    Absences,
    /// Whom an illness would leave aside.
    Ill,
    /// Whom to tell of an illness.
    Calls,
    /// Whom a change of hours leaves aside.
    Draft,
    /// Messages.
    Outbox,
    /// The waiting list.
    Waiting,
    /// What waits for an answer or a state.
    ToDo,
    /// Whom the rule would erase.
    Retention,
}

impl PatientList {
    /// Spelling in the log.
    pub fn key(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Duplicates => "duplicates",
            Self::Absences => "absences",
            Self::Ill => "ill",
            Self::Calls => "calls",
            Self::Draft => "draft",
            Self::Outbox => "outbox",
            Self::Waiting => "waiting",
            Self::ToDo => "to_do",
            Self::Retention => "retention",
        }
    }
}

/// Who looked at which list lately.
#[derive(Clone, Debug, Default)]
pub(super) struct Looks(Arc<Mutex<HashMap<(Actor, PatientList), Instant>>>);

impl Looks {
    /// Whether this is the first look of somebody for a while.
    fn is_new(&self, actor: &Actor, list: PatientList, now: Instant) -> bool {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (actor.clone(), list);
        let is_new = looks.get(&key).is_none_or(|at| now >= *at + LOOKING || now < *at);
        if is_new {
            looks.insert(key, now);
        }
        is_new
    }
}

impl App {
    /// Puts on record that somebody looks at a list, once in a while. To be called before the list is shown.
    pub async fn note_look(&self, list: PatientList, actor: Actor) -> Result<(), Fault> {
        if !self.looks.is_new(&actor, list, self.now()) {
            return Ok(());
        }
        let record = match list {
            PatientList::Search => Record::new(&actor, "patient.search"),
            _ => Record::new(&actor, "patient.list").on(format_args!("page:{}", list.key())),
        };
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.audit(&record)?;
                Ok(())
            })
            .await
    }

    /// One patient for a form that names them, which is on record like an opened file; `None` when there is no such record.
    pub async fn look_at_patient(&self, id: PatientId, actor: Actor) -> Result<Option<Patient>, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let found = tx.patient(id)?;
                if found.is_some() {
                    view(tx, &actor, id)?;
                }
                Ok(found)
            })
            .await
    }

    /// Two records side by side with their versions and numbers of appointments, each on record as viewed; `None` when one is missing
    /// or they are the same.
    pub async fn compare_patients(
        &self,
        (one, other): (PatientId, PatientId),
        actor: Actor,
    ) -> Result<Option<[(Patient, i64, usize); 2]>, Fault> {
        if one == other {
            return Ok(None);
        }
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let (Some(left), Some(right)) = (side(tx, one)?, side(tx, other)?) else {
                    return Ok(None);
                };
                view(tx, &actor, one)?;
                view(tx, &actor, other)?;
                Ok(Some([left, right]))
            })
            .await
    }
}

fn view(tx: &mut Tx<'_>, actor: &Actor, id: PatientId) -> Result<(), Fault> {
    tx.audit(&Record::new(actor, "patient.view").on(format_args!("patient:{id}")))?;
    Ok(())
}

fn side(db: &Db<'_>, id: PatientId) -> Result<Option<(Patient, i64, usize)>, Fault> {
    let found = db.patient(id)?.zip(db.patient_version(id)?);
    let Some((patient, version)) = found else {
        return Ok(None);
    };
    Ok(Some((patient, version, db.appointments_of(id)?.len())))
}
