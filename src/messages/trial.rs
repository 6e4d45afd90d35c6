//! A message to the practice's own mailbox, sent at once, to see whether the mail server takes it and what becomes of it.

use std::sync::Arc;
use std::time::Duration;

use super::carrier::{Receipt, Verdict};
use super::letter::plain_letter;
use super::mail::{Addressed, domain, mail};
use super::returns::Mailbox;
use super::smtp::{Fate, Patience, SmtpLine};
use super::smtp_answer::Class;
use crate::app::{App, MailFacts};
use crate::config::Smtp;
use crate::domain::contact::Email;
use crate::domain::mail::results::{Results, results};
use crate::domain::patient::Language;
use crate::i18n::Texts;
use crate::sys::hash::hex;
use crate::sys::ids;
use crate::sys::tls::ExtraRoots;

/// How long the server may take while somebody waits for the page.
const PATIENCE: Patience = Patience {
    connect: Duration::from_secs(10),
    step: Duration::from_secs(10),
    verdict: Duration::from_secs(15),
};
/// How often it is looked whether the message has come, and how many times.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const LOOKS: usize = 5;

/// What came of it; the words of the page are `mail-trial-{key}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialOutcome {
    /// The server took it.
    Sent,
    /// User or password are wrong.
    Login,
    /// Nobody answers under this name and port.
    Unreachable,
    /// The connection cannot be protected as it is set up.
    Protection,
    /// The server does not let this sender send.
    Sender,
    /// The server refuses the practice's own address.
    Recipient,
    /// Something else: the server's words say what.
    Other,
}

impl TrialOutcome {
    /// End of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Login => "login",
            Self::Unreachable => "unreachable",
            Self::Protection => "protection",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Other => "other",
        }
    }

    /// Out of what the server or the system said.
    fn of(verdict: &Verdict) -> Self {
        let words = match verdict {
            Verdict::Sent(_) => return Self::Sent,
            Verdict::NoLine(words)
            | Verdict::Misconfigured(words)
            | Verdict::NotNow(words)
            | Verdict::Never(words)
            | Verdict::Unknown(words) => words.to_ascii_lowercase(),
        };
        let has = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
        if has(&["535", "534", "5.7.8", "authentication"]) {
            Self::Login
        } else if has(&["certificate", "tls", "ssl", "invalid peer", "corrupt message"]) {
            Self::Protection
        } else if has(&[
            "sender",
            "5.1.8",
            "5.7.60",
            "mail from",
            "not owned",
            "not allowed to send",
        ]) {
            Self::Sender
        } else if has(&["5.1.1", "recipient", "mailbox", "user unknown", "relay"]) {
            Self::Recipient
        } else if matches!(verdict, Verdict::NoLine(_)) {
            Self::Unreachable
        } else {
            Self::Other
        }
    }
}

/// What the message says, and to whom.
#[derive(Clone, Debug)]
pub struct TrialLetter {
    /// The practice's own address.
    pub to: Email,
    /// In which language.
    pub language: Language,
    /// Its subject, without the practice's name.
    pub subject: String,
    /// Its text.
    pub lead: String,
}

/// A trial, and what is known of it.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What came of it.
    pub outcome: TrialOutcome,
    /// The words of the server, for whoever is to see to it.
    pub words: String,
    /// What the receiving side found, where the message came into the mailbox that is read.
    pub results: Option<Results>,
}

/// Sends one and, where the practice's mailbox is read, waits a little for it.
pub async fn trial(app: &App, server: &Smtp, letter: &TrialLetter, roots: &ExtraRoots) -> Trial {
    let agenda = app.agenda();
    let practice = &agenda.set_up().practice;
    let setup = app.mail_setup();
    let id = hex(&ids::bytes::<16>());
    let facts = MailFacts {
        id: id.clone(),
        dkim: setup.dkim.clone(),
        ..MailFacts::default()
    };
    let addressed = Addressed {
        from: &server.from,
        to: &letter.to,
        facts: &facts,
        language: letter.language,
        base: "",
        at: app.clock().known_now(),
    };
    let words = (letter.subject.as_str(), letter.lead.as_str());
    let letter = plain_letter(Texts::of(letter.language), practice, words);
    let verdict = match letter
        .ok_or_else(String::new)
        .and_then(|letter| mail(&letter, practice, &addressed))
    {
        Ok(mail) => {
            let mut line = SmtpLine::new(Arc::new(server.clone()), PATIENCE);
            let fate = line.deliver(&mail).await;
            line.close().await;
            verdict_of(fate)
        }
        Err(reason) => Verdict::Never(reason),
    };
    let outcome = TrialOutcome::of(&verdict);
    let words = match verdict {
        Verdict::Sent(receipt) => receipt.words,
        Verdict::NoLine(words)
        | Verdict::Misconfigured(words)
        | Verdict::NotNow(words)
        | Verdict::Never(words)
        | Verdict::Unknown(words) => words,
    };
    let results = match (&setup.returns, outcome) {
        (Some(returns), TrialOutcome::Sent) => {
            let id = format!("{id}@{}", domain(&server.from));
            found(returns, roots, &id).await
        }
        _ => None,
    };
    Trial {
        outcome,
        words,
        results,
    }
}

fn verdict_of(fate: Fate) -> Verdict {
    match fate {
        Fate::Sent(words) => Verdict::Sent(Receipt {
            words,
            ..Receipt::default()
        }),
        Fate::Not(Class::NoLine, words) => Verdict::NoLine(words),
        Fate::Not(Class::Misconfigured | Class::Distrusted, words) => Verdict::Misconfigured(words),
        Fate::Not(Class::Greylisted | Class::NotNow | Class::Full, words) => Verdict::NotNow(words),
        Fate::Not(Class::NoMailbox | Class::Never, words) => Verdict::Never(words),
        Fate::Not(Class::Unknown, words) => Verdict::Unknown(words),
    }
}

/// What the head of the message says once it is in the mailbox.
async fn found(returns: &crate::app::Returns, roots: &ExtraRoots, id: &str) -> Option<Results> {
    for _ in 0..LOOKS {
        tokio::time::sleep(LOOK_EVERY).await;
        let mut mailbox = Mailbox::open(returns, roots).await.ok()?;
        let head = mailbox.head_of(id).await.ok()?;
        mailbox.close().await;
        if let Some(head) = head {
            return results(&String::from_utf8_lossy(&head));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_servers_have_their_remedy() {
        let no_line = |words: &str| TrialOutcome::of(&Verdict::NoLine(words.to_owned()));
        let never = |words: &str| TrialOutcome::of(&Verdict::Never(words.to_owned()));
        assert_eq!(no_line("permanent error (535): 5.7.8 wrong"), TrialOutcome::Login);
        assert_eq!(
            no_line("Connection error: Connection refused"),
            TrialOutcome::Unreachable
        );
        assert_eq!(no_line("no answer within 10 s"), TrialOutcome::Unreachable);
        assert_eq!(
            no_line("Connection error: invalid peer certificate: UnknownIssuer"),
            TrialOutcome::Protection
        );
        assert_eq!(
            no_line("permanent error (553): Sender not owned"),
            TrialOutcome::Sender
        );
        assert_eq!(
            never("permanent error (550): 5.1.1 no such mailbox"),
            TrialOutcome::Recipient
        );
        assert_eq!(never("permanent error (554): spam"), TrialOutcome::Other);
    }
}
