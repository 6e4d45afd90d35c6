//! Changes of the set-up: applied at once when every appointment still fits, else written down as a draft (booking-rules §7).

use std::sync::Arc;

use crate::domain::agenda::{Agenda, BookingRef, Edit, Noun, SetUp};
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::schedule::orphans;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Fault, Record, Tx};
use crate::sys::hash;

use super::once::{Key, keep_answer, told_before};
use super::{App, Failure};

/// Characters of a fingerprint.
const FINGERPRINT_CHARS: usize = 16;

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// In force, with the numbers of what was written; none when a form was sent again.
    Applied(Vec<Noun>),
    /// Appointments would be left outside: written down, nothing is changed yet.
    Drafted(DraftId),
}

/// What became of a change by somebody who asked for no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Direct {
    /// In force: what was written, and its fingerprint.
    Applied(Noun, String),
    /// Nothing is changed: these appointments would be left outside.
    LeftOutside(Vec<AppointmentId>),
}

/// Why a change of the set-up is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    /// What it changes is not there.
    #[error("not found")]
    NotFound,
    /// Somebody changed the same thing meanwhile.
    #[error("changed meanwhile")]
    Stale,
    /// The person's rights do not reach that far (security 8.3.1).
    #[error("not allowed")]
    NotAllowed,
    /// The same form was saved with other answers.
    #[error("saved before")]
    SavedBefore,
}

impl App {
    /// Tells one state of a noun from another; a form carries it, so that two people do not overwrite each other unseen.
    pub fn fingerprint(&self, noun: Noun) -> String {
        fingerprint(self.agenda().set_up(), noun)
    }

    /// Applies the edits, or writes them down when appointments would be left outside. `seen` is the fingerprint of the first
    /// edit's noun as the form showed it.
    pub async fn change_set_up(
        &self,
        edits: Vec<Edit>,
        seen: Option<String>,
        actor: Actor,
    ) -> Result<Changed, Failure<ChangeRefusal>> {
        self.change_set_up_once(edits, seen, None, actor).await
    }

    /// The same for a form that may be sent twice: the key returns the first answer.
    pub async fn change_set_up_once(
        &self,
        edits: Vec<Edit>,
        seen: Option<String>,
        key: Option<String>,
        actor: Actor,
    ) -> Result<Changed, Failure<ChangeRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let key = key.map(|key| Key::of(&actor, &key, &edits));
                if let Some(changed) = repeated_change(tx, key.as_ref())? {
                    return Ok(changed);
                }
                let changed = change_in(tx, &edits, seen.as_deref(), &actor)?;
                remember_change(tx, key.as_ref(), &changed)?;
                Ok(changed)
            })
            .await
    }

    /// Applies an edit, or refuses it when appointments would be left outside: a draft that nobody asked for would lie there
    /// unseen. The same key returns the first answer.
    pub async fn change_set_up_directly(
        &self,
        edit: Edit,
        seen: Option<String>,
        key: Option<Key>,
        actor: Actor,
    ) -> Result<Direct, Failure<ChangeRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                if let Some((noun, version)) = told_before(tx, key.as_ref())? {
                    return Ok(Direct::Applied(noun, version));
                }
                let edits = [edit];
                checked(tx, &edits, seen.as_deref(), &actor)?;
                let lost = left_outside(tx.agenda(), &edits, tx.now());
                if !lost.is_empty() {
                    return Ok(Direct::LeftOutside(lost));
                }
                let [edit] = &edits;
                let written = write_edits(tx, &edits, &actor)?;
                let noun = written.first().copied().unwrap_or_else(|| edit.noun());
                let version = fingerprint(tx.agenda().set_up(), noun);
                keep_answer(tx, key.as_ref(), &(noun, &version))?;
                Ok(Direct::Applied(noun, version))
            })
            .await
    }
}

/// Whether somebody may make these changes: staff as their role says, the program itself always.
pub(super) fn may_change(tx: &Tx<'_>, edits: &[Edit], actor: &Actor) -> Result<bool, Fault> {
    let Actor::Staff(id) = actor else { return Ok(true) };
    let set_up = tx.agenda().set_up();
    let account = tx.account(*id)?;
    Ok(account.is_some_and(|account| {
        let may = |edit: &Edit| {
            account
                .member
                .may_change(set_up.present(edit.noun()).as_ref(), edit)
        };
        edits.iter().all(may)
    }))
}

/// What the edits replace, once they may be made by this person on what it saw.
fn checked(
    tx: &Tx<'_>,
    edits: &[Edit],
    seen: Option<&str>,
    actor: &Actor,
) -> Result<Vec<Option<Edit>>, Failure<ChangeRefusal>> {
    let set_up = Arc::clone(tx.agenda().set_up());
    let before = replaced(&set_up, edits)?;
    if !may_change(tx, edits, actor)? {
        return Err(Failure::Refused(ChangeRefusal::NotAllowed));
    }
    if let (Some(seen), Some(first)) = (seen, edits.first())
        && *seen != fingerprint(&set_up, first.noun())
    {
        return Err(Failure::Refused(ChangeRefusal::Stale));
    }
    Ok(before)
}

