//! Weekly schedules with validity, parity and one week in n.

use chrono::{Datelike, Days, NaiveDate};

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

    /// The weeks between these that an alternation needs a schedule of its own for, in order from the one right after; none when
    /// every week counts.
    fn others(self) -> Vec<Self> {
        match self {
            Self::All => Vec::new(),
            Self::Odd => vec![Self::Even],
            Self::Even => vec![Self::Odd],
            Self::Every { n, anchor } => (1..n)
                .filter_map(|later| anchor.checked_add_days(Days::new(7 * u64::from(later))))
                .map(|anchor| Self::Every { n, anchor })
                .collect(),
        }
    }

    /// The first Monday not before `date` whose week counts.
    fn first_monday(self, date: NaiveDate) -> Option<NaiveDate> {
        let mondays = monday_of(date).iter_weeks().skip_while(|monday| *monday < date);
        mondays.take(MOST_WEEKS).find(|monday| self.includes(*monday))
    }
}

/// The longest wait for a week that counts: `n` is a byte.
const MOST_WEEKS: usize = 256;

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

    /// Of an alternation, the weeks from `today` on in which the practitioner has no hours at all: the other half of the pair is
    /// missing, or is meant to be free (booking-rules §3). `all` are the schedules of the practice.
    pub fn missing_weeks(&self, all: &[Self], today: NaiveDate) -> Option<Weeks> {
        let from = self.valid_from.map_or(today, |from| from.max(today));
        let is_open = |monday: NaiveDate| {
            let own = all.iter().filter(|other| other.practitioner == self.practitioner);
            let mut days = own.flat_map(|other| monday.iter_days().take(7).map(|day| other.windows_on(day)));
            days.any(|windows| !windows.is_empty())
        };
        let others = self.weeks.others().into_iter();
        others
            .filter_map(|weeks| Some((weeks, weeks.first_monday(from)?)))
            .filter(|(_, monday)| self.valid_to.is_none_or(|to| *monday <= to))
            .find(|(_, monday)| !is_open(*monday))
            .map(|(weeks, _)| weeks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn hours(practitioner: i64, weeks: Weeks) -> WeeklySchedule {
        let noon = Window::new(
            DayTime::from_hm(9, 0).unwrap(),
            DayTime::from_hm(12, 0).unwrap(),
            None,
        );
        let mut days: [Vec<Window>; 7] = Default::default();
        days[2] = vec![noon.unwrap()];
        WeeklySchedule {
            id: ScheduleId(1),
            practitioner: PractitionerId(practitioner),
            days,
            valid_from: None,
            valid_to: None,
            weeks,
        }
    }

    /// Monday of week 10, an even one.
    const TODAY: &str = "2026-03-02";

    #[test]
    fn an_alternation_alone_misses_its_other_weeks() {
        let today = date(TODAY);
        let odd = hours(1, Weeks::Odd);
        let stranger = hours(2, Weeks::Even);
        let alone = [odd.clone(), stranger];
        assert_eq!(odd.missing_weeks(&alone, today), Some(Weeks::Even));
        let pair = [odd.clone(), hours(1, Weeks::Even)];
        assert_eq!(odd.missing_weeks(&pair, today), None);
        let with_all = [odd.clone(), hours(1, Weeks::All)];
        assert_eq!(odd.missing_weeks(&with_all, today), None);
        let all = hours(1, Weeks::All);
        assert_eq!(all.missing_weeks(std::slice::from_ref(&all), today), None);
    }

    #[test]
    fn one_week_in_three_needs_two_more_schedules_in_turn() {
        let today = date(TODAY);
        let every = |anchor: &str| {
            let anchor = date(anchor);
            Weeks::Every { n: 3, anchor }
        };
        let first = hours(1, every("2026-03-04"));
        let second = hours(1, every("2026-03-11"));
        let third = hours(1, every("2026-03-18"));
        let mut all = vec![first.clone()];
        assert_eq!(first.missing_weeks(&all, today), Some(every("2026-03-11")));
        all.push(second);
        assert_eq!(first.missing_weeks(&all, today), Some(every("2026-03-18")));
        all.push(third);
        assert_eq!(first.missing_weeks(&all, today), None);
    }

    #[test]
    fn a_pair_counts_where_the_schedule_itself_is_valid() {
        let today = date(TODAY);
        let mut odd = hours(1, Weeks::Odd);
        let mut even = hours(1, Weeks::Even);
        even.valid_to = Some(date("2026-06-30"));
        odd.valid_from = Some(date("2026-09-01"));
        let all = [odd.clone(), even];
        assert_eq!(odd.missing_weeks(&all, today), Some(Weeks::Even));
        odd.valid_from = None;
        odd.valid_to = Some(date("2026-02-28"));
        assert_eq!(odd.missing_weeks(&[odd.clone()], today), None, "ended");
    }
}
