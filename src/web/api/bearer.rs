//! Who asks: a scoped token in `Authorization: Bearer`, looked up in memory.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::reach::{entry_reached, is_open_to, object_reached};
use super::trouble::{Kind, Trouble};
use crate::app::{Failure, Scope, TokenBearer};
use crate::domain::agenda::Agenda;
use crate::domain::booking::{Alternative, Refusal};
use crate::domain::id::PractitionerId;
use crate::domain::staff::Actor;
use crate::domain::waiting_list::WaitingEntry;
use crate::web::Web;
use crate::web::answer::{Halt, note_refusal};
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::limit::Act;

/// Whose token it was; only behind the guard.
#[derive(Clone)]
pub(super) struct Bearer(TokenBearer);

impl Bearer {
    /// For the audit log.
    pub(super) fn actor(&self) -> Actor {
        self.0.actor()
    }

    /// Whether an appointment, or a free time, of this practitioner is any business of the program.
    pub(super) fn reaches(&self, practitioner: PractitionerId) -> bool {
        self.0.reaches(practitioner)
    }

    /// Whose agenda is any business of the program; `None` is everybody's.
    pub(super) fn reach(&self) -> Option<&BTreeSet<PractitionerId>> {
        self.0.reach()
    }

    /// Whether an entry of the waiting list is.
    pub(super) fn reaches_entry(&self, entry: &WaitingEntry) -> bool {
        entry_reached(&self.0, entry)
    }

    /// Whether the program keeps to some practitioners.
    pub(super) fn is_limited(&self) -> bool {
        self.0.reach().is_some()
    }

    /// The only practitioner there is for the program.
    pub(super) fn only(&self) -> Option<PractitionerId> {
        let mut named = self.0.reach()?.iter();
        named.next().copied().filter(|_| named.next().is_none())
    }

    /// Refuses to name somebody else: for this program there is no such practitioner.
    pub(super) fn reached(&self, visit: &Visit, practitioner: Option<PractitionerId>) -> Result<(), Halt> {
        if practitioner.is_none_or(|id| self.reaches(id)) {
            return Ok(());
        }
        Err(Trouble::new(Kind::NotFound).halt(visit))
    }

    /// The agenda as it is for this program.
    pub(super) fn agenda(&self, web: &Web) -> Arc<Agenda> {
        let agenda = web.app.agenda();
        match self.0.reach() {
            None => agenda,
            Some(named) => Arc::new(agenda.of_only(named)),
        }
    }

    /// Leaves free times and appointments of others out of a refusal.
    pub(super) fn within(&self, failure: Failure) -> Failure {
        let kept = |all: Vec<Alternative>| self.only_reached(all);
        match failure {
            Failure::Refused(Refusal::SlotTaken { alternatives }) => Failure::Refused(Refusal::SlotTaken {
                alternatives: kept(alternatives),
            }),
            Failure::Refused(Refusal::Busy { alternatives }) => Failure::Refused(Refusal::Busy {
                alternatives: kept(alternatives),
            }),
            Failure::Refused(Refusal::NotOffered { alternatives }) => Failure::Refused(Refusal::NotOffered {
                alternatives: kept(alternatives),
            }),
            Failure::Refused(Refusal::NextVisit { visit, why }) => {
                let why = match self.within(Failure::Refused(*why)) {
                    Failure::Refused(why) => Box::new(why),
                    fault @ Failure::Fault(_) => return fault,
                };
                Failure::Refused(Refusal::NextVisit { visit, why })
            }
            Failure::Refused(Refusal::OutOfStep { mut visits }) => {
                visits.retain(|visit| self.reaches(visit.practitioner));
                Failure::Refused(Refusal::OutOfStep { visits })
            }
            other => other,
        }
    }

