//! One pass over one calendar: read what changed, bring it into the practice in one transaction, write what waits (caldav §3, §4).

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::dav::{
    self, Body, Fetched, File, Identity, Intake, Pass as Seeing, Seen, Session, Trial, write_probe,
};
use super::digest::{Digest, part_name, unfetched};
use super::memory::{Memory, Told, before, collection, with_trial};
use super::push::{Conflict, Pen, Pushed};
use super::report::{SyncCounts, SyncTrouble};
use crate::app::{App, Applied, CalendarPass, DueCalendar, Observed};
use crate::domain::calendar::{Health, LinkKind, LinkState, jitter, pause};
use crate::domain::ical::{Part, split};
use crate::domain::id::CalendarLinkId;
use crate::domain::patient::Language;
use crate::domain::time::Instant;
use crate::i18n::Texts;
use crate::store::{CalendarLink, Fault, PassMarks};
use crate::sys::http::Allowance;
use crate::sys::{hash, ids};

/// Everything is listed at least so often, whatever a server says of changes (caldav §3.1).
const LIST_EVERY: TimeDelta = TimeDelta::hours(6);
/// Name that begins the names of our own events.
const OWN_NAMES: &str = "grappe-";

/// What a pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// It is time.
    Whole,
    /// Something waits to be written; what changed there is read only where somebody else's hand is met.
    Write,
}

/// What every pass of a worker is made with.
pub(super) struct How {
    /// Address of the pages, for links in events.
    pub(super) base: Option<String>,
    /// Times and sizes of a request.
    pub(super) allowance: Allowance,
}

/// How it went, with what is to be remembered.
pub(super) struct Ended {
    pub(super) link: CalendarLink,
    pub(super) memory: Memory,
    pub(super) outcome: Result<SyncCounts, SyncTrouble>,
}

/// Makes a pass.
pub(super) async fn pass(app: App, due: DueCalendar, memory: Memory, (errand, how): (Errand, How)) -> Ended {
    let password = due.password.clone();
    let mut visit = Visit {
        app,
        due,
        memory,
        base: how.base,
        counts: SyncCounts::default(),
    };
    let session = visit
        .memory
        .take_session(&visit.due.link, password.as_deref(), how.allowance);
    let outcome = match session {
        Ok(mut session) => {
            let done = Box::pin(visit.made(&mut session, errand)).await;
            visit
                .memory
                .keep_session(&visit.due.link, password.as_deref(), session);
            done
        }
        Err(trouble) => Err(trouble),
    };
    Ended {
        outcome: outcome.map(|()| visit.counts),
        link: visit.due.link,
        memory: visit.memory,
    }
}

struct Visit {
    app: App,
    due: DueCalendar,
    memory: Memory,
    base: Option<String>,
    counts: SyncCounts,
}

impl Visit {
    async fn made(&mut self, session: &mut Session, errand: Errand) -> Result<(), SyncTrouble> {
        if errand == Errand::Whole {
            self.looked(session, false).await?;
        }
        if self.due.link.kind != LinkKind::Written || self.due.link.is_restored() {
            return Ok(());
        }
        let pushed = self.push(session, None).await?;
        let Some(conflict) = pushed.conflict else {
            return Ok(());
        };
        // Somebody else's hand: what they did is judged by the matrix, then ours is tried once more (caldav §4.1).
        let fresh = self.app.calendars_of(vec![self.due.link.id]).await?;
        let Some(due) = fresh.into_iter().next() else {
            return Ok(());
        };
        self.due = due;
        self.looked(session, conflict == Conflict::Everything).await?;
        let pushed = self.push(session, Some(conflict)).await?;
        self.memory.is_doubted |= pushed.conflict.is_some();
        Ok(())
    }

    /// A calendar that is left is not read any more; one that came back from a copy is read for its report only.
    async fn looked(&mut self, session: &mut Session, lists_all: bool) -> Result<(), SyncTrouble> {
        let is_read = self.due.link.state == LinkState::Active || self.due.link.is_restored();
        match self.due.link.kind {
            _ if !is_read => Ok(()),
            LinkKind::Subscribed => self.read_file(session).await,
            LinkKind::Read | LinkKind::Written => self.read(session, lists_all).await,
        }
    }

