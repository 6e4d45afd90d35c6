//! Who was offered which freed time, and what came of it (booking-rules §9).

use rusqlite::Row;

use crate::domain::id::{FreedTimeId, OfferId, PractitionerId, WaitingEntryId};
use crate::domain::time::Instant;
use crate::domain::waiting_list::Channel;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WaitingOfferState {
    /// May be accepted until it expires.
    Open,
    /// The time is theirs.
    Accepted,
    /// They said no.
    Declined,
    /// No answer to a message, or to a call that was made; counts.
    Ignored,
    /// Nobody phoned in time; does not count.
    Unanswered,
    /// Somebody was faster; does not count.
    Lost,
    /// The staff took it back, or the time was no longer to be had.
    Withdrawn,
}

impl WaitingOfferState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Open,
        Self::Accepted,
        Self::Declined,
        Self::Ignored,
        Self::Unanswered,
        Self::Lost,
        Self::Withdrawn,
    ];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Ignored => "ignored",
            Self::Unanswered => "unanswered",
            Self::Lost => "lost",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// An offer as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Identifier.
    pub id: OfferId,
    /// Which freed time.
    pub freed: FreedTimeId,
    /// To whom.
    pub entry: WaitingEntryId,
    /// With whom it would be.
    pub practitioner: PractitionerId,
    /// When it would be.
    pub start: Instant,
    /// How they were told.
    pub channel: Channel,
    /// What the link's token is made of.
    pub key: String,
    /// Its message.
    pub message: Option<i64>,
    /// What became of it.
    pub state: WaitingOfferState,
    /// Made by a person of the staff and not in the order of the list.
    pub is_by_hand: bool,
    /// When it was made.
    pub created: Instant,
    /// Until when it may be accepted.
    pub expires: Instant,
    /// When it was answered, or closed.
    pub answered: Option<Instant>,
    /// Wrong second facts since the last right one.
    pub failed_tries: u32,
    /// No second fact is looked at before.
    pub locked_until: Option<Instant>,
}

/// An offer to write.
#[derive(Clone, Debug)]
pub struct NewOffer {
    /// Which freed time.
    pub freed: FreedTimeId,
    /// To whom.
    pub entry: WaitingEntryId,
    /// With whom it would be.
    pub practitioner: PractitionerId,
    /// When it would be.
    pub start: Instant,
    /// How they are told.
    pub channel: Channel,
    /// Random; the link's token is made of it.
    pub key: String,
    /// Of that token.
    pub token_hash: [u8; 32],
    /// The message, already in the outbox.
    pub message: Option<i64>,
    /// Not in the order of the list.
    pub is_by_hand: bool,
    /// Until when it may be accepted.
    pub expires: Instant,
}

// The column order is that of `read`, shared by every SELECT below.
const BY_ID: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers WHERE id = ?1";
const BY_TOKEN: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers WHERE token_hash = ?1";
const OF_FREED: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers WHERE freed = ?1 ORDER BY id";
const OF_ENTRY: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers WHERE entry = ?1 ORDER BY id DESC";
const OF_MESSAGE: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers WHERE message = ?1";
const OVERDUE: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers WHERE state = 'open' AND expires_at <= ?1 ORDER BY expires_at, id";
const RECENT: &str = "SELECT id, freed, entry, practitioner, start_at, channel, key, message, state, is_by_hand, created_at, expires_at,
        answered_at, failed_tries, locked_until
    FROM waiting_offers ORDER BY state <> 'open', id DESC LIMIT ?1";
const OPEN_PHONE: &str =
    "SELECT count(*) FROM waiting_offers WHERE state = 'open' AND channel = 'phone' AND expires_at > ?1";
// Whoever lost a race may be asked again when the same time comes back.
const WAS_OFFERED: &str = "SELECT EXISTS (SELECT 1 FROM waiting_offers
    WHERE entry = ?1 AND practitioner = ?2 AND start_at = ?3 AND state <> 'lost')";
const INSERT: &str = "INSERT INTO waiting_offers (freed, entry, practitioner, start_at, channel, key, token_hash, message, state,
        is_by_hand, created_at, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'open', ?9, ?10, ?11) RETURNING id";
const CLOSE: &str = "UPDATE waiting_offers SET state = ?2, answered_at = ?3 WHERE id = ?1 AND state = 'open'";
const TRIED: &str = "UPDATE waiting_offers SET failed_tries = ?2, locked_until = ?3 WHERE id = ?1";
const CALL_OFF: &str = "UPDATE outbox SET state = 'cancelled', payload = '{}', updated_at = ?2 WHERE id = ?1 AND state = 'pending'";

#[derive(Debug, thiserror::Error)]
#[error("unknown word of an offer: {0}")]
struct UnknownWord(String);

