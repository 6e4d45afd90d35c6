//! Webhooks and what became of their deliveries, in words.

use super::Context;
use super::issued::{IssuedRow, SentRow, life};
use crate::domain::webhook::{DeliveryTrouble, WebhookEvent};
use crate::store::{Delivery, Webhook};

pub(super) fn event_words(ctx: &Context, event: WebhookEvent) -> String {
    ctx.text(match event {
        WebhookEvent::Booked => "webhook-event-booked",
        WebhookEvent::Moved => "webhook-event-moved",
        WebhookEvent::Cancelled => "webhook-event-cancelled",
        WebhookEvent::State => "webhook-event-state",
    })
}

pub(super) fn webhook_row(ctx: &Context, webhook: &Webhook) -> IssuedRow {
    let events: Vec<_> = webhook
        .events
        .iter()
        .map(|event| event_words(ctx, *event))
        .collect();
    let life = life(ctx, webhook.created, webhook.disabled);
    IssuedRow {
        id: webhook.id,
        name: webhook.name.clone(),
        address: webhook.url.clone(),
        note: format!("{} – {life}", events.join(", ")),
        is_good: webhook.disabled.is_none(),
    }
}

pub(super) fn delivery_row(ctx: &Context, webhooks: &[Webhook], delivery: &Delivery) -> SentRow {
    let to = webhooks.iter().find(|webhook| webhook.id == delivery.webhook);
    let event = WebhookEvent::from_key(&delivery.event);
    let event = event.map_or_else(|| delivery.event.clone(), |event| event_words(ctx, event));
    let when = ctx.t.moment(ctx.set_up.practice.zone, delivery.created);
    let name = to.map_or("", |webhook| webhook.name.as_str());
    SentRow {
        id: delivery.id,
        what: format!("{event} – {name} – {when}"),
        state: state(ctx, delivery),
        may_resend: delivery.state == "failed" && to.is_some_and(|webhook| webhook.disabled.is_none()),
    }
}

fn state(ctx: &Context, delivery: &Delivery) -> String {
    let state = ctx.text(match delivery.state.as_str() {
        "sent" => "webhook-state-sent",
        "failed" => "webhook-state-failed",
        _ => "webhook-state-pending",
    });
    let Some(trouble) = delivery.last_error else {
        return state;
    };
    let status = delivery.last_status.unwrap_or_default();
    let why = match trouble {
        DeliveryTrouble::Forbidden => ctx.text("webhook-trouble-forbidden"),
        DeliveryTrouble::Unreachable => ctx.text("webhook-trouble-unreachable"),
        DeliveryTrouble::Status => ctx
            .t
            .with("webhook-trouble-status", &[("status", status.to_string().into())]),
        DeliveryTrouble::Secret => ctx.text("webhook-trouble-secret"),
        DeliveryTrouble::Disabled => ctx.text("webhook-trouble-disabled"),
    };
    let tries = [("tries", delivery.attempts.into())];
    format!("{state} – {why} – {}", ctx.t.with("webhook-tries", &tries))
}
