//! Spans of whole seconds since 1970, half-open: what the engine counts with.

use chrono::DateTime;

use crate::domain::time::{Instant, Interval};

/// `[from, to)` in seconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// The instant of a second; stored instants are whole seconds.
pub(super) fn instant(second: i64) -> Instant {
    DateTime::from_timestamp(second, 0).unwrap_or_default()
}

/// The first whole second at or after an instant.
pub(super) fn second_from(at: Instant) -> i64 {
    at.timestamp() + i64::from(at.timestamp_subsec_nanos() > 0)
}

impl From<Interval> for Span {
    fn from(interval: Interval) -> Self {
        Self {
            from: interval.start.timestamp(),
            to: interval.end.timestamp(),
        }
    }
}

impl Span {
    pub(super) fn new(from: i64, to: i64) -> Self {
        Self { from, to }
    }

    pub(super) fn intersects(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to && self.from < self.to && other.from < other.to
    }

    pub(super) fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    pub(super) fn clipped(self, to: Self) -> Option<Self> {
        let both = Self::new(self.from.max(to.from), self.to.min(to.to));
        (both.from < both.to).then_some(both)
    }

    /// The starts of `body` (relative to its start: from `-before` to `+length`) that would intersect this span.
    pub(super) fn forbids(self, before: i64, length: i64) -> Option<Self> {
        (self.from < self.to && before + length > 0)
            .then(|| Self::new(self.from - length + 1, self.to + before))
    }
}

/// Appends to `out` what remains of `whole` without `taken`, which is sorted here.
pub(super) fn remaining(whole: Span, taken: &mut [Span], out: &mut Vec<Span>) {
    taken.sort_unstable();
    let mut from = whole.from;
    for gone in taken.iter() {
        if gone.from >= whole.to {
            break;
        }
        if gone.from > from {
            out.push(Span::new(from, gone.from));
        }
        from = from.max(gone.to);
    }
    if from < whole.to {
        out.push(Span::new(from, whole.to));
    }
}

/// Sorts and joins spans that touch or overlap.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|s| s.from < s.to);
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for next in spans {
        match out.last_mut() {
            Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
            _ => out.push(next),
        }
    }
    out
}

/// What lies in both of two sorted, disjoint lists.
pub(super) fn common(a: &[Span], b: &[Span]) -> Vec<Span> {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut out = Vec::new();
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        out.extend(x.clipped(**y));
        if x.to < y.to {
            a.next();
        } else {
            b.next();
        }
    }
    out
}
