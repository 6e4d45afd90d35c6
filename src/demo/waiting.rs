//! People who wait, and a time that was just freed and is offered to one of them (booking-rules §9).

use chrono::{TimeDelta, Weekday};

use super::practice::SECRETARY;
use crate::app::{App, Failure, JoinRequest};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Appointment, Status};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::{DayTime, Interval};
use crate::domain::waiting_list::{Channel, Urgency, Weekdays, Wishes};
use crate::store::{Db, Fault};

/// How far ahead the freed time is: the offer then stands for two hours.
const FREED_AFTER: TimeDelta = TimeDelta::hours(30);
/// Those who would like to come earlier have a booking at least so far ahead.
const WAITED_AFTER: TimeDelta = TimeDelta::days(9);
const LOOKED_AT: TimeDelta = TimeDelta::days(21);
/// So many wait.
const WAITING: usize = 6;

/// Writes the list and frees a time. A practice where nothing is booked has no list.
pub(super) async fn write(app: &App) -> Result<(), Fault> {
    let now = app.now();
    let span = Interval {
        start: now + FREED_AFTER,
        end: now + LOOKED_AT,
    };
    let coming = app
        .store()
        .read(move |db: &Db<'_>| db.appointments_between(span))
        .await?;
    let is_usual =
        |a: &&Appointment| a.status == Status::Confirmed && a.capacity == 1 && a.overbooking.is_none();
    let coming: Vec<Appointment> = coming.iter().filter(is_usual).cloned().collect();
    let later = |a: &&Appointment| a.interval.start > now + WAITED_AFTER;
    let wants = |freed: &Appointment, a: &Appointment| {
        a.patient != freed.patient && (a.care, a.practitioner) == (freed.care, freed.practitioner)
    };
    // One that somebody waits for, who is then offered it.
    let agenda = app.agenda();
    let mut candidates = coming.iter().filter(|freed| fits(&agenda, freed));
    let found = candidates.find_map(|freed| {
        let first = coming.iter().filter(later).find(|a| wants(freed, a))?;
        Some((freed, first))
    });
    let Some((freed, first)) = found else {
        return Ok(());
    };
    let mut asked: Vec<&Appointment> = vec![first];
    for booking in coming.iter().filter(later).filter(|a| a.patient != freed.patient) {
        if asked.len() < WAITING && !asked.iter().any(|other| other.patient == booking.patient) {
            asked.push(booking);
        }
    }
    for (nth, booking) in asked.into_iter().enumerate() {
        let patient = app.patient_named(booking.patient).await?;
        let Some(patient) = patient else { continue };
        done(
            app.join_waiting_list(wish(nth, booking, &patient), Actor::Staff(SECRETARY))
                .await,
        )?;
    }
    done(app.cancel_for_patient(freed.id, Actor::Staff(SECRETARY)).await)
}

/// Whether somebody else could have the very time: it lies on an open day of the practitioner.
fn fits(agenda: &Agenda, freed: &Appointment) -> bool {
    let date = agenda.zone().date(freed.interval.start);
    let open = agenda.open_time(freed.practitioner, date);
    open.iter().any(|window| window.contains(&freed.interval))
}

/// They differ, so that the list shows what can be said.
fn wish(nth: usize, booking: &Appointment, patient: &Patient) -> JoinRequest {
    let hour = |hour| DayTime::from_hm(hour, 0).unwrap_or(DayTime::END);
    let wishes = match nth {
        1 => Wishes {
            practitioners: vec![booking.practitioner],
            ..Wishes::default()
        },
        2 => Wishes {
            days: Weekdays::of([Weekday::Tue, Weekday::Thu]).unwrap_or(Weekdays::ALL),
            to: hour(12),
            ready_minutes: 120,
            ..Wishes::default()
        },
        3 => Wishes {
            from: hour(16),
            ..Wishes::default()
        },
        _ => Wishes::default(),
    };
    JoinRequest {
        patient: patient.id,
        care: booking.care,
        wishes,
        channel: if patient.email.is_some() && nth != 3 {
            Channel::Email
        } else {
            Channel::Phone
        },
        replaces: Some(booking.id).filter(|_| nth != 4),
        urgency: match nth {
            0 => Urgency::Urgent,
            2 => Urgency::Soon,
            _ => Urgency::Normal,
        },
        until: None,
    }
}

/// A wish that the rules refuse is left out; it is a demonstration.
fn done<T, R>(result: Result<T, Failure<R>>) -> Result<(), Fault> {
    match result {
        Err(Failure::Fault(fault)) => Err(fault),
        Ok(_) | Err(Failure::Refused(_)) => Ok(()),
    }
}
