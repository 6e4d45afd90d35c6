//! What the staff look at: the appointments of a span, one of them in full, and what waits for somebody.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::id::{AppointmentId, PatientId, PractitionerId};
use crate::domain::no_show::Standing;
use crate::domain::patient::Patient;
use crate::domain::question::Declared;
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{Contest, DayRow, Db, Fault, Presence, Record, Tx};

use super::cancel::expect_version;
use super::mismatch::{Mismatch, mismatches};
use super::no_show::standing_of;
use super::{App, Failure};

/// The longest care: what began that long before a span may still reach into it.
const LONGEST_CARE: TimeDelta = TimeDelta::hours(12);
/// Bookings without a state on one page.
const UNSETTLED_SHOWN: u32 = 50;

/// One appointment with everything its page shows.
#[derive(Clone, Debug)]
pub struct AppointmentSheet {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose it is.
    pub patient: Patient,
    /// The one that replaced it, when it was moved.
    pub replacement: Option<AppointmentId>,
    /// The visit that it follows in a series.
    pub before: Option<Appointment>,
    /// Visits still to come after it in its series, in order of start.
    pub rest: Vec<Appointment>,
    /// Those of them, and the appointment itself, that wait for a decision because one before them was missed (booking-rules §8).
    pub frozen: Vec<AppointmentId>,
    /// A change of schedule left it outside and nobody has decided (booking-rules §7).
    pub is_orphan: bool,
    /// What was declared online and the file does not bear out (booking-rules §8).
    pub to_check: Vec<Mismatch>,
    /// The patient came late.
    pub is_late: bool,
    /// The patient announced to come so many minutes late.
    pub delay: Option<u16>,
    /// Whether the patient was asked to confirm, and did.
    pub presence: Presence,
    /// Where the patient stands with no-shows.
    pub standing: Standing,
    /// What the patient says of a no-show.
    pub contest: Option<Contest>,
    /// What the patient answered before booking.
    pub answers: Vec<Declared>,
    /// The video room, once it is agreed.
    pub video: Option<String>,
}

/// What waits for somebody of the staff.
#[derive(Clone, Debug)]
pub struct ToDo {
    /// Requests to answer, the oldest first.
    pub requested: Vec<DayRow>,
    /// Visits whose series was broken off by a no-show (booking-rules §8).
    pub frozen: Vec<DayRow>,
    /// One page of the bookings before today that nobody gave a final state, the newest first; nothing is assumed, however long ago
    /// (booking-rules §10).
    pub unsettled: Vec<DayRow>,
    /// How many of them there are in all.
    pub unsettled_count: u32,
    /// The page that this is, from 0: the last one there is, when a later one was asked for.
    pub page: u32,
}

impl ToDo {
    /// Whether older bookings without a state follow on another page.
    pub fn has_older(&self) -> bool {
        self.page.saturating_add(1).saturating_mul(UNSETTLED_SHOWN) < self.unsettled_count
    }
}

/// Whose to-do list, and how far back it is read.
#[derive(Clone, Debug)]
pub struct ToDoAsked {
    /// Bookings without a state are asked about from the local day after.
    pub today: NaiveDate,
    /// With these practitioners only; `None` is everybody.
    pub reach: Option<BTreeSet<PractitionerId>>,
    /// The page, from 0.
    pub page: u32,
}

