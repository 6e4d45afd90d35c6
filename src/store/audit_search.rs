//! Looking things up in the log: about a patient, by a person, in a period.

use crate::domain::id::{PatientId, StaffId};
use crate::domain::time::{Instant, Interval};

use super::instant::{at, seconds};
use super::{Db, Fault};

/// What is looked for.
#[derive(Clone, Debug)]
pub struct AuditQuery {
    /// About a patient: the record, those that became it, its appointments.
    pub patient: Option<PatientId>,
    /// By a person.
    pub staff: Option<StaffId>,
    /// When.
    pub span: Interval,
    /// Older than this record.
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

/// One record of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: Instant,
    /// Who, as the log names people.
    pub who: String,
    /// Dotted verb.
    pub what: String,
    /// What it was done to.
    pub object: Option<String>,
    /// State before and after, where it has one.
    pub change: Option<(String, String)>,
    /// What became of it when it is not plainly done.
    pub outcome: Option<String>,
    /// The network it came from, /24 or /48, of acts that keep it.
    pub network: Option<String>,
}

const ABOUT: &str = "WITH RECURSIVE same (id) AS (
        VALUES (?1) UNION SELECT m.absorbed FROM merges AS m JOIN same ON m.survivor = same.id WHERE m.undone_at IS NULL)
    SELECT seq, at, who, what, object, body ->> 'before', body ->> 'after', body ->> 'outcome', body ->> 'address' FROM audit
    WHERE object IN (SELECT 'patient:' || id FROM same
            UNION SELECT 'appointment:' || id FROM appointments WHERE patient = ?1
            UNION SELECT 'waiting:' || id FROM waiting_entries WHERE patient = ?1
            UNION SELECT 'offer:' || o.id FROM waiting_offers AS o JOIN waiting_entries AS w ON w.id = o.entry WHERE w.patient = ?1)
        AND at >= ?2 AND at < ?3 AND (?4 IS NULL OR who = ?4) AND (?5 IS NULL OR seq < ?5) ORDER BY seq DESC LIMIT ?6";
const BY_PERSON: &str = "SELECT seq, at, who, what, object, body ->> 'before', body ->> 'after', body ->> 'outcome', body ->> 'address' FROM audit
    WHERE who = ?1 AND at >= ?2 AND at < ?3 AND (?4 IS NULL OR seq < ?4) ORDER BY seq DESC LIMIT ?5";
const ALL: &str = "SELECT seq, at, who, what, object, body ->> 'before', body ->> 'after', body ->> 'outcome', body ->> 'address' FROM audit
    WHERE at >= ?1 AND at < ?2 AND (?3 IS NULL OR seq < ?3) ORDER BY seq DESC LIMIT ?4";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<AuditEntry> {
    let (before, after): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
    Ok(AuditEntry {
        seq: row.get(0)?,
        at: at(row.get(1)?),
        who: row.get(2)?,
        what: row.get(3)?,
        object: row.get(4)?,
        change: before.zip(after),
        outcome: row.get(7)?,
        network: row.get(8)?,
    })
}

impl Db<'_> {
    /// Records that fit, the newest first.
    pub fn search_audit(&self, query: &AuditQuery) -> Result<Vec<AuditEntry>, Fault> {
        let who = query
            .staff
            .map(|staff| crate::domain::staff::Actor::Staff(staff).label());
        let (from, to) = (seconds(query.span.start), seconds(query.span.end));
        match (query.patient, who) {
            (Some(patient), who) => {
                self.entries(ABOUT, (patient.0, from, to, who, query.before, query.limit))
            }
            (None, Some(who)) => self.entries(BY_PERSON, (who, from, to, query.before, query.limit)),
            (None, None) => self.entries(ALL, (from, to, query.before, query.limit)),
        }
    }

    fn entries(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<AuditEntry>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        Ok(statement
            .query_map(params, read)?
            .collect::<rusqlite::Result<_>>()?)
    }
}
