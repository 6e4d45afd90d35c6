//! Keeps the practice and the calendars of its practitioners the same: asks each calendar when it is due, and writes at once what waits.
//! Losing a wake-up loses nothing; ending at any point loses nothing either, since what was not recorded is found again (caldav §4.2).

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::Instant;

use super::dav::Terms;
use super::memory::Memory;
use super::pass::{Ended, Errand, How, pass};
use super::report::SyncReport;
use super::verdict;
use crate::app::{App, AskedPass, DueCalendar, Listening};
use crate::domain::calendar::{LinkState, pause_after_failures};
use crate::domain::id::{CalendarLinkId, Revision};
use crate::store::{CalendarLink, Fault};
use crate::sys::http::{Address, Allowance};
use crate::sys::task::stopped;

/// Passes at once, one of each calendar.
const SIDE_BY_SIDE: usize = 4;
/// Of them, over calendars of one server, and over those that came to nothing last time: one that is slow, or many that are dead, must not
/// take every turn.
const OF_ONE: usize = 2;
/// Passes that somebody waits for begin beyond that number, but not without end.
const WITH_ASKED: usize = 12;
/// The longest and the shortest sleep between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(30);
const LOOK_NOT_BEFORE: Duration = Duration::from_millis(200);
/// A commit may be followed by others: all of them are looked at together. What is booked still stands in the calendar within two seconds.
const COMMITS_SETTLE: Duration = Duration::from_millis(250);
/// How long passes on their way may take to end when the program stops.
const GRACE: Duration = Duration::from_secs(5);

/// A pass on its way.
struct Running {
    link: CalendarLinkId,
    host: String,
    errand: Errand,
    is_failing: bool,
    made: Pin<Box<dyn Future<Output = Ended> + Send>>,
}

/// See the module.
pub struct Scribe {
    app: App,
    /// Address of the pages, for links in events.
    base: Option<String>,
    allowance: Allowance,
    running: Vec<Running>,
    memories: BTreeMap<CalendarLinkId, Memory>,
    /// Who waits, and for which calendars still.
    asked: Vec<AskedPass>,
    /// Calendars of theirs whose pass has not begun.
    wanted: BTreeSet<CalendarLinkId>,
    /// Outcomes whose verdict could not be written yet.
    unrecorded: Vec<Ended>,
}

impl Scribe {
    /// One that has asked nothing yet. `base`: the address of the pages without a closing slash, where it is known.
    pub fn new(app: App, base: Option<String>) -> Self {
        Self {
            app,
            base,
            allowance: Terms::default().allowance,
            running: Vec::new(),
            memories: BTreeMap::new(),
            asked: Vec::new(),
            wanted: BTreeSet::new(),
            unrecorded: Vec::new(),
        }
    }

    /// The same with other limits on time and size of a request.
    #[must_use]
    pub fn with_allowance(self, allowance: Allowance) -> Self {
        Self { allowance, ..self }
    }

    /// Makes passes until `stop` comes true; those on their way may end.
    pub fn work(self, stop: watch::Receiver<bool>) -> impl Future<Output = ()> + Send {
        // At once: whoever asks for a pass from now on is heard.
        let listening = self.app.listen_for_calendars();
        self.working(listening, stop)
    }

