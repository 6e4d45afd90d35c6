//! Times offered by link in the place of one that cannot stay, and who was told by phone (booking-rules §7).

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use rusqlite::{OptionalExtension, Row};

use crate::domain::booking::Alternative;
use crate::domain::id::{AppointmentId, DraftId, PractitionerId};
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::terms::json;
use super::{Db, Fault, Tx};

// The column order is that of `read`.
const OPEN_ONE: &str = "SELECT id, draft, appointment, choices, expires_at, outcome FROM move_offers
    WHERE appointment = ?1 AND outcome IS NULL";
const OPEN: &str = "SELECT id, draft, appointment, choices, expires_at, outcome FROM move_offers
    WHERE outcome IS NULL ORDER BY id";
const OF_DRAFT: &str = "SELECT id, draft, appointment, choices, expires_at, outcome FROM move_offers
    WHERE draft = ?1 ORDER BY id";
const INSERT: &str = "INSERT INTO move_offers (draft, appointment, choices, created_at, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const CLOSE: &str = "UPDATE move_offers SET outcome = ?2 WHERE id = ?1 AND outcome IS NULL";
const ABOUT: &str = "SELECT appointment FROM move_offers WHERE id = ?1";
const CALLED: &str = "SELECT appointment FROM phone_calls WHERE draft = ?1";
const CALL: &str = "INSERT INTO phone_calls VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
const MIND: &str = "DELETE FROM phone_calls WHERE draft = ?1 AND appointment = ?2";

/// Times that a patient may choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveOffer {
    /// Its number.
    pub id: i64,
    /// The change that made it necessary.
    pub draft: DraftId,
    /// The appointment to be moved.
    pub appointment: AppointmentId,
    /// The times, best first; nothing is held.
    pub choices: Vec<Alternative>,
    /// Until when one may be chosen.
    pub expires: Instant,
    /// Where it stands.
    pub state: OfferState,
}

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// The patient may choose.
    Open,
    /// The patient chose.
    Chosen,
    /// Nobody chose in time.
    Expired,
}

fn read(row: &Row<'_>) -> rusqlite::Result<MoveOffer> {
    let (choices, outcome): (String, Option<String>) = (row.get(3)?, row.get(5)?);
    let pairs: Vec<(i64, i64)> = serde_json::from_str(&choices).map_err(|error| unreadable(3, error))?;
    let choice = |(practitioner, second): (i64, i64)| Alternative {
        practitioner: PractitionerId(practitioner),
        start: DateTime::from_timestamp(second, 0).unwrap_or_default(),
    };
    Ok(MoveOffer {
        id: row.get(0)?,
        draft: DraftId(row.get(1)?),
        appointment: AppointmentId(row.get(2)?),
        choices: pairs.into_iter().map(choice).collect(),
        expires: at(row.get(4)?),
        state: match outcome.as_deref() {
            None => OfferState::Open,
            Some("chosen") => OfferState::Chosen,
            Some(_) => OfferState::Expired,
        },
    })
}

impl Db<'_> {
    /// What a patient may choose from in the place of an appointment.
    pub fn open_offer(&self, appointment: AppointmentId) -> Result<Option<MoveOffer>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN_ONE)?;
        Ok(statement.query_row([appointment.0], read).optional()?)
    }

    /// Every open offer, the oldest first.
    pub fn open_offers(&self) -> Result<Vec<MoveOffer>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest offer of each appointment of a draft.
    pub fn offers_of(&self, draft: DraftId) -> Result<BTreeMap<AppointmentId, MoveOffer>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_DRAFT)?;
        let rows = statement.query_map([draft.0], read)?;
        let offers: Vec<MoveOffer> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(offers
            .into_iter()
            .map(|offer| (offer.appointment, offer))
            .collect())
    }

    /// Whose patients were told of a draft by phone.
    pub fn called(&self, draft: DraftId) -> Result<BTreeSet<AppointmentId>, Fault> {
        let mut statement = self.conn().prepare_cached(CALLED)?;
        let rows = statement.query_map([draft.0], |row| Ok(AppointmentId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes an offer; the appointment has no open one.
    pub fn insert_offer(
        &mut self,
        draft: DraftId,
        appointment: AppointmentId,
        choices: &[Alternative],
        expires: Instant,
    ) -> Result<i64, Fault> {
        let pairs: Vec<(i64, i64)> = choices
            .iter()
            .map(|choice| (choice.practitioner.0, seconds(choice.start)))
            .collect();
        let now = seconds(self.now());
        self.announce();
        self.touch_appointment(appointment);
        self.insert(
            INSERT,
            (draft.0, appointment.0, json(&pairs)?, now, seconds(expires)),
        )
    }

    /// Ends an offer.
    pub fn close_offer(&mut self, id: i64, was_chosen: bool) -> Result<(), Fault> {
        let outcome = if was_chosen { "chosen" } else { "expired" };
        self.execute(CLOSE, (id, outcome))?;
        let about = self
            .conn()
            .prepare_cached(ABOUT)?
            .query_row([id], |row| row.get(0))?;
        self.touch_appointment(AppointmentId(about));
        self.announce();
        Ok(())
    }

    /// Notes that a patient was told by phone, or that this was a mistake.
    pub fn note_call(
        &mut self,
        draft: DraftId,
        appointment: AppointmentId,
        is_reached: bool,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        if is_reached {
            self.execute(CALL, (draft.0, appointment.0, now))?;
        } else {
            self.execute(MIND, (draft.0, appointment.0))?;
        }
        self.announce();
        Ok(())
    }
}
