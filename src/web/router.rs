//! Every route in one table, and what all of them pass.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, Response};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::admin::{self, Need, guard};
use super::api::token_guard;
use super::error::Problem;
use super::extract::{LANGUAGE, Visit, own_origin_only};
use super::limit::Act;
use super::listener::SMALL_BODY_BYTES;
use super::{Web, api, assets, demo, hooks, kiosk, public, radicale};
use crate::app::Scope;
use crate::domain::staff::Right;

/// Where the program says that it answers.
pub const HEALTH: &str = "/healthz";
/// How long a choice of language is remembered.
const LANGUAGE_KEPT: Duration = Duration::from_hours(24 * 365);

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Staff with a right password; the second factor may still be missing.
    Entering,
    /// Signed-in staff, whatever their role.
    Staff,
    /// Signed-in staff whose role has this right.
    Right(Right),
    /// Bearers of a token of the machine interface that was made for this.
    Token(Scope),
}

/// One row of the table.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// Path with `{parameters}`, without prefix.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// What answers.
    pub handler: MethodRouter<Web>,
}

/// Every route of the program.
pub fn table() -> Vec<Route> {
    let own = vec![
        Route {
            method: Method::GET,
            path: "/assets/{name}",
            access: Access::Public,
            handler: get(assets::serve),
        },
        Route {
            method: Method::GET,
            path: HEALTH,
            access: Access::Public,
            handler: get(health),
        },
    ];
    [
        own,
        public::table(),
        kiosk::table(),
        radicale::table(),
        hooks::table(),
        demo::table(),
        admin::table(),
        api::table(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// For whoever only wants to know whether anybody answers: asks nothing of the database, and counts as no page.
async fn health() -> &'static str {
    "ok\n"
}

/// The application behind the listener's door.
///
/// Programs have no language to remember and limits of their own: what only pages need would cost them as much as the answer.
pub fn router(web: &Web) -> Router {
    let (programs, pages): (Vec<_>, Vec<_>) = table()
        .into_iter()
        .partition(|route| matches!(route.access, Access::Token(_)));
    let routes = |table: Vec<Route>| {
        table.into_iter().fold(Router::new(), |router, route| {
            router.route(route.path, guarded(web, route))
        })
    };
    let pages = routes(pages)
        .layer(middleware::from_fn(own_origin_only))
        .layer(middleware::from_fn_with_state(web.clone(), admin::kept_inside))
        .layer(middleware::from_fn(remembered))
        .layer(middleware::from_fn_with_state(web.clone(), counted));
    framed(pages.merge(routes(programs)))
        .with_state(web.clone())
        .layer(middleware::map_response_with_state(web.clone(), named))
}

/// Bad news says whose they are: the page of an error shows whom to call.
async fn named(
    State(web): State<Web>,
    mut response: Response<axum::body::Body>,
) -> Response<axum::body::Body> {
    if response.status().is_client_error() || response.status().is_server_error() {
        let practice = web.app.agenda().set_up().practice.clone();
        response.extensions_mut().insert(practice);
    }
    response
}

/// What every answer of the server passes, whoever asks: compressed where that pays, an incident where a handler panics.
pub fn framed<S: Clone + Send + Sync + 'static>(routes: Router<S>) -> Router<S> {
    routes
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
        .layer(CatchPanicLayer::custom(panicked))
}

/// Puts the guard before a handler.
fn guarded(web: &Web, route: Route) -> MethodRouter<Web> {
    let need = match route.access {
        Access::Public => return route.handler,
        Access::Token(scope) => {
            let guard = middleware::from_fn_with_state((web.clone(), scope), token_guard);
            let handler = route.handler.route_layer(guard);
            if route.method == Method::GET {
                return handler;
            }
            return handler.route_layer(middleware::from_fn(own_origin_only));
        }
        Access::Entering => Need::Password,
        Access::Staff => Need::Session,
        Access::Right(right) => Need::Right(right),
    };
    let guard = middleware::from_fn_with_state((web.clone(), need), guard);
    route.handler.route_layer(guard)
}

/// Largest body by path (see [`super::listener::DoorRules`]).
pub fn body_bytes(_: &Method, _: &str) -> usize {
    SMALL_BODY_BYTES
}

/// Counts page reads (security §5). Assets are cached for ever, the machine interface and telephones have their own limits, and the
/// guard counts strangers.
async fn counted(
    State(web): State<Web>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response<axum::body::Body> {
    let path = request.uri().path();
    if path.starts_with("/assets/") || path.starts_with("/api/") || path == HEALTH {
        return next.run(request).await;
    }
    if web.limits.count_device().is_err() {
        return Problem::overloaded().into_response();
    }
    if admin::is_behind_guard(path) || radicale::counts(path) || path.starts_with(hooks::PREFIX) {
        return next.run(request).await;
    }
    match web.limits.count(Act::PageRead, visit.client()) {
        Ok(()) => next.run(request).await,
        Err(wait) => Problem::too_many(wait).into_response(),
    }
}

/// Keeps a language that was asked for by `?lang=`, where the page is there in it.
async fn remembered(visit: Visit, request: Request, next: Next) -> Response<axum::body::Body> {
    let query = request.uri().query().unwrap_or("");
    let is_asked = query
        .split('&')
        .any(|pair| pair.strip_prefix("lang=") == Some(visit.texts().code()));
    let mut response = next.run(request).await;
    if is_asked {
        let (name, line) = LANGUAGE.set(&visit, visit.texts().code(), LANGUAGE_KEPT);
        response.headers_mut().append(name, line);
    }
    response
}

#[expect(clippy::needless_pass_by_value, reason = "the layer's signature")]
fn panicked(panic: Box<dyn Any + Send>) -> Response<axum::body::Body> {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("panic");
    Problem::incident(&text).into_response()
}
