//! `GET` and `POST /admin/book`.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::book_form::BookForm;
use super::cares::cares;
use super::length::length;
use super::next::{NextView, wished};
use super::refusal::{alternatives, told};
use super::rest::{next_visits, question, unanswered};
use super::when_view::WhenView;
use crate::app::{BookingRequest, Failure, ForWhom};
use crate::domain::booking::NOTE_MAX;
use crate::domain::contact::free_text;
use crate::domain::id::CareTypeId;
use crate::domain::patient::Patient;
use crate::domain::staff::Right;
use crate::web::Web;
use crate::web::admin::absences::{expected_words, risk_words};
use crate::web::admin::agenda::after;
use crate::web::admin::desk::{Desk, Section, layout};
use crate::web::admin::guard::Staff;
use crate::web::admin::patients::{PatientFields, PatientLine};
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/book.html")]
struct BookPage {
    page: Layout,
    desk: Desk,
    form: BookForm,
    cares: Vec<(CareTypeId, String, bool)>,
    when: WhenView,
    /// The visits that follow in a series.
    next: Vec<NextView>,
    patient: Option<PatientLine>,
    found: Option<Vec<PatientLine>>,
    /// People whom the chosen one may book for.
    relatives: Vec<PatientLine>,
    errors: FieldErrors,
    refused: Option<String>,
    /// Why one more was proposed here.
    proposed: Option<String>,
    /// May put the patient on the waiting list.
    may_wait: bool,
}

/// What there is to say about a form that comes back.
#[derive(Default)]
struct Said {
    errors: FieldErrors,
    refused: Option<String>,
    alternatives: Vec<(String, String)>,
    found: Option<Vec<Patient>>,
}

/// See the module.
pub(in crate::web::admin) async fn show(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    let mut typed = BookForm::of(&visit.asked());
    if typed.beside.is_some() && typed.when.reason.is_empty() {
        typed.when.reason = visit.texts().text("overbooking-reason").into_owned();
    }
    filled(&web, &visit, &staff, typed).await
}

/// The form with these fields.
pub(super) async fn filled(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    typed: BookForm,
) -> Result<Response, Halt> {
    let page = page(web, visit, staff, typed, Said::default()).await?;
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(in crate::web::admin) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let mut typed = BookForm::of(&form);
    let mut said = Said::default();
    match form.get("do") {
        "book" => return book(&web, &visit, &staff, (typed, &form)).await,
        "search" => said.found = search(&web, &staff, &mut typed).await?,
        _ => {}
    }
    let page = page(&web, &visit, &staff, typed, said).await?;
    Ok(html(StatusCode::OK, &page))
}

/// One match is chosen at once; none opens the fields for somebody new.
async fn search(web: &Web, staff: &Staff, typed: &mut BookForm) -> Result<Option<Vec<Patient>>, Halt> {
    if typed.q.is_empty() {
        return Ok(None);
    }
    let found = web.app.find_patients(typed.q.clone(), staff.0.actor()).await?;
    match found.as_slice() {
        [only] => {
            typed.patient = Some(only.id);
            return Ok(None);
        }
        [] => {
            typed.is_new = true;
            typed.fields = PatientFields::of_search(&typed.q);
        }
        _ => typed.is_new = false,
    }
    Ok(Some(found))
}

