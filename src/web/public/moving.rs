//! Another time for an appointment; the old one stays until the new one is taken (booking-rules §6).

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::asked::instant;
use super::browser::pass;
use super::cancel::refused_page;
use super::criteria::Criteria;
use super::dead_link::{dead_link, no_link};
use super::done::linked;
use super::hold::{Offer, offers};
use super::identity_page::Note;
use super::manage::{Possible, state};
use super::summary::{Summary, name_of};
use super::week::{Day, Week};
use super::words::{refused, status};
use crate::app::{Failure, LinkedAppointment};
use crate::domain::booking::{Alternative, Refusal};
use crate::domain::slot::{PatientFacts, Settled, SlotQuery, nearest};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

/// Alternatives to a lost time.
const ALTERNATIVES: usize = 3;

#[derive(Template)]
#[template(path = "public/move.html")]
struct MovePage {
    page: Layout,
    summary: Summary,
    note: Option<Note>,
    offers: Vec<Offer>,
    days: Vec<Day>,
    earlier: Option<String>,
    later: Option<String>,
    /// With whom: the same as before, or anybody.
    practitioner: String,
    is_anybody: bool,
    with_anybody: String,
    with_same: String,
    same: String,
}

/// `GET /appointment/move`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Availability)?;
    let Some(linked) = linked(&web, &visit, &headers).await? else {
        return Ok(onward(&visit, "/appointment", []));
    };
    if state(&web, &linked) != Possible::Free {
        return Ok(onward(&visit, "/appointment", []));
    }
    Ok(page(&web, &visit, &linked, StatusCode::OK, None))
}

/// `POST /appointment/move`.
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
    let Some((start, practitioner)) = target(&web, &form) else {
        return Ok(Problem::new(StatusCode::UNPROCESSABLE_ENTITY)
            .saying("hold-unreadable")
            .into_response());
    };
    match web.app.move_by_link(&pass, practitioner, start).await {
        Ok(_) => Ok(onward(&visit, "/appointment?moved", [])),
        Err(Failure::Refused(Refusal::NotFound)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Refused(refusal)) => {
            let linked = linked(&web, &visit, &headers).await?;
            Ok(
                match linked.filter(|linked| state(&web, linked) == Possible::Free) {
                    Some(linked) => page(&web, &visit, &linked, status(&refusal), Some((&refusal, start))),
                    None => refused_page(&web, &visit, &refusal),
                },
            )
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

type Start = crate::domain::time::Instant;

/// An hour of the list, or an alternative.
fn target(web: &Web, form: &Form) -> Option<(Start, Option<crate::domain::id::PractitionerId>)> {
    let now = web.app.now();
    if let Some((start, who)) = form.get("other").split_once('~') {
        return Some((instant(start, now)?, Some(who.parse().ok()?)));
    }
    let who = match form.get("practitioner") {
        "" => None,
        who => Some(who.parse().ok()?),
    };
    Some((instant(form.get("start"), now)?, who))
}

fn page(
    web: &Web,
    visit: &Visit,
    linked: &LinkedAppointment,
    code: StatusCode,
    lost: Option<(&Refusal, Start)>,
) -> Response {
    let (agenda, t, old) = (web.app.agenda(), visit.texts(), &linked.appointment);
    let zone = agenda.zone();
    let (wishes, _) = Criteria::read(t, visit.query());
    let is_anybody = visit.has_word("anybody");
    let practitioner = (!is_anybody).then_some(old.practitioner);
    let today = zone.date(web.app.now());
    let query = SlotQuery {
        practitioner,
        seats: old.seats,
        length: web.app.kept_length(old),
        moving: Some(old.id),
        after: linked.after,
        // As the move itself will be judged: nobody is asked again.
        patient: Some(PatientFacts {
            settled: Settled::With(old.practitioner),
            answers: Some(Vec::new()),
            ..PatientFacts::default()
        }),
        ..wishes.question(old.care, today)
    };
    let week = Week::find(&web.app, &query, &Criteria::default(), today);
    let with = if is_anybody { "anybody&" } else { "" };
    let at = |date: chrono::NaiveDate| visit.link(&format!("/appointment/move?{with}from={date}"));
    let alternatives = lost.map_or_else(Vec::new, |(refusal, start)| near(web, &query, refusal, start));
    let page = MovePage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text("new-time-title")),
        summary: Summary::booked(t, &agenda, old),
        note: lost
            .map(|(refusal, _)| Note::bad(format!("{} {}", refused(t, refusal), t.text("new-time-stays")))),
        offers: offers(t, &agenda, &alternatives),
        days: week.shown(t, zone),
        earlier: week.earlier.map(at),
        later: week.later.map(at),
        practitioner: practitioner.map_or_else(String::new, |id| id.to_string()),
        is_anybody,
        with_anybody: visit.link("/appointment/move?anybody"),
        with_same: visit.link("/appointment/move"),
        same: name_of(agenda.set_up(), old.practitioner),
    };
    html(code, &page)
}

fn near(web: &Web, query: &SlotQuery, refusal: &Refusal, start: Start) -> Vec<Alternative> {
    match refusal.alternatives() {
        [] => nearest(&web.app.agenda(), query, start, web.app.now(), ALTERNATIVES),
        found => found.to_vec(),
    }
}
