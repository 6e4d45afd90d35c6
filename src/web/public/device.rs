//! A browser that is known again, because its owner asked for it on the page of an appointment, and the way to be forgotten.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::browser::{AGAIN, DEVICE, keep_device, pass};
use super::dead_link::{dead_link, no_link};
use crate::app::{Failure, Proof};
use crate::web::Web;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{Form, Visit};
use crate::web::limit::Act;

/// `POST /device/remember`.
pub(super) async fn remember(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    let Some(pass) = pass(&visit, &headers) else {
        return Ok(no_link(&web, &visit, StatusCode::GONE));
    };
    // Whom it knew before is no longer asked about: one browser, one person.
    if let Some(known) = DEVICE.read(&visit, &headers) {
        web.app.forget_device(known).await?;
    }
    match web.app.remember_device(&pass).await {
        Ok(token) => Ok(onward(&visit, "/mine?device", [keep_device(&visit, &token)])),
        Err(Failure::Refused(_)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// `POST /device/forget`: this browser, which needs no proof; or every one of the person whose page is open.
pub(super) async fn forget(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    allowed(&web, &visit, Act::LinkAct)?;
    if let Some(known) = DEVICE.read(&visit, &headers) {
        web.app.forget_device(known).await?;
    }
    let crumbs = [DEVICE.forget(&visit), AGAIN.forget(&visit)];
    let Some(pass) = pass(&visit, &headers).filter(|_| form.is_ticked("all")) else {
        return Ok(onward(&visit, "/", crumbs));
    };
    match web.app.forget_devices(&pass).await {
        Ok(()) => Ok(onward(&visit, "/mine?forgotten", crumbs)),
        Err(Failure::Refused(_)) => Ok(dead_link(&web, &visit)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}

/// The given name of whom this browser was asked to remember; for the first page. Who may not book online is not greeted.
pub(super) async fn greeted(web: &Web, visit: &Visit, headers: &HeaderMap) -> Result<Option<String>, Halt> {
    let Some(token) = DEVICE.read(visit, headers) else {
        return Ok(None);
    };
    match web.app.familiar(&Proof::Device(token.to_owned()), None).await {
        Ok(familiar) => Ok(Some(familiar.patient.given_name.as_str().to_owned())),
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Fault(fault)) => Err(fault.into()),
    }
}
