//! The time that a form is about: still held, taken again, or lost.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::asked::Asked;
use super::browser::{Crumb, HOLD};
use super::hold::{read, take};
use crate::app::Failure;
use crate::domain::booking::Refusal;
use crate::domain::id::HoldId;
use crate::domain::proof_of_work::Cost;
use crate::store::HeldForm;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};

/// Query of the pages when the patient did not choose a practitioner: should the time be lost, anybody's times will do.
const ANYBODY: &str = "anybody";

/// A live hold of this browser.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) token: String,
    pub(super) form: HeldForm,
    /// For the answer, when the time was taken again.
    pub(super) crumbs: Vec<Crumb>,
    /// The hold had ended, or was another one; nothing typed was lost.
    pub(super) is_again: bool,
    /// The practitioner was not chosen by the patient.
    pub(super) is_anybody: bool,
    /// What asking for a code costs.
    pub(super) cost: Option<Cost>,
}

impl Kept {
    /// The time that is held, with whom the patient wished.
    pub(super) fn asked(&self) -> Asked {
        Asked::of(&self.form.hold).with_anybody(self.is_anybody)
    }

    /// The same with the wish that a form carries.
    pub(super) fn wished_in(self, form: &Form) -> Self {
        let is_anybody = !form.get("start").is_empty() && form.get("practitioner").is_empty();
        Self { is_anybody, ..self }
    }
}

/// The address of a page of the booking that keeps the wish for anybody.
pub(super) fn page(path: &str, is_anybody: bool) -> String {
    if is_anybody {
        format!("{path}?{ANYBODY}")
    } else {
        path.to_owned()
    }
}

/// What the browser holds; `None` when nothing, or no more.
pub(super) async fn held(web: &Web, visit: &Visit, headers: &HeaderMap) -> Result<Option<Kept>, Halt> {
    let Some(token) = HOLD.read(visit, headers) else {
        return Ok(None);
    };
    let (form, cost) = match web.app.held_at_cost(token).await {
        Ok(found) => found,
        Err(Failure::Refused(_)) => return Ok(None),
        Err(Failure::Fault(fault)) => return Err(fault.into()),
    };
    Ok(Some(Kept {
        token: token.to_owned(),
        cost,
        form,
        crumbs: Vec::new(),
        is_again: false,
        is_anybody: visit.has_word(ANYBODY),
    }))
}

/// The time that a form is about: its own fields, or what the browser holds where it has none.
pub(super) async fn asked(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    form: &Form,
) -> Result<(Asked, Option<Kept>), Halt> {
    let kept = held(web, visit, headers).await?;
    asked_by(web, form, kept)
}

/// The same where it is known already what the browser holds.
pub(super) fn asked_by(web: &Web, form: &Form, kept: Option<Kept>) -> Result<(Asked, Option<Kept>), Halt> {
    if !form.get("start").is_empty() {
        let asked = read(web, form)?;
        let kept = kept.filter(|kept| asked.is_kept_by(&kept.form.hold));
        return Ok((asked, kept.map(|kept| kept.wished_in(form))));
    }
    match kept {
        Some(kept) => Ok((kept.asked(), Some(kept))),
        None => Err(Problem::new(StatusCode::CONFLICT)
            .saying("denied-hold-expired")
            .into()),
    }
}

/// Takes a time again whose hold had ended.
pub(super) async fn again(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    (asked, form): (&Asked, &Form),
) -> Result<Result<Kept, Refusal>, Halt> {
    let (held, crumbs) = match take(web, visit, headers, (asked, form)).await? {
        Ok(taken) => taken,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(Ok(Kept {
        token: held.token,
        cost: cost(web, held.hold.id).await?,
        form: HeldForm {
            hold: held.hold,
            draft: None,
            code: None,
        },
        crumbs: crumbs.into(),
        is_again: true,
        is_anybody: asked.practitioner.is_none(),
    }))
}

async fn cost(web: &Web, hold: HoldId) -> Result<Option<Cost>, Halt> {
    match web.app.cost_of_code(hold).await {
        Ok(cost) => Ok(cost),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// An answer with cookies.
pub(super) fn with(mut answer: Response, crumbs: Vec<Crumb>) -> Response {
    for (name, crumb) in crumbs {
        answer.headers_mut().append(name, crumb);
    }
    answer
}
