//! What belongs to the person and not to one appointment: this browser, a calendar of the own appointments, the own data.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::browser::{DEVICE, FILE, file_pass, keep_file, pass};
use super::dead_link::{dead_link, no_link};
use super::words::{refused, status};
use crate::app::{Failure, FilePass, LinkPass, Own, Proof};
use crate::domain::booking::Refusal;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::patient_copy::patient_copy;
use crate::web::view::{Layout, html};

const PATH: &str = "/mine";

#[derive(Template)]
#[template(path = "public/mine.html")]
struct MinePage {
    page: Layout,
    /// What was just done, in words.
    done: Option<String>,
    /// This browser knows the person already.
    is_known_here: bool,
    devices: u32,
    has_feed: bool,
    /// The address that was just made, for programs that know calendars and for the others.
    made: Option<(String, String)>,
    is_written_to: bool,
    file: File,
    error: Option<String>,
    /// When the person asked to be erased, and what the practice answered.
    asked: Option<String>,
    answer: Option<String>,
}

/// How far somebody is on the way to the own file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum File {
    /// A code has to be asked for.
    #[default]
    Closed,
    /// The code is on its way.
    Coded,
    /// Proven.
    Open,
}

/// What differs from one answer to another.
#[derive(Default)]
struct Told {
    made: Option<(String, String)>,
    file: File,
    error: Option<String>,
}

/// `GET /mine`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(onward(&visit, "/appointment", []));
    };
    page(&web, &visit, &headers, (&pass, StatusCode::OK, Told::default())).await
}

/// `GET` of an act: where the language switch of its answer leads.
pub(super) async fn back(visit: Visit) -> Response {
    onward(&visit, PATH, [])
}

/// `POST /mine/feed`: makes the address of the calendar, or ends it.
pub(super) async fn feed(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    if form.get("do") == "end" {
        let ended = web.app.end_own_feed(&pass).await;
        return after(&web, &visit, ended.map(|()| onward(&visit, "/mine?ended", [])));
    }
    match web.app.create_own_feed(&pass).await {
        Ok(secret) => {
            let plain = visit.absolute(&format!("/agenda/{secret}.ics"));
            let webcal = plain.split_once("://").map_or("", |(_, rest)| rest);
            let made = Some((format!("webcal://{webcal}"), plain.clone()));
            let told = Told {
                made,
                ..Told::default()
            };
            page(&web, &visit, &headers, (&pass, StatusCode::OK, told)).await
        }
        Err(failure) => after(&web, &visit, Err(failure)),
    }
}

/// `POST /mine/code`: sends a code to the mailbox of the record.
pub(super) async fn code(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::CodeRequest)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    match web.app.send_file_code(&pass).await {
        Ok(()) => Ok(onward(&visit, "/mine?code#data", [])),
        Err(Failure::Refused(refusal)) if refusal != Refusal::NotFound => {
            let told = Told {
                error: Some(refused(visit.texts(), &refusal)),
                ..Told::default()
            };
            page(&web, &visit, &headers, (&pass, status(&refusal), told)).await
        }
        Err(failure) => after(&web, &visit, Err(failure)),
    }
}

/// `POST /mine/open`: judges the code.
pub(super) async fn open(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::CodeTry)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    match web.app.open_file(&pass, form.get("code")).await {
        Ok(file) => Ok(onward(&visit, "/mine?open#data", [keep_file(&visit, &file)])),
        Err(Failure::Refused(refusal)) if refusal != Refusal::NotFound => {
            let is_over = matches!(
                refusal,
                Refusal::CodeExpired | Refusal::WrongCode { tries_left: 0 }
            );
            let told = Told {
                file: if is_over { File::Closed } else { File::Coded },
                error: Some(if is_over {
                    visit.texts().text("mine-code-over").into_owned()
                } else {
                    refused(visit.texts(), &refusal)
                }),
                ..Told::default()
            };
            page(&web, &visit, &headers, (&pass, status(&refusal), told)).await
        }
        Err(failure) => after(&web, &visit, Err(failure)),
    }
}

