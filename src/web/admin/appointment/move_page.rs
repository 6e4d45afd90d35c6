//! `GET` and `POST /admin/appointments/{id}/move`: another time, another practitioner.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::facts::Facts;
use super::meanwhile::{Since, meanwhile};
use super::page::opened;
use super::rest::{RestVisit, broken_by, chosen, own_breach};
use crate::app::{AppointmentSheet, Failure, MoveRequest, Moved};
use crate::domain::booking::Refusal;
use crate::domain::id::AppointmentId;
use crate::domain::slot::{Audience, PatientFacts, SlotQuery};
use crate::domain::staff::Right;
use crate::domain::time::Zone;
use crate::sys::ids;
use crate::web::Web;
use crate::web::admin::agenda::after;
use crate::web::admin::booking::{When, WhenView, alternatives, told};
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::path::numbered;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/move.html")]
struct MovePage {
    page: Layout,
    desk: Desk,
    facts: Facts,
    when: WhenView,
    /// Why it would not fit after the visit before it.
    own_breach: Option<String>,
    /// Next visits that would not fit any more.
    next: Vec<RestVisit>,
    key: String,
    errors: FieldErrors,
    refused: Option<String>,
    meanwhile: Vec<String>,
}

/// What there is to say about a form that comes back.
#[derive(Default)]
struct Said {
    key: String,
    errors: FieldErrors,
    refused: Option<String>,
    meanwhile: Vec<String>,
    alternatives: Vec<(String, String)>,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let sheet = opened(&web, &staff, numbered(&id)?).await?;
    let asked = visit.asked();
    let mut when = When::of(&asked);
    when.with = when.with.or(Some(sheet.appointment.practitioner));
    let page = page(&web, &visit, &staff, (&sheet, &when, &asked), Said::default());
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let (id, when) = (numbered(&id)?, When::of(&form).within(&staff.0.member));
    if form.get("do") == "move" {
        return move_it(&web, &visit, &staff, (id, when), &form).await;
    }
    let sheet = opened(&web, &staff, id).await?;
    let said = Said {
        key: form.get("key").to_owned(),
        ..Said::default()
    };
    Ok(html(
        StatusCode::OK,
        &page(&web, &visit, &staff, (&sheet, &when, &form), said),
    ))
}

async fn move_it(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (id, when): (AppointmentId, When),
    form: &Form,
) -> Result<Response, Halt> {
    let (t, zone) = (visit.texts(), web.app.agenda().zone());
    if when.is_over && !staff.0.may(Right::Overbook) {
        return Err(Problem::new(StatusCode::FORBIDDEN)
            .saying("admin-right-missing")
            .into());
    }
    let mut said = Said::default();
    let start = when.instant(zone, t, &mut said.errors);
    let overbooking = when.overbooking(t, &mut said.errors);
    let key = form.get("key").to_owned();
    let Some(start) = start.filter(|_| said.errors.is_empty()) else {
        let sheet = opened(web, staff, id).await?;
        said.key = key;
        let page = page(web, visit, staff, (&sheet, &when, form), said);
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let next = chosen(web, staff, id, form).await?;
    let request = MoveRequest {
        appointment: id,
        expected_version: form.parsed("version"),
        practitioner: when.with,
        start,
        audience: Audience::Staff,
        placing: when.placing(),
        overbooking,
        actor: staff.0.actor(),
    };
    match web
        .app
        .move_visits(
            request,
            next,
            Some(&key).filter(|k| !k.is_empty()).map(String::as_str),
        )
        .await
    {
        Ok(moved) => Ok(onto(visit, form, zone, &moved)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let seen = (id, form.parsed("version"));
            refused(web, visit, staff, (seen, &when, form), &refusal).await
        }
    }
}

/// The sheet; visits of its series that are now too near or too far are listed on its page.
fn onto(visit: &Visit, form: &Form, zone: Zone, moved: &Moved) -> Response {
    let made = &moved.booking.appointment;
    let before = moved.out_of_step.first().and_then(|next| next.follows);
    if let Some(before) = before.or(moved.is_out_of_step.then_some(made.id)) {
        return onward(visit, &format!("/admin/appointments/{before}?done=moved"), None);
    }
    let date = zone.date(made.interval.start);
    after(visit, form, date, ("moved", made.id))
}

async fn refused(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (seen, when, form): ((AppointmentId, Option<i64>), &When, &Form),
    refusal: &Refusal,
) -> Result<Response, Halt> {
    // After a move the form goes on with the row that stands for it now.
    let since = match refusal {
        Refusal::Stale | Refusal::WrongState => meanwhile(web, visit, staff, seen).await?,
        _ => Since::nothing(seen.0),
    };
    let sheet = opened(web, staff, since.id).await?;
    let (status, words) = told(visit.texts(), refusal);
    let said = Said {
        refused: Some(words),
        meanwhile: since.words,
        alternatives: alternatives(visit.texts(), &web.app.agenda(), refusal),
        ..Said::default()
    };
    Ok(html(status, &page(web, visit, staff, (&sheet, when, form), said)))
}

fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (sheet, when, form): (&AppointmentSheet, &When, &Form),
    said: Said,
) -> MovePage {
    let t = visit.texts();
    let (agenda, now) = (web.app.agenda(), web.app.now());
    let appointment = &sheet.appointment;
    let mut view = WhenView::of(web, visit, when, staff);
    view.alternatives = said.alternatives;
    if view.chosen.is_none() {
        let facts = PatientFacts {
            id: Some(appointment.patient),
            ..PatientFacts::default()
        };
        let date = agenda.zone().date(now);
        let query = SlotQuery {
            audience: Audience::Staff,
            seats: appointment.seats,
            length: web.app.kept_length(appointment),
            moving: Some(appointment.id),
            patient: Some(facts),
            ..SlotQuery::new(appointment.care, when.with, date, date)
        };
        view = view.with_times(web, visit, &query);
    }
    let start = when.instant(agenda.zone(), t, &mut FieldErrors::default());
    let next = start.map(|start| broken_by(web, (t, staff), sheet, ((when.with, start), form)));
    MovePage {
        own_breach: start.and_then(|start| own_breach(web, (t, staff), sheet, Some((when.with, start)))),
        next: next.unwrap_or_default(),
        page: layout(web, visit, t.text("move-title")),
        desk: Desk::of(web, visit, staff, Section::Agenda),
        facts: Facts::of(t, &agenda, now, sheet),
        when: view,
        key: if said.key.is_empty() {
            ids::token()
        } else {
            said.key
        },
        errors: said.errors,
        refused: said.refused,
        meanwhile: said.meanwhile,
    }
}
