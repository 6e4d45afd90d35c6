//! Weekly schedules with validity, parity and one week in n.

use chrono::{Datelike, NaiveDate};

use crate::domain::id::{CareTypeId, PractitionerId, ScheduleId};
use crate::domain::time::{DayTime, is_odd_week, monday_of};

/// A wall-clock window `[start, end)`, possibly reserved to some cares ("plage réservée").
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Window {
    start: DayTime,
    end: DayTime,
    cares: Option<Vec<CareTypeId>>,
}

/// A window must end after it starts; a night shift is two windows (booking-rules §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a window must end after it starts")]
pub struct EndNotAfterStart;

impl Window {
    /// `cares`: `None` accepts every care type.
    pub fn new(
        start: DayTime,
        end: DayTime,
        cares: Option<Vec<CareTypeId>>,
    ) -> Result<Self, EndNotAfterStart> {
        if start < end {
            Ok(Self { start, end, cares })
        } else {
            Err(EndNotAfterStart)
        }
    }

    /// Wall-clock start.
    pub fn start(&self) -> DayTime {
        self.start
    }

    /// Wall-clock end, at most 24:00.
    pub fn end(&self) -> DayTime {
        self.end
    }

    /// The cares it is reserved to.
    pub fn cares(&self) -> Option<&[CareTypeId]> {
        self.cares.as_deref()
    }

    /// Whether the care may be booked in it.
    pub fn accepts(&self, care: CareTypeId) -> bool {
        self.cares.as_ref().is_none_or(|only| only.contains(&care))
    }
}

/// In which weeks a schedule applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weeks {
    /// Every week.
    #[default]
    All,
    /// ISO week number odd. Two odd weeks follow each other after a 53-week year.
    Odd,
    /// ISO week number even.
    Even,
    /// One week in `n`, counted from the week of `anchor`.
    Every {
        /// 2 or more.
        n: u8,
        /// Any date of the first week that counts.
        anchor: NaiveDate,
    },
}

impl Weeks {
    /// Whether the week of `date` counts.
    pub fn includes(self, date: NaiveDate) -> bool {
        match self {
            Self::All => true,
            Self::Odd => is_odd_week(date),
            Self::Even => !is_odd_week(date),
            Self::Every { n, anchor } => {
                let weeks = (monday_of(date) - monday_of(anchor)).num_days().div_euclid(7);
                weeks.rem_euclid(i64::from(n.max(1))) == 0
            }
        }
    }
}

/// Hours of one practitioner over a week.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WeeklySchedule {
    /// Identifier.
    pub id: ScheduleId,
    /// Whose hours.
    pub practitioner: PractitionerId,
    /// Windows per weekday, Monday first.
    pub days: [Vec<Window>; 7],
    /// First date it applies.
    pub valid_from: Option<NaiveDate>,
    /// Last date it applies.
    pub valid_to: Option<NaiveDate>,
    /// In which weeks.
    pub weeks: Weeks,
}

impl WeeklySchedule {
    /// The windows of a local date, empty when the schedule does not apply there.
    pub fn windows_on(&self, date: NaiveDate) -> &[Window] {
        let is_valid =
            self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to);
        if !is_valid || !self.weeks.includes(date) {
            return &[];
        }
        self.days
            .get(date.weekday().num_days_from_monday() as usize)
            .map_or(&[], Vec::as_slice)
    }
}
