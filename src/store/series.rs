//! Visits of a series: what came before one, what follows, and what the staff let stand (booking-rules §8).

use crate::domain::booking::{Appointment, Status, is_frozen};
use crate::domain::id::AppointmentId;
use crate::domain::time::Instant;

use super::day_rows::InSeries;
use super::instant::seconds;
use super::{DayRow, Db, Fault, Tx};

/// The visit itself and those before it, the nearest first, with whether the staff let it stand.
const UP: &str = "WITH RECURSIVE up (id, status, follows, far) AS (
        SELECT id, status, follows, 0 FROM appointments WHERE id = ?1
        UNION ALL
        SELECT v.id, v.status, v.follows, up.far + 1 FROM up JOIN appointments AS v ON v.id = up.follows
    )
    SELECT status, id IN (SELECT appointment FROM kept_visits) FROM up ORDER BY far";
/// Visits ahead that may wait for a decision: of people who missed one.
const PERHAPS: &str = "SELECT a.id FROM appointments AS a
    WHERE a.follows IS NOT NULL AND a.status IN ('requested', 'confirmed') AND a.start_at > ?1
        AND EXISTS (SELECT 1 FROM appointments AS m WHERE m.patient = a.patient AND m.status = 'no_show')
    ORDER BY a.start_at, a.id";
const IS_KEPT: &str = "SELECT EXISTS (SELECT 1 FROM kept_visits WHERE appointment = ?1)";
const KEEP: &str =
    "INSERT INTO kept_visits (appointment, kept_at) VALUES (?1, ?2) ON CONFLICT (appointment) DO NOTHING";
const FORGET: &str = "DELETE FROM kept_visits WHERE appointment = ?1";

impl Db<'_> {
    /// Whether a visit waits for the staff because one before it was missed.
    pub fn is_frozen(&self, id: AppointmentId) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(UP)?;
        let chain: Vec<(String, bool)> = statement
            .query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let known = chain
            .iter()
            .map_while(|(key, is_kept)| Some((Status::from_key(key)?, *is_kept)));
        Ok(is_frozen(known))
    }

    /// Visits after an instant that wait for the staff because one before them was missed, in order of start.
    pub fn frozen_rows(&self, after: Instant) -> Result<Vec<DayRow>, Fault> {
        let mut statement = self.conn().prepare_cached(PERHAPS)?;
        let perhaps: Vec<i64> = statement
            .query_map([seconds(after)], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut rows = Vec::new();
        for id in perhaps.into_iter().map(AppointmentId) {
            rows.extend(self.day_row(id)?.filter(|row| row.series == InSeries::Frozen));
        }
        Ok(rows)
    }

    /// Every visit that is still to come after another one in its series, in order; those after a visit that was called off too.
    pub fn rest_of_series(&self, id: AppointmentId) -> Result<Vec<Appointment>, Fault> {
        let (mut rest, mut open) = (Vec::new(), vec![id]);
        while let Some(before) = open.pop() {
            for visit in self.appointments_following(before)? {
                open.push(visit.id);
                rest.push(visit);
            }
        }
        rest.retain(|visit| visit.status.is_pending());
        rest.sort_by_key(|visit| (visit.interval.start, visit.id));
        Ok(rest)
    }

    /// Whether the staff let a visit stand.
    pub fn is_kept_visit(&self, id: AppointmentId) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(IS_KEPT)?;
        Ok(statement.query_row([id.0], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Lets a visit stand, and what follows it.
    pub fn keep_visit(&mut self, id: AppointmentId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(KEEP, (id.0, now))?;
        self.announce();
        Ok(())
    }

    /// Takes that back.
    pub fn forget_kept_visit(&mut self, id: AppointmentId) -> Result<(), Fault> {
        self.execute(FORGET, [id.0])?;
        self.announce();
        Ok(())
    }
}
