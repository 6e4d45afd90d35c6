//! The back office keeps to the practice's own network until the practice opens it (security 3.5.4).

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::entrance::device;
use super::path::is_own;
use crate::web::Web;
use crate::web::answer::allowed;
use crate::web::error::Problem;
use crate::web::extract::Visit;
use crate::web::limit::Act;

/// Middleware of every page: whoever asks for the back office from elsewhere is told that it is closed there, signed in or not.
pub(in crate::web) async fn kept_inside(
    State(web): State<Web>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let is_outside = is_own(visit.path()) && device(&web, &visit, request.headers()).is_outside();
    if !is_outside {
        return next.run(request).await;
    }
    match web.app.is_open_outside().await {
        Ok(true) => next.run(request).await,
        Ok(false) => {
            // What is behind the guard was not counted yet.
            if let Err(halt) = allowed(&web, &visit, Act::PageRead) {
                return halt.into_response();
            }
            Problem::new(StatusCode::FORBIDDEN)
                .saying("admin-closed-outside")
                .into_response()
        }
        Err(fault) => Problem::from(fault).into_response(),
    }
}
