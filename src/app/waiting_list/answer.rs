//! Answers to an offer: accepted, declined, no longer wanted at all (booking-rules §9).

use crate::domain::agenda::BookingRef;
use crate::domain::booking::{Origin, Refusal};
use crate::domain::id::OfferId;
use crate::domain::slot::{Audience, Placing, SlotQuery, place_free};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::{Channel, EntryState, FreedTime};
use crate::store::{Fault, FreedState, Offer, Record, ReservedTime, Tx, WaitingOfferState};

use super::super::booking::{Booking, NewBooking, Telling, place_next, write};
use super::super::move_booking::MoveRequest;
use super::super::pass::OfferPass;
use super::super::{App, Failure};
use super::candidates::{Freed, moving, question_of};
use super::offering::{Cause, end_offer, go_on, ignored, offer_time};

/// What came of an answer.
#[derive(Clone, Debug)]
pub enum OfferAnswer {
    /// The time is theirs; the booking it replaced is free again.
    Booked(Box<Booking>),
    /// The offer was over: somebody was faster, its time had passed, it was declined or taken back.
    Over(WaitingOfferState),
}

impl App {
    /// Accepts by the patient's link. Of several who were asked the first one has it; repeating the answer changes nothing.
    pub async fn accept_offer(&self, pass: &OfferPass) -> Result<OfferAnswer, Failure> {
        let token_hash = self.offer_hash(pass)?;
        let app = self.clone();
        self.store
            .write(move |tx| {
                let offer = tx.offer_of_token(&token_hash)?.ok_or(Refusal::NotFound)?;
                app.accept_in(tx, &offer, &Actor::Patient)
            })
            .await
    }

    /// Accepts for somebody on the phone.
    pub async fn accept_offer_for(&self, id: OfferId, actor: Actor) -> Result<OfferAnswer, Failure> {
        let app = self.clone();
        self.store
            .write(move |tx| {
                let offer = tx.offer(id)?.ok_or(Refusal::NotFound)?;
                app.accept_in(tx, &offer, &actor)
            })
            .await
    }

    /// Declines by the patient's link; `and_leave` takes them off the list as well.
    pub async fn decline_offer(&self, pass: &OfferPass, and_leave: bool) -> Result<(), Failure> {
        let token_hash = self.offer_hash(pass)?;
        let app = self.clone();
        self.store
            .write(move |tx| {
                let offer = tx.offer_of_token(&token_hash)?.ok_or(Refusal::NotFound)?;
                app.decline_in(tx, &offer, and_leave, &Actor::Patient)
            })
            .await
    }

    /// Declines for somebody on the phone.
    pub async fn decline_offer_for(&self, id: OfferId, actor: Actor) -> Result<(), Failure> {
        let app = self.clone();
        self.store
            .write(move |tx| {
                let offer = tx.offer(id)?.ok_or(Refusal::NotFound)?;
                app.decline_in(tx, &offer, false, &actor)
            })
            .await
    }

    /// Notes that somebody was phoned and did not answer, which counts like a message without an answer; the next one is asked. An
    /// offer that is over stays what it is.
    pub async fn note_no_answer(&self, id: OfferId, actor: Actor) -> Result<(), Failure> {
        let app = self.clone();
        self.store
            .write(move |tx| {
                let offer = tx.offer(id)?.ok_or(Refusal::NotFound)?;
                if offer.channel != Channel::Phone {
                    return Err(Refusal::WrongState.into());
                }
                if offer.state == WaitingOfferState::Open {
                    ignored(tx, &offer, &actor)?;
                }
                app.go_on_in(tx, &offer)
            })
            .await
    }

    fn accept_in(&self, tx: &mut Tx<'_>, offer: &Offer, actor: &Actor) -> Result<OfferAnswer, Failure> {
        let time = tx.reserved_time(offer.freed)?.ok_or(Refusal::NotFound)?;
        if offer.state == WaitingOfferState::Accepted {
            return self.made_by(tx, &time);
        }
        if !tx.is_clock_trusted() {
            return Err(Refusal::ClockNotTrusted.into());
        }
        if offer.state == WaitingOfferState::Open && offer.expires <= tx.now() {
            return Ok(OfferAnswer::Over(WaitingOfferState::Ignored));
        }
        if offer.state != WaitingOfferState::Open || time.state != FreedState::Open {
            return Ok(OfferAnswer::Over(offer.state));
        }
        let kept = tx.agenda().booked(BookingRef::Offer(time.hold)).cloned();
        // The time is given up and taken by the same transaction: nobody can come between.
        tx.drop_offer_hold(time.hold)?;
        let booking = self.take_up(tx, offer, &time, actor)?;
        settle(tx, offer, &time, &booking, actor)?;
        let taken = booking.appointment.occupied;
        if let Some(kept) = kept.filter(|_| taken != time.freed.window) {
            let rest = FreedTime {
                was: None,
                ..time.freed
            };
            let cause = Cause {
                step: time.step,
                given_up: None,
            };
            let rest = Freed::of(tx, rest, &kept);
            offer_time(tx, &self.keys, &rest, cause, Instant::UNIX_EPOCH)?;
        }
        Ok(OfferAnswer::Booked(Box::new(booking)))
    }

