//! What follows from a pass that came to nothing: another one later, or none before somebody has looked (caldav §2, §3.6, §6.3).
//!
//! Nothing that a server says instead of its calendar changes anything here. What may pass by itself is tried again after growing pauses:
//! a line that is down, a server that breaks. What does not pass stops the calendar at its second time in a row, since a machine that is
//! starting answers anything once; another key stops it at once.

use chrono::TimeDelta;

use super::dav::DavError;
use super::memory::Memory;
use super::report::SyncTrouble;
use crate::app::{App, CalendarPass, Failure};
use crate::domain::calendar::{Health, LinkReason, LinkState};
use crate::domain::id::CalendarLinkId;
use crate::store::{Fault, PassMarks};
use crate::sys::http::LinkError;

/// Answers in a row that are believed.
const STRIKES: u8 = 2;

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Try again after a pause of at least this.
    Later(TimeDelta),
    /// Stop it.
    Stop(LinkState, LinkReason),
    /// Let the guard stop it, for what the collection is now.
    Guard(Health),
    /// It is stopped already.
    Nothing,
}

fn verdict(trouble: &SyncTrouble, strikes: u8) -> Verdict {
    let later = Verdict::Later(TimeDelta::zero());
    let dav = match trouble {
        SyncTrouble::Dav(dav) => dav,
        SyncTrouble::NoPassword => return Verdict::Stop(LinkState::Refused, LinkReason::Credentials),
        SyncTrouble::Address(_) => return Verdict::Guard(Health::Elsewhere),
        SyncTrouble::Full => return Verdict::Stop(LinkState::Suspended, LinkReason::Full),
        SyncTrouble::Suspended(_) => return Verdict::Nothing,
        SyncTrouble::Unreadable(_) | SyncTrouble::Store(_) => return later,
    };
    let is_believed = strikes >= STRIKES;
    match dav {
        DavError::Link(LinkError::KeyChanged { .. }) => Verdict::Stop(LinkState::Refused, LinkReason::Key),
        DavError::Credentials if is_believed => Verdict::Stop(LinkState::Refused, LinkReason::Credentials),
        DavError::Forbidden(_) if is_believed => Verdict::Stop(LinkState::Refused, LinkReason::Rights),
        DavError::NotFound if is_believed => Verdict::Guard(Health::Refused),
        DavError::NoCalendar | DavError::WebPage if is_believed => Verdict::Guard(Health::NoCalendar),
        DavError::Elsewhere(_) | DavError::TooManyRedirects if is_believed => {
            Verdict::Guard(Health::Elsewhere)
        }
        DavError::Busy { pause: Some(pause) } => {
            Verdict::Later(TimeDelta::from_std(*pause).unwrap_or_default())
        }
        _ => later,
    }
}

/// Whether waiting changes nothing about it.
fn is_strike(trouble: &SyncTrouble) -> bool {
    let SyncTrouble::Dav(dav) = trouble else {
        return false;
    };
    matches!(
        dav,
        DavError::Credentials
            | DavError::Forbidden(_)
            | DavError::NotFound
            | DavError::NoCalendar
            | DavError::WebPage
            | DavError::Elsewhere(_)
            | DavError::TooManyRedirects
    )
}

/// Counts it and does what follows.
pub(super) async fn follow(
    app: &App,
    (link, memory): (CalendarLinkId, &mut Memory),
    trouble: &SyncTrouble,
) -> Result<(), Fault> {
    memory.strikes = if is_strike(trouble) { memory.strikes + 1 } else { 0 };
    let verdict = verdict(trouble, memory.strikes);
    if verdict == Verdict::Nothing {
        return Ok(());
    }
    // In any case: a calendar that is being left cannot be stopped, and must not be asked without end.
    app.note_calendar_failure(link).await?;
    match verdict {
        Verdict::Later(pause) => {
            if !pause.is_zero() {
                app.defer_calendar(link, app.now() + pause).await?;
            }
            app.note_calendar_silence(link).await
        }
        // Taken up again it begins anew, whatever was refused before.
        Verdict::Stop(state, reason) => {
            *memory = Memory::default();
            fault(app.halt_calendar(link, (state, reason)).await)
        }
        Verdict::Guard(health) => {
            *memory = Memory::default();
            fault(app.apply_calendar(nothing(app, link, health)).await.map(drop))?;
            app.note_calendar_stop(link).await
        }
        Verdict::Nothing => Ok(()),
    }
}

/// A pass that saw nothing but what the collection is.
fn nothing(app: &App, link: CalendarLinkId, health: Health) -> CalendarPass {
    CalendarPass {
        link,
        health,
        listed: None,
        seen: Vec::new(),
        gone: Vec::new(),
        marks: PassMarks {
            sync_token: None,
            ctag: None,
            is_full: false,
            due: app.now(),
        },
    }
}

/// A calendar that somebody let go of meanwhile needs no verdict.
fn fault<R>(done: Result<(), Failure<R>>) -> Result<(), Fault> {
    match done {
        Ok(()) | Err(Failure::Refused(_)) => Ok(()),
        Err(Failure::Fault(fault)) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_may_pass_is_tried_again_and_what_does_not_is_believed_at_its_second_time() {
        let at = |dav: &DavError, strikes| verdict(&SyncTrouble::Dav(dav.clone()), strikes);
        let later = Verdict::Later(TimeDelta::zero());
        for (dav, second) in [
            (
                DavError::Credentials,
                Verdict::Stop(LinkState::Refused, LinkReason::Credentials),
            ),
            (
                DavError::Forbidden(None),
                Verdict::Stop(LinkState::Refused, LinkReason::Rights),
            ),
            (DavError::NotFound, Verdict::Guard(Health::Refused)),
            (DavError::NoCalendar, Verdict::Guard(Health::NoCalendar)),
            (DavError::WebPage, Verdict::Guard(Health::NoCalendar)),
            (
                DavError::Elsewhere("x".to_owned()),
                Verdict::Guard(Health::Elsewhere),
            ),
        ] {
            assert_eq!((at(&dav, 1), at(&dav, 2)), (later, second), "{dav:?}");
            assert!(is_strike(&SyncTrouble::Dav(dav)));
        }
        let broken = DavError::Status {
            status: 502,
            precondition: None,
        };
        for dav in [
            broken,
            DavError::Busy { pause: None },
            DavError::Link(LinkError::TooSlow),
            DavError::Link(LinkError::Unreachable(String::new())),
        ] {
            assert_eq!(at(&dav, 200), later, "{dav:?}");
            assert!(!is_strike(&SyncTrouble::Dav(dav)));
        }
        let pause = Some(Duration::from_mins(40));
        assert_eq!(
            at(&DavError::Busy { pause }, 0),
            Verdict::Later(TimeDelta::minutes(40))
        );
    }
}
