//! Changes of hours, absences and rooms by a program: applied at once, or refused with the appointments that would be left aside.
//! A program that settles them itself writes a draft (`drafts`); one that nobody waits for would lie there unseen (booking-rules §7).

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};
use serde_json::{Value, json};

use super::appointment_json::shown;
use super::bearer::Bearer;
use super::fields::{Fields, instant, integer, planned, text};
use super::json_body::JsonBody;
use super::key;
use super::trouble::{Kind, Trouble};
use crate::app::{ChangeRefusal, Direct, Failure, Key};
use crate::domain::agenda::{Edit, Noun};
use crate::domain::contact::{FieldProblem, REMARK_MAX, plain_line};
use crate::domain::id::PractitionerId;
use crate::domain::time::Interval;
use crate::web::Web;
use crate::web::answer::Halt;
use crate::web::error::Problem;
use crate::web::extract::Visit;

/// Who asks for a change, and where.
pub(super) struct Change {
    pub(super) web: Web,
    pub(super) visit: Visit,
    pub(super) bearer: Bearer,
}

impl FromRequestParts<Web> for Change {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Problem> {
        let visit = parts.extensions.get::<Visit>().cloned();
        Ok(Self {
            web: web.clone(),
            visit: visit.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST))?,
            bearer: Bearer::from_request_parts(parts, web).await?,
        })
    }
}

impl Change {
    /// The key of a request that makes something, with what it asks.
    pub(super) fn key(&self, headers: &HeaderMap, asked: &impl std::fmt::Debug) -> Result<Option<Key>, Halt> {
        key::standing_for(headers, &self.visit, &self.bearer.actor(), asked)
    }

    /// Makes something new: what was written, and its version.
    pub(super) async fn create(&self, headers: &HeaderMap, edit: Edit) -> Result<(Noun, String), Halt> {
        let key = self.key(headers, &edit)?;
        self.apply(edit, None, key).await
    }

    /// Makes one change; `seen` is the version that the program read. The noun that was written, and its version.
    pub(super) async fn apply(
        &self,
        edit: Edit,
        seen: Option<String>,
        key: Option<Key>,
    ) -> Result<(Noun, String), Halt> {
        let actor = self.bearer.actor();
        let changed = self.web.app.change_set_up_directly(edit, seen, key, actor);
        match changed.await {
            Ok(Direct::Applied(noun, version)) => Ok((noun, version)),
            Ok(Direct::LeftOutside(lost)) => {
                Err(Trouble::new(Kind::LeavesAside).leaving(lost).halt(&self.visit))
            }
            Err(Failure::Fault(fault)) => Err(Problem::from(fault).into()),
            Err(Failure::Refused(refusal)) => Err(self.refused(refusal)),
        }
    }

    /// Why a change is not taken.
    pub(super) fn refused(&self, refusal: ChangeRefusal) -> Halt {
        let kind = match refusal {
            ChangeRefusal::NotFound => Kind::NotFound,
            ChangeRefusal::Stale => Kind::Stale,
            ChangeRefusal::NotAllowed => Kind::MissingScope,
            ChangeRefusal::SavedBefore => Kind::KeyReused,
        };
        Trouble::new(kind).halt(&self.visit)
    }

    /// Takes something away for good: `{"version": …}`, or nothing.
    pub(super) async fn remove(&self, edit: Edit, body: JsonBody) -> Result<Response<Body>, Halt> {
        let seen = body.read(&self.visit, |fields| Some(fields.optional("version", version)))?;
        self.apply(edit, seen, None).await?;
        Ok(shown(&json!({ "removed": true })))
    }
}

/// 201 with what was made.
pub(super) fn made(value: &Value) -> Response<Body> {
    let mut response = shown(value);
    *response.status_mut() = StatusCode::CREATED;
    response
}

/// The version that was read of something.
pub(super) fn version(value: &Value) -> Result<String, FieldProblem> {
    text(|seen| Ok(seen.to_owned()))(value)
}

/// A practitioner who has not left.
pub(super) fn practitioner(fields: &mut Fields, web: &Web) -> Option<PractitionerId> {
    let agenda = web.app.agenda();
    fields.required("practitioner", |value| {
        let id = PractitionerId(integer(value)?);
        let found = agenda.set_up().practitioners.get(&id);
        let is_here = found.is_some_and(|practitioner| !practitioner.is_archived);
        is_here.then_some(id).ok_or(FieldProblem::UnknownChoice)
    })
}

/// `start` and `end`, which comes after it, in years in which practices plan.
pub(super) fn interval(fields: &mut Fields, web: &Web) -> Option<Interval> {
    let zone = web.app.agenda().zone();
    let planned_instant = |value: &Value| {
        let at = instant(value)?;
        planned(zone.date(at)).map(|_| at)
    };
    let start = fields.required("start", planned_instant);
    let end = fields.required("end", planned_instant);
    let (start, end) = (start?, end?);
    if end <= start {
        fields.refuse("end", FieldProblem::EndBeforeStart);
        return None;
    }
    Some(Interval { start, end })
}

/// A remark for staff; none unless it is given.
pub(super) fn label(fields: &mut Fields) -> String {
    let read = text(|typed: &str| plain_line(typed, REMARK_MAX));
    fields.optional("label", read).unwrap_or_default()
}
