//! Two records of one person become one; for thirty days there is a way back.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::booking::Appointment;
use crate::domain::id::{AppointmentId, FreedTimeId, PatientId, WaitingEntryId};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Merge, PatientMarks, Record, ReminderRefusal, Tie, Tx};

use super::{App, Failure, merge_undo};

/// How long a merge can be undone, elapsed.
pub const MERGE_UNDO: TimeDelta = TimeDelta::days(30);

/// Why a merge, or its undo, is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeRefusal {
    /// One of the records is not there, or they are the same.
    Unknown,
    /// Somebody edited one of them meanwhile.
    Stale,
    /// Both have an appointment at the same time: pairs of numbers, of the record that stays first.
    Overlap(Vec<(AppointmentId, AppointmentId)>),
    /// It was undone already.
    Done,
    /// It is older than thirty days.
    TooOld,
    /// The record was edited, merged again or erased since; a booking that completes empty fields is no edit.
    Used,
    /// The same key came with another request before.
    KeyReused,
}

/// A merge that was asked for.
#[derive(Clone, Debug)]
pub struct MergeRequest {
    /// The record that stays, with the fields that were chosen; number and notes are looked at, notes are joined.
    pub survivor: Patient,
    /// Its version as shown.
    pub survivor_version: i64,
    /// The one that goes.
    pub absorbed: PatientId,
    /// Its version as shown.
    pub absorbed_version: i64,
    /// Who merges.
    pub actor: Actor,
}

/// Two records that are likely one person, with the number of their appointments.
#[derive(Clone, Debug)]
pub struct LikelyPair {
    /// The older record.
    pub one: (Patient, usize),
    /// The newer one.
    pub other: (Patient, usize),
}

/// What the undo needs.
#[derive(Serialize, Deserialize)]
pub(super) struct Before {
    pub(super) survivor: String,
    pub(super) absorbed: String,
    pub(super) survivor_marks: PatientMarks,
    pub(super) absorbed_marks: PatientMarks,
    pub(super) appointments: Vec<AppointmentId>,
    pub(super) consents: Vec<i64>,
    /// Reminders that the absorbed record refused.
    #[serde(default)]
    pub(super) refusals: Vec<ReminderRefusal>,
    /// Browsers, calendars and requests to be erased.
    #[serde(default)]
    pub(super) doors: [Vec<i64>; 3],
    pub(super) waiting: Vec<WaitingEntryId>,
    /// Times that the absorbed record gave up.
    pub(super) given_up: Vec<FreedTimeId>,
    /// Ties of the absorbed record: contact, patient, kind, since when.
    pub(super) ties: Vec<(PatientId, PatientId, String, Instant)>,
    /// Those that the survivor got by it.
    pub(super) added: Vec<(PatientId, PatientId)>,
    /// Other people than the absorbed record, as somebody said.
    pub(super) distinct: Vec<PatientId>,
    /// Of these the ones of whom that was not yet said of the survivor.
    pub(super) made_distinct: Vec<PatientId>,
    /// The survivor as the merge left it, to see an edit by; a merge of an older version of the program has its version only.
    #[serde(default)]
    pub(super) left: Option<String>,
}

