//! Counts of appointments, read in two statements. No names, no numbers of patients.

use chrono::NaiveDate;
use rusqlite::Row;

use crate::domain::booking::{Origin, Status};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::{Interval, Zone};

use super::appointments::origin_of;
use super::instant::{at, seconds, unreadable};
use super::{Db, Fault};

// A seat of a group session counts as its part of the session's time.
// What erased patients leave is counted like the rest.
const COUNTS: &str = "SELECT day, practitioner, care, status, origin, count(*), sum(seconds) FROM (
        SELECT substr(wall_start, 1, 10) AS day, practitioner, care, status, origin, (end_at - start_at) * seats / capacity AS seconds
        FROM appointments WHERE start_at >= ?1 AND start_at < ?2
        UNION ALL
        SELECT day, practitioner, care, status, origin, seconds FROM past_visits WHERE day BETWEEN ?3 AND ?4)
    WHERE (?5 IS NULL OR practitioner = ?5) AND (?6 IS NULL OR care = ?6)
    GROUP BY 1, 2, 3, 4, 5";
// An import does not know when an appointment was asked for.
const ASKED: &str = "SELECT practitioner, care, start_at, created_at FROM appointments
    WHERE start_at >= ?1 AND start_at < ?2 AND (?5 IS NULL OR practitioner = ?5) AND (?6 IS NULL OR care = ?6)
        AND status NOT IN ('moved', 'refused') AND origin <> 'import'";
const ASKED_NAMELESS: &str = "SELECT practitioner, care, coalesce(lead_days, 0), count(*) FROM past_visits
    WHERE day BETWEEN ?3 AND ?4 AND (?5 IS NULL OR practitioner = ?5) AND (?6 IS NULL OR care = ?6)
        AND status NOT IN ('moved', 'refused') AND origin <> 'import'
    GROUP BY 1, 2, 3";

/// How many appointments are alike in all of this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// Local date of the start, as it was read when the appointment was made.
    pub date: NaiveDate,
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// State.
    pub status: Status,
    /// Where it came from.
    pub origin: Origin,
    /// How many.
    pub count: i64,
    /// Seconds of care.
    pub seconds: i64,
}

/// How many appointments of a care with a practitioner were made so many local days before their start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedRow {
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// Local days; 0 for what was written down afterwards.
    pub days: i64,
    /// How many.
    pub count: i64,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state: {0}")]
struct UnknownStatus(String);

fn read(row: &Row<'_>) -> rusqlite::Result<CountRow> {
    let (date, status, origin): (String, String, String) = (row.get(0)?, row.get(3)?, row.get(4)?);
    Ok(CountRow {
        date: date.parse().map_err(|error| unreadable(0, error))?,
        practitioner: PractitionerId(row.get(1)?),
        care: CareTypeId(row.get(2)?),
        status: Status::from_key(&status).ok_or_else(|| unreadable(3, UnknownStatus(status)))?,
        origin: origin_of(&origin),
        count: row.get(5)?,
        seconds: row.get(6)?,
    })
}

/// What is counted: whose appointments, and of which care; `None` is all.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// The appointments that start in `[from, to)`.
    pub span: Interval,
    /// The local dates of the same time, both included, for what is known by its date only.
    pub dates: (NaiveDate, NaiveDate),
    /// With this practitioner only.
    pub practitioner: Option<PractitionerId>,
    /// Of this care only.
    pub care: Option<CareTypeId>,
}

impl Counted {
    fn values(&self) -> impl rusqlite::Params {
        (
            seconds(self.span.start),
            seconds(self.span.end),
            self.dates.0.to_string(),
            self.dates.1.to_string(),
            self.practitioner.map(|p| p.0),
            self.care.map(|c| c.0),
        )
    }
}

impl Db<'_> {
    /// Counts of the appointments, those of erased patients included.
    pub fn counts(&self, counted: Counted) -> Result<Vec<CountRow>, Fault> {
        let mut statement = self.conn().prepare_cached(COUNTS)?;
        let rows = statement.query_map(counted.values(), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many local days ahead the appointments were made, those of erased patients included, imported ones left out.
    pub fn asked(&self, counted: Counted, zone: Zone) -> Result<Vec<AskedRow>, Fault> {
        let mut statement = self.conn().prepare_cached(ASKED)?;
        let rows = statement.query_map(counted.values(), |row| {
            let (start, created) = (at(row.get(2)?), at(row.get(3)?));
            Ok(AskedRow {
                practitioner: PractitionerId(row.get(0)?),
                care: CareTypeId(row.get(1)?),
                days: zone.days_ahead(created, start),
                count: 1,
            })
        })?;
        let mut found: Vec<AskedRow> = rows.collect::<rusqlite::Result<_>>()?;
        let mut statement = self.conn().prepare_cached(ASKED_NAMELESS)?;
        let rows = statement.query_map(counted.values(), |row| {
            Ok(AskedRow {
                practitioner: PractitionerId(row.get(0)?),
                care: CareTypeId(row.get(1)?),
                days: row.get(2)?,
                count: row.get(3)?,
            })
        })?;
        for row in rows {
            found.push(row?);
        }
        Ok(found)
    }
}
