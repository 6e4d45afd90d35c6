//! Why a message did not arrive, in classes that a desk can act on (reminders §5, §6). The words of servers and providers are read for
//! what their protocols define, codes first; what nobody knows is [`Trouble::Other`], and the words themselves are shown beside it.

use super::sms;

/// What is in the way, and so what there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// Address or number exists no more, or never did (RFC 3463 5.1.x).
    NoSuchContact,
    /// The mailbox is full (RFC 3463 5.2.2).
    MailboxFull,
    /// Our account at the server or provider is refused: password, key, rights.
    Account,
    /// Credit at the provider is used up.
    Credit,
    /// The practice's ceiling of the day is reached.
    Ceiling,
    /// The other side does not want messages of ours: sender, reputation, rules (RFC 3463 5.7.x).
    Rejected,
    /// Server or provider cannot be reached, or does not answer.
    NoLine,
    /// Not just now: it is tried again by itself.
    Busy,
    /// Nobody knows whether it left.
    Doubtful,
    /// Its time was over before it could leave.
    TooLate,
    /// Anything else.
    Other,
}

impl Trouble {
    /// Every class, for texts and tests.
    pub const ALL: [Self; 11] = [
        Self::NoSuchContact,
        Self::MailboxFull,
        Self::Account,
        Self::Credit,
        Self::Ceiling,
        Self::Rejected,
        Self::NoLine,
        Self::Busy,
        Self::Doubtful,
        Self::TooLate,
        Self::Other,
    ];

    /// Spelling in keys of texts and in answers to programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::NoSuchContact => "no-such-contact",
            Self::MailboxFull => "mailbox-full",
            Self::Account => "account",
            Self::Credit => "credit",
            Self::Ceiling => "ceiling",
            Self::Rejected => "rejected",
            Self::NoLine => "no-line",
            Self::Busy => "busy",
            Self::Doubtful => "doubtful",
            Self::TooLate => "too-late",
            Self::Other => "other",
        }
    }

    /// The class of a row of the outbox by its stored state and the last words of the other side; `None` where nothing is wrong.
    pub fn of(state: &str, words: Option<&str>) -> Option<Self> {
        match state {
            "unknown" | "given_up" => Some(Self::Doubtful),
            "expired" => Some(Self::TooLate),
            "failed_permanent" | "undelivered" => Some(words.map_or(Self::Other, Self::of_words)),
            "pending" => words.map(Self::of_words),
            _ => None,
        }
    }

    /// The class of what a server or provider said.
    fn of_words(words: &str) -> Self {
        if let Some((trouble, _)) = sms::Trouble::of(words) {
            return Self::of_text(trouble);
        }
        let lower = words.to_lowercase();
        let says = |any: &[&str]| any.iter().any(|part| lower.contains(part));
        if let Some(class) = enhanced(&lower) {
            return class;
        }
        if says(&["credit", "crédit", "solde", "balance", "insufficient"]) {
            return Self::Credit;
        }
        match code(&lower) {
            Some(401 | 403 | 530 | 534 | 535 | 538) => Self::Account,
            Some(402) => Self::Credit,
            Some(552) => Self::MailboxFull,
            Some(550 | 551 | 553) => Self::NoSuchContact,
            Some(554 | 556) => Self::Rejected,
            Some(421 | 429 | 450 | 451 | 452 | 454 | 500..=504) => Self::Busy,
            _ if says(&[
                "timed out",
                "no answer",
                "connect",
                "dns",
                "resolve",
                "unreachable",
                "tls",
                "network",
            ]) =>
            {
                Self::NoLine
            }
            _ => Self::Other,
        }
    }

    /// The class of what was found out about a text message.
    fn of_text(trouble: sms::Trouble) -> Self {
        use sms::Trouble as Text;
        match trouble {
            Text::Credentials
            | Text::Account
            | Text::Rights
            | Text::Sender
            | Text::Forbidden
            | Text::ModemClosed
            | Text::Sim
            | Text::Pin
            | Text::Barred
            | Text::Spool => Self::Account,
            Text::Credit => Self::Credit,
            Text::Ceiling => Self::Ceiling,
            Text::Recipient => Self::NoSuchContact,
            Text::Stopped | Text::Text => Self::Rejected,
            Text::TooMany => Self::Busy,
            Text::Unreachable
            | Text::NoAnswer
            | Text::ModemGone
            | Text::ModemTaken
            | Text::ModemMute
            | Text::Network
            | Text::SpoolStuck => Self::NoLine,
            Text::Refused => Self::Other,
        }
    }

    /// Whether it is about nobody in particular: the line, our account, our credit. Then every message waits.
    pub fn is_of_the_line(self) -> bool {
        matches!(self, Self::Account | Self::Credit | Self::NoLine)
    }
}

