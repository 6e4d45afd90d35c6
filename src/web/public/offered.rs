//! Choosing another time that the practice offered for an appointment which cannot stay (booking-rules §7).

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::asked::instant;
use super::browser::pass;
use super::dead_link::{dead_link, no_link};
use super::done::linked;
use super::manage::page;
use super::words::{refused, status};
use crate::app::Failure;
use crate::domain::booking::{Alternative, Refusal};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;

/// `POST /appointment/offered`.
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
    let Some(choice) = choice(&web, &form) else {
        return Ok(Problem::new(StatusCode::UNPROCESSABLE_ENTITY)
            .saying("hold-unreadable")
            .into_response());
    };
    match web.app.choose_offered(&pass, choice).await {
        Ok(_) => Ok(onward(&visit, "/appointment?moved", [])),
        Err(Failure::Refused(Refusal::NotFound)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Refused(refusal)) => {
            let Some(linked) = linked(&web, &visit, &headers).await? else {
                return Ok(dead_link(&web, &visit));
            };
            let lost = Some(refused(visit.texts(), &refusal));
            Ok(page(&web, &visit, &linked, (status(&refusal), lost)))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

fn choice(web: &Web, form: &Form) -> Option<Alternative> {
    let (start, who) = form.get("other").split_once('~')?;
    Some(Alternative {
        start: instant(start, web.app.now())?,
        practitioner: who.parse().ok()?,
    })
}
