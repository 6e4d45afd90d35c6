//! Holds: a time kept for a browser, with what was typed so far and the code that was sent.

use rusqlite::{OptionalExtension, Row};

use crate::domain::agenda::{Booked, BookingRef, Change};
use crate::domain::booking::Hold;
use crate::domain::id::{CareTypeId, HoldId, PractitionerId, ResourceId};
use crate::domain::slot::Placement;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::sys::hash;

use super::hold_form::{Draft, from_json, to_json};
use super::instant::{at, interval, seconds, unreadable};
use super::{Db, Fault, Record, Tx};

/// Whose hold it is; hashes only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldKeys {
    /// Of the token that names the hold.
    pub token: [u8; 32],
    /// Of the browser's cookie: one live hold each.
    pub browser: [u8; 32],
    /// Of the address, for the ceiling per address.
    pub address: [u8; 32],
}

/// The code of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// HMAC with the device key.
    pub hash: [u8; 32],
    /// Worthless from this instant on.
    pub expires: Instant,
    /// Wrong tries so far.
    pub tries: u8,
}

/// A hold with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldForm {
    /// The hold.
    pub hold: Hold,
    /// Once the form was sent.
    pub draft: Option<Draft>,
    /// Once a code was asked for.
    pub code: Option<Code>,
}

const BY_TOKEN: &str =
    "SELECT id, practitioner, care, start_at, end_at, occupied_from, occupied_to, seats, capacity,
        created_at, expires_at, is_renewed, draft, code_hash, code_expires_at, code_tries
    FROM holds WHERE token_hash = ?1";
const OF_BROWSER: &str = "SELECT id FROM holds WHERE browser_hash = ?1";
const RESOURCES: &str = "SELECT resource FROM hold_resources WHERE hold = ?1 ORDER BY resource";
const EXPIRED: &str = "SELECT id FROM holds WHERE expires_at <= ?1";
const INSERT: &str =
    "INSERT INTO holds (practitioner, care, start_at, end_at, occupied_from, occupied_to, seats, capacity,
        token_hash, browser_hash, address_hash, created_at, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id";
const ADD_RESOURCE: &str = "INSERT INTO hold_resources (hold, resource) VALUES (?1, ?2)";
const TOKEN_OF: &str = "SELECT token_hash FROM holds WHERE id = ?1";
const DROP: &str = "DELETE FROM holds WHERE id = ?1";
const RENEW: &str = "UPDATE holds SET expires_at = ?2, is_renewed = 1 WHERE id = ?1";
const SAVE_DRAFT: &str =
    "UPDATE holds SET draft = ?2, code_hash = ?3, code_expires_at = ?4, code_tries = 0 WHERE id = ?1";
const COUNT_TRY: &str = "UPDATE holds SET code_tries = ?2 WHERE id = ?1";
const SENDS: &str = "SELECT count(*), max(sent_at) FROM code_sends WHERE contact_hash = ?1 AND sent_at > ?2";
const ALL_SENDS: &str = "SELECT count(*) FROM code_sends WHERE sent_at > ?1";
// Holds that ended are gone, or not looked at; a contact may have been typed for several.
const OTHER_OF_CONTACT: &str = "SELECT EXISTS (SELECT 1 FROM code_sends AS s JOIN holds AS h ON h.id = s.hold
    WHERE s.contact_hash = ?1 AND h.id <> ?2 AND h.expires_at > ?3)";
const NOTE_SEND: &str = "INSERT INTO code_sends (contact_hash, sent_at, hold) VALUES (?1, ?2, ?3)";
const FORGET_SENDS: &str = "DELETE FROM code_sends WHERE sent_at < ?1";

/// Numbers of the further people of a hold.
const FURTHER: std::ops::Range<u8> = 1..4;

fn read(row: &Row<'_>) -> rusqlite::Result<HeldForm> {
    let id = HoldId(row.get(0)?);
    let expires = at(row.get(10)?);
    let draft: Option<String> = row.get(12)?;
    let draft = draft.map(|text| from_json(&text).map_err(|error| unreadable(12, error)));
    let hash: Option<[u8; 32]> = row.get(13)?;
    let code_expires: Option<i64> = row.get(14)?;
    let tries: u8 = row.get(15)?;
    Ok(HeldForm {
        hold: Hold {
            id,
            booked: Booked {
                reference: BookingRef::Hold(id),
                practitioner: PractitionerId(row.get(1)?),
                care: CareTypeId(row.get(2)?),
                patient: None,
                interval: interval(row.get(3)?, row.get(4)?),
                occupied: interval(row.get(5)?, row.get(6)?),
                seats: row.get(7)?,
                capacity: row.get(8)?,
                resources: Box::default(),
                expires: Some(expires),
            },
            further: Vec::new(),
            created: at(row.get(9)?),
            expires,
            is_renewed: row.get(11)?,
        },
        draft: draft.transpose()?,
        code: hash.zip(code_expires).map(|(hash, expires)| Code {
            hash,
            expires: at(expires),
            tries,
        }),
    })
}

