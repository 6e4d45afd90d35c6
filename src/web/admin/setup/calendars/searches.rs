//! What a session is about to link, between the pages of one search. Account and password wait here, in memory only: they travel to the
//! browser in no form, sealed or not, and are forgotten when the calendar is linked, after half an hour, or with the program.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use crate::bridge::dav::{Capabilities, Collection};
use crate::bridge::linking::{Account, Looked};
use crate::domain::calendar::{LinkKind, LinkOptions, Privacy};
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;

/// Sessions that may be searching at once; the one that began first is forgotten.
const SEARCHES_AT_MOST: usize = 64;
/// How long a search is remembered after its last step.
const LIFE: TimeDelta = TimeDelta::minutes(30);
/// Refusals of one account in a row before a server is left in peace: many block who goes on (caldav §2).
const REFUSALS_AT_MOST: u8 = 2;
/// For so long.
const REST: TimeDelta = TimeDelta::minutes(10);

/// The searches of all sessions.
#[derive(Debug, Default)]
pub(in crate::web) struct Searches(Mutex<HashMap<[u8; 32], Search>>);

#[derive(Debug)]
struct Search {
    until: Instant,
    is_asking: bool,
    refused: Option<Refused>,
    draft: Option<Draft>,
}

#[derive(Debug)]
struct Refused {
    /// Server and account.
    who: (String, String),
    times: u8,
    last: Instant,
}

/// A calendar that is about to be linked.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) practitioner: PractitionerId,
    pub(super) account: Account,
    /// What was found; `None` while the server did not let us in.
    pub(super) looked: Option<Looked>,
    pub(super) choice: Option<Choice>,
    /// What the trial of writing showed.
    pub(super) learnt: Option<Capabilities>,
}

/// Which of the calendars, and how.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) calendar: Collection,
    pub(super) kind: LinkKind,
    pub(super) privacy: Privacy,
    pub(super) options: LinkOptions,
}

/// The one question that a session may ask at once; over when dropped.
pub(super) struct Asking {
    searches: Arc<Searches>,
    session: [u8; 32],
}

impl Drop for Asking {
    fn drop(&mut self) {
        if let Some(search) = self.searches.open().get_mut(&self.session) {
            search.is_asking = false;
        }
    }
}

impl Searches {
    fn open(&self) -> MutexGuard<'_, HashMap<[u8; 32], Search>> {
        // A poisoned lock only means that a panic happened while searches were listed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The search of a session, made where there is none, with what `change` does to it.
    fn with<T>(&self, session: [u8; 32], now: Instant, change: impl FnOnce(&mut Search) -> T) -> T {
        let mut open = self.open();
        open.retain(|_, search| now < search.until);
        if open.len() >= SEARCHES_AT_MOST && !open.contains_key(&session) {
            let oldest = open.iter().min_by_key(|(_, search)| search.until);
            if let Some(oldest) = oldest.map(|(session, _)| *session) {
                open.remove(&oldest);
            }
        }
        let search = open.entry(session).or_insert_with(|| Search {
            until: now,
            is_asking: false,
            refused: None,
            draft: None,
        });
        search.until = now + LIFE;
        change(search)
    }

    /// What was typed and found so far.
    pub(super) fn draft(&self, session: [u8; 32], now: Instant) -> Option<Draft> {
        self.with(session, now, |search| search.draft.clone())
    }

    /// Keeps it for the next step.
    pub(super) fn keep(&self, session: [u8; 32], now: Instant, draft: Draft) {
        self.with(session, now, |search| search.draft = Some(draft));
    }

    /// The calendar is linked, or another search begins.
    pub(super) fn forget(&self, session: [u8; 32]) {
        self.open().remove(&session);
    }

    /// Begins a question; `None` while one is being asked.
    pub(super) fn ask(self: &Arc<Self>, session: [u8; 32], now: Instant) -> Option<Asking> {
        let is_free = self.with(session, now, |search| {
            !std::mem::replace(&mut search.is_asking, true)
        });
        is_free.then(|| Asking {
            searches: Arc::clone(self),
            session,
        })
    }

    /// How long a server is still left in peace that refused this account twice in a row.
    pub(super) fn rest(&self, session: [u8; 32], now: Instant, who: &(String, String)) -> Option<TimeDelta> {
        self.with(session, now, |search| {
            let refused = search.refused.as_ref().filter(|refused| refused.who == *who)?;
            let left = refused.last + REST - now;
            (refused.times >= REFUSALS_AT_MOST && left > TimeDelta::zero()).then_some(left)
        })
    }

    /// Notes whether a server refused an account; one that let it in, or another one, begins anew.
    pub(super) fn note(&self, session: [u8; 32], now: Instant, who: (String, String), is_refused: bool) {
        self.with(session, now, |search| {
            let before = search.refused.take().filter(|refused| refused.who == who);
            let before = before.filter(|refused| now < refused.last + REST);
            search.refused = is_refused.then(|| Refused {
                who,
                times: before.map_or(0, |refused| refused.times) + 1,
                last: now,
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str) -> (String, String) {
        ("nas:5001".to_owned(), name.to_owned())
    }

    #[test]
    fn two_refusals_in_a_row_leave_the_server_in_peace_for_ten_minutes() {
        let searches = Searches::default();
        let (session, now) = ([1; 32], Instant::UNIX_EPOCH);
        searches.note(session, now, who("dr"), true);
        assert_eq!(searches.rest(session, now, &who("dr")), None);
        searches.note(session, now, who("dr"), true);
        assert_eq!(searches.rest(session, now, &who("dr")), Some(REST));
        assert_eq!(searches.rest(session, now, &who("other")), None);
        assert_eq!(searches.rest([2; 32], now, &who("dr")), None, "another session");
        assert_eq!(searches.rest(session, now + REST, &who("dr")), None);
        searches.note(session, now + REST, who("dr"), true);
        assert_eq!(searches.rest(session, now + REST, &who("dr")), None, "one again");
        searches.note(session, now + REST, who("dr"), false);
        searches.note(session, now + REST, who("dr"), true);
        assert_eq!(searches.rest(session, now + REST, &who("dr")), None);
    }

    #[test]
    fn a_session_asks_one_question_at_once_and_few_are_remembered() {
        let searches = Arc::new(Searches::default());
        let now = Instant::UNIX_EPOCH;
        let asking = searches.ask([1; 32], now);
        assert!(asking.is_some() && searches.ask([1; 32], now).is_none());
        assert!(searches.ask([2; 32], now).is_some());
        drop(asking);
        assert!(searches.ask([1; 32], now).is_some());
        for n in 0..=u8::MAX {
            let later = now + TimeDelta::seconds(i64::from(n));
            searches.note([n; 32], later, who("dr"), true);
        }
        assert_eq!(searches.open().len(), SEARCHES_AT_MOST);
        searches.draft([0; 32], now + LIFE * 2);
        assert_eq!(searches.open().len(), 1, "the others are forgotten");
    }
}
