//! Sessions of the back office: only hashes of their tokens are kept (security T13).

use chrono::TimeDelta;
use rusqlite::{OptionalExtension, Row};

use crate::domain::id::StaffId;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

const FIND: &str =
    "SELECT token_hash, staff, is_complete, csrf_hash, address, device, created_at, seen_at, confirmed_at,
        idle_seconds, expires_at
    FROM sessions WHERE token_hash = ?1";
const OF_STAFF: &str =
    "SELECT token_hash, staff, is_complete, csrf_hash, address, device, created_at, seen_at, confirmed_at,
        idle_seconds, expires_at
    FROM sessions WHERE staff = ?1 ORDER BY seen_at DESC";
const INSERT: &str =
    "INSERT INTO sessions (token_hash, staff, is_complete, csrf_hash, address, device, created_at, seen_at,
        confirmed_at, idle_seconds, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
const SEEN: &str = "UPDATE sessions SET seen_at = ?2 WHERE token_hash = ?1 AND seen_at < ?2";
const CONFIRMED: &str = "UPDATE sessions SET confirmed_at = ?2 WHERE token_hash = ?1";
const END: &str = "DELETE FROM sessions WHERE token_hash = ?1";
const END_ALL: &str = "DELETE FROM sessions WHERE staff = ?1 AND token_hash IS NOT ?2";
const SWEEP: &str = "DELETE FROM sessions WHERE expires_at <= ?1 OR seen_at + idle_seconds <= ?1";

/// One browser that somebody signed in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie.
    pub token_hash: [u8; 32],
    /// Whose.
    pub staff: StaffId,
    /// Second factor given, or not needed; before that it opens only the page that asks for it.
    pub is_complete: bool,
    /// SHA-256 of the token that every form carries.
    pub csrf_hash: [u8; 32],
    /// Network address, cut to /24 or /48.
    pub address: String,
    /// Browser and system as it names itself, shortened.
    pub device: String,
    /// When it began.
    pub created: Instant,
    /// Last request, to the minute.
    pub seen: Instant,
    /// When the password was last typed.
    pub confirmed: Instant,
    /// Longest pause between two requests.
    pub idle: TimeDelta,
    /// The end, whatever happens.
    pub expires: Instant,
}

impl Session {
    /// Whether it still opens anything.
    pub fn is_live(&self, now: Instant) -> bool {
        now < self.expires && now < self.seen + self.idle
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        token_hash: row.get(0)?,
        staff: StaffId(row.get(1)?),
        is_complete: row.get(2)?,
        csrf_hash: row.get(3)?,
        address: row.get(4)?,
        device: row.get(5)?,
        created: at(row.get(6)?),
        seen: at(row.get(7)?),
        confirmed: at(row.get(8)?),
        idle: TimeDelta::seconds(row.get::<_, u32>(9)?.into()),
        expires: at(row.get(10)?),
    })
}

impl Db<'_> {
    /// The session of a cookie, ended or not.
    pub fn session(&self, token_hash: &[u8; 32]) -> Result<Option<Session>, Fault> {
        let mut statement = self.conn().prepare_cached(FIND)?;
        Ok(statement.query_row([token_hash], read).optional()?)
    }

    /// Every session of a person, the last used first.
    pub fn sessions_of(&self, staff: StaffId) -> Result<Vec<Session>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_STAFF)?;
        let rows = statement.query_map([staff.0], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Begins a session, and sweeps those that ended.
    pub fn insert_session(&mut self, session: &Session) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(SWEEP, [now])?;
        self.execute(
            INSERT,
            rusqlite::params![
                session.token_hash,
                session.staff.0,
                session.is_complete,
                session.csrf_hash,
                session.address,
                session.device,
                seconds(session.created),
                seconds(session.seen),
                seconds(session.confirmed),
                session.idle.num_seconds(),
                seconds(session.expires),
            ],
        )?;
        Ok(())
    }

    /// Notes when the session was used last.
    pub fn session_seen(&mut self, token_hash: &[u8; 32], at: Instant) -> Result<(), Fault> {
        self.execute(SEEN, (token_hash, seconds(at)))?;
        Ok(())
    }

    /// Notes when the password was typed again.
    pub fn session_confirmed(&mut self, token_hash: &[u8; 32], at: Instant) -> Result<(), Fault> {
        self.execute(CONFIRMED, (token_hash, seconds(at)))?;
        Ok(())
    }

    /// Ends one session; whether it was there.
    pub fn end_session(&mut self, token_hash: &[u8; 32]) -> Result<bool, Fault> {
        Ok(self.execute(END, [token_hash])? == 1)
    }

    /// Ends every session of a person but one.
    pub fn end_sessions(&mut self, staff: StaffId, except: Option<&[u8; 32]>) -> Result<usize, Fault> {
        self.execute(END_ALL, (staff.0, except))
    }
}
