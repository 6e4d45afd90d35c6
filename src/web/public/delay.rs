//! `POST /appointment/late`: « J'ai du retard », one button for each delay.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;

use super::browser::pass;
use super::cancel::refused_page;
use super::dead_link::{dead_link, no_link};
use crate::app::{Failure, LinkedAppointment};
use crate::domain::booking::{Refusal, Status, delays_to_tell, leaves_enough};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;

/// What the page of the appointment says of a delay.
pub(super) struct Delay {
    /// Minutes, one button each.
    pub(super) choices: Vec<u16>,
    /// What was told, in words.
    pub(super) told: Option<String>,
    /// With what was told, half of the time is left.
    pub(super) is_enough: bool,
    /// Too late to be told here: only the phone helps.
    pub(super) is_beyond: bool,
}

impl Delay {
    /// Of an appointment, now; a state that was set ends it.
    pub(super) fn of(web: &Web, t: Texts, linked: &LinkedAppointment) -> Self {
        let (appointment, now) = (&linked.appointment, web.app.now());
        let choices = delays_to_tell(appointment, now);
        let is_open = appointment.status == Status::Confirmed;
        let told = linked.delay.filter(|_| is_open);
        let expected = |minutes: u16| {
            let at = appointment.interval.start + TimeDelta::minutes(minutes.into());
            let hour = t.hour_at(web.app.agenda().zone(), at);
            t.with(
                "delay-told",
                &[("minutes", minutes.into()), ("hour", hour.into())],
            )
        };
        let is_on = (appointment.interval.start..appointment.interval.end).contains(&now);
        Self {
            is_beyond: is_open && is_on && choices.is_empty(),
            is_enough: told.is_none_or(|minutes| leaves_enough(appointment.interval, minutes)),
            told: told.map(expected),
            choices,
        }
    }
}

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    // No delay at all is none of those that can be told.
    let minutes = form.parsed("minutes").unwrap_or(0);
    match web.app.tell_delay(&pass, minutes).await {
        Ok(()) => Ok(onward(&visit, "/appointment#delay", [])),
        Err(Failure::Refused(Refusal::NotFound)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Refused(refusal)) => Ok(refused_page(&web, &visit, &refusal)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}
