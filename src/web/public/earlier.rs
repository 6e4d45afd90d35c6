//! An earlier time than the one that was found: from the page of the appointment onto the waiting list, and off it (booking-rules §9).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::pass;
use super::done::linked;
use super::manage::{Possible, state};
use super::summary::Summary;
use crate::app::{Failure, JoinRefusal, LinkPass, LinkedAppointment};
use crate::domain::waiting_list::WaitingEntry;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};
use crate::web::waiting::{WishFields, WishView};

#[derive(Template)]
#[template(path = "public/earlier.html")]
struct EarlierPage {
    page: Layout,
    summary: Summary,
    email: String,
    is_on_list: bool,
    wishes: WishView,
    errors: FieldErrors,
}

/// `GET /appointment/earlier`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let Some((pass, linked)) = able(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/appointment", []));
    };
    let entry = entry(&web, &pass).await?;
    let fields = entry
        .as_ref()
        .map_or_else(WishFields::default, |entry| WishFields::of(&entry.wishes));
    Ok(page(
        &web,
        &visit,
        &linked,
        (StatusCode::OK, entry.is_some()),
        (fields, FieldErrors::default()),
    ))
}

/// `POST /appointment/earlier`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some((pass, linked)) = able(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/appointment", []));
    };
    if form.get("do") == "leave" {
        return done(
            &visit,
            web.app.ask_for_earlier_no_more(&pass).await,
            "not-earlier",
        );
    }
    let (agenda, fields, mut errors) = (web.app.agenda(), WishFields::read(&form), FieldErrors::default());
    let today = agenda.zone().date(web.app.now());
    let Some(wishes) = fields.parsed(visit.texts(), agenda.set_up(), today, &mut errors) else {
        let is_on_list = entry(&web, &pass).await?.is_some();
        let status = (StatusCode::UNPROCESSABLE_ENTITY, is_on_list);
        return Ok(page(&web, &visit, &linked, status, (fields, errors)));
    };
    let asked = web.app.ask_for_earlier(&pass, wishes).await;
    done(&visit, asked.map(|_| ()), "earlier")
}

/// What cannot be done is seen on the page of the appointment, which offers it no more.
fn done(visit: &Visit, done: Result<(), Failure<JoinRefusal>>, word: &str) -> Result<Response, Halt> {
    match done {
        Ok(()) => Ok(onward(visit, &format!("/appointment?{word}"), [])),
        Err(Failure::Refused(_)) => Ok(onward(visit, "/appointment", [])),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// Whether an earlier time may be asked for: the appointment is ahead, and e-mails reach the patient. Who is only phoned asks by phone,
/// and is told nothing of why.
pub(super) fn may_ask(web: &Web, linked: &LinkedAppointment) -> bool {
    matches!(state(web, linked), Possible::Free | Possible::Late) && linked.is_written_to
}

/// The entry of the person whose appointment it is, while it is on the list.
pub(super) async fn entry(web: &Web, pass: &LinkPass) -> Result<Option<WaitingEntry>, Halt> {
    match web.app.asked_for_earlier(pass).await {
        Ok(entry) => Ok(entry),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

async fn able(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
) -> Result<Option<(LinkPass, LinkedAppointment)>, Halt> {
    let linked = linked(web, visit, headers)
        .await?
        .filter(|linked| may_ask(web, linked));
    Ok(pass(visit, headers).zip(linked))
}

fn page(
    web: &Web,
    visit: &Visit,
    linked: &LinkedAppointment,
    (status, is_on_list): (StatusCode, bool),
    (fields, errors): (WishFields, FieldErrors),
) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let email = linked.patient.email.as_ref();
    let page = EarlierPage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text("earlier-title")),
        summary: Summary::booked(t, &agenda, &linked.appointment),
        email: email.map_or_else(String::new, |email| email.as_str().to_owned()),
        is_on_list,
        wishes: fields.view(t, agenda.set_up(), Some(linked.appointment.care)),
        errors,
    };
    html(status, &page)
}
