//! What was seen in a calendar and a person has to decide, or to know.

use rusqlite::{OptionalExtension, Row};

use crate::domain::calendar::{DecisionKind, Details};
use crate::domain::id::{AppointmentId, CalendarDecisionId, CalendarLinkId};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

// The column order is that of `read`, shared by every SELECT below.
const OPEN: &str = "SELECT id, link, appointment, kind, details, made_at, settled_at FROM calendar_decisions
    WHERE settled_at IS NULL ORDER BY is_question DESC, made_at, id";
const ONE: &str =
    "SELECT id, link, appointment, kind, details, made_at, settled_at FROM calendar_decisions WHERE id = ?1";
// A calendar that came back from a copy is a question as well.
const COUNT: &str =
    "SELECT (SELECT count(*) FROM calendar_decisions WHERE settled_at IS NULL AND is_question = 1)
    + (SELECT count(*) FROM calendar_links WHERE state = 'suspended' AND reason = 'restored')";
const IS_OPEN: &str = "SELECT 1 FROM calendar_decisions
    WHERE settled_at IS NULL AND link = ?1 AND appointment IS ?2 AND kind = ?3 AND json_extract(details, '$.href') = ?4";
const INSERT: &str =
    "INSERT INTO calendar_decisions (link, appointment, kind, details, is_question, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    RETURNING id";
const SETTLE: &str = "UPDATE calendar_decisions SET settled_at = ?2, settled_by = ?3, settled_how = ?4
    WHERE id = ?1 AND settled_at IS NULL";
const OVER: &str = "UPDATE calendar_decisions SET settled_at = ?2, settled_by = 'system', settled_how = 'over'
    WHERE settled_at IS NULL AND is_question = 1 AND appointment IN (SELECT id FROM appointments WHERE uid = ?1)";
const KEPT_OVER: &str =
    "UPDATE calendar_decisions SET settled_at = ?2, settled_by = 'system', settled_how = 'over'
    WHERE settled_at IS NULL AND link = ?1 AND kind = ?3";
const OLD: &str = "DELETE FROM calendar_decisions WHERE settled_at < ?1";

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDecision {
    /// Row number.
    pub id: CalendarDecisionId,
    /// In which calendar it was seen.
    pub link: CalendarLinkId,
    /// About which appointment, as it was then; a move since has another row.
    pub appointment: Option<AppointmentId>,
    /// What it is about.
    pub kind: DecisionKind,
    /// What its words need.
    pub details: Details,
    /// When it was seen.
    pub made: Instant,
    /// When it was settled.
    pub settled: Option<Instant>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown kind of decision: {0}")]
struct UnknownKind(String);

fn read(row: &Row<'_>) -> rusqlite::Result<CalendarDecision> {
    let (kind, details): (String, String) = (row.get(3)?, row.get(4)?);
    Ok(CalendarDecision {
        id: CalendarDecisionId(row.get(0)?),
        link: CalendarLinkId(row.get(1)?),
        appointment: row.get::<_, Option<i64>>(2)?.map(AppointmentId),
        kind: DecisionKind::from_key(&kind).ok_or_else(|| unreadable(3, UnknownKind(kind)))?,
        details: serde_json::from_str(&details).map_err(|error| unreadable(4, error))?,
        made: at(row.get(5)?),
        settled: row.get::<_, Option<i64>>(6)?.map(at),
    })
}

impl Db<'_> {
    /// What is not settled yet: questions first, the oldest first.
    pub fn open_calendar_decisions(&self) -> Result<Vec<CalendarDecision>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many questions wait for an answer.
    pub fn open_calendar_questions(&self) -> Result<usize, Fault> {
        let mut statement = self.conn().prepare_cached(COUNT)?;
        let count: i64 = statement.query_row([], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// One of them, settled or not.
    pub fn calendar_decision(&self, id: CalendarDecisionId) -> Result<Option<CalendarDecision>, Fault> {
        let mut statement = self.conn().prepare_cached(ONE)?;
        Ok(statement.query_row([id.0], read).optional()?)
    }
}

impl Tx<'_> {
    /// Notes one, unless the same of the same resource is open already; its number where it is new.
    pub fn note_calendar_decision(
        &mut self,
        link: CalendarLinkId,
        appointment: Option<AppointmentId>,
        kind: DecisionKind,
        details: &Details,
    ) -> Result<Option<CalendarDecisionId>, Fault> {
        let about = appointment.map(|id| id.0);
        let is_open = {
            let mut statement = self.conn().prepare_cached(IS_OPEN)?;
            statement.exists((link.0, about, kind.key(), &details.href))?
        };
        if is_open {
            return Ok(None);
        }
        let json = serde_json::to_string(details).map_err(|error| Fault::Bug(error.to_string()))?;
        let now = seconds(self.now());
        let row = (link.0, about, kind.key(), json, kind.is_question(), now);
        self.announce();
        Ok(Some(CalendarDecisionId(self.insert(INSERT, row)?)))
    }

    /// Settles one; whether it was open.
    pub fn settle_calendar_decision(
        &mut self,
        id: CalendarDecisionId,
        by: &Actor,
        how: &'static str,
    ) -> Result<bool, Fault> {
        let now = seconds(self.now());
        self.announce();
        Ok(self.execute(SETTLE, (id.0, now, by.label(), how))? == 1)
    }

    /// The questions about an appointment are over: it was changed, or its event is back.
    pub fn end_calendar_questions(&mut self, identity: &str) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(OVER, (identity, now))?;
        Ok(())
    }

    /// What was asked or told of a calendar as a whole is over.
    pub fn end_calendar_notice(&mut self, link: CalendarLinkId, kind: DecisionKind) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(KEPT_OVER, (link.0, now, kind.key()))?;
        Ok(())
    }

    /// Forgets what was settled before an instant; how many.
    pub fn erase_old_calendar_decisions(&mut self, before: Instant) -> Result<usize, Fault> {
        self.execute(OLD, [seconds(before)])
    }
}
