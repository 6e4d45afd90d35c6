//! Our events in calendars of practitioners: one for each appointment of a written calendar, over all its moves.

use rusqlite::{OptionalExtension, Row};

use crate::domain::id::{AppointmentId, CalendarLinkId, PatientId};
use crate::domain::time::{Instant, Interval};
use crate::sys::{hash, ids};

use super::instant::{at, interval, seconds};
use super::{Db, Fault, Tx};

// The column order is that of `read`, shared by every SELECT below.
const ONE: &str = "SELECT id, link, identity, appointment, href, revision, start_at, end_at, etag, body FROM calendar_events WHERE id = ?1";
const OF_LINK: &str = "SELECT id, link, identity, appointment, href, revision, start_at, end_at, etag, body FROM calendar_events
    WHERE link = ?1 ORDER BY id";
const OF_IDENTITY: &str = "SELECT id, link, identity, appointment, href, revision, start_at, end_at, etag, body FROM calendar_events
    WHERE identity = ?1 ORDER BY link";
const MAKE: &str = "INSERT INTO calendar_events (id, link, identity, appointment) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (link, identity) DO UPDATE SET appointment = excluded.appointment RETURNING 1";
const ID_OF: &str = "SELECT id FROM calendar_events WHERE link = ?1 AND identity = ?2";
const CONFIRM: &str = "UPDATE calendar_events SET href = ?2, revision = ?3, start_at = ?4, end_at = ?5, etag = ?6, body = ?7 WHERE id = ?1";
const SEE: &str = "UPDATE calendar_events SET href = ?2, etag = ?3, body = ?4 WHERE id = ?1";
const AGREE: &str = "UPDATE calendar_events SET start_at = ?2, end_at = ?3 WHERE id = ?1";
const LOSE: &str = "UPDATE calendar_events SET href = NULL, etag = NULL, body = NULL WHERE id = ?1";
const DISOWN: &str = "UPDATE calendar_events SET revision = NULL, start_at = NULL, end_at = NULL
    WHERE link = ?1 AND appointment IS NOT NULL AND end_at > ?2";
const DROP: &str = "DELETE FROM calendar_events WHERE id = ?1";
const OLD_BODIES: &str = "UPDATE calendar_events SET body = NULL WHERE body IS NOT NULL AND end_at < ?1";
const OF_PATIENT: &str = "SELECT e.id, e.href IS NULL AND coalesce(o.attempts, 0) = 0, a.start_at, a.end_at
    FROM appointments AS a JOIN calendar_events AS e ON e.appointment = a.id
    LEFT JOIN calendar_outbox AS o ON o.event = e.id WHERE a.patient = ?1";
// The identity stands in the patient's own calendars as well.
const FORGET: &str = "UPDATE calendar_events SET identity = id, appointment = NULL, body = NULL,
        start_at = coalesce(start_at, ?2), end_at = coalesce(end_at, ?3)
    WHERE id = ?1";

/// One of our events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnEvent {
    /// Left half of its UID and of its name: 32 hexadecimal digits.
    pub id: String,
    /// In which calendar.
    pub link: CalendarLinkId,
    /// The calendar identity of its appointment, which moves keep.
    pub identity: String,
    /// The row that stands for the appointment; `None` once the patient was erased.
    pub appointment: Option<AppointmentId>,
    /// Where it stands; `None` where it is not known to stand anywhere.
    pub href: Option<String>,
    /// What the server confirmed last, or agreed with.
    pub confirmed: Option<(i64, Interval)>,
    /// Its version there.
    pub etag: Option<String>,
    /// As the server had it last.
    pub body: Option<String>,
}

/// What the server answered to a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Where it stands.
    pub href: String,
    /// When it stands.
    pub interval: Interval,
    /// Its version; `None` where the server says none.
    pub etag: Option<String>,
    /// As it is there.
    pub body: String,
}

fn read(row: &Row<'_>) -> rusqlite::Result<OwnEvent> {
    let revision: Option<i64> = row.get(5)?;
    let (start, end): (Option<i64>, Option<i64>) = (row.get(6)?, row.get(7)?);
    let stood = start.zip(end).map(|(start, end)| interval(start, end));
    Ok(OwnEvent {
        id: row.get(0)?,
        link: CalendarLinkId(row.get(1)?),
        identity: row.get(2)?,
        appointment: row.get::<_, Option<i64>>(3)?.map(AppointmentId),
        href: row.get(4)?,
        confirmed: revision.zip(stood),
        etag: row.get(8)?,
        body: row.get(9)?,
    })
}

