//! iCalendar (RFC 5545): bytes of a calendar → busy time, and an appointment → an event of ours. Reading is tolerant of what programs
//! write and bounded in what it costs.
//!
//! The readings where the standard is silent are those of caldav §5; a name says which paragraph. Nothing here cancels or
//! moves an appointment: it only says when somebody is taken. What cannot be read in full is no absence of busy time but a
//! [`Fault`], and the caller keeps what it knew (caldav §0.3).

mod budget;
mod busy;
mod component;
mod compose;
mod event;
mod fault;
mod lines;
mod merge;
mod overrides;
mod own;
mod rule;
mod rule_days;
mod rule_walk;
mod series;
mod set;
mod split;
mod value;
mod vtimezone;
mod windows_zones;
mod zone;
mod zone_text;

pub use budget::{Budget, Limits};
pub use busy::{Busy, Cause, Options, Quarantine, Reading, busy};
pub use component::{Calendar, Component, Property};
pub use compose::{Form, OwnEventText, Standing, compose};
pub use event::{Event, Moment};
pub use fault::{Defect, Fault, Notice};
pub use lines::{AttachmentSieve, Decode, fold, utf8};
pub use overrides::{Expanded, Occurrence, occurrences};
pub use own::{OwnEventRead, stand};
pub use rule::{Frequency, Rule};
pub use rule_walk::{Span, readings};
pub use series::Series;
pub use split::{Part, split};
pub use value::{Length, Time};
pub use zone::Clock;