    /// Moves the booking that the entry would replace, or books anew. The rules are asked once more: hours, the person's other
    /// bookings and limits may have changed since the offer.
    fn take_up(
        &self,
        tx: &mut Tx<'_>,
        offer: &Offer,
        time: &ReservedTime,
        actor: &Actor,
    ) -> Result<Booking, Failure> {
        let entry = tx.waiting_entry(offer.entry)?.ok_or(Refusal::NotFound)?;
        let patient = tx.patient(entry.patient)?.ok_or(Refusal::NotFound)?;
        let channel = if *actor == Actor::Patient {
            Channel::Email
        } else {
            Channel::Phone
        };
        let asked = question_of(tx, &entry, &patient, channel)?.ok_or(Refusal::WrongState)?;
        let audience = if offer.is_by_hand {
            Audience::Staff
        } else {
            Audience::Invited
        };
        let start = time.interval.start;
        if let Some(old) = &asked.replaced {
            let request = MoveRequest {
                practitioner: Some(time.freed.practitioner),
                start,
                audience,
                ..moving(old, actor.clone())
            };
            return Ok(self.move_in(tx, old, &patient, &request)?.booking);
        }
        let query = SlotQuery {
            practitioner: Some(time.freed.practitioner),
            audience,
            ..asked.query
        };
        let placement = place_free(tx.agenda(), &query, start, Placing::InOpeningHours, tx.now())?;
        let new = |query, placement, follows| NewBooking {
            query,
            placement,
            patient: &patient,
            origin: if *actor == Actor::Patient {
                Origin::Online
            } else {
                Origin::Desk
            },
            overbooking: None,
            note: String::new(),
            follows,
            actor,
            telling: Telling::Own,
        };
        let first = write(tx, &self.keys, &new(&query, placement, None))?;
        // Where the first visit requires a next one, both are booked or neither (booking-rules §8).
        let next = match place_next(tx, &query, &first, None)? {
            Some((query, placement)) => Some(write(tx, &self.keys, &new(&query, placement, Some(first.id)))?),
            None => None,
        };
        self.booking(tx, first, next)
    }

    fn decline_in(
        &self,
        tx: &mut Tx<'_>,
        offer: &Offer,
        and_leave: bool,
        actor: &Actor,
    ) -> Result<(), Failure> {
        let mut entry = tx.waiting_entry(offer.entry)?.ok_or(Refusal::NotFound)?;
        let is_open = offer.state == WaitingOfferState::Open;
        if is_open {
            end_offer(tx, offer, WaitingOfferState::Declined, actor)?;
            entry.ignored = 0;
        }
        if and_leave && entry.state.is_on_list() {
            entry.state = EntryState::Left;
            tx.audit(&Record::new(actor, "waiting.leave").on(format_args!("waiting:{}", entry.id)))?;
        }
        if is_open || and_leave {
            tx.save_waiting_entry(&entry)?;
        }
        self.go_on_in(tx, offer)
    }

    /// To the next of the list, once nobody has an open offer of the same time.
    fn go_on_in(&self, tx: &mut Tx<'_>, offer: &Offer) -> Result<(), Failure> {
        let time = tx.reserved_time(offer.freed)?.ok_or(Refusal::NotFound)?;
        let is_nobody_asked = tx
            .waiting_offers_of(time.id)?
            .iter()
            .all(|other| other.state != WaitingOfferState::Open);
        // Whom the next offer goes to, and for how long, is a matter of time (booking-rules §1.8).
        if time.state == FreedState::Open && is_nobody_asked && tx.is_clock_trusted() {
            go_on(tx, &self.keys, &time)?;
        }
        Ok(())
    }

    fn made_by(&self, tx: &Tx<'_>, time: &ReservedTime) -> Result<OfferAnswer, Failure> {
        let appointment = time.appointment.ok_or(Refusal::NotFound)?;
        let appointment = tx.appointment(appointment)?.ok_or(Refusal::NotFound)?;
        Ok(OfferAnswer::Booked(Box::new(self.booking(
            tx,
            appointment,
            None,
        )?)))
    }
}

/// The winner has it; the others go back on the list, and it is not held against them.
fn settle(
    tx: &mut Tx<'_>,
    offer: &Offer,
    time: &ReservedTime,
    booking: &Booking,
    actor: &Actor,
) -> Result<(), Fault> {
    end_offer(tx, offer, WaitingOfferState::Accepted, actor)?;
    for other in tx.waiting_offers_of(time.id)? {
        if other.state == WaitingOfferState::Open {
            end_offer(tx, &other, WaitingOfferState::Lost, &Actor::System)?;
        }
    }
    tx.close_reserved_time(time.id, FreedState::Taken, Some(booking.appointment.id))?;
    if let Some(mut entry) = tx.waiting_entry(offer.entry)? {
        entry.state = EntryState::Served;
        entry.ignored = 0;
        tx.save_waiting_entry(&entry)?;
    }
    Ok(())
}
