//! What one address held and booked in 24 hours (security §5).

use rusqlite::OptionalExtension as _;

use crate::domain::crowd::{AddressCount, DayCount};
use crate::domain::id::{HoldId, PractitionerId};
use crate::domain::time::{Instant, Interval};

use super::instant::seconds;
use super::{Db, Fault, Tx};

/// Hashes of an address with the device key: of itself (or its /64), and of its /48 where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressKeys {
    /// The address, or its /64.
    pub own: [u8; 32],
    /// Its /48.
    pub site: Option<[u8; 32]>,
}

const OF_OWN: &str =
    "SELECT count(*), count(booked_at) FROM hold_addresses WHERE address_hash = ?1 AND taken_at > ?2";
const OF_SITE: &str =
    "SELECT count(*), count(booked_at) FROM hold_addresses WHERE site_hash = ?1 AND taken_at > ?2";
const LIVE: &str =
    "SELECT count(*) FROM holds WHERE address_hash = ?1 AND browser_hash <> ?2 AND expires_at > ?3";
const OF_HOLD: &str = "SELECT address_hash, site_hash FROM hold_addresses WHERE hold = ?1";
const BOOKED_LATELY: &str =
    "SELECT count(*) FROM appointments WHERE practitioner = ?1 AND start_at >= ?2 AND start_at < ?3
    AND origin = 'online' AND created_at > ?4 AND moved_from IS NULL";
const NOTE: &str =
    "INSERT INTO hold_addresses (hold, address_hash, site_hash, taken_at) VALUES (?1, ?2, ?3, ?4)";
const NOTE_BOOKED: &str = "UPDATE hold_addresses SET booked_at = ?2 WHERE hold = ?1";
const FORGET: &str = "DELETE FROM hold_addresses WHERE taken_at < ?1";

impl Db<'_> {
    /// What an address did since an instant, and what its browsers but one hold at `now`.
    pub fn address_count(
        &self,
        keys: &AddressKeys,
        browser_hash: &[u8; 32],
        (since, now): (Instant, Instant),
    ) -> Result<AddressCount, Fault> {
        let mut live = self.conn().prepare_cached(LIVE)?;
        let live = live.query_row((keys.own, browser_hash, seconds(now)), |row| row.get(0))?;
        Ok(AddressCount {
            live,
            ..self.day_of(keys, since)?
        })
    }

    /// What the address that took a hold did since an instant; nothing for a hold that no address took.
    pub fn address_of_hold(&self, hold: HoldId, since: Instant) -> Result<AddressCount, Fault> {
        let mut statement = self.conn().prepare_cached(OF_HOLD)?;
        let keys = statement.query_row([hold.0], |row| {
            Ok(AddressKeys {
                own: row.get(0)?,
                site: row.get(1)?,
            })
        });
        match keys.optional()? {
            Some(keys) => self.day_of(&keys, since),
            None => Ok(AddressCount::default()),
        }
    }

    fn day_of(&self, keys: &AddressKeys, since: Instant) -> Result<AddressCount, Fault> {
        let count = |sql: &str, hash: &[u8; 32]| -> Result<DayCount, Fault> {
            let mut statement = self.conn().prepare_cached(sql)?;
            Ok(statement.query_row((hash, seconds(since)), |row| {
                Ok(DayCount {
                    holds: row.get(0)?,
                    bookings: row.get(1)?,
                })
            })?)
        };
        let site = keys.site.map(|site| count(OF_SITE, &site)).transpose()?;
        Ok(AddressCount {
            live: 0,
            own: count(OF_OWN, &keys.own)?,
            site: site.unwrap_or_default(),
        })
    }

    /// Bookings made online since an instant, of a practitioner's appointments that start in `[from, to)`.
    pub fn booked_online_since(
        &self,
        practitioner: PractitionerId,
        day: Interval,
        since: Instant,
    ) -> Result<usize, Fault> {
        let mut statement = self.conn().prepare_cached(BOOKED_LATELY)?;
        let found = (
            practitioner.0,
            seconds(day.start),
            seconds(day.end),
            seconds(since),
        );
        let count: i64 = statement.query_row(found, |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }
}

impl Tx<'_> {
    /// Counts a hold against its address.
    pub fn note_hold_of_address(&mut self, hold: HoldId, keys: &AddressKeys) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(NOTE, (hold.0, keys.own, keys.site, now))?;
        Ok(())
    }

    /// Counts the booking that a hold became against the address that took it.
    pub fn note_booked_by_address(&mut self, hold: HoldId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(NOTE_BOOKED, (hold.0, now))?;
        Ok(())
    }

    /// Forgets what addresses did before an instant.
    pub fn forget_addresses(&mut self, before: Instant) -> Result<(), Fault> {
        self.execute(FORGET, [seconds(before)])?;
        Ok(())
    }
}
