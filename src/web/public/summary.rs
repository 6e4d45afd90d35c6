//! A time in the head of a page: when, for what, with whom, where.

use super::asked::Asked;
use super::week::hours;
use crate::domain::agenda::{Agenda, SetUp};
use crate::domain::booking::Appointment;
use crate::domain::care_type::Venue;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::store::ReservedTime;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// « mardi 3 mars 2026 ».
    pub(super) date: String,
    /// « 9 h 30 ».
    pub(super) hour: String,
    /// For machines.
    pub(super) datetime: String,
    pub(super) care: String,
    /// What to bring; where that is not said, what is said of the care.
    pub(super) text: String,
    pub(super) length: String,
    /// Name of the practitioner, empty for anybody.
    pub(super) with: String,
    pub(super) is_video: bool,
    /// Over one in a group.
    pub(super) seats: u16,
    /// How many people come, each with an own time.
    pub(super) people: u16,
}

impl Summary {
    /// Of a time that is asked for or held.
    pub(super) fn of(t: Texts, agenda: &Agenda, asked: &Asked) -> Self {
        let starts: Vec<Instant> = asked.starts().collect();
        Self {
            seats: asked.seats,
            people: asked.people(),
            hour: hours(t, agenda.zone(), &starts),
            ..Self::at(t, agenda, (asked.care, asked.practitioner), asked.start)
        }
    }

    /// Of an appointment, with the length it was booked with.
    pub(super) fn booked(t: Texts, agenda: &Agenda, appointment: &Appointment) -> Self {
        let what = (appointment.care, Some(appointment.practitioner));
        Self {
            seats: appointment.seats,
            length: t.length(appointment.interval.length()),
            ..Self::at(t, agenda, what, appointment.interval.start)
        }
    }

    /// Of a time that is offered to the waiting list.
    pub(super) fn offered(t: Texts, agenda: &Agenda, time: &ReservedTime) -> Self {
        let what = (time.care, Some(time.freed.practitioner));
        Self {
            length: t.length(time.interval.length()),
            ..Self::at(t, agenda, what, time.interval.start)
        }
    }

    fn at(t: Texts, agenda: &Agenda, what: (CareTypeId, Option<PractitionerId>), start: Instant) -> Self {
        let (zone, set_up) = (agenda.zone(), agenda.set_up());
        let care = set_up.care_types.get(&what.0);
        Self {
            date: t.date(zone.date(start)),
            hour: t.hour_at(zone, start),
            datetime: zone.fixed(start).to_rfc3339(),
            care: care.map_or_else(String::new, |care| care.name.clone()),
            text: care.map_or_else(String::new, |care| {
                let (bring, text) = (care.preparation_with(what.1), care.public_text_with(what.1));
                if bring.is_empty() { text } else { bring }.to_owned()
            }),
            length: care.map_or_else(String::new, |care| {
                let own = what.1.and_then(|id| care.terms_for(id));
                t.length(own.map_or(care.terms.duration, |terms| terms.duration))
            }),
            with: what.1.map_or_else(String::new, |id| name_of(set_up, id)),
            is_video: care.is_some_and(|care| care.venue_with(what.1) == Venue::Video),
            seats: 1,
            people: 1,
        }
    }
}

/// The name of a practitioner as shown.
pub(super) fn name_of(set_up: &SetUp, id: PractitionerId) -> String {
    set_up
        .practitioners
        .get(&id)
        .map_or_else(String::new, |who| who.name.clone())
}
