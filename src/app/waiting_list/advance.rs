//! What time itself ends: offers nobody answered, entries that are over (booking-rules §9).

use crate::domain::staff::Actor;
use crate::domain::waiting_list::EntryState;
use crate::store::{FreedState, Record, Tx, WaitingOfferState};
use crate::sys::secret::DeviceKey;

use super::super::{App, Failure};
use super::candidates::terms;
use super::offering::{close, expire, go_on};

impl App {
    /// To be called about once a minute. Everything is found from the rows, so a call that was lost is made up for by the next one.
    /// Does nothing while the clock is not trusted (booking-rules §1.8).
    pub async fn advance_offers(&self) -> Result<(), Failure> {
        let keys = std::sync::Arc::clone(&self.keys);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                if !tx.is_clock_trusted() {
                    return Ok(());
                }
                for offer in tx.overdue_offers(tx.now())? {
                    expire(tx, &offer)?;
                }
                end_overdue_entries(tx)?;
                advance(tx, &keys)
            })
            .await
    }
}

/// Brings every freed time that nobody is being asked about to the next of the list, or to everybody.
pub(super) fn advance(tx: &mut Tx<'_>, keys: &DeviceKey) -> Result<(), Failure> {
    for time in tx.reserved_times()? {
        if terms(tx, time.interval.start)?.is_none() {
            close(tx, &time, FreedState::Public)?;
            continue;
        }
        let offers = tx.waiting_offers_of(time.id)?;
        if !offers.iter().any(|offer| offer.state == WaitingOfferState::Open) {
            go_on(tx, keys, &time)?;
        }
    }
    Ok(())
}

fn end_overdue_entries(tx: &mut Tx<'_>) -> Result<(), Failure> {
    for mut entry in tx.overdue_waiting_entries(tx.now())? {
        entry.state = EntryState::Expired;
        tx.save_waiting_entry(&entry)?;
        tx.audit(&Record::new(&Actor::System, "waiting.expire").on(format_args!("waiting:{}", entry.id)))?;
    }
    Ok(())
}
