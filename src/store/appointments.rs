//! Appointments: reading them, booking them, changing their state. Every change of taken time reaches the agenda from here.

use rusqlite::{OptionalExtension, Row};

use crate::domain::agenda::{Booked, BookingRef, Change};
use crate::domain::booking::{Appointment, Origin, Overbooking, Status};
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, ResourceId};
use crate::domain::time::{Instant, Interval};

use super::agenda::MEMORY;
use super::instant::{at, interval, seconds, unreadable};
use super::{Db, Fault, Tx};

// The column order is that of `read`, shared by every SELECT below.
const BY_ID: &str = "SELECT id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity, status,
        origin, zone, wall_start, overbooking_reason, note, moved_from, follows, created_at, version
    FROM appointments WHERE id = ?1";
const BETWEEN: &str = "SELECT id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity, status,
        origin, zone, wall_start, overbooking_reason, note, moved_from, follows, created_at, version
    FROM appointments WHERE start_at >= ?1 AND start_at < ?2 ORDER BY start_at, practitioner, id";
const ONLINE_SINCE: &str = "SELECT count(*) FROM appointments
    WHERE patient = ?1 AND origin = 'online' AND created_at > ?2 AND moved_from IS NULL AND follows IS NULL";
const OF_PATIENT: &str =
    "SELECT id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity,
        status, origin, zone, wall_start, overbooking_reason, note, moved_from, follows, created_at, version
    FROM appointments WHERE patient = ?1 ORDER BY start_at, id";
const FOLLOWING: &str =
    "SELECT id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity,
        status, origin, zone, wall_start, overbooking_reason, note, moved_from, follows, created_at, version
    FROM appointments WHERE follows = ?1 ORDER BY start_at, id";
const REQUESTED: &str =
    "SELECT id, practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats, capacity,
        status, origin, zone, wall_start, overbooking_reason, note, moved_from, follows, created_at, version
    FROM appointments WHERE status = 'requested' ORDER BY created_at, id";
const REPLACING: &str = "SELECT id FROM appointments WHERE moved_from = ?1";
const RESOURCES: &str = "SELECT resource FROM appointment_resources WHERE appointment = ?1 ORDER BY resource";
const IDENTITY: &str = "SELECT uid, sequence FROM appointments WHERE id = ?1";
const INSERT: &str = "INSERT INTO appointments (practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats,
        capacity, status, origin, zone, wall_start, overbooking_reason, note, moved_from, follows, uid, sequence, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20) RETURNING id";
const ADD_RESOURCE: &str = "INSERT INTO appointment_resources (appointment, resource) VALUES (?1, ?2)";
const SET_STATUS: &str =
    "UPDATE appointments SET status = ?2, sequence = sequence + 1, version = version + 1 WHERE id = ?1";
const SET_NOTE: &str = "UPDATE appointments SET note = ?2, version = version + 1 WHERE id = ?1";
const NEXT_VERSION: &str = "UPDATE appointments SET version = version + 1 WHERE id = ?1";
const REFOLLOW: &str = "UPDATE appointments SET follows = ?2, version = version + 1 WHERE follows = ?1";

/// Who an appointment is in other people's calendars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarIdentity {
    /// Random, kept over moves.
    pub uid: String,
    /// Grows with each change (RFC 5545 §3.8.7.4).
    pub sequence: i64,
}

fn origin_key(origin: Origin) -> &'static str {
    match origin {
        Origin::Online => "online",
        Origin::Desk => "desk",
        Origin::Api => "api",
        Origin::Import => "import",
    }
}