/// Books what was typed, or shows it again with what is wrong.
pub(super) async fn book(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    (mut typed, form): (BookForm, &Form),
) -> Result<Response, Halt> {
    typed.when = typed.when.within(&staff.0.member);
    if typed.when.is_over && !staff.0.may(Right::Overbook) {
        return Err(Problem::new(StatusCode::FORBIDDEN)
            .saying("admin-right-missing")
            .into());
    }
    let mut errors = FieldErrors::default();
    let request = request(web, visit, staff, &typed, &mut errors);
    let asked = unanswered(web, visit, staff, &typed);
    if let Some(asked) = &asked {
        if let Some(page) = asked.own_page(form, &typed).filter(|_| errors.is_empty()) {
            return Ok(onward(visit, &page, None));
        }
        errors.add(&asked.field, visit.texts().text("series-choose").into_owned());
    }
    let Some(request) = request.filter(|_| errors.is_empty()) else {
        let said = Said {
            errors,
            ..Said::default()
        };
        let page = page(web, visit, staff, typed, said).await?;
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    match web.app.book(request, Some(&typed.key)).await {
        Ok(booking) => {
            let made = &booking.appointment;
            let date = web.app.agenda().zone().date(made.interval.start);
            Ok(after(visit, form, date, ("booked", made.id)))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            let t = visit.texts();
            let (status, words) = told(t, &refusal);
            let said = Said {
                alternatives: alternatives(t, &web.app.agenda(), &refusal),
                refused: Some(words),
                ..Said::default()
            };
            let page = page(web, visit, staff, typed, said).await?;
            Ok(html(status, &page))
        }
    }
}

/// The booking that was typed; every mistake is noted at its field.
fn request(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    typed: &BookForm,
    errors: &mut FieldErrors,
) -> Option<BookingRequest> {
    let t = visit.texts();
    let zone = web.app.agenda().zone();
    let start = typed.when.instant(zone, t, errors);
    let note = errors.keep(t, "note", free_text(&typed.note, NOTE_MAX));
    let length = errors.keep(t, "length", length(&typed.length));
    let overbooking = typed.when.overbooking(t, errors);
    let for_whom = match typed.patient {
        Some(id) => Some(ForWhom::Known(id)),
        None if typed.is_new => {
            let today = zone.date(web.app.now());
            let declared = typed.fields.parsed(t, today, None, errors);
            declared.map(|patient| ForWhom::Declared(Box::new(patient)))
        }
        None => {
            errors.add("q", t.text("book-patient-missing").into_owned());
            None
        }
    };
    if typed.care.is_none() {
        errors.add("care", t.text("field-missing").into_owned());
    }
    let (with, actor) = (typed.when.with, staff.0.actor());
    Some(BookingRequest {
        placing: typed.when.placing(),
        overbooking,
        length: length?,
        note: note?,
        next: wished(&typed.next),
        ..BookingRequest::new(typed.care?, with, start?, for_whom?, actor)
    })
}

async fn page(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
    mut form: BookForm,
    said: Said,
) -> Result<BookPage, Halt> {
    let t = visit.texts();
    let agenda = staff.agenda(web);
    form.when = form.when.within(&staff.0.member);
    let cares = cares(&agenda, &form, web.app.now());
    form.care = cares
        .iter()
        .find(|(_, _, is_chosen)| *is_chosen)
        .map(|(id, _, _)| *id);
    let patient = match form.patient {
        Some(id) => web.app.look_at_patient(id, staff.0.actor()).await?,
        None => None,
    };
    form.patient = patient.as_ref().map(|p| p.id);
    let next = next_visits(web, visit, staff, &mut form);
    let mut when = WhenView::of(web, visit, &form.when, staff);
    when.alternatives = said.alternatives;
    if let Some(care) = form.care.filter(|_| when.chosen.is_none()) {
        let date = agenda.zone().date(web.app.now());
        when = when.with_times(web, visit, &question(&form, care, date));
    }
    let today = agenda.zone().date(web.app.now());
    let line = |patient: &Patient| PatientLine::of(t, patient, today);
    let relatives = match form.patient {
        Some(id) if staff.0.may(Right::ManagePatients) => web.app.books_for(id).await?,
        _ => Vec::new(),
    };
    Ok(BookPage {
        page: layout(web, visit, t.text("book-title")),
        desk: Desk::of(web, visit, staff, Section::Book),
        cares,
        when,
        next,
        patient: patient.as_ref().map(line),
        relatives: relatives.iter().map(line).collect(),
        found: said.found.map(|found| found.iter().map(line).collect()),
        errors: said.errors,
        refused: said.refused,
        may_wait: staff.0.may(Right::ManagePatients),
        proposed: proposed(web, visit, staff, &form),
        form,
    })
}

/// The reasons of the agenda's proposal, for those who see that booking and may overbook.
fn proposed(web: &Web, visit: &Visit, staff: &Staff, form: &BookForm) -> Option<String> {
    let kept = web.app.kept_suggestions();
    let found = kept.beside(form.beside?)?;
    let is_shown = staff.0.may(Right::Overbook) && staff.0.member.reaches(found.row.practitioner);
    let t = visit.texts();
    is_shown.then(|| {
        format!(
            "{} {} {}",
            t.text("overbooking-proposed"),
            risk_words(t, &found.risk),
            expected_words(t, found)
        )
    })
}
