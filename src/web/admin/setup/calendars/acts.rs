//! What is done to a link at a click: `POST /admin/setup/calendars/{id}/act` and `…/remove`. None of it touches an appointment.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::super::confirmed::unconfirmed;
use super::super::done;
use super::one::{Shown, found, page, path};
use super::{Context, NEW, PATH};
use crate::app::{CalendarRefusal, Failure, LinkedCalendar, ResumeHow};
use crate::store::CalendarLink;
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{Form, Visit};
use crate::web::view::html;

/// How long a click waits for the end of a pass.
const SYNC_WAIT: Duration = Duration::from_secs(10);

/// See the module.
pub(super) async fn send(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let one = found(&ctx, &id).await?;
    let (link, actor) = (one.link.id, ctx.staff.0.actor());
    if let Some(answer) = unconfirmed(&ctx, &path(link)) {
        return Ok(answer);
    }
    let app = &ctx.web.app;
    if form.get("act") == "now" {
        let word = if is_synced(&ctx, &one).await? {
            "calendar-synced"
        } else {
            "calendar-asked"
        };
        return Ok(onward(&ctx.visit, &done(&path(link), word), None));
    }
    let (told, word) = match form.get("act") {
        "pause" => (app.pause_calendar(link, actor).await, "calendar-paused"),
        "resume" => (
            app.resume_calendar(link, ResumeHow::AsItWas, actor).await,
            "calendar-resumed",
        ),
        "anew" => (
            app.resume_calendar(link, ResumeHow::Anew, actor).await,
            "calendar-resumed",
        ),
        "recreate" => (
            app.resume_calendar(link, ResumeHow::Recreate, actor).await,
            "calendar-resumed",
        ),
        _ => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    after(&ctx, &one, told, &done(&path(link), word)).await
}

/// Whether a pass has ended that read the calendar, well or not: what ends first may have been a write that was under way.
async fn is_synced(ctx: &Context, one: &LinkedCalendar) -> Result<bool, Halt> {
    let (before, id) = (&one.link, one.link.id);
    for _ in 0..2 {
        if !ctx.web.app.sync_now(id, SYNC_WAIT / 2).await {
            return Ok(false);
        }
        let after = found(ctx, &id.to_string()).await?.link;
        let how = |link: &CalendarLink| (link.polled, link.failures, link.state);
        if how(&after) != how(before) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `leave` our events there, `take` the coming ones out first, or leave it for `another` calendar.
pub(super) async fn remove(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let one = found(&ctx, &id).await?;
    let link = one.link.id;
    if let Some(answer) = unconfirmed(&ctx, &path(link)) {
        return Ok(answer);
    }
    let takes_out = match form.get("how") {
        "take" => true,
        "leave" | "another" => false,
        _ => return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).into()),
    };
    let removed = ctx
        .web
        .app
        .remove_calendar(link, takes_out, ctx.staff.0.actor())
        .await;
    let to = match form.get("how") {
        "another" => format!("{NEW}?practitioner={}", one.link.practitioner),
        "take" => done(PATH, "calendar-leaving"),
        _ => done(PATH, "calendar-removed"),
    };
    after(&ctx, &one, removed, &to).await
}

/// Where an act leads; where somebody else was faster, how the link is now.
pub(super) async fn after(
    ctx: &Context,
    one: &LinkedCalendar,
    told: Result<(), Failure<CalendarRefusal>>,
    to: &str,
) -> Result<Response, Halt> {
    match told {
        Ok(()) => Ok(onward(&ctx.visit, to, None)),
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(CalendarRefusal::Unknown)) => Err(Problem::new(StatusCode::NOT_FOUND).into()),
        Err(Failure::Refused(_)) => {
            let one = found(ctx, &one.link.id.to_string()).await?;
            let shown = Shown {
                trouble: vec![ctx.text("calendars-wrong-state")],
                ..Shown::default()
            };
            Ok(html(StatusCode::CONFLICT, &page(ctx, &one, shown).await?))
        }
    }
}
