//! Login and password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::desk::layout;
use super::entrance::{device, entered, refused};
use super::passkey::place;
use super::path::{is_own, next_or_agenda};
use crate::app::{Credentials, Failure};
use crate::web::Web;
use crate::web::answer::{Halt, allowed};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/sign_in.html")]
struct SignInPage {
    page: Layout,
    login: String,
    is_desk: bool,
    next: String,
    error: Option<String>,
    is_clock_wrong: bool,
    can_have_passkeys: bool,
}

/// The page again after a passkey that was not accepted.
pub(super) fn refused_passkey(web: &Web, visit: &Visit, form: &Form) -> Response {
    let page = SignInPage {
        page: layout(web, visit, visit.texts().text("sign-in-title")),
        login: String::new(),
        is_desk: form.is_ticked("desk"),
        next: form.get("next").to_owned(),
        error: Some(visit.texts().text("passkey-wrong").into_owned()),
        is_clock_wrong: !web.app.is_clock_trusted(),
        can_have_passkeys: true,
    };
    html(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /admin/sign-in`.
pub(super) async fn show(State(web): State<Web>, visit: Visit) -> Response {
    let asked = visit.asked();
    let page = SignInPage {
        page: layout(&web, &visit, visit.texts().text("sign-in-title")),
        login: String::new(),
        is_desk: false,
        next: Some(asked.get("next"))
            .filter(|n| is_own(n))
            .unwrap_or("")
            .to_owned(),
        error: None,
        is_clock_wrong: !web.app.is_clock_trusted(),
        can_have_passkeys: place(&visit).is_some(),
    };
    html(StatusCode::OK, &page)
}

/// `POST /admin/sign-in`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: axum::http::HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    let device = device(&web, &visit, &headers);
    web.limits
        .count_sign_in(device.is_inside())
        .map_err(Problem::too_many)?;
    let typed = Credentials {
        login: form.get("login").to_owned(),
        password: form.exact("password").to_owned(),
        is_desk: form.is_ticked("desk"),
    };
    match web.app.sign_in(typed, &device).await {
        Ok(opened) => Ok(entered(&visit, &opened, next_or_agenda(form.get("next")))),
        Err(Failure::Refused(refusal)) => {
            let page = SignInPage {
                page: layout(&web, &visit, visit.texts().text("sign-in-title")),
                login: form.get("login").to_owned(),
                is_desk: form.is_ticked("desk"),
                next: form.get("next").to_owned(),
                error: Some(refused(visit.texts(), refusal)),
                is_clock_wrong: !web.app.is_clock_trusted(),
                can_have_passkeys: place(&visit).is_some(),
            };
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}