fn change_in(
    tx: &mut Tx<'_>,
    edits: &[Edit],
    seen: Option<&str>,
    actor: &Actor,
) -> Result<Changed, Failure<ChangeRefusal>> {
    let before = checked(tx, edits, seen, actor)?;
    let lost = left_outside(tx.agenda(), edits, tx.now());
    if lost.is_empty() {
        return Ok(Changed::Applied(write_edits(tx, edits, actor)?));
    }
    let draft = write_down(tx, edits, &before, &lost, actor)?;
    Ok(Changed::Drafted(draft))
}

/// The draft that a change became; `None` when it was applied at once.
#[derive(serde::Serialize, serde::Deserialize)]
struct Answer {
    draft: Option<i64>,
}

/// The first answer to a form that was sent before; what was applied at once is not counted again.
pub(super) fn repeated_change(
    tx: &Tx<'_>,
    key: Option<&Key>,
) -> Result<Option<Changed>, Failure<ChangeRefusal>> {
    let Some(answer) = told_before::<Answer, _>(tx, key)? else {
        return Ok(None);
    };
    Ok(Some(match answer.draft {
        Some(id) => Changed::Drafted(DraftId(id)),
        None => Changed::Applied(Vec::new()),
    }))
}

/// Keeps the answer for a form that is sent again.
pub(super) fn remember_change(tx: &mut Tx<'_>, key: Option<&Key>, changed: &Changed) -> Result<(), Fault> {
    let draft = match changed {
        Changed::Drafted(id) => Some(id.0),
        Changed::Applied(_) => None,
    };
    keep_answer(tx, key, &Answer { draft })
}

fn fingerprint(set_up: &SetUp, noun: Noun) -> String {
    let mut text = hash::sha256_hex(format!("{:?}", set_up.present(noun)).as_bytes());
    text.truncate(FINGERPRINT_CHARS);
    text
}

/// What the edits replace; an edit of something that is not there is refused.
fn replaced(set_up: &SetUp, edits: &[Edit]) -> Result<Vec<Option<Edit>>, Failure<ChangeRefusal>> {
    let before = edits.iter().map(|edit| match set_up.present(edit.noun()) {
        None if !edit.noun().is_new() => Err(Failure::Refused(ChangeRefusal::NotFound)),
        present => Ok(present),
    });
    before.collect()
}

/// The appointments that fit now and would not any more.
pub(super) fn left_outside(agenda: &Agenda, edits: &[Edit], now: Instant) -> Vec<AppointmentId> {
    let proposed = Arc::new(agenda.set_up().edited(edits));
    let lost = orphans(agenda, &proposed, now);
    let ids = lost.iter().filter_map(|booked| match booked.reference {
        BookingRef::Appointment(id) => Some(id),
        BookingRef::Hold(_) | BookingRef::Offer(_) => None,
    });
    ids.collect()
}

fn write_down(
    tx: &mut Tx<'_>,
    edits: &[Edit],
    before: &[Option<Edit>],
    lost: &[AppointmentId],
    actor: &Actor,
) -> Result<DraftId, Fault> {
    let author = match actor {
        Actor::Staff(id) => Some(*id),
        Actor::Patient | Actor::Token(_) | Actor::Kiosk(_) | Actor::Calendar(_) | Actor::System => None,
    };
    let id = tx.insert_draft(author, edits, before)?;
    tx.list_orphans(id, lost)?;
    tx.announce();
    tx.audit(&Record::new(actor, "draft.create").on(format_args!("draft:{id}")))?;
    Ok(id)
}

/// Writes the edits with their records; the agenda shows them from here on.
pub(super) fn write_edits(tx: &mut Tx<'_>, edits: &[Edit], actor: &Actor) -> Result<Vec<Noun>, Fault> {
    let mut written = Vec::with_capacity(edits.len());
    for edit in edits {
        let noun = tx.write_edit(edit)?;
        // The practice and its holidays are one row: the second of the two must see the first.
        if matches!(noun, Noun::Practice | Noun::Holidays) {
            tx.refresh_set_up()?;
        }
        let (what, object) = recorded_as(edit, noun);
        tx.audit(&Record::new(actor, what).on(object))?;
        written.push(noun);
    }
    tx.refresh_set_up()?;
    Ok(written)
}

/// Verb and object of the audit record.
fn recorded_as(edit: &Edit, noun: Noun) -> (&'static str, String) {
    let is_new = edit.noun().is_new();
    let verb = |create, change, drop| match edit {
        _ if edit.is_drop() => drop,
        _ if is_new => create,
        _ => change,
    };
    match noun {
        Noun::Practice => ("practice.edit", "practice".to_owned()),
        Noun::Holidays => ("holidays.edit", "practice".to_owned()),
        Noun::Practitioner(id) => (
            verb("practitioner.create", "practitioner.edit", ""),
            format!("practitioner:{id}"),
        ),
        Noun::CareType(id) => (
            verb("care_type.create", "care_type.edit", ""),
            format!("care_type:{id}"),
        ),
        Noun::Resource(id) => (
            verb("resource.create", "resource.edit", ""),
            format!("resource:{id}"),
        ),
        Noun::Schedule(id) => (
            verb("schedule.create", "schedule.edit", "schedule.drop"),
            format!("schedule:{id}"),
        ),
        Noun::Exception(id) => (
            verb("exception.create", "exception.edit", "exception.drop"),
            format!("exception:{id}"),
        ),
        Noun::Absence(id) => (
            verb("absence.create", "absence.edit", "absence.drop"),
            format!("absence:{id}"),
        ),
    }
}
