//! A wall-clock reading inside a local day, `24:00` included as an end (booking-rules §1.2).

use std::fmt;

use chrono::NaiveTime;

/// Minutes since local midnight, 0 to 1440. Not an instant: the zone decides which one it is on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DayTime(u16);

/// Why a text is not a time of day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time of day between 00:00 and 24:00: {0}")]
pub struct DayTimeError(pub String);

impl DayTime {
    /// Local midnight at the start of the day.
    pub const START: Self = Self(0);
    /// Local midnight at the end of the day.
    pub const END: Self = Self(1440);

    /// `None` above 1440.
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes <= 1440).then_some(Self(minutes))
    }

    /// `None` for impossible readings; 24:00 is the only one with hour 24.
    pub fn from_hm(hour: u16, minute: u16) -> Option<Self> {
        (minute < 60)
            .then(|| Self::from_minutes(hour.checked_mul(60)?.checked_add(minute)?))
            .flatten()
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The reading, `None` for 24:00, which belongs to the next day.
    pub fn time(self) -> Option<NaiveTime> {
        NaiveTime::from_num_seconds_from_midnight_opt(u32::from(self.0) * 60, 0)
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl std::str::FromStr for DayTime {
    type Err = DayTimeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || DayTimeError(text.chars().take(20).collect());
        let (hour, minute) = text.split_once(':').ok_or_else(refused)?;
        if hour.is_empty()
            || hour.len() > 2
            || minute.len() != 2
            || !text.bytes().all(|b| b.is_ascii_digit() || b == b':')
        {
            return Err(refused());
        }
        let (hour, minute) = (
            hour.parse().map_err(|_| refused())?,
            minute.parse().map_err(|_| refused())?,
        );
        Self::from_hm(hour, minute).ok_or_else(refused)
    }
}

impl From<DayTime> for String {
    fn from(time: DayTime) -> Self {
        time.to_string()
    }
}

impl TryFrom<String> for DayTime {
    type Error = DayTimeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