impl Db<'_> {
    /// One of our events.
    pub fn own_event(&self, id: &str) -> Result<Option<OwnEvent>, Fault> {
        let mut statement = self.conn().prepare_cached(ONE)?;
        Ok(statement.query_row([id], read).optional()?)
    }

    /// All our events in a calendar.
    pub fn own_events(&self, link: CalendarLinkId) -> Result<Vec<OwnEvent>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_LINK)?;
        let rows = statement.query_map([link.0], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The events of one appointment, in whatever calendars.
    pub fn events_of(&self, identity: &str) -> Result<Vec<OwnEvent>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_IDENTITY)?;
        let rows = statement.query_map([identity], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// The event of an appointment in a calendar, made where there is none; it follows the row that stands for the appointment.
    pub(super) fn event_for(
        &mut self,
        link: CalendarLinkId,
        identity: &str,
        appointment: AppointmentId,
    ) -> Result<String, Fault> {
        let fresh = hash::hex(&ids::bytes::<16>());
        self.insert(MAKE, (&fresh, link.0, identity, appointment.0))?;
        let mut statement = self.conn().prepare_cached(ID_OF)?;
        Ok(statement.query_row((link.0, identity), |row| row.get(0))?)
    }

    /// What the server confirmed of a revision.
    pub(super) fn confirm_event(&mut self, id: &str, revision: i64, written: &Written) -> Result<(), Fault> {
        let (start, end) = (seconds(written.interval.start), seconds(written.interval.end));
        let (href, etag, body) = (&written.href, &written.etag, &written.body);
        self.execute(CONFIRM, (id, href, revision, start, end, etag, body))?;
        Ok(())
    }

    /// How our event is there now, whoever made it so: what is written next starts from this.
    pub fn see_own_event(&mut self, id: &str, href: &str, etag: &str, body: &str) -> Result<(), Fault> {
        self.execute(SEE, (id, href, etag, body))?;
        Ok(())
    }

    /// The time at which it stands is agreed: it is no move any more.
    pub fn agree_on_event(&mut self, id: &str, interval: Interval) -> Result<(), Fault> {
        self.execute(AGREE, (id, seconds(interval.start), seconds(interval.end)))?;
        Ok(())
    }

    /// It is not there any more; name and UID stay what they are.
    pub fn lose_own_event(&mut self, id: &str) -> Result<(), Fault> {
        self.execute(LOSE, [id])?;
        Ok(())
    }

    /// What the calendar says of coming appointments is not believed before they are written again.
    pub fn disbelieve_own_events(&mut self, link: CalendarLinkId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(DISOWN, (link.0, now))?;
        Ok(())
    }

    pub(super) fn drop_own_event(&mut self, id: &str) -> Result<(), Fault> {
        self.execute(DROP, [id])?;
        Ok(())
    }

    /// What a calendar says of appointments that ended before is not needed any more.
    pub(super) fn drop_old_bodies(&mut self, before: Instant) -> Result<(), Fault> {
        self.execute(OLD_BODIES, [seconds(before)])?;
        Ok(())
    }

    /// Nothing of a patient who is erased stays here, and what stands in a calendar is written again without the name. To be called
    /// while the appointments are still there.
    pub(super) fn forget_in_calendars(&mut self, patient: PatientId) -> Result<(), Fault> {
        let events: Vec<(String, bool, Instant, Instant)> = {
            let mut statement = self.conn().prepare_cached(OF_PATIENT)?;
            let rows = statement.query_map([patient.0], |row| {
                Ok((row.get(0)?, row.get(1)?, at(row.get(2)?), at(row.get(3)?)))
            })?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (id, never_left, start, end) in events {
            if never_left {
                self.drop_own_event(&id)?;
            } else {
                self.execute(FORGET, (&id, seconds(start), seconds(end)))?;
                self.wish_nameless(&id)?;
            }
        }
        Ok(())
    }
}
