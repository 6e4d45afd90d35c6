//! Keeping a time while the form is filled in (booking-rules §6, security §4).

use chrono::TimeDelta;

use crate::domain::agenda::BookingRef;
use crate::domain::booking::{HOLD_LENGTH, Hold, HoldState, Refusal};
use crate::domain::slot::{Audience, Placement, SlotQuery, place_together, search};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{HeldForm, HoldKeys, Record, Tx};
use crate::sys::{hash, ids};

use super::facts::at_the_wall;
use super::{App, Failure};

/// Longest life of a hold, elapsed, renewals and the wait for the code included (booking-rules §6: 2 to 15 minutes).
pub(super) const HOLD_AT_MOST: TimeDelta = TimeDelta::minutes(15);
/// Live holds of one address (booking-rules §6, security §5).
const PER_ADDRESS: i64 = 3;
/// Of a practitioner's day, one start in so many may be held at a time (security §5: 20 %) …
const DAY_SHARE: usize = 5;
/// … but never fewer than this.
const DAY_LEAST: usize = 3;

/// A time picked on the public page.
#[derive(Clone, Debug)]
pub struct HoldRequest {
    /// The question whose answer held the start; dates do not matter.
    pub query: SlotQuery,
    /// The start picked.
    pub start: Instant,
    /// The starts of the other people who come together with the first, in order; empty for one person.
    pub further: Vec<Instant>,
    /// Secret of the browser's cookie: one live hold each.
    pub browser: String,
    /// The address, already cut to what is limited together (/32 or /64).
    pub address: String,
}

/// A hold and the token that names it.
#[derive(Clone, Debug)]
pub struct Held {
    /// The hold.
    pub hold: Hold,
    /// To be kept by the browser; only its hash is stored.
    pub token: String,
}

impl App {
    /// Holds a start for five minutes, in the place of the browser's earlier hold.
    pub async fn hold_slot(&self, request: HoldRequest) -> Result<Held, Failure> {
        let token = ids::token();
        let keys = HoldKeys {
            token: hash::sha256(token.as_bytes()),
            browser: hash::sha256(request.browser.as_bytes()),
            // An address is no secret of 128 bits: without the key its hash would be undone by trying all of them.
            address: self.keys.tag("hold-address", request.address.as_bytes()),
        };
        let starts: Vec<Instant> = std::iter::once(request.start).chain(request.further).collect();
        let query = SlotQuery {
            audience: Audience::Patient,
            ..request.query
        };
        let hold = self
            .store
            .write(move |tx| take(tx, &query, &starts, &keys))
            .await?;
        Ok(Held { hold, token })
    }

    /// The hold of a token, with what was typed so far.
    pub async fn held(&self, token: &str) -> Result<HeldForm, Failure> {
        let hash = hash::sha256(token.as_bytes());
        let now = self.now();
        self.store
            .read(move |db| -> Result<HeldForm, Failure> {
                let form = db.hold(&hash)?.ok_or(Refusal::HoldExpired)?;
                live(form, now)
            })
            .await
    }

    /// Gives a hold five more minutes, once.
    pub async fn renew_hold(&self, token: &str) -> Result<Hold, Failure> {
        let hash = hash::sha256(token.as_bytes());
        self.store
            .write(move |tx| {
                let hold = live_hold(tx, &hash)?.hold;
                if hold.is_renewed {
                    return Err(Refusal::AlreadyRenewed.into());
                }
                let renewed = tx.renew_hold(&hold, tx.now() + HOLD_LENGTH)?;
                record(tx, "hold.renew", &hold)?;
                Ok(renewed)
            })
            .await
    }

    /// Gives a held time back; a hold that ended already is fine.
    pub async fn drop_hold(&self, token: &str) -> Result<(), Failure> {
        let hash = hash::sha256(token.as_bytes());
        self.store
            .write(move |tx| -> Result<(), Failure> {
                if let Some(form) = tx.hold(&hash)? {
                    tx.drop_hold(form.hold.id)?;
                    record(tx, "hold.drop", &form.hold)?;
                }
                Ok(())
            })
            .await
    }
}

/// A hold that has not ended.
pub(super) fn live_hold(tx: &Tx<'_>, token_hash: &[u8; 32]) -> Result<HeldForm, Failure> {
    let form = tx.hold(token_hash)?.ok_or(Refusal::HoldExpired)?;
    live(form, tx.now())
}

fn live(form: HeldForm, now: Instant) -> Result<HeldForm, Failure> {
    match form.hold.state(now) {
        HoldState::Live => Ok(form),
        HoldState::Expired => Err(Refusal::HoldExpired.into()),
    }
}

pub(super) fn record(tx: &mut Tx<'_>, what: &'static str, hold: &Hold) -> Result<(), Failure> {
    tx.audit(&Record::new(&Actor::Patient, what).on(format_args!("hold:{}", hold.id)))?;
    Ok(())
}

/// All the people's times are held, or none.
fn take(tx: &mut Tx<'_>, query: &SlotQuery, starts: &[Instant], keys: &HoldKeys) -> Result<Hold, Failure> {
    if !tx.is_clock_trusted() {
        // What is past or too soon cannot be told.
        return Err(Refusal::ClockNotTrusted.into());
    }
    tx.drop_expired_holds()?;
    if tx.other_holds_of_address(keys)? >= PER_ADDRESS {
        return Err(Refusal::TooManyHolds.into());
    }
    // Freed before the verdict, so that picking the same time again works; a refusal brings it back.
    tx.drop_hold_of_browser(&keys.browser)?;
    let placed = place_together(tx.agenda(), query, starts, tx.now())?;
    for placement in &placed {
        let same = placed.iter().filter(|p| p.practitioner == placement.practitioner);
        refuse_hoarding(tx, query, placement, same.count())?;
    }
    let expires = tx.now() + HOLD_LENGTH;
    let hold = tx
        .insert_hold_of_all(&placed, keys, expires)
        .map_err(|fault| at_the_wall(fault, tx, query, first_of(starts, tx.now())))?;
    record(tx, "hold.take", &hold)?;
    Ok(hold)
}

fn first_of(starts: &[Instant], now: Instant) -> Instant {
    starts.first().copied().unwrap_or(now)
}

/// At most a fifth of what is left of a practitioner's day may be held at once, `more` of it by this hold (security §5). Where few are held,
/// a family may always hold its times: the ceilings count them afterwards.
fn refuse_hoarding(
    tx: &Tx<'_>,
    query: &SlotQuery,
    placement: &Placement,
    more: usize,
) -> Result<(), Failure> {
    let agenda = tx.agenda();
    let date = agenda.zone().date(placement.interval.start);
    let held = agenda
        .bookings_on(placement.practitioner, date)
        .iter()
        .filter(|b| matches!(b.reference, BookingRef::Hold(_)) && b.is_live(tx.now()))
        .count();
    if held < DAY_LEAST {
        return Ok(());
    }
    let day = SlotQuery {
        practitioner: Some(placement.practitioner),
        from: date,
        to: date,
        ..query.clone()
    };
    let free = search(agenda, &day, tx.now()).len();
    if (held + more) * DAY_SHARE > free + held {
        return Err(Refusal::TooManyHolds.into());
    }
    Ok(())
}
