//! The read model as the database has it: at start, and after a disk error.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::TimeDelta;
use rusqlite::{Connection, Row};

use crate::domain::agenda::{Agenda, Booked, BookingRef, Change};
use crate::domain::id::{AppointmentId, CareTypeId, HoldId, PatientId, PractitionerId, ResourceId};
use crate::domain::time::Instant;

use super::instant::{at, interval, seconds};
use super::{Db, Fault, audit, calendar_seen, set_up};

/// How far back bookings are kept in memory; older ones can no longer be in anybody's way.
pub(super) const MEMORY: TimeDelta = TimeDelta::days(7);

/// Reads set-up, recent and future appointments, holds, and what own calendars take.
pub(super) fn load(conn: &Connection, now: Instant) -> Result<Agenda, Fault> {
    let mut booked = appointments(conn, now - MEMORY)?;
    booked.extend(holds(conn)?);
    let set_up = set_up::load(conn)?;
    let revision = audit::head(conn)?.revision;
    let mut changes = calendar_seen::all_busy(conn, now)?;
    changes.push(Change::Waiting(Db::new(conn).waiting_list_length()?));
    Ok(Agenda::new(revision, Arc::new(set_up), booked).after(revision, &changes))
}

// The column order is that of `booked`, shared by both statements. No status with an index of its own: few of the rows that are
// recent enough do not count.
const APPOINTMENTS: &str =
    "SELECT id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity
    FROM appointments
    WHERE start_at > ?1 AND status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
    ORDER BY start_at";
const APPOINTMENT_RESOURCES: &str = "SELECT r.appointment, r.resource
    FROM appointments AS a JOIN appointment_resources AS r ON r.appointment = a.id
    WHERE a.start_at > ?1 ORDER BY r.appointment, r.resource";

fn appointments(conn: &Connection, since: Instant) -> Result<Vec<Booked>, Fault> {
    let mut resources = used(conn, APPOINTMENT_RESOURCES, &[&seconds(since)])?;
    let mut statement = conn.prepare(APPOINTMENTS)?;
    let rows = statement.query_map([seconds(since)], |row| {
        let id: i64 = row.get(0)?;
        let units = resources.remove(&id).unwrap_or_default();
        booked(row, BookingRef::Appointment(AppointmentId(id)), units)
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

const HOLDS: &str = "SELECT id, practitioner, care, NULL, start_at, end_at, occupied_from, occupied_to, seats, capacity, expires_at,
        EXISTS (SELECT 1 FROM freed_times WHERE hold = holds.id)
    FROM holds";
const HOLD_RESOURCES: &str = "SELECT hold, resource FROM hold_resources ORDER BY hold, resource";

fn holds(conn: &Connection) -> Result<Vec<Booked>, Fault> {
    let mut resources = used(conn, HOLD_RESOURCES, &[])?;
    let mut statement = conn.prepare(HOLDS)?;
    let rows = statement.query_map([], |row| {
        let id: i64 = row.get(0)?;
        let units = resources.remove(&id).unwrap_or_default();
        let is_offer: bool = row.get(11)?;
        let reference = if is_offer {
            BookingRef::Offer(HoldId(id))
        } else {
            BookingRef::Hold(HoldId(id))
        };
        Ok(Booked {
            expires: Some(at(row.get(10)?)),
            ..booked(row, reference, units)?
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

type Used = HashMap<i64, Box<[ResourceId]>>;

fn used(conn: &Connection, sql: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Used, Fault> {
    let mut units: HashMap<i64, Vec<ResourceId>> = HashMap::new();
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        units
            .entry(row.get(0)?)
            .or_default()
            .push(ResourceId(row.get(1)?));
    }
    Ok(units.into_iter().map(|(id, units)| (id, units.into())).collect())
}

fn booked(row: &Row<'_>, reference: BookingRef, resources: Box<[ResourceId]>) -> rusqlite::Result<Booked> {
    Ok(Booked {
        reference,
        practitioner: PractitionerId(row.get(1)?),
        care: CareTypeId(row.get(2)?),
        patient: row.get::<_, Option<i64>>(3)?.map(PatientId),
        interval: interval(row.get(4)?, row.get(5)?),
        occupied: interval(row.get(6)?, row.get(7)?),
        seats: row.get(8)?,
        capacity: row.get(9)?,
        resources,
        expires: None,
    })
}
