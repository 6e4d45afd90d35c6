//! What all ways in share: the device, the cookie, the words of a refusal.

use std::time::Duration;

use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::guard::SESSION;
use super::path::encoded;
use crate::app::{
    Device, OpenedSession, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, SignInRefusal, WeakPassword,
};
use crate::i18n::Texts;
use crate::web::Web;
use crate::web::answer::onward;
use crate::web::extract::Visit;

/// A session ends by itself before its cookie does.
const COOKIE_LIFE: Duration = Duration::from_hours(12);

/// The other end.
pub(super) fn device(web: &Web, visit: &Visit, headers: &HeaderMap) -> Device {
    let name = headers
        .get(header::USER_AGENT)
        .and_then(|name| name.to_str().ok())
        .unwrap_or("");
    Device::new(
        (visit.client(), visit.is_client_known()),
        name,
        web.settings.is_demo,
    )
}

/// 303 with the new session's cookie: to the page asked for, or to the second factor first.
pub(super) fn entered(visit: &Visit, opened: &OpenedSession, next: &str) -> Response {
    let cookie = SESSION.set_strict(visit, &opened.token, COOKIE_LIFE);
    if opened.is_complete {
        return onward(visit, next, [cookie]);
    }
    let path = format!("/admin/second-factor?next={}", encoded(next));
    onward(visit, &path, [cookie])
}

/// Why somebody is not let in.
pub(super) fn refused(t: Texts, refusal: SignInRefusal) -> String {
    match refusal {
        SignInRefusal::Wrong => t.text("sign-in-wrong").into_owned(),
        SignInRefusal::OutsideWithoutSecondFactor => t.text("sign-in-outside").into_owned(),
        SignInRefusal::Weak(weak) => weak_password(t, weak),
    }
}

fn weak_password(t: Texts, weak: WeakPassword) -> String {
    match weak {
        WeakPassword::TooShort => t.with("password-too-short", &[("min", PASSWORD_MIN_CHARS.into())]),
        WeakPassword::TooLong => t.with("password-too-long", &[("max", PASSWORD_MAX_CHARS.into())]),
        WeakPassword::Common => t.text("password-common").into_owned(),
        WeakPassword::Context => t.text("password-context").into_owned(),
    }
}
