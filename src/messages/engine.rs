//! What every worker of messages does, whatever the way: claim, send, record; housekeeping of doubts (reminders §2).
//!
//! Lanes send side by side, each one message at a time; the engine keeps the books. What lanes have done is recorded in the same commit
//! that claims what they get next, so that a slow disk holds nobody up and few messages are in doubt if the power goes.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, watch};

use super::lane::{Claimed, Done, Job, Sender, lane};
use super::pace::Pace;
use crate::app::{App, ClearedUp, Ended, LineNews, ToClaim, Turn};
use crate::domain::id::Revision;
use crate::store::{Fault, Medium};
use crate::sys::task::{self, stopped};

/// Messages on their way at once.
const LANES: usize = 4;
/// Messages claimed and not recorded at most: what may be in doubt after a power cut.
const IN_HAND_MAX: usize = 16;
/// Without a commit that wakes it: how late a message that comes due by itself may be.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// How often doubts are looked at.
const DOUBT_EVERY: Duration = Duration::from_secs(20);
/// Doubts looked at in one go.
const DOUBTS: u32 = 8;

/// The lanes and their books.
pub(super) struct Engine<S: Sender> {
    app: App,
    sender: S,
    pace: Arc<Pace>,
    lanes: Option<UnboundedSender<Job>>,
    done: UnboundedReceiver<Done>,
    tell: UnboundedSender<Done>,
    /// Not recorded yet; nothing is claimed before.
    ended: Vec<Ended>,
    cleared: Vec<(i64, ClearedUp)>,
    news: Vec<(String, LineNews)>,
    /// Something was recorded since it was looked what is due: it may be due again, or be what others waited for.
    has_recorded: bool,
    in_hand: usize,
    asked: BTreeSet<i64>,
    declared: Option<Vec<String>>,
    doubted: Option<Duration>,
}

impl<S: Sender> Engine<S> {
    pub(super) fn new(app: App, sender: S, pace: Arc<Pace>) -> Self {
        let (tell, done) = unbounded_channel();
        Self {
            app,
            sender,
            pace,
            lanes: None,
            done,
            tell,
            ended: Vec::new(),
            cleared: Vec::new(),
            news: Vec::new(),
            has_recorded: false,
            in_hand: 0,
            asked: BTreeSet::new(),
            declared: None,
            doubted: None,
        }
    }

    pub(super) fn sender(&mut self) -> &mut S {
        &mut self.sender
    }

    /// Sends until `stop` comes true; messages on their way are recorded before it ends.
    pub(super) async fn work(mut self, mut stop: watch::Receiver<bool>) {
        let mut events = self.app.events();
        // A worker that died left its messages in doubt.
        if let Err(fault) = self.app.doubt_attempts_by(S::MEDIUM).await {
            tracing::warn!(%fault, "outbox");
        }
        while !*stop.borrow() {
            if let Err(fault) = self.begin(&stop).await {
                tracing::warn!(%fault, "outbox");
            }
            tokio::select! {
                Some(done) = self.done.recv() => self.note(done),
                () = woken(&mut events) => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = stopped(&mut stop) => {}
            }
        }
        if let Err(fault) = self.finish().await {
            tracing::warn!(%fault, "outbox");
        }
    }

    /// Tries what is due now, and what comes due meanwhile; how many were tried.
    pub(super) async fn round(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        let mut tried = self.begin(stop).await?;
        while self.is_busy() {
            self.wait().await;
            tried += self.begin(stop).await?;
        }
        self.record().await?;
        Ok(tried)
    }

    fn is_busy(&self) -> bool {
        self.in_hand > 0 || !self.asked.is_empty()
    }

    async fn wait(&mut self) {
        if let Some(done) = self.done.recv().await {
            self.note(done);
        }
    }

    /// Waits for what is on its way, and records it.
    async fn finish(&mut self) -> Result<(), Fault> {
        while self.is_busy() {
            self.wait().await;
            self.record().await?;
        }
        self.record().await
    }

    fn note(&mut self, done: Done) {
        match done {
            Done::Sent(ended) => {
                self.in_hand = self.in_hand.saturating_sub(1);
                self.ended.push(ended);
            }
            Done::Asked(id, cleared) => {
                self.asked.remove(&id);
                self.cleared.push((id, cleared));
            }
        }
    }

    /// Records what has ended, claims what is due as far as there is room, and hands it to the lanes; how many.
    async fn begin(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        while let Ok(done) = self.done.try_recv() {
            self.note(done);
        }
        self.declare().await?;
        let asked = if *stop.borrow() {
            0
        } else {
            self.look_after(stop).await?
        };
        loop {
            let begun = self.claim(stop).await?;
            if begun > 0 || !self.has_recorded {
                return Ok(begun + asked);
            }
        }
    }

