//! Links to calendars of practitioners: what was agreed, and how far the last pass came.

use rusqlite::{OptionalExtension, Row};

use crate::domain::calendar::{LinkKind, LinkOptions, LinkReason, LinkState, Privacy};
use crate::domain::id::{CalendarLinkId, PractitionerId};
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

// The column order is that of `read`, shared by every SELECT below.
const LIST: &str = "SELECT id, practitioner, kind, url, login, domain, privacy, options, state, reason, pin, capabilities, sync_token, ctag,
        polled_at, listed_at, failures, due_at, created_at, read_until
    FROM calendar_links ORDER BY practitioner, id";
const ONE: &str = "SELECT id, practitioner, kind, url, login, domain, privacy, options, state, reason, pin, capabilities, sync_token, ctag,
        polled_at, listed_at, failures, due_at, created_at, read_until
    FROM calendar_links WHERE id = ?1";
const DUE: &str = "SELECT id, practitioner, kind, url, login, domain, privacy, options, state, reason, pin, capabilities, sync_token, ctag,
        polled_at, listed_at, failures, due_at, created_at, read_until
    FROM calendar_links WHERE state IN ('active', 'leaving') AND due_at <= ?1 ORDER BY due_at, id";
const WAITED_FOR: &str = "SELECT id, practitioner, kind, url, login, domain, privacy, options, state, reason, pin, capabilities, sync_token, ctag,
        polled_at, listed_at, failures, due_at, created_at, read_until
    FROM calendar_links WHERE state IN ('active', 'leaving') AND failures = 0 AND id IN
        (SELECT e.link FROM calendar_outbox AS o JOIN calendar_events AS e ON e.id = o.event WHERE o.due_at <= ?1)
    ORDER BY id";
const DUES: &str =
    "SELECT id, due_at FROM calendar_links WHERE state IN ('active', 'leaving') ORDER BY due_at";
const SECRET: &str = "SELECT secret FROM calendar_links WHERE id = ?1";
const INSERT: &str =
    "INSERT INTO calendar_links (practitioner, kind, url, login, secret, domain, privacy, options, created_at,
        state, reason, pin, capabilities, due_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'active', NULL, ?10, ?11, ?12) RETURNING id";
const SAVE: &str = "UPDATE calendar_links SET login = ?2, secret = coalesce(?3, secret), privacy = ?4, options = ?5, pin = ?6,
        read_until = CASE WHEN options = ?5 THEN read_until END
    WHERE id = ?1";
const SET_STATE: &str =
    "UPDATE calendar_links SET state = ?2, reason = ?3, failures = 0, due_at = ?4 WHERE id = ?1";
const FORGET_MARKS: &str = "UPDATE calendar_links SET sync_token = NULL, ctag = NULL WHERE id = ?1";
const PASSED: &str = "UPDATE calendar_links SET sync_token = ?2, ctag = ?3, polled_at = ?4,
        listed_at = CASE WHEN ?5 THEN ?4 ELSE listed_at END, failures = 0, due_at = ?6
    WHERE id = ?1";
const FAILED: &str =
    "UPDATE calendar_links SET failures = failures + 1, due_at = ?2 WHERE id = ?1 RETURNING failures";
const DEFER: &str = "UPDATE calendar_links SET due_at = ?2 WHERE id = ?1";
const CAPABLE: &str = "UPDATE calendar_links SET capabilities = ?2 WHERE id = ?1";
const READ_UNTIL: &str = "UPDATE calendar_links SET read_until = ?2 WHERE id = ?1";
const DROP: &str = "DELETE FROM calendar_links WHERE id = ?1";

/// A link; its secret stays in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarLink {
    /// Row number, quoted in the audit log.
    pub id: CalendarLinkId,
    /// Whose calendar.
    pub practitioner: PractitionerId,
    /// Read, or written as well.
    pub kind: LinkKind,
    /// The collection as the server names it.
    pub url: String,
    /// User name there.
    pub login: String,
    /// Right half of the UIDs of our events.
    pub domain: String,
    /// What an event says of a patient.
    pub privacy: Privacy,
    /// Choices of the practice.
    pub options: LinkOptions,
    /// Whether anything is done with it.
    pub state: LinkState,
    /// Why it is not active.
    pub reason: Option<LinkReason>,
    /// SHA-256 of the one public key that is accepted.
    pub pin: Option<[u8; 32]>,
    /// JSON of what was found out about the server.
    pub capabilities: Option<String>,
    /// Mark of the last pass; `None`: a full listing is next.
    pub sync_token: Option<String>,
    /// Another mark, of servers without the first.
    pub ctag: Option<String>,
    /// The last pass that went well.
    pub polled: Option<Instant>,
    /// The last full listing.
    pub listed: Option<Instant>,
    /// Failures in a row.
    pub failures: u32,
    /// When it is asked next.
    pub due: Instant,
    /// When it was made.
    pub created: Instant,
    /// Until when every event was read; `None`: all are to be read anew.
    pub read_until: Option<Instant>,
}

