//! Undoing a merge (ADR 0010).

use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::relative::Kinship;
use crate::domain::staff::Actor;
use crate::store::{Fault, Merge, Tie, Tx, Wall};

use super::Failure;
use super::merge::{Before, MERGE_UNDO, MergeRefusal, joined_marks, recorded};

/// What a booking fills in on the record it finds, where nothing stands.
const COMPLETED: [&str; 3] = ["born", "phone", "email"];

/// The columns of a record.
type Fields = serde_json::Map<String, serde_json::Value>;

/// Both records as they were, each with its own.
pub(super) fn undo(tx: &mut Tx<'_>, id: i64, actor: &Actor) -> Result<Merge, Failure<MergeRefusal>> {
    let refuse = |refusal| Err(Failure::Refused(refusal));
    let Some(merge) = tx.merge(id)? else {
        return refuse(MergeRefusal::Unknown);
    };
    let before = match &merge.before {
        _ if merge.undone.is_some() => return refuse(MergeRefusal::Done),
        Some(text) if tx.now() - merge.merged <= MERGE_UNDO => text,
        _ => return refuse(MergeRefusal::TooOld),
    };
    let before: Before =
        serde_json::from_str(before).map_err(|error| Fault::Bug(format!("merge {id}: {error}")))?;
    let (stays, goes) = (merge.survivor, merge.absorbed);
    let Some(survivor) = as_it_was(tx, &merge, &before)? else {
        return refuse(MergeRefusal::Used);
    };
    if tx.patient(goes)?.is_some() {
        return refuse(MergeRefusal::Used);
    }
    tx.revive_patient(&before.absorbed)?;
    for appointment in &before.appointments {
        give_back(tx, *appointment, (stays, goes)).map_err(at_the_wall)?;
    }
    tx.hand_over_doors(&before.doors, goes)?;
    for consent in &before.consents {
        tx.move_consent(*consent, goes)?;
    }
    for refusal in &before.refusals {
        tx.drop_refusal(stays, *refusal)?;
        tx.restore_refusal(goes, *refusal)?;
    }
    for entry in &before.waiting {
        tx.move_waiting_entry(*entry, goes)?;
    }
    for freed in &before.given_up {
        tx.move_given_up_time(*freed, goes)?;
    }
    untied(tx, &before, (stays, goes))?;
    tx.save_patient_marks(goes, &before.absorbed_marks)?;
    tx.save_patient_marks(stays, &before.survivor_marks)?;
    tx.restore_patient(&survivor)?;
    tx.note_other_name(stays)?;
    tx.mark_merge_undone(id)?;
    recorded(tx, actor, "patient.unmerge", (stays, goes))?;
    Ok(merge)
}

/// The survivor as it was before the merge, with what a booking has filled in since where nothing stood; `None` when somebody
/// edited it or merged another record into it.
fn as_it_was(tx: &Tx<'_>, merge: &Merge, before: &Before) -> Result<Option<String>, Fault> {
    let stays = merge.survivor;
    if tx.patient_version(stays)? == Some(merge.left_version) {
        return Ok(Some(before.survivor.clone()));
    }
    let (Some(left), Some(now)) = (&before.left, tx.patient_snapshot(stays)?) else {
        return Ok(None);
    };
    let later = tx.merges_since(merge.merged)?;
    let is_merged_again = later
        .iter()
        .any(|other| other.survivor == stays && other.id > merge.id);
    let marks = joined_marks(&before.survivor_marks, &before.absorbed_marks);
    if is_merged_again || tx.patient_marks(stays)? != marks {
        return Ok(None);
    }
    let parsed = |text: &str| -> Result<Fields, Fault> {
        serde_json::from_str(text).map_err(|error| Fault::Bug(format!("merge {}: {error}", merge.id)))
    };
    let restored = completed(&parsed(left)?, &parsed(&now)?, parsed(&before.survivor)?);
    Ok(restored.map(|fields| serde_json::Value::Object(fields).to_string()))
}

/// `was` with what `now` has and `left` had not; `None` when `now` differs in anything else than such a completion.
fn completed(left: &Fields, now: &Fields, mut was: Fields) -> Option<Fields> {
    for (name, value) in now {
        let old = left.get(name)?;
        if name == "version" || old == value {
            continue;
        }
        if !COMPLETED.contains(&name.as_str()) || !old.is_null() {
            return None;
        }
        if was.get(name).is_none_or(serde_json::Value::is_null) {
            was.insert(name.clone(), value.clone());
        }
    }
    Some(was)
}

/// Relatives and people who are somebody else, as they were; of those who are still there.
fn untied(tx: &mut Tx<'_>, before: &Before, (stays, goes): (PatientId, PatientId)) -> Result<(), Fault> {
    for (contact, patient) in &before.added {
        tx.drop_tie(*contact, *patient)?;
    }
    for (contact, patient, kind, created) in &before.ties {
        let is_there = tx.patient(*contact)?.is_some() && tx.patient(*patient)?.is_some();
        if let Some(kind) = Kinship::from_key(kind).filter(|_| is_there) {
            tx.save_tie(&Tie {
                contact: *contact,
                patient: *patient,
                kind,
                created: *created,
            })?;
        }
    }
    for other in &before.made_distinct {
        tx.forget_not_duplicates(stays, *other)?;
    }
    for other in &before.distinct {
        if tx.patient(*other)?.is_some() {
            tx.note_not_duplicates(goes, *other)?;
        }
    }
    Ok(())
}

/// With everything that replaced it since: a moved appointment belongs to who had the first one.
fn give_back(
    tx: &mut Tx<'_>,
    first: AppointmentId,
    (stays, goes): (PatientId, PatientId),
) -> Result<(), Fault> {
    let mut next = Some(first);
    while let Some(id) = next {
        if let Some(appointment) = tx.appointment(id)?.filter(|a| a.patient == stays) {
            tx.hand_over(&appointment, goes)?;
        }
        next = tx.replacement_of(id)?;
    }
    Ok(())
}

fn at_the_wall(fault: Fault) -> Failure<MergeRefusal> {
    match fault {
        Fault::Overlap(Wall::Patient) => Failure::Refused(MergeRefusal::Used),
        other => Failure::Fault(other),
    }
}
