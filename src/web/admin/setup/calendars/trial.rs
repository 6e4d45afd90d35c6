//! Step 3 of a search, `GET` and `POST /admin/setup/calendars/trial`: whether a server keeps what is written, tried with consent; then the
//! calendar is linked.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::super::done;
use super::account::{self, place};
use super::choose::name;
use super::searches::{Choice, Draft};
use super::{CHOOSE, Context, PATH, TRIAL, drafted};
use crate::app::{CalendarRefusal, Failure, LinkRequest};
use crate::bridge::dav::Capabilities;
use crate::bridge::linking::tried_writing;
use crate::bridge::words;
use crate::domain::id::CalendarLinkId;
use crate::store::NewCalendarLink;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{Form, Visit};
use crate::web::view::{Layout, html};

/// Right half of the identities of our events: says nothing of the practice, and never changes.
pub(super) const DOMAIN: &str = "grappe.invalid";

#[derive(Template)]
#[template(path = "admin/setup/calendars/trial.html")]
struct TrialPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    step: String,
    lead: String,
    trouble: Vec<String>,
    errors: Vec<(String, String, String)>,
    /// What the trial showed; empty before it.
    shown: Vec<String>,
    is_good: bool,
}

fn page(ctx: &Context, choice: &Choice, learnt: Option<Capabilities>, trouble: Vec<String>) -> TrialPage {
    let name = name(ctx, &choice.calendar);
    TrialPage {
        page: ctx.layout(ctx.text("calendars-trial-title")),
        desk: ctx.desk(),
        back: (ctx.link(CHOOSE), ctx.text("calendars-choose-title")),
        action: ctx.link(TRIAL),
        step: ctx.t.with("calendars-step", &[("step", 3.into())]),
        lead: ctx.t.with("calendars-trial-lead", &[("name", name.into())]),
        trouble,
        errors: Vec::new(),
        shown: learnt.map_or_else(Vec::new, |learnt| words::trial(ctx.t, learnt)),
        is_good: learnt.is_some_and(Capabilities::may_be_linked),
    }
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let (draft, choice) = drafted(&ctx, TRIAL, |draft| draft.choice.clone())?;
    let page = page(&ctx, &choice, draft.learnt, Vec::new());
    Ok(html(StatusCode::OK, &page))
}

/// See the module.
pub(super) async fn attempt(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let (mut draft, choice) = drafted(&ctx, TRIAL, |draft| draft.choice.clone())?;
    let refused = |learnt: Option<Capabilities>, trouble: Vec<String>| {
        let page = page(&ctx, &choice, learnt, trouble);
        html(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let is_good = draft.learnt.is_some_and(Capabilities::may_be_linked);
    if is_good && form.get("do") == "link" {
        return Ok(match link(&ctx, &draft).await? {
            Ok(answer) => answer,
            Err(why) => refused(draft.learnt, vec![why]),
        });
    }
    let asking = match account::question(&ctx, &draft.account)? {
        Ok(asking) => asking,
        Err(why) => return Ok(refused(None, vec![why])),
    };
    let trial = (ctx.text("caldav-trial-summary"), ctx.web.app.clock().known_now());
    let tried = tried_writing(&draft.account, &choice.calendar, trial).await;
    drop(asking);
    account::answered(&ctx, &draft.account, &tried);
    match tried {
        Err(error) => {
            let trouble = account::trouble(&ctx, &error, &draft.account.address);
            Ok(refused(None, trouble))
        }
        Ok(learnt) => {
            draft.learnt = Some(learnt);
            let (session, now) = place(&ctx);
            ctx.web.searches.keep(session, now, draft);
            Ok(onward(&ctx.visit, TRIAL, None))
        }
    }
}

/// Links what was chosen: the answer that leads to its page, or why it cannot be linked.
pub(super) async fn link(ctx: &Context, draft: &Draft) -> Result<Result<Response, String>, Halt> {
    let Some(choice) = &draft.choice else {
        return Ok(Ok(onward(&ctx.visit, CHOOSE, None)));
    };
    let url = match draft.account.url_of(&choice.calendar) {
        Ok(url) => url,
        Err(error) => return Ok(Err(words::trouble(ctx.t, &error, &draft.account.address))),
    };
    let request = LinkRequest {
        link: NewCalendarLink {
            practitioner: draft.practitioner,
            kind: choice.kind,
            url,
            login: draft.account.credentials.user.clone(),
            domain: DOMAIN.to_owned(),
            privacy: choice.privacy,
            options: choice.options,
            pin: draft.account.pin.map(crate::sys::http::Fingerprint::bytes),
            capabilities: capabilities(draft),
        },
        password: draft.account.credentials.password.clone(),
    };
    let done_linking = ctx.web.app.link_calendar(request, ctx.staff.0.actor()).await;
    Ok(linked(ctx, done_linking)?.map(|id| {
        let path = format!("{PATH}/{id}");
        onward(&ctx.visit, &done(&path, "calendar-linked"), None)
    }))
}

/// The new link, which ends the search, or why it cannot be.
pub(super) fn linked(
    ctx: &Context,
    told: Result<CalendarLinkId, Failure<CalendarRefusal>>,
) -> Result<Result<CalendarLinkId, String>, Halt> {
    match told {
        Ok(id) => {
            ctx.web.searches.forget(place(ctx).0);
            Ok(Ok(id))
        }
        Err(Failure::Fault(fault)) => Err(fault.into()),
        Err(Failure::Refused(refusal)) => Ok(Err(ctx.text(match refusal {
            CalendarRefusal::AlreadyWritten => "calendars-written-already",
            CalendarRefusal::AlreadyLinked => "calendars-linked-already",
            // Somebody archived the practitioner meanwhile.
            _ => "calendars-wrong-state",
        }))),
    }
}

/// What was found out about the server, as it is stored.
fn capabilities(draft: &Draft) -> Option<String> {
    let (Some(looked), Some(choice)) = (&draft.looked, &draft.choice) else {
        return None;
    };
    let known = serde_json::json!({
        "server": looked.found.server,
        "calendar": { "href": choice.calendar.href, "name": choice.calendar.name },
        "writing": draft.learnt,
    });
    Some(known.to_string())
}