/// A link to write.
#[derive(Clone, Debug)]
pub struct NewCalendarLink {
    /// Whose calendar.
    pub practitioner: PractitionerId,
    /// Read, or written as well.
    pub kind: LinkKind,
    /// The collection as the server names it.
    pub url: String,
    /// User name there.
    pub login: String,
    /// Right half of the UIDs of our events.
    pub domain: String,
    /// What an event says of a patient.
    pub privacy: Privacy,
    /// Choices of the practice.
    pub options: LinkOptions,
    /// SHA-256 of the one public key that is accepted.
    pub pin: Option<[u8; 32]>,
    /// JSON of what the probe found out.
    pub capabilities: Option<String>,
}

/// What of a link may be changed; another calendar is another link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarLinkEdit {
    /// User name there.
    pub login: String,
    /// What an event says of a patient.
    pub privacy: Privacy,
    /// Choices of the practice.
    pub options: LinkOptions,
    /// SHA-256 of the one public key that is accepted.
    pub pin: Option<[u8; 32]>,
}

/// Where a pass that went well has left off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassMarks {
    /// The new token, where the server has such.
    pub sync_token: Option<String>,
    /// The new ctag, where the server has such.
    pub ctag: Option<String>,
    /// Every member was listed.
    pub is_full: bool,
    /// When it is asked next.
    pub due: Instant,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown value: {0}")]
struct Unknown(String);

fn read(row: &Row<'_>) -> rusqlite::Result<CalendarLink> {
    let (kind, options, state): (String, String, String) = (row.get(2)?, row.get(7)?, row.get(8)?);
    let reason: Option<String> = row.get(9)?;
    Ok(CalendarLink {
        id: CalendarLinkId(row.get(0)?),
        practitioner: PractitionerId(row.get(1)?),
        kind: LinkKind::from_key(&kind).ok_or_else(|| unreadable(2, Unknown(kind)))?,
        url: row.get(3)?,
        login: row.get(4)?,
        domain: row.get(5)?,
        privacy: Privacy::from_level(row.get(6)?),
        options: serde_json::from_str(&options).map_err(|error| unreadable(7, error))?,
        state: LinkState::from_key(&state).ok_or_else(|| unreadable(8, Unknown(state)))?,
        reason: reason.as_deref().and_then(LinkReason::from_key),
        pin: row.get(10)?,
        capabilities: row.get(11)?,
        sync_token: row.get(12)?,
        ctag: row.get(13)?,
        polled: row.get::<_, Option<i64>>(14)?.map(at),
        listed: row.get::<_, Option<i64>>(15)?.map(at),
        failures: row.get(16)?,
        due: at(row.get(17)?),
        created: at(row.get(18)?),
        read_until: row.get::<_, Option<i64>>(19)?.map(at),
    })
}

fn options_json(options: LinkOptions) -> Result<String, Fault> {
    serde_json::to_string(&options).map_err(|error| Fault::Bug(error.to_string()))
}