    async fn push(&mut self, session: &mut Session, after: Option<Conflict>) -> Result<Pushed, SyncTrouble> {
        let collection = collection(&self.due.link);
        let mut pen = Pen {
            app: &self.app,
            link: &self.due.link,
            collection: &collection,
            base: self.base.as_deref(),
            form: self.memory.form,
            after,
            has_written: self.memory.has_written,
        };
        let pushed = Box::pin(pen.push(session)).await;
        let is_first = pen.has_written && !self.memory.has_written;
        (self.memory.form, self.memory.has_written) = (pen.form, pen.has_written);
        let pushed = pushed?;
        self.counts.written += pushed.written;
        if pushed.is_read_only {
            self.memory.has_written = false;
            self.app.hold_calendar_writes(self.due.link.id).await?;
        } else if is_first {
            self.app.end_calendar_hold(self.due.link.id).await?;
        }
        Ok(pushed)
    }

    async fn read(&mut self, session: &mut Session, lists_all: bool) -> Result<(), SyncTrouble> {
        let digest = Digest::of(&self.app, &self.due.link);
        let link = &self.due.link;
        let mut known = before(link, &self.due.members, &self.memory);
        let is_short = link.read_until.is_none_or(|until| until < digest.horizon.needed);
        if is_short {
            known.members.clear();
        }
        let is_old = link
            .listed
            .is_none_or(|listed| self.app.now() - listed >= LIST_EVERY);
        let lists_all = lists_all || is_short || is_old || self.memory.is_doubted;
        let began = self.app.clock().elapsed();
        let reading = digest.clone();
        let intake = Intake {
            domain: &link.domain,
            read: &move |body: Body| reading.observed(&body),
        };
        let mut seen = Box::pin(dav::read(session, (&known, lists_all), intake)).await?;
        if seen.seen == Seen::Nothing {
            self.memory.answer = self.app.clock().elapsed().saturating_sub(began);
        }
        for suspicion in &seen.suspicions {
            tracing::info!(link = %link.id, ?suspicion, "a list of changes was not believed");
        }
        let mut observed: Vec<Observed> = std::mem::take(&mut seen.fetched.bodies);
        let unfetched = left(&seen.fetched);
        // Asked for once more at once; then when everything is listed again.
        self.memory.is_doubted = !unfetched.is_empty() && !self.memory.is_doubted;
        observed.extend(unfetched);
        self.memory.silent = seen.silent;
        let marks = PassMarks {
            sync_token: seen.token.clone(),
            ctag: seen.calendar.ctag.clone(),
            is_full: matches!(seen.seen, Seen::Listing(_)),
            due: self.next(),
        };
        let (listed, gone) = told(&seen);
        self.apply((listed, gone), observed, marks).await?;
        if is_short {
            let how = (digest.horizon.span.end, digest.zone);
            self.app.note_calendar_read(&self.due.link, how).await?;
        }
        self.remember(session, &seen).await
    }

    async fn read_file(&mut self, session: &mut Session) -> Result<(), SyncTrouble> {
        let digest = Digest::of(&self.app, &self.due.link);
        let link = &self.due.link;
        let is_short = link.read_until.is_none_or(|until| until < digest.horizon.needed);
        let known = link.ctag.as_deref().filter(|_| !is_short);
        let same = PassMarks {
            sync_token: link.sync_token.clone(),
            ctag: link.ctag.clone(),
            is_full: false,
            due: self.next(),
        };
        let (bytes, etag) = match dav::file(session, known).await? {
            File::Same => return self.apply((None, Vec::new()), Vec::new(), same).await,
            File::Here(bytes, etag) => (bytes, etag),
        };
        let mark = hash::sha256_hex(&bytes);
        if link.sync_token.as_ref() == Some(&mark) && !is_short {
            let marks = PassMarks { ctag: etag, ..same };
            return self.apply((None, Vec::new()), Vec::new(), marks).await;
        }
        let members = self.due.members.iter().filter(|_| !is_short);
        let states: BTreeSet<String> = members.map(|member| member.etag.clone()).collect();
        let (listed, observed) = parts(digest.clone(), bytes, states).await?;
        let marks = PassMarks {
            sync_token: Some(mark),
            ctag: etag,
            is_full: true,
            ..same
        };
        self.apply((Some(listed), Vec::new()), observed, marks).await?;
        if is_short {
            let how = (digest.horizon.span.end, digest.zone);
            self.app.note_calendar_read(&self.due.link, how).await?;
        }
        Ok(())
    }