/// The class of an enhanced status code: `5.1.1` (RFC 3463).
fn enhanced(words: &str) -> Option<Trouble> {
    let is_code = |word: &&str| {
        let mut parts = word.split('.');
        let first = parts.next().is_some_and(|class| class == "4" || class == "5");
        let rest: Vec<&str> = parts.collect();
        let is_number =
            |part: &&str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
        first && rest.len() == 2 && rest.iter().all(is_number)
    };
    let found = words
        .split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map(|word| word.trim_matches('.'))
        .find(is_code)?;
    let class = match found.split_once('.')? {
        (_, "2.2") => Trouble::MailboxFull,
        ("5", rest) if rest.starts_with("1.") || rest.starts_with("2.") => Trouble::NoSuchContact,
        ("5", "7.8") => Trouble::Account,
        ("5", rest) if rest.starts_with("7.") => Trouble::Rejected,
        ("4", _) => Trouble::Busy,
        _ => return None,
    };
    Some(class)
}

/// The first number of three figures that stands alone: a reply of SMTP or a status of HTTP.
fn code(words: &str) -> Option<u16> {
    let numbers = words.split(|c: char| !c.is_ascii_alphanumeric());
    let three = |word: &&str| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
    numbers.filter(three).find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_servers_fall_into_classes() {
        for (state, words, class) in [
            (
                "failed_permanent",
                "permanent error (550): 5.1.1 no such user",
                Trouble::NoSuchContact,
            ),
            ("failed_permanent", "550 no such mailbox", Trouble::NoSuchContact),
            ("failed_permanent", "552 5.2.2 mailbox full", Trouble::MailboxFull),
            ("failed_permanent", "554 5.7.1 policy", Trouble::Rejected),
            ("pending", "535 5.7.8 authentication failed", Trouble::Account),
            ("pending", "HTTP 401", Trouble::Account),
            ("pending", "HTTP 402 credit exhausted", Trouble::Credit),
            ("pending", "credentials: HTTP 401", Trouble::Account),
            ("pending", "modem-gone", Trouble::NoLine),
            ("failed_permanent", "ceiling", Trouble::Ceiling),
            ("pending", "451 4.7.1 greylisted, come back later", Trouble::Busy),
            ("pending", "no answer within 20 s", Trouble::NoLine),
            ("pending", "Connection error: connection refused", Trouble::NoLine),
            ("failed_permanent", "invalid number +33199", Trouble::Other),
            ("unknown", "broken pipe after the dot", Trouble::Doubtful),
            ("given_up", "", Trouble::Doubtful),
            ("expired", "no answer", Trouble::TooLate),
        ] {
            assert_eq!(Trouble::of(state, Some(words)), Some(class), "{state}: {words}");
        }
        assert_eq!(Trouble::of("sent", Some("250 ok")), None);
        assert_eq!(Trouble::of("pending", None), None);
    }

    #[test]
    fn only_the_line_stops_everybody() {
        let of_line: Vec<_> = Trouble::ALL.into_iter().filter(|t| t.is_of_the_line()).collect();
        assert_eq!(of_line, [Trouble::Account, Trouble::Credit, Trouble::NoLine]);
    }
}