impl Db<'_> {
    /// Every link, by practitioner.
    pub fn calendar_links(&self) -> Result<Vec<CalendarLink>, Fault> {
        let mut statement = self.conn().prepare_cached(LIST)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One link.
    pub fn calendar_link(&self, id: CalendarLinkId) -> Result<Option<CalendarLink>, Fault> {
        let mut statement = self.conn().prepare_cached(ONE)?;
        Ok(statement.query_row([id.0], read).optional()?)
    }

    /// The links to be asked now, who waits longest first.
    pub fn due_calendar_links(&self, now: Instant) -> Result<Vec<CalendarLink>, Fault> {
        let mut statement = self.conn().prepare_cached(DUE)?;
        let rows = statement.query_map([seconds(now)], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The links whose events are waited for, of servers that answered last time.
    pub fn calendar_links_waited_for(&self, now: Instant) -> Result<Vec<CalendarLink>, Fault> {
        let mut statement = self.conn().prepare_cached(WAITED_FOR)?;
        let rows = statement.query_map([seconds(now)], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When each of them is to be asked, the first one first.
    pub fn calendar_dues(&self) -> Result<Vec<(CalendarLinkId, Instant)>, Fault> {
        let mut statement = self.conn().prepare_cached(DUES)?;
        let rows = statement.query_map([], |row| Ok((CalendarLinkId(row.get(0)?), at(row.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The sealed password of a link, where it has one.
    pub fn calendar_link_secret(&self, id: CalendarLinkId) -> Result<Option<String>, Fault> {
        let mut statement = self.conn().prepare_cached(SECRET)?;
        let found = statement.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(found.flatten())
    }
}

impl Tx<'_> {
    /// Adds a link with its sealed password; it is asked for the first time at `due`.
    pub fn insert_calendar_link(
        &mut self,
        new: &NewCalendarLink,
        sealed: &str,
        due: Instant,
    ) -> Result<CalendarLinkId, Fault> {
        let options = options_json(new.options)?;
        let now = seconds(self.now());
        let id = self.insert(
            INSERT,
            rusqlite::params![
                new.practitioner.0,
                new.kind.key(),
                new.url,
                new.login,
                sealed,
                new.domain,
                new.privacy.level(),
                options,
                now,
                new.pin,
                new.capabilities,
                seconds(due),
            ],
        )?;
        Ok(CalendarLinkId(id))
    }

    /// Changes a link; `sealed` is a new password, `None` keeps the old one.
    pub fn save_calendar_link(
        &mut self,
        id: CalendarLinkId,
        edit: &CalendarLinkEdit,
        sealed: Option<&str>,
    ) -> Result<(), Fault> {
        let options = options_json(edit.options)?;
        let privacy = edit.privacy.level();
        self.execute(SAVE, (id.0, &edit.login, sealed, privacy, options, edit.pin))?;
        Ok(())
    }

    /// Sets the state, from which the link is asked at once or not at all.
    pub fn set_calendar_state(
        &mut self,
        id: CalendarLinkId,
        state: LinkState,
        reason: Option<LinkReason>,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(SET_STATE, (id.0, state.key(), reason.map(LinkReason::key), now))?;
        Ok(())
    }

    /// The next pass begins then.
    pub fn defer_calendar(&mut self, id: CalendarLinkId, due: Instant) -> Result<(), Fault> {
        self.execute(DEFER, (id.0, seconds(due)))?;
        Ok(())
    }

    /// The next pass lists every member (caldav §3.1).
    pub fn forget_calendar_marks(&mut self, id: CalendarLinkId) -> Result<(), Fault> {
        self.execute(FORGET_MARKS, [id.0])?;
        Ok(())
    }

    /// Notes where a pass that went well has left off, in the transaction of what it saw.
    pub fn note_calendar_pass(&mut self, id: CalendarLinkId, marks: &PassMarks) -> Result<(), Fault> {
        let now = seconds(self.now());
        let due = seconds(marks.due);
        self.execute(
            PASSED,
            (id.0, &marks.sync_token, &marks.ctag, now, marks.is_full, due),
        )?;
        Ok(())
    }

    /// Notes a pass that came to nothing; how many in a row by now.
    pub fn note_calendar_failure(&mut self, id: CalendarLinkId, due: Instant) -> Result<u32, Fault> {
        let failures = self.insert(FAILED, (id.0, seconds(due)))?;
        Ok(u32::try_from(failures).unwrap_or(u32::MAX))
    }

    /// Keeps what was found out about the server.
    pub fn save_calendar_capabilities(&mut self, id: CalendarLinkId, json: &str) -> Result<(), Fault> {
        self.execute(CAPABLE, (id.0, json))?;
        Ok(())
    }

    /// Until then every event was read.
    pub fn note_calendar_read(&mut self, id: CalendarLinkId, until: Instant) -> Result<(), Fault> {
        self.execute(READ_UNTIL, (id.0, seconds(until)))?;
        Ok(())
    }

    /// Ends a link, and with it all that was known of its calendar.
    pub fn drop_calendar_link(&mut self, id: CalendarLinkId) -> Result<(), Fault> {
        self.execute(DROP, [id.0])?;
        Ok(())
    }
}
