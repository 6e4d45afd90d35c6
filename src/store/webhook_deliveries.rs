//! What webhooks are to be told: written in the transaction of the act from its audit record, sent by a worker at least once.

use chrono::{SecondsFormat, TimeDelta};
use rusqlite::Row;
use serde_json::json;

use crate::domain::booking::Appointment;
use crate::domain::id::{AppointmentId, Revision};
use crate::domain::time::Instant;
use crate::domain::webhook::{DeliveryTrouble, WebhookEvent};

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// What is over is kept for this long.
const KEPT: TimeDelta = TimeDelta::days(30);

const POST: &str =
    "INSERT INTO webhook_deliveries (webhook, key, event, payload, state, due_at, created_at, updated_at)
    VALUES (?1, ?2, ?3, ?4, 'pending', ?5, ?5, ?5) RETURNING id";
// The oldest that is due of each: a receiver that does not answer keeps no other waiting.
const DUE: &str = "SELECT d.id, d.webhook, d.key, d.event, d.payload, d.state, d.attempts, d.last_status, d.last_error, d.created_at,
        w.url, w.secret, w.may_reach_private, min(d.id)
    FROM webhooks AS w JOIN webhook_deliveries AS d ON d.webhook = w.id
    WHERE w.disabled_at IS NULL AND d.state = 'pending' AND d.due_at <= ?1
    GROUP BY d.webhook";
const RECENT: &str =
    "SELECT id, webhook, key, event, payload, state, attempts, last_status, last_error, created_at
    FROM webhook_deliveries ORDER BY id DESC LIMIT ?1";
const CLAIM: &str =
    "UPDATE webhook_deliveries SET state = 'attempting', attempts = attempts + 1, updated_at = ?3
    WHERE id = ?1 AND state = 'pending' AND attempts = ?2";
const SETTLE: &str = "UPDATE webhook_deliveries SET state = ?3, last_status = ?4, last_error = ?5, due_at = coalesce(?6, due_at),
        updated_at = ?7
    WHERE id = ?1 AND attempts = ?2 AND state = 'attempting'";
const REOPEN: &str =
    "UPDATE webhook_deliveries SET state = 'pending', updated_at = ?1 WHERE state = 'attempting'";
const RESEND: &str =
    "UPDATE webhook_deliveries SET state = 'pending', attempts = 0, due_at = ?2, updated_at = ?2
    WHERE id = ?1 AND state = 'failed' AND webhook IN (SELECT id FROM webhooks WHERE disabled_at IS NULL)";
const GIVE_UP: &str = "UPDATE webhook_deliveries SET state = 'failed', last_error = ?2, updated_at = ?3
    WHERE webhook = ?1 AND state IN ('pending', 'attempting')";
const PRUNE: &str = "DELETE FROM webhook_deliveries WHERE state IN ('sent', 'failed') AND updated_at < ?1";

/// One thing that one webhook is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// To which webhook.
    pub webhook: i64,
    /// Its identity for the receiver, the same at each attempt.
    pub key: String,
    /// The event's name, as sent.
    pub event: String,
    /// The body, as sent.
    pub payload: String,
    /// `pending`, `attempting`, `sent` or `failed`.
    pub state: String,
    /// Attempts so far.
    pub attempts: u32,
    /// Status of the last answer, if there was one.
    pub last_status: Option<u16>,
    /// Why the last attempt came to nothing.
    pub last_error: Option<DeliveryTrouble>,
    /// When it was written.
    pub created: Instant,
}

/// A delivery to try now.
#[derive(Clone, Debug)]
pub struct DueDelivery {
    /// What is told.
    pub delivery: Delivery,
    /// Where it goes.
    pub url: String,
    /// Sealed with the device key.
    pub secret: String,
    /// Whether addresses of the practice's own network may be called.
    pub may_reach_private: bool,
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Status of the answer, if there was one.
    pub status: Option<u16>,
    /// `None`: the receiver has it.
    pub trouble: Option<DeliveryTrouble>,
    /// When it is tried again; `None` with a trouble: never by itself.
    pub again: Option<Instant>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    let error: Option<String> = row.get(8)?;
    Ok(Delivery {
        id: row.get(0)?,
        webhook: row.get(1)?,
        key: row.get(2)?,
        event: row.get(3)?,
        payload: row.get(4)?,
        state: row.get(5)?,
        attempts: row.get(6)?,
        last_status: row.get(7)?,
        last_error: error.as_deref().and_then(DeliveryTrouble::from_key),
        created: at(row.get(9)?),
    })
}