    async fn working(mut self, listening: Listening, mut stop: watch::Receiver<bool>) {
        let mut events = self.app.events();
        let app = self.app.clone();
        'passes: loop {
            let pause = match self.begin().await {
                Ok(pause) => pause,
                Err(fault) => {
                    tracing::warn!(%fault, "calendars");
                    LOOK_EVERY
                }
            };
            let mut until = Instant::now() + pause;
            loop {
                tokio::select! {
                    ended = first(&mut self.running) => {
                        self.unrecorded.push(ended);
                        break;
                    }
                    () = woken(&mut events) => until = until.min(Instant::now() + COMMITS_SETTLE),
                    () = app.calendars_asked() => break,
                    () = tokio::time::sleep_until(until) => break,
                    () = stopped(&mut stop) => break 'passes,
                }
            }
        }
        drop(listening);
        // What does not end in time is as if the power had failed: nothing is lost by it.
        if tokio::time::timeout(GRACE, self.finish()).await.is_err() {
            tracing::info!("passes over calendars were broken off");
        }
    }

    /// Makes every pass that is due now, and waits for them; what came of each.
    pub async fn round(&mut self) -> Result<Vec<SyncReport>, Fault> {
        let due = self.due().await?;
        let mut reports = self.waited(due, Errand::Whole).await?;
        let more = self.app.calendars_to_write().await?;
        reports.extend(self.waited(more, Errand::Write).await?);
        Ok(reports)
    }

    /// Makes a pass over every calendar that is neither at rest nor stopped, due or not; what came of each.
    pub async fn all(&mut self) -> Result<Vec<SyncReport>, Fault> {
        let links = self.app.calendar_links().await?;
        let ids = links.into_iter().map(|link| link.id).collect();
        let all = self.app.calendars_of(ids).await?;
        self.waited(all, Errand::Whole).await
    }

    async fn waited(&mut self, due: Vec<DueCalendar>, errand: Errand) -> Result<Vec<SyncReport>, Fault> {
        let (mut reports, mut due) = (Vec::new(), due.into_iter());
        loop {
            for next in due
                .by_ref()
                .take(SIDE_BY_SIDE - self.running.len().min(SIDE_BY_SIDE))
            {
                self.start(next, errand);
            }
            if self.running.is_empty() {
                return Ok(reports);
            }
            let ended = first(&mut self.running).await;
            reports.push(SyncReport {
                link: ended.id(),
                outcome: ended.outcome.clone(),
            });
            self.unrecorded.push(ended);
            self.record().await?;
        }
    }

    /// Begins what is due, as far as there is room; how long until there may be more.
    async fn begin(&mut self) -> Result<Duration, Fault> {
        self.record().await?;
        self.take_asked().await?;
        self.whole().await?;
        for due in self.app.calendars_to_write().await? {
            if self.has_room(&due.link) && !self.is_running(due.link.id) {
                self.start(due, Errand::Write);
            }
        }
        let (now, dues) = (self.app.now(), self.app.calendar_dues().await?);
        // What is due and did not begin waits for the end of a pass, which wakes.
        let mut next = dues
            .into_iter()
            .filter(|(id, due)| *due > now && !self.is_running(*id));
        let next = next
            .next()
            .map_or(LOOK_EVERY, |(_, due)| (due - now).to_std().unwrap_or_default());
        Ok(next.clamp(LOOK_NOT_BEFORE, LOOK_EVERY))
    }

    /// Begins the passes that are due, as far as there is room.
    async fn whole(&mut self) -> Result<(), Fault> {
        for due in self.due().await? {
            if self.has_room(&due.link) && !self.is_running(due.link.id) {
                self.start(due, Errand::Whole);
            }
        }
        Ok(())
    }

    /// Those that are due, by the time of day or by the clock that never goes back: one that was put back keeps no calendar waiting.
    async fn due(&mut self) -> Result<Vec<DueCalendar>, Fault> {
        let mut due = self.app.due_calendars().await?;
        let now = self.app.clock().elapsed();
        let is_late = |memory: &Memory| memory.due.is_some_and(|due| due <= now);
        let late = self.memories.iter().filter(|(_, memory)| is_late(memory));
        let late: Vec<CalendarLinkId> = late
            .map(|(id, _)| *id)
            .filter(|id| due.iter().all(|one| one.link.id != *id))
            .collect();
        if !late.is_empty() {
            let found = self.app.calendars_of(late.clone()).await?;
            let is_left = |id: &CalendarLinkId| found.iter().any(|one| one.link.id == *id);
            // At rest, stopped or let go of: it begins anew.
            self.memories.retain(|id, _| !late.contains(id) || is_left(id));
            due.extend(found);
        }
        Ok(due)
    }

    /// Begins the passes that somebody waits for. One that is on its way and reads is waited for; one that only writes is followed by
    /// another.
    async fn take_asked(&mut self) -> Result<(), Fault> {
        let new = self.app.take_asked_calendars();
        self.wanted
            .extend(new.iter().flat_map(|asked| asked.links.iter().copied()));
        self.asked.extend(new);
        if self.wanted.is_empty() {
            return Ok(());
        }
        let (waiting, ready): (BTreeSet<_>, BTreeSet<_>) =
            self.wanted.iter().copied().partition(|id| self.is_running(*id));
        let only_writes = |id: &CalendarLinkId| {
            let mut running = self.running.iter();
            running.any(|one| one.link == *id && one.errand == Errand::Write)
        };
        self.wanted = waiting.into_iter().filter(only_writes).collect();
        for due in self.app.calendars_of(ready.into_iter().collect()).await? {
            if self.running.len() < WITH_ASKED {
                self.start(due, Errand::Whole);
            }
        }
        self.answer();
        Ok(())
    }

    /// Who waits for no pass any more is told.
    fn answer(&mut self) {
        let mut waited_for = self.wanted.clone();
        waited_for.extend(self.running.iter().map(|one| one.link));
        let (open, done) = std::mem::take(&mut self.asked)
            .into_iter()
            .partition(|asked| asked.links.iter().any(|link| waited_for.contains(link)));
        self.asked = open;
        for asked in done {
            // Whoever asked may have gone on without an answer.
            let _ = asked.done.send(());
        }
    }

    fn start(&mut self, due: DueCalendar, errand: Errand) {
        let id = due.link.id;
        let memory = self.memories.remove(&id).unwrap_or_default();
        let how = How {
            base: self.base.clone(),
            allowance: self.allowance,
        };
        self.running.push(Running {
            link: id,
            host: host(&due.link),
            errand,
            is_failing: due.link.failures > 0,
            made: Box::pin(pass(self.app.clone(), due, memory, (errand, how))),
        });
    }

    fn has_room(&self, link: &CalendarLink) -> bool {
        let host = host(link);
        let count = |is: &dyn Fn(&Running) -> bool| self.running.iter().filter(|one| is(one)).count();
        let is_failing = link.failures > 0;
        self.running.len() < SIDE_BY_SIDE
            && count(&|one| one.host == host) < OF_ONE
            && (!is_failing || count(&|one| one.is_failing) < OF_ONE)
    }

    fn is_running(&self, link: CalendarLinkId) -> bool {
        self.running.iter().any(|one| one.link == link)
    }

    async fn finish(&mut self) {
        while !self.running.is_empty() {
            let ended = first(&mut self.running).await;
            self.unrecorded.push(ended);
            if let Err(fault) = self.record().await {
                tracing::warn!(%fault, "calendars");
                return;
            }
        }
    }

    /// Writes what follows from the passes that ended.
    async fn record(&mut self) -> Result<(), Fault> {
        while let Some(mut ended) = self.unrecorded.pop() {
            if let Err(fault) = self.settle(&mut ended).await {
                self.unrecorded.push(ended);
                return Err(fault);
            }
            self.memories.insert(ended.id(), ended.memory);
        }
        self.answer();
        Ok(())
    }

    async fn settle(&mut self, ended: &mut Ended) -> Result<(), Fault> {
        let (id, memory) = (ended.id(), &mut ended.memory);
        let now = self.app.clock().elapsed();
        match &ended.outcome {
            Ok(counts) => {
                memory.strikes = 0;
                // Longer than any usual pause: only a clock that was put back makes it come true.
                memory.due = Some(now + Duration::from_mins(10).max(memory.answer * 60));
                if ended.link.state == LinkState::Leaving {
                    let later = self.app.now() + pause_after_failures(1);
                    self.app.defer_calendar(id, later).await?;
                }
                tracing::debug!(link = %id, ?counts, "a calendar was asked");
                Ok(())
            }
            Err(trouble) => {
                memory.due = None;
                // Addresses, names and what events say stay out of the log (security T15).
                tracing::warn!(link = %id, why = trouble.key(), "a pass over a calendar came to nothing");
                let trouble = trouble.clone();
                verdict::follow(&self.app, (id, memory), &trouble).await
            }
        }
    }
}

/// Of whose server a calendar is.
fn host(link: &CalendarLink) -> String {
    Address::parse(&link.url).map_or_else(|_| link.url.clone(), |address| address.host())
}

/// The first pass to end, taken out; never while there is none.
async fn first(running: &mut Vec<Running>) -> Ended {
    std::future::poll_fn(|context| {
        for nth in 0..running.len() {
            let Some(one) = running.get_mut(nth) else { break };
            if let Poll::Ready(ended) = one.made.as_mut().poll(context) {
                running.swap_remove(nth);
                return Poll::Ready(ended);
            }
        }
        Poll::Pending
    })
    .await
}

/// After a commit that changed what screens show.
async fn woken(events: &mut Receiver<Revision>) {
    match events.recv().await {
        Ok(_) | Err(RecvError::Lagged(_)) => {}
        Err(RecvError::Closed) => std::future::pending().await,
    }
}
