//! The password again before a sensitive change (security 7.5.1): asked with the form itself, so that nothing typed is lost.

use axum::http::HeaderMap;
use axum::response::Response;

use super::Context;
use super::field::{Fields, Input, Section};
use crate::app::Failure;
use crate::web::admin::entrance::device;
use crate::web::admin::path::encoded;
use crate::web::answer::{Halt, allowed, onward};
use crate::web::extract::{FieldErrors, Form};
use crate::web::limit::Act;

/// The field that the form then has.
const PASSWORD: &str = "password";

/// Sends to the page that asks for the password, when it was typed too long ago.
pub(super) fn unconfirmed(ctx: &Context, next: &str) -> Option<Response> {
    if ctx.web.app.is_confirmed(&ctx.staff.0) {
        return None;
    }
    let path = format!("/admin/confirm?next={}", encoded(next));
    Some(onward(&ctx.visit, &path, None))
}

/// Whether a form may be acted on: the password was typed lately, or came with it. Else what to say at its field.
pub(super) async fn confirmed(
    ctx: &mut Context,
    headers: &HeaderMap,
    form: &Form,
) -> Result<Option<FieldErrors>, Halt> {
    if ctx.web.app.is_confirmed(&ctx.staff.0) {
        return Ok(None);
    }
    let mut errors = FieldErrors::default();
    let typed = form.exact(PASSWORD).to_owned();
    if typed.is_empty() {
        errors.add(PASSWORD, ctx.text("confirm-here"));
        return Ok(Some(errors));
    }
    allowed(&ctx.web, &ctx.visit, Act::SignIn)?;
    let device = device(&ctx.web, &ctx.visit, headers);
    match ctx.web.app.confirm_here(&ctx.staff.0, typed, &device).await {
        Ok(at) => {
            ctx.staff.0.session.confirmed = at;
            Ok(None)
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => {
            errors.add(PASSWORD, ctx.text("confirm-wrong"));
            Ok(Some(errors))
        }
    }
}

/// The part of the form that asks for it; none while it is not needed.
pub(super) fn section(f: Fields<'_>) -> Option<Section> {
    if f.ctx.web.app.is_confirmed(&f.ctx.staff.0) {
        return None;
    }
    let field = f.field(PASSWORD, "sign-in-password", Input::Secret).needed();
    Some(Section::new(f.text("confirm-title"), vec![field]))
}
