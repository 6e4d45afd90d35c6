//! Freed times that are kept for the waiting list (booking-rules §9).

use rusqlite::Row;

use crate::domain::id::{AppointmentId, CareTypeId, FreedTimeId, HoldId, PatientId, PractitionerId};
use crate::domain::slot::Placement;
use crate::domain::time::{Instant, Interval};
use crate::domain::waiting_list::FreedTime;

use super::instant::{at, interval, seconds};
use super::{Db, Fault, Tx};

/// What became of a freed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreedState {
    /// The list is being asked.
    Open,
    /// Somebody accepted it.
    Taken,
    /// Nobody wanted it, or it became too late to ask: everybody sees it.
    Public,
    /// The staff took it back, or the practice is closed then by now.
    Withdrawn,
}

impl FreedState {
    const ALL: [Self; 4] = [Self::Open, Self::Taken, Self::Public, Self::Withdrawn];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Taken => "taken",
            Self::Public => "public",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A freed time as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReservedTime {
    /// Identifier.
    pub id: FreedTimeId,
    /// With whom, what was freed, what stood there.
    pub freed: FreedTime,
    /// What is offered now.
    pub care: CareTypeId,
    /// When that care would be.
    pub interval: Interval,
    /// The hold that keeps it from the public.
    pub hold: HoldId,
    /// So many accepted offers led to it.
    pub step: u8,
    /// The booking that took it.
    pub appointment: Option<AppointmentId>,
    /// What became of it.
    pub state: FreedState,
}

// The column order is that of `read`, shared by every SELECT below.
const BY_ID: &str = "SELECT id, practitioner, window_from, window_to, was_care, was_start, care, start_at, end_at, hold, step, appointment,
        state, gave_up
    FROM freed_times WHERE id = ?1";
const OPEN: &str = "SELECT id, practitioner, window_from, window_to, was_care, was_start, care, start_at, end_at, hold, step, appointment,
        state, gave_up
    FROM freed_times WHERE state = 'open' ORDER BY start_at, id";
const OF_HOLD: &str = "SELECT id, practitioner, window_from, window_to, was_care, was_start, care, start_at, end_at, hold, step, appointment,
        state, gave_up
    FROM freed_times WHERE hold = ?1";
const STEP_AFTER: &str =
    "SELECT f.step + 1 FROM appointments AS a JOIN freed_times AS f ON f.appointment = a.id
    WHERE a.moved_from = ?1 AND f.state = 'taken'";
const GIVEN_UP: &str = "SELECT id FROM freed_times WHERE gave_up = ?1 ORDER BY id";
const GAVE_UP: &str = "UPDATE freed_times SET gave_up = ?2 WHERE id = ?1";
const INSERT: &str = "INSERT INTO freed_times (practitioner, care, start_at, end_at, window_from, window_to, was_care, was_start, hold,
        step, freed_by, gave_up, state, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'open', ?13) RETURNING id";
const OFFER_AGAIN: &str =
    "UPDATE freed_times SET care = ?2, start_at = ?3, end_at = ?4, hold = ?5 WHERE id = ?1";
const CLOSE: &str =
    "UPDATE freed_times SET state = ?2, closed_at = ?3, appointment = ?4 WHERE id = ?1 AND state = 'open'";

fn read(row: &Row<'_>) -> rusqlite::Result<ReservedTime> {
    let was_care: Option<i64> = row.get(4)?;
    let was_start: Option<i64> = row.get(5)?;
    let state: String = row.get(12)?;
    let state = FreedState::ALL.into_iter().find(|known| known.key() == state);
    Ok(ReservedTime {
        id: FreedTimeId(row.get(0)?),
        freed: FreedTime {
            practitioner: PractitionerId(row.get(1)?),
            window: interval(row.get(2)?, row.get(3)?),
            was: was_care.map(CareTypeId).zip(was_start.map(at)),
            gave_up: row.get::<_, Option<i64>>(13)?.map(PatientId),
        },
        care: CareTypeId(row.get(6)?),
        interval: interval(row.get(7)?, row.get(8)?),
        hold: HoldId(row.get(9)?),
        step: row.get(10)?,
        appointment: row.get::<_, Option<i64>>(11)?.map(AppointmentId),
        // The schema knows no other word.
        state: state.unwrap_or(FreedState::Withdrawn),
    })
}

