//! Sends e-mails through the practice's mail server.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use super::backoff;
use super::breaker::Breaker;
use super::engine::Engine;
use super::lane::{Claimed, Sender, Sent};
use super::letter::letter;
use super::mail::{Addressed, Mail, mail};
use super::pace::Pace;
use super::smtp::{Fate, Patience, SmtpLine};
use super::smtp_answer::Class;
use crate::app::{App, ClearedUp, LineNews, Notice};
use crate::config::Smtp;
use crate::domain::contact::Contact;
use crate::store::{Fault, Medium, Outcome};

/// The one line of e-mails.
const LINE: &str = "smtp";
/// A server that lets the unknown wait takes them after so long at the earliest (reminders §5).
const GREYLISTED: TimeDelta = TimeDelta::minutes(5);
/// A full mailbox is tried again after the first, then after the second of these (reminders §5).
const FULL: [TimeDelta; 2] = [TimeDelta::hours(1), TimeDelta::hours(6)];

/// Sends the e-mails of the outbox through one mail server.
pub struct Postman(Engine<Post>);

/// The server and what is known of it.
#[derive(Clone)]
struct Post {
    app: App,
    server: Arc<Smtp>,
    base: Arc<str>,
    patience: Patience,
    breaker: Arc<Breaker>,
    warnings: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Postman {
    /// `base`: the address of the pages for links, without a closing slash; `pace` is shared with whoever else sends.
    pub fn new(app: App, server: Smtp, base: &str, pace: Arc<Pace>) -> Self {
        let post = Post {
            app: app.clone(),
            server: Arc::new(server),
            base: Arc::from(base),
            patience: Patience::default(),
            breaker: Arc::default(),
            warnings: Arc::default(),
        };
        Self(Engine::new(app, post, pace))
    }

    /// The same with another patience.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.0.sender().patience = patience;
        self
    }

    /// Sends until `stop` comes true; messages on their way are recorded before it ends.
    pub async fn work(self, stop: watch::Receiver<bool>) {
        self.0.work(stop).await;
    }

    /// Tries what is due now; how many were tried.
    pub async fn round(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        self.0.round(stop).await
    }
}

impl Post {
    fn mail_of(&self, notice: &Notice) -> Result<Mail, String> {
        let agenda = self.app.agenda();
        let practice = &agenda.set_up().practice;
        let Contact::Email(to) = &notice.message.to else {
            return Err("not an e-mail address".to_owned());
        };
        let letter = letter(notice, practice, &self.base).ok_or("nothing to say any more")?;
        let addressed = Addressed {
            from: &self.server.from,
            to,
            facts: &notice.mail,
            language: notice.message.language,
            base: &self.base,
            at: self.app.clock().known_now(),
        };
        mail(&letter, practice, &addressed)
    }

    /// What becomes of a message, and of the line.
    fn judged(&self, class: Class, words: String, attempts: u32) -> Outcome {
        let (elapsed, now) = (self.app.clock().elapsed(), self.app.clock().known_now());
        let pause = backoff::pause(attempts);
        match class {
            Class::NoLine | Class::Unknown => self.breaker.failed(elapsed, &words),
            Class::Misconfigured => self.breaker.stopped(elapsed, &words),
            _ => self.breaker.worked(),
        }
        match class {
            Class::NoLine | Class::Misconfigured | Class::NotNow => Outcome::Later(now + pause, words),
            Class::Greylisted => Outcome::Later(now + pause.max(GREYLISTED), words),
            Class::Full => Outcome::Full(FULL.map(|after| now + after), words),
            Class::NoMailbox => Outcome::NoMailbox(words),
            Class::Never => Outcome::Failed(words),
            Class::Unknown => Outcome::Unknown(words),
            Class::Distrusted => {
                let mut warnings = self.warnings.lock();
                if let Ok(warnings) = &mut warnings {
                    warnings.push(words.clone());
                }
                Outcome::Failed(words)
            }
        }
    }
}

impl Sender for Post {
    const MEDIUM: Medium = Medium::Email;
    type Line = SmtpLine;

    fn line(&self) -> SmtpLine {
        SmtpLine::new(Arc::clone(&self.server), self.patience)
    }

    fn names(&self) -> Vec<String> {
        vec![LINE.to_owned()]
    }

    fn room(&self, now: Duration, wished: u32) -> u32 {
        self.breaker.room(now, wished)
    }

    fn carrier(&self, _: Duration, _: &Notice) -> Option<String> {
        Some(LINE.to_owned())
    }

    fn parts(&self, _: &Notice) -> u32 {
        0
    }

    async fn send(&self, line: &mut SmtpLine, claimed: &Claimed) -> Sent {
        let mail = match self.mail_of(&claimed.notice) {
            Ok(mail) => mail,
            Err(reason) => return Outcome::Failed(reason).into(),
        };
        if !self.breaker.begins(self.app.clock().elapsed()) {
            return Outcome::Untouched.into();
        }
        let outcome = match line.deliver(&mail).await {
            Fate::Sent(words) => {
                self.breaker.worked();
                Outcome::Sent(Some(words))
            }
            Fate::Not(class, words) => self.judged(class, words, claimed.notice.message.attempts + 1),
        };
        outcome.into()
    }

    async fn ask(&self, _: &Notice) -> ClearedUp {
        ClearedUp::Never
    }

    fn can_ask(&self, _: Duration, _: &Notice) -> bool {
        false
    }

    async fn rest(&self, line: &mut SmtpLine) {
        line.close().await;
    }

    fn news(&self) -> Vec<(String, LineNews)> {
        let warnings = self
            .warnings
            .lock()
            .map(|mut warnings| std::mem::take(&mut *warnings));
        let warns = warnings.unwrap_or_default().into_iter().map(LineNews::Warns);
        self.breaker
            .told()
            .chain(warns)
            .map(|news| (LINE.to_owned(), news))
            .collect()
    }
}
