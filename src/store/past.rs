//! The appointments of past weeks in the order in which they were made, for the gap doctor. No names.

use rusqlite::Row;

use crate::domain::booking::Status;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::{Instant, Interval};

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault};

// What was squeezed over something took no time of its own, and what was refused none at all.
const MADE: &str = "SELECT a.practitioner, a.care, a.start_at, min(a.created_at, a.start_at), a.status, a.origin = 'online',
        coalesce(n.created_at, CASE WHEN a.status IN ('cancelled_by_patient', 'cancelled_by_practice', 'cancelled_late') THEN (
            SELECT max(u.at) FROM audit AS u WHERE u.object = 'appointment:' || a.id AND u.what = 'appointment.cancel') END)
    FROM appointments AS a LEFT JOIN appointments AS n ON n.moved_from = a.id
    WHERE a.start_at >= ?1 AND a.start_at < ?2 AND a.status <> 'refused' AND a.overbooking_reason IS NULL
    ORDER BY 4, a.id";

/// One appointment of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastVisit {
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// The start that the patient took.
    pub start: Instant,
    /// When it was made; not after its start, as an import may say.
    pub made: Instant,
    /// What became of it.
    pub status: Status,
    /// Chosen by the patient on the booking page.
    pub is_online: bool,
    /// When it was moved away or called off, where that is known.
    pub freed: Option<Instant>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state: {0}")]
struct UnknownStatus(String);

fn read(row: &Row<'_>) -> rusqlite::Result<PastVisit> {
    let status: String = row.get(4)?;
    Ok(PastVisit {
        practitioner: PractitionerId(row.get(0)?),
        care: CareTypeId(row.get(1)?),
        start: at(row.get(2)?),
        made: at(row.get(3)?),
        status: Status::from_key(&status).ok_or_else(|| unreadable(4, UnknownStatus(status)))?,
        is_online: row.get(5)?,
        freed: row.get::<_, Option<i64>>(6)?.map(at),
    })
}

impl Db<'_> {
    /// Appointments that start in `[from, to)`, in the order in which they were made.
    pub fn past_visits(&self, span: Interval) -> Result<Vec<PastVisit>, Fault> {
        let mut statement = self.conn().prepare_cached(MADE)?;
        let rows = statement.query_map([seconds(span.start), seconds(span.end)], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
