//! `OVHcloud` (reminders §6; api.ovh.com, `/sms/{service}/jobs`, `/sms/{service}/outgoing`).

use std::sync::{Mutex, PoisonError};

use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::Value;

use super::wire::{Wire, by_words, call, is_gsm7, json, misconfigured, never, plain, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::sms::{Provider, Trouble, percent, reference};
use crate::domain::time::Instant;
use crate::messages::Receipt;
use crate::sys::hash::hex;
use crate::sys::http::{Call, Reply};

const BASE: &str = "https://eu.api.ovh.com/1.0";
/// Longest useful life of a message there, in minutes: two days.
const VALIDITY_MAX: i64 = 2880;

/// An account at `OVHcloud`.
#[derive(Debug)]
pub struct Ovh {
    wire: Wire,
    service: String,
    application_key: String,
    application_secret: String,
    consumer_key: String,
    sender: String,
    /// Seconds that its clock is ahead of ours, once it was asked: a box without a battery may be wrong by years.
    ahead: Mutex<Option<i64>>,
}

/// The keys of an account.
#[derive(Clone, Copy, Debug)]
pub struct OvhKeys<'a> {
    /// Application key.
    pub application: &'a str,
    /// Application secret.
    pub secret: &'a str,
    /// Consumer key.
    pub consumer: &'a str,
}

/// The body of a job, its fields in the order of the specification's vector.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Job<'a> {
    message: &'a str,
    receivers: [&'a str; 1],
    no_stop_clause: bool,
    priority: &'a str,
    sender: &'a str,
    coding: &'a str,
    charset: &'a str,
    validity_period: i64,
    tag: &'a str,
}

/// The value of `X-Ovh-Signature` (reminders §6). `timestamp`: Unix seconds of their server.
pub fn signature(secret: &str, consumer: &str, request: (&str, &str, &str), timestamp: i64) -> String {
    let (method, url, body) = request;
    let signed = format!("{secret}+{consumer}+{method}+{url}+{body}+{timestamp}");
    format!(
        "$1${}",
        hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, signed.as_bytes()).as_ref())
    )
}

impl Ovh {
    /// An account whose clock was not asked yet.
    pub fn new(wire: Wire, service: &str, keys: OvhKeys<'_>, sender: &str) -> Self {
        Self {
            wire,
            service: service.to_owned(),
            application_key: keys.application.to_owned(),
            application_secret: keys.secret.to_owned(),
            consumer_key: keys.consumer.to_owned(),
            sender: sender.to_owned(),
            ahead: Mutex::default(),
        }
    }