impl App {
    /// Pairs that are likely one person.
    pub async fn likely_duplicates(&self) -> Result<Vec<LikelyPair>, Fault> {
        let counted = |db: &Db<'_>, id| -> Result<Option<(Patient, usize)>, Fault> {
            let count = db.appointments_of(id)?.len();
            Ok(db.patient(id)?.map(|patient| (patient, count)))
        };
        self.store
            .read(move |db: &Db<'_>| {
                let mut pairs = Vec::new();
                for (one, other) in db.likely_duplicates()? {
                    if let (Some(one), Some(other)) = (counted(db, one)?, counted(db, other)?) {
                        pairs.push(LikelyPair { one, other });
                    }
                }
                Ok(pairs)
            })
            .await
    }

    /// Notes that two records are two people: the pair is not shown again.
    pub async fn dismiss_duplicates(
        &self,
        one: PatientId,
        other: PatientId,
        actor: Actor,
    ) -> Result<(), Failure<MergeRefusal>> {
        self.store
            .write(move |tx| {
                if one == other || tx.patient(one)?.is_none() || tx.patient(other)?.is_none() {
                    return Err(Failure::Refused(MergeRefusal::Unknown));
                }
                tx.note_not_duplicates(one, other)?;
                tx.audit(&Record::new(&actor, "patient.distinct").on(format_args!("patient:{one}")))?;
                Ok(())
            })
            .await
    }

    /// Merges; the number of the merge.
    pub async fn merge_patients(&self, request: MergeRequest) -> Result<i64, Failure<MergeRefusal>> {
        self.store.write(move |tx| merge(tx, &request)).await
    }

    /// Merges that can still be undone, the newest first, with the record that stayed.
    pub async fn recent_merges(&self) -> Result<Vec<(Merge, Option<Patient>)>, Fault> {
        let since = self.now() - MERGE_UNDO;
        self.store
            .read(move |db: &Db<'_>| {
                let mut found = Vec::new();
                for merge in db.merges_since(since)? {
                    let patient = db.patient(merge.survivor)?;
                    found.push((merge, patient));
                }
                Ok(found)
            })
            .await
    }

    /// Undoes a merge: both records as they were, each with its own.
    pub async fn undo_merge(&self, id: i64, actor: Actor) -> Result<Merge, Failure<MergeRefusal>> {
        self.store.write(move |tx| merge_undo::undo(tx, id, &actor)).await
    }

    /// The record that a merged one became, for old addresses.
    pub async fn merged_into(&self, id: PatientId) -> Result<Option<PatientId>, Fault> {
        self.store.read(move |db: &Db<'_>| db.merged_into(id)).await
    }
}

pub(super) fn merge(tx: &mut Tx<'_>, request: &MergeRequest) -> Result<i64, Failure<MergeRefusal>> {
    let (stays, goes) = (request.survivor.id, request.absorbed);
    let refuse = |refusal| Err(Failure::Refused(refusal));
    let (Some(kept), Some(gone)) = (tx.patient(stays)?, tx.patient(goes)?) else {
        return refuse(MergeRefusal::Unknown);
    };
    if stays == goes {
        return refuse(MergeRefusal::Unknown);
    }
    let versions = (tx.patient_version(stays)?, tx.patient_version(goes)?);
    if versions != (Some(request.survivor_version), Some(request.absorbed_version)) {
        return refuse(MergeRefusal::Stale);
    }
    let handed = tx.appointments_of(goes)?;
    let overlaps = overlaps(&tx.appointments_of(stays)?, &handed);
    if !overlaps.is_empty() {
        return refuse(MergeRefusal::Overlap(overlaps));
    }
    let mut before = remembered(tx, (stays, goes), &handed)?;
    let marks = joined_marks(&before.survivor_marks, &before.absorbed_marks);
    for appointment in &handed {
        tx.hand_over(appointment, stays)?;
    }
    for consent in &before.consents {
        tx.move_consent(*consent, stays)?;
    }
    for refusal in &before.refusals {
        tx.restore_refusal(stays, *refusal)?;
    }
    tx.hand_over_doors(&before.doors, stays)?;
    for entry in &before.waiting {
        tx.move_waiting_entry(*entry, stays)?;
    }
    for freed in &before.given_up {
        tx.move_given_up_time(*freed, stays)?;
    }
    before.added = retied(tx, stays, goes)?;
    let known = tx.distinct_from(stays)?;
    let told = before.distinct.iter().copied();
    before.made_distinct = told
        .filter(|other| *other != stays && !known.contains(other))
        .collect();
    for other in &before.made_distinct {
        tx.note_not_duplicates(stays, *other)?;
    }
    tx.drop_patient(goes)?;
    tx.save_patient_marks(stays, &marks)?;
    tx.save_patient(&Patient {
        note: joined(&kept.note, &gone.note),
        is_fragile: kept.is_fragile || gone.is_fragile,
        is_blocked_online: kept.is_blocked_online || gone.is_blocked_online,
        ..request.survivor.clone()
    })?;
    let left = tx.patient_version(stays)?.unwrap_or(0);
    before.left = tx.patient_snapshot(stays)?;
    let text = serde_json::to_string(&before).map_err(|error| Fault::Bug(error.to_string()))?;
    let id = tx.insert_merge(stays, goes, &text, left)?;
    recorded(tx, &request.actor, "patient.merge", (stays, goes))?;
    Ok(id)
}

