//! The one-time code and the choice of a password.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::desk::layout;
use super::entrance::{device, entered, refused};
use crate::app::{Failure, PASSWORD_MIN_CHARS, SignInRefusal};
use crate::sys::ids;
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Cookie, FieldErrors, Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/welcome.html")]
struct WelcomePage {
    page: Layout,
    code: String,
    hint: String,
    is_demo: bool,
    errors: FieldErrors,
}

fn page(web: &Web, visit: &Visit, code: &str, errors: FieldErrors) -> WelcomePage {
    let t = visit.texts();
    WelcomePage {
        page: layout(web, visit, t.text("welcome-title")),
        code: code.to_owned(),
        is_demo: web.settings.is_demo,
        hint: t.with("welcome-password-hint", &[("min", PASSWORD_MIN_CHARS.into())]),
        errors,
    }
}

/// Keeps the code of an invitation from its link to the form.
const INVITED: Cookie = Cookie("invited");
/// How long.
const INVITED_LIFE: Duration = Duration::from_mins(30);
/// Characters of a code with its hyphens.
const CODE_CHARS: usize = 19;

/// `GET /admin/invitation/{code}`: the link of an invitation, exchanged at once for a cookie and a clean address (security T15).
pub(super) async fn follow(visit: Visit, Path(code): Path<String>) -> Result<Response, Halt> {
    let is_code = code.len() == CODE_CHARS && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !is_code {
        return Err(Problem::new(StatusCode::NOT_FOUND).into());
    }
    let cookie = INVITED.set(&visit, &code, INVITED_LIFE);
    Ok(onward(&visit, "/admin/welcome", [cookie]))
}

/// `GET /admin/welcome`. The link that a demonstration prints carries its code; a real one is typed, because addresses are kept by
/// browsers and proxies.
pub(super) async fn show(State(web): State<Web>, visit: Visit, headers: HeaderMap) -> Response {
    let asked = visit.asked();
    let code = Some(asked.get("code")).filter(|code| web.settings.is_demo && !code.is_empty());
    let code = code.or_else(|| INVITED.read(&visit, &headers));
    let page = page(&web, &visit, code.unwrap_or(""), FieldErrors::default());
    html(StatusCode::OK, &page)
}

/// `POST /admin/welcome`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    let device = device(&web, &visit, &headers);
    web.limits
        .count_sign_in(device.is_inside())
        .map_err(Problem::too_many)?;
    let t = visit.texts();
    let (code, password) = (form.get("code"), form.exact("password"));
    let mut errors = FieldErrors::default();
    if code.is_empty() {
        errors.add("code", t.text("field-missing").into_owned());
    }
    if form.exact("again") != password {
        errors.add("again", t.text("password-differs").into_owned());
    }
    if !errors.is_empty() {
        let page = page(&web, &visit, code, errors);
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let is_left_out = web.settings.is_demo && password.is_empty();
    let password = if is_left_out {
        ids::secret256()
    } else {
        password.to_owned()
    };
    let opened = web.app.use_sign_in_code(code, password, &device).await;
    match opened {
        Ok(opened) => {
            let mut answer = entered(&visit, &opened, "/admin");
            answer.headers_mut().extend([INVITED.forget(&visit)]);
            Ok(answer)
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => {
            match refusal {
                SignInRefusal::Weak(_) => errors.add("password", refused(t, refusal)),
                _ => errors.add("code", t.text("welcome-code-wrong").into_owned()),
            }
            let page = page(&web, &visit, code, errors);
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}
