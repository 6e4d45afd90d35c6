//! Free Mobile: the subscriber's own phone and no other, so that it carries alerts of the practice (reminders §6).

use super::wire::{Wire, call, misconfigured, never, unknown};
use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::contact::Phone;
use crate::domain::sms::{Trouble, percent};
use crate::domain::time::Instant;
use crate::messages::Receipt;

const BASE: &str = "https://smsapi.free-mobile.fr/sendmsg";

/// A subscription at Free Mobile: what is told goes to its own phone.
pub struct FreeAccount {
    wire: Wire,
    /// The address with its secret, which is written into no log and no error.
    url: String,
}

/// The same as a line, whose number is known: it takes messages to that one alone.
pub struct FreeMobile {
    account: FreeAccount,
    own: Phone,
}

impl std::fmt::Debug for FreeAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreeAccount").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for FreeMobile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreeMobile").finish_non_exhaustive()
    }
}

impl FreeMobile {
    /// `own`: the phone of the subscription.
    pub fn new(wire: Wire, user: &str, pass: &str, own: Phone) -> Self {
        let account = FreeAccount::new(wire, user, pass);
        Self { account, own }
    }
}

impl FreeAccount {
    /// By the number and the key of the subscriber.
    pub fn new(wire: Wire, user: &str, pass: &str) -> Self {
        let url = format!("{BASE}?user={}&pass={}&msg=", percent(user), percent(pass));
        Self { wire, url }
    }

    /// Sends a text to the subscriber, once.
    pub async fn tell(&self, text: &str) -> Verdict {
        // A line break is a carriage return there.
        let text = text.replace('\n', "\r");
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
}

impl Carrier for FreeMobile {
    async fn send(&self, message: &TextMessage) -> Verdict {
        if message.to != self.own {
            return never(Trouble::Recipient, "");
        }
        self.account.tell(&message.text).await
    }

    async fn find(&self, _: &TextMessage, _: Instant) -> Found {
        Found::Unclear
    }
}
