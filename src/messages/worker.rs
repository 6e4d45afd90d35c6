//! Takes due messages one by one: claim, send, record. Woken by commits and by a timer; losing a wake-up loses nothing.

use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use super::backoff;
use super::carrier::Verdict;
use super::letter::letter;
use super::mail::{Addressed, mail};
use super::smtp::{Patience, deliver};
use crate::app::{App, Notice};
use crate::config::Smtp;
use crate::domain::contact::Contact;
use crate::domain::id::Revision;
use crate::store::{Fault, Outcome};
use crate::sys::task::stopped;

/// Messages read at once; each is judged again when it is claimed.
const AT_ONCE: u32 = 20;
/// Without a commit that wakes it: how late a message that comes due by itself may be.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// So many tries in a row without a working server …
const BREAK_AFTER: u32 = 5;
/// … and it is left alone for this long (reminders §2).
const BREAK: Duration = Duration::from_mins(10);

/// Sends what is in the outbox through one mail server.
#[derive(Debug)]
pub struct Postman {
    app: App,
    server: Smtp,
    base: String,
    patience: Patience,
    /// Outcomes that could not be written yet; nothing is claimed before they are.
    unrecorded: Vec<(i64, String, Outcome)>,
    lines_failed: u32,
    broken_until: Option<Duration>,
}

impl Postman {
    /// `base`: the address of the pages for links, without a closing slash.
    pub fn new(app: App, server: Smtp, base: String) -> Self {
        Self {
            app,
            server,
            base,
            patience: Patience::default(),
            unrecorded: Vec::new(),
            lines_failed: 0,
            broken_until: None,
        }
    }

    /// The same with another patience.
    #[must_use]
    pub fn with_patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    /// Sends until `stop` comes true; a message on its way is recorded before it ends.
    pub async fn work(mut self, mut stop: watch::Receiver<bool>) {
        let mut events = self.app.events();
        // A worker that died left its message in doubt.
        if let Err(fault) = self.app.doubt_attempts().await {
            tracing::warn!(%fault, "outbox");
        }
        loop {
            match self.round(&stop).await {
                Ok(0) => {}
                // There may be more than were read at once.
                Ok(_) => continue,
                Err(fault) => tracing::warn!(%fault, "outbox"),
            }
            tokio::select! {
                () = woken(&mut events) => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = stopped(&mut stop) => return,
            }
        }
    }

    /// Tries what is due now; how many were tried.
    pub async fn round(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        self.record().await?;
        let now = self.app.clock().elapsed();
        if self.broken_until.is_some_and(|until| now < until) {
            return Ok(0);
        }
        self.app.reconsider_notices().await?;
        let mut tried = 0;
        for notice in self.app.due_notices(AT_ONCE).await? {
            if *stop.borrow() || self.broken_until.is_some_and(|until| now < until) {
                break;
            }
            let Some(attempt) = self.app.claim_notice(&notice.message).await? else {
                continue;
            };
            tried += 1;
            let outcome = self.tried(&notice).await;
            self.unrecorded.push((notice.message.id, attempt, outcome));
            self.record().await?;
        }
        Ok(tried)
    }

    async fn record(&mut self) -> Result<(), Fault> {
        while let Some((id, attempt, outcome)) = self.unrecorded.last().cloned() {
            self.app.settle_notice(id, attempt, outcome).await?;
            self.unrecorded.pop();
        }
        Ok(())
    }

    async fn tried(&mut self, notice: &Notice) -> Outcome {
        let message = &notice.message;
        let verdict = match self.mail_of(notice) {
            Ok(mail) => deliver(&self.server, &mail, self.patience).await,
            Err(reason) => Verdict::Never(reason),
        };
        self.count(&verdict);
        // Neither the address nor the server's words, which may repeat it (security T15).
        let (id, kind) = (message.id, message.kind.key());
        let later = || self.app.clock().known_now() + backoff::pause(message.attempts + 1);
        match verdict {
            Verdict::Sent(receipt) => {
                tracing::info!(message = id, kind, "sent");
                Outcome::Sent(Some(receipt.words))
            }
            Verdict::NoLine(reason) | Verdict::Misconfigured(reason) => {
                // Not about anybody: the connection, our account, our sender address.
                tracing::warn!(message = id, kind, reason, "the mail server is not to be had");
                Outcome::Later(later(), reason)
            }
            Verdict::NotNow(reason) => {
                tracing::warn!(message = id, kind, "not accepted for now");
                Outcome::Later(later(), reason)
            }
            Verdict::Never(reason) => {
                tracing::warn!(message = id, kind, "refused for good");
                Outcome::Failed(reason)
            }
            Verdict::Unknown(reason) => {
                tracing::warn!(message = id, kind, "not known whether accepted");
                Outcome::Unknown(reason)
            }
        }
    }

    fn mail_of(&self, notice: &Notice) -> Result<super::mail::Mail, String> {
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

    /// After some tries in a row without a line the server is left alone for a while; one message then probes it.
    fn count(&mut self, verdict: &Verdict) {
        if !matches!(verdict, Verdict::NoLine(_) | Verdict::Misconfigured(_)) {
            self.lines_failed = 0;
            self.broken_until = None;
            return;
        }
        self.lines_failed += 1;
        if self.lines_failed >= BREAK_AFTER {
            self.broken_until = Some(self.app.clock().elapsed() + BREAK);
        }
    }
}

/// Completes at the next commit that somebody may want to hear of.
pub(super) async fn woken(events: &mut Receiver<Revision>) {
    match events.recv().await {
        Ok(_) | Err(RecvError::Lagged(_)) => {}
        // The application holds the sender; were it gone, the timer remains.
        Err(RecvError::Closed) => std::future::pending().await,
    }
}
