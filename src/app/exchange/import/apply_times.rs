//! Appointments and busy time of a draft, through the walls of the database.

use chrono::TimeDelta;

use super::apply::Applier;
use super::draft::{AppointmentDraft, BusyDraft, When};
use super::register::Place;
use super::report::Duplicate;
use super::unreadable::Reason;
use crate::domain::booking::{Appointment, Origin, Refusal, Status};
use crate::domain::care_type::CareTerms;
use crate::domain::contact::FieldProblem;
use crate::domain::id::{AbsenceId, AppointmentId, CareTypeId, PractitionerId, ResourceId};
use crate::domain::schedule::Absence;
use crate::domain::slot::{Audience, Placing, SlotQuery, place_free, place_over};
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{CalendarIdentity, Fault, ImportNoun, Record};
use crate::sys::ids;

/// Longest appointment, in minutes: the wall takes no more than a day, a care lasts no more than this.
const LONGEST: u16 = 720;

impl Applier<'_, '_, '_> {
    pub(super) fn appointments(
        &mut self,
        drafts: &[AppointmentDraft],
        places: &[Result<Place, Reason>],
    ) -> Result<(), Fault> {
        for (draft, place) in drafts.iter().zip(places) {
            let made = self.appointment(draft, place);
            match made {
                Ok(appointment) => self.write(draft.line, appointment)?,
                Err(reason) => self.conflict(draft.line, reason),
            }
        }
        Ok(())
    }

    fn appointment(
        &self,
        draft: &AppointmentDraft,
        place: &Result<Place, Reason>,
    ) -> Result<Appointment, Reason> {
        let practitioner = self.roster.practitioner(&draft.practitioner)?;
        let care = self.roster.care(&draft.care)?;
        let entry = self.register.entry(place.clone()?).ok_or(Reason::Ambiguous)?;
        let zone = self.tx.agenda().zone();
        let start = match draft.start {
            When::Wall(reading) => zone.opening_instant(reading),
            When::At(instant) => instant,
        };
        let terms = self.terms(practitioner, care);
        let interval = Interval::lasting(start, length(draft, &terms)?);
        Ok(Appointment {
            id: AppointmentId(0),
            practitioner,
            care,
            patient: entry.patient.id,
            interval,
            // The other program had no buffers of ours: what was side by side there stays so.
            occupied: interval,
            seats: 1,
            capacity: terms.capacity,
            resources: Vec::new(),
            status: status(draft.status),
            origin: Origin::Import,
            zone: zone.name().to_owned(),
            wall_start: zone.wall(start).reading,
            overbooking: None,
            note: draft.note.clone(),
            moved_from: None,
            follows: None,
            created: self.tx.now(),
            version: 1,
        })
    }

    /// The terms of the care, also for somebody who does not offer it any more.
    fn terms(&self, practitioner: PractitionerId, care: CareTypeId) -> CareTerms {
        let found = self.tx.agenda().set_up().care_types.get(&care);
        found.map_or_else(CareTerms::default, |care| {
            care.terms_for(practitioner)
                .map_or_else(|| care.terms.clone(), std::borrow::Cow::into_owned)
        })
    }

    fn write(&mut self, line: usize, appointment: Appointment) -> Result<(), Fault> {
        if self.tx.has_appointment(&appointment)? {
            match self.taken.exactly(&appointment) {
                Some(of) => self.report.duplicates.push(Duplicate { line, of }),
                None => self.matched(ImportNoun::Appointment),
            }
            return Ok(());
        }
        let appointment = match self.rooms(&appointment) {
            Ok(resources) => Appointment {
                resources,
                ..appointment
            },
            Err(reason) => {
                self.conflict(line, reason);
                return Ok(());
            }
        };
        let identity = CalendarIdentity {
            uid: ids::token(),
            sequence: 0,
        };
        match self.tx.import_appointment(&appointment, &identity) {
            Ok(id) => {
                self.taken.take(&appointment, line);
                let record = Record::new(&Actor::System, "appointment.import");
                let record = record.on(format_args!("appointment:{id}"));
                self.tx.audit(&record.change("-", appointment.status.key()))?;
                self.wrote(ImportNoun::Appointment, id.0, None)
            }
            Err(Fault::Overlap(wall)) => {
                let of = self.taken.line(wall, &appointment);
                self.conflict(line, Reason::Overlap(of));
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }

    /// Rooms for a coming appointment whose care needs them; a past one has had its own.
    fn rooms(&self, appointment: &Appointment) -> Result<Vec<ResourceId>, Reason> {
        let (now, agenda) = (self.tx.now(), self.tx.agenda());
        let terms = self.terms(appointment.practitioner, appointment.care);
        let is_coming = appointment.interval.start > now && appointment.status.takes_time();
        if terms.requires.is_empty() || !is_coming {
            return Ok(Vec::new());
        }
        let date = agenda.zone().date(appointment.interval.start);
        let query = SlotQuery {
            audience: Audience::Staff,
            ..SlotQuery::new(appointment.care, Some(appointment.practitioner), date, date)
        };
        match place_free(agenda, &query, appointment.interval.start, Placing::Anywhere, now) {
            Ok(placement) => Ok(placement.resources),
            // It was made all the same: only its rooms are asked for.
            Err(Refusal::Busy { .. }) => {
                let placed = place_over(agenda, &query, appointment.interval.start, now);
                Ok(placed.map_or_else(|_| Vec::new(), |placement| placement.resources))
            }
            Err(Refusal::SlotTaken { .. }) => Err(Reason::Overlap(None)),
            // Not offered by this practitioner any more: the appointment was made all the same.
            Err(_) => Ok(Vec::new()),
        }
    }

    /// Busy time becomes absences. Appointments inside stay, and are counted for the staff (booking-rules §7).
    pub(super) fn absences(&mut self, drafts: &[BusyDraft], known: &[Absence]) -> Result<(), Fault> {
        let mut lines: Vec<(Absence, usize)> = Vec::new();
        for draft in drafts {
            let practitioner = match self.roster.practitioner(&draft.practitioner) {
                Ok(practitioner) => practitioner,
                Err(reason) => {
                    self.conflict(draft.line, reason);
                    continue;
                }
            };
            let absence = Absence {
                id: AbsenceId(0),
                practitioner: Some(practitioner),
                interval: draft.interval,
                label: draft.label.clone(),
            };
            let is_same = |other: &Absence| {
                other.practitioner == absence.practitioner && other.interval == absence.interval
            };
            if known.iter().any(is_same) {
                self.matched(ImportNoun::Absence);
            } else if let Some((_, of)) = lines.iter().find(|(other, _)| is_same(other)) {
                let (line, of) = (draft.line, *of);
                self.report.duplicates.push(Duplicate { line, of });
            } else if !absence.interval.is_empty() {
                let id = self.tx.save_absence(&absence)?;
                self.report.under_absence += self.tx.appointments_touching(practitioner, absence.interval)?;
                self.wrote(ImportNoun::Absence, id.0, None)?;
                lines.push((absence, draft.line));
            }
        }
        Ok(())
    }
}

fn length(draft: &AppointmentDraft, terms: &CareTerms) -> Result<TimeDelta, Reason> {
    match draft.minutes {
        None => Ok(terms.duration),
        Some(minutes) if (1..=LONGEST).contains(&minutes) => Ok(TimeDelta::minutes(minutes.into())),
        Some(_) => Err(Reason::field("minutes")(FieldProblem::OutOfRange {
            min: 1,
            max: LONGEST.into(),
        })),
    }
}

/// Nothing is assumed about a visit whose state the file does not tell (booking-rules §10). The successor of one that was
/// moved is another line, which nothing ties to it: here the practice freed it.
fn status(told: Option<Status>) -> Status {
    match told {
        None => Status::Confirmed,
        Some(Status::Moved) => Status::CancelledByPractice,
        Some(other) => other,
    }
}
