//! What is still to be written to calendars: wished in the transaction of the act, from its audit record, done by a worker, and settled
//! only for the revision that the server confirmed (caldav §4.2). One row for each event: a later wish replaces an earlier one.

use chrono::TimeDelta;
use rusqlite::OptionalExtension;

use crate::domain::booking::Appointment;
use crate::domain::calendar::{LinkKind, LinkState};
use crate::domain::id::{AppointmentId, CalendarLinkId, Revision};
use crate::domain::time::{Instant, Interval};

use super::calendar_events::{OwnEvent, Written};
use super::calendar_links::CalendarLink;
use super::instant::{at, seconds};
use super::{Db, Fault, Tx, audit};

/// Appointments that ended longer ago are not written any more.
const PAST: TimeDelta = TimeDelta::hours(24);

const WISH: &str = "INSERT INTO calendar_outbox (event, desired, revision, revised_at, due_at) VALUES (?1, ?2, ?3, ?4, ?4)
    ON CONFLICT (event) DO UPDATE SET desired = excluded.desired, revision = excluded.revision, revised_at = excluded.revised_at,
        due_at = excluded.due_at, last_error = NULL";
const DUE: &str = "SELECT o.event, o.desired, o.revision, o.revised_at, o.attempts FROM calendar_events AS e
    JOIN calendar_outbox AS o ON o.event = e.id
    WHERE e.link = ?1 AND o.due_at <= ?2 ORDER BY o.revision, o.event LIMIT ?3";
const WISHED: &str =
    "SELECT event, desired, revision, revised_at, attempts FROM calendar_outbox WHERE event = ?1";
const CLAIM: &str =
    "UPDATE calendar_outbox SET attempts = attempts + 1 WHERE event = ?1 AND revision = ?2 AND attempts = ?3";
const DONE: &str = "DELETE FROM calendar_outbox WHERE event = ?1 AND revision = ?2";
const AGAIN: &str =
    "UPDATE calendar_outbox SET due_at = ?3, last_error = ?4 WHERE event = ?1 AND revision = ?2";
const HOLD: &str = "UPDATE calendar_outbox SET due_at = ?2, last_error = 'read-only'
    WHERE due_at < ?2 AND event IN (SELECT id FROM calendar_events WHERE link = ?1)";
const RELEASE: &str = "UPDATE calendar_outbox SET due_at = min(due_at, ?2), last_error = NULL
    WHERE last_error = 'read-only' AND event IN (SELECT id FROM calendar_events WHERE link = ?1)";
const PAST_WISHES: &str = "DELETE FROM calendar_outbox WHERE desired <> 'nameless' AND event IN (SELECT e.id
    FROM appointments AS a JOIN calendar_events AS e ON e.appointment = a.id WHERE a.end_at < ?1)";
const LEFT: &str =
    "SELECT count(*) FROM calendar_events AS e JOIN calendar_outbox AS o ON o.event = e.id WHERE e.link = ?1";
const COMING: &str = "SELECT id, uid FROM appointments
    WHERE practitioner = ?1 AND end_at > ?2 AND start_at > ?2 - 86400 AND status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
    ORDER BY start_at, id";

/// What an event is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To stand there as the appointment is; cancelled, where a link keeps a trace.
    Present,
    /// Not to be there.
    Absent,
    /// To say nothing of the patient, who was erased.
    Nameless,
}

impl Wish {
    fn key(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Absent => "absent",
            Self::Nameless => "nameless",
        }
    }

    fn from_key(key: &str) -> Self {
        match key {
            "absent" => Self::Absent,
            "nameless" => Self::Nameless,
            _ => Self::Present,
        }
    }
}

/// Something to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarWrite {
    /// The event as it is known to be.
    pub event: OwnEvent,
    /// What it is to become.
    pub wish: Wish,
    /// The record of the log that wished it.
    pub revision: Revision,
    /// When that was: a replay says the same.
    pub revised: Instant,
    /// Attempts so far.
    pub attempts: u32,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It stands there as wished.
    Stands(Written),
    /// It is not there any more, or never was.
    IsGone,
    /// To be tried again then; why, as a key.
    Again(Instant, &'static str),
    /// The server does not want it: not tried again before the appointment changes.
    Refused,
}

type Row = (String, String, i64, i64, u32);

/// Whether a record of the log is of interest to a calendar; states of the day change nothing in it.
fn is_of_calendars(what: &str) -> bool {
    matches!(
        what,
        "appointment.book"
            | "appointment.overbook"
            | "appointment.move"
            | "appointment.length"
            | "appointment.cancel"
            | "appointment.answer"
            | "appointment.expire"
            | "appointment.import"
            | "appointment.note"
            | "appointment.undo"
    )
}

