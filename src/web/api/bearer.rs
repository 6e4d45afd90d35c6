//! Who asks: a scoped token in `Authorization: Bearer`, looked up in memory.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::trouble::{Kind, Trouble};
use crate::app::{Scope, TokenBearer};
use crate::domain::staff::Actor;
use crate::web::Web;
use crate::web::answer::Halt;
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
    match bearer(&parts, &web, scope) {
        Ok(bearer) => {
            parts.extensions.insert(Bearer(bearer));
            next.run(Request::from_parts(parts, body)).await
        }
        Err(halt) => halt.into_response(),
    }
}

fn bearer(parts: &Parts, web: &Web, scope: Scope) -> Result<TokenBearer, Halt> {
    let Some(visit) = parts.extensions.get::<Visit>() else {
        return Err(Problem::new(StatusCode::BAD_REQUEST).into());
    };
    // A token that travelled in clear is anybody's; on the machine itself it did not travel (security 4.1.2).
    let is_private = visit.is_secure() || visit.client().is_loopback();
    if web.settings.is_strict_transport && !is_private {
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

/// The scheme is compared without case (RFC 9110 §11.1).
fn secret(parts: &Parts) -> Option<&str> {
    let mut lines = parts.headers.get_all(header::AUTHORIZATION).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        return None;
    };
    let (scheme, secret) = line.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}