    /// Unix seconds of their server; asked once.
    async fn their_time(&self) -> Result<i64, Verdict> {
        let now = || self.wire.clock.now().timestamp();
        let known = *self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ahead) = known {
            return Ok(now() + ahead);
        }
        let reply = self
            .wire
            .ask(&format!("{BASE}/auth/time"), &call("GET", &[], ""))
            .await;
        // Nothing was handed over yet, whatever became of the question.
        let no_line = || Verdict::NoLine(Trouble::Unreachable.reason("auth/time"));
        let reply = reply.map_err(|verdict| match verdict {
            Verdict::Unknown(_) => no_line(),
            verdict => verdict,
        })?;
        let theirs = std::str::from_utf8(&reply.body)
            .ok()
            .and_then(|text| text.trim().parse::<i64>().ok());
        let theirs = theirs.filter(|_| reply.status == 200).ok_or_else(no_line)?;
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = Some(theirs - now());
        Ok(theirs)
    }

    /// Forgets the difference: one of the clocks was set.
    fn forget_time(&self) {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn asked(&self, method: &'static str, path: &str, body: &str) -> Result<Reply, Verdict> {
        let time = self.their_time().await?;
        let url = format!("{BASE}/sms/{}{path}", percent(&self.service));
        self.wire.ask(&url, &self.signed(method, &url, body, time)).await
    }

    fn signed(&self, method: &'static str, url: &str, body: &str, time: i64) -> Call {
        let signature = signature(
            &self.application_secret,
            &self.consumer_key,
            (method, url, body),
            time,
        );
        let time = time.to_string();
        let mut headers = vec![
            ("X-Ovh-Application", self.application_key.as_str()),
            ("X-Ovh-Consumer", &self.consumer_key),
            ("X-Ovh-Timestamp", &time),
            ("X-Ovh-Signature", &signature),
        ];
        if !body.is_empty() {
            headers.push(("Content-Type", "application/json; charset=utf-8"));
        }
        call(method, &headers, body)
    }

    /// Credits left.
    pub(super) async fn balance(&self) -> Option<String> {
        let reply = self.asked("GET", "", "").await.ok()?;
        plain(json(&reply).get("creditsLeft")?)
    }

    fn judged(&self, reply: &Reply) -> Verdict {
        let value = json(reply);
        if (200..300).contains(&reply.status) {
            return taken(&value);
        }
        let words = value.get("message").and_then(Value::as_str).unwrap_or_default();
        let code = value.get("errorCode").and_then(Value::as_str).unwrap_or_default();
        match code {
            "QUERY_TIME_OUT" => {
                self.forget_time();
                Verdict::NotNow(Trouble::Refused.reason(words))
            }
            "INVALID_CREDENTIAL" | "NOT_CREDENTIAL" | "INVALID_KEY" | "INVALID_SIGNATURE" => {
                // A wrong difference of clocks looks the same: the next attempt asks again.
                self.forget_time();
                misconfigured(Trouble::Credentials, words)
            }
            "NOT_GRANTED_CALL" => misconfigured(Trouble::Rights, words),
            _ => by_words(reply.status, words),
        }
    }
}

/// An answer of success names the numbers that it took and those that it did not.
fn taken(value: &Value) -> Verdict {
    let list = |name: &str| value.get(name).and_then(Value::as_array);
    if list("invalidReceivers").is_some_and(|invalid| !invalid.is_empty()) {
        return never(Trouble::Recipient, "invalidReceivers");
    }
    let number = list("ids").and_then(|ids| ids.first()).and_then(plain);
    match number {
        Some(number) => Verdict::Sent(Receipt {
            reference: Some(reference(Provider::Ovh, &number)),
            words: "HTTP 200".to_owned(),
            parts: None,
        }),
        None => unknown("no number of a message in the answer"),
    }
}

impl Carrier for Ovh {
    async fn send(&self, message: &TextMessage) -> Verdict {
        let minutes = (message.useful_until - self.wire.clock.now()).num_minutes();
        let job = Job {
            message: &message.text,
            receivers: [message.to.as_str()],
            no_stop_clause: true,
            priority: "high",
            sender: &self.sender,
            coding: if is_gsm7(&message.text) { "7bit" } else { "unicode" },
            charset: "UTF-8",
            validity_period: minutes.clamp(1, VALIDITY_MAX),
            tag: &message.key,
        };
        let Ok(body) = serde_json::to_string(&job) else {
            return never(Trouble::Text, "");
        };
        match self.asked("POST", "/jobs", &body).await {
            Ok(reply) => self.judged(&reply),
            Err(verdict) => verdict,
        }
    }

    async fn find(&self, message: &TextMessage, _: Instant) -> Found {
        let (to, tag) = (percent(message.to.as_str()), percent(&message.key));
        let path = format!("/outgoing?receiver={to}&tag={tag}");
        let Ok(reply) = self.asked("GET", &path, "").await else {
            return Found::Unclear;
        };
        let value = json(&reply);
        match (reply.status, value.as_array()) {
            (200, Some(numbers)) => match numbers.first().and_then(plain) {
                Some(number) => Found::Accepted(Receipt {
                    reference: Some(reference(Provider::Ovh, &number)),
                    words: "HTTP 200".to_owned(),
                    parts: None,
                }),
                None => Found::Absent,
            },
            _ => Found::Unclear,
        }
    }
}
