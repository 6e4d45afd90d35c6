//! Erasing people: one who asks (GDPR art. 17), or those whom nothing keeps any more, previewed first (security §11).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::domain::id::{AppointmentId, PatientId, WaitingEntryId};
use crate::domain::patient::Patient;
use crate::domain::retention::RetentionRules;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::EntryState;
use crate::store::{Db, Fault, MessageKind, Record, Tombstone, Tx};

use super::cancel::told;
use super::own_file::answered;
use super::{App, Failure};

/// Key of the rules among the settings.
const RULES: &str = "retention.rules";
/// People named in a preview.
const SHOWN: usize = 50;
/// People erased in one transaction: a booking waits no longer than this takes.
const BATCH: usize = 50;

/// Why somebody is not erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseRefusal {
    /// There is no such record.
    Unknown,
    /// Appointments are still to come, or a place on the waiting list is held: they are given up first.
    Coming,
    /// More would be erased than the preview said, or the record is not as the preview showed it.
    Stale,
}

/// What the rules would erase today.
#[derive(Clone, Debug)]
pub struct RetentionPreview {
    /// The rules in force.
    pub rules: RetentionRules,
    /// Records.
    pub patients: usize,
    /// Their appointments.
    pub appointments: usize,
    /// The first of them, in order of name.
    pub first: Vec<Patient>,
    /// Messages.
    pub messages: usize,
}

/// What erasing one person takes away; nothing is.
#[derive(Clone, Debug)]
pub struct ErasurePreview {
    /// Version of the record.
    pub version: i64,
    /// Appointments, of which lines for statistics are left that name nobody.
    pub appointments: usize,
    /// Places on the waiting list, whatever became of them.
    pub waiting_entries: usize,
    /// Messages.
    pub messages: usize,
    /// Ties to relatives.
    pub relatives: usize,
    /// Consents.
    pub consents: usize,
    /// In the way: appointments that are still to come.
    pub coming: Vec<AppointmentId>,
    /// In the way: places that are still held.
    pub waiting: Vec<WaitingEntryId>,
}