/// On both records, so that each log says where the other went.
pub(super) fn recorded(
    tx: &mut Tx<'_>,
    actor: &Actor,
    what: &'static str,
    (stays, goes): (PatientId, PatientId),
) -> Result<(), Fault> {
    tx.announce();
    for id in [goes, stays] {
        let record = Record::new(actor, what).on(format_args!("patient:{id}"));
        tx.audit(&record.change(format_args!("patient:{goes}"), format_args!("patient:{stays}")))?;
    }
    Ok(())
}

/// One person is never at two places: pairs that would be.
fn overlaps(kept: &[Appointment], handed: &[Appointment]) -> Vec<(AppointmentId, AppointmentId)> {
    let takes = |all: &'_ [Appointment]| -> Vec<Appointment> {
        all.iter().filter(|a| a.status.takes_time()).cloned().collect()
    };
    let (kept, handed) = (takes(kept), takes(handed));
    let mut pairs = Vec::new();
    for one in &kept {
        let with = handed.iter().filter(|other| {
            one.interval.start < other.interval.end && other.interval.start < one.interval.end
        });
        pairs.extend(with.map(|other| (one.id, other.id)));
    }
    pairs
}

fn remembered(
    tx: &Tx<'_>,
    (stays, goes): (PatientId, PatientId),
    handed: &[Appointment],
) -> Result<Before, Fault> {
    let snapshot = |id| -> Result<String, Fault> {
        let found = tx.patient_snapshot(id)?;
        found.ok_or_else(|| Fault::Bug(format!("patient {id} is gone")))
    };
    let ties = tx.ties(goes)?.into_iter();
    Ok(Before {
        survivor: snapshot(stays)?,
        absorbed: snapshot(goes)?,
        survivor_marks: tx.patient_marks(stays)?,
        absorbed_marks: tx.patient_marks(goes)?,
        appointments: handed.iter().map(|a| a.id).collect(),
        doors: tx.patient_doors(goes)?,
        refusals: tx.reminder_refusals(goes)?,
        consents: tx.consents(goes)?.into_iter().map(|consent| consent.id).collect(),
        waiting: tx
            .waiting_entries_of(goes)?
            .into_iter()
            .map(|entry| entry.id)
            .collect(),
        ties: ties
            .map(|tie| (tie.contact, tie.patient, tie.kind.key().to_owned(), tie.created))
            .collect(),
        added: Vec::new(),
        given_up: tx.times_given_up_by(goes)?,
        distinct: tx.distinct_from(goes)?,
        made_distinct: Vec::new(),
        left: None,
    })
}

/// The survivor gets the ties that it lacks; those between the two fall away.
fn retied(tx: &mut Tx<'_>, stays: PatientId, goes: PatientId) -> Result<Vec<(PatientId, PatientId)>, Fault> {
    let own = tx.ties(stays)?;
    let mut added = Vec::new();
    for tie in tx.ties(goes)? {
        let moved = |id: PatientId| if id == goes { stays } else { id };
        let tie = Tie {
            contact: moved(tie.contact),
            patient: moved(tie.patient),
            ..tie
        };
        let is_known = own
            .iter()
            .any(|known| (known.contact, known.patient) == (tie.contact, tie.patient));
        if tie.contact != tie.patient && !is_known {
            tx.save_tie(&tie)?;
            added.push((tie.contact, tie.patient));
        }
    }
    Ok(added)
}

fn joined(one: &str, other: &str) -> String {
    match (one.trim(), other.trim()) {
        (one, other) if other.is_empty() || one.contains(other) => one.to_owned(),
        ("", other) => other.to_owned(),
        (one, other) => format!("{one}\n{other}"),
    }
}

pub(super) fn joined_marks(one: &PatientMarks, other: &PatientMarks) -> PatientMarks {
    PatientMarks {
        is_phone_only: one.is_phone_only || other.is_phone_only,
        block_reason: joined(&one.block_reason, &other.block_reason),
        desk_note: joined(&one.desk_note, &other.desk_note),
    }
}
