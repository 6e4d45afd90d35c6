//! Programs that are told of appointments, and what became of what they were told.

use axum::extract::{Path, State};
use axum::response::Response;

use super::field::{Field, Fields, Input};
use super::issued::{Issued, IssuedRow, SentRow, Words, back, numbered};
use super::reader::Reader;
use super::webhook_rows::{delivery_row, event_words, webhook_row};
use super::{Context, LABEL_MAX};
use crate::domain::contact::FieldProblem;
use crate::domain::webhook::WebhookEvent;
use crate::store::{Fault, NewWebhook};
use crate::sys::http::{Target, TargetProblem};
use crate::web::Web;
use crate::web::admin::guard::Staff;
use crate::web::answer::Halt;
use crate::web::extract::{FieldErrors, Form, Visit};

/// Longest address, in characters.
const URL_MAX: usize = 500;
/// Deliveries shown, the newest first.
const SHOWN: u32 = 50;
const PRIVATE: &str = "may_reach_private";

/// See the module.
pub(super) struct Webhooks;

impl Issued for Webhooks {
    const PATH: &'static str = "/admin/setup/webhooks";
    const WORDS: Words = Words {
        title: "webhook-title",
        lead: "webhook-lead",
        made: "webhook-new",
        once: "webhook-once",
        add: "webhook-add",
        add_button: "webhook-add-button",
        end: "webhook-disable",
    };
    const ENDED: &'static str = "disabled";

    type New = NewWebhook;

    async fn rows(ctx: &Context) -> Result<Vec<IssuedRow>, Fault> {
        let webhooks = ctx.web.app.webhooks().await?;
        Ok(webhooks.iter().map(|webhook| webhook_row(ctx, webhook)).collect())
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

    fn read(ctx: &Context, form: &Form) -> Result<Self::New, FieldErrors> {
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

    async fn make(ctx: &Context, new: Self::New) -> Result<String, Fault> {
        ctx.web.app.create_webhook(ctx.staff.0.actor(), new).await
    }

    async fn end(ctx: &Context, id: i64) -> Result<bool, Fault> {
        ctx.web.app.disable_webhook(ctx.staff.0.actor(), id).await
    }

    async fn sent(ctx: &Context) -> Result<Vec<SentRow>, Fault> {
        let webhooks = ctx.web.app.webhooks().await?;
        let deliveries = ctx.web.app.recent_deliveries(SHOWN).await?;
        let rows = deliveries
            .iter()
            .map(|delivery| delivery_row(ctx, &webhooks, delivery));
        Ok(rows.collect())
    }
}

fn event_field(event: WebhookEvent) -> String {
    format!("event:{}", event.key())
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

/// `POST /admin/setup/webhooks/deliveries/{id}/resend`.
pub(super) async fn resend(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let actor = ctx.staff.0.actor();
    let was_failed = ctx.web.app.resend_delivery(actor, numbered(&id)?).await?;
    back::<Webhooks>(&ctx, was_failed, "resent")
}
