//! Late arrivals, confirmed presence, no-shows that are contested, and counts of what waits (booking-rules §10).

use rusqlite::OptionalExtension;

use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

/// Whether somebody was asked to confirm, and did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// When the patient was asked.
    pub asked: Option<Instant>,
    /// When the patient said yes.
    pub confirmed: Option<Instant>,
}

/// What the practice decided about a contested no-show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContestDecision {
    /// It does not count.
    Excused,
    /// It counts.
    Kept,
}

impl ContestDecision {
    /// Stored spelling, also that of the form.
    pub fn key(self) -> &'static str {
        match self {
            Self::Excused => "excused",
            Self::Kept => "kept",
        }
    }

    /// The decision of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Excused, Self::Kept].into_iter().find(|d| d.key() == key)
    }
}

/// A no-show that its patient does not agree with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Which appointment.
    pub appointment: AppointmentId,
    /// What the patient wrote.
    pub words: String,
    /// When.
    pub created: Instant,
    /// What the practice decided; `None`: nothing yet.
    pub decision: Option<ContestDecision>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown decision: {0}")]
struct UnknownDecision(String);

const LATE: &str =
    "INSERT INTO late_arrivals (appointment, marked_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const NOT_LATE: &str = "DELETE FROM late_arrivals WHERE appointment = ?1";
const IS_LATE: &str = "SELECT count(*) FROM late_arrivals WHERE appointment = ?1";
const PRESENCE: &str = "SELECT asked_at, confirmed_at FROM presences WHERE appointment = ?1";
const ASK: &str = "INSERT INTO presences (appointment, asked_at) VALUES (?1, ?2)
    ON CONFLICT (appointment) DO UPDATE SET asked_at = excluded.asked_at";
const CONFIRM: &str = "INSERT INTO presences (appointment, confirmed_at) VALUES (?1, ?2)
    ON CONFLICT (appointment) DO UPDATE SET confirmed_at = excluded.confirmed_at";
const CONTEST: &str =
    "INSERT INTO contests (appointment, words, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
const DECIDE: &str = "UPDATE contests SET decision = ?2, decided_at = ?3
    WHERE appointment = ?1 AND decision IS NULL";
const ONE: &str = "SELECT appointment, words, created_at, decision FROM contests WHERE appointment = ?1";
const UNDECIDED: &str = "SELECT appointment, words, created_at, decision FROM contests
    WHERE decision IS NULL ORDER BY created_at, appointment";
const MISSED: &str = "SELECT start_at FROM appointments
    WHERE patient = ?1 AND start_at >= ?2 AND status IN ('no_show', 'cancelled_late') AND (status = 'no_show' OR ?3)";
// What was over when an import brought it is listed, and does not hide behind a great number what is due today.
const WAITING: &str = "SELECT (SELECT count(*) FROM appointments WHERE status = 'requested')
        + (SELECT count(*) FROM appointments WHERE status IN ('confirmed', 'arrived', 'in_progress') AND start_at < ?1
            AND NOT (origin = 'import' AND created_at > start_at))
        + (SELECT count(*) FROM contests WHERE decision IS NULL)
        + (SELECT count(*) FROM erasure_requests WHERE decided_at IS NULL)
        + (SELECT count(*) FROM sms_texts WHERE seen_at IS NULL)";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Contest> {
    let decision: Option<String> = row.get(3)?;
    let known =
        |key: String| ContestDecision::from_key(&key).ok_or_else(|| unreadable(3, UnknownDecision(key)));
    Ok(Contest {
        appointment: AppointmentId(row.get(0)?),
        words: row.get(1)?,
        created: at(row.get(2)?),
        decision: decision.map(known).transpose()?,
    })
}

impl Db<'_> {
    /// Whether the patient came late.
    pub fn is_late_arrival(&self, id: AppointmentId) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(IS_LATE)?;
        Ok(statement.query_row([id.0], |row| row.get::<_, i64>(0))? > 0)
    }

    /// Whether the patient was asked to confirm, and did.
    pub fn presence(&self, id: AppointmentId) -> Result<Presence, Fault> {
        let mut statement = self.conn().prepare_cached(PRESENCE)?;
        let found = statement.query_row([id.0], |row| {
            Ok(Presence {
                asked: row.get::<_, Option<i64>>(0)?.map(at),
                confirmed: row.get::<_, Option<i64>>(1)?.map(at),
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// What the patient says of a no-show.
    pub fn contest(&self, id: AppointmentId) -> Result<Option<Contest>, Fault> {
        let mut statement = self.conn().prepare_cached(ONE)?;
        Ok(statement.query_row([id.0], read).optional()?)
    }

    /// What waits for a decision, the oldest first.
    pub fn undecided_contests(&self) -> Result<Vec<Contest>, Fault> {
        let mut statement = self.conn().prepare_cached(UNDECIDED)?;
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Starts of a patient's no-shows from an instant on, with late cancellations where they count.
    pub fn missed_starts(
        &self,
        patient: PatientId,
        from: Instant,
        counts_late: bool,
    ) -> Result<Vec<Instant>, Fault> {
        let mut statement = self.conn().prepare_cached(MISSED)?;
        let rows = statement.query_map((patient.0, seconds(from), counts_late), |row| Ok(at(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How much waits for somebody: requests, bookings that began before an instant and have no state, contested no-shows, requests to be erased. Those
    /// that were over when they were imported are not counted.
    pub fn waiting_count(&self, before: Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(WAITING)?;
        Ok(statement.query_row([seconds(before)], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Marks a late arrival, or takes the mark away.
    pub fn mark_late(&mut self, id: AppointmentId, is_late: bool) -> Result<(), Fault> {
        let now = seconds(self.now());
        if is_late {
            self.execute(LATE, (id.0, now))?;
        } else {
            self.execute(NOT_LATE, [id.0])?;
        }
        self.announce();
        Ok(())
    }

    /// Notes that the patient was asked to confirm.
    pub fn note_presence_asked(&mut self, id: AppointmentId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(ASK, (id.0, now))?;
        Ok(())
    }

    /// Notes that the patient confirmed.
    pub fn note_presence_confirmed(&mut self, id: AppointmentId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(CONFIRM, (id.0, now))?;
        self.announce();
        Ok(())
    }

    /// Keeps what a patient says of a no-show; only once. Whether it was new.
    pub fn save_contest(&mut self, id: AppointmentId, words: &str) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let is_new = self.execute(CONTEST, (id.0, words, now))? == 1;
        self.announce();
        Ok(is_new)
    }

    /// Decides once; whether there was something to decide.
    pub fn decide_contest(&mut self, id: AppointmentId, decision: ContestDecision) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let decided = self.execute(DECIDE, (id.0, decision.key(), now))? == 1;
        self.announce();
        Ok(decided)
    }
}
