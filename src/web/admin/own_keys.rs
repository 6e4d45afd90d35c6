//! One's own passkeys and recovery codes: registered, forgotten, made anew.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::desk::{Desk, Section, layout};
use super::entrance::{device, entered};
use super::guard::Staff;
use super::passkey::{bytes, needed_place};
use super::path::numbered;
use crate::app::{Failure, PasskeyRefusal};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;
use crate::web::view::{Layout, html};

const ACCOUNT: &str = "/admin/account";

#[derive(Template)]
#[template(path = "admin/recovery_codes.html")]
struct RecoveryCodesPage {
    page: Layout,
    desk: Desk,
    login: String,
    codes: Vec<String>,
}

/// Sends to the page that asks for the password again (security 7.5.1).
fn unconfirmed(web: &Web, visit: &Visit, staff: &Staff) -> Option<Response> {
    let is_confirmed = web.app.is_confirmed(&staff.0);
    (!is_confirmed).then(|| onward(visit, "/admin/confirm?next=%2Fadmin%2Faccount", None))
}

/// Who has a second factor gives it first: otherwise a stolen password could add another one.
fn may_register(staff: &Staff) -> bool {
    staff.0.session.is_complete || !staff.0.member.has_second_factor()
}

/// `POST /admin/account/passkeys`: registers a passkey, as the first second factor even before the session is complete.
pub(super) async fn register(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::SignIn)?;
    if !may_register(&staff) {
        return Err(Problem::new(StatusCode::FORBIDDEN).into());
    }
    if let Some(answer) = unconfirmed(&web, &visit, &staff) {
        return Ok(answer);
    }
    let (place, device) = (needed_place(&visit)?, device(&web, &visit, &headers));
    let made = (bytes(&form, "client_data"), bytes(&form, "attestation"));
    let registered = web
        .app
        .register_passkey(&staff.0, &place, form.get("name"), made, &device);
    match registered.await {
        Ok(Some(opened)) => Ok(entered(&visit, &opened, &told("passkey"))),
        Ok(None) => Ok(onward(&visit, &told("passkey"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => Err(refused(&refusal).into()),
    }
}

/// The script asks for a name before it asks the authenticator, so that these are rare.
fn refused(refusal: &PasskeyRefusal) -> Problem {
    let key = match refusal {
        PasskeyRefusal::NotAccepted(_) => "passkey-not-accepted",
        PasskeyRefusal::Enough => "passkey-enough",
        PasskeyRefusal::Name(_) => "passkey-name-wrong",
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY).saying(key)
}

fn told(done: &str) -> String {
    format!("{ACCOUNT}?done={done}")
}

/// `POST /admin/account/passkeys/{id}/remove`.
pub(super) async fn remove(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    if let Some(answer) = unconfirmed(&web, &visit, &staff) {
        return Ok(answer);
    }
    if !web.app.remove_passkey(&staff.0, numbered(&id)?).await? {
        return Err(Problem::new(StatusCode::NOT_FOUND).into());
    }
    Ok(onward(&visit, &told("removed"), None))
}

/// `POST /admin/account/recovery-codes`: the only time that the codes are shown.
pub(super) async fn renew_codes(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
) -> Result<Response, Halt> {
    if let Some(answer) = unconfirmed(&web, &visit, &staff) {
        return Ok(answer);
    }
    let codes = web.app.renew_recovery_codes(&staff.0).await?;
    let page = RecoveryCodesPage {
        page: layout(&web, &visit, visit.texts().text("recovery-title")),
        desk: Desk::of(&web, &visit, &staff, Section::Account),
        login: staff.0.member.login.clone(),
        codes,
    };
    Ok(html(StatusCode::OK, &page))
}
