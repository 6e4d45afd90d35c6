//! What taking a calendar up again would do, after our own database came back from a copy (caldav §6.3): a pass is applied, looked at
//! and undone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::{App, Failure};
use crate::domain::busy::BusyInterval;
use crate::domain::calendar::{Accepted, DecisionKind, Health, LinkReason, LinkState, Suspicion, guard};
use crate::domain::id::{AppointmentId, CalendarDecisionId, CalendarLinkId};
use crate::domain::time::{Instant, Interval};
use crate::store::{CalendarLink, Db, Fault, Tx, Wish};

use super::apply::Ground;
use super::pass::CalendarPass;

/// Of each kind, so many are named; the others are counted.
const SHOWN: usize = 20;

/// How many there are, and the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted<T> {
    /// All of them.
    pub count: usize,
    /// The first, in order of time.
    pub first: Vec<T>,
}

impl<T> Counted<T> {
    fn of(mut all: Vec<T>) -> Self {
        let count = all.len();
        all.truncate(SHOWN);
        Self { count, first: all }
    }

    /// There are more than are named.
    pub fn has_more(&self) -> bool {
        self.count > self.first.len()
    }
}

/// An event of ours that would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedWrite {
    /// About which appointment, as it is now; `None` of an event that says nothing any more.
    pub appointment: Option<AppointmentId>,
    /// When it would stand, or stood.
    pub time: Option<Interval>,
}

/// See the module. Numbers and times, no names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DryRun {
    /// Of which calendar.
    pub link: CalendarLinkId,
    /// When the calendar was read.
    pub made: Instant,
    /// What the guard says of it; accepting the report overrules it for no more than this.
    pub suspicion: Option<Suspicion>,
    /// So much is accepted with it.
    pub accepted: Accepted,
    /// Appointments here that would move: from where, to where.
    pub moved: Counted<(AppointmentId, Interval, Interval)>,
    /// What would be asked or told here.
    pub asked: Counted<(Option<AppointmentId>, DecisionKind)>,
    /// Time that the practitioner's own events would take here.
    pub taken: Counted<Interval>,
    /// Time that they would give back.
    pub freed: Counted<Interval>,
    /// Our events that would be made in the calendar.
    pub created: Counted<PlannedWrite>,
    /// Those that would be written again.
    pub changed: Counted<PlannedWrite>,
    /// Those that would be taken out.
    pub removed: Counted<PlannedWrite>,
}

/// What came of looking at a calendar.
#[derive(Clone, Debug)]
enum Tried {
    Done(Arc<DryRun>),
    Stopped(LinkReason),
}

/// Kept in memory: a report names what is in it by numbers and is made again whenever it is missing.
#[derive(Debug, Default)]
pub(in crate::app) struct DryRuns(Mutex<BTreeMap<CalendarLinkId, Tried>>);

impl DryRuns {
    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<CalendarLinkId, Tried>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The report on a calendar.
    pub(super) fn of(&self, link: CalendarLinkId) -> Option<Arc<DryRun>> {
        self.with(|all| match all.get(&link) {
            Some(Tried::Done(run)) => Some(Arc::clone(run)),
            Some(Tried::Stopped(_)) | None => None,
        })
    }

    /// Why there is none, where the calendar was asked.
    pub(super) fn why_stopped(&self, link: CalendarLinkId) -> Option<LinkReason> {
        self.with(|all| match all.get(&link) {
            Some(Tried::Stopped(reason)) => Some(*reason),
            Some(Tried::Done(_)) | None => None,
        })
    }

    pub(super) fn tried(&self) -> BTreeSet<CalendarLinkId> {
        self.with(|all| all.keys().copied().collect())
    }

    pub(super) fn stopped(&self, link: CalendarLinkId, reason: LinkReason) {
        self.with(|all| all.insert(link, Tried::Stopped(reason)));
    }

    /// The calendar is looked at again.
    pub(super) fn forget(&self, link: CalendarLinkId) {
        self.with(|all| all.remove(&link));
    }
}

/// Nothing is kept: what would have been.
struct Undone(Option<Box<DryRun>>);

