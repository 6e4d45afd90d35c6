//! One event of ours, as it is in the calendar and as the appointment is here (caldav §6.1): what is done. The appointments decide; the
//! practitioner's own move is a decision of the practice; a deletion is a question.

use chrono::TimeDelta;

use super::link::LinkOptions;
use super::notice::DecisionKind;
use crate::domain::time::{Instant, Interval};

/// A move of less than this ahead is asked about, whatever the link says.
const NEAR: TimeDelta = TimeDelta::hours(24);

/// Our event as the pass saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is there.
    Standing(Stand),
    /// It is proven gone, of a sound collection and below the threshold of the guard.
    Gone,
}

/// Where and how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// When; of one that repeats, its first time.
    pub interval: Interval,
    /// It is marked cancelled.
    pub is_cancelled: bool,
    /// It says that it takes no time.
    pub is_transparent: bool,
    /// It was made to repeat.
    pub repeats: bool,
    /// The revision that it carries, where it still does.
    pub revision: Option<i64>,
    /// When it was changed last, as the program that did says.
    pub modified: Option<Instant>,
}

/// What the server confirmed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// When our event stood.
    pub interval: Interval,
    /// Its revision.
    pub revision: i64,
}

/// The appointment as it is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Web {
    /// When; `None` of one that was cancelled.
    pub interval: Option<Interval>,
    /// It is agreed or asked for: it can be moved and cancelled still.
    pub is_pending: bool,
    /// When it was changed after what the server confirmed; `None`: it was not.
    pub changed: Option<Instant>,
}

/// What surrounds the time at which the event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The present moment.
    pub now: Instant,
    /// The last pass that went well.
    pub polled: Option<Instant>,
    /// Inside the practitioner's hours.
    pub is_in_hours: bool,
    /// Another appointment, or what a patient is booking right now, has the time.
    pub meets_booking: bool,
    /// An event of the practitioner's own has the time.
    pub meets_busy: bool,
}

/// What is told about a move that is accepted.
pub type MoveNote = Option<DecisionKind>;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: it stands as it should, or what was edited is not ours.
    Nothing,
    /// The appointment stands as it is; somebody is told of this.
    Notice(DecisionKind),
    /// The appointment moves there and the patient is told.
    Move(Interval, MoveNote),
    /// Nothing moves before somebody has said so.
    AskMove(Interval),
    /// The event is written again as the appointment is; somebody is told why, where there is something to tell.
    PutBack(Option<DecisionKind>),
    /// The appointment stands, its time stays taken: cancel and tell the patient, or put the event back?
    AskDeleted,
    /// The appointment is cancelled once a grace is over, unless the event is back by then.
    CancelLater,
    /// There is no such appointment any more: the event goes.
    Withdraw(Option<DecisionKind>),
}

/// The matrix of conflicts, a line at a time.
pub fn decide(seen: Seen, known: Known, web: Web, around: Around, options: LinkOptions) -> Decision {
    let Some(here) = web.interval else {
        return cancelled(seen, known);
    };
    match seen {
        Seen::Standing(stand) if !stand.is_cancelled => standing(stand, known, (web, here), around, options),
        Seen::Standing(_) | Seen::Gone => gone(web, here, around, options),
    }
}

/// The appointment was cancelled here: it never comes back by an event, since the patient knows.
fn cancelled(seen: Seen, known: Known) -> Decision {
    match seen {
        Seen::Gone => Decision::Nothing,
        Seen::Standing(stand) => {
            let is_moved = stand.interval != known.interval && !is_old_copy(stand, known);
            Decision::Withdraw(is_moved.then_some(DecisionKind::LostToWeb))
        }
    }
}

fn gone(web: Web, here: Interval, around: Around, options: LinkOptions) -> Decision {
    // Whoever clears last month out of a calendar cancels nothing.
    if !web.is_pending || here.end <= around.now {
        return Decision::Nothing;
    }
    if web.changed.is_some() {
        return Decision::PutBack(None);
    }
    if options.deleting_cancels {
        Decision::CancelLater
    } else {
        Decision::AskDeleted
    }
}

fn standing(
    stand: Stand,
    known: Known,
    (web, here): (Web, Interval),
    around: Around,
    options: LinkOptions,
) -> Decision {
    if is_old_copy(stand, known) {
        return Decision::PutBack(None);
    }
    if stand.interval == known.interval {
        return unmoved(stand, web);
    }
    if stand.interval == here {
        // Both say the same by now.
        return unmoved(stand, web);
    }
    if !web.is_pending {
        return Decision::PutBack(None);
    }
    let mut won = None;
    if let Some(changed) = web.changed {
        if !is_later(stand, changed, around) {
            return Decision::PutBack(Some(DecisionKind::LostToWeb));
        }
        won = Some(DecisionKind::WonOverWeb);
    }
    moved(stand, (known, here), around, (options, won))
}

fn unmoved(stand: Stand, web: Web) -> Decision {
    if stand.is_transparent {
        return Decision::Notice(DecisionKind::Transparent);
    }
    // What the appointment has become meanwhile is on its way already.
    if stand.repeats && web.changed.is_none() {
        return Decision::Notice(DecisionKind::Repeats);
    }
    Decision::Nothing
}

fn moved(
    stand: Stand,
    (known, here): (Known, Interval),
    around: Around,
    (options, won): (LinkOptions, MoveNote),
) -> Decision {
    let to = stand.interval;
    if to.start <= around.now {
        return Decision::PutBack(Some(DecisionKind::PutBackPast));
    }
    if around.meets_booking || to.is_empty() {
        return Decision::PutBack(Some(DecisionKind::PutBackTaken));
    }
    let is_near = to.start.min(here.start) - around.now < NEAR;
    if options.asks_before_moving || is_near {
        return Decision::AskMove(to);
    }
    let note = if around.meets_busy {
        Some(DecisionKind::OverBusy)
    } else if !around.is_in_hours {
        Some(DecisionKind::OutsideHours)
    } else if to.length() != known.interval.length() {
        Some(DecisionKind::OtherLength)
    } else {
        won
    };
    Decision::Move(to, note)
}

/// A server that was put back from a copy shows what we wrote earlier: nobody moved it (caldav §6.3).
fn is_old_copy(stand: Stand, known: Known) -> bool {
    stand.revision.is_some_and(|revision| revision < known.revision)
}

/// Whether the event was changed after the appointment was. What changed here after the last good pass is newer than whatever is seen
/// now; else whoever says the later time, and who says none was earlier.
fn is_later(stand: Stand, changed: Instant, around: Around) -> bool {
    let is_since = around.polled.is_none_or(|polled| changed > polled);
    !is_since && stand.modified.is_some_and(|modified| modified > changed)
}

#[cfg(test)]
mod tests;
