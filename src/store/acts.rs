//! What each person of the staff and each program did last, for their undo.

use chrono::TimeDelta;
use rusqlite::{OptionalExtension, Row};

use crate::domain::booking::{Appointment, Status};
use crate::domain::id::{AppointmentId, StaffId};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

/// Acts older than this are of no use to anybody.
const KEPT: TimeDelta = TimeDelta::hours(1);

const LAST: &str =
    "SELECT id, kind, appointment, first_row, version, origin, before, after, made_at FROM acts
    WHERE staff = ?1 AND undone_at IS NULL AND (?2 IS NULL OR appointment = ?2) ORDER BY id DESC LIMIT 1";
const NOTE: &str =
    "INSERT INTO acts (staff, kind, appointment, first_row, version, origin, before, after, made_at)
    VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id";
const UNDONE: &str = "UPDATE acts SET undone_at = ?2 WHERE id = ?1";
const FOLLOW: &str = "UPDATE acts SET appointment = ?2 WHERE appointment = ?1 AND undone_at IS NULL";
const OPEN: &str =
    "SELECT id, kind, appointment, first_row, version, origin, before, after, made_at FROM acts
    WHERE staff = ?1 AND undone_at IS NULL AND made_at >= ?2 ORDER BY id DESC";
const ONE: &str = "SELECT id, kind, appointment, first_row, version, origin, before, after, made_at FROM acts
    WHERE staff = ?1 AND id = ?2 AND undone_at IS NULL";
const SWEEP: &str = "DELETE FROM acts WHERE made_at < ?1";

/// Who may take an act back: whoever did it. The column holds the number of the account, and of a program's token the negative of its
/// number; both begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Somebody of the staff.
    Staff(StaffId),
    /// A program, by the number of its token.
    Program(i64),
}

impl Author {
    /// Patients and the program itself have other ways back, or none.
    pub fn of(actor: &Actor) -> Option<Self> {
        match actor {
            Actor::Staff(id) => Some(Self::Staff(*id)),
            Actor::Token(id) => Some(Self::Program(*id)),
            Actor::Patient | Actor::Kiosk(_) | Actor::Calendar(_) | Actor::System => None,
        }
    }

    fn number(self) -> i64 {
        match self {
            Self::Staff(id) => id.0,
            Self::Program(id) => -id,
        }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActKind {
    /// An appointment was made.
    Book,
    /// It got another time, practitioner or length.
    Move,
    /// It was cancelled.
    Cancel,
    /// It got another state.
    State,
}

impl ActKind {
    const ALL: [Self; 4] = [Self::Book, Self::Move, Self::Cancel, Self::State];

    /// Stored spelling, also that of the machine interface.
    pub fn key(self) -> &'static str {
        match self {
            Self::Book => "book",
            Self::Move => "move",
            Self::Cancel => "cancel",
            Self::State => "state",
        }
    }
}

/// One act, as noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub id: i64,
    /// What was done.
    pub kind: ActKind,
    /// The appointment now.
    pub appointment: AppointmentId,
    /// The row and its version as the act left it.
    pub left: (AppointmentId, i64),
    /// The row that a move replaced.
    pub origin: Option<AppointmentId>,
    /// Its state before; `None` when there was no appointment.
    pub before: Option<Status>,
    /// Its state then.
    pub after: Status,
    /// When.
    pub made: Instant,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown act or state: {0}")]
struct Unknown(String);

fn read(row: &Row<'_>) -> rusqlite::Result<Act> {
    let (kind, before, after): (String, Option<String>, String) = (row.get(1)?, row.get(6)?, row.get(7)?);
    let status = |column, key: String| Status::from_key(&key).ok_or_else(|| unreadable(column, Unknown(key)));
    let known = ActKind::ALL.into_iter().find(|k| k.key() == kind);
    Ok(Act {
        id: row.get(0)?,
        kind: known.ok_or_else(|| unreadable(1, Unknown(kind)))?,
        appointment: AppointmentId(row.get(2)?),
        left: (AppointmentId(row.get(3)?), row.get(4)?),
        origin: row.get::<_, Option<i64>>(5)?.map(AppointmentId),
        before: before.map(|key| status(6, key)).transpose()?,
        after: status(7, after)?,
        made: at(row.get(8)?),
    })
}

impl Db<'_> {
    /// The last act of somebody that was not undone, of all or about an appointment.
    pub fn last_act(&self, author: Author, about: Option<AppointmentId>) -> Result<Option<Act>, Fault> {
        let mut statement = self.conn().prepare_cached(LAST)?;
        Ok(statement
            .query_row((author.number(), about.map(|id| id.0)), read)
            .optional()?)
    }

    /// Acts of somebody since an instant that were not undone, the newest first.
    pub fn open_acts(&self, author: Author, since: Instant) -> Result<Vec<Act>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN)?;
        let rows = statement.query_map((author.number(), seconds(since)), read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// An act by its number, where it is theirs and was not undone.
    pub fn open_act(&self, author: Author, id: i64) -> Result<Option<Act>, Fault> {
        let mut statement = self.conn().prepare_cached(ONE)?;
        Ok(statement.query_row((author.number(), id), read).optional()?)
    }
}

impl Tx<'_> {
    /// Notes what somebody did; the row as it is now, and its state before.
    pub fn note_act(
        &mut self,
        author: Author,
        kind: ActKind,
        before: Option<Status>,
        row: &Appointment,
    ) -> Result<(), Fault> {
        let now = self.now();
        self.execute(SWEEP, [seconds(now - KEPT)])?;
        let before = before.map(Status::key);
        let origin = row.moved_from.filter(|_| kind == ActKind::Move).map(|id| id.0);
        let (id, after) = (row.id.0, row.status.key());
        self.insert(
            NOTE,
            (
                author.number(),
                kind.key(),
                id,
                row.version,
                origin,
                before,
                after,
                seconds(now),
            ),
        )?;
        Ok(())
    }

    /// Lets earlier acts be about the row that is again what the old one was.
    pub fn acts_follow(&mut self, old: AppointmentId, new: AppointmentId) -> Result<(), Fault> {
        self.execute(FOLLOW, (old.0, new.0))?;
        Ok(())
    }

    /// Marks an act as undone.
    pub fn close_act(&mut self, id: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(UNDONE, (id, now))?;
        Ok(())
    }
}
