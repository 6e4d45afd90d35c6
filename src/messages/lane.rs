//! One of the lanes that send side by side, and what a way to send must be able to do.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender};
use tokio::sync::{Mutex, watch};

use crate::app::{ClearedUp, Ended, LineNews, Notice};
use crate::store::{Medium, Outcome};

/// A connection with nothing to do is kept so long.
const LINGER: Duration = Duration::from_secs(2);

/// A way to send messages.
pub(super) trait Sender: Clone + Send + Sync + 'static {
    /// Which way.
    const MEDIUM: Medium;
    /// What one lane keeps between two messages.
    type Line: Send;

    /// A line, nothing opened yet.
    fn line(&self) -> Self::Line;

    /// The lines that there are, by name.
    fn names(&self) -> Vec<String>;

    /// How many of so many messages may be claimed.
    fn room(&self, now: Duration, wished: u32) -> u32;

    /// Over which line a message would go now; `None`: over none.
    fn carrier(&self, now: Duration, notice: &Notice) -> Option<String>;

    /// In how many parts it would go, where parts are paid for.
    fn parts(&self, notice: &Notice) -> u32;

    /// Sends one message, once.
    fn send(&self, line: &mut Self::Line, claimed: &Claimed) -> impl Future<Output = Sent> + Send;

    /// Asks what became of one.
    fn ask(&self, notice: &Notice) -> impl Future<Output = ClearedUp> + Send;

    /// Whether a doubt can be looked at now.
    fn can_ask(&self, now: Duration, notice: &Notice) -> bool;

    /// Nothing is left to send for the moment.
    fn rest(&self, line: &mut Self::Line) -> impl Future<Output = ()> + Send;

    /// What changed about the lines since this was asked last.
    fn news(&self) -> Vec<(String, LineNews)>;
}

/// A claimed message.
pub(super) struct Claimed {
    pub(super) notice: Notice,
    pub(super) carrier: String,
    pub(super) attempt: String,
}

/// What became of an attempt.
pub(super) struct Sent {
    pub(super) outcome: Outcome,
    /// In how many parts, where the line tells.
    pub(super) parts: Option<u32>,
}

impl From<Outcome> for Sent {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, parts: None }
    }
}

/// What a lane is given.
pub(super) enum Job {
    Send(Box<Claimed>),
    Ask(Box<Notice>),
}

/// What it has done.
pub(super) enum Done {
    Sent(Ended),
    Asked(i64, ClearedUp),
}

/// Sends what it gets, one after the other, until nobody can give it anything any more. What was not begun when the program stops is put
/// back.
pub(super) async fn lane<S: Sender>(
    sender: S,
    jobs: Arc<Mutex<UnboundedReceiver<Job>>>,
    tell: UnboundedSender<Done>,
    stop: watch::Receiver<bool>,
) {
    let mut line = sender.line();
    let mut is_resting = true;
    loop {
        let next = async { jobs.lock().await.recv().await };
        let next = if is_resting {
            next.await
        } else {
            let next = tokio::time::timeout(LINGER, next).await;
            let Ok(next) = next else {
                sender.rest(&mut line).await;
                is_resting = true;
                continue;
            };
            next
        };
        let Some(job) = next else {
            return sender.rest(&mut line).await;
        };
        is_resting = false;
        let done = match job {
            Job::Ask(notice) => Done::Asked(notice.message.id, sender.ask(&notice).await),
            Job::Send(claimed) => {
                let Sent { outcome, parts } = if *stop.borrow() {
                    Outcome::Untouched.into()
                } else {
                    sender.send(&mut line, &claimed).await
                };
                log(&claimed.notice, &outcome);
                Done::Sent(Ended {
                    id: claimed.notice.message.id,
                    attempt: claimed.attempt,
                    outcome,
                    parts,
                })
            }
        };
        // Whoever kept the books is gone: the next one finds the message in doubt.
        let _ = tell.send(done);
    }
}

/// Neither the address nor the other side's words, which may repeat it (security T15).
fn log(notice: &Notice, outcome: &Outcome) {
    let (message, kind) = (notice.message.id, notice.message.kind.key());
    match outcome {
        Outcome::Sent(_) => tracing::info!(message, kind, "sent"),
        Outcome::Later(..) | Outcome::Elsewhere(..) | Outcome::Full(..) => {
            tracing::warn!(message, kind, "not accepted for now");
        }
        Outcome::Failed(_) | Outcome::NoMailbox(_) => tracing::warn!(message, kind, "refused for good"),
        Outcome::Unknown(_) => tracing::warn!(message, kind, "not known whether accepted"),
        Outcome::Untouched => tracing::debug!(message, kind, "put back"),
    }
}
