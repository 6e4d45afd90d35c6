//! What all providers over HTTP share: one call without a second try, and what its failure proves (reminders §2).

use std::sync::Arc;

use serde_json::Value;

use super::modem::{Modems, Ties};
use crate::domain::gsm::first_outside;
use crate::domain::sms::Trouble;
use crate::messages::Verdict;
use crate::sys::clock::Clock;
use crate::sys::http::{Call, CallError, Client, Lost, Reply, Target};

/// The way out, and the clock of the machine; cheap to clone.
#[derive(Clone, Debug)]
pub struct Wire {
    client: Arc<Client>,
    pub(super) clock: Clock,
    pub(super) modems: Modems,
}

impl Wire {
    /// One over this client, with modems to which nobody listens.
    pub fn new(client: Arc<Client>, clock: Clock) -> Self {
        let modems = Modems::new(clock.clone(), Ties::default());
        Self {
            client,
            clock,
            modems,
        }
    }

    /// The same with these modems.
    #[must_use]
    pub fn with_modems(mut self, modems: Modems) -> Self {
        self.modems = modems;
        self
    }

    /// Calls a provider that is known, over the internet and encrypted. An error is what the missing answer proves.
    pub(super) async fn ask(&self, url: &str, call: &Call) -> Result<Reply, Verdict> {
        self.ask_at(url, false, call).await
    }

    /// The same; `may_reach_private` allows addresses of the practice's own network.
    pub(super) async fn ask_at(
        &self,
        url: &str,
        may_reach_private: bool,
        call: &Call,
    ) -> Result<Reply, Verdict> {
        let target = Target::parse(url, may_reach_private);
        let target = target.map_err(|_| misconfigured(Trouble::Forbidden, ""))?;
        let replied = self.client.exchange(&target, call).await;
        replied.map_err(|lost| match lost {
            Lost::Before(CallError::Forbidden) => misconfigured(Trouble::Forbidden, ""),
            Lost::Before(CallError::Unreachable) => Verdict::NoLine(Trouble::Unreachable.reason("")),
            Lost::After => unknown(""),
        })
    }
}

/// A call with these headers.
pub(super) fn call(method: &'static str, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Call {
    let header = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Call {
        method,
        headers: headers.iter().map(header).collect(),
        body: body.into(),
    }
}

pub(super) fn misconfigured(trouble: Trouble, words: &str) -> Verdict {
    Verdict::Misconfigured(trouble.reason(words))
}

pub(super) fn never(trouble: Trouble, words: &str) -> Verdict {
    Verdict::Never(trouble.reason(words))
}

pub(super) fn unknown(words: &str) -> Verdict {
    Verdict::Unknown(Trouble::NoAnswer.reason(words))
}

/// What a status proves where the body says nothing more precise: refusals are sure, troubles of the server and redirects are not.
pub(super) fn by_status(status: u16, words: &str) -> Verdict {
    match status {
        401 => misconfigured(Trouble::Credentials, words),
        402 => misconfigured(Trouble::Credit, words),
        403 => misconfigured(Trouble::Rights, words),
        404 => misconfigured(Trouble::Account, words),
        429 => Verdict::NotNow(Trouble::TooMany.reason(words)),
        400 | 405..=407 | 409..=428 | 430..=499 => never(Trouble::Refused, words),
        _ => unknown(words),
    }
}

/// The same where the words name what is refused: providers put credit, sender and number into one status.
pub(super) fn by_words(status: u16, words: &str) -> Verdict {
    let lower = words.to_ascii_lowercase();
    let names = |of: &[&str]| of.iter().any(|word| lower.contains(word));
    if !matches!(status, 400 | 402..=404 | 406 | 422) {
        by_status(status, words)
    } else if names(&["credit", "insufficient", "balance"]) {
        misconfigured(Trouble::Credit, words)
    } else if names(&["sender"]) {
        misconfigured(Trouble::Sender, words)
    } else if names(&[
        "receiver",
        "recipient",
        "phone",
        "mobile",
        "destination",
        "telephone",
    ]) {
        never(Trouble::Recipient, words)
    } else {
        by_status(status, words)
    }
}

/// The body as JSON; `Null` for anything else.
pub(super) fn json(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap_or_default()
}

/// A number or a text as text.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether a text stays in the alphabet of telephones: the provider is told, so that it does not recode by itself (reminders §7).
pub(super) fn is_gsm7(text: &str) -> bool {
    first_outside(text).is_none()
}
