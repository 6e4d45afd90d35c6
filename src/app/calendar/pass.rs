//! What a pass over a calendar brings: observations, not yet believed.

use std::collections::BTreeSet;

use crate::domain::calendar::{Health, Stand};
use crate::domain::id::CalendarLinkId;
use crate::domain::time::{Instant, Interval};
use crate::store::PassMarks;

/// Everything of one pass, to be applied in one transaction with its marks: a cut in between replays it (caldav §3.1).
#[derive(Clone, Debug)]
pub struct CalendarPass {
    /// Of which calendar.
    pub link: CalendarLinkId,
    /// What the collection itself answered.
    pub health: Health,
    /// Every member, where all were listed; what is not among them is gone.
    pub listed: Option<BTreeSet<String>>,
    /// Members that are new or changed.
    pub seen: Vec<Observed>,
    /// Members that are proven gone: a 404 of their own.
    pub gone: Vec<String>,
    /// Where it has left off.
    pub marks: PassMarks,
}

/// A member that is new or changed.
#[derive(Clone, Debug)]
pub struct Observed {
    /// Last path segment, decoded.
    pub href: String,
    /// Its version, as the server says.
    pub etag: String,
    /// Its UID; empty where there is none.
    pub uid: String,
    /// Of what it says.
    pub hash: [u8; 32],
    /// It carries our own properties, which copies do as well.
    pub has_mark: bool,
    /// The time that it takes within the horizon.
    pub times: Times,
    /// The same as one of our events would be read; `None` where that cannot be.
    pub own: Option<OwnSeen>,
}

/// The time that an event takes.
#[derive(Clone, Debug)]
pub enum Times {
    /// As it was read: each instance, by its original start where it repeats.
    Read(Vec<(Option<Instant>, Interval)>),
    /// It could not be read but for this: what was known of it before goes on (caldav §5.7).
    Quarantined(Option<Interval>),
}

/// An event of ours as it stands in the calendar.
#[derive(Clone, Debug)]
pub struct OwnSeen {
    /// Where and how it stands.
    pub stand: Stand,
    /// All of it, from which the next version is written.
    pub body: String,
}
