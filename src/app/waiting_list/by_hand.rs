//! Offers out of turn, and offers taken back: acts of the staff.

use crate::domain::booking::Refusal;
use crate::domain::id::{OfferId, PractitionerId, WaitingEntryId};
use crate::domain::slot::{Audience, Placing, SlotQuery, place_free};
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::domain::waiting_list::{EntryState, FreedTime, WaitingEntry};
use crate::store::{FreedState, Record, Tx, WaitingOfferState};

use super::super::once::{Key, keep_answer, told_before};
use super::super::{App, Failure};
use super::candidates::{Candidate, question_of, terms};
use super::channel::channel_in;
use super::offering::{close, end_offer, offer_to, take};

impl App {
    /// Offers a free time to a person on the list, whatever its order and their wishes; it is theirs alone until the offer ends.
    pub async fn offer_by_hand(
        &self,
        entry: WaitingEntryId,
        practitioner: PractitionerId,
        start: Instant,
        actor: Actor,
    ) -> Result<OfferId, Failure> {
        self.offer_by_hand_once(entry, (practitioner, start), None, actor)
            .await
    }

    /// The same for a request that may be sent again: the key returns the first answer.
    pub async fn offer_by_hand_once(
        &self,
        entry: WaitingEntryId,
        (practitioner, start): (PractitionerId, Instant),
        key: Option<Key>,
        actor: Actor,
    ) -> Result<OfferId, Failure> {
        let keys = std::sync::Arc::clone(&self.keys);
        self.store
            .write(move |tx| {
                if let Some(id) = told_before(tx, key.as_ref())? {
                    return Ok(id);
                }
                if !tx.is_clock_trusted() {
                    return Err(Refusal::ClockNotTrusted.into());
                }
                tx.drop_expired_holds()?;
                let entry = tx.waiting_entry(entry)?.ok_or(Refusal::NotFound)?;
                let candidate = placed(tx, entry, practitioner, start)?;
                let (freed, offered) = (&candidate.freed, &candidate.placement);
                let hold = take(tx, freed, offered)?;
                let kept = tx.keep_time(freed, (offered, hold), (0, None))?;
                let id = offer_to(tx, &keys, kept, &candidate, Some(&actor))?;
                keep_answer(tx, key.as_ref(), &id)?;
                Ok(id)
            })
            .await
    }

    /// Takes an offer back, and the time with it: whoever else was asked learns so when they answer, and the time is everybody's.
    pub async fn withdraw_offer(&self, id: OfferId, actor: Actor) -> Result<(), Failure> {
        self.store
            .write(move |tx| {
                let offer = tx.offer(id)?.ok_or(Refusal::NotFound)?;
                let time = tx.reserved_time(offer.freed)?.ok_or(Refusal::NotFound)?;
                if offer.state != WaitingOfferState::Open || time.state != FreedState::Open {
                    return Err(Refusal::WrongState.into());
                }
                end_offer(tx, &offer, WaitingOfferState::Withdrawn, &actor)?;
                tx.audit(
                    &Record::new(&actor, "freed-time.withdraw").on(format_args!("freed-time:{}", time.id)),
                )?;
                close(tx, &time, FreedState::Withdrawn)
            })
            .await
    }
}

/// Takes back whatever is offered of a practitioner's time in an interval.
pub(in crate::app) fn withdraw_offers_at(
    tx: &mut Tx<'_>,
    practitioner: PractitionerId,
    interval: Interval,
) -> Result<(), Failure> {
    for time in tx.reserved_times()? {
        if time.freed.practitioner == practitioner && time.freed.window.intersects(&interval) {
            close(tx, &time, FreedState::Withdrawn)?;
        }
    }
    Ok(())
}

/// The place of an offer out of turn: free, open, and not in the way of the person's other bookings.
fn placed(
    tx: &Tx<'_>,
    entry: WaitingEntry,
    practitioner: PractitionerId,
    start: Instant,
) -> Result<Candidate, Failure> {
    let is_asked = tx
        .offers_to(entry.id)?
        .iter()
        .any(|offer| offer.state == WaitingOfferState::Open);
    if entry.state != EntryState::Waiting || is_asked {
        return Err(Refusal::WrongState.into());
    }
    let patient = tx.patient(entry.patient)?.ok_or(Refusal::NotFound)?;
    let channel = channel_in(tx, &patient, entry.channel)?;
    let asked = question_of(tx, &entry, &patient, channel)?.ok_or(Refusal::WrongState)?;
    let query = SlotQuery {
        practitioner: Some(practitioner),
        audience: Audience::Staff,
        ..asked.query
    };
    let placement = place_free(tx.agenda(), &query, start, Placing::InOpeningHours, tx.now())?;
    // Until the offer is accepted the old booking stands, and nothing can be kept over it.
    let is_over_old = asked
        .replaced
        .is_some_and(|old| old.occupied.intersects(&placement.occupied));
    if is_over_old || terms(tx, start)?.is_none() {
        return Err(Refusal::NotOffered {
            alternatives: Vec::new(),
        }
        .into());
    }
    let freed = FreedTime {
        practitioner,
        window: placement.occupied,
        was: Some((entry.care, start)),
        gave_up: None,
    };
    Ok(Candidate {
        entry,
        patient,
        placement,
        freed,
    })
}
