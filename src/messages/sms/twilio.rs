//! Twilio (reminders §6; twilio.com/docs, Messages resource, « validating requests »).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta};
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use serde_json::Value;

use super::wire::{Wire, by_status, call, json, misconfigured, never, plain, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::sms::{Provider, Trouble, percent, reference};
use crate::domain::time::Instant;
use crate::messages::Receipt;
use crate::sys::hash;
use crate::sys::http::{Call, Reply};

const BASE: &str = "https://api.twilio.com/2010-04-01/Accounts";
/// Longest time that a message may wait there, in seconds.
const VALIDITY_MAX: i64 = 36_000;
/// Messages that are compared when one is looked for.
const COMPARED: u32 = 100;

/// An account at Twilio.
#[derive(Debug)]
pub struct Twilio {
    wire: Wire,
    account: String,
    basic: String,
    /// A number, a name, or `MG…` for a messaging service.
    sender: String,
    hook: Option<String>,
}

impl Twilio {
    /// `key`: name and secret of an API key, or account and its token. `hook`: the address that is told of deliveries.
    pub fn new(wire: Wire, account: &str, key: (&str, &str), sender: &str, hook: Option<String>) -> Self {
        Self {
            wire,
            account: account.to_owned(),
            basic: format!("Basic {}", STANDARD.encode(format!("{}:{}", key.0, key.1))),
            sender: sender.to_owned(),
            hook,
        }
    }

    fn get(&self) -> Call {
        call("GET", &[("Authorization", self.basic.as_str())], "")
    }

    fn url(&self, rest: &str) -> String {
        format!("{BASE}/{}/{rest}", percent(&self.account))
    }

    /// Money left, with its currency.
    pub(super) async fn balance(&self) -> Option<String> {
        let reply = self.wire.ask(&self.url("Balance.json"), &self.get()).await.ok()?;
        let value = json(&reply);
        let currency = value.get("currency").and_then(plain).unwrap_or_default();
        Some(
            format!("{} {currency}", plain(value.get("balance")?)?)
                .trim_end()
                .to_owned(),
        )
    }
}

/// Whether a call at an address of ours comes from the account with this token: base64 of HMAC-SHA-1 over the address and the sorted
/// parameters of its body.
pub fn is_from_twilio(
    auth_token: &str,
    url: &str,
    parameters: &BTreeMap<String, String>,
    signature: &str,
) -> bool {
    let parameters: String = parameters
        .iter()
        .flat_map(|(name, value)| [name.as_str(), value])
        .collect();
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, auth_token.as_bytes());
    let expected = STANDARD.encode(sign(&key, format!("{url}{parameters}").as_bytes()));
    hash::equal(expected.as_bytes(), signature.as_bytes())
}

impl Carrier for Twilio {
    async fn send(&self, message: &TextMessage) -> Verdict {
        let left = (message.useful_until - self.wire.clock.now()).num_seconds();
        let from = if self.sender.starts_with("MG") {
            "MessagingServiceSid"
        } else {
            "From"
        };
        let mut body = format!(
            "To={}&{from}={}&Body={}&ValidityPeriod={}",
            percent(message.to.as_str()),
            percent(&self.sender),
            percent(&message.text),
            left.clamp(1, VALIDITY_MAX),
        );
        if let Some(hook) = &self.hook {
            body.push_str("&StatusCallback=");
            body.push_str(&percent(hook));
        }
        let headers = [
            ("Authorization", self.basic.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        match self
            .wire
            .ask(&self.url("Messages.json"), &call("POST", &headers, body))
            .await
        {
            Ok(reply) => judged(&reply),
            Err(verdict) => verdict,
        }
    }

    async fn find(&self, message: &TextMessage, since: Instant) -> Found {
        let path = format!(
            "Messages.json?To={}&DateSent%3E={}&PageSize={COMPARED}",
            percent(message.to.as_str()),
            // Theirs may be another day around midnight.
            (since - TimeDelta::hours(1)).date_naive(),
        );
        let Ok(reply) = self.wire.ask(&self.url(&path), &self.get()).await else {
            return Found::Unclear;
        };
        let value = json(&reply);
        let Some(messages) = value
            .get("messages")
            .and_then(Value::as_array)
            .filter(|_| reply.status == 200)
        else {
            return Found::Unclear;
        };
        match messages.iter().find(|found| is_it(found, message, since)) {
            Some(found) => Found::Accepted(receipt(found, &reply)),
            // There are more than were compared.
            None if value.get("next_page_uri").is_some_and(Value::is_string) => Found::Unclear,
            None => Found::Absent,
        }
    }
}

/// The same text to the same phone, made since the attempt; a minute is left to differing clocks.
fn is_it(found: &Value, message: &TextMessage, since: Instant) -> bool {
    let text = |name: &str| found.get(name).and_then(Value::as_str).unwrap_or_default();
    let made = DateTime::parse_from_rfc2822(text("date_created"));
    text("body") == message.text
        && text("to") == message.to.as_str()
        && made.is_ok_and(|made| made >= since - TimeDelta::minutes(1))
}

fn receipt(value: &Value, reply: &Reply) -> Receipt {
    let parts = value.get("num_segments").and_then(Value::as_str);
    Receipt {
        reference: value
            .get("sid")
            .and_then(plain)
            .map(|sid| reference(Provider::Twilio, &sid)),
        words: format!("HTTP {}", reply.status),
        // A messaging service counts later and says 0 first.
        parts: parts
            .and_then(|parts| parts.parse().ok())
            .filter(|parts| *parts > 0),
    }
}

fn judged(reply: &Reply) -> Verdict {
    let value = json(reply);
    let words = value.get("message").and_then(Value::as_str).unwrap_or_default();
    let code = value.get("code").and_then(Value::as_u64).unwrap_or(0);
    match (reply.status, code) {
        (200..=299, _) if value.get("sid").is_some_and(Value::is_string) => {
            Verdict::Sent(receipt(&value, reply))
        }
        (200..=299 | 500.., _) => unknown(words),
        (_, 20003 | 20404) => misconfigured(Trouble::Credentials, words),
        (_, 20005 | 20006) => misconfigured(Trouble::Account, words),
        (_, 21408) => misconfigured(Trouble::Rights, words),
        (_, 21212 | 21603 | 21606 | 21659 | 21703 | 21701) => misconfigured(Trouble::Sender, words),
        (_, 21211 | 21401 | 21407 | 21604 | 21612 | 21614 | 21608) => never(Trouble::Recipient, words),
        (_, 21610) => never(Trouble::Stopped, words),
        (_, 21602 | 21617) => never(Trouble::Text, words),
        (_, 20429) => Verdict::NotNow(Trouble::TooMany.reason(words)),
        (status, _) => by_status(status, words),
    }
}