impl HoldKeys {
    /// The keys of the time of a further person who comes together with the first; the number counts from 1. They follow from those of
    /// the hold and belong to no browser and no address: however many people, it is one hold of one browser.
    fn of_person(&self, number: u8) -> Self {
        Self {
            token: of_person(&self.token, number),
            browser: of_person(&self.browser, number),
            address: of_person(&self.address, number),
        }
    }
}

fn of_person(key: &[u8; 32], number: u8) -> [u8; 32] {
    hash::sha256(&[key.as_slice(), b"person", &[number]].concat())
}

impl Db<'_> {
    /// The hold of a token's hash with the times of all its people, also when it has ended and was not swept yet.
    pub fn hold(&self, token_hash: &[u8; 32]) -> Result<Option<HeldForm>, Fault> {
        let Some(mut form) = self.hold_of_one(token_hash)? else {
            return Ok(None);
        };
        for number in FURTHER {
            let Some(other) = self.hold_of_one(&of_person(token_hash, number))? else {
                break;
            };
            form.hold.further.push(other.hold.booked);
        }
        Ok(Some(form))
    }

    fn hold_of_one(&self, token_hash: &[u8; 32]) -> Result<Option<HeldForm>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_TOKEN)?;
        let Some(mut form) = statement.query_row([token_hash], read).optional()? else {
            return Ok(None);
        };
        let mut units = self.conn().prepare_cached(RESOURCES)?;
        let resources: Vec<ResourceId> = units
            .query_map([form.hold.id.0], |row| Ok(ResourceId(row.get(0)?)))?
            .collect::<rusqlite::Result<_>>()?;
        form.hold.booked.resources = resources.into();
        Ok(Some(form))
    }

    /// How many codes went to a contact since an instant, and when the last one did.
    pub fn codes_sent(
        &self,
        contact_hash: &[u8; 32],
        since: Instant,
    ) -> Result<(i64, Option<Instant>), Fault> {
        let mut statement = self.conn().prepare_cached(SENDS)?;
        Ok(statement.query_row((contact_hash, seconds(since)), |row| {
            Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?.map(at)))
        })?)
    }

    /// Whether a code went to a contact for another hold that is still live.
    pub fn has_other_hold(&self, contact_hash: &[u8; 32], hold: HoldId, now: Instant) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(OTHER_OF_CONTACT)?;
        Ok(statement.query_row((contact_hash, hold.0, seconds(now)), |row| row.get(0))?)
    }

    /// Codes sent to anybody since an instant.
    pub fn all_codes_sent(&self, since: Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(ALL_SENDS)?;
        Ok(statement.query_row([seconds(since)], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Takes the times of all the people of a placement as one hold of a browser, whose earlier hold ends.
    pub fn insert_hold_of_all(
        &mut self,
        placed: &[Placement],
        keys: &HoldKeys,
        expires: Instant,
    ) -> Result<Hold, Fault> {
        let Some((first, others)) = placed.split_first() else {
            return Err(Fault::Bug("a hold of no time".to_owned()));
        };
        let mut hold = self.insert_hold(first, keys, expires)?;
        for (other, number) in others.iter().zip(FURTHER) {
            let other = self.insert_hold(other, &keys.of_person(number), expires)?;
            hold.further.push(other.booked);
        }
        Ok(hold)
    }

    /// Takes the time of a placement for a browser, whose earlier hold ends.
    pub fn insert_hold(
        &mut self,
        placed: &Placement,
        keys: &HoldKeys,
        expires: Instant,
    ) -> Result<Hold, Fault> {
        self.drop_hold_of_browser(&keys.browser)?;
        let now = self.now();
        let id = self.insert(
            INSERT,
            rusqlite::params![
                placed.practitioner.0,
                placed.care.0,
                seconds(placed.interval.start),
                seconds(placed.interval.end),
                seconds(placed.occupied.start),
                seconds(placed.occupied.end),
                placed.seats,
                placed.capacity,
                keys.token,
                keys.browser,
                keys.address,
                seconds(now),
                seconds(expires),
            ],
        )?;
        for resource in &placed.resources {
            self.execute(ADD_RESOURCE, (id, resource.0))?;
        }
        let booked = placed.booked(BookingRef::Hold(HoldId(id)), Some(expires));
        self.change(Change::Taken(booked.clone()));
        Ok(Hold {
            id: HoldId(id),
            booked,
            further: Vec::new(),
            created: now,
            expires,
            is_renewed: false,
        })
    }

    /// Takes the time of a placement for the waiting list, until an instant. `keys` belong to no browser and to no address.
    pub fn insert_offer_hold(
        &mut self,
        placed: &Placement,
        keys: &HoldKeys,
        expires: Instant,
    ) -> Result<HoldId, Fault> {
        let id = self.insert_hold(placed, keys, expires)?.id;
        let plain = BookingRef::Hold(id);
        let booked = self.agenda().booked(plain).map(|b| Booked {
            reference: BookingRef::Offer(id),
            ..b.as_ref().clone()
        });
        self.change(Change::Freed(plain));
        self.forget_freed(plain);
        if let Some(booked) = booked {
            self.change(Change::Taken(booked));
        }
        Ok(id)
    }

    /// Ends the hold of a freed time, as a step of an act that says itself what becomes of the time.
    pub fn drop_offer_hold(&mut self, id: HoldId) -> Result<(), Fault> {
        self.drop_hold(id)?;
        self.forget_freed(BookingRef::Offer(id));
        Ok(())
    }

    /// Ends a hold with the times of all its people, whatever the reason.
    pub fn drop_hold(&mut self, id: HoldId) -> Result<(), Fault> {
        let token: Option<[u8; 32]> = self
            .conn()
            .prepare_cached(TOKEN_OF)?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        let hold = token.map(|token| self.hold(&token)).transpose()?.flatten();
        for one in hold.map_or_else(Vec::new, |form| form.hold.each()) {
            self.drop_hold_of_one(one.id)?;
        }
        Ok(())
    }

    fn drop_hold_of_one(&mut self, id: HoldId) -> Result<(), Fault> {
        if self.execute(DROP, [id.0])? > 0 {
            // It is known under one of the two.
            self.change(Change::Freed(BookingRef::Hold(id)));
            self.change(Change::Freed(BookingRef::Offer(id)));
        }
        Ok(())
    }

    /// Ends the hold of a browser, if it has one; which one.
    pub fn drop_hold_of_browser(&mut self, browser_hash: &[u8; 32]) -> Result<Option<HoldId>, Fault> {
        let held: Option<i64> = self
            .conn()
            .prepare_cached(OF_BROWSER)?
            .query_row([browser_hash], |row| row.get(0))
            .optional()?;
        let held = held.map(HoldId);
        if let Some(id) = held {
            self.drop_hold(id)?;
        }
        Ok(held)
    }

    /// Ends the holds whose time is over; none while the clock is not trusted (booking-rules §1.8). How many.
    pub fn drop_expired_holds(&mut self) -> Result<usize, Fault> {
        if !self.is_clock_trusted() {
            return Ok(0);
        }
        let expired: Vec<i64> = self
            .conn()
            .prepare_cached(EXPIRED)?
            .query_map([seconds(self.now())], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in &expired {
            self.drop_hold(HoldId(*id))?;
            self.audit(&Record::new(&Actor::System, "hold.expire").on(format_args!("hold:{id}")))?;
        }
        Ok(expired.len())
    }

    /// Lets a hold last until another instant; it cannot be renewed again.
    pub fn renew_hold(&mut self, hold: &Hold, expires: Instant) -> Result<Hold, Fault> {
        let mut kept = Vec::new();
        for one in hold.each() {
            self.execute(RENEW, (one.id.0, seconds(expires)))?;
            let booked = Booked {
                expires: Some(expires),
                ..one.booked
            };
            self.change(Change::Taken(booked.clone()));
            kept.push(booked);
        }
        let mut kept = kept.into_iter();
        Ok(Hold {
            booked: kept.next().unwrap_or_else(|| hold.booked.clone()),
            further: kept.collect(),
            expires,
            is_renewed: true,
            ..hold.clone()
        })
    }

    /// Keeps what was typed and the code that goes out for it, which replaces an earlier one.
    pub fn save_draft(&mut self, id: HoldId, draft: &Draft, code: &Code) -> Result<(), Fault> {
        let text = to_json(draft)?;
        self.execute(SAVE_DRAFT, (id.0, text, code.hash, seconds(code.expires)))?;
        Ok(())
    }

    /// Notes a wrong try.
    pub fn count_code_try(&mut self, id: HoldId, tries: u8) -> Result<(), Fault> {
        self.execute(COUNT_TRY, (id.0, tries))?;
        Ok(())
    }

    /// Counts a code against its contact, and forgets counts older than `forget_before`.
    pub fn note_code_sent(
        &mut self,
        contact_hash: &[u8; 32],
        hold: HoldId,
        forget_before: Instant,
    ) -> Result<(), Fault> {
        self.execute(FORGET_SENDS, [seconds(forget_before)])?;
        let now = seconds(self.now());
        self.execute(NOTE_SEND, (contact_hash, now, hold.0))?;
        Ok(())
    }
}
