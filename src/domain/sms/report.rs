//! What providers tell an address of ours: delivery reports, and texts that came in (reminders §6).

use std::collections::BTreeMap;

use super::Provider;

/// What became of a message. Whatever the order in which reports come, the greatest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// On its way.
    Sent,
    /// Not delivered.
    Undelivered,
    /// In the phone; which is not read.
    Delivered,
}

impl Fate {
    /// State of the outbox (reminders §2).
    pub fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Undelivered => "undelivered",
            Self::Delivered => "delivered",
        }
    }
}

/// Something a provider told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CameIn {
    /// What became of a message.
    Report {
        /// Under the provider's reference, as receipts keep it.
        reference: Option<String>,
        /// Under our own identity of the message.
        key: Option<String>,
        /// What became of it.
        fate: Fate,
    },
    /// A text from a phone.
    Text {
        /// As the provider writes the number.
        from: String,
        /// Its words.
        text: String,
    },
}

/// Reads what a provider told, as pairs of a query, a form or a flat JSON object; `None` for what says nothing to us.
pub fn came_in(provider: Provider, pairs: &BTreeMap<String, String>) -> Option<CameIn> {
    match provider {
        Provider::Ovh => ovh(pairs),
        Provider::Brevo => brevo(pairs),
        Provider::SmsFactor => smsfactor(pairs),
        Provider::Twilio => twilio(pairs),
        Provider::Template => template(pairs),
        // These call nobody: what comes in over a modem is read from it.
        Provider::FreeMobile | Provider::Modem | Provider::Smsd => None,
    }
}

/// The reference under which receipts and reports of a provider meet.
pub fn reference(provider: Provider, number: &str) -> String {
    format!("{}:{number}", provider.key())
}

fn first<'a>(pairs: &'a BTreeMap<String, String>, names: &[&str]) -> Option<&'a str> {
    let found = names.iter().find_map(|name| pairs.get(*name));
    found.map(String::as_str).filter(|value| !value.is_empty())
}

fn text(pairs: &BTreeMap<String, String>, from: &[&str], words: &[&str]) -> Option<CameIn> {
    Some(CameIn::Text {
        from: first(pairs, from)?.to_owned(),
        text: first(pairs, words)?.to_owned(),
    })
}

/// Callback of the account (`id`, `ptt`, `idDlr`: 1 in the phone; 2 and 16 not) and URL of answers (`message` from `senderid`); the names
/// are those of its console and are not in the specification.
fn ovh(pairs: &BTreeMap<String, String>) -> Option<CameIn> {
    if pairs.contains_key("message") {
        return text(pairs, &["senderid", "sender", "from"], &["message"]);
    }
    let fate = match first(pairs, &["idDlr", "deliveryReceipt"])? {
        "1" => Fate::Delivered,
        "2" | "16" => Fate::Undelivered,
        _ => Fate::Sent,
    };
    Some(CameIn::Report {
        reference: Some(reference(Provider::Ovh, first(pairs, &["id"])?)),
        key: first(pairs, &["tag"]).map(str::to_owned),
        fate,
    })
}

/// Transactional webhooks: `msg_status` and `messageId`.
fn brevo(pairs: &BTreeMap<String, String>) -> Option<CameIn> {
    let fate = match first(pairs, &["msg_status"])? {
        "delivered" => Fate::Delivered,
        "soft_bounce" | "hard_bounce" | "softBounce" | "hardBounce" | "rejected" | "blocked" | "skip" => {
            Fate::Undelivered
        }
        "sent" | "accepted" | "request" => Fate::Sent,
        _ => return None,
    };
    Some(CameIn::Report {
        reference: Some(reference(Provider::Brevo, first(pairs, &["messageId"])?)),
        key: None,
        fate,
    })
}

/// Webhooks DLR (`status` by number, `message_id` is our `gsmsmsid`), MO and STOP (`from`, `message`).
fn smsfactor(pairs: &BTreeMap<String, String>) -> Option<CameIn> {
    if pairs.contains_key("message") {
        return text(pairs, &["from"], &["message"]);
    }
    let fate = match first(pairs, &["status"])? {
        "0" | "1" => Fate::Sent,
        "3" => Fate::Delivered,
        "2" | "4" | "5" | "6" | "7" | "9" | "11" | "12" => Fate::Undelivered,
        _ => return None,
    };
    let key = first(pairs, &["message_id", "gsmsmsid"]).map(str::to_owned);
    let campaign = first(pairs, &["campaign_id"]).map(|id| reference(Provider::SmsFactor, id));
    (key.is_some() || campaign.is_some()).then_some(CameIn::Report {
        reference: campaign,
        key,
        fate,
    })
}

