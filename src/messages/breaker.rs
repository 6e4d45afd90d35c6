//! Leaves a line alone that fails time after time, then tries it with one message (reminders §2).

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::app::LineNews;
use crate::store::LineState;

/// So many tries in a row without a working line …
const BREAK_AFTER: u32 = 5;
/// … and it is left alone for this long.
const BREAK: Duration = Duration::from_mins(10);
/// A line at which somebody must change something is looked at so often whether they have.
const STOPPED_FOR: Duration = Duration::from_hours(1);

/// The breaker of one line, shared by all who send over it. Instants are those of [`crate::sys::clock::Clock::elapsed`].
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<Inner>);

#[derive(Debug)]
struct Inner {
    failed: u32,
    /// Until when it is left alone; then one message probes it.
    shut: Option<(Duration, LineState)>,
    is_probing: bool,
    news: Option<(LineState, Option<String>)>,
    /// When it is tried again, others have not heard yet.
    has_new_try: bool,
}

impl Default for Inner {
    /// What is known of the line from before it was set up anew is out of date: that is news.
    fn default() -> Self {
        Self {
            failed: 0,
            shut: None,
            is_probing: false,
            news: Some((LineState::Working, None)),
            has_new_try: true,
        }
    }
}

impl Inner {
    fn shut(&mut self, until: Duration, state: LineState, reason: &str) {
        self.is_probing = false;
        if self.shut.is_none_or(|(_, before)| before != state) {
            self.news = Some((state, Some(reason.to_owned())));
        }
        self.shut = Some((until, state));
        self.has_new_try = true;
    }
}

impl Breaker {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many of so many messages may be claimed for it.
    pub(super) fn room(&self, now: Duration, wished: u32) -> u32 {
        let inner = self.inner();
        match inner.shut {
            None => wished,
            Some((until, _)) if now >= until && !inner.is_probing => wished.min(1),
            Some(_) => 0,
        }
    }

    /// A message is about to go; `false` when it must not.
    pub(super) fn begins(&self, now: Duration) -> bool {
        let mut inner = self.inner();
        match inner.shut {
            None => true,
            Some((until, _)) if now >= until && !inner.is_probing => {
                inner.is_probing = true;
                true
            }
            Some(_) => false,
        }
    }

    /// The line took a message, or said no to this one for a reason of its own: it works.
    pub(super) fn worked(&self) {
        let mut inner = self.inner();
        inner.failed = 0;
        inner.is_probing = false;
        if inner.shut.take().is_some() {
            inner.news = Some((LineState::Working, None));
            inner.has_new_try = true;
        }
    }

    /// There was no line.
    pub(super) fn failed(&self, now: Duration, reason: &str) {
        let mut inner = self.inner();
        inner.failed += 1;
        if inner.failed >= BREAK_AFTER || inner.shut.is_some() {
            inner.shut(now + BREAK, LineState::Resting, reason);
        }
    }

    /// Nothing will be taken before somebody has changed something.
    pub(super) fn stopped(&self, now: Duration, reason: &str) {
        self.inner().shut(now + STOPPED_FOR, LineState::Stopped, reason);
    }

    /// What changed since this was asked last.
    pub(super) fn news(&self) -> Option<(LineState, Option<String>)> {
        self.inner().news.take()
    }

    /// When it is tried again, if that is another time than was told last.
    fn next_try(&self) -> Option<LineNews> {
        let mut inner = self.inner();
        let until = inner.shut.map(|(until, _)| until);
        std::mem::take(&mut inner.has_new_try).then_some(LineNews::NextTry(until))
    }

    /// Both, for the books.
    pub(super) fn told(&self) -> impl Iterator<Item = LineNews> {
        let is = self.news().map(|(state, why)| LineNews::Is(state, why));
        is.into_iter().chain(self.next_try())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn minute(n: u64) -> Duration {
        Duration::from_secs(n * 60)
    }

    #[test]
    fn five_failures_in_a_row_open_it_and_one_probe_decides_after_ten_minutes() {
        let breaker = Breaker::default();
        assert_eq!(breaker.news(), Some((LineState::Working, None)));
        for _ in 0..4 {
            breaker.failed(minute(0), "refused");
        }
        assert_eq!(breaker.room(minute(0), 9), 9);
        breaker.worked();
        for _ in 0..4 {
            breaker.failed(minute(0), "refused");
        }
        assert_eq!((breaker.room(minute(0), 9), breaker.news()), (9, None));
        breaker.failed(minute(0), "refused");
        assert_eq!(
            breaker.news(),
            Some((LineState::Resting, Some("refused".to_owned())))
        );
        assert_eq!(
            (breaker.room(minute(9), 9), breaker.begins(minute(9))),
            (0, false)
        );
        assert_eq!(breaker.room(minute(10), 9), 1);
        assert!(breaker.begins(minute(10)));
        assert!(!breaker.begins(minute(10)), "one probe");
        breaker.failed(minute(10), "refused");
        assert_eq!(
            (breaker.room(minute(19), 9), breaker.news()),
            (0, None),
            "nothing new"
        );
        assert!(breaker.begins(minute(20)));
        breaker.worked();
        assert_eq!(
            (breaker.room(minute(20), 9), breaker.news()),
            (9, Some((LineState::Working, None)))
        );
    }

    #[test]
    fn a_stopped_line_is_looked_at_once_an_hour() {
        let breaker = Breaker::default();
        breaker.stopped(minute(0), "535");
        let next = breaker.next_try();
        assert!(matches!(next, Some(LineNews::NextTry(Some(until))) if until == minute(60)));
        assert!(breaker.next_try().is_none());
        assert_eq!(breaker.news(), Some((LineState::Stopped, Some("535".to_owned()))));
        assert!(!breaker.begins(minute(59)));
        assert!(breaker.begins(minute(60)));
    }
}
