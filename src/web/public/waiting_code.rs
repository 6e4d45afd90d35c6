//! The code that proves the mailbox or mobile of who asks to be put on the waiting list.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::browser::{JOIN, keep_waiting_pass, waiting_pass};
use super::code_page::sent_to;
use super::identity_page::Note;
use super::waiting::{Filled, before, once_more};
use super::words::{refused, status};
use crate::app::Failure;
use crate::domain::booking::Refusal;
use crate::domain::contact::Contact;
use crate::i18n::Texts;
use crate::store::WaitingRequest;
use crate::web::Web;
use crate::web::answer::{Halt, after, counted, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "public/waiting_code.html")]
struct CodePage {
    page: Layout,
    care: String,
    sent_to: String,
    is_by_text: bool,
    /// Everything typed so far: should the code be over, nothing is lost.
    fields: Vec<(String, String)>,
    /// The form before this page.
    back: String,
    error: Option<String>,
    note: Option<Note>,
    is_demo: bool,
}

/// What there is to say.
#[derive(Default)]
struct Said {
    error: Option<String>,
    note: Option<Note>,
}

/// `GET /waiting/code`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    match before(&web, &visit, &headers).await? {
        Some(request) => Ok(page((&web, &visit), &request, (StatusCode::OK, Said::default()))),
        None => nothing(&visit, &headers),
    }
}

/// `POST /waiting/code`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let request = before(&web, &visit, &headers).await?;
    if let Err(wait) = tried(&web, &visit) {
        return Ok(too_often((&web, &visit), request.as_ref(), wait));
    }
    let token = JOIN.read(&visit, &headers).unwrap_or("");
    match web.app.confirm_waiting(token, form.get("code")).await {
        Ok(pass) => {
            let crumbs = [keep_waiting_pass(&visit, &pass), JOIN.forget(&visit)];
            Ok(onward(&visit, "/waiting/mine?joined", crumbs))
        }
        Err(Failure::Refused(Refusal::CodeExpired)) if waiting_pass(&visit, &headers).is_some() => {
            Ok(onward(&visit, "/waiting/mine", []))
        }
        Err(Failure::Refused(refusal @ (Refusal::CodeExpired | Refusal::WrongCode { tries_left: 0 }))) => {
            once_more(&web, &visit, &form, &refusal)
        }
        Err(Failure::Refused(refusal)) => {
            let Some(request) = request else {
                return nothing(&visit, &headers);
            };
            let said = said(visit.texts(), &refusal);
            Ok(page((&web, &visit), &request, (status(&refusal), said)))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

fn tried(web: &Web, visit: &Visit) -> Result<(), Duration> {
    counted(web, visit, Act::CodeTry)
}

fn too_often((web, visit): (&Web, &Visit), request: Option<&WaitingRequest>, wait: Duration) -> Response {
    let Some(request) = request else {
        return Problem::too_many(wait).into_response();
    };
    let said = Said {
        note: Some(Note::waiting(visit.texts(), wait)),
        ..Said::default()
    };
    let answer = page((web, visit), request, (StatusCode::TOO_MANY_REQUESTS, said));
    after(answer, wait)
}

/// Back from the confirmation, or too late.
fn nothing(visit: &Visit, headers: &HeaderMap) -> Result<Response, Halt> {
    if waiting_pass(visit, headers).is_some() {
        return Ok(onward(visit, "/waiting/mine", []));
    }
    let problem = Problem::new(StatusCode::CONFLICT).saying("waiting-code-over");
    Err(problem.into_response().into())
}

fn said(t: Texts, refusal: &Refusal) -> Said {
    let note = |key: &str| Said {
        note: Some(Note::bad(t.text(key).into_owned())),
        ..Said::default()
    };
    match refusal {
        Refusal::WrongCode { .. } => Said {
            error: Some(refused(t, refusal)),
            ..Said::default()
        },
        Refusal::LimitReached => note("waiting-join-limit"),
        // Never the reason (booking-rules §8).
        Refusal::BlockedOnline => note("waiting-join-by-phone"),
        other => Said {
            note: Some(Note::bad(refused(t, other))),
            ..Said::default()
        },
    }
}

fn page(
    (web, visit): (&Web, &Visit),
    request: &WaitingRequest,
    (code, said): (StatusCode, Said),
) -> Response {
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let set_up = agenda.set_up();
    let filled = Filled::of(request);
    let mut fields = vec![("care".to_owned(), request.care.to_string())];
    fields.extend(filled.wishes.fields());
    fields.extend(filled.typed.fields());
    let care = set_up.care_types.get(&request.care);
    let page = CodePage {
        page: Layout::of(visit, &set_up.practice, t.text("code-title")),
        care: care.map_or_else(String::new, |care| care.name.clone()),
        sent_to: sent_to(&request.draft),
        is_by_text: matches!(request.draft.contact, Contact::Phone(_)),
        fields,
        back: visit.link(&format!("/waiting?care={}", request.care)),
        error: said.error,
        note: said.note,
        is_demo: web.settings.is_demo,
    };
    html(code, &page)
}
