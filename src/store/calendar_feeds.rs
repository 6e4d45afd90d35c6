//! Agendas that other calendars subscribe to: only hashes of their addresses are kept (security §8).

use rusqlite::{OptionalExtension, Row};

use crate::domain::booking::Status;
use crate::domain::id::PractitionerId;
use crate::domain::time::{Instant, Interval};

use super::instant::{at, interval, seconds, unreadable};
use super::{Db, Fault, Tx};

const LIST: &str =
    "SELECT id, practitioner, name, names, created_at, revoked_at FROM calendar_feeds ORDER BY id";
const GOOD: &str = "SELECT id, practitioner, name, names, created_at, revoked_at
    FROM calendar_feeds WHERE token_hash = ?1 AND revoked_at IS NULL";
const INSERT: &str = "INSERT INTO calendar_feeds (practitioner, name, token_hash, names, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const REVOKE: &str = "UPDATE calendar_feeds SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
const VISITS: &str = "SELECT a.uid, a.start_at, a.end_at, p.family_name, p.given_name, a.sequence, a.status
    FROM appointments a JOIN patients p ON p.id = a.patient
    WHERE a.practitioner = ?1 AND a.start_at >= ?2 AND a.start_at < ?3
        AND a.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
    ORDER BY a.start_at, a.id";

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    /// Row number, quoted in the audit log.
    pub id: i64,
    /// Whose agenda.
    pub practitioner: PractitionerId,
    /// What it is for, in the administrator's words.
    pub name: String,
    /// How much of a name an event says: `none`, `initials`, `full`.
    pub names: String,
    /// When it was made.
    pub created: Instant,
    /// When it stopped being good.
    pub revoked: Option<Instant>,
}

/// One appointment of a subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedVisit {
    /// Stays with the appointment over moves.
    pub uid: String,
    /// Grows with each change (RFC 5545 §3.8.7.4).
    pub sequence: i64,
    /// State, of those that take time.
    pub status: Status,
    /// The care itself.
    pub interval: Interval,
    /// Whose.
    pub family_name: String,
    /// Whose.
    pub given_name: String,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state: {0}")]
struct UnknownStatus(String);

fn read(row: &Row<'_>) -> rusqlite::Result<CalendarFeed> {
    Ok(CalendarFeed {
        id: row.get(0)?,
        practitioner: PractitionerId(row.get(1)?),
        name: row.get(2)?,
        names: row.get(3)?,
        created: at(row.get(4)?),
        revoked: row.get::<_, Option<i64>>(5)?.map(at),
    })
}

impl Db<'_> {
    /// Every subscription, ended ones included, the oldest first.
    pub fn calendar_feeds(&self) -> Result<Vec<CalendarFeed>, Fault> {
        let mut statement = self.conn().prepare_cached(LIST)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The subscription of an address, while it is good.
    pub fn calendar_feed(&self, token_hash: &[u8; 32]) -> Result<Option<CalendarFeed>, Fault> {
        let mut statement = self.conn().prepare_cached(GOOD)?;
        Ok(statement.query_row([token_hash], read).optional()?)
    }

    /// The appointments of a practitioner that take place and start in a span, in order of start.
    pub fn feed_visits(&self, practitioner: PractitionerId, span: Interval) -> Result<Vec<FeedVisit>, Fault> {
        let mut statement = self.conn().prepare_cached(VISITS)?;
        let bounds = (practitioner.0, seconds(span.start), seconds(span.end));
        let rows = statement.query_map(bounds, |row| {
            let status: String = row.get(6)?;
            let status = Status::from_key(&status).ok_or_else(|| unreadable(6, UnknownStatus(status)))?;
            Ok(FeedVisit {
                uid: row.get(0)?,
                sequence: row.get(5)?,
                status,
                interval: interval(row.get(1)?, row.get(2)?),
                family_name: row.get(3)?,
                given_name: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Adds a subscription and returns its row number; `names` as in the table.
    pub fn insert_calendar_feed(
        &mut self,
        practitioner: PractitionerId,
        name: &str,
        token_hash: &[u8; 32],
        names: &str,
    ) -> Result<i64, Fault> {
        let now = seconds(self.now());
        self.insert(INSERT, (practitioner.0, name, token_hash, names, now))
    }

    /// Ends a subscription; whether it was good until now.
    pub fn revoke_calendar_feed(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(REVOKE, (id, now))? == 1)
    }
}
