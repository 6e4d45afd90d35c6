//! The choice of the next visit of a series (booking-rules §8).

use chrono::NaiveDate;

use super::week::{Day, Hour};
use crate::app::App;
use crate::domain::booking::{Hold, rule_of};
use crate::domain::slot::{SlotQuery, next_times, next_visit};
use crate::domain::time::{Instant, Zone};
use crate::i18n::Texts;

/// Starts to choose from.
#[derive(Clone, Debug)]
pub(super) struct NextVisit {
    /// Name of the care.
    pub(super) care: String,
    /// The first visit is not booked without it.
    pub(super) is_required: bool,
    pub(super) days: Vec<Day>,
    starts: Vec<Instant>,
    best: Option<Instant>,
    zone: Zone,
}

impl NextVisit {
    /// The visit that a held one leads to; `None` when it starts no series.
    pub(super) fn after(app: &App, t: Texts, hold: &Hold) -> Option<Self> {
        let agenda = app.agenda();
        let (booked, zone) = (&hold.booked, agenda.zone());
        let first = booked.interval.start;
        let date = zone.date(first);
        let query = SlotQuery {
            seats: booked.seats,
            ..SlotQuery::new(booked.care, Some(booked.practitioner), date, date)
        };
        let query = next_visit(&agenda, &query, booked.practitioner, first)?;
        let rule = rule_of(agenda.set_up(), booked.care, booked.practitioner)?;
        let ranked = next_times(&agenda, &query, app.now());
        let mut starts: Vec<Instant> = ranked.iter().map(|time| time.start).collect();
        let best = starts.first().copied();
        starts.sort_unstable();
        let care = agenda.set_up().care_types.get(&rule.next);
        Some(Self {
            care: care.map_or_else(String::new, |care| care.name.clone()),
            is_required: rule.require_next,
            days: days(t, zone, &starts),
            starts,
            best,
            zone,
        })
    }

    /// Whether a start is offered.
    pub(super) fn has(&self, start: Instant) -> bool {
        self.starts.contains(&start)
    }

    /// Local date of a start.
    pub(super) fn date(&self, start: Instant) -> NaiveDate {
        self.zone.date(start)
    }

    /// What is proposed where a choice must be made: the best of them (booking-rules §8).
    pub(super) fn proposed(&self) -> String {
        let best = self.best.filter(|_| self.is_required);
        best.map_or_else(String::new, super::week::value)
    }
}

fn days(t: Texts, zone: Zone, starts: &[Instant]) -> Vec<Day> {
    let mut days: Vec<(NaiveDate, Day)> = Vec::new();
    for start in starts {
        let (date, hour) = (zone.date(*start), Hour::of(t, zone, *start));
        match days.last_mut() {
            Some((last, day)) if *last == date => day.hours.push(hour),
            _ => {
                let day = Day {
                    title: t.day(date),
                    hours: vec![hour],
                };
                days.push((date, day));
            }
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}
