//! A seeded year of an invented practice under one setting.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};

use super::demand::{Load, demand};
use super::figures::{Curve, Figures, Mean, real};
use super::practice;
use super::replay::{Got, Played, replay};
use super::request::Request;
use super::trial::Trial;
use super::workday::lived;
use crate::domain::agenda::{Agenda, SetUp};
use crate::domain::id::PractitionerId;
use crate::domain::slot::SlotQuery;
use crate::domain::slot::measure::{DayMeasure, THIRD_WITHIN, distance, is_prompt, min_useful, third_next};
use crate::domain::time::Instant;

/// Days of requests before those that are measured: the agenda starts empty.
const WARM_UP: u16 = 91;
/// Days ahead that a morning looks at.
const AHEAD: u64 = 7;

/// What to simulate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// How many practitioners; at least 1.
    pub practitioners: u16,
    /// Days measured; at least 1.
    pub days: u16,
    /// Minutes asked for as a share of the minutes open.
    pub load: f64,
}

/// A practice and its year of requests, the same for every trial.
#[derive(Debug)]
pub struct Year {
    set_up: Arc<SetUp>,
    requests: Vec<Request>,
    /// Measured local dates.
    first: NaiveDate,
    last: NaiveDate,
}

/// What mornings see.
#[derive(Default)]
struct Mornings {
    ahead: DayMeasure,
    days: Mean,
    curve: Curve,
    third: Mean,
}

impl Year {
    /// Draws the requests. `None` when the program's own zone or calendar fails it.
    pub fn new(plan: &Plan) -> Option<Self> {
        let set_up = practice::shared(plan.practitioners)?;
        let first = NaiveDate::from_ymd_opt(2026, 1, 5)?;
        let begin = first.checked_sub_days(Days::new(WARM_UP.into()))?;
        let load = Load {
            set_up: &set_up,
            share: plan.load,
            dates: (begin, WARM_UP + plan.days),
        };
        let requests = demand(&load, plan.seed);
        let last = first.checked_add_days(Days::new(u64::from(plan.days) - 1))?;
        Some(Self {
            set_up,
            requests,
            first,
            last,
        })
    }

    /// How many requests are made on the measured days.
    pub fn requests(&self) -> usize {
        self.requests
            .iter()
            .filter(|request| self.is_measured(request.at))
            .count()
    }

    fn is_measured(&self, at: Instant) -> bool {
        let date = self.set_up.practice.zone.date(at);
        self.first <= date && date <= self.last
    }

    /// The year under a setting. Waves have the agenda of first fit: [`Self::play_both`] plays it once for both.
    pub fn play(&self, trial: Trial) -> Figures {
        self.played(trial).1
    }

    /// The year under first fit and in waves.
    pub fn play_both(&self) -> (Figures, Figures) {
        let (mut played, plain) = self.played(Trial::FirstFit);
        played.tell_again(Trial::Wave);
        let mut waves = self.asked(&played);
        self.live(&played, &mut waves);
        let waves = Figures {
            fragmentation: plain.fragmentation,
            usable: plain.usable,
            curve: plain.curve.clone(),
            third_next: plain.third_next,
            ..waves
        };
        (plain, waves)
    }

    fn played(&self, trial: Trial) -> (Played, Figures) {
        let mut mornings = Mornings::default();
        let played = replay(trial, &self.set_up, &self.requests, |agenda, date, now| {
            if self.first <= date && date <= self.last {
                mornings.look(agenda, date, now);
            }
        });
        let mut figures = self.asked(&played);
        self.live(&played, &mut figures);
        figures.fragmentation = mornings.ahead.fragmentation();
        figures.usable = mornings.days.value();
        figures.curve = mornings.curve;
        figures.third_next = mornings.third.value();
        (played, figures)
    }

    /// What became of the requests made on measured days.
    fn asked(&self, played: &Played) -> Figures {
        let zone = self.set_up.practice.zone;
        let (mut prompt, mut unserved) = (Mean::default(), Mean::default());
        let (mut days, mut minutes) = (Mean::default(), Mean::default());
        let asked = self.requests.iter().zip(&played.got);
        for (request, got) in asked.filter(|(request, _)| self.is_measured(request.at)) {
            let is_in_time = got.is_some_and(|got| is_prompt(zone, request.wish, got.visit.start));
            prompt.note(f64::from(u8::from(is_in_time)));
            unserved.note(f64::from(u8::from(got.is_none())));
            if let Some(got) = got {
                let far = distance(zone, request.wish, got.told);
                days.note(real(far.days));
                minutes.note(real(far.minutes));
            }
        }
        Figures {
            prompt: prompt.value(),
            unserved: unserved.value(),
            distance_days: days.value(),
            distance_minutes: minutes.value(),
            ..Figures::default()
        }
    }

