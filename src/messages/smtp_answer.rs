//! What the answer of a mail server means for a message: the table of reminders §5, row by row.

/// Where in the conversation something was said, or was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Connection, greeting, protection.
    Opening,
    /// AUTH.
    Account,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA, and the content up to the final dot.
    Content,
    /// After the final dot.
    Dot,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// There is no line now.
    NoLine,
    /// Account or sender are refused: nothing will be taken before somebody has changed something.
    Misconfigured,
    /// Refused out of distrust: policy, DMARC, a list of blocked senders.
    Distrusted,
    /// Not for now; a server that lets the unknown wait wants five minutes.
    Greylisted,
    /// Not for now.
    NotNow,
    /// The mailbox is full.
    Full,
    /// There is no such mailbox.
    NoMailbox,
    /// Not at all.
    Never,
    /// Nobody knows.
    Unknown,
}

/// A reply: its code, and the enhanced one where there is one (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    /// Three digits.
    pub(super) code: u16,
    /// Class, subject, detail.
    pub(super) enhanced: Option<[u16; 3]>,
}

impl Reply {
    /// From the code and the text after it.
    pub(super) fn of(code: u16, text: &str) -> Self {
        let first = text.split_whitespace().next().unwrap_or_default();
        let mut parts = first.split('.').map(|part| part.parse().ok());
        let mut part = || parts.next().flatten();
        let enhanced = match (part(), part(), part()) {
            (Some(class @ (2 | 4 | 5)), Some(subject), Some(detail)) => Some([class, subject, detail]),
            _ => None,
        };
        Self { code, enhanced }
    }
}

/// See [`Class`]; `None`: the connection broke, or nothing was said in time.
pub(super) fn class(stage: Stage, reply: Option<Reply>) -> Class {
    let Some(Reply { code, enhanced }) = reply else {
        return match stage {
            Stage::Dot => Class::Unknown,
            _ => Class::NoLine,
        };
    };
    let is_for_good = code >= 500;
    match stage {
        // The server goes away, whatever was asked.
        _ if code == 421 => Class::NoLine,
        Stage::Opening | Stage::Account | Stage::Sender if is_for_good => Class::Misconfigured,
        Stage::Opening | Stage::Account => Class::NoLine,
        Stage::Sender | Stage::Recipient | Stage::Content if matches!(code, 450..=452) => Class::Greylisted,
        _ if !is_for_good => Class::NotNow,
        _ => refused(code, enhanced),
    }
}

fn refused(code: u16, enhanced: Option<[u16; 3]>) -> Class {
    match (code, enhanced) {
        (_, Some([_, 7, _])) => Class::Distrusted,
        (_, Some([_, 2, 2])) | (552, None) => Class::Full,
        (_, Some([_, 1, _])) | (553, None) => Class::NoMailbox,
        _ => Class::Never,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_table_has_its_class() {
        use Stage::{Account, Content, Dot, Opening, Recipient, Sender};
        for (stage, said, expected) in [
            (Opening, "421 4.3.2 shutting down", Class::NoLine),
            (Opening, "554 no service", Class::Misconfigured),
            (Account, "454 4.7.0 temporary", Class::NoLine),
            (Account, "535 5.7.8 wrong", Class::Misconfigured),
            (Sender, "451 4.3.0 later", Class::Greylisted),
            (Sender, "550 5.7.1 not yours", Class::Misconfigured),
            (Recipient, "421 too many", Class::NoLine),
            (Recipient, "450 4.2.0 greylisted", Class::Greylisted),
            (Recipient, "451 4.7.1 greylisted", Class::Greylisted),
            (Recipient, "452 4.2.2 full", Class::Greylisted),
            (Recipient, "550 5.1.1 nobody", Class::NoMailbox),
            (Recipient, "550 5.1.10 nobody", Class::NoMailbox),
            (Recipient, "553 not allowed", Class::NoMailbox),
            (Recipient, "550 refused", Class::Never),
            (Recipient, "552 full", Class::Full),
            (Recipient, "550 5.2.2 full", Class::Full),
            (Recipient, "550 5.7.26 DMARC", Class::Distrusted),
            (Content, "451 4.3.0 later", Class::Greylisted),
            (Content, "554 no valid recipients", Class::Never),
            (Dot, "421 4.3.2 shutting down", Class::NoLine),
            (Dot, "451 4.3.0 later", Class::NotNow),
            (Dot, "452 4.2.2 full", Class::NotNow),
            (Dot, "552 5.2.2 full", Class::Full),
            (Dot, "552 5.3.4 too large", Class::Never),
            (Dot, "550 5.1.1 nobody", Class::NoMailbox),
            (Dot, "554 5.7.1 distrusted", Class::Distrusted),
        ] {
            let (code, text) = said.split_once(' ').unwrap();
            let reply = Reply::of(code.parse().unwrap(), text);
            assert_eq!(class(stage, Some(reply)), expected, "{stage:?} {said}");
        }
        for stage in [Opening, Account, Sender, Recipient, Content] {
            assert_eq!(class(stage, None), Class::NoLine, "{stage:?}");
        }
        assert_eq!(class(Dot, None), Class::Unknown);
    }

    #[test]
    fn words_that_only_look_like_a_code_are_none() {
        for text in ["5.1 x", "5.x.1", "3.1.1", "127.0.0.1 is blocked", "", "5.1.1x y"] {
            assert_eq!(Reply::of(550, text).enhanced, None, "{text}");
        }
    }
}
