//! Passes that somebody waits for: before a patient's booking is confirmed, or because a person asked. Whoever makes passes listens here;
//! where nobody does, nobody waits (caldav §3.6).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{Notify, oneshot};

use crate::app::App;
use crate::domain::calendar::LinkState;
use crate::domain::id::{CalendarLinkId, PractitionerId};
use crate::domain::time::Instant;
use crate::store::{CalendarLink, Db, Fault};
use crate::sys::clock::Trust;

/// What a calendar said longer ago is asked again before a patient's booking is confirmed (caldav §3.6).
const FRESH: TimeDelta = TimeDelta::seconds(30);
/// So long a patient may wait for all calendars together.
const PATIENCE: Duration = Duration::from_secs(2);

/// Somebody waits for a pass over each of these.
#[derive(Debug)]
pub struct AskedPass {
    /// Of which calendars.
    pub links: Vec<CalendarLinkId>,
    /// Told, or dropped, once every pass has ended, however it did.
    pub done: oneshot::Sender<()>,
}

/// What is asked for and not taken up yet.
#[derive(Debug, Default)]
pub(in crate::app) struct Asked {
    waiting: Mutex<Vec<AskedPass>>,
    wake: Notify,
    listeners: AtomicUsize,
}

/// As long as it lives, somebody makes the passes that are asked for.
#[derive(Debug)]
pub struct Listening(Arc<Asked>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.listeners.fetch_sub(1, Ordering::SeqCst);
        // Nobody waits for what nobody does.
        self.0.take();
    }
}

impl Asked {
    fn take(&self) -> Vec<AskedPass> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn pass(&self, links: Vec<CalendarLinkId>, at_most: Duration) -> bool {
        if links.is_empty() || self.listeners.load(Ordering::SeqCst) == 0 {
            return false;
        }
        let (done, ended) = oneshot::channel();
        let asked = AskedPass { links, done };
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(asked);
        self.wake.notify_one();
        matches!(tokio::time::timeout(at_most, ended).await, Ok(Ok(())))
    }
}

impl App {
    /// To be held by whoever makes passes.
    pub fn listen_for_calendars(&self) -> Listening {
        self.asked.listeners.fetch_add(1, Ordering::SeqCst);
        Listening(Arc::clone(&self.asked))
    }

    /// Ends when somebody has asked for a pass.
    pub async fn calendars_asked(&self) {
        self.asked.wake.notified().await;
    }

    /// What is asked for, each once.
    pub fn take_asked_calendars(&self) -> Vec<AskedPass> {
        self.asked.take()
    }

    /// Asks for a pass over a calendar now, and waits for its end, but no longer than that; whether it has ended. Nothing happens to one
    /// that is at rest or stopped.
    pub async fn sync_now(&self, link: CalendarLinkId, at_most: Duration) -> bool {
        self.asked.pass(vec![link], at_most).await
    }

    /// Asks calendars again that said nothing lately. Whatever comes of it, nobody waits for more than two seconds.
    pub(in crate::app) async fn freshen(&self, stale: Result<Vec<CalendarLinkId>, Fault>) {
        match stale {
            Ok(links) => drop(self.asked.pass(links, PATIENCE).await),
            Err(fault) => tracing::warn!(%fault, "calendars before a confirmation"),
        }
    }

    /// Whether there is anybody to be asked, and a time to ask by.
    pub(in crate::app) fn may_ask_calendars(&self) -> bool {
        self.asked.listeners.load(Ordering::SeqCst) > 0 && self.clock.trust() == Trust::Trusted
    }
}

/// Calendars of these people that said nothing lately; not those whose server did not answer last time: what is known has to do then.
pub(in crate::app) fn stale_calendars(
    db: &Db<'_>,
    people: &[PractitionerId],
    now: Instant,
) -> Result<Vec<CalendarLinkId>, Fault> {
    let is_stale = |link: &CalendarLink| {
        people.contains(&link.practitioner)
            && link.state == LinkState::Active
            && link.failures == 0
            && link.polled.is_none_or(|polled| now - polled > FRESH)
    };
    let links = db.calendar_links()?.into_iter();
    Ok(links.filter(is_stale).map(|link| link.id).collect())
}