/// `StatusCallback` (`MessageStatus`), and the webhook of incoming messages (`Body`).
fn twilio(pairs: &BTreeMap<String, String>) -> Option<CameIn> {
    if pairs.contains_key("Body") {
        return text(pairs, &["From"], &["Body"]);
    }
    let fate = match first(pairs, &["MessageStatus", "SmsStatus"])? {
        "delivered" | "read" => Fate::Delivered,
        "undelivered" | "failed" => Fate::Undelivered,
        "accepted" | "scheduled" | "queued" | "sending" | "sent" => Fate::Sent,
        _ => return None,
    };
    let sid = first(pairs, &["MessageSid", "SmsSid"])?;
    Some(CameIn::Report {
        reference: Some(reference(Provider::Twilio, sid)),
        key: None,
        fate,
    })
}

/// What the manual asks of any other provider: `id` and `status`, or `from` and `text`.
fn template(pairs: &BTreeMap<String, String>) -> Option<CameIn> {
    if pairs.contains_key("text") {
        return text(pairs, &["from"], &["text"]);
    }
    let fate = match first(pairs, &["status"])?.to_ascii_lowercase().as_str() {
        "delivered" => Fate::Delivered,
        "undelivered" | "failed" | "rejected" | "expired" => Fate::Undelivered,
        "sent" | "accepted" | "queued" => Fate::Sent,
        _ => return None,
    };
    Some(CameIn::Report {
        reference: None,
        key: Some(first(pairs, &["id"])?.to_owned()),
        fate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> BTreeMap<String, String> {
        let pair = |pair: &str| {
            pair.split_once('=')
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        text.split('&').filter_map(pair).collect()
    }

    fn report(reference: Option<&str>, key: Option<&str>, fate: Fate) -> CameIn {
        CameIn::Report {
            reference: reference.map(str::to_owned),
            key: key.map(str::to_owned),
            fate,
        }
    }

    #[test]
    fn each_provider_is_read_in_its_own_words() {
        use Fate::{Delivered, Sent, Undelivered};
        for (provider, told, expected) in [
            (
                Provider::Ovh,
                "id=77&ptt=1000&idDlr=1",
                report(Some("ovh:77"), None, Delivered),
            ),
            (
                Provider::Ovh,
                "id=77&idDlr=16",
                report(Some("ovh:77"), None, Undelivered),
            ),
            (
                Provider::Ovh,
                "id=77&idDlr=4&tag=k",
                report(Some("ovh:77"), Some("k"), Sent),
            ),
            (
                Provider::Brevo,
                "messageId=123&msg_status=hard_bounce",
                report(Some("brevo:123"), None, Undelivered),
            ),
            (
                Provider::SmsFactor,
                "status=3&message_id=k&campaign_id=9",
                report(Some("smsfactor:9"), Some("k"), Delivered),
            ),
            (
                Provider::Twilio,
                "MessageSid=SM1&MessageStatus=failed",
                report(Some("twilio:SM1"), None, Undelivered),
            ),
            (
                Provider::Template,
                "id=k&status=DELIVERED",
                report(None, Some("k"), Delivered),
            ),
        ] {
            assert_eq!(came_in(provider, &pairs(told)), Some(expected), "{told}");
        }
    }

    #[test]
    fn texts_are_read_and_what_says_nothing_is_left() {
        use Fate::{Delivered, Sent, Undelivered};
        for (provider, told) in [
            (Provider::Ovh, "senderid=+33612345678&message=OUI"),
            (Provider::SmsFactor, "from=+33612345678&message=OUI"),
            (
                Provider::Twilio,
                "From=+33612345678&Body=OUI&SmsStatus=received&MessageSid=SM2",
            ),
            (Provider::Template, "from=+33612345678&text=OUI"),
        ] {
            let text = CameIn::Text {
                from: "+33612345678".to_owned(),
                text: "OUI".to_owned(),
            };
            assert_eq!(came_in(provider, &pairs(told)), Some(text), "{told}");
        }
        for provider in Provider::ALL {
            assert_eq!(came_in(provider, &pairs("a=b")), None);
            assert_eq!(
                came_in(provider, &pairs("status=xyz&MessageStatus=?&msg_status=!&id=1")),
                None
            );
        }
        assert!(Delivered > Undelivered && Undelivered > Sent);
    }
}
