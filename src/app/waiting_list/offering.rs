//! Offering a freed time: one exclusive hold, and an offer to each who is asked (booking-rules §5, §9).

use crate::domain::contact::Contact;
use crate::domain::id::{AppointmentId, FreedTimeId, HoldId, OfferId};
use crate::domain::slot::Placement;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::domain::waiting_list::{Channel, EntryState, FreedTime};
use crate::store::{
    Fault, FreedState, HoldKeys, MessageKind, NewMessage, NewOffer, Offer, Record, ReservedTime, Tx,
    WaitingOfferState,
};
use crate::sys::secret::DeviceKey;
use crate::sys::{hash, ids};

use super::super::Failure;
use super::candidates::{Candidate, Freed, candidates, next_candidates, terms};
use super::channel::channel_in;
use super::offer_links::offer_token;
use super::rules::rules;

/// The longest care: what touches a window may have begun on the day before.
const DAY: chrono::TimeDelta = chrono::TimeDelta::days(1);

/// How a freed time came about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cause {
    /// So many accepted offers led to it.
    pub(super) step: u8,
    /// The booking that gave it up.
    pub(super) given_up: Option<AppointmentId>,
}

/// Offers what was freed to the first of the list whom it suits; when there is nobody, it stays everybody's. `since` leaves out who came
/// to the list earlier.
pub(super) fn offer_time(
    tx: &mut Tx<'_>,
    keys: &DeviceKey,
    freed: &Freed,
    cause: Cause,
    since: Instant,
) -> Result<(), Failure> {
    if cause.step > rules(tx)?.cascade {
        return Ok(());
    }
    let asked = candidates(tx, freed, since)?;
    keep_and_offer(tx, keys, cause, &asked)
}

/// Takes the time for those, who can share one hold, and asks them.
pub(super) fn keep_and_offer(
    tx: &mut Tx<'_>,
    keys: &DeviceKey,
    cause: Cause,
    asked: &[Candidate],
) -> Result<(), Failure> {
    let Some(first) = asked.first() else {
        return Ok(());
    };
    let hold = take(tx, &first.freed, &first.placement)?;
    let id = tx.keep_time(
        &first.freed,
        (&first.placement, hold),
        (cause.step, cause.given_up),
    )?;
    for candidate in asked {
        offer_to(tx, keys, id, candidate, None)?;
    }
    Ok(())
}

/// Goes on to the next of the list; to everybody when there is nobody left, or no time to ask.
pub(super) fn go_on(tx: &mut Tx<'_>, keys: &DeviceKey, time: &ReservedTime) -> Result<(), Failure> {
    let asked = next_candidates(tx, time.freed, time.hold)?;
    let Some(first) = asked.first() else {
        return close(tx, time, FreedState::Public);
    };
    let offered = &first.placement;
    if offered.practitioner != time.freed.practitioner {
        // The unit goes to a colleague's time, and this one cannot be had without it.
        close(tx, time, FreedState::Public)?;
        let cause = Cause {
            step: time.step,
            given_up: None,
        };
        return keep_and_offer(tx, keys, cause, &asked);
    }
    if (time.care, time.interval) != (offered.care, offered.interval) {
        tx.drop_offer_hold(time.hold)?;
        let hold = take(tx, &time.freed, offered)?;
        tx.keep_time_for(time.id, offered, hold)?;
    }
    for candidate in &asked {
        offer_to(tx, keys, time.id, candidate, None)?;
    }
    Ok(())
}

/// Ends the keeping: whoever still has an offer learns so when they answer.
pub(super) fn close(tx: &mut Tx<'_>, time: &ReservedTime, state: FreedState) -> Result<(), Failure> {
    for offer in tx.waiting_offers_of(time.id)? {
        if offer.state == WaitingOfferState::Open {
            end_offer(tx, &offer, WaitingOfferState::Withdrawn, &Actor::System)?;
        }
    }
    tx.drop_offer_hold(time.hold)?;
    tx.close_reserved_time(time.id, state, None)?;
    let record = Record::new(&Actor::System, "freed-time.close").on(format_args!("freed-time:{}", time.id));
    tx.audit(&record.change(time.state.key(), state.key()))?;
    Ok(())
}

/// An offer whose time is over; a call that nobody made is not held against anybody.
pub(super) fn expire(tx: &mut Tx<'_>, offer: &Offer) -> Result<(), Failure> {
    match offer.channel {
        Channel::Email => ignored(tx, offer, &Actor::System),
        Channel::Phone => Ok(end_offer(
            tx,
            offer,
            WaitingOfferState::Unanswered,
            &Actor::System,
        )?),
    }
}