impl App {
    /// What erasing one person takes away, which is on record as a look; `None` when there is no such person.
    pub async fn erasure_preview(
        &self,
        id: PatientId,
        actor: Actor,
    ) -> Result<Option<ErasurePreview>, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let (Some(patient), Some(version)) = (tx.patient(id)?, tx.patient_version(id)?) else {
                    return Ok(None);
                };
                tx.audit(&Record::new(&actor, "patient.view").on(format_args!("patient:{id}")))?;
                Ok(Some(ErasurePreview {
                    version,
                    appointments: tx.appointments_of(id)?.len(),
                    waiting_entries: tx.waiting_entries_of(id)?.len(),
                    messages: tx.messages_to(&patient)?.len(),
                    relatives: tx.ties(id)?.len(),
                    consents: tx.consents(id)?.len(),
                    coming: coming(tx, id)?,
                    waiting: waiting(tx, id)?,
                }))
            })
            .await
    }

    /// Erases one person for good. Rows for statistics that name nobody are left, and the log, which holds numbers only.
    pub async fn erase_patient(&self, id: PatientId, actor: Actor) -> Result<(), Failure<EraseRefusal>> {
        self.erase_patient_as_seen(id, None, actor).await
    }

    /// The same of a record as its preview showed it: `seen` is the version, another one is refused as stale.
    pub async fn erase_patient_as_seen(
        &self,
        id: PatientId,
        seen: Option<i64>,
        actor: Actor,
    ) -> Result<(), Failure<EraseRefusal>> {
        self.store
            .write(move |tx| {
                let Some(patient) = tx.patient(id)? else {
                    return Err(Failure::Refused(EraseRefusal::Unknown));
                };
                if seen.is_some() && tx.patient_version(id)? != seen {
                    return Err(Failure::Refused(EraseRefusal::Stale));
                }
                if !waiting(tx, id)?.is_empty() || !coming(tx, id)?.is_empty() {
                    return Err(Failure::Refused(EraseRefusal::Coming));
                }
                let asked = tx.erasure_request(id)?.filter(|asked| asked.refused.is_none());
                let told = told(tx, id)?.filter(|_| asked.is_some());
                tx.erase_patient(&patient)?;
                // Whoever asked for it is told; the message goes the way of all old ones.
                answered(tx, told, MessageKind::Erased, None)?;
                tx.audit(&Record::new(&actor, "patient.erase").on(format_args!("patient:{id}")))?;
                Ok(())
            })
            .await?;
        self.store.note_tombstones().await?;
        Ok(())
    }

    /// After the database was put back from a copy: erases those again who were erased since; how many. To be called before anybody
    /// is answered.
    pub async fn erase_returned(&self) -> Result<usize, Fault> {
        let forgotten = self.store.forgotten_tombstones().await?;
        let erased = if forgotten.is_empty() {
            0
        } else {
            let again = move |tx: &mut Tx<'_>| erase_again(tx, &forgotten);
            self.store.write(again).await?
        };
        self.store.note_tombstones().await?;
        Ok(erased)
    }

    /// The rules in force.
    pub async fn retention_rules(&self) -> Result<RetentionRules, Fault> {
        let read = |db: &Db<'_>| db.setting(RULES);
        Ok(self.store.read(read).await?.unwrap_or_default())
    }

    /// Changes them; the caller has checked the bounds.
    pub async fn save_retention_rules(&self, rules: RetentionRules, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(RULES, &rules)?;
                tx.audit(&Record::new(&actor, "setting.change").on(RULES))?;
                Ok(())
            })
            .await
    }

    /// What would be erased today; nothing is.
    pub async fn retention_preview(&self) -> Result<RetentionPreview, Fault> {
        let rules = self.retention_rules().await?;
        let (cut, messages) = self.cuts(rules);
        self.store
            .read(move |db: &Db<'_>| {
                let (patients, appointments, ids) = db.forgotten_patients(cut, SHOWN)?;
                let mut first = Vec::new();
                for id in ids {
                    first.extend(db.patient(id)?);
                }
                Ok(RetentionPreview {
                    rules,
                    patients,
                    appointments,
                    first,
                    messages: db.old_messages(messages)?,
                })
            })
            .await
    }

    /// Erases what a preview showed, batch after batch; refused when there is more by now. How many records went.
    pub async fn apply_retention(&self, shown: usize, actor: Actor) -> Result<usize, Failure<EraseRefusal>> {
        if !self.is_clock_trusted() {
            return Err(Failure::Refused(EraseRefusal::Stale));
        }
        let rules = self.retention_rules().await?;
        let (cut, messages) = self.cuts(rules);
        let counted = self
            .store
            .read(move |db: &Db<'_>| db.forgotten_patients(cut, 0))
            .await?;
        if counted.0 > shown {
            return Err(Failure::Refused(EraseRefusal::Stale));
        }
        let mut erased = 0;
        loop {
            let done = self.store.write(move |tx: &mut Tx<'_>| batch(tx, cut)).await?;
            erased += done;
            if done == 0 {
                break;
            }
        }
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let gone = tx.erase_old_messages(messages)?;
                let record = Record::new(&actor, "retention.apply");
                tx.audit(&record.change(format_args!("patients:{erased}"), format_args!("messages:{gone}")))?;
                Ok(())
            })
            .await?;
        self.store.note_tombstones().await?;
        Ok(erased)
    }

    /// The night's part of it: messages always, patients where the practice wants that.
    pub(super) async fn retain_by_night(&self) -> Result<(), Failure> {
        let rules = self.retention_rules().await?;
        if !rules.is_automatic {
            return Ok(self.erase_messages(rules).await?);
        }
        match self.apply_retention(usize::MAX, Actor::System).await {
            Err(Failure::Fault(fault)) => Err(fault.into()),
            Ok(_) | Err(Failure::Refused(_)) => Ok(()),
        }
    }

    async fn erase_messages(&self, rules: RetentionRules) -> Result<(), Fault> {
        let (_, cut) = self.cuts(rules);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let gone = tx.erase_old_messages(cut)?;
                if gone > 0 {
                    let record = Record::new(&Actor::System, "retention.apply");
                    tx.audit(&record.change("patients:0", format_args!("messages:{gone}")))?;
                }
                Ok(())
            })
            .await
    }

    fn cuts(&self, rules: RetentionRules) -> (Instant, Instant) {
        let (zone, now) = (self.agenda().zone(), self.now());
        let patients = match rules.patient_months {
            0 => Instant::MIN_UTC,
            _ => zone.start_of(rules.cut(zone.date(now))),
        };
        (patients, now - TimeDelta::days(rules.message_days.into()))
    }
}

/// Erases whoever is here though the database, or these tombstones from beside it, say that they were erased; how many.
pub(super) fn erase_again(tx: &mut Tx<'_>, beside: &BTreeSet<Tombstone>) -> Result<usize, Fault> {
    tx.learn_tombstones(beside)?;
    let returned = tx.returned_patients(&tx.tombstones()?)?;
    for id in &returned {
        let Some(patient) = tx.patient(*id)? else { continue };
        tx.erase_patient(&patient)?;
        tx.audit(&Record::new(&Actor::System, "patient.erase").on(format_args!("patient:{id}")))?;
    }
    Ok(returned.len())
}

/// Appointments that take time from now on.
fn coming(tx: &Tx<'_>, id: PatientId) -> Result<Vec<AppointmentId>, Fault> {
    let mut all = tx.appointments_of(id)?;
    all.retain(|a| a.status.takes_time() && a.interval.end > tx.now());
    Ok(all.into_iter().map(|a| a.id).collect())
}

/// Places on the waiting list that are held.
fn waiting(tx: &Tx<'_>, id: PatientId) -> Result<Vec<WaitingEntryId>, Fault> {
    let mut all = tx.waiting_entries_of(id)?;
    all.retain(|entry| matches!(entry.state, EntryState::Waiting | EntryState::Paused));
    Ok(all.into_iter().map(|entry| entry.id).collect())
}

fn batch(tx: &mut Tx<'_>, cut: Instant) -> Result<usize, Fault> {
    let (_, _, ids) = tx.forgotten_patients(cut, BATCH)?;
    for id in &ids {
        let Some(patient) = tx.patient(*id)? else { continue };
        tx.erase_patient(&patient)?;
        tx.audit(&Record::new(&Actor::System, "patient.erase").on(format_args!("patient:{id}")))?;
    }
    Ok(ids.len())
}
