//! What a person is asked, or told, of what was seen in a calendar: data for words, never prose.

use crate::domain::time::{Instant, Interval};

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionKind {
    /// Our event was deleted, or marked cancelled, by hand: cancel and tell the patient, or put it back?
    Deleted,
    /// Our event was moved, and moves are asked about: move and tell the patient, or put it back?
    MoveAsked,
    /// Moved outside the practitioner's hours.
    OutsideHours,
    /// Made shorter or longer.
    OtherLength,
    /// Moved onto an event of the practitioner's own.
    OverBusy,
    /// Moved onto another appointment, and put back.
    PutBackTaken,
    /// Moved to the past, and put back.
    PutBackPast,
    /// Moved here and there at once: the appointment counted, the event was put back.
    LostToWeb,
    /// Moved here and there at once: the event counted.
    WonOverWeb,
    /// Our event says that it takes no time; the appointment stands.
    Transparent,
    /// Our event repeats now: its first time is the appointment.
    Repeats,
    /// Our event was copied: the copy takes time.
    Copied,
    /// Our event stands twice: the second takes time.
    Twice,
    /// An event of the practitioner's own landed on an appointment.
    Overlap,
    /// An event cannot be read: what it took before it goes on taking.
    Quarantined,
    /// The server does not want our event: it is written again when the appointment changes.
    NotWritten,
    /// Nothing can be written there: the account may read this calendar and no more.
    ReadOnly,
    /// No pass has gone well for half an hour.
    Silent,
    /// Nothing is read or written any more until somebody has looked.
    Stopped,
    /// An event of our making that is not on record takes time: made after the copy that our database came back from.
    Stray,
    /// Events vanished and the time that they took stays taken: is it to be given back?
    Kept,
    /// Moved so that the visits of a series no longer follow each other as their cares want.
    OutOfSeries,
}

impl DecisionKind {
    /// Every kind.
    pub const ALL: [Self; 22] = [
        Self::Deleted,
        Self::MoveAsked,
        Self::OutsideHours,
        Self::OtherLength,
        Self::OverBusy,
        Self::PutBackTaken,
        Self::PutBackPast,
        Self::LostToWeb,
        Self::WonOverWeb,
        Self::Transparent,
        Self::Repeats,
        Self::Copied,
        Self::Twice,
        Self::Overlap,
        Self::Quarantined,
        Self::NotWritten,
        Self::ReadOnly,
        Self::Silent,
        Self::Stopped,
        Self::Stray,
        Self::Kept,
        Self::OutOfSeries,
    ];

    /// Stored spelling, also the end of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::MoveAsked => "move-asked",
            Self::OutsideHours => "outside-hours",
            Self::OtherLength => "other-length",
            Self::OverBusy => "over-busy",
            Self::PutBackTaken => "put-back-taken",
            Self::PutBackPast => "put-back-past",
            Self::LostToWeb => "lost-to-web",
            Self::WonOverWeb => "won-over-web",
            Self::Transparent => "transparent",
            Self::Repeats => "repeats",
            Self::Copied => "copied",
            Self::Twice => "twice",
            Self::Overlap => "overlap",
            Self::Quarantined => "quarantined",
            Self::NotWritten => "not-written",
            Self::ReadOnly => "read-only",
            Self::Silent => "silent",
            Self::Stopped => "stopped",
            Self::Stray => "stray",
            Self::Kept => "kept",
            Self::OutOfSeries => "out-of-series",
        }
    }

    /// The kind of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Somebody has to choose; the others are only to be known.
    pub fn is_question(self) -> bool {
        matches!(self, Self::Deleted | Self::MoveAsked | Self::Kept)
    }
}

/// What the words need, and what an answer does: times and names of resources, nothing that an event says.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Details {
    /// The resource of the calendar.
    pub href: String,
    /// Where our event stands there, or where the other event is.
    pub seen: Option<Interval>,
    /// When the appointment was as it was seen.
    pub stood: Option<Interval>,
    /// Not acted upon before: the grace of a deletion that cancels by itself.
    pub not_before: Option<Instant>,
    /// How many appointments an event has landed on.
    pub count: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_their_own_and_three_kinds_are_questions() {
        for kind in DecisionKind::ALL {
            assert_eq!(DecisionKind::from_key(kind.key()), Some(kind));
        }
        let questions = DecisionKind::ALL.into_iter().filter(|kind| kind.is_question());
        assert_eq!(questions.count(), 3);
    }
}
