//! Counts for the statistics pages: how full, how many stay away, how long ahead, from where. No names, no patients.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::domain::agenda::Agenda;
use crate::domain::booking::{Origin, Status};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::{Interval, Zone, monday_of};
use crate::store::{AskedRow, CountRow, Counted, Db, Fault};

use super::App;

/// Longest span shown by weeks; longer ones are shown by months.
const WEEKS_UP_TO: i64 = 130;

/// What is counted; local dates, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatisticsFilter {
    /// First and last date of the visits.
    pub dates: (NaiveDate, NaiveDate),
    /// With this practitioner only.
    pub practitioner: Option<PractitionerId>,
    /// Of this care only.
    pub care: Option<CareTypeId>,
}

/// Counts of appointments. What was moved is counted where it went to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Seen.
    pub seen: i64,
    /// Did not come.
    pub no_show: i64,
    /// Did not come, excused.
    pub excused: i64,
    /// Came and left.
    pub left_unseen: i64,
    /// To come, or past and left without a state.
    pub pending: i64,
    /// Called off by the patient in time.
    pub cancelled: i64,
    /// Called off by the patient after the deadline.
    pub cancelled_late: i64,
    /// Called off by the practice.
    pub cancelled_by_practice: i64,
    /// Moved away.
    pub moved: i64,
    /// Seconds of the care of what was not called off.
    pub cared: i64,
    /// Seconds of open time; 0 where that has no meaning.
    pub open: i64,
}

impl Tally {
    /// All appointments made.
    pub fn booked(&self) -> i64 {
        self.kept() + self.called_off()
    }

    /// Those not called off.
    pub fn kept(&self) -> i64 {
        self.settled() + self.pending
    }

    /// Those of which somebody said how they ended.
    pub fn settled(&self) -> i64 {
        self.seen + self.no_show + self.excused + self.left_unseen
    }

    /// Called off by whom ever.
    pub fn called_off(&self) -> i64 {
        self.cancelled + self.cancelled_late + self.cancelled_by_practice
    }

    fn note(&mut self, row: &CountRow) {
        let counter = match row.status {
            Status::Done => &mut self.seen,
            Status::NoShow => &mut self.no_show,
            Status::Excused => &mut self.excused,
            Status::LeftUnseen => &mut self.left_unseen,
            Status::Requested | Status::Confirmed | Status::Arrived | Status::InProgress => &mut self.pending,
            Status::CancelledByPatient => &mut self.cancelled,
            Status::CancelledLate => &mut self.cancelled_late,
            Status::CancelledByPractice => &mut self.cancelled_by_practice,
            Status::Moved => &mut self.moved,
            Status::Refused => return,
        };
        *counter += row.count;
        if is_kept(row.status) {
            self.cared += row.seconds;
        }
    }
}

fn is_kept(status: Status) -> bool {
    !matches!(
        status,
        Status::CancelledByPatient
            | Status::CancelledLate
            | Status::CancelledByPractice
            | Status::Moved
            | Status::Refused
    )
}

/// What the pages show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// Everything together.
    pub whole: Tally,
    /// By practitioner.
    pub practitioners: BTreeMap<PractitionerId, Tally>,
    /// By care; open time has no meaning there.
    pub cares: BTreeMap<CareTypeId, Tally>,
    /// By Monday of the week, or by first of the month.
    pub periods: BTreeMap<NaiveDate, Tally>,
    /// The periods are months.
    pub is_monthly: bool,
    /// Appointments made, by where they came from.
    pub origins: [(Origin, i64); 4],
    /// How many were asked for so many local days ahead; imported ones left out.
    pub leads: BTreeMap<i64, i64>,
}

/// The filter as the store asks it.
pub(super) fn counted(zone: Zone, filter: StatisticsFilter) -> Counted {
    let (first, last) = filter.dates;
    let start = zone.start_of(first);
    let end = zone.start_of(last.succ_opt().unwrap_or(last)).max(start);
    Counted {
        span: Interval { start, end },
        dates: filter.dates,
        practitioner: filter.practitioner,
        care: filter.care,
    }
}