/// `POST /mine/file`: the whole file, to read or for programs. On record, hence no `GET`.
pub(super) async fn file(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::Export)?;
    let Some((pass, file)) = proven(&visit, &headers) else {
        return Ok(onward(&visit, PATH, []));
    };
    let export = match web.app.own_export(&pass, &file).await {
        Ok(export) => export,
        Err(Failure::Refused(_)) => return Ok(onward(&visit, PATH, [FILE.forget(&visit)])),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    if form.get("form") == "json" {
        let kind = HeaderValue::from_static("application/json; charset=utf-8");
        let name = HeaderValue::from_static("attachment; filename=\"mes-donnees.json\"");
        let head = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
        return Ok((StatusCode::OK, head, web.app.patient_json(&export)).into_response());
    }
    let mut answer = patient_copy(&web, &visit, &export).await?;
    let name = HeaderValue::from_static("attachment; filename=\"mes-donnees.html\"");
    answer.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(answer)
}

/// `POST /mine/erase`: asks to be erased.
pub(super) async fn erase(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some((pass, file)) = proven(&visit, &headers) else {
        return Ok(onward(&visit, PATH, []));
    };
    let asked = web.app.ask_erasure(&pass, &file).await;
    after(
        &web,
        &visit,
        asked.map(|()| onward(&visit, "/mine?asked#data", [])),
    )
}

fn proven(visit: &Visit, headers: &HeaderMap) -> Option<(LinkPass, FilePass)> {
    pass(visit, headers).zip(file_pass(visit, headers))
}

/// A link that ended says so.
fn after(web: &Web, visit: &Visit, done: Result<Response, Failure>) -> Result<Response, Halt> {
    match done {
        Ok(answer) => Ok(answer),
        Err(Failure::Refused(_)) => Ok(dead_link(web, visit)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

async fn page(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    (pass, code, told): (&LinkPass, StatusCode, Told),
) -> Result<Response, Halt> {
    let own = match web.app.own(pass).await {
        Ok(own) => own,
        Err(Failure::Refused(_)) => return Ok(onward(visit, "/appointment", [])),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    let (agenda, t) = (web.app.agenda(), visit.texts());
    let is_open = file_pass(visit, headers).is_some_and(|file| web.app.is_file_open(pass, &file));
    let said = ["device", "forgotten", "ended", "code", "open", "asked"];
    let done = said.into_iter().find(|word| visit.has_word(word));
    let done = done.filter(|_| told.error.is_none() && told.made.is_none());
    let moment = |at| t.moment(agenda.zone(), at);
    let erasure = own.erasure.as_ref();
    let page = MinePage {
        page: Layout::of(visit, &agenda.set_up().practice, t.text("mine-title")),
        done: done.map(|word| t.text(&format!("mine-done-{word}")).into_owned()),
        is_known_here: is_known(web, visit, headers, &own).await?,
        devices: own.devices,
        has_feed: own.has_feed,
        made: told.made,
        is_written_to: own.is_written_to,
        file: match told.file {
            _ if is_open => File::Open,
            File::Closed if done == Some("code") => File::Coded,
            file => file,
        },
        error: told.error,
        asked: erasure.map(|asked| moment(asked.asked)),
        answer: erasure.and_then(|asked| asked.refused.as_ref().map(|(_, answer)| answer.clone())),
    };
    Ok(html(code, &page))
}

/// Whether this browser was asked to remember this very person.
async fn is_known(web: &Web, visit: &Visit, headers: &HeaderMap, own: &Own) -> Result<bool, Halt> {
    let Some(token) = DEVICE.read(visit, headers) else {
        return Ok(false);
    };
    match web.app.familiar(&Proof::Device(token.to_owned()), None).await {
        Ok(familiar) => Ok(familiar.patient.id == own.patient.id),
        Err(Failure::Refused(_)) => Ok(false),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}
