//! Free Mobile: the subscriber's own phone and no other, so that it carries alerts of the practice (reminders §6).

use super::wire::{Wire, call, misconfigured, never, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::contact::Phone;
use crate::domain::sms::{Trouble, percent};
use crate::domain::time::Instant;
use crate::messages::Receipt;

const BASE: &str = "https://smsapi.free-mobile.fr/sendmsg";

/// A subscription at Free Mobile.
pub struct FreeMobile {
    wire: Wire,
    /// The address with its secret, which is written into no log and no error.
    url: String,
    own: Phone,
}

impl std::fmt::Debug for FreeMobile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreeMobile").finish_non_exhaustive()
    }
}

impl FreeMobile {
    /// `own`: the phone of the subscription.
    pub fn new(wire: Wire, user: &str, pass: &str, own: Phone) -> Self {
        let url = format!("{BASE}?user={}&pass={}&msg=", percent(user), percent(pass));
        Self { wire, url, own }
    }
}

impl Carrier for FreeMobile {
    async fn send(&self, message: &TextMessage) -> Verdict {
        if message.to != self.own {
            return never(Trouble::Recipient, "");
        }
        // A line break is a carriage return there.
        let text = message.text.replace('\n', "\r");
        let url = format!("{}{}", self.url, percent(&text));
        let reply = match self.wire.ask(&url, &call("GET", &[], "")).await {
            Ok(reply) => reply,
            Err(verdict) => return verdict,
        };
        let words = format!("HTTP {}", reply.status);
        match reply.status {
            200 => Verdict::Sent(Receipt {
                words,
                ..Receipt::default()
            }),
            400 => never(Trouble::Text, &words),
            402 | 429 => Verdict::NotNow(Trouble::TooMany.reason(&words)),
            401 | 403 => misconfigured(Trouble::Credentials, &words),
            404 => misconfigured(Trouble::Account, &words),
            _ => unknown(&words),
        }
    }

    async fn find(&self, _: &TextMessage, _: Instant) -> Found {
        Found::Unclear
    }
}
