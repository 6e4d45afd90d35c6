//! Why a calendar, or a part of it, cannot be read: data for a message in the user's language.

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// No `VCALENDAR` in it: an error page, an empty answer.
    #[error("not iCalendar")]
    NotCalendar,
    /// A component without its end, or an end without its component: the file was cut, or is of another form.
    #[error("cut off or wrongly nested")]
    Nesting,
    /// More bytes than are parsed, attachments not counted.
    #[error("too large")]
    TooLarge,
    /// More components than a file may have.
    #[error("too many components")]
    TooManyComponents,
    /// Its rules would take too long to follow.
    #[error("too many steps")]
    TooManySteps,
    /// More occurrences within the horizon than are kept.
    #[error("too many intervals")]
    TooManyIntervals,
    /// The caller's own deadline came first.
    #[error("out of time")]
    OutOfTime,
    /// A property that an event cannot be read without.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A value that is none of its kind, an impossible date among them.
    #[error("{0} is malformed")]
    Malformed(&'static str),
    /// A recurrence rule that is broken, contradicts itself or uses parts that RFC 5545 does not have.
    #[error("recurrence rule not understood")]
    Rule,
}

/// A defect and where it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {defect}")]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub defect: Defect,
}

impl Defect {
    /// This defect at a line.
    pub fn at(self, line: usize) -> Fault {
        Fault { line, defect: self }
    }
}

/// What was read, but in a way that somebody should know of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notice {
    /// A `TZID` that nobody knows; the zone of the practice was taken (caldav §5.3).
    UnknownZone {
        /// Line of the event, from 1.
        line: usize,
        /// The name as written.
        name: String,
    },
    /// An event that ends before it begins; it blocks nothing (caldav §5.2).
    NegativeLength {
        /// Line of the event, from 1.
        line: usize,
    },
    /// Somebody made an event of ours repeat: its first instance is the appointment, the others are busy time (caldav §4.3).
    OwnEventRepeats {
        /// Line of the event, from 1.
        line: usize,
    },
}
