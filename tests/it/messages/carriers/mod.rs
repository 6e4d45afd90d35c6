//! Carriers of text messages against doubles of their providers: what is asked to the byte, and what each answer proves.

mod brevo;
pub(crate) mod double;
mod lost;
mod ovh;
mod smsfactor;
mod template;
mod twilio;

use chrono::TimeDelta;
use grappe::domain::contact::Phone;
use grappe::domain::sms::Trouble;
use grappe::messages::{Receipt, TextMessage, Verdict};
use grappe::sys::clock::Clock;

use crate::support::house::instant;

/// The instant of the vectors of reminders §6: 1772500000.
const THEN: &str = "2026-03-03T01:06:40Z";

/// The user agent of every call.
const AGENT: &str = concat!("user-agent: grappe/", env!("CARGO_PKG_VERSION"));

fn clock() -> Clock {
    Clock::manual(instant(THEN))
}

/// The message of the vectors, of use for two days.
fn message() -> TextMessage {
    TextMessage {
        to: Phone::parse("+33600000000").unwrap(),
        text: "RDV 03/03 14h30".to_owned(),
        key: "ob-01".to_owned(),
        useful_until: instant(THEN) + TimeDelta::days(2),
    }
}

fn sent(reference: Option<&str>, words: &str, parts: Option<u32>) -> Verdict {
    Verdict::Sent(Receipt {
        reference: reference.map(str::to_owned),
        words: words.to_owned(),
        parts,
    })
}

/// The class of a verdict, and its trouble.
fn class(verdict: &Verdict) -> (&'static str, Option<Trouble>) {
    let (class, reason) = match verdict {
        Verdict::Sent(_) => ("sent", ""),
        Verdict::NoLine(reason) => ("no line", reason.as_str()),
        Verdict::Misconfigured(reason) => ("misconfigured", reason.as_str()),
        Verdict::NotNow(reason) => ("not now", reason.as_str()),
        Verdict::Never(reason) => ("never", reason.as_str()),
        Verdict::Unknown(reason) => ("unknown", reason.as_str()),
    };
    (class, Trouble::of(reason).map(|(trouble, _)| trouble))
}
