//! `SMSFactor` (reminders §6; dev.smsfactor.com, « single message », request statuses).

use serde_json::Value;

use super::wire::{Wire, by_status, by_words, call, json, misconfigured, never, plain, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::sms::{Provider, Trouble, percent, reference};
use crate::domain::time::Instant;
use crate::messages::Receipt;
use crate::sys::http::{Call, Reply};

const BASE: &str = "https://api.smsfactor.com";
/// Accepted, and looked at by somebody first: a repetition would be a second message.
const MODERATED: i64 = -8;

/// An account at `SMSFactor`.
#[derive(Debug)]
pub struct SmsFactor {
    wire: Wire,
    bearer: String,
    sender: String,
}

impl SmsFactor {
    /// `token`: of the interface, made in the account.
    pub fn new(wire: Wire, token: &str, sender: &str) -> Self {
        Self {
            wire,
            bearer: format!("Bearer {token}"),
            sender: sender.to_owned(),
        }
    }

    fn get(&self) -> Call {
        let headers = [
            ("Accept", "application/json"),
            ("Authorization", self.bearer.as_str()),
        ];
        call("GET", &headers, "")
    }

    /// Credits left.
    pub(super) async fn balance(&self) -> Option<String> {
        let reply = self
            .wire
            .ask(&format!("{BASE}/credits"), &self.get())
            .await
            .ok()?;
        plain(json(&reply).get("credits")?)
    }
}

impl Carrier for SmsFactor {
    async fn send(&self, message: &TextMessage) -> Verdict {
        let url = format!(
            "{BASE}/send?text={}&to={}&pushtype=alert&sender={}&gsmsmsid={}",
            percent(&message.text),
            message.to.as_str().trim_start_matches('+'),
            percent(&self.sender),
            percent(&message.key),
        );
        match self.wire.ask(&url, &self.get()).await {
            Ok(reply) => judged(&reply),
            Err(verdict) => verdict,
        }
    }

    /// Only its delivery report tells.
    async fn find(&self, _: &TextMessage, _: Instant) -> Found {
        Found::Unclear
    }
}

/// The status of the body counts: the one of HTTP may be 200 with any of them.
fn judged(reply: &Reply) -> Verdict {
    let value = json(reply);
    let words = value.get("message").and_then(Value::as_str).unwrap_or_default();
    let Some(status) = value.get("status").and_then(Value::as_i64) else {
        return match reply.status {
            200..=299 => unknown(""),
            status => by_status(status, ""),
        };
    };
    match status {
        1 | MODERATED => taken(&value, reply),
        -1 => misconfigured(Trouble::Credentials, words),
        -3 => misconfigured(Trouble::Credit, words),
        -5 => misconfigured(Trouble::Account, words),
        -2 | -4 | -6 | -7 => by_words(400, words),
        _ => unknown(words),
    }
}

fn taken(value: &Value, reply: &Reply) -> Verdict {
    let count = |name: &str| value.get(name).and_then(Value::as_u64).unwrap_or(0);
    if count("blacklisted") > 0 {
        return never(Trouble::Stopped, "blacklisted");
    }
    let refused = ["invalid", "npai", "not_allowed"]
        .into_iter()
        .find(|name| count(name) > 0);
    if let Some(name) = refused {
        return never(Trouble::Recipient, name);
    }
    let held_back = ["duplicated", "flood", "country_limit"]
        .into_iter()
        .find(|name| count(name) > 0);
    if let Some(name) = held_back {
        return never(Trouble::Refused, name);
    }
    let ticket = value.get("ticket").and_then(plain);
    Verdict::Sent(Receipt {
        reference: ticket.map(|ticket| reference(Provider::SmsFactor, &ticket)),
        words: format!("HTTP {}", reply.status),
        parts: None,
    })
}
