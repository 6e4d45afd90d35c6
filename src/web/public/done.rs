//! The confirmation: what was booked, what to bring, the calendar file (booking-rules §6).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::browser::pass;
use super::manage::{Next, Possible, next_visits, state};
use super::summary::{Summary, name_of};
use crate::app::{About, Failure, LinkedAppointment};
use crate::domain::agenda::Agenda;
use crate::domain::booking::Status;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, onward};
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/done.html")]
struct DonePage {
    page: Layout,
    summary: Summary,
    is_requested: bool,
    next: Vec<Next>,
    /// What was booked for others in the same go.
    together: Vec<Together>,
    directions: String,
    email: String,
    video: Option<String>,
    /// In words; empty when the appointment is too near to be called off freely.
    free_until: String,
}

/// The appointment of somebody who comes with the first.
struct Together {
    id: String,
    given: String,
    when: String,
    with: String,
}

impl Together {
    fn of(t: Texts, agenda: &Agenda, about: &About) -> Self {
        let appointment = &about.appointment;
        Self {
            id: appointment.id.to_string(),
            given: about.patient.given_name.as_str().to_owned(),
            when: t.moment(agenda.zone(), appointment.interval.start),
            with: name_of(agenda.set_up(), appointment.practitioner),
        }
    }
}

/// `GET /book/done`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let Some(linked) = linked(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/appointment", []));
    };
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let practice = &agenda.set_up().practice;
    let is_requested = linked.appointment.status == Status::Requested;
    let title = if is_requested {
        "done-title-requested"
    } else if !linked.together.is_empty() {
        "done-title-all"
    } else {
        "done-title"
    };
    let page = DonePage {
        page: Layout::of(&visit, practice, t.text(title)),
        summary: Summary::booked(t, &agenda, &linked.appointment),
        is_requested,
        next: next_visits(t, &agenda, &linked),
        together: (linked
            .together
            .iter()
            .map(|about| Together::of(t, &agenda, about)))
        .collect(),
        directions: practice.directions.clone(),
        video: linked.video.clone(),
        email: linked
            .patient
            .email
            .as_ref()
            .map_or_else(String::new, |email| email.as_str().to_owned()),
        free_until: match state(&web, &linked) {
            Possible::Free => t.moment(agenda.zone(), web.app.free_until(&linked.appointment)),
            _ => String::new(),
        },
    };
    Ok(html(StatusCode::OK, &page))
}

/// `GET /appointment/calendar.ics`.
pub(super) async fn calendar(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    let Some(linked) = linked(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/appointment", []));
    };
    let about = match web.app.about(&linked.appointment).await {
        Ok(about) => about,
        Err(Failure::Refused(_)) => return Ok(onward(&visit, "/appointment", [])),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
    let file = HeaderValue::from_static("attachment; filename=\"rendez-vous.ics\"");
    let head = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, file)];
    let calendar = if linked.together.is_empty() {
        about.calendar
    } else {
        about.calendar_with(&linked.together)
    };
    Ok((StatusCode::OK, head, calendar).into_response())
}

/// What the browser's pass shows; `None` without a good one.
pub(super) async fn linked(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
) -> Result<Option<LinkedAppointment>, Halt> {
    let Some(pass) = pass(visit, headers) else {
        return Ok(None);
    };
    match web.app.linked(&pass).await {
        Ok(linked) => Ok(Some(linked)),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}
