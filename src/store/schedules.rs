//! Weekly schedules, dated exceptions and absences. Reading goes through the agenda (`store/set_up.rs`).

use crate::domain::id::{AbsenceId, ExceptionId, ScheduleId};
use crate::domain::schedule::{Absence, ScheduleException, WeeklySchedule};

use super::instant::seconds;
use super::terms::json;
use super::{Fault, Tx};

const SAVE_SCHEDULE: &str = "INSERT INTO schedules (id, practitioner, days, valid_from, valid_to, weeks)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (id) DO UPDATE SET practitioner = excluded.practitioner, days = excluded.days,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to, weeks = excluded.weeks
    RETURNING id";
const DROP_SCHEDULE: &str = "DELETE FROM schedules WHERE id = ?1";
const SAVE_EXCEPTION: &str =
    "INSERT INTO exceptions (id, practitioner, from_date, to_date, windows, label, written)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(written), 0) + 1 FROM exceptions))
    ON CONFLICT (id) DO UPDATE SET practitioner = excluded.practitioner, from_date = excluded.from_date,
        to_date = excluded.to_date, windows = excluded.windows, label = excluded.label,
        written = excluded.written
    RETURNING id";
const DROP_EXCEPTION: &str = "DELETE FROM exceptions WHERE id = ?1";
const SAVE_ABSENCE: &str = "INSERT INTO absences (id, practitioner, start_at, end_at, label)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5)
    ON CONFLICT (id) DO UPDATE SET practitioner = excluded.practitioner, start_at = excluded.start_at,
        end_at = excluded.end_at, label = excluded.label
    RETURNING id";
const DROP_ABSENCE: &str = "DELETE FROM absences WHERE id = ?1";

// No method here touches a booking: what falls outside the new hours stays valid (booking-rules §7).
impl Tx<'_> {
    /// Writes a weekly schedule; number 0 makes a new one. Call [`Tx::refresh_set_up`] when all of the set-up is written.
    pub fn save_schedule(&mut self, schedule: &WeeklySchedule) -> Result<ScheduleId, Fault> {
        let id = self.insert(
            SAVE_SCHEDULE,
            (
                schedule.id.0,
                schedule.practitioner.0,
                json(&schedule.days)?,
                schedule.valid_from.map(|d| d.to_string()),
                schedule.valid_to.map(|d| d.to_string()),
                json(&schedule.weeks)?,
            ),
        )?;
        Ok(ScheduleId(id))
    }

    /// Drops a weekly schedule; whether there was one.
    pub fn drop_schedule(&mut self, id: ScheduleId) -> Result<bool, Fault> {
        Ok(self.execute(DROP_SCHEDULE, [id.0])? > 0)
    }

    /// Writes a dated exception, number 0 for a new one; it then beats those of its level that were written before (booking-rules §3).
    pub fn save_exception(&mut self, exception: &ScheduleException) -> Result<ExceptionId, Fault> {
        let id = self.insert(
            SAVE_EXCEPTION,
            (
                exception.id.0,
                exception.practitioner.0,
                exception.from.to_string(),
                exception.to.to_string(),
                json(&exception.windows)?,
                &exception.label,
            ),
        )?;
        Ok(ExceptionId(id))
    }

    /// Drops a dated exception; whether there was one.
    pub fn drop_exception(&mut self, id: ExceptionId) -> Result<bool, Fault> {
        Ok(self.execute(DROP_EXCEPTION, [id.0])? > 0)
    }

    /// Writes an absence; number 0 makes a new one.
    pub fn save_absence(&mut self, absence: &Absence) -> Result<AbsenceId, Fault> {
        let id = self.insert(
            SAVE_ABSENCE,
            (
                absence.id.0,
                absence.practitioner.map(|p| p.0),
                seconds(absence.interval.start),
                seconds(absence.interval.end),
                &absence.label,
            ),
        )?;
        Ok(AbsenceId(id))
    }

    /// Drops an absence; whether there was one.
    pub fn drop_absence(&mut self, id: AbsenceId) -> Result<bool, Fault> {
        Ok(self.execute(DROP_ABSENCE, [id.0])? > 0)
    }
}
