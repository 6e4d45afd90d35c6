//! Utilisation, fragmentation and usable slots of past days, worked out once each night (booking-rules §12).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, TimeDelta};

use crate::domain::agenda::Agenda;
use crate::domain::id::PractitionerId;
use crate::domain::slot::measure::{DayMeasure, idle, min_useful, overtime};
use crate::domain::time::Interval;
use crate::store::{Db, Fault, KeptTime, MeasuredDay, Tx};

use super::{App, Failure};

/// How far back days are measured that were never measured, when the program was off or is new.
const BACK: u64 = 90;
/// Days written in one transaction: bookings in between do not wait long.
const AT_ONCE: usize = 100;

/// The first local date that is measured when nothing was before.
fn oldest(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(BACK)).unwrap_or(today)
}

/// Has the days that are within reach measured again: visits of the past came or went with an import.
pub(super) fn measure_again(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let today = tx.agenda().zone().date(tx.now());
    tx.forget_measures_from(oldest(today))
}

impl App {
    /// Measures the local dates up to yesterday that were not measured yet, with the hours as they are now. Cheap when there are
    /// none: to be called a few times an hour. Answers how many practitioner's days were written.
    pub async fn measure_days(&self) -> Result<usize, Failure> {
        if !self.is_clock_trusted() {
            return Ok(0);
        }
        let agenda = self.agenda();
        let today = agenda.zone().date(self.now());
        let oldest = oldest(today);
        let last = self.store.read(|db: &Db<'_>| db.last_measured()).await?;
        let from = last
            .and_then(|date| date.succ_opt())
            .map_or(oldest, |next| next.max(oldest));
        if from >= today {
            return Ok(0);
        }
        let span = Interval {
            start: agenda.zone().start_of(from),
            end: agenda.zone().start_of(today),
        };
        let kept = self.store.read(move |db: &Db<'_>| db.kept_times(span)).await?;
        let days = measured(&agenda, &kept, from, today);
        let count = days.len();
        for part in days.chunks(AT_ONCE).map(<[MeasuredDay]>::to_vec) {
            let write = move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                part.iter().try_for_each(|day| tx.save_measured_day(day))?;
                Ok(())
            };
            self.store.write(write).await?;
        }
        Ok(count)
    }

    /// The measured days between two local dates, both included.
    pub async fn measured_days(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<MeasuredDay>, Fault> {
        self.store
            .read(move |db: &Db<'_>| db.measured_days(from, to))
            .await
    }
}

/// In order of date, so that a stop halfway leaves no hole behind; days on which a practitioner is not open and sees nobody are
/// left out.
fn measured(agenda: &Agenda, kept: &[KeptTime], from: NaiveDate, today: NaiveDate) -> Vec<MeasuredDay> {
    let zone = agenda.zone();
    let mut by_day: BTreeMap<(NaiveDate, PractitionerId), Vec<&KeptTime>> = BTreeMap::new();
    for time in kept {
        by_day
            .entry((zone.date(time.care.start), time.practitioner))
            .or_default()
            .push(time);
    }
    let set_up = agenda.set_up();
    let mut days = Vec::new();
    for date in from.iter_days().take_while(|date| *date < today) {
        for who in set_up.practitioners.keys() {
            let times = by_day.remove(&(date, *who)).unwrap_or_default();
            let open = agenda.open_time(*who, date);
            if !open.is_empty() || !times.is_empty() {
                let useful = min_useful(set_up, *who).unwrap_or(TimeDelta::MAX);
                days.push(day((*who, date), &open, &times, useful));
            }
        }
    }
    days
}

fn day(
    (practitioner, date): (PractitionerId, NaiveDate),
    open: &[Interval],
    times: &[&KeptTime],
    useful: TimeDelta,
) -> MeasuredDay {
    let booked: Vec<_> = times.iter().map(|time| (time.care, time.occupied)).collect();
    let seen: Vec<Interval> = times
        .iter()
        .filter(|time| time.is_seen)
        .map(|time| time.care)
        .collect();
    MeasuredDay {
        practitioner,
        date,
        measure: DayMeasure::of(open, &booked, useful),
        idle: idle(open, &seen).num_seconds(),
        overtime: overtime(open, &seen).num_seconds(),
    }
}
