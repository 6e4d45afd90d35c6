//! Half-open intervals of instants.

use chrono::{DateTime, TimeDelta, Utc};

/// A point in time, UTC.
pub type Instant = DateTime<Utc>;

/// `[start, end)`: touching intervals do not intersect (booking-rules §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// First instant inside.
    pub start: Instant,
    /// First instant outside; never before `start`.
    pub end: Instant,
}

impl Interval {
    /// `None` when `end < start`; an empty interval (`end == start`) is allowed and intersects nothing.
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// `length` of elapsed time from `start`; a negative length gives an empty interval.
    pub fn lasting(start: Instant, length: TimeDelta) -> Self {
        Self {
            start,
            end: start + length.max(TimeDelta::zero()),
        }
    }

    /// Whether some instant lies in both.
    pub fn intersects(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end && !self.is_empty() && !other.is_empty()
    }

    /// Whether every instant of `other` lies in `self`.
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether `instant` lies inside.
    pub fn covers(&self, instant: Instant) -> bool {
        self.start <= instant && instant < self.end
    }

    /// The common part, if any.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        };
        (both.start < both.end).then_some(both)
    }

    /// Grown by elapsed time on both sides: a care with its buffers (booking-rules §4).
    #[must_use]
    pub fn padded(&self, before: TimeDelta, after: TimeDelta) -> Self {
        Self {
            start: self.start - before,
            end: self.end + after,
        }
    }

    /// Elapsed time from start to end.
    pub fn length(&self) -> TimeDelta {
        self.end - self.start
    }

    /// No instant inside.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

/// Sorts and joins intervals that touch or overlap; empty ones vanish.
pub fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|i| !i.is_empty());
    intervals.sort_unstable();
    let mut out: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match out.last_mut() {
            Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
            _ => out.push(next),
        }
    }
    out
}

/// What remains of `open` (sorted, disjoint) once every interval of `taken` is removed.
pub fn subtract(open: &[Interval], taken: &[Interval]) -> Vec<Interval> {
    let taken = merged(taken.to_vec());
    let mut out = Vec::with_capacity(open.len());
    for window in open {
        let mut from = window.start;
        for gone in taken.iter().filter(|t| t.intersects(window)) {
            if from < gone.start {
                out.push(Interval {
                    start: from,
                    end: gone.start,
                });
            }
            from = from.max(gone.end);
        }
        if from < window.end {
            out.push(Interval {
                start: from,
                end: window.end,
            });
        }
    }
    out
}