    /// Leaves free times of others out.
    pub(super) fn only_reached(&self, mut alternatives: Vec<Alternative>) -> Vec<Alternative> {
        alternatives.retain(|one| self.reaches(one.practitioner));
        alternatives
    }
}

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let bearer = parts.extensions.get::<Self>().cloned();
        bearer.ok_or_else(|| Problem::new(StatusCode::FORBIDDEN))
    }
}

/// Middleware of every route of the machine interface.
pub(in crate::web) async fn token_guard(
    State((web, scope)): State<(Web, Scope)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let found = match bearer(&parts, &web, scope) {
        Ok(bearer) => within_reach(&parts, &web, bearer).await,
        Err(halt) => Err(halt),
    };
    match found {
        Ok(bearer) => {
            parts.extensions.insert(Bearer(bearer));
            next.run(Request::from_parts(parts, body)).await
        }
        Err(halt) => {
            if halt.is_refusal() {
                noted(&web, &parts).await;
            }
            halt.into_response()
        }
    }
}

/// Puts on record that a program asked for what its key is not made for (security 16.3.x), a few times an hour.
async fn noted(web: &Web, parts: &Parts) {
    let visit = parts.extensions.get::<Visit>();
    let bearer = secret(parts).and_then(|secret| web.app.token_bearer(secret));
    let (Some(visit), Some(bearer)) = (visit, bearer) else {
        return;
    };
    note_refusal(web, visit, bearer.actor(), route(parts)).await;
}

fn route(parts: &Parts) -> &str {
    let route = parts.extensions.get::<MatchedPath>();
    route.map_or("", MatchedPath::as_str)
}

fn bearer(parts: &Parts, web: &Web, scope: Scope) -> Result<TokenBearer, Halt> {
    let Some(visit) = parts.extensions.get::<Visit>() else {
        return Err(Problem::new(StatusCode::BAD_REQUEST).into());
    };
    // A token that travelled in clear is anybody's; on the machine itself it did not travel (security 4.1.2).
    let is_private = visit.is_secure() || visit.client().is_loopback();
    let host = visit.host().split(':').next().unwrap_or_default();
    let is_elsewhere = web.settings.https.as_ref().is_some_and(|https| https.takes(host));
    if (web.settings.is_strict_transport || is_elsewhere) && !is_private {
        return Err(Trouble::new(Kind::HttpsRequired).halt(visit));
    }
    let Some(bearer) = secret(parts).and_then(|secret| web.app.token_bearer(secret)) else {
        // Guessing is hopeless; it is counted so that it is not free either.
        let counted = web.limits.count(Act::PageRead, visit.client());
        return Err(match counted {
            Ok(()) => Trouble::new(Kind::Unauthorized).halt(visit),
            Err(wait) => Problem::too_many(wait).into(),
        });
    };
    if let Err(wait) = web.limits.count_token(bearer.id) {
        return Err(Problem::too_many(wait).into());
    }
    if bearer.may(scope) {
        Ok(bearer)
    } else {
        Err(Trouble::new(Kind::MissingScope).halt(visit))
    }
}

async fn within_reach(parts: &Parts, web: &Web, bearer: TokenBearer) -> Result<TokenBearer, Halt> {
    if bearer.reach().is_none() {
        return Ok(bearer);
    }
    let Some(visit) = parts.extensions.get::<Visit>() else {
        return Err(Problem::new(StatusCode::BAD_REQUEST).into());
    };
    let route = route(parts);
    if !is_open_to(&bearer, route) {
        return Err(Trouble::new(Kind::LimitedToken).halt(visit));
    }
    if object_reached(web, &bearer, route, parts.uri.path()).await? {
        Ok(bearer)
    } else {
        Err(Trouble::new(Kind::NotFound).halt(visit))
    }
}

/// The scheme is compared without case (RFC 9110 §11.1).
fn secret(parts: &Parts) -> Option<&str> {
    let mut lines = parts.headers.get_all(header::AUTHORIZATION).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return None;
    };
    let (scheme, secret) = line.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}
