//! A no-show as its patient sees it and may answer it, and « je viendrai » before the visit (booking-rules §10).

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::pass;
use super::cancel::refused_page;
use super::dead_link::no_link;
use super::done::linked;
use super::manage::page_with;
use crate::app::{CONTEST_MAX, Failure, LinkedAppointment};
use crate::domain::contact::{FieldProblem, free_text};
use crate::store::ContestDecision;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit, worded};
use crate::web::limit::Act;

/// What is known of a no-show, and may be said.
pub(super) struct Missed {
    pub(super) count: i64,
    pub(super) is_open: bool,
    /// What the patient wrote, and the key of what came of it.
    pub(super) said: Option<(String, &'static str)>,
    pub(super) typed: String,
    pub(super) error: Option<String>,
}

/// An answer to a no-show that comes back with what is wrong.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) typed: String,
    pub(super) error: Option<String>,
}

impl Missed {
    /// `None` for everything that was not missed.
    pub(super) fn of(linked: &LinkedAppointment, answer: Answer) -> Option<Self> {
        let missed = linked.missed.as_ref()?;
        let said = missed.contest.as_ref().map(|contest| {
            let outcome = match contest.decision {
                None => "manage-contest-waits",
                Some(ContestDecision::Excused) => "manage-contest-excused",
                Some(ContestDecision::Kept) => "manage-contest-kept",
            };
            (contest.words.clone(), outcome)
        });
        Some(Self {
            count: missed.missed.into(),
            is_open: missed.is_open,
            said,
            typed: answer.typed,
            error: answer.error,
        })
    }
}

/// `POST /appointment/confirm`.
pub(super) async fn confirm(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    match web.app.confirm_presence(&pass).await {
        Ok(()) => Ok(onward(&visit, "/appointment", [])),
        Err(Failure::Refused(refusal)) => Ok(refused_page(&web, &visit, &refusal)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// `POST /appointment/contest`.
pub(super) async fn contest(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let (Some(pass), Some(linked)) = (pass(&visit, &headers), linked(&web, &visit, &headers).await?) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    let typed = form.get("words").to_owned();
    let words = match free_text(&typed, CONTEST_MAX) {
        Ok(words) if words.is_empty() => Err(FieldProblem::Missing),
        read => read,
    };
    let words = match words {
        Ok(words) => words,
        Err(problem) => {
            let error = Some(worded(visit.texts(), &problem));
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, None);
            return Ok(page_with(&web, &visit, &linked, wrong, Answer { typed, error }));
        }
    };
    match web.app.contest_by_link(&pass, words).await {
        Ok(()) => Ok(onward(&visit, "/appointment", [])),
        Err(Failure::Refused(refusal)) => Ok(refused_page(&web, &visit, &refusal)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}