    async fn apply(
        &mut self,
        (listed, gone): (Option<BTreeSet<String>>, Vec<String>),
        seen: Vec<Observed>,
        marks: PassMarks,
    ) -> Result<(), SyncTrouble> {
        let id = self.due.link.id;
        self.counts.seen += seen.len();
        let is_gone = |href: &String| listed.as_ref().is_some_and(|all| !all.contains(href));
        let unlisted = self.due.members.iter().filter(|member| is_gone(&member.href));
        self.counts.gone += gone.len() + unlisted.count();
        let pass = CalendarPass {
            link: id,
            health: Health::Sound,
            listed,
            seen,
            gone,
            marks,
        };
        match self.app.apply_calendar(pass).await? {
            Applied::Done => {}
            Applied::Suspended(suspicion) => {
                self.app.note_calendar_stop(id).await?;
                return Err(SyncTrouble::Suspended(suspicion));
            }
            Applied::Ignored => return Ok(()),
        }
        if self.due.link.failures > 0 || !self.memory.has_passed {
            self.app.end_calendar_silence(id).await?;
        }
        self.memory.has_passed = true;
        Ok(())
    }

    /// What the server said of itself, where that is new. Another server may write in another way: the trial to which somebody consented
    /// when the calendar was linked is made again (caldav §1).
    async fn remember(&mut self, session: &mut Session, seen: &Seeing<Observed>) -> Result<(), SyncTrouble> {
        let record = self.due.link.capabilities.as_deref();
        let (was, told) = (Told::read(record), Told::of(seen));
        if was == told {
            return Ok(());
        }
        let mut record = told.written(record);
        let is_other = was.server != Identity::default() && was.server != told.server;
        if is_other && self.due.link.kind == LinkKind::Written {
            let trial = Trial {
                summary: &Texts::of(Language::Fr).text("caldav-trial-summary"),
                now: self.app.now(),
            };
            let learnt = Box::pin(write_probe(session, &told.calendar.href, &trial)).await?;
            record = with_trial(Some(&record), learnt);
        }
        let id = self.due.link.id;
        self.app.save_calendar_capabilities(id, record.clone()).await?;
        // What is written in this pass is written where the server says now.
        self.due.link.capabilities = Some(record);
        Ok(())
    }

    fn next(&self) -> Instant {
        let (app, [spread]) = (&self.app, ids::bytes());
        let answer = TimeDelta::from_std(self.memory.answer).unwrap_or_default();
        app.now() + pause(is_open(app), answer) + jitter(is_open(app), spread)
    }
}

/// Whether anybody of the practice is open now.
fn is_open(app: &App) -> bool {
    let (agenda, now) = (app.agenda(), app.now());
    let today = agenda.zone().date(now);
    let mut practitioners = agenda.set_up().practitioners.keys();
    practitioners.any(|whose| {
        let open = agenda.open_time(*whose, today);
        open.iter().any(|window| window.covers(now))
    })
}

/// Names of all members, where all were listed; names of those that are proven gone.
fn told(seen: &Seeing<Observed>) -> (Option<BTreeSet<String>>, Vec<String>) {
    match &seen.seen {
        Seen::Nothing => (None, Vec::new()),
        Seen::Delta(gone) => (None, gone.clone()),
        Seen::Listing(members) => {
            let mut names: BTreeSet<String> = members.iter().map(|member| member.name.clone()).collect();
            // Listed, and gone a moment later: each has said so itself.
            for name in &seen.fetched.missing {
                names.remove(name);
            }
            (Some(names), Vec::new())
        }
    }
}

/// What could not be handed over. Our own are not among it: what is known of those stays as it is.
fn left(fetched: &Fetched<Observed>) -> Vec<Observed> {
    let others = fetched
        .quarantined
        .iter()
        .filter(|(name, _)| !name.starts_with(OWN_NAMES));
    others.map(|(name, _)| unfetched(name)).collect()
}

/// Reads events on a thread on which nothing else waits (caldav §5.7).
async fn digested<T: Send + 'static>(
    digest: Digest,
    read: impl FnOnce(&Digest) -> T + Send + 'static,
) -> Result<T, SyncTrouble> {
    let done = tokio::task::spawn_blocking(move || read(&digest)).await;
    done.map_err(|error| SyncTrouble::Store(Fault::Bug(error.to_string())))
}

/// Every name of a file, and what is in another state than those that are known.
async fn parts(
    digest: Digest,
    bytes: Vec<u8>,
    states: BTreeSet<String>,
) -> Result<(BTreeSet<String>, Vec<Observed>), SyncTrouble> {
    let read = move |digest: &Digest| {
        let parts: Vec<Part> = split(&bytes)?;
        let listed: BTreeSet<String> = parts.iter().map(part_name).collect();
        let is_new = |part: &&Part| !states.contains(&hash::sha256_hex(&part.bytes));
        let observed = parts.iter().filter(is_new).map(|part| digest.part(part));
        Ok((listed, observed.collect()))
    };
    digested(digest, read).await?.map_err(SyncTrouble::Unreadable)
}

/// Of which calendar a pass was.
impl Ended {
    pub(super) fn id(&self) -> CalendarLinkId {
        self.link.id
    }
}
