//! Brevo, transactional text messages (reminders §6; developers.brevo.com, `sendTransacSms`, `getSmsEvents`).

use serde_json::{Value, json};

use super::wire::{Wire, by_words, call, json, misconfigured, plain, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::sms::{Provider, Trouble, percent, reference};
use crate::domain::time::Instant;
use crate::messages::Receipt;
use crate::sys::http::{Call, Reply};

const BASE: &str = "https://api.brevo.com/v3";

/// An account at Brevo.
#[derive(Debug)]
pub struct Brevo {
    wire: Wire,
    api_key: String,
    sender: String,
    /// Where it reports.
    hook: Option<String>,
}

impl Brevo {
    /// `hook`: the address that is told of deliveries.
    pub fn new(wire: Wire, api_key: &str, sender: &str, hook: Option<String>) -> Self {
        Self {
            wire,
            api_key: api_key.to_owned(),
            sender: sender.to_owned(),
            hook,
        }
    }

    fn call(&self, method: &'static str, body: &str) -> Call {
        let mut headers = vec![("api-key", self.api_key.as_str()), ("Accept", "application/json")];
        if method == "POST" {
            headers.push(("Content-Type", "application/json"));
        }
        call(method, &headers, body)
    }

    /// Credits for text messages.
    pub(super) async fn balance(&self) -> Option<String> {
        let reply = self
            .wire
            .ask(&format!("{BASE}/account"), &self.call("GET", ""))
            .await;
        let account = json(&reply.ok()?);
        let plans = account.get("plan")?.as_array()?.iter();
        let mut sms = plans.filter(|plan| plan.get("type").and_then(Value::as_str) == Some("sms"));
        plain(sms.next()?.get("credits")?)
    }
}

impl Carrier for Brevo {
    async fn send(&self, message: &TextMessage) -> Verdict {
        let mut body = json!({
            "sender": self.sender,
            "recipient": message.to.as_str().trim_start_matches('+'),
            "content": message.text,
            "type": "transactional",
            "tag": message.key,
            // What is not GSM-7 would be rewritten without it (reminders §7).
            "unicodeEnabled": !super::wire::is_gsm7(&message.text),
        });
        if let (Some(hook), Some(body)) = (&self.hook, body.as_object_mut()) {
            body.insert("webUrl".to_owned(), hook.as_str().into());
        }
        let url = format!("{BASE}/transactionalSMS/send");
        match self.wire.ask(&url, &self.call("POST", &body.to_string())).await {
            Ok(reply) => judged(&reply),
            Err(verdict) => verdict,
        }
    }

    async fn find(&self, message: &TextMessage, since: Instant) -> Found {
        let (from, to) = (since.date_naive(), self.wire.clock.now().date_naive());
        let number = message.to.as_str().trim_start_matches('+');
        let tags = percent(&json!([message.key]).to_string());
        let url = format!(
            "{BASE}/transactionalSMS/statistics/events?limit=100&startDate={from}&endDate={to}&phoneNumber={number}&tags={tags}"
        );
        let Ok(reply) = self.wire.ask(&url, &self.call("GET", "")).await else {
            return Found::Unclear;
        };
        let report = json(&reply);
        if reply.status != 200 || !report.is_object() {
            return Found::Unclear;
        }
        let events = report.get("events").and_then(Value::as_array);
        let of_it = |event: &&Value| event.get("tag").and_then(Value::as_str) == Some(message.key.as_str());
        match events.and_then(|events| events.iter().find(of_it)) {
            Some(event) => Found::Accepted(receipt(event, &reply)),
            None => Found::Absent,
        }
    }
}

fn receipt(value: &Value, reply: &Reply) -> Receipt {
    let number = value.get("messageId").and_then(plain);
    Receipt {
        reference: number.map(|number| reference(Provider::Brevo, &number)),
        words: format!("HTTP {}", reply.status),
        parts: value
            .get("smsCount")
            .and_then(Value::as_u64)
            .and_then(|n| u32::try_from(n).ok()),
    }
}

fn judged(reply: &Reply) -> Verdict {
    let value = json(reply);
    let words = value.get("message").and_then(Value::as_str).unwrap_or_default();
    match (reply.status, value.get("code").and_then(Value::as_str)) {
        (200..=299, None) if value.get("messageId").is_some() => Verdict::Sent(receipt(&value, reply)),
        // An answer of success with the body of an error is one.
        (200..=299, Some(_)) => by_words(400, words),
        (200..=299, None) => unknown(words),
        (_, Some("not_enough_credits")) => misconfigured(Trouble::Credit, words),
        (_, Some("unauthorized")) => misconfigured(Trouble::Credentials, words),
        (status, _) => by_words(status, words),
    }
}