pub(super) fn origin_of(key: &str) -> Origin {
    match key {
        "online" => Origin::Online,
        "api" => Origin::Api,
        "import" => Origin::Import,
        _ => Origin::Desk,
    }
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state: {0}")]
struct UnknownStatus(String);

/// Everything but the resources, which lie in a table of their own.
fn read(row: &Row<'_>) -> rusqlite::Result<Appointment> {
    let (status, wall_start): (String, String) = (row.get(10)?, row.get(13)?);
    let reason: Option<String> = row.get(14)?;
    Ok(Appointment {
        id: AppointmentId(row.get(0)?),
        practitioner: PractitionerId(row.get(1)?),
        care: CareTypeId(row.get(2)?),
        patient: PatientId(row.get(3)?),
        interval: interval(row.get(4)?, row.get(5)?),
        occupied: interval(row.get(6)?, row.get(7)?),
        seats: row.get(8)?,
        capacity: row.get(9)?,
        resources: Vec::new(),
        status: Status::from_key(&status).ok_or_else(|| unreadable(10, UnknownStatus(status)))?,
        origin: origin_of(&row.get::<_, String>(11)?),
        zone: row.get(12)?,
        wall_start: wall_start.parse().map_err(|error| unreadable(13, error))?,
        overbooking: reason.map(|reason| Overbooking { reason }),
        note: row.get(15)?,
        moved_from: row.get::<_, Option<i64>>(16)?.map(AppointmentId),
        follows: row.get::<_, Option<i64>>(17)?.map(AppointmentId),
        created: at(row.get(18)?),
        version: row.get(19)?,
    })
}

fn taken(appointment: &Appointment) -> Booked {
    Booked {
        reference: BookingRef::Appointment(appointment.id),
        practitioner: appointment.practitioner,
        care: appointment.care,
        patient: Some(appointment.patient),
        interval: appointment.interval,
        occupied: appointment.occupied,
        seats: appointment.seats,
        capacity: appointment.capacity,
        resources: appointment.resources.as_slice().into(),
        expires: None,
    }
}

impl Db<'_> {
    /// One appointment, whatever its state.
    pub fn appointment(&self, id: AppointmentId) -> Result<Option<Appointment>, Fault> {
        Ok(self.appointments(BY_ID, [id.0])?.pop())
    }

    /// Appointments that start in `[from, to)`, whatever their state, in order of start.
    pub fn appointments_between(&self, span: Interval) -> Result<Vec<Appointment>, Fault> {
        self.appointments(BETWEEN, [seconds(span.start), seconds(span.end)])
    }

    /// Every appointment of a patient, in order of start.
    pub fn appointments_of(&self, patient: PatientId) -> Result<Vec<Appointment>, Fault> {
        self.appointments(OF_PATIENT, [patient.0])
    }

    /// Times somebody booked online since an instant, whatever became of it; a move and the next visit of a series are none.
    pub fn online_bookings_since(&self, patient: PatientId, since: Instant) -> Result<usize, Fault> {
        let mut statement = self.conn().prepare_cached(ONLINE_SINCE)?;
        let count: i64 = statement.query_row((patient.0, seconds(since)), |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Bookings that wait for the practice, the oldest first.
    pub fn requested_appointments(&self) -> Result<Vec<Appointment>, Fault> {
        self.appointments(REQUESTED, [])
    }

    /// The next visits of a series.
    pub fn appointments_following(&self, id: AppointmentId) -> Result<Vec<Appointment>, Fault> {
        self.appointments(FOLLOWING, [id.0])
    }

    /// The appointment that replaced this one, if it was moved.
    pub fn replacement_of(&self, id: AppointmentId) -> Result<Option<AppointmentId>, Fault> {
        let mut statement = self.conn().prepare_cached(REPLACING)?;
        let found = statement.query_row([id.0], |row| row.get(0)).optional()?;
        Ok(found.map(AppointmentId))
    }

    /// Who it is in other people's calendars.
    pub fn calendar_identity(&self, id: AppointmentId) -> Result<Option<CalendarIdentity>, Fault> {
        let mut statement = self.conn().prepare_cached(IDENTITY)?;
        let found = statement.query_row([id.0], |row| {
            Ok(CalendarIdentity {
                uid: row.get(0)?,
                sequence: row.get(1)?,
            })
        });
        Ok(found.optional()?)
    }

    fn appointments(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Appointment>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut found: Vec<Appointment> = statement
            .query_map(params, read)?
            .collect::<rusqlite::Result<_>>()?;
        let mut units = self.conn().prepare_cached(RESOURCES)?;
        for appointment in &mut found {
            appointment.resources = units
                .query_map([appointment.id.0], |row| Ok(ResourceId(row.get(0)?)))?
                .collect::<rusqlite::Result<_>>()?;
        }
        Ok(found)
    }
}

impl Tx<'_> {
    /// Writes a new appointment (its number, creation and version are given here) and takes its time in the agenda. The walls of the
    /// schema refuse an overlap with [`Fault::Overlap`] whatever the caller believed.
    pub fn insert_appointment(
        &mut self,
        appointment: &Appointment,
        identity: &CalendarIdentity,
    ) -> Result<Appointment, Fault> {
        let id = self.write_appointment(appointment, identity)?;
        let now = self.now();
        let written = Appointment {
            id: AppointmentId(id),
            created: now,
            version: 1,
            ..appointment.clone()
        };
        self.show(&written, now);
        Ok(written)
    }

    pub(super) fn write_appointment(
        &mut self,
        appointment: &Appointment,
        identity: &CalendarIdentity,
    ) -> Result<i64, Fault> {
        let now = self.now();
        let id = self.insert(
            INSERT,
            rusqlite::params![
                appointment.practitioner.0,
                appointment.care.0,
                appointment.patient.0,
                seconds(appointment.interval.start),
                seconds(appointment.interval.end),
                seconds(appointment.occupied.start),
                seconds(appointment.occupied.end),
                appointment.seats,
                appointment.capacity,
                appointment.status.key(),
                origin_key(appointment.origin),
                appointment.zone,
                appointment.wall_start.to_string().replace(' ', "T"),
                appointment.overbooking.as_ref().map(|o| o.reason.as_str()),
                appointment.note,
                appointment.moved_from.map(|a| a.0),
                appointment.follows.map(|a| a.0),
                identity.uid,
                identity.sequence,
                seconds(now),
            ],
        )?;
        for resource in &appointment.resources {
            self.execute(ADD_RESOURCE, (id, resource.0))?;
        }
        Ok(id)
    }

    /// Sets the state; the caller has asked [`Status::may_become`]. Time that counts again passes the walls again.
    pub fn set_status(&mut self, appointment: &Appointment, status: Status) -> Result<Appointment, Fault> {
        self.execute(SET_STATUS, (appointment.id.0, status.key()))?;
        let written = Appointment {
            status,
            version: appointment.version + 1,
            ..appointment.clone()
        };
        self.show(&written, self.now());
        Ok(written)
    }

    /// Replaces the administrative note.
    pub fn set_note(&mut self, id: AppointmentId, note: &str) -> Result<(), Fault> {
        self.execute(SET_NOTE, (id.0, note))?;
        self.touch_appointment(id);
        self.announce();
        Ok(())
    }

    /// Counts a change that no column shows, so that a second message of one kind is another message.
    pub fn next_version(&mut self, appointment: &Appointment) -> Result<Appointment, Fault> {
        self.execute(NEXT_VERSION, [appointment.id.0])?;
        self.touch_patient(appointment.patient);
        Ok(Appointment {
            version: appointment.version + 1,
            ..appointment.clone()
        })
    }

    /// Ties the next visits of a moved one to the row that replaces it.
    pub fn follow_instead(&mut self, old: AppointmentId, new: AppointmentId) -> Result<(), Fault> {
        self.execute(REFOLLOW, (old.0, new.0))?;
        self.touch_appointment(new);
        Ok(())
    }

    pub(super) fn show(&mut self, appointment: &Appointment, now: Instant) {
        self.touch_patient(appointment.patient);
        if !appointment.status.takes_time() {
            self.change(Change::Freed(BookingRef::Appointment(appointment.id)));
        } else if appointment.interval.start > now - MEMORY {
            self.change(Change::Taken(taken(appointment)));
        } else {
            self.announce();
        }
    }
}
