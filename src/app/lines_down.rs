//! Ways over which nothing, or less, leaves: what is in the way, since when, what goes another way meanwhile, and when it is tried again.
//! The engine's own books (`message_lines`) come first; what waits in vain tells of a line that fails too seldom for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use std::time::Duration;

use chrono::{DateTime, TimeDelta};

use crate::domain::message_trouble::Trouble;
use crate::domain::time::Instant;
use crate::store::{CeilingCounts, Db, Fault, LineState, Medium, MessageLine, Stuck, Tx};

use super::App;

/// Since when ways are down.
const SETTING: &str = "messages.lines";
/// A line that does not answer for this long, elapsed, is down.
const DOWN_AFTER: TimeDelta = TimeDelta::minutes(30);

/// A way, or one line of it, on which nothing leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineTrouble {
    /// Which way.
    pub medium: Medium,
    /// Which line of it: `smtp`, or the token of a line of text messages; `None` when only what waits tells of it.
    pub line: Option<String>,
    /// Other lines of the same way work: what is sent goes over them.
    pub is_relieved: bool,
    /// What is in the way.
    pub trouble: Trouble,
    /// Nothing is sent before somebody has changed something.
    pub is_stopped: bool,
    /// Since when.
    pub since: Instant,
    /// Last words of the other side; they may name an address, so they go to no log.
    pub words: String,
    /// When it is tried again by itself; `None` when with the next message.
    pub again: Option<Instant>,
    /// How many should have left and wait.
    pub waiting: u32,
    /// How many went the other way instead, since then.
    pub gone: u32,
    /// Whether the other way works.
    pub has_other_way: bool,
}

impl LineTrouble {
    /// Whether somebody is to be told who does not look: at once where waiting does not help, else after half an hour.
    fn is_serious(&self, now: Instant) -> bool {
        let is_of_account =
            self.is_stopped || self.trouble.is_of_the_line() && self.trouble != Trouble::NoLine;
        is_of_account || now - self.since >= DOWN_AFTER
    }
}

/// The ceiling of the day holds text messages back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CeilingReached {
    /// When the next day begins, and with it the next ceiling.
    pub until: Instant,
    /// What became of those that were held back.
    pub counts: CeilingCounts,
}

/// Way, and since when nothing leaves on it, Unix seconds.
type Noted = BTreeMap<String, i64>;

const MEDIA: [Medium; 2] = [Medium::Email, Medium::Text];

impl App {
    /// Notes since when nothing leaves one way for everybody's reason, and that it does again. To be called every minute: it is how
    /// it is known for how long a line has been down, also over a restart. Nothing is judged on a clock that may be wrong.
    pub async fn watch_lines(&self) -> Result<(), Fault> {
        if !self.is_clock_trusted() {
            return Ok(());
        }
        let known = self
            .store
            .read(|db: &Db<'_>| -> Result<_, Fault> { Ok((noted(db)?, down(db)?)) })
            .await?;
        let (before, down) = known;
        let now = self.now();
        let since = |way: &String| before.get(way).copied().unwrap_or(now.timestamp());
        let after: Noted = down.into_iter().map(|way| (way.clone(), since(&way))).collect();
        if after == before {
            return Ok(());
        }
        self.store
            .write(move |tx: &mut Tx<'_>| tx.save_setting(SETTING, &after))
            .await
    }

    /// Lines that are known to be down, as the page of messages shows them.
    pub async fn line_troubles(&self) -> Result<Vec<LineTrouble>, Fault> {
        let (now, tries) = (self.now(), self.next_tries());
        self.store
            .read(move |db: &Db<'_>| {
                let (noted, stuck) = (noted(db)?, stuck(db)?);
                let mut found = Vec::new();
                for medium in MEDIA {
                    let noted = noted.get(medium.key());
                    let noted = noted.and_then(|since| DateTime::from_timestamp(*since, 0));
                    let (broken, all) = broken(db, medium)?;
                    let is_relieved = broken.len() < all;
                    // Since when nothing leaves that way at all, where it is so: one piece of news, whichever line is looked at.
                    let whole = broken.iter().map(|line| line.since).max();
                    let whole = whole.map(|since| noted.map_or(since, |noted| noted.min(since)));
                    for line in &broken {
                        let whole = whole.filter(|_| !is_relieved);
                        let known = of_line(medium, line, whole.unwrap_or(line.since));
                        found.push(LineTrouble {
                            is_relieved,
                            again: tries.get(&line.name).copied(),
                            ..counted(db, known, now)?
                        });
                    }
                    let waiting = stuck.iter().find(|(stuck, _)| stuck.channel == medium.key());
                    let unknown = waiting.zip(noted).filter(|_| broken.is_empty());
                    if let Some(((stuck, trouble), since)) = unknown {
                        let known = of_stuck((medium, stuck), *trouble, since);
                        let judged = counted(db, known, now)?;
                        found.extend(judged.is_serious(now).then_some(judged));
                    }
                }
                Ok(found)
            })
            .await
    }

    /// Those of which somebody is told: an account or credit that is refused, at once, since waiting does not help; a line that does not
    /// answer, after half an hour.
    pub async fn lines_down(&self) -> Result<Vec<LineTrouble>, Fault> {
        let now = self.now();
        let mut found = self.line_troubles().await?;
        found.retain(|trouble| trouble.is_serious(now));
        Ok(found)
    }

    /// What the ceiling of the day holds back; `None` while it does not.
    pub async fn ceiling_reached(&self) -> Result<Option<CeilingReached>, Fault> {
        let zone = self.agenda().zone();
        let today = zone.date(self.now());
        let (start, tomorrow) = (zone.start_of(today), today.succ_opt().unwrap_or(today));
        self.store
            .read(move |db: &Db<'_>| {
                let lines = db.sms_lines()?;
                if lines.cap_cents.is_none() {
                    return Ok(None);
                }
                let budget = lines.budget();
                let is_full = !budget.allows(db.sms_day(today)?.parts, 1);
                let counts = db.held_by_ceiling(start)?;
                Ok((is_full || counts.waiting > 0).then(|| CeilingReached {
                    until: zone.start_of(tomorrow),
                    counts,
                }))
            })
            .await
    }