impl App {
    /// The appointments that touch a span, whatever their state, in order of start.
    pub async fn day_rows(&self, span: Interval) -> Result<Vec<DayRow>, Fault> {
        let reaching = Interval {
            start: span.start - LONGEST_CARE,
            end: span.end,
        };
        let mut rows = self.store.read(move |db: &Db<'_>| db.day_rows(reaching)).await?;
        rows.retain(|row| row.interval.end > span.start);
        Ok(rows)
    }

    /// Whose appointment it is; `None` when there is none.
    pub async fn practitioner_of(&self, id: AppointmentId) -> Result<Option<PractitionerId>, Fault> {
        let found = self.store.read(move |db: &Db<'_>| db.appointment(id)).await?;
        Ok(found.map(|appointment| appointment.practitioner))
    }

    /// With whom and when something is taken within a span, past months included, in order of start.
    pub async fn taken_between(&self, span: Interval) -> Result<Vec<(PractitionerId, Interval)>, Fault> {
        self.store.read(move |db: &Db<'_>| db.taken_between(span)).await
    }

    /// Opens an appointment with its patient, which is on record like every view of a patient (security T19).
    pub async fn open_appointment(
        &self,
        id: AppointmentId,
        actor: Actor,
    ) -> Result<Option<AppointmentSheet>, Fault> {
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let Some(appointment) = tx.appointment(id)? else {
                    return Ok(None);
                };
                let Some(patient) = tx.patient(appointment.patient)? else {
                    return Ok(None);
                };
                let record = Record::new(&actor, "patient.view").on(format_args!("patient:{}", patient.id));
                tx.audit(&record)?;
                let rest = tx.rest_of_series(id)?;
                let mut frozen = Vec::new();
                for visit in rest.iter().map(|visit| visit.id).chain([id]) {
                    if tx.is_frozen(visit)? {
                        frozen.push(visit);
                    }
                }
                Ok(Some(AppointmentSheet {
                    replacement: tx.replacement_of(id)?,
                    before: match appointment.follows {
                        Some(before) => tx.appointment(before)?,
                        None => None,
                    },
                    rest,
                    frozen,
                    is_orphan: appointment.status.is_pending() && tx.undecided_orphans()?.contains(&id),
                    to_check: mismatches(tx, &appointment, &patient)?,
                    is_late: tx.is_late_arrival(id)?,
                    delay: tx.delay(id)?,
                    presence: tx.presence(id)?,
                    standing: standing_of(tx, tx.agenda().zone(), &patient, tx.now())?,
                    contest: tx.contest(id)?,
                    answers: tx.answers_of(id)?,
                    video: app.video_room(tx, &appointment)?,
                    appointment,
                    patient,
                }))
            })
            .await
    }

    /// A patient for the agenda, whose lines name people anyway, and for what shows nobody; a page that names them looks at them on
    /// record ([`Self::look_at_patient`]). `None` when there is no such record.
    pub async fn patient_named(&self, id: PatientId) -> Result<Option<Patient>, Fault> {
        self.store.read(move |db: &Db<'_>| db.patient(id)).await
    }

    /// Requests to answer, visits of series that were broken off, and bookings before today without a final state.
    pub async fn to_do(&self, asked: ToDoAsked) -> Result<ToDo, Fault> {
        let before = self.agenda().zone().start_of(asked.today);
        let now = self.now();
        self.store
            .read(move |db: &Db<'_>| {
                let reach = asked.reach.as_ref();
                let mut requested = db.requested_rows()?;
                let mut frozen = db.frozen_rows(now)?;
                for rows in [&mut requested, &mut frozen] {
                    rows.retain(|row| reach.is_none_or(|reach| reach.contains(&row.practitioner)));
                }
                let count = db.unsettled_count(before, reach)?;
                let page = asked.page.min(count.saturating_sub(1) / UNSETTLED_SHOWN);
                let place = (page * UNSETTLED_SHOWN, UNSETTLED_SHOWN);
                Ok(ToDo {
                    frozen,
                    requested,
                    unsettled: db.unsettled_rows(before, reach, place)?,
                    unsettled_count: count,
                    page,
                })
            })
            .await
    }

    /// Replaces the administrative note; the caller has checked the role and the text.
    pub async fn write_note(
        &self,
        id: AppointmentId,
        note: String,
        expected_version: Option<i64>,
        actor: Actor,
    ) -> Result<(), Failure> {
        self.store
            .write(move |tx| {
                let appointment = tx.appointment(id)?.ok_or(Refusal::NotFound)?;
                expect_version(&appointment, expected_version)?;
                tx.set_note(id, &note)?;
                tx.audit(&Record::new(&actor, "appointment.note").on(format_args!("appointment:{id}")))?;
                Ok(())
            })
            .await
    }
}
