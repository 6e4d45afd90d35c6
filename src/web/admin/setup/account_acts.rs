//! What is done to an account besides editing it: codes, invitations, lost second factors, sessions, closing.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::accounts::{PATH, member, path, refused, typed};
use super::confirmed::unconfirmed;
use super::{Context, done};
use crate::app::Failure;
use crate::domain::id::StaffId;
use crate::domain::staff::StaffMember;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// One act, its words, and whether it is grave.
pub(super) struct Button {
    pub(super) act: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) is_grave: bool,
}

#[derive(Template)]
#[template(path = "admin/setup/code.html")]
struct CodePage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    lead: String,
    code: String,
    place: String,
}

/// Whether an e-mail would leave.
pub(super) fn may_invite(ctx: &Context) -> bool {
    !ctx.web.is_online_closed()
}

/// What may be done to an account as it is.
pub(super) fn buttons(ctx: &Context, member: &StaffMember) -> Vec<Button> {
    let button = |act: &'static str, label: &str, hint: &str| Button {
        act,
        label: ctx.text(label),
        hint: ctx.text(hint),
        is_grave: act == "disable",
    };
    let is_invited = member.email.is_some() && may_invite(ctx) && !member.is_disabled;
    let invite = is_invited.then(|| button("invite", "setup-staff-send", "setup-staff-send-hint"));
    let second = member.has_second_factor();
    let second = second.then(|| button("second-factor", "setup-staff-second", "setup-staff-second-hint"));
    let able = if member.is_disabled {
        button("enable", "setup-staff-enable", "setup-staff-enable-hint")
    } else {
        button("disable", "setup-staff-disable", "setup-staff-disable-hint")
    };
    let code = button("code", "setup-staff-code", "setup-staff-code-hint");
    invite
        .into_iter()
        .chain([code])
        .chain(second)
        .chain([able])
        .collect()
}

/// The one-time code, shown this once.
pub(super) async fn code(ctx: &Context, id: StaffId) -> Result<Response, Halt> {
    let code = ctx.web.app.create_sign_in_code(ctx.staff.0.actor(), id).await?;
    let page = CodePage {
        page: ctx.layout(ctx.text("setup-staff-code-title")),
        desk: ctx.desk(),
        back: (ctx.link(PATH), ctx.text("setup-staff")),
        lead: ctx.text("setup-staff-code-lead"),
        place: ctx.visit.absolute("/admin/welcome"),
        code,
    };
    Ok(html(StatusCode::OK, &page))
}

/// The invitation is on its way.
pub(super) async fn invited(ctx: &Context, id: StaffId) -> Result<Response, Halt> {
    match ctx
        .web
        .app
        .invite(ctx.staff.0.actor(), id, ctx.t.language())
        .await
    {
        Ok(()) => Ok(onward(&ctx.visit, &done(PATH, "invited"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(_)) => Err(Problem::new(StatusCode::CONFLICT).into()),
    }
}

/// `POST /admin/setup/staff/{id}/act`.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(last): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let found = member(&ctx, &last).await?;
    let member = found.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND))?;
    if let Some(answer) = unconfirmed(&ctx, &path(Some(&member))) {
        return Ok(answer);
    }
    let (app, actor, id) = (&ctx.web.app, ctx.staff.0.actor(), member.id);
    let acted = match form.get("act") {
        "code" => return code(&ctx, id).await,
        "invite" => return invited(&ctx, id).await,
        "second-factor" => app.remove_second_factor(actor, id).await,
        "sessions" => app.end_sessions_of(actor, id).await.map_err(Failure::from),
        "disable" => app.disable_staff(actor, id, true).await,
        "enable" => app.disable_staff(actor, id, false).await,
        _ => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    // Open screens of the person learn at once that they are over.
    ctx.web.streams.look_again();
    match acted {
        Ok(()) => Ok(onward(&ctx.visit, &done(PATH, "saved"), None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => refused(&ctx, Some(&member), &typed(Some(&member)), refusal).await,
    }
}
