//! Any provider with an HTTP interface, by a template: at most once, since nobody can be asked afterwards.

use super::wire::{Wire, by_status, misconfigured, never, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::sms::{Template, Trouble, Values};
use crate::domain::time::Instant;
use crate::messages::Receipt;
use crate::sys::http::Call;

/// A template with what the practice fills in.
#[derive(Debug)]
pub struct Templated {
    wire: Wire,
    template: Template,
    sender: String,
    key: String,
    may_reach_private: bool,
}

impl Templated {
    /// `key`: the secret for `{key}`. `may_reach_private`: the administrator ticked that the address is in the practice's own network.
    pub fn new(wire: Wire, template: Template, sender: &str, key: &str, may_reach_private: bool) -> Self {
        Self {
            wire,
            template,
            sender: sender.to_owned(),
            key: key.to_owned(),
            may_reach_private,
        }
    }
}

impl Carrier for Templated {
    async fn send(&self, message: &TextMessage) -> Verdict {
        let values = Values {
            to: message.to.as_str(),
            text: &message.text,
            sender: &self.sender,
            key: &self.key,
            id: &message.key,
        };
        let Ok(filled) = self.template.filled(&values) else {
            return misconfigured(Trouble::Account, "");
        };
        let call = Call {
            method: if self.template.is_post { "POST" } else { "GET" },
            headers: filled.headers,
            body: filled.body.into_bytes(),
        };
        let reply = match self.wire.ask_at(&filled.url, self.may_reach_private, &call).await {
            Ok(reply) => reply,
            Err(verdict) => return verdict,
        };
        // The answer is not echoed: the address may lead to another machine of the practice (security T10).
        let status = format!("HTTP {}", reply.status);
        match reply.status {
            200..=299 if holds(&reply.body, &self.template.must_hold) => Verdict::Sent(Receipt {
                words: status,
                ..Receipt::default()
            }),
            200..=299 => never(Trouble::Refused, &status),
            300..=399 => unknown(&status),
            code => by_status(code, &status),
        }
    }

    async fn find(&self, _: &TextMessage, _: Instant) -> Found {
        Found::Unclear
    }
}

fn holds(body: &[u8], expected: &str) -> bool {
    expected.is_empty() || String::from_utf8_lossy(body).contains(expected)
}
