//! One person's wish for a time that is not free yet.

use chrono::{NaiveDate, Weekday};

use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, WaitingEntryId};
use crate::domain::time::{DayTime, Instant, Interval, Zone};

/// Set by staff; comes before age when candidates are put in order, and nothing else does (booking-rules §9).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// In the order of arrival.
    #[default]
    Normal,
    /// Before those.
    Soon,
    /// Before everybody else.
    Urgent,
}

impl Urgency {
    /// Every degree, least first.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Soon, Self::Urgent];

    /// Stored and wire spelling, equal to the serde one.
    pub fn key(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Soon => "soon",
            Self::Urgent => "urgent",
        }
    }

    /// The degree of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|urgency| urgency.key() == key)
    }
}

/// How somebody hears of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An e-mail with a link.
    Email,
    /// The staff phone; an offer that nobody phoned about is not one that was ignored.
    Phone,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 2] = [Self::Email, Self::Phone];

    /// Stored and wire spelling, equal to the serde one.
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// The channel that reaches somebody who asked for this one: the phone for who has no address, and for who is phoned only, blocked
    /// or suspended online, so that nothing online is sent to them (booking-rules §10: phone always possible).
    #[must_use]
    pub fn reaching(self, has_email: bool, is_closed_online: bool) -> Self {
        match self {
            Self::Email if has_email && !is_closed_online => Self::Email,
            Self::Email | Self::Phone => Self::Phone,
        }
    }

    /// The channel of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Offers are made.
    Waiting,
    /// No offers for now: three were ignored, or somebody of the staff said so.
    Paused,
    /// An offer was accepted.
    Served,
    /// Taken off the list, or the booking it would replace is no more.
    Left,
    /// Its time is over.
    Expired,
}

impl EntryState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Paused,
        Self::Served,
        Self::Left,
        Self::Expired,
    ];

    /// Stored and wire spelling, equal to the serde one.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Paused => "paused",
            Self::Served => "served",
            Self::Left => "left",
            Self::Expired => "expired",
        }
    }

    /// The state of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Still on the list.
    pub fn is_on_list(self) -> bool {
        matches!(self, Self::Waiting | Self::Paused)
    }
}

/// A set of days of the week, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub struct Weekdays(u8);

/// Bits that name no day of the week, or none at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a set of days of the week: {0}")]
pub struct NoWeekdays(pub u8);

impl Weekdays {
    /// Monday to Sunday.
    pub const ALL: Self = Self(0b111_1111);

    /// The days named; `None` when there are none.
    pub fn of(days: impl IntoIterator<Item = Weekday>) -> Option<Self> {
        let bits = days.into_iter().fold(0, |bits, day| bits | bit(day));
        (bits != 0).then_some(Self(bits))
    }

    /// Whether a day is among them.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// Bit 0 is Monday, bit 6 Sunday; for storing.
    pub fn bits(self) -> u8 {
        self.0
    }
}

impl From<Weekdays> for u8 {
    fn from(days: Weekdays) -> Self {
        days.0
    }
}

impl TryFrom<u8> for Weekdays {
    type Error = NoWeekdays;
    fn try_from(bits: u8) -> Result<Self, NoWeekdays> {
        if bits == 0 || bits > Self::ALL.0 {
            return Err(NoWeekdays(bits));
        }
        Ok(Self(bits))
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

/// What suits somebody. Dates, days and hours are wall-clock readings in the practice's zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wishes {
    /// With whom; empty is anybody.
    pub practitioners: Vec<PractitionerId>,
    /// First local date, included.
    pub earliest: Option<NaiveDate>,
    /// Last local date, included.
    pub latest: Option<NaiveDate>,
    /// Days of the week.
    pub days: Weekdays,
    /// The care does not start before this hour …
    pub from: DayTime,
    /// … and has ended by this one.
    pub to: DayTime,
    /// Minutes, elapsed, that they need to come.
    pub ready_minutes: u16,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            practitioners: Vec::new(),
            earliest: None,
            latest: None,
            days: Weekdays::ALL,
            from: DayTime::START,
            to: DayTime::END,
            ready_minutes: 0,
        }
    }
}

impl Wishes {
    /// Whether a care with a practitioner at that time would suit; how soon they can come is another question.
    pub fn suit(&self, zone: Zone, practitioner: PractitionerId, care: Interval) -> bool {
        let date = zone.date(care.start);
        (self.practitioners.is_empty() || self.practitioners.contains(&practitioner))
            && self.earliest.is_none_or(|earliest| earliest <= date)
            && self.latest.is_none_or(|latest| date <= latest)
            && self.days.contains(chrono::Datelike::weekday(&date))
            && zone.at(date, self.from) <= care.start
            && care.end <= zone.at(date, self.to)
    }
}

/// One person on the waiting list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingEntry {
    /// Identifier.
    pub id: WaitingEntryId,
    /// Who waits.
    pub patient: PatientId,
    /// For which care.
    pub care: CareTypeId,
    /// What suits.
    pub wishes: Wishes,
    /// How they hear of an offer.
    pub channel: Channel,
    /// The booking that an accepted offer replaces.
    pub replaces: Option<AppointmentId>,
    /// Set by staff.
    pub urgency: Urgency,
    /// Where it stands.
    pub state: EntryState,
    /// Offers without any answer since the last one that had one.
    pub ignored: u8,
    /// When it was put on the list.
    pub created: Instant,
    /// No offers from this instant on.
    pub expires: Instant,
    /// Grows at each change, for forms that edit it.
    pub version: i64,
}

impl WaitingEntry {
    /// The order in which candidates are asked: urgency set by staff, then age of the entry. Nothing about the person is in it.
    pub fn rank(&self) -> impl Ord + use<> {
        (std::cmp::Reverse(self.urgency), self.created, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::Channel::{self, Email, Phone};

    #[test]
    fn who_must_not_or_cannot_be_written_to_is_phoned() {
        for (wished, has_email, is_closed_online, reaching) in [
            (Email, true, false, Email),
            (Email, false, false, Phone),
            (Email, true, true, Phone),
            (Phone, true, false, Phone),
            (Phone, false, true, Phone),
        ] {
            assert_eq!(Channel::reaching(wished, has_email, is_closed_online), reaching);
        }
    }
}
