//! Keeping a time while the form is filled in (booking-rules §6, security §4).

use chrono::{Days, NaiveDate, TimeDelta};

use crate::domain::agenda::BookingRef;
use crate::domain::booking::{HOLD_LENGTH, Hold, HoldState, Refusal};
use crate::domain::crowd::{Standing, may_hold};
use crate::domain::id::PractitionerId;
use crate::domain::pressure::Sign;
use crate::domain::proof_of_work::Cost;
use crate::domain::slot::{Audience, Placement, SlotQuery, place, place_together, search};
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::store::{AddressKeys, HeldForm, HoldKeys, Record, Tx};
use crate::sys::{hash, ids};

use super::facts::at_the_wall;
use super::{App, Failure};

/// Longest life of a hold, elapsed, renewals and the wait for the code included (booking-rules §6: 2 to 15 minutes).
pub(super) const HOLD_AT_MOST: TimeDelta = TimeDelta::minutes(15);
/// For how long an address is counted, elapsed (security §5: a day).
pub(super) const ADDRESS_DAY: TimeDelta = TimeDelta::hours(24);
/// For how long a booking makes room for other holds of its day, elapsed.
const ROOM_FOR: TimeDelta = TimeDelta::minutes(10);

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
    /// The address it comes from.
    pub address: ClientAddress,
    /// The browser has worked or waited for it: over its first ceiling an address is refused without (security §5).
    pub has_worked: bool,
}