impl App {
    /// Counts of the visits between the filter's dates.
    pub async fn statistics(&self, filter: StatisticsFilter) -> Result<Statistics, Fault> {
        let agenda = self.agenda();
        let zone = agenda.zone();
        let counted = counted(zone, filter);
        let read =
            move |db: &Db<'_>| -> Result<_, Fault> { Ok((db.counts(counted)?, db.asked(counted, zone)?)) };
        let (counts, asked) = self.store.read(read).await?;
        Ok(Statistics::of(&agenda, filter, &counts, &asked))
    }
}

impl Statistics {
    fn of(agenda: &Agenda, filter: StatisticsFilter, counts: &[CountRow], asked: &[AskedRow]) -> Self {
        let is_monthly = (filter.dates.1 - filter.dates.0).num_days() > WEEKS_UP_TO;
        let mut all = Self {
            whole: Tally::default(),
            practitioners: BTreeMap::new(),
            cares: BTreeMap::new(),
            periods: BTreeMap::new(),
            is_monthly,
            origins: [Origin::Online, Origin::Desk, Origin::Api, Origin::Import].map(|origin| (origin, 0)),
            leads: BTreeMap::new(),
        };
        for row in asked {
            *all.leads.entry(row.days).or_default() += row.count;
        }
        all.open(agenda, filter);
        for row in counts {
            let period = all.period(row.date);
            all.whole.note(row);
            all.practitioners.entry(row.practitioner).or_default().note(row);
            all.cares.entry(row.care).or_default().note(row);
            all.periods.entry(period).or_default().note(row);
            let is_made = !matches!(row.status, Status::Moved | Status::Refused);
            let origin = all.origins.iter_mut().find(|(origin, _)| *origin == row.origin);
            if let Some((_, count)) = origin.filter(|_| is_made) {
                *count += row.count;
            }
        }
        all
    }

    fn period(&self, date: NaiveDate) -> NaiveDate {
        if self.is_monthly {
            date.with_day(1).unwrap_or(date)
        } else {
            monday_of(date)
        }
    }

    /// Open time is that of the hours as they are now.
    fn open(&mut self, agenda: &Agenda, filter: StatisticsFilter) {
        let (first, last) = filter.dates;
        let people = agenda.set_up().practitioners.keys();
        for who in people.filter(|who| filter.practitioner.is_none_or(|only| only == **who)) {
            for date in first.iter_days().take_while(|date| *date <= last) {
                let windows = agenda.open_time(*who, date);
                let seconds: i64 = windows.iter().map(|window| window.length().num_seconds()).sum();
                if seconds > 0 {
                    let period = self.period(date);
                    self.whole.open += seconds;
                    self.practitioners.entry(*who).or_default().open += seconds;
                    self.periods.entry(period).or_default().open += seconds;
                }
            }
        }
    }

    /// Days ahead of the appointment in the middle; `None` without any.
    pub fn median_lead(&self) -> Option<i64> {
        let all: i64 = self.leads.values().sum();
        let mut seen = 0;
        let middle = self.leads.iter().find(|(_, count)| {
            seen += **count;
            seen * 2 > all
        });
        middle.map(|(days, _)| *days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(status: Status, count: i64) -> CountRow {
        CountRow {
            date: NaiveDate::default(),
            practitioner: PractitionerId(1),
            care: CareTypeId(1),
            status,
            origin: Origin::Online,
            count,
            seconds: count * 900,
        }
    }

    #[test]
    fn what_was_called_off_takes_no_time_and_what_was_moved_counts_once() {
        let mut tally = Tally::default();
        for (status, count) in [
            (Status::Done, 5),
            (Status::NoShow, 1),
            (Status::CancelledLate, 2),
            (Status::Moved, 3),
            (Status::Confirmed, 4),
            (Status::Refused, 7),
        ] {
            tally.note(&row(status, count));
        }
        assert_eq!(
            (tally.booked(), tally.kept(), tally.settled(), tally.called_off()),
            (12, 10, 6, 2)
        );
        assert_eq!(tally.cared, 10 * 900);
    }
}
