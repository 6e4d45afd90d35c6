//! An appointment by its link: opened with a second fact, shown, and from there moved or cancelled (booking-rules §6, T15).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;

use super::browser::{LINK, keep_link, keep_pass, pass};
use super::dead_link::{dead_link, no_link};
use super::delay::Delay;
use super::done::linked;
use super::door::{Door, typed_fact};
use super::earlier::may_ask;
use super::hold::{Offer, offers};
use super::missed::{Answer, Missed};
use super::reminded::Channel;
use super::summary::Summary;
use crate::app::{Failure, LinkedAppointment};
use crate::domain::agenda::Agenda;
use crate::domain::booking::Status;
use crate::domain::id::AppointmentId;
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

const DOOR: Door = Door {
    path: "/appointment",
    title: "manage-title",
    lead: "fact-lead",
    send: "fact-send",
};

#[derive(Template)]
#[template(path = "public/appointment.html")]
struct AppointmentPage {
    page: Layout,
    summary: Summary,
    given: String,
    state: Possible,
    next: Vec<Next>,
    directions: String,
    free_until: String,
    is_requested: bool,
    was_moved: bool,
    /// Other times in the place of one that cannot stay.
    offered: Option<Offered>,
    video: Option<String>,
    /// Why a choice among them was not taken.
    lost: Option<String>,
    /// Whether coming can be confirmed here, and when it was.
    may_confirm: bool,
    confirmed: Option<String>,
    delay: Delay,
    /// Of a no-show: what is known and may be said.
    missed: Option<Missed>,
    /// How the patient is reminded, and may choose.
    reminders: Vec<Channel>,
    /// Already on the list for an earlier time; `None` where none may be asked for.
    is_waiting: Option<bool>,
    /// What was just done about an earlier time.
    earlier: Option<String>,
}

struct Offered {
    offers: Vec<Offer>,
    until: String,
}

/// What can still be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Possible {
    /// Move and cancel freely.
    Free,
    /// Too late to move; not coming can still be announced.
    Late,
    /// Its time has come.
    Past,
    /// Not to take place.
    Off,
}

/// A later visit of the series.
#[derive(Clone, Debug)]
pub(super) struct Next {
    pub(super) id: String,
    pub(super) care: String,
    pub(super) when: String,
    pub(super) with: String,
    /// Its date no longer keeps the distance that the series needs.
    pub(super) is_out_of_step: bool,
}

/// `GET /m/{token}`: whatever the token, a short cookie and a clean address; nothing is looked up or changed (security T15).
pub(super) async fn follow(visit: Visit, Path(token): Path<String>) -> Response {
    DOOR.follow(&visit, &token, keep_link(&visit, &token))
}

/// `GET /appointment`: nothing personal before the second fact.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    if let Some(linked) = linked(&web, &visit, &headers).await? {
        return Ok(page(&web, &visit, &linked, (StatusCode::OK, None)));
    }
    let Some(token) = LINK.read(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::NOT_FOUND));
    };
    if web.app.is_link_open(token).await? {
        return Ok(DOOR.ask(&web, &visit));
    }
    Ok(dead_link(&web, &visit))
}

/// `GET` of an act on the appointment: where the language switch of its answer leads.
pub(super) async fn back(visit: Visit) -> Response {
    onward(&visit, "/appointment", [])
}

/// `POST /appointment/open`.
pub(super) async fn open(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let token = LINK.read(&visit, &headers).unwrap_or("");
    let pass = web.app.open_link(token, typed_fact(&web, &form)).await;
    DOOR.opened(&web, &visit, pass.map(|pass| keep_pass(&visit, &pass)))
}

