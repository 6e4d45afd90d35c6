//! The gap doctor: a practice's own past weeks, played again under another setting (booking-rules §12).

use chrono::{NaiveDate, TimeDelta};

use super::figures::{Mean, real};
use super::replay::{Played, replay};
use super::request::Request;
use super::trial::Trial;
use crate::domain::agenda::SetUp;
use crate::domain::slot::measure::{DayMeasure, distance, min_useful};
use crate::domain::time::{Instant, monday_of};

/// What a setting would have made of the same requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// The setting.
    pub trial: Trial,
    /// All days of all practitioners, as they ended.
    pub whole: DayMeasure,
    /// By week, the first first: usable slots left.
    pub slots: Vec<i64>,
    /// By week: minutes that these slots are worth, each practitioner's slot as long as their shortest appointment.
    pub minutes: Vec<i64>,
    /// Requests that found nothing.
    pub lost: i64,
    /// Mean minutes of the clock, and mean local days, between what the patient took and what this setting would have given, over
    /// the requests that it concerns.
    pub shift: (f64, f64),
}

/// Difference of two settings over all weeks, with the half-width of its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// More than the other.
    pub total: f64,
    /// Weeks differ: as far as this from the total would not astonish.
    pub margin: f64,
}

impl Gain {
    /// Over paired weeks. With fewer than three weeks nothing can be said about chance: the margin is infinite.
    pub fn of(own: &[i64], other: &[i64]) -> Self {
        let weeks: Vec<f64> = own.iter().zip(other).map(|(a, b)| real(a - b)).collect();
        let total: f64 = weeks.iter().sum();
        if weeks.len() < 3 {
            return Self {
                total,
                margin: f64::INFINITY,
            };
        }
        let count = real(i64::try_from(weeks.len()).unwrap_or(i64::MAX));
        let mean = total / count;
        let squares: f64 = weeks.iter().map(|week| (week - mean).powi(2)).sum();
        let deviation = (squares / (count - 1.0)).sqrt();
        Self {
            total,
            margin: student(weeks.len() - 1) * deviation * count.sqrt(),
        }
    }

    /// Better than chance would explain.
    pub fn is_clear(&self) -> bool {
        self.total.abs() > self.margin
    }
}

/// 97.5 % quantile of Student's distribution; tabled at the degrees that matter, the next lower one in between.
fn student(degrees: usize) -> f64 {
    const TABLE: [(usize, f64); 12] = [
        (60, 2.000),
        (30, 2.042),
        (20, 2.086),
        (15, 2.131),
        (12, 2.179),
        (10, 2.228),
        (8, 2.306),
        (6, 2.447),
        (5, 2.571),
        (4, 2.776),
        (3, 3.182),
        (2, 4.303),
    ];
    TABLE
        .iter()
        .find(|(at, _)| degrees >= *at)
        .map_or(12.706, |(_, t)| *t)
}

/// Plays the requests whose visits lay between two local dates, both included, under a setting.
pub fn diagnose(
    trial: Trial,
    set_up: &SetUp,
    requests: &[Request],
    dates: (NaiveDate, NaiveDate),
) -> Diagnosis {
    let played = replay(trial, set_up, requests, |_, _, _| {});
    let weeks = usize::try_from((monday_of(dates.1) - monday_of(dates.0)).num_days() / 7 + 1).unwrap_or(1);
    let mut diagnosis = Diagnosis {
        trial,
        whole: DayMeasure::default(),
        slots: vec![0; weeks],
        minutes: vec![0; weeks],
        lost: i64::try_from(played.got.iter().filter(|got| got.is_none()).count()).unwrap_or(0),
        shift: shift(&played, requests),
    };
    for who in set_up.practitioners.keys() {
        if let Some(useful) = min_useful(set_up, *who) {
            for date in dates.0.iter_days().take_while(|date| *date <= dates.1) {
                let day = DayMeasure::on(&played.agenda, *who, date, (useful, Instant::MIN_UTC));
                diagnosis.note((monday_of(date) - monday_of(dates.0)).num_days() / 7, day, useful);
            }
        }
    }
    diagnosis
}

impl Diagnosis {
    fn note(&mut self, week: i64, day: DayMeasure, useful: TimeDelta) {
        self.whole = self.whole.plus(day);
        let week = usize::try_from(week).unwrap_or(0);
        if let (Some(slots), Some(minutes)) = (self.slots.get_mut(week), self.minutes.get_mut(week)) {
            *slots += day.usable;
            *minutes += day.usable * useful.num_minutes();
        }
    }
}

fn shift(played: &Played, requests: &[Request]) -> (f64, f64) {
    let zone = played.agenda.zone();
    let (mut minutes, mut days) = (Mean::default(), Mean::default());
    for (request, got) in requests.iter().zip(&played.got) {
        if let Some(got) = got.filter(|_| !request.is_desk) {
            let far = distance(zone, request.wish, got.told);
            minutes.note(real(far.minutes));
            days.note(real(far.days));
        }
    }
    (minutes.value(), days.value())
}

#[cfg(test)]
mod tests {
    use super::super::practice;
    use super::*;
    use crate::domain::id::{CareTypeId, PractitionerId};
    use crate::domain::time::{DayTime, Zone};

    #[test]
    fn a_gain_has_a_margin_that_grows_with_the_weeks_differences() {
        let even = Gain::of(&[5, 5, 5, 5], &[3, 3, 3, 3]);
        assert!((even.total - 8.0).abs() < 1e-9 && even.margin < 1e-9 && even.is_clear());
        let wild = Gain::of(&[20, 0, -15, 3], &[0, 0, 0, 0]);
        assert!(!wild.is_clear(), "{wild:?}");
        assert!(Gain::of(&[9, 9], &[0, 0]).margin.is_infinite());
    }

    /// The morning ends at 12:00: 20 minutes from 11:30 on leave 10, which are lost; compact gives 11:40.
    #[test]
    fn a_start_that_cuts_is_shifted_and_the_desk_is_not() {
        let set_up = practice::set_up(1).unwrap();
        let zone = Zone::named("Europe/Paris").unwrap();
        let tuesday: NaiveDate = "2026-03-03".parse().unwrap();
        let wish = zone.at(tuesday, DayTime::from_hm(11, 30).unwrap());
        let request = |is_desk| Request {
            at: wish - TimeDelta::days(5),
            care: CareTypeId(2),
            practitioner: Some(PractitionerId(1)),
            wish,
            day_weight: 240,
            patience: 40,
            is_desk,
            cancels: None,
            attends: true,
            length: 1000,
        };
        let of = |trial, is_desk| diagnose(trial, &set_up, &[request(is_desk)], (tuesday, tuesday));
        assert_eq!(of(Trial::FirstFit, false).shift, (0.0, 0.0));
        assert_eq!(of(Trial::Compact, false).shift, (10.0, 0.0));
        assert_eq!(of(Trial::Compact, true).shift, (0.0, 0.0));
        assert_eq!(of(Trial::Compact, false).slots.len(), 1);
    }
}
