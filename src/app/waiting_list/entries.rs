//! Joining the list, changing an entry, leaving it.

use crate::domain::booking::Appointment;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, WaitingEntryId};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{Channel, EntryState, KeptUntil, LastDay, Urgency, WaitingEntry, Wishes};
use crate::store::{Fault, Record, Tx, WaitingOfferState};

use super::super::links::linked_in;
use super::super::once::{Key, keep_answer, told_before};
use super::super::pass::LinkPass;
use super::super::{App, Failure};
use super::advance::advance;
use super::offering::end_offer;
use super::rules::rules;

/// Somebody to be put on the list.
#[derive(Clone, Debug)]
pub struct JoinRequest {
    /// Who.
    pub patient: PatientId,
    /// For which care.
    pub care: CareTypeId,
    /// What suits.
    pub wishes: Wishes,
    /// How they hear of an offer.
    pub channel: Channel,
    /// The booking that an accepted offer gives up: of the same person and care.
    pub replaces: Option<AppointmentId>,
    /// Set by staff.
    pub urgency: Urgency,
    /// Its last day on the list, where staff chose one.
    pub until: Option<LastDay>,
}

/// What staff change of an entry.
#[derive(Clone, Debug)]
pub struct EntryChange {
    /// What suits.
    pub wishes: Wishes,
    /// How they hear of an offer.
    pub channel: Channel,
    /// How urgent it is.
    pub urgency: Urgency,
    /// How long it is kept.
    pub until: KeptUntil,
}

/// Why somebody is not put on the list, or an entry is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinRefusal {
    /// They wait for this care already: that entry is to be changed instead.
    AlreadyWaiting(WaitingEntryId),
    /// No such patient, care or entry.
    NotFound,
    /// The booking to replace is not theirs, is for another care, or can no longer be moved.
    NotReplaceable,
    /// The entry is no longer on the list.
    Over,
    /// Somebody changed it meanwhile.
    Stale,
    /// The key came with another request before.
    KeyReused,
}