/// `POST /appointment/next`: to a later visit of the same series.
pub(super) async fn next(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let id: AppointmentId = form.parsed("id").unwrap_or(AppointmentId(0));
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(onward(&visit, "/appointment", []));
    };
    match web.app.pass_to_next(&pass, id).await {
        Ok(pass) => Ok(onward(&visit, "/appointment", [keep_pass(&visit, &pass)])),
        Err(Failure::Refused(_)) => Ok(onward(&visit, "/appointment", [])),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// From so many days before on, coming can be confirmed.
const CONFIRM_DAYS: i64 = 3;

/// The appointment, with what is offered in its place, and why a choice was not taken.
pub(super) fn page(
    web: &Web,
    visit: &Visit,
    linked: &LinkedAppointment,
    what: (StatusCode, Option<String>),
) -> Response {
    page_with(web, visit, linked, what, Answer::default())
}

/// The same with an answer to a no-show that comes back.
pub(super) fn page_with(
    web: &Web,
    visit: &Visit,
    linked: &LinkedAppointment,
    (code, lost): (StatusCode, Option<String>),
    answer: Answer,
) -> Response {
    let is_near = linked.appointment.interval.start < web.app.now() + TimeDelta::days(CONFIRM_DAYS);
    let is_ahead = matches!(state(web, linked), Possible::Free | Possible::Late);
    let is_confirmed = linked.appointment.status == Status::Confirmed;
    let confirmed = linked.presence.confirmed.filter(|_| is_ahead);
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let practice = &agenda.set_up().practice;
    let page = AppointmentPage {
        page: Layout::of(visit, practice, t.text("manage-title")),
        summary: Summary::booked(t, &agenda, &linked.appointment),
        given: linked.patient.given_name.as_str().to_owned(),
        state: state(web, linked),
        next: next_visits(t, &agenda, linked),
        directions: practice.directions.clone(),
        free_until: t.moment(agenda.zone(), web.app.free_until(&linked.appointment)),
        is_requested: linked.appointment.status == Status::Requested,
        was_moved: visit.query() == "moved" || visit.query() == "offer",
        offered: linked.offered.as_ref().map(|times| Offered {
            offers: offers(t, &agenda, &times.free),
            until: t.moment(agenda.zone(), times.until),
        }),
        video: linked.video.clone(),
        lost,
        may_confirm: is_near && is_ahead && is_confirmed && confirmed.is_none(),
        confirmed: confirmed.map(|at| t.moment(agenda.zone(), at)),
        delay: Delay::of(web, t, linked),
        missed: Missed::of(linked, answer),
        reminders: if is_ahead {
            Channel::all(t, linked)
        } else {
            Vec::new()
        },
        is_waiting: may_ask(web, linked).then_some(linked.is_waiting),
        earlier: match visit.query() {
            "earlier" => Some(t.text("earlier-done").into_owned()),
            "not-earlier" => Some(t.text("earlier-left").into_owned()),
            _ => None,
        },
    };
    html(code, &page)
}

/// What can be done with an appointment now.
pub(super) fn state(web: &Web, linked: &LinkedAppointment) -> Possible {
    let appointment = &linked.appointment;
    if linked.offered.is_some() {
        // The practice cannot keep the time: the patient is never late.
        return Possible::Free;
    }
    match appointment.status {
        Status::Requested | Status::Confirmed if appointment.interval.start > web.app.now() => {
            if web.app.now() <= web.app.free_until(appointment) {
                Possible::Free
            } else {
                Possible::Late
            }
        }
        status if status.takes_time() => Possible::Past,
        Status::NoShow | Status::Excused | Status::LeftUnseen => Possible::Past,
        _ => Possible::Off,
    }
}

/// The later visits in words.
pub(super) fn next_visits(t: Texts, agenda: &Agenda, linked: &LinkedAppointment) -> Vec<Next> {
    let first = &linked.appointment;
    let rule = crate::domain::booking::rule_of(agenda.set_up(), first.care, first.practitioner);
    let dates =
        rule.map(|rule| crate::domain::booking::dates_after(&rule, agenda.zone().date(first.interval.start)));
    let next = |visit: &crate::domain::booking::Appointment| {
        let summary = Summary::booked(t, agenda, visit);
        let date = agenda.zone().date(visit.interval.start);
        Next {
            id: visit.id.to_string(),
            when: t.moment(agenda.zone(), visit.interval.start),
            care: summary.care,
            with: summary.with,
            // What follows the next visit keeps its distance from that one.
            is_out_of_step: visit.follows == Some(first.id)
                && dates.is_some_and(|(from, to)| date < from || date > to),
        }
    };
    linked.rest.iter().map(next).collect()
}