impl App {
    /// Tells what a pass over a calendar that came back from a copy would do, and keeps the report; nothing is done. `None` when the link
    /// is not in that state any more, or the clock is not trusted.
    pub async fn dry_run_calendar(&self, pass: CalendarPass) -> Result<Option<Arc<DryRun>>, Fault> {
        let (app, id) = (self.clone(), pass.link);
        let end = self.store.write(move |tx| -> Result<(), Failure<Undone>> {
            let link = tx.calendar_link(pass.link)?.filter(CalendarLink::is_restored);
            let run = match link {
                Some(link) if tx.is_clock_trusted() => Some(Box::new(app.tried(tx, &link, &pass)?)),
                Some(_) | None => None,
            };
            // A refusal undoes all that was written.
            Err(Failure::Refused(Undone(run)))
        });
        match end.await {
            Ok(()) | Err(Failure::Refused(Undone(None))) => Ok(None),
            Err(Failure::Refused(Undone(Some(run)))) => {
                let run: Arc<DryRun> = Arc::from(run);
                self.dry_runs
                    .with(|all| all.insert(id, Tried::Done(Arc::clone(&run))));
                Ok(Some(run))
            }
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }

    fn tried(&self, tx: &mut Tx<'_>, link: &CalendarLink, pass: &CalendarPass) -> Result<DryRun, Fault> {
        let ground = Ground::read(tx, link, pass)?;
        let numbers = ground.numbers(pass);
        let before = State::of(tx, link.id)?;
        if pass.health == Health::Sound {
            tx.set_calendar_state(link.id, LinkState::Active, None)?;
            let link = CalendarLink {
                state: LinkState::Active,
                reason: None,
                ..link.clone()
            };
            self.bring_in(tx, &link, &ground)
                .map_err(|failure| match failure {
                    Failure::Fault(fault) => fault,
                    Failure::Refused(refusal) => Fault::Bug(format!("a dry run was refused: {refusal}")),
                })?;
        }
        let after = State::of(tx, link.id)?;
        let rows = Originals::of(&before, &after);
        let [created, changed, removed] = planned(tx, link.id, &rows)?;
        let coming = |all: Vec<Interval>| -> Vec<Interval> {
            let mut all = all;
            all.retain(|time| time.end > tx.now());
            all
        };
        Ok(DryRun {
            link: link.id,
            made: tx.now(),
            suspicion: guard(&numbers).err(),
            accepted: Accepted::of(&numbers),
            moved: Counted::of(moved(tx, &before, &after)?),
            asked: Counted::of(asked(tx, &before, &rows)?),
            taken: Counted::of(coming(times(&after.busy, &before.busy))),
            freed: Counted::of(coming(times(&before.busy, &after.busy))),
            created,
            changed,
            removed,
        })
    }
}

/// What of a link is compared.
struct State {
    /// The appointment of each of our events.
    events: BTreeMap<String, AppointmentId>,
    open: BTreeSet<CalendarDecisionId>,
    busy: BTreeSet<BusyInterval>,
}

impl State {
    fn of(db: &Db<'_>, link: CalendarLinkId) -> Result<Self, Fault> {
        let events = db.own_events(link)?.into_iter();
        let open = db.open_calendar_decisions()?.into_iter();
        Ok(Self {
            events: events
                .filter_map(|event| Some((event.id, event.appointment?)))
                .collect(),
            open: open.map(|decision| decision.id).collect(),
            busy: db.calendar_busy(link)?.into_iter().collect(),
        })
    }
}

/// The rows of before by those that would replace them, which are gone with the dry run.
struct Originals(BTreeMap<AppointmentId, AppointmentId>);

impl Originals {
    fn of(before: &State, after: &State) -> Self {
        let events = after.events.iter();
        let pairs = events.filter_map(|(event, new)| Some((*new, *before.events.get(event)?)));
        Self(pairs.collect())
    }

    fn row(&self, row: AppointmentId) -> AppointmentId {
        self.0.get(&row).copied().unwrap_or(row)
    }
}

fn moved(
    db: &Db<'_>,
    before: &State,
    after: &State,
) -> Result<Vec<(AppointmentId, Interval, Interval)>, Fault> {
    let mut moved = Vec::new();
    for (event, old) in &before.events {
        let Some(new) = after.events.get(event).filter(|new| *new != old) else {
            continue;
        };
        if let (Some(from), Some(to)) = (db.appointment(*old)?, db.appointment(*new)?) {
            moved.push((*old, from.interval, to.interval));
        }
    }
    moved.sort_by_key(|(_, from, _)| from.start);
    Ok(moved)
}

fn asked(
    db: &Db<'_>,
    before: &State,
    rows: &Originals,
) -> Result<Vec<(Option<AppointmentId>, DecisionKind)>, Fault> {
    let mut open = db.open_calendar_decisions()?;
    open.retain(|decision| !before.open.contains(&decision.id));
    let about = |id: AppointmentId| rows.row(id);
    let asked = open.into_iter().map(|one| (one.appointment.map(about), one.kind));
    Ok(asked.collect())
}

/// Those that the others have not, in order of start.
fn times(of: &BTreeSet<BusyInterval>, others: &BTreeSet<BusyInterval>) -> Vec<Interval> {
    let mut times: Vec<Interval> = of.difference(others).map(|one| one.interval).collect();
    times.sort_by_key(|time| (time.start, time.end));
    times
}

/// Everything that would be written, with what the copy was about to write: made, written again, taken out.
fn planned(db: &Db<'_>, link: CalendarLinkId, rows: &Originals) -> Result<[Counted<PlannedWrite>; 3], Fault> {
    let (mut created, mut changed, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    for write in db.due_calendar_writes(link, Instant::MAX_UTC, u32::MAX)? {
        let row = write
            .event
            .appointment
            .map(|id| db.appointment(id))
            .transpose()?
            .flatten();
        let kind = match write.wish {
            Wish::Present if write.event.href.is_none() => &mut created,
            Wish::Present | Wish::Nameless => &mut changed,
            Wish::Absent => &mut removed,
        };
        let stood = write.event.confirmed.map(|(_, stood)| stood);
        kind.push(PlannedWrite {
            appointment: write.event.appointment.map(|id| rows.row(id)),
            time: row.map(|row| row.interval).or(stood),
        });
    }
    let in_order = |mut writes: Vec<PlannedWrite>| {
        writes.sort_by_key(|write| write.time.map(|time| time.start));
        Counted::of(writes)
    };
    Ok([created, changed, removed].map(in_order))
}