impl From<JoinRefusal> for Failure<JoinRefusal> {
    fn from(refusal: JoinRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl App {
    /// Puts somebody on the list.
    pub async fn join_waiting_list(
        &self,
        request: JoinRequest,
        actor: Actor,
    ) -> Result<WaitingEntryId, Failure<JoinRefusal>> {
        self.join_waiting_list_once(request, None, actor).await
    }

    /// The same for a request that may be sent again: the key returns the first answer.
    pub async fn join_waiting_list_once(
        &self,
        request: JoinRequest,
        key: Option<Key>,
        actor: Actor,
    ) -> Result<WaitingEntryId, Failure<JoinRefusal>> {
        self.store
            .write(move |tx| {
                if let Some(id) = told_before(tx, key.as_ref())? {
                    return Ok(id);
                }
                let id = join(tx, &request, &actor)?;
                keep_answer(tx, key.as_ref(), &id)?;
                Ok(id)
            })
            .await
    }

    /// Puts the holder of an appointment's link on the list for an earlier time, or changes what they said before.
    pub async fn ask_for_earlier(
        &self,
        pass: &LinkPass,
        wishes: Wishes,
    ) -> Result<WaitingEntryId, Failure<JoinRefusal>> {
        let token_hash = self.token_hash(pass).map_err(|_| JoinRefusal::NotFound)?;
        self.store
            .write(move |tx| {
                let (appointment, patient) = behind_link(tx, &token_hash)?;
                if let Some(mut entry) = waiting_for(tx, patient, appointment.care)? {
                    entry.wishes = wishes;
                    entry.replaces = Some(appointment.id);
                    // Saying it again is an answer.
                    (entry.state, entry.ignored) = (EntryState::Waiting, 0);
                    entry.expires = appointment.interval.start;
                    return written(tx, &entry, &Actor::Patient, "waiting.edit");
                }
                let request = JoinRequest {
                    patient,
                    care: appointment.care,
                    wishes,
                    channel: Channel::Email,
                    replaces: Some(appointment.id),
                    urgency: Urgency::Normal,
                    until: None,
                };
                join(tx, &request, &Actor::Patient)
            })
            .await
    }

    /// The entry of the holder of an appointment's link, while it is on the list.
    pub async fn asked_for_earlier(&self, pass: &LinkPass) -> Result<Option<WaitingEntry>, Failure> {
        let linked = self.linked(pass).await?;
        let found = self
            .store
            .read(move |db| db.waiting_entries_of(linked.patient.id))
            .await?;
        let is_it = |entry: &WaitingEntry| entry.state.is_on_list() && entry.care == linked.appointment.care;
        Ok(found.into_iter().rev().find(is_it))
    }

    /// Takes the holder of an appointment's link off the list.
    pub async fn ask_for_earlier_no_more(&self, pass: &LinkPass) -> Result<(), Failure<JoinRefusal>> {
        let token_hash = self.token_hash(pass).map_err(|_| JoinRefusal::NotFound)?;
        let keys = std::sync::Arc::clone(&self.keys);
        self.store
            .write(move |tx| {
                let (appointment, patient) = behind_link(tx, &token_hash)?;
                if let Some(entry) = waiting_for(tx, patient, appointment.care)? {
                    leave(tx, entry, EntryState::Left, &Actor::Patient)?;
                    advance(tx, &keys).map_err(fault_of)?;
                }
                Ok(())
            })
            .await
    }

    /// Changes an entry. `seen` is the version that the form showed.
    pub async fn edit_waiting_entry(
        &self,
        id: WaitingEntryId,
        seen: Option<i64>,
        change: EntryChange,
        actor: Actor,
    ) -> Result<(), Failure<JoinRefusal>> {
        self.store
            .write(move |tx| {
                let entry = on_list(tx, id, seen)?;
                let expires = match change.until {
                    KeptUntil::AsBefore => entry.expires,
                    KeptUntil::Usual => expiry(tx, None, entry.replaces)?,
                    KeptUntil::Day(last) => expiry(tx, Some(last), entry.replaces)?,
                };
                let changed = WaitingEntry {
                    wishes: change.wishes,
                    channel: change.channel,
                    urgency: change.urgency,
                    expires,
                    ..entry
                };
                written(tx, &changed, &actor, "waiting.edit").map(|_| ())
            })
            .await
    }

    /// Pauses an entry, takes it up again, or takes it off the list; an open offer is taken back.
    pub async fn set_waiting_state(
        &self,
        id: WaitingEntryId,
        state: EntryState,
        actor: Actor,
    ) -> Result<(), Failure<JoinRefusal>> {
        let keys = std::sync::Arc::clone(&self.keys);
        self.store
            .write(move |tx| {
                let entry = on_list(tx, id, None)?;
                leave(tx, entry, state, &actor)?;
                if tx.is_clock_trusted() {
                    advance(tx, &keys).map_err(fault_of)?;
                }
                Ok(())
            })
            .await
    }
}

pub(super) fn join(
    tx: &mut Tx<'_>,
    request: &JoinRequest,
    actor: &Actor,
) -> Result<WaitingEntryId, Failure<JoinRefusal>> {
    let is_sold = tx
        .agenda()
        .set_up()
        .care_types
        .get(&request.care)
        .is_some_and(|care| !care.is_archived);
    if !is_sold || tx.patient(request.patient)?.is_none() {
        return Err(JoinRefusal::NotFound.into());
    }
    if let Some(entry) = waiting_for(tx, request.patient, request.care)? {
        return Err(JoinRefusal::AlreadyWaiting(entry.id).into());
    }
    if let Some(id) = request.replaces {
        check_replaceable(tx, id, request)?;
    }
    let entry = WaitingEntry {
        id: WaitingEntryId(0),
        patient: request.patient,
        care: request.care,
        wishes: request.wishes.clone(),
        channel: request.channel,
        replaces: request.replaces,
        urgency: request.urgency,
        state: EntryState::Waiting,
        ignored: 0,
        created: tx.now(),
        expires: expiry(tx, request.until, request.replaces)?,
        version: 1,
    };
    written(tx, &entry, actor, "waiting.join")
}

pub(super) fn expiry(
    tx: &Tx<'_>,
    last: Option<LastDay>,
    replaces: Option<AppointmentId>,
) -> Result<Instant, Fault> {
    let booking = match replaces {
        Some(id) => tx.appointment(id)?,
        None => None,
    };
    let start = booking.map(|old| old.interval.start);
    Ok(match last {
        Some(last) => last.expiry(tx.agenda().zone(), start),
        None => rules(tx)?.default_expiry(start, tx.now()),
    })
}

fn check_replaceable(
    tx: &Tx<'_>,
    id: AppointmentId,
    request: &JoinRequest,
) -> Result<(), Failure<JoinRefusal>> {
    let old = tx.appointment(id)?.ok_or(JoinRefusal::NotReplaceable)?;
    let is_theirs = (old.patient, old.care) == (request.patient, request.care);
    if !is_theirs || !old.status.is_pending() || old.interval.start <= tx.now() {
        return Err(JoinRefusal::NotReplaceable.into());
    }
    Ok(())
}

fn waiting_for(tx: &Tx<'_>, patient: PatientId, care: CareTypeId) -> Result<Option<WaitingEntry>, Fault> {
    let entries = tx.waiting_entries_of(patient)?;
    Ok(entries
        .into_iter()
        .find(|entry| entry.care == care && entry.state.is_on_list()))
}

fn on_list(tx: &Tx<'_>, id: WaitingEntryId, seen: Option<i64>) -> Result<WaitingEntry, Failure<JoinRefusal>> {
    let entry = tx.waiting_entry(id)?.ok_or(JoinRefusal::NotFound)?;
    if seen.is_some_and(|seen| seen != entry.version) {
        return Err(JoinRefusal::Stale.into());
    }
    if entry.state.is_on_list() {
        Ok(entry)
    } else {
        Err(JoinRefusal::Over.into())
    }
}

pub(super) fn leave(
    tx: &mut Tx<'_>,
    entry: WaitingEntry,
    state: EntryState,
    actor: &Actor,
) -> Result<(), Failure<JoinRefusal>> {
    if state != EntryState::Waiting {
        for offer in tx.offers_to(entry.id)? {
            if offer.state == WaitingOfferState::Open {
                end_offer(tx, &offer, WaitingOfferState::Withdrawn, actor)?;
            }
        }
    }
    let what = match state {
        EntryState::Waiting => "waiting.resume",
        EntryState::Paused => "waiting.pause",
        EntryState::Served | EntryState::Left | EntryState::Expired => "waiting.leave",
    };
    let changed = WaitingEntry {
        state,
        ignored: 0,
        ..entry
    };
    written(tx, &changed, actor, what).map(|_| ())
}

pub(super) fn written(
    tx: &mut Tx<'_>,
    entry: &WaitingEntry,
    actor: &Actor,
    what: &'static str,
) -> Result<WaitingEntryId, Failure<JoinRefusal>> {
    let id = tx.save_waiting_entry(entry)?;
    tx.audit(&Record::new(actor, what).on(format_args!("waiting:{id}")))?;
    Ok(id)
}

fn behind_link(tx: &Tx<'_>, token_hash: &[u8; 32]) -> Result<(Appointment, PatientId), Failure<JoinRefusal>> {
    match linked_in(tx, token_hash) {
        Ok((appointment, patient)) if is_ahead(&appointment, tx.now()) => Ok((appointment, patient.id)),
        Ok(_) => Err(JoinRefusal::NotReplaceable.into()),
        Err(Failure::Refused(_)) => Err(JoinRefusal::NotFound.into()),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

fn is_ahead(appointment: &Appointment, now: Instant) -> bool {
    appointment.status.is_pending() && appointment.interval.start > now
}

/// Going on with the list is no answer to the person who acts.
fn fault_of(failure: Failure) -> Failure<JoinRefusal> {
    Failure::Fault(match failure {
        Failure::Fault(fault) => fault,
        Failure::Refused(refusal) => Fault::Bug(format!("the waiting list was refused: {refusal}")),
    })
}