    /// The same once, without looking after doubts.
    async fn claim(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        let now = self.app.clock().elapsed();
        let wished = u32::try_from(IN_HAND_MAX - self.in_hand).unwrap_or(0);
        let room = self.sender.room(now, wished);
        if *stop.borrow() || room == 0 || self.in_hand > IN_HAND_MAX / 2 {
            self.record().await?;
            self.has_recorded = false;
            return Ok(0);
        }
        self.has_recorded = false;
        let late = self.pace.room(now);
        let mut due = self.app.notices_to_send(S::MEDIUM, room, late).await?;
        let mut carriers = Vec::new();
        due.retain(|notice| {
            let carrier = self.sender.carrier(now, notice);
            carriers.extend(carrier.clone());
            carrier.is_some()
        });
        let claims = due.iter().zip(&carriers);
        let claims = claims.map(|(notice, carrier)| ToClaim {
            message: notice.message.clone(),
            carrier: Some(carrier.clone()),
            parts: self.sender.parts(notice),
        });
        let attempts = self.turn(claims.collect()).await?;
        let mut begun = 0;
        for ((notice, carrier), attempt) in due.into_iter().zip(carriers).zip(attempts) {
            if let Some(attempt) = attempt {
                begun += 1;
                self.pace
                    .note(now, usize::from(self.app.is_left_over(&notice.message)));
                self.in_hand += 1;
                let claimed = Claimed {
                    notice,
                    carrier,
                    attempt,
                };
                self.hand(Job::Send(Box::new(claimed)), stop);
            }
        }
        Ok(begun)
    }

    async fn record(&mut self) -> Result<(), Fault> {
        self.turn(Vec::new()).await.map(drop)
    }

    /// One commit, none where there is nothing to write.
    async fn turn(&mut self, claims: Vec<ToClaim>) -> Result<Vec<Option<String>>, Fault> {
        while let Some((id, cleared)) = self.cleared.last().cloned() {
            self.app.clear_up(id, cleared).await?;
            self.cleared.pop();
        }
        self.news.extend(self.sender.news());
        if self.ended.is_empty() && self.news.is_empty() && claims.is_empty() {
            return Ok(Vec::new());
        }
        let turn = Turn {
            medium: S::MEDIUM,
            ended: self.ended.clone(),
            news: self.news.clone(),
            claims,
        };
        let attempts = self.app.turn(turn).await?;
        self.has_recorded |= !self.ended.is_empty();
        self.ended.clear();
        self.news.clear();
        Ok(attempts)
    }

    /// Others ask whether there is a way at all.
    async fn declare(&mut self) -> Result<(), Fault> {
        let names = self.sender.names();
        if self.declared.as_ref() != Some(&names) {
            self.app.declare_lines(S::MEDIUM, names.clone()).await?;
            self.declared = Some(names);
        }
        Ok(())
    }

    /// Doubts, and what waits in vain; how many carriers were asked.
    async fn look_after(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        let now = self.app.clock().elapsed();
        if self.doubted.is_some_and(|last| now < last + DOUBT_EVERY) {
            return Ok(0);
        }
        self.doubted = Some(now);
        if self.sender.room(now, 1) == 0 {
            // What was said of the line is known before it is asked which ones work.
            self.record().await?;
            self.app.hand_over(S::MEDIUM).await?;
        }
        if S::MEDIUM == Medium::Email {
            self.app.reconsider_notices().await?;
            return Ok(0);
        }
        let mut asked = 0;
        for notice in self.app.notices_in_doubt(DOUBTS).await? {
            let id = notice.message.id;
            if self.sender.can_ask(now, &notice) && self.asked.insert(id) {
                asked += 1;
                self.hand(Job::Ask(Box::new(notice)), stop);
            }
        }
        Ok(asked)
    }

    fn hand(&mut self, job: Job, stop: &watch::Receiver<bool>) {
        let lanes = self.lanes.get_or_insert_with(|| {
            let (hand, jobs) = unbounded_channel();
            let jobs = Arc::new(Mutex::new(jobs));
            for _ in 0..LANES {
                let (sender, jobs) = (self.sender.clone(), Arc::clone(&jobs));
                let lane = lane(sender, jobs, self.tell.clone(), stop.clone());
                drop(task::spawn("message lane", lane));
            }
            hand
        });
        // The lanes live as long as this does.
        let _ = lanes.send(job);
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