fn read(row: &Row<'_>) -> rusqlite::Result<Offer> {
    let (channel, state): (String, String) = (row.get(5)?, row.get(8)?);
    let known = WaitingOfferState::ALL
        .into_iter()
        .find(|known| known.key() == state);
    Ok(Offer {
        id: OfferId(row.get(0)?),
        freed: FreedTimeId(row.get(1)?),
        entry: WaitingEntryId(row.get(2)?),
        practitioner: PractitionerId(row.get(3)?),
        start: at(row.get(4)?),
        channel: Channel::from_key(&channel).ok_or_else(|| unreadable(5, UnknownWord(channel)))?,
        key: row.get(6)?,
        message: row.get(7)?,
        state: known.ok_or_else(|| unreadable(8, UnknownWord(state)))?,
        is_by_hand: row.get(9)?,
        created: at(row.get(10)?),
        expires: at(row.get(11)?),
        answered: row.get::<_, Option<i64>>(12)?.map(at),
        failed_tries: row.get(13)?,
        locked_until: row.get::<_, Option<i64>>(14)?.map(at),
    })
}

impl Db<'_> {
    /// One offer, whatever became of it.
    pub fn offer(&self, id: OfferId) -> Result<Option<Offer>, Fault> {
        Ok(self.offers(BY_ID, [id.0])?.pop())
    }

    /// The offer of a link.
    pub fn offer_of_token(&self, token_hash: &[u8; 32]) -> Result<Option<Offer>, Fault> {
        Ok(self.offers(BY_TOKEN, [token_hash])?.pop())
    }

    /// The offer that a message tells of.
    pub fn offer_of_message(&self, message: i64) -> Result<Option<Offer>, Fault> {
        Ok(self.offers(OF_MESSAGE, [message])?.pop())
    }

    /// Everybody who was offered a freed time, in order.
    pub fn waiting_offers_of(&self, freed: FreedTimeId) -> Result<Vec<Offer>, Fault> {
        self.offers(OF_FREED, [freed.0])
    }

    /// Everything an entry was offered, the newest first.
    pub fn offers_to(&self, entry: WaitingEntryId) -> Result<Vec<Offer>, Fault> {
        self.offers(OF_ENTRY, [entry.0])
    }

    /// Open offers whose time is over.
    pub fn overdue_offers(&self, now: Instant) -> Result<Vec<Offer>, Fault> {
        self.offers(OVERDUE, [seconds(now)])
    }

    /// The open offers, then the newest of the others.
    pub fn recent_offers(&self, at_most: u32) -> Result<Vec<Offer>, Fault> {
        self.offers(RECENT, [at_most])
    }

    /// How many offers are open that are made by phone.
    pub fn open_phone_offers(&self, now: Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN_PHONE)?;
        Ok(statement.query_row([seconds(now)], |row| row.get(0))?)
    }

    /// Whether an entry was offered this very time before and did not just lose the race.
    pub fn was_offered(
        &self,
        entry: WaitingEntryId,
        practitioner: PractitionerId,
        start: Instant,
    ) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(WAS_OFFERED)?;
        Ok(statement.query_row((entry.0, practitioner.0, seconds(start)), |row| row.get(0))?)
    }

    fn offers(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Offer>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes an offer. The database refuses a second open one to the same entry.
    pub fn insert_waiting_offer(&mut self, new: &NewOffer) -> Result<OfferId, Fault> {
        self.announce();
        let now = seconds(self.now());
        let id = self.insert(
            INSERT,
            rusqlite::params![
                new.freed.0,
                new.entry.0,
                new.practitioner.0,
                seconds(new.start),
                new.channel.key(),
                new.key,
                new.token_hash,
                new.message,
                new.is_by_hand,
                now,
                seconds(new.expires),
            ],
        )?;
        Ok(OfferId(id))
    }

    /// Closes an open offer, and calls off its message while that is possible; `false` when it was closed before.
    pub fn close_waiting_offer(&mut self, offer: &Offer, state: WaitingOfferState) -> Result<bool, Fault> {
        self.announce();
        let now = seconds(self.now());
        let is_closed = self.execute(CLOSE, (offer.id.0, state.key(), now))? == 1;
        if let Some(message) = offer.message {
            self.execute(CALL_OFF, (message, now))?;
        }
        Ok(is_closed)
    }

    /// Notes the outcome of a second fact.
    pub fn note_offer_tries(
        &mut self,
        id: OfferId,
        failed: u32,
        locked_until: Option<Instant>,
    ) -> Result<(), Fault> {
        self.execute(TRIED, (id.0, failed, locked_until.map(seconds)))?;
        Ok(())
    }
}