impl Db<'_> {
    /// What a calendar waits for, in order of revision.
    pub fn due_calendar_writes(
        &self,
        link: CalendarLinkId,
        now: Instant,
        at_most: u32,
    ) -> Result<Vec<CalendarWrite>, Fault> {
        let rows: Vec<Row> = {
            let mut statement = self.conn().prepare_cached(DUE)?;
            let rows = statement.query_map((link.0, seconds(now), at_most), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let mut writes = Vec::with_capacity(rows.len());
        for row in rows {
            writes.extend(self.write_of(row)?);
        }
        Ok(writes)
    }

    /// What is still to be written of an event.
    pub fn wished_of(&self, event: &str) -> Result<Option<CalendarWrite>, Fault> {
        let found: Option<Row> = {
            let mut statement = self.conn().prepare_cached(WISHED)?;
            let read = |row: &rusqlite::Row<'_>| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            };
            statement.query_row([event], read).optional()?
        };
        Ok(found.map(|row| self.write_of(row)).transpose()?.flatten())
    }

    /// How much is still to be written to a calendar.
    pub fn calendar_writes_left(&self, link: CalendarLinkId) -> Result<usize, Fault> {
        let mut statement = self.conn().prepare_cached(LEFT)?;
        let count: i64 = statement.query_row([link.0], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn write_of(
        &self,
        (event, desired, revision, revised, attempts): Row,
    ) -> Result<Option<CalendarWrite>, Fault> {
        let write = |event| CalendarWrite {
            event,
            wish: Wish::from_key(&desired),
            revision: Revision(revision),
            revised: at(revised),
            attempts,
        };
        Ok(self.own_event(&event)?.map(write))
    }

    fn written_links(&self) -> Result<Vec<CalendarLink>, Fault> {
        let mut links = self.calendar_links()?;
        links.retain(|link| link.kind == LinkKind::Written && link.state != LinkState::Leaving);
        Ok(links)
    }
}

impl Tx<'_> {
    /// Wishes what follows in calendars from the act that a record is about, in its transaction.
    pub(super) fn note_in_calendars(
        &mut self,
        what: &str,
        object: &str,
        revision: Revision,
    ) -> Result<(), Fault> {
        let number = object.strip_prefix("appointment:").and_then(|id| id.parse().ok());
        let Some(number) = number.filter(|_| is_of_calendars(what)) else {
            return Ok(());
        };
        let links = self.written_links()?;
        if links.is_empty() {
            return Ok(());
        }
        let id = AppointmentId(number);
        let (Some(appointment), Some(identity)) = (self.appointment(id)?, self.calendar_identity(id)?) else {
            return Ok(());
        };
        self.end_calendar_questions(&identity.uid)?;
        self.wish_elsewhere(&links, &appointment, (&identity.uid, revision))?;
        let own = links
            .iter()
            .find(|link| link.practitioner == appointment.practitioner);
        if let Some(link) = own.filter(|_| appointment.interval.end > self.now() - PAST) {
            self.wish_in(link, &appointment, (&identity.uid, revision))?;
        }
        Ok(())
    }

    /// With somebody else by now: it leaves the calendars of the others.
    fn wish_elsewhere(
        &mut self,
        links: &[CalendarLink],
        appointment: &Appointment,
        (identity, revision): (&str, Revision),
    ) -> Result<(), Fault> {
        for event in self.events_of(identity)? {
            let is_elsewhere = links
                .iter()
                .any(|link| link.id == event.link && link.practitioner != appointment.practitioner);
            if is_elsewhere {
                self.wish_absent(&event, revision)?;
            }
        }
        Ok(())
    }

    fn wish_in(
        &mut self,
        link: &CalendarLink,
        appointment: &Appointment,
        (identity, revision): (&str, Revision),
    ) -> Result<(), Fault> {
        let known = self.events_of(identity)?;
        let known = known.into_iter().find(|event| event.link == link.id);
        if !appointment.status.is_called_off() {
            let event = self.event_for(link.id, identity, appointment.id)?;
            return self.wish(&event, Wish::Present, revision);
        }
        match known {
            Some(event) if link.options.keeps_cancelled && event.href.is_some() => {
                self.wish(&event.id, Wish::Present, revision)
            }
            Some(event) => self.wish_absent(&event, revision),
            None => Ok(()),
        }
    }

    /// What was never tried needs no deletion.
    fn wish_absent(&mut self, event: &OwnEvent, revision: Revision) -> Result<(), Fault> {
        let attempts = self.wished_of(&event.id)?.map_or(0, |write| write.attempts);
        if event.href.is_none() && attempts == 0 {
            return self.drop_own_event(&event.id);
        }
        self.wish(&event.id, Wish::Absent, revision)
    }

    fn wish(&mut self, event: &str, wish: Wish, revision: Revision) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(WISH, (event, wish.key(), revision.0, now))?;
        // Wakes the worker.
        self.announce();
        Ok(())
    }

    /// The erasure is on record under the next number.
    pub(super) fn wish_nameless(&mut self, event: &str) -> Result<(), Fault> {
        let next = Revision(audit::head(self.conn())?.revision.0 + 1);
        self.wish(event, Wish::Nameless, next)
    }

    /// Writes an event again as its appointment is, `revision` being the record of why.
    pub fn write_event_again(&mut self, event: &str, revision: Revision) -> Result<(), Fault> {
        self.wish(event, Wish::Present, revision)
    }

    /// Takes an event of a cancelled appointment out of the calendar, `revision` being the record of why.
    pub fn withdraw_event(&mut self, event: &OwnEvent, revision: Revision) -> Result<(), Fault> {
        self.wish_absent(event, revision)
    }

    /// Wishes every coming appointment of the practitioner into a calendar: how it begins, and how it is filled again.
    pub fn fill_calendar(&mut self, link: &CalendarLink, revision: Revision) -> Result<usize, Fault> {
        let now = seconds(self.now());
        let coming: Vec<(i64, String)> = {
            let mut statement = self.conn().prepare_cached(COMING)?;
            let rows =
                statement.query_map((link.practitioner.0, now), |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for (id, identity) in &coming {
            let event = self.event_for(link.id, identity, AppointmentId(*id))?;
            self.wish(&event, Wish::Present, revision)?;
        }
        Ok(coming.len())
    }

    /// Takes what is not over out of a calendar that is left; how many events that are.
    pub fn empty_calendar(&mut self, link: CalendarLinkId, revision: Revision) -> Result<usize, Fault> {
        let mut count = 0;
        for event in self.own_events(link)? {
            let is_over = |(_, stood): (i64, Interval)| stood.end <= self.now();
            if event.confirmed.is_some_and(is_over) {
                continue;
            }
            self.wish_absent(&event, revision)?;
            count += 1;
        }
        Ok(count)
    }

    /// An import is undone: its appointment is about to go, and its events with it.
    pub(super) fn leave_calendars(&mut self, appointment: AppointmentId) -> Result<(), Fault> {
        let Some(identity) = self.calendar_identity(appointment)? else {
            return Ok(());
        };
        let next = Revision(audit::head(self.conn())?.revision.0 + 1);
        for event in self.events_of(&identity.uid)? {
            self.wish_absent(&event, next)?;
        }
        Ok(())
    }

    /// Claims a write before its first byte leaves; `false` when something else is wished by now.
    pub fn claim_calendar_write(&mut self, write: &CalendarWrite) -> Result<bool, Fault> {
        Ok(self.execute(CLAIM, (&write.event.id, write.revision.0, write.attempts))? == 1)
    }

    /// Records what became of a write. What the server says of an earlier revision is believed, but only that revision is settled.
    pub fn settle_calendar_write(
        &mut self,
        (event, revision, wish): (&str, Revision, Wish),
        outcome: &WriteOutcome,
    ) -> Result<(), Fault> {
        match outcome {
            WriteOutcome::Stands(written) => self.confirm_event(event, revision.0, written)?,
            WriteOutcome::IsGone => self.lose_own_event(event)?,
            WriteOutcome::Again(due, why) => {
                self.execute(AGAIN, (event, revision.0, seconds(*due), why))?;
                return Ok(());
            }
            WriteOutcome::Refused => {}
        }
        let is_settled = self.execute(DONE, (event, revision.0))? == 1;
        let is_over = is_settled && wish == Wish::Absent && *outcome == WriteOutcome::IsGone;
        if is_over {
            self.drop_own_event(event)?;
        }
        Ok(())
    }

    /// Nothing of this calendar is written before then.
    pub fn defer_calendar_writes(&mut self, link: CalendarLinkId, due: Instant) -> Result<(), Fault> {
        self.execute(HOLD, (link.0, seconds(due)))?;
        Ok(())
    }

    /// What [`Tx::defer_calendar_writes`] held back is due.
    pub fn release_calendar_writes(&mut self, link: CalendarLinkId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(RELEASE, (link.0, now))?;
        Ok(())
    }

    /// Gives up what is still to be written about appointments that ended long ago; how many.
    pub fn drop_past_calendar_writes(&mut self) -> Result<usize, Fault> {
        let before = self.now() - PAST;
        let dropped = self.execute(PAST_WISHES, [seconds(before)])?;
        self.drop_old_bodies(before)?;
        Ok(dropped)
    }
}