impl Db<'_> {
    /// One freed time, whatever became of it.
    pub fn reserved_time(&self, id: FreedTimeId) -> Result<Option<ReservedTime>, Fault> {
        Ok(self.kept(BY_ID, [id.0])?.pop())
    }

    /// Everything that is kept for the list now, in order of start.
    pub fn reserved_times(&self) -> Result<Vec<ReservedTime>, Fault> {
        self.kept(OPEN, [])
    }

    /// The freed time that a hold keeps, or kept.
    pub fn reserved_time_of(&self, hold: HoldId) -> Result<Option<ReservedTime>, Fault> {
        Ok(self.kept(OF_HOLD, [hold.0])?.pop())
    }

    /// How many accepted offers in a row led to the end of this booking.
    pub fn cascade_step_after(&self, given_up: AppointmentId) -> Result<u8, Fault> {
        let mut statement = self.conn().prepare_cached(STEP_AFTER)?;
        let mut steps = statement.query_map([given_up.0], |row| row.get(0))?;
        Ok(steps.next().transpose()?.unwrap_or(0))
    }

    /// The times that somebody gave up, whatever became of them.
    pub fn times_given_up_by(&self, patient: PatientId) -> Result<Vec<FreedTimeId>, Fault> {
        let mut statement = self.conn().prepare_cached(GIVEN_UP)?;
        let rows = statement.query_map([patient.0], |row| Ok(FreedTimeId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn kept(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<ReservedTime>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Keeps a freed time for the list: what is offered first, under which hold, after how many steps, given up by which booking.
    pub fn keep_time(
        &mut self,
        freed: &FreedTime,
        (offered, hold): (&Placement, HoldId),
        (step, given_up): (u8, Option<AppointmentId>),
    ) -> Result<FreedTimeId, Fault> {
        let now = seconds(self.now());
        let id = self.insert(
            INSERT,
            rusqlite::params![
                freed.practitioner.0,
                offered.care.0,
                seconds(offered.interval.start),
                seconds(offered.interval.end),
                seconds(freed.window.start),
                seconds(freed.window.end),
                freed.was.map(|(care, _)| care.0),
                freed.was.map(|(_, start)| seconds(start)),
                hold.0,
                step,
                given_up.map(|a| a.0),
                freed.gave_up.map(|p| p.0),
                now,
            ],
        )?;
        Ok(FreedTimeId(id))
    }

    /// Offers another care or minute in the same freed time, under another hold.
    pub fn keep_time_for(&mut self, id: FreedTimeId, offered: &Placement, hold: HoldId) -> Result<(), Fault> {
        let (start, end) = (seconds(offered.interval.start), seconds(offered.interval.end));
        self.execute(OFFER_AGAIN, (id.0, offered.care.0, start, end, hold.0))?;
        Ok(())
    }

    /// Says that another record of the same person gave a time up.
    pub fn move_given_up_time(&mut self, id: FreedTimeId, to: PatientId) -> Result<(), Fault> {
        self.execute(GAVE_UP, (id.0, to.0))?;
        Ok(())
    }

    /// Ends the keeping; the hold is ended by the caller.
    pub fn close_reserved_time(
        &mut self,
        id: FreedTimeId,
        state: FreedState,
        appointment: Option<AppointmentId>,
    ) -> Result<(), Fault> {
        let now: Instant = self.now();
        self.execute(CLOSE, (id.0, state.key(), seconds(now), appointment.map(|a| a.0)))?;
        Ok(())
    }
}