/// An offer without any answer, by message or to a call. So many in a row pause the entry (booking-rules §9).
pub(super) fn ignored(tx: &mut Tx<'_>, offer: &Offer, actor: &Actor) -> Result<(), Failure> {
    end_offer(tx, offer, WaitingOfferState::Ignored, actor)?;
    let Some(mut entry) = tx.waiting_entry(offer.entry)? else {
        return Ok(());
    };
    entry.ignored = entry.ignored.saturating_add(1);
    if entry.ignored >= rules(tx)?.ignored_at_most && entry.state == EntryState::Waiting {
        entry.state = EntryState::Paused;
        tx.audit(&Record::new(&Actor::System, "waiting.pause").on(format_args!("waiting:{}", entry.id)))?;
    }
    tx.save_waiting_entry(&entry)?;
    Ok(())
}

/// Closes an offer, whatever the reason, and writes it down.
pub(super) fn end_offer(
    tx: &mut Tx<'_>,
    offer: &Offer,
    state: WaitingOfferState,
    actor: &Actor,
) -> Result<(), Fault> {
    if tx.close_waiting_offer(offer, state)? {
        let record = Record::new(actor, "offer.close").on(format_args!("offer:{}", offer.id));
        tx.audit(&record.change(offer.state.key(), state.key()))?;
    }
    Ok(())
}

/// Writes an offer and its message. `by` is set when a person of the staff made it, and not in the order of the list.
pub(super) fn offer_to(
    tx: &mut Tx<'_>,
    keys: &DeviceKey,
    freed: FreedTimeId,
    candidate: &Candidate,
    by: Option<&Actor>,
) -> Result<OfferId, Failure> {
    let Candidate {
        entry,
        patient,
        placement,
        ..
    } = candidate;
    let start = placement.interval.start;
    let Some(terms) = terms(tx, start)? else {
        return Err(Fault::Bug(format!("an offer of {start} that nobody can answer")).into());
    };
    let channel = channel_in(tx, patient, entry.channel)?;
    let to = patient.email.clone().filter(|_| channel == Channel::Email);
    let message = match &to {
        None => None,
        Some(email) => Some(tx.post(&NewMessage {
            kind: MessageKind::Freed,
            about: None,
            with: Vec::new(),
            to: Contact::Email(email.clone()),
            language: patient.language,
            code: None,
            key: ids::token(),
            useful_until: terms.expires,
        })?),
    };
    let key = ids::token();
    let id = tx.insert_waiting_offer(&NewOffer {
        freed,
        entry: entry.id,
        practitioner: placement.practitioner,
        start,
        channel,
        token_hash: hash::sha256(offer_token(keys, &key).as_bytes()),
        key,
        message,
        is_by_hand: by.is_some(),
        expires: terms.expires,
    })?;
    tx.audit(&Record::new(by.unwrap_or(&Actor::System), "offer.make").on(format_args!("offer:{id}")))?;
    Ok(id)
}

/// Takes the time under a hold of nobody's, until it is everybody's again. The whole freed time is kept, not only what the first of
/// the list needs of it, as far as nothing else touches it.
pub(super) fn take(tx: &mut Tx<'_>, freed: &FreedTime, offered: &Placement) -> Result<HoldId, Failure> {
    let Some(terms) = terms(tx, offered.interval.start)? else {
        return Err(Fault::Bug("a freed time that is too near to be kept".to_owned()).into());
    };
    let random = || hash::sha256(ids::token().as_bytes());
    let keys = HoldKeys {
        token: random(),
        browser: random(),
        address: random(),
    };
    let placed = Placement {
        occupied: widened(tx, freed, offered),
        ..offered.clone()
    };
    Ok(tx.insert_offer_hold(&placed, &keys, terms.kept_until)?)
}

fn widened(tx: &Tx<'_>, freed: &FreedTime, offered: &Placement) -> Interval {
    let own = offered.occupied;
    let wide = Interval {
        start: own.start.min(freed.window.start),
        end: own.end.max(freed.window.end),
    };
    // A session is shared.
    let may_widen = offered.capacity == 1 && wide.length() <= DAY;
    let zone = tx.agenda().zone();
    let mut dates = zone
        .date(wide.start)
        .iter_days()
        .take_while(|date| *date <= zone.date(wide.end));
    let is_touched = dates.any(|date| {
        let agenda = tx.agenda();
        let units = offered.resources.iter();
        let with_units = units.flat_map(|unit| agenda.bookings_using(*unit, date));
        // A hold that ended counts as well: its row is still there, and the wall of the database does not know the hour.
        let mut booked = agenda
            .bookings_on(offered.practitioner, date)
            .iter()
            .chain(with_units);
        booked.any(|b| b.occupied.intersects(&wide))
    });
    if may_widen && !is_touched { wide } else { own }
}
