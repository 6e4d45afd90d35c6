//! Why a text message did not go, in a spelling that pages translate into a remedy.

/// Longest words of the other side that are kept, in characters.
const WORDS_MAX: usize = 200;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Account, key or password are not accepted.
    Credentials,
    /// The account or service named is not there, or the address of the template leads elsewhere.
    Account,
    /// The key lacks a right.
    Rights,
    /// Nothing left to pay with.
    Credit,
    /// What the practice wants to spend in a day is spent.
    Ceiling,
    /// The sender was not validated with the provider.
    Sender,
    /// A number that takes no text messages, or that does not exist.
    Recipient,
    /// The person told the provider to send nothing more.
    Stopped,
    /// The text was refused.
    Text,
    /// Too many at once.
    TooMany,
    /// Nobody answers there.
    Unreachable,
    /// The address is one that may not be called (security T10).
    Forbidden,
    /// No answer, or one that says nothing of the message.
    NoAnswer,
    /// Refused for another reason.
    Refused,
    /// No modem there, or it was unplugged.
    ModemGone,
    /// Another program has the modem.
    ModemTaken,
    /// We may not open the modem.
    ModemClosed,
    /// The modem does not answer as one.
    ModemMute,
    /// The SIM card is missing, broken or without a service centre.
    Sim,
    /// The SIM card wants another PIN than it was given, or its PUK.
    Pin,
    /// No network, or it is busy.
    Network,
    /// The subscription may not send this.
    Barred,
    /// The folders of SMSD are not there, or may not be written.
    Spool,
    /// SMSD takes nothing out of its folder.
    SpoolStuck,
}

impl Trouble {
    const ALL: [Self; 24] = [
        Self::Credentials,
        Self::Account,
        Self::Rights,
        Self::Credit,
        Self::Ceiling,
        Self::Sender,
        Self::Recipient,
        Self::Stopped,
        Self::Text,
        Self::TooMany,
        Self::Unreachable,
        Self::Forbidden,
        Self::NoAnswer,
        Self::Refused,
        Self::ModemGone,
        Self::ModemTaken,
        Self::ModemClosed,
        Self::ModemMute,
        Self::Sim,
        Self::Pin,
        Self::Network,
        Self::Barred,
        Self::Spool,
        Self::SpoolStuck,
    ];

    /// Stored spelling, and the end of the message key `sms-trouble-…` of its remedy.
    pub fn key(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Account => "account",
            Self::Rights => "rights",
            Self::Credit => "credit",
            Self::Ceiling => "ceiling",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Stopped => "stopped",
            Self::Text => "text",
            Self::TooMany => "too-many",
            Self::Unreachable => "unreachable",
            Self::Forbidden => "forbidden",
            Self::NoAnswer => "no-answer",
            Self::Refused => "refused",
            Self::ModemGone => "modem-gone",
            Self::ModemTaken => "modem-taken",
            Self::ModemClosed => "modem-closed",
            Self::ModemMute => "modem-mute",
            Self::Sim => "sim",
            Self::Pin => "pin",
            Self::Network => "network",
            Self::Barred => "barred",
            Self::Spool => "spool",
            Self::SpoolStuck => "spool-stuck",
        }
    }

    /// The reason as a row of the outbox keeps it: the spelling, then what the other side said, clipped.
    pub fn reason(self, words: &str) -> String {
        let words: String = words
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(WORDS_MAX)
            .collect();
        match words.trim() {
            "" => self.key().to_owned(),
            words => format!("{}: {words}", self.key()),
        }
    }

    /// The trouble of such a reason, and what the other side said.
    pub fn of(reason: &str) -> Option<(Self, &str)> {
        let (key, words) = reason.split_once(": ").unwrap_or((reason, ""));
        let trouble = Self::ALL.into_iter().find(|trouble| trouble.key() == key)?;
        Some((trouble, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_read_back_and_holds_one_clipped_line() {
        for trouble in Trouble::ALL {
            assert_eq!(Trouble::of(&trouble.reason("")), Some((trouble, "")));
            let reason = trouble.reason("Not enough\r\ncredits: 0");
            assert_eq!(Trouble::of(&reason), Some((trouble, "Not enough  credits: 0")));
        }
        assert_eq!(Trouble::of("421 4.7.0 busy"), None);
        assert_eq!(Trouble::Refused.reason(&"é".repeat(999)).chars().count(), 209);
    }
}