    /// When lines that are left alone are tried again, by name.
    fn next_tries(&self) -> BTreeMap<String, Instant> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes when a line is tried again: `until` is a reading of the clock that never goes back; `None`: with the next message.
    pub(super) fn note_next_try(&self, line: &str, until: Option<Duration>) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let left = until.map(|until| until.saturating_sub(self.clock.elapsed()));
        match left.and_then(|left| TimeDelta::from_std(left).ok()) {
            Some(left) => drop(tries.insert(line.to_owned(), self.now() + left)),
            None => drop(tries.remove(line)),
        }
    }
}

fn noted(db: &Db<'_>) -> Result<Noted, Fault> {
    Ok(db.setting(SETTING)?.unwrap_or_default())
}

/// Ways on which nothing leaves: all their lines are left alone, or something failed since anything left.
fn down(db: &Db<'_>) -> Result<BTreeSet<String>, Fault> {
    let mut down: BTreeSet<String> = stuck(db)?.into_iter().map(|(stuck, _)| stuck.channel).collect();
    for medium in MEDIA {
        let (broken, all) = broken(db, medium)?;
        if !broken.is_empty() && broken.len() == all {
            down.insert(medium.key().to_owned());
        }
    }
    Ok(down)
}

/// The lines of a way that are left alone, and how many there are.
fn broken(db: &Db<'_>, medium: Medium) -> Result<(Vec<MessageLine>, usize), Fault> {
    let mut lines = db.message_lines(medium)?;
    let all = lines.len();
    lines.retain(|line| line.state != LineState::Working);
    Ok((lines, all))
}

/// Ways on which something failed since anything left, for a reason that is everybody's.
fn stuck(db: &Db<'_>) -> Result<Vec<(Stuck, Trouble)>, Fault> {
    let all = db.stuck_channels()?.into_iter();
    let judged = all.filter_map(|stuck| {
        let trouble = Trouble::of("pending", Some(&stuck.words))?;
        trouble.is_of_the_line().then_some((stuck, trouble))
    });
    Ok(judged.collect())
}

/// A line as the engine knows it. What is no trouble of lines is told by whether somebody must do something.
fn of_line(medium: Medium, line: &MessageLine, since: Instant) -> LineTrouble {
    let words = line.reason.clone().unwrap_or_default();
    let is_stopped = line.state == LineState::Stopped;
    let usual = if is_stopped {
        Trouble::Account
    } else {
        Trouble::NoLine
    };
    let trouble = Trouble::of("pending", Some(&words)).filter(|trouble| trouble.is_of_the_line());
    LineTrouble {
        medium,
        line: Some(line.name.clone()),
        is_relieved: false,
        trouble: trouble.unwrap_or(usual),
        is_stopped,
        since,
        words,
        again: None,
        waiting: 0,
        gone: 0,
        has_other_way: false,
    }
}

fn of_stuck((medium, stuck): (Medium, &Stuck), trouble: Trouble, since: Instant) -> LineTrouble {
    LineTrouble {
        medium,
        line: None,
        is_relieved: false,
        trouble,
        is_stopped: false,
        since,
        words: stuck.words.clone(),
        again: None,
        waiting: 0,
        gone: 0,
        has_other_way: false,
    }
}

fn counted(db: &Db<'_>, known: LineTrouble, now: Instant) -> Result<LineTrouble, Fault> {
    let medium = known.medium;
    Ok(LineTrouble {
        waiting: db.overdue_messages(medium, now)?,
        gone: db.messages_gone_elsewhere(medium, known.since)?,
        has_other_way: db.is_line_working(medium.other())?,
        ..known
    })
}
