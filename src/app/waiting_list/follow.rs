//! What follows from an act that freed time, changed the set-up or what own calendars take, in its own transaction.

use chrono::TimeDelta;

use crate::domain::agenda::{Booked, BookingRef};
use crate::domain::id::{AppointmentId, HoldId};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{EntryState, FreedTime};
use crate::store::{Fault, FreedState, Record, Tx, WaitingOfferState};
use crate::sys::secret::DeviceKey;

use super::super::Failure;
use super::super::hold_slot::HOLD_AT_MOST;
use super::candidates::Freed;
use super::offering::{Cause, close, end_offer, expire, offer_time};
use super::opened::{offer_given_back, offer_opened, withdraw_closed};

/// Freed times of one act that are offered; an act that frees more (an undone import) is no cancellation.
const AT_MOST: usize = 100;
/// Who comes to the list while a form holds the last free time has not seen that time: it is offered to them when the form is given
/// up. Everybody else could have had it.
const UNSEEN_FOR: TimeDelta = HOLD_AT_MOST;

/// See [`crate::store::Aftermath`].
pub(in crate::app) fn follow(tx: &mut Tx<'_>, keys: &DeviceKey) -> Result<(), Fault> {
    let done = (|| -> Result<(), Failure> {
        let freed = tx.take_freed();
        for booked in freed.iter().take(AT_MOST) {
            if let BookingRef::Appointment(id) = booked.reference {
                follow_booking(tx, id)?;
            }
        }
        if let Some(before) = tx.take_before_set_up() {
            withdraw_closed(tx)?;
            offer_opened(tx, keys, &before)?;
        }
        if let Some(before) = tx.take_before_busy() {
            withdraw_closed(tx)?;
            offer_given_back(tx, keys, &before)?;
        }
        for booked in freed.iter().take(AT_MOST) {
            offer_freed(tx, keys, booked)?;
        }
        Ok(())
    })();
    // What the steps above freed on the way, they have dealt with.
    tx.take_freed();
    done.map_err(|failure| match failure {
        Failure::Fault(fault) => fault,
        Failure::Refused(refusal) => Fault::Bug(format!("the waiting list was refused: {refusal}")),
    })
}

fn offer_freed(tx: &mut Tx<'_>, keys: &DeviceKey, booked: &Booked) -> Result<(), Failure> {
    if let BookingRef::Offer(hold) = booked.reference {
        // It came to its end, which is that of the last 45 minutes: the time is public.
        return end_kept(tx, hold);
    }
    let since = match (booked.reference, booked.expires) {
        (BookingRef::Hold(_), Some(end)) => end - UNSEEN_FOR,
        _ => Instant::UNIX_EPOCH,
    };
    // A clock that may be wrong decides nothing (booking-rules §1.8).
    if !tx.is_clock_trusted() || booked.interval.start <= tx.now() || !tx.is_anybody_waiting(since)? {
        return Ok(());
    }
    let cause = match booked.reference {
        BookingRef::Appointment(id) => Cause {
            step: tx.cascade_step_after(id)?,
            given_up: Some(id),
        },
        BookingRef::Hold(_) | BookingRef::Offer(_) => Cause::default(),
    };
    let freed = FreedTime {
        practitioner: booked.practitioner,
        window: booked.occupied,
        was: Some((booked.care, booked.interval.start)),
        gave_up: booked.patient,
    };
    let freed = Freed::of(tx, freed, booked);
    offer_time(tx, keys, &freed, cause, since)
}

fn end_kept(tx: &mut Tx<'_>, hold: HoldId) -> Result<(), Failure> {
    let Some(time) = tx
        .reserved_time_of(hold)?
        .filter(|time| time.state == FreedState::Open)
    else {
        return Ok(());
    };
    for offer in tx.waiting_offers_of(time.id)? {
        if offer.state == WaitingOfferState::Open {
            expire(tx, &offer)?;
        }
    }
    close(tx, &time, FreedState::Public)
}

/// An entry follows the booking it would replace when that one is moved, and leaves the list with it when it is cancelled.
fn follow_booking(tx: &mut Tx<'_>, given_up: AppointmentId) -> Result<(), Failure> {
    let entries = tx.waiting_to_replace(given_up)?;
    if entries.is_empty() {
        return Ok(());
    }
    let successor = match tx.replacement_of(given_up)? {
        Some(id) => tx.appointment(id)?,
        None => None,
    };
    let given_up = tx.appointment(given_up)?.map(|old| old.interval.start);
    for mut entry in entries {
        if let Some(moved) = &successor {
            entry.replaces = Some(moved.id);
            // An earlier end is one that staff chose.
            let is_chosen = given_up.is_some_and(|start| entry.expires < start);
            entry.expires = if is_chosen {
                entry.expires.min(moved.interval.start)
            } else {
                moved.interval.start
            };
        } else {
            entry.state = EntryState::Left;
            for offer in tx.offers_to(entry.id)? {
                if offer.state == WaitingOfferState::Open {
                    end_offer(tx, &offer, WaitingOfferState::Withdrawn, &Actor::System)?;
                }
            }
        }
        tx.save_waiting_entry(&entry)?;
        let record = Record::new(&Actor::System, "waiting.follow").on(format_args!("waiting:{}", entry.id));
        tx.audit(&record)?;
    }
    Ok(())
}