    /// The measured days as they are lived.
    fn live(&self, played: &Played, figures: &mut Figures) {
        let zone = self.set_up.practice.zone;
        let mut days: BTreeMap<(PractitionerId, NaiveDate), Vec<(&Request, Got)>> = BTreeMap::new();
        for (request, got) in self.requests.iter().zip(&played.got) {
            if let Some(got) = got {
                let key = (got.practitioner, zone.date(got.visit.start));
                days.entry(key).or_default().push((request, *got));
            }
        }
        let mut whole = DayMeasure::default();
        let (mut idle, mut overtime, mut waited, mut seen) = (Mean::default(), Mean::default(), 0, 0);
        for ((who, date), visits) in &mut days {
            if *date < self.first || *date > self.last {
                continue;
            }
            let open = played.agenda.open_time(*who, *date);
            let day = lived(&open, visits);
            idle.note(real(day.idle));
            overtime.note(real(day.overtime));
            waited += day.waited;
            seen += day.seen;
            whole = whole.plus(DayMeasure::on(
                &played.agenda,
                *who,
                *date,
                (TimeDelta::MAX, Instant::MIN_UTC),
            ));
        }
        figures.utilisation = whole.utilisation().unwrap_or(0.0);
        figures.idle = idle.value();
        figures.overtime = overtime.value();
        figures.waiting = real(waited) / real(seen.max(1));
    }
}

impl Mornings {
    fn look(&mut self, agenda: &Agenda, date: NaiveDate, now: Instant) {
        let set_up = agenda.set_up();
        for who in set_up.practitioners.keys() {
            let Some(useful) = min_useful(set_up, *who) else {
                continue;
            };
            for day in date.iter_days().skip(1).take(usize::try_from(AHEAD).unwrap_or(0)) {
                let measure = DayMeasure::on(agenda, *who, day, (useful, now));
                if measure.open > 0 {
                    self.days.note(real(measure.usable));
                    self.curve.note(&measure);
                    self.ahead = self.ahead.plus(measure);
                }
            }
            if date.weekday() == Weekday::Mon {
                self.thirds(agenda, *who, date, now);
            }
        }
    }

    fn thirds(&mut self, agenda: &Agenda, who: PractitionerId, date: NaiveDate, now: Instant) {
        let to = date.checked_add_days(Days::new(THIRD_WITHIN)).unwrap_or(date);
        for care in agenda.set_up().care_types.keys() {
            let query = SlotQuery::new(*care, Some(who), date, to);
            let days = third_next(agenda, &query, now);
            self.third
                .note(days.map_or(f64::from(u16::try_from(THIRD_WITHIN).unwrap_or(0)), real));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan = Plan {
        seed: 5,
        practitioners: 2,
        days: 21,
        load: 0.9,
    };

    #[test]
    fn a_seed_decides_the_year_and_every_trial_is_asked_the_same() {
        let (one, other) = (Year::new(&PLAN).unwrap(), Year::new(&PLAN).unwrap());
        assert_eq!(one.play(Trial::Compact), other.play(Trial::Compact));
        let elsewhere = Year::new(&Plan { seed: 6, ..PLAN }).unwrap();
        assert_ne!(one.play(Trial::FirstFit), elsewhere.play(Trial::FirstFit));
    }

    #[test]
    fn wave_changes_the_waiting_room_and_not_the_agenda() {
        let year = Year::new(&PLAN).unwrap();
        let (plain, wave) = year.play_both();
        assert_eq!(
            (&plain, &wave),
            (&year.play(Trial::FirstFit), &year.play(Trial::Wave))
        );
        assert_eq!(
            (plain.usable, plain.utilisation, plain.unserved),
            (wave.usable, wave.utilisation, wave.unserved)
        );
        assert!(wave.waiting > plain.waiting, "{wave:?}");
        assert!(wave.idle < plain.idle, "{wave:?}");
    }

    #[test]
    fn mornings_first_takes_patients_further_from_their_hour() {
        let year = Year::new(&PLAN).unwrap();
        let (plain, mornings) = (year.play(Trial::FirstFit), year.play(Trial::MorningFill));
        assert!(mornings.distance_minutes > plain.distance_minutes, "{mornings:?}");
        assert!(plain.utilisation > 0.5 && plain.utilisation <= 1.0, "{plain:?}");
    }
}
