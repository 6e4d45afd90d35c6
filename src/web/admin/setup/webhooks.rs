//! Programs that are told of appointments: made with a secret that is shown once, ended; what became of what they were told.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::confirmed::{self, unconfirmed};
use super::field::{Field, Fields, Input, Section};
use super::reader::Reader;
use super::webhook_rows::{DeliveryRow, WebhookRow, delivery_row, event_words, webhook_row};
use super::{Context, LABEL_MAX, done};
use crate::domain::contact::FieldProblem;
use crate::domain::webhook::WebhookEvent;
use crate::store::NewWebhook;
use crate::sys::http::{Target, TargetProblem};
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::error::Problem;
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/webhooks";
/// Longest address, in characters.
const URL_MAX: usize = 500;
/// Deliveries shown, the newest first.
const SHOWN: u32 = 50;
const PRIVATE: &str = "may_reach_private";

#[derive(Template)]
#[template(path = "admin/setup/webhooks.html")]
struct WebhooksPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    done: String,
    action: String,
    /// The secret of the webhook that was just made.
    secret: Option<String>,
    add: Vec<Field>,
    sections: Vec<Section>,
    webhooks: Vec<WebhookRow>,
    deliveries: Vec<DeliveryRow>,
}

fn event_field(event: WebhookEvent) -> String {
    format!("event:{}", event.key())
}

async fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> Result<WebhooksPage, Halt> {
    let webhooks = ctx.web.app.webhooks().await?;
    let deliveries = ctx.web.app.recent_deliveries(SHOWN).await?;
    let f = Fields { ctx, form, errors };
    Ok(WebhooksPage {
        page: ctx.layout(ctx.text("webhook-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        done: String::new(),
        action: ctx.link(PATH),
        secret: None,
        add: fields(f),
        sections: confirmed::section(Fields { ctx, form, errors })
            .into_iter()
            .collect(),
        webhooks: webhooks.iter().map(|webhook| webhook_row(ctx, webhook)).collect(),
        deliveries: deliveries
            .iter()
            .map(|delivery| delivery_row(ctx, &webhooks, delivery))
            .collect(),
    })
}

fn fields(f: Fields<'_>) -> Vec<Field> {
    let events = WebhookEvent::ALL.map(|event| (event_field(event), event_words(f.ctx, event)));
    vec![
        f.field("name", "webhook-name", Input::Line(LABEL_MAX))
            .hint(f.text("webhook-name-hint"))
            .wide(),
        f.field("url", "webhook-url", Input::Line(URL_MAX))
            .hint(f.text("webhook-url-hint"))
            .placeholder("https://")
            .wide(),
        f.ticks("events", "webhook-events", events),
        f.field(PRIVATE, "webhook-private", Input::Tick)
            .hint(f.text("webhook-private-hint"))
            .wide(),
    ]
}

/// `GET /admin/setup/webhooks`.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    if let Some(answer) = unconfirmed(&ctx, PATH) {
        return Ok(answer);
    }
    let mut page = page(&ctx, &Form::default(), &FieldErrors::default()).await?;
    page.done = ctx.done();
    Ok(html(StatusCode::OK, &page))
}

/// `POST /admin/setup/webhooks`: the only time that the secret is shown.
pub(super) async fn create(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Halt> {
    let mut ctx = Context::new(web, visit, staff);
    let read = match confirmed::confirmed(&mut ctx, &headers, &form).await? {
        None => read(&ctx, &form),
        Some(errors) => Err(errors),
    };
    match read {
        Err(errors) => {
            let page = page(&ctx, &form, &errors).await?;
            Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Ok(new) => {
            let secret = ctx.web.app.create_webhook(ctx.staff.0.actor(), new).await?;
            let mut page = page(&ctx, &Form::default(), &FieldErrors::default()).await?;
            page.secret = Some(secret);
            Ok(html(StatusCode::OK, &page))
        }
    }
}

fn read(ctx: &Context, form: &Form) -> Result<NewWebhook, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let name = r.needed_line("name", LABEL_MAX);
    let may_reach_private = form.is_ticked(PRIVATE);
    let before = r.mistakes();
    let mut url = r.needed_line("url", URL_MAX);
    if r.mistakes() == before {
        match Target::parse(&url, may_reach_private) {
            Ok(target) => target.as_str().clone_into(&mut url),
            Err(problem) => r.refuse_saying("url", ctx.text(problem_key(problem))),
        }
    }
    let ticked = WebhookEvent::ALL
        .into_iter()
        .filter(|event| form.is_ticked(&event_field(*event)));
    let events: Vec<WebhookEvent> = ticked.collect();
    if events.is_empty() {
        r.refuse("events", FieldProblem::Missing);
    }
    r.finish(NewWebhook {
        name,
        url,
        events,
        may_reach_private,
    })
}

fn problem_key(problem: TargetProblem) -> &'static str {
    match problem {
        TargetProblem::Malformed => "webhook-url-malformed",
        TargetProblem::Credentials => "webhook-url-credentials",
        TargetProblem::NotHttps => "webhook-url-https",
        TargetProblem::Port => "webhook-url-port",
        TargetProblem::Forbidden => "webhook-url-forbidden",
    }
}

/// `POST /admin/setup/webhooks/{id}/disable`.
pub(super) async fn disable(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let id = id.parse().map_err(|_| missing())?;
    if !ctx.web.app.disable_webhook(ctx.staff.0.actor(), id).await? {
        return Err(missing().into());
    }
    Ok(onward(&ctx.visit, &done(PATH, "disabled"), None))
}

/// `POST /admin/setup/webhooks/deliveries/{id}/resend`.
pub(super) async fn resend(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let missing = || Problem::new(StatusCode::NOT_FOUND);
    let id = id.parse().map_err(|_| missing())?;
    if !ctx.web.app.resend_delivery(ctx.staff.0.actor(), id).await? {
        return Err(missing().into());
    }
    Ok(onward(&ctx.visit, &done(PATH, "resent"), None))
}
