//! Time that a practitioner's own calendars take (caldav §5). Nobody is offered it; an appointment that stands in it stays (§6.2).

use std::sync::Arc;

use super::id::CalendarLinkId;
use super::time::{Instant, Interval, merged};

/// What one event, or one instance of a series, takes of the practitioner's time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BusyInterval {
    /// Through which link it was read.
    pub link: CalendarLinkId,
    /// The resource of the calendar that has it: its last path segment, decoded (caldav §1).
    pub href: String,
    /// Its UID, as written there.
    pub uid: String,
    /// Which instance of a series; `None` of an event that does not repeat.
    pub recurrence: Option<Instant>,
    /// When, half-open.
    pub interval: Interval,
}

/// All busy time of one practitioner: in order, disjoint, never empty intervals. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusyTime(Arc<[Interval]>);

impl BusyTime {
    /// Merges intervals in any order, of any number of calendars.
    pub fn of(intervals: Vec<Interval>) -> Self {
        Self(merged(intervals).into())
    }

    /// No time at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In order, disjoint.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }
}

impl Default for BusyTime {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

/// Those of a list in order, disjoint, that share time with an interval: two searches, whatever the length of the list.
pub fn touching(sorted: &[Interval], within: Interval) -> &[Interval] {
    let from = sorted.partition_point(|one| one.end <= within.start);
    let to = sorted.partition_point(|one| one.start < within.end);
    sorted.get(from..to).unwrap_or(&[])
}
