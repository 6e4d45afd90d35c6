//! The entrance of the set-up: first steps of a new practice, changes that wait, where everything is.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Context;
use super::draft::names;
use super::draft_page::{made, title};
use super::editor::Link;
use super::update::{News, news};
use crate::app::CallSheet;
use crate::domain::id::DraftId;
use crate::domain::staff::Right;
use crate::store::SetUpDraft;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::Visit;
use crate::web::view::{Layout, html};

#[derive(Template)]
#[template(path = "admin/setup/hub.html")]
struct HubPage {
    page: Layout,
    desk: Desk,
    done: String,
    drafts: Vec<Link>,
    /// Newer versions of the program, and what keeps us from knowing.
    news: Vec<News>,
    /// What a practice needs before it can be booked; empty once all is there.
    steps: Vec<Step>,
    places: Vec<Link>,
}

struct Step {
    label: String,
    href: String,
    is_done: bool,
}

/// Path, keys of name and note, and who may.
const PLACES: [(&str, &str, &str, Right); 26] = [
    (
        "practice",
        "setup-practice",
        "setup-practice-note",
        Right::ManagePractice,
    ),
    (
        "practitioners",
        "setup-practitioners",
        "setup-practitioners-note",
        Right::ManagePractice,
    ),
    (
        "care-types",
        "setup-cares",
        "setup-cares-note",
        Right::ManageSchedules,
    ),
    (
        "schedules",
        "setup-schedules",
        "setup-schedules-note",
        Right::ManageSchedules,
    ),
    (
        "absences",
        "setup-absences",
        "setup-absences-note",
        Right::ManageSchedules,
    ),
    (
        "holidays",
        "setup-holidays",
        "setup-holidays-note",
        Right::ManagePractice,
    ),
    (
        "resources",
        "setup-resources",
        "setup-resources-note",
        Right::ManagePractice,
    ),
    ("no-shows", "ladder-title", "ladder-note", Right::ManagePractice),
    ("texts", "texts-title", "texts-note", Right::ManagePractice),
    ("reminders", "quiet-title", "quiet-note", Right::ManagePractice),
    ("waiting", "offers-title", "offers-note", Right::ManagePractice),
    (
        "legal",
        "legal-setup-title",
        "legal-setup-note",
        Right::ManagePractice,
    ),
    ("website", "website-title", "website-note", Right::ManagePractice),
    (
        "retention",
        "retention-title",
        "retention-note",
        Right::ManagePractice,
    ),
    ("../audit", "audit-title", "audit-note", Right::Administer),
    ("staff", "setup-staff", "setup-staff-note", Right::Administer),
    ("access", "outside-title", "outside-note", Right::Administer),
    ("https", "https-title", "https-note", Right::Administer),
    ("tokens", "setup-tokens", "setup-tokens-note", Right::Administer),
    ("../phones", "phones-title", "phones-note", Right::ManageSchedules),
    (
        "calendars",
        "calendars-title",
        "calendars-note",
        Right::Administer,
    ),
    ("feeds", "feed-title", "feed-note", Right::Administer),
    ("kiosks", "kiosks-title", "kiosks-note", Right::Administer),
    ("sms", "sms-title", "sms-note", Right::Administer),
    ("mail", "mail-title", "mail-note", Right::Administer),
    ("webhooks", "webhook-title", "webhook-note", Right::Administer),
];

/// `GET /admin/setup`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let page = HubPage {
        page: ctx.layout(ctx.text("setup-title")),
        desk: ctx.desk(),
        done: ctx.done(),
        drafts: drafts(&ctx).await?,
        news: news(&ctx).await?,
        steps: steps(&ctx),
        places: places(&ctx),
    };
    Ok(html(StatusCode::OK, &page))
}

/// The changes that wait, for people who may decide on them: what, by whom and when, the page.
pub(in crate::web::admin) async fn waiting(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
) -> Result<Vec<(String, String, String)>, Halt> {
    if !staff.0.may(Right::ManageSchedules) {
        return Ok(Vec::new());
    }
    let ctx = Context::new(web.clone(), visit.clone(), staff.clone());
    let links = drafts(&ctx).await?;
    Ok(links.into_iter().map(|l| (l.label, l.note, l.href)).collect())
}

/// The changes about which somebody is still to be phoned, for people who may do it: what, how many, the phone list.
pub(in crate::web::admin) async fn to_phone(
    web: &Web,
    visit: &Visit,
    staff: &Staff,
) -> Result<Vec<(String, String, String)>, Halt> {
    if !staff.0.may(Right::ManageSchedules) {
        return Ok(Vec::new());
    }
    let ctx = Context::new(web.clone(), visit.clone(), staff.clone());
    let left = web.app.calls_left().await?;
    let line = |sheet: &CallSheet| {
        let count = ctx.t.with("ill-calls-left", &[("count", sheet.left().into())]);
        (
            title(&ctx, &sheet.draft),
            count,
            ctx.link(&calls_path(sheet.draft.id)),
        )
    };
    Ok(left.iter().map(line).collect())
}

/// What a change is about, for pages that are not of the set-up.
pub(in crate::web::admin) fn named(web: &Web, visit: &Visit, staff: &Staff, draft: &SetUpDraft) -> String {
    title(&Context::new(web.clone(), visit.clone(), staff.clone()), draft)
}

/// The phone list of a change.
pub(super) fn calls_path(id: DraftId) -> String {
    format!("/admin/ill/{id}")
}

async fn drafts(ctx: &Context) -> Result<Vec<Link>, Halt> {
    let names = names(ctx).await?;
    let open = ctx.web.app.open_drafts().await?;
    let link = |draft: SetUpDraft| Link {
        label: title(ctx, &draft),
        note: made(ctx, &draft, &names),
        href: ctx.link(&format!("/admin/setup/drafts/{}", draft.id)),
    };
    Ok(open.into_iter().map(link).collect())
}

fn steps(ctx: &Context) -> Vec<Step> {
    let set_up = &ctx.set_up;
    let step = |key: &str, path: &str, is_done: bool| Step {
        label: ctx.text(key),
        href: ctx.link(path),
        is_done,
    };
    let steps = vec![
        step(
            "setup-step-practice",
            "/admin/setup/practice",
            !set_up.practice.name.is_empty(),
        ),
        step(
            "setup-step-practitioner",
            "/admin/setup/practitioners/new",
            set_up.practitioners.values().any(|p| !p.is_archived),
        ),
        step(
            "setup-step-care",
            "/admin/setup/care-types/new",
            set_up.care_types.values().any(|care| !care.is_archived),
        ),
        step(
            "setup-step-hours",
            "/admin/setup/schedules",
            !set_up.schedules.is_empty(),
        ),
    ];
    let is_ready = steps.iter().all(|step| step.is_done);
    if is_ready || !ctx.may(Right::ManagePractice) {
        return Vec::new();
    }
    steps
}

fn places(ctx: &Context) -> Vec<Link> {
    let mine = PLACES.iter().filter(|(.., right)| ctx.may(*right));
    let link = |(path, name, note, _): &(&str, &str, &str, Right)| Link {
        label: ctx.text(name),
        note: ctx.text(note),
        href: ctx.link(&format!("/admin/setup/{path}")),
    };
    mine.map(link).collect()
}