/// An address, cut to what is limited together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientAddress {
    /// An IPv4 address, or the /64 of an IPv6 address.
    pub own: String,
    /// The /48 of the latter.
    pub site: Option<String>,
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
        let address = self.address_keys(&request.address);
        let keys = HoldKeys {
            token: hash::sha256(token.as_bytes()),
            browser: hash::sha256(request.browser.as_bytes()),
            address: address.own,
        };
        let starts = std::iter::once(request.start).chain(request.further).collect();
        let query = SlotQuery {
            audience: Audience::Patient,
            ..request.query
        };
        let wish = Wish {
            query,
            starts,
            keys,
            address,
            has_worked: request.has_worked,
            factor: self.address_factor,
        };
        let outcome = self.store.write(move |tx| take(tx, &wish)).await;
        // Whom a full day sends away is one of the many of a rush, not of a flood: that shows in holds that come to nothing.
        if let Err(Failure::Refused(Refusal::TooManyHolds)) = &outcome {
            self.note_sign(Sign::Refused, 1);
        }
        let (hold, ended) = outcome?;
        self.note_sign(Sign::Unfinished, ended);
        Ok(Held { hold, token })
    }

    /// Where an address stands with what it may hold, the hold of one browser aside.
    pub async fn standing_for_hold(
        &self,
        address: &ClientAddress,
        browser: &str,
    ) -> Result<Standing, Failure> {
        let (keys, browser) = (self.address_keys(address), hash::sha256(browser.as_bytes()));
        let (now, factor) = (self.now(), self.address_factor);
        self.store
            .read(move |db| -> Result<Standing, Failure> {
                let count = db.address_count(&keys, &browser, (now - ADDRESS_DAY, now))?;
                Ok(count.for_hold(factor))
            })
            .await
    }

    /// An address is no secret of 128 bits: without the key its hash would be undone by trying all of them.
    fn address_keys(&self, address: &ClientAddress) -> AddressKeys {
        let tag = |text: &String| self.keys.tag("hold-address", text.as_bytes());
        AddressKeys {
            own: tag(&address.own),
            site: address.site.as_ref().map(tag),
        }
    }

    /// The hold of a token, with what was typed so far.
    pub async fn held(&self, token: &str) -> Result<HeldForm, Failure> {
        Ok(self.held_at_cost(token).await?.0)
    }

    /// The same, and what asking for a code costs: one look into the database for both.
    pub async fn held_at_cost(&self, token: &str) -> Result<(HeldForm, Option<Cost>), Failure> {
        let (app, hash) = (self.clone(), hash::sha256(token.as_bytes()));
        self.store
            .read(move |db| -> Result<_, Failure> {
                let form = live(db.hold(&hash)?.ok_or(Refusal::HoldExpired)?, app.now())?;
                let cost = app.cost_of_code_in(db, form.hold.id)?;
                Ok((form, cost))
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
        let ended = self
            .store
            .write(move |tx| -> Result<u32, Failure> {
                let Some(form) = tx.hold(&hash)? else {
                    return Ok(0);
                };
                tx.drop_hold(form.hold.id)?;
                record(tx, "hold.drop", &form.hold)?;
                Ok(1)
            })
            .await?;
        self.note_sign(Sign::Unfinished, ended);
        Ok(())
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

/// What [`take`] is asked for.
struct Wish {
    query: SlotQuery,
    /// Of each person who comes.
    starts: Vec<Instant>,
    keys: HoldKeys,
    address: AddressKeys,
    has_worked: bool,
    factor: u32,
}

/// The hold of all the people's times or of none, and how many ended for it without a booking.
fn take(tx: &mut Tx<'_>, wish: &Wish) -> Result<(Hold, u32), Failure> {
    let Wish {
        query, starts, keys, ..
    } = wish;
    if !tx.is_clock_trusted() {
        // What is past or too soon cannot be told.
        return Err(Refusal::ClockNotTrusted.into());
    }
    let over = u32::try_from(tx.drop_expired_holds()?).unwrap_or(u32::MAX);
    refuse_crowd(tx, wish)?;
    // Freed before the verdict, so that picking the same time again works; a refusal brings it back.
    let replaced = u32::from(tx.drop_hold_of_browser(&keys.browser)?.is_some());
    let placed = placed(tx, query, starts)?;
    let expires = tx.now() + HOLD_LENGTH;
    let hold = tx
        .insert_hold_of_all(&placed, keys, expires)
        .map_err(|fault| at_the_wall(fault, tx, query, first_of(starts, tx.now())))?;
    tx.note_hold_of_address(hold.id, &wish.address)?;
    record(tx, "hold.take", &hold)?;
    Ok((hold, over.saturating_add(replaced)))
}

/// What one address may hold (security §5).
fn refuse_crowd(tx: &Tx<'_>, wish: &Wish) -> Result<(), Failure> {
    let span = (tx.now() - ADDRESS_DAY, tx.now());
    let count = tx.address_count(&wish.address, &wish.keys.browser, span)?;
    match count.for_hold(wish.factor) {
        Standing::Within => Ok(()),
        Standing::Over if wish.has_worked => Ok(()),
        Standing::Over | Standing::Beyond => Err(Refusal::TooManyHolds.into()),
    }
}

fn first_of(starts: &[Instant], now: Instant) -> Instant {
    starts.first().copied().unwrap_or(now)
}

/// Who takes the starts. Where few are held, a family may always hold its times: the ceilings count them afterwards.
fn placed(tx: &Tx<'_>, query: &SlotQuery, starts: &[Instant]) -> Result<Vec<Placement>, Failure> {
    if let [start] = starts {
        return Ok(vec![placed_alone(tx, query, *start)?]);
    }
    let placed = place_together(tx.agenda(), query, starts, tx.now())?;
    for placement in &placed {
        let same = placed.iter().filter(|p| p.practitioner == placement.practitioner);
        if is_held_enough(tx, query, placement, same.count())? {
            return Err(Refusal::DayHeld.into());
        }
    }
    Ok(placed)
}

/// Who takes the start: as the engine chooses, and for "anybody" whoever else is free then where that one's day is held enough. When many
/// come at once, nobody must be told to wait for a time that a colleague could give.
fn placed_alone(tx: &Tx<'_>, query: &SlotQuery, start: Instant) -> Result<Placement, Failure> {
    let (agenda, now) = (tx.agenda(), tx.now());
    let chosen = place(agenda, query, start, now)?;
    if !is_held_enough(tx, query, &chosen, 1)? {
        return Ok(chosen);
    }
    let free = search(agenda, &on(query, agenda.zone().date(start)), now);
    let able = free
        .iter()
        .filter(|slot| slot.start == start)
        .flat_map(|slot| slot.by);
    let with = |practitioner: &PractitionerId| {
        let query = SlotQuery {
            practitioner: Some(*practitioner),
            ..query.clone()
        };
        place(agenda, &query, start, now).ok()
    };
    for other in able.filter_map(with) {
        if !is_held_enough(tx, query, &other, 1)? {
            return Ok(other);
        }
    }
    Err(Refusal::DayHeld.into())
}

/// The same question about one day.
fn on(query: &SlotQuery, date: NaiveDate) -> SlotQuery {
    SlotQuery {
        from: date,
        to: date,
        ..query.clone()
    }
}

/// Whether a practitioner's day is held too much already for `more` starts of it at once (security §5).
fn is_held_enough(
    tx: &Tx<'_>,
    query: &SlotQuery,
    placement: &Placement,
    more: usize,
) -> Result<bool, Failure> {
    let (agenda, who) = (tx.agenda(), placement.practitioner);
    let date = agenda.zone().date(placement.interval.start);
    let held = agenda
        .bookings_on(who, date)
        .iter()
        .filter(|b| matches!(b.reference, BookingRef::Hold(_)) && b.is_live(tx.now()))
        .count();
    if may_hold(held, more, 0, 0) {
        return Ok(false);
    }
    let day = SlotQuery {
        practitioner: Some(who),
        ..on(query, date)
    };
    let free = search(agenda, &day, tx.now()).len();
    let whole = Interval {
        start: agenda.zone().start_of(date),
        end: agenda.zone().start_of(date + Days::new(1)),
    };
    let lately = tx.booked_online_since(who, whole, tx.now() - ROOM_FOR)?;
    Ok(!may_hold(held, more, free, lately))
}
