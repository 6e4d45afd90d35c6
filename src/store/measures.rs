//! Measures of past days, by practitioner and local date.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row};

use crate::domain::id::PractitionerId;
use crate::domain::slot::measure::DayMeasure;
use crate::domain::time::Interval;

use super::instant::{interval, seconds, unreadable};
use super::{Db, Fault, Tx};

const LAST: &str = "SELECT max(date) FROM day_measures";
const FORGET: &str = "DELETE FROM day_measures WHERE date >= ?1";
const BETWEEN: &str =
    "SELECT practitioner, date, open, cared, free, scraps, usable, idle, overtime FROM day_measures
    WHERE date >= ?1 AND date <= ?2 ORDER BY date, practitioner";
const SAVE: &str = "INSERT INTO day_measures (practitioner, date, open, cared, free, scraps, usable, idle, overtime)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (practitioner, date) DO UPDATE SET open = excluded.open, cared = excluded.cared, free = excluded.free,
        scraps = excluded.scraps, usable = excluded.usable, idle = excluded.idle, overtime = excluded.overtime";
// Who stayed away kept the time from others.
const KEPT: &str = "SELECT practitioner, start_at, end_at, occupied_from, occupied_to,
        status NOT IN ('no_show', 'excused', 'left_unseen')
    FROM appointments WHERE start_at >= ?1 AND start_at < ?2
        AND status NOT IN ('cancelled_by_patient', 'cancelled_by_practice', 'cancelled_late', 'moved', 'refused')";

/// A practitioner's measured date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeasuredDay {
    /// Whose.
    pub practitioner: PractitionerId,
    /// Local date.
    pub date: NaiveDate,
    /// U, F and S.
    pub measure: DayMeasure,
    /// Seconds without a patient between the first and the last one seen.
    pub idle: i64,
    /// Seconds of work outside open time.
    pub overtime: i64,
}

/// Time that an appointment kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptTime {
    /// With whom.
    pub practitioner: PractitionerId,
    /// The care itself.
    pub care: Interval,
    /// With its buffers.
    pub occupied: Interval,
    /// The patient came, as far as anybody said.
    pub is_seen: bool,
}

fn date_at(row: &Row<'_>, column: usize) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(column)?;
    text.parse().map_err(|error| unreadable(column, error))
}

fn read(row: &Row<'_>) -> rusqlite::Result<MeasuredDay> {
    Ok(MeasuredDay {
        practitioner: PractitionerId(row.get(0)?),
        date: date_at(row, 1)?,
        measure: DayMeasure {
            open: row.get(2)?,
            cared: row.get(3)?,
            free: row.get(4)?,
            scraps: row.get(5)?,
            usable: row.get(6)?,
        },
        idle: row.get(7)?,
        overtime: row.get(8)?,
    })
}

impl Db<'_> {
    /// The last local date measured.
    pub fn last_measured(&self) -> Result<Option<NaiveDate>, Fault> {
        let mut statement = self.conn().prepare_cached(LAST)?;
        let last: Option<Option<String>> = statement.query_row([], |row| row.get(0)).optional()?;
        // Written from a date by this file alone.
        Ok(last.flatten().and_then(|text| text.parse().ok()))
    }

    /// The measured days between two local dates, both included, in order of date.
    pub fn measured_days(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<MeasuredDay>, Fault> {
        let mut statement = self.conn().prepare_cached(BETWEEN)?;
        let rows = statement.query_map([from.to_string(), to.to_string()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The time kept by appointments that start in `[from, to)`.
    pub fn kept_times(&self, span: Interval) -> Result<Vec<KeptTime>, Fault> {
        let mut statement = self.conn().prepare_cached(KEPT)?;
        let rows = statement.query_map([seconds(span.start), seconds(span.end)], |row| {
            Ok(KeptTime {
                practitioner: PractitionerId(row.get(0)?),
                care: interval(row.get(1)?, row.get(2)?),
                occupied: interval(row.get(3)?, row.get(4)?),
                is_seen: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Takes back the measures of these local dates, so that they are measured again.
    pub fn forget_measures_from(&mut self, first: NaiveDate) -> Result<(), Fault> {
        self.execute(FORGET, [first.to_string()])?;
        Ok(())
    }

    /// Writes a measured day, or writes it anew.
    pub fn save_measured_day(&mut self, day: &MeasuredDay) -> Result<(), Fault> {
        let m = day.measure;
        let date = day.date.to_string();
        let values = (
            day.practitioner.0,
            date,
            m.open,
            m.cared,
            m.free,
            m.scraps,
            m.usable,
            day.idle,
            day.overtime,
        );
        self.execute(SAVE, values)?;
        Ok(())
    }
}