/// What a record of the log means to other programs; imports, notes and reads mean nothing to them.
fn event_of(what: &str, before: &str, appointment: &Appointment) -> Option<WebhookEvent> {
    match what {
        "appointment.book" | "appointment.overbook" => Some(WebhookEvent::Booked),
        "appointment.move" | "appointment.length" => Some(WebhookEvent::Moved),
        "appointment.cancel" => Some(WebhookEvent::Cancelled),
        // A move that is undone is a move back, a booking that is undone a cancellation.
        "appointment.undo" if before.starts_with("appointment:") => Some(WebhookEvent::Moved),
        "appointment.undo" if appointment.status.is_called_off() => Some(WebhookEvent::Cancelled),
        "appointment.undo" | "appointment.mark" | "appointment.answer" | "appointment.expire" => {
            Some(WebhookEvent::State)
        }
        _ => None,
    }
}

fn payload(event: WebhookEvent, revision: Revision, now: Instant, about: &Appointment) -> String {
    let utc = |instant: Instant| instant.to_rfc3339_opts(SecondsFormat::Secs, true);
    let appointment = json!({
        "id": about.id.0,
        "version": about.version,
        "moved_from": about.moved_from.map(|id| id.0),
        "status": about.status.key(),
        "practitioner": about.practitioner.0,
        "care": about.care.0,
        "patient": about.patient.0,
        "start": utc(about.interval.start),
        "end": utc(about.interval.end),
    });
    json!({"event": event.key(), "revision": revision.0, "at": utc(now), "appointment": appointment})
        .to_string()
}

impl Db<'_> {
    /// The oldest delivery that is due of each webhook in use.
    pub fn due_deliveries(&self, now: Instant) -> Result<Vec<DueDelivery>, Fault> {
        let mut statement = self.conn().prepare_cached(DUE)?;
        let rows = statement.query_map([seconds(now)], |row| {
            Ok(DueDelivery {
                delivery: read(row)?,
                url: row.get(10)?,
                secret: row.get(11)?,
                may_reach_private: row.get(12)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest deliveries, whatever their state.
    pub fn recent_deliveries(&self, at_most: u32) -> Result<Vec<Delivery>, Fault> {
        let mut statement = self.conn().prepare_cached(RECENT)?;
        let rows = statement.query_map([at_most], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes what the webhooks are told of the act that a record is about, and wakes their worker.
    pub(super) fn tell_webhooks(
        &mut self,
        what: &str,
        object: &str,
        before: &str,
        revision: Revision,
    ) -> Result<(), Fault> {
        let number = object.strip_prefix("appointment:").and_then(|id| id.parse().ok());
        let Some(number) = number.filter(|_| what.starts_with("appointment.")) else {
            return Ok(());
        };
        let listening = self.webhooks()?;
        if listening.iter().all(|webhook| webhook.disabled.is_some()) {
            return Ok(());
        }
        let Some(appointment) = self.appointment(AppointmentId(number))? else {
            return Ok(());
        };
        let Some(event) = event_of(what, before, &appointment) else {
            return Ok(());
        };
        let (now, body) = (self.now(), payload(event, revision, self.now(), &appointment));
        let told = listening.iter().filter(|webhook| webhook.disabled.is_none());
        for webhook in told.filter(|webhook| webhook.events.contains(&event)) {
            let key = format!("{}-{}", webhook.id, revision.0);
            self.insert(POST, (webhook.id, key, event.key(), &body, seconds(now)))?;
            self.announce();
        }
        Ok(())
    }

    /// Claims a delivery before its first byte leaves, `attempts` being those made so far; `false` when it changed meanwhile.
    pub fn claim_delivery(&mut self, id: i64, attempts: u32) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(CLAIM, (id, attempts, now))? == 1)
    }

    /// Records what became of an attempt, `attempts` counting it, and forgets what was over long ago.
    pub fn settle_delivery(&mut self, id: i64, attempts: u32, tried: Tried) -> Result<(), Fault> {
        let state = match (tried.trouble, tried.again) {
            (None, _) => "sent",
            (Some(_), Some(_)) => "pending",
            (Some(_), None) => "failed",
        };
        let (now, error) = (self.now(), tried.trouble.map(DeliveryTrouble::key));
        let due = tried.again.map(seconds);
        self.execute(
            SETTLE,
            (id, attempts, state, tried.status, error, due, seconds(now)),
        )?;
        self.execute(PRUNE, [seconds(now - KEPT)])?;
        Ok(())
    }

    /// What was on its way when the program ended goes again, under the same key.
    pub fn reopen_deliveries(&mut self) -> Result<usize, Fault> {
        let now = seconds(self.now());
        self.execute(REOPEN, [now])
    }

    /// Puts a delivery that was given up back; whether there was one, to a webhook in use.
    pub fn resend_delivery(&mut self, id: i64) -> Result<bool, Fault> {
        self.announce();
        let now = seconds(self.now());
        Ok(self.execute(RESEND, (id, now))? == 1)
    }

    pub(super) fn give_up_deliveries(&mut self, webhook: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(GIVE_UP, (webhook, DeliveryTrouble::Disabled.key(), now))?;
        Ok(())
    }
}
