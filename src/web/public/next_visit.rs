//! The choice of the next visits of a series, each by the one before (booking-rules §8).

use chrono::NaiveDate;

use super::week::{Day, Hour, value};
use crate::app::App;
use crate::domain::booking::{Alternative, Hold, rule_of};
use crate::domain::slot::{SlotQuery, next_times, next_visit};
use crate::domain::time::{Instant, Zone};
use crate::i18n::Texts;

/// Fields of the visits, in order. A series is not longer than its kinds of appointment are many: what returns to one ends there.
pub(super) const FIELDS: [&str; 6] = [
    "next_start",
    "next_start_2",
    "next_start_3",
    "next_start_4",
    "next_start_5",
    "next_start_6",
];

/// Starts to choose from for one of the visits.
#[derive(Clone, Debug)]
pub(super) struct NextVisit {
    /// Name of its field.
    pub(super) field: &'static str,
    /// Which visit and what for.
    pub(super) label: String,
    /// The first visit is not booked without it.
    pub(super) is_required: bool,
    pub(super) days: Vec<Day>,
    /// What the list shows as chosen: what was typed where it is offered, else the proposal.
    pub(super) chosen: String,
    ranked: Vec<Alternative>,
    zone: Zone,
}

impl NextVisit {
    /// The visits that a held one leads to, as far as the choices reach: what follows a visit is known once that one is. Where a visit
    /// must be booked and none was chosen, the best time is proposed. A family books first visits only.
    pub(super) fn all_after(app: &App, t: Texts, hold: &Hold, chosen: &[String]) -> Vec<Self> {
        let (agenda, booked) = (app.agenda(), &hold.booked);
        let date = agenda.zone().date(booked.interval.start);
        let mut query = SlotQuery {
            seats: booked.seats,
            ..SlotQuery::new(booked.care, Some(booked.practitioner), date, date)
        };
        let mut before = Alternative {
            start: booked.interval.start,
            practitioner: booked.practitioner,
        };
        let (mut cares, mut visits) = (vec![booked.care], Vec::<Self>::new());
        for (field, number) in FIELDS.into_iter().zip(0..).filter(|_| hold.people() == 1) {
            let Some(next) = next_visit(&agenda, &query, before.practitioner, before.start) else {
                break;
            };
            let rule = rule_of(agenda.set_up(), query.care, before.practitioner);
            let care = agenda.set_up().care_types.get(&next.care);
            let typed = chosen.get(number).map_or("", String::as_str);
            let visit = Self {
                field,
                label: care.map_or_else(String::new, |care| care.name.clone()),
                is_required: rule.is_some_and(|rule| rule.require_next),
                ..Self::of(t, agenda.zone(), next_times(&agenda, &next, app.now()), typed)
            };
            let visit = visit.proposing(typed);
            let goes_on = visit.choice();
            visits.push(visit);
            let Some(choice) = goes_on.filter(|_| !cares.contains(&next.care)) else {
                break;
            };
            cares.push(next.care);
            (query, before) = (next, choice);
        }
        labelled(t, &mut visits);
        visits
    }

    fn of(t: Texts, zone: Zone, ranked: Vec<Alternative>, typed: &str) -> Self {
        let mut starts: Vec<Instant> = ranked.iter().map(|time| time.start).collect();
        starts.sort_unstable();
        Self {
            field: "",
            label: String::new(),
            is_required: false,
            days: days(t, zone, &starts),
            chosen: typed.to_owned(),
            ranked,
            zone,
        }
    }

    /// Where a choice must be made, the best of them (booking-rules §8).
    fn proposing(self, typed: &str) -> Self {
        let is_offered = typed.parse().is_ok_and(|start| self.has(start));
        let best = self.ranked.first().filter(|_| self.is_required);
        let chosen = if is_offered {
            typed.to_owned()
        } else {
            best.map_or_else(String::new, |best| value(best.start))
        };
        Self { chosen, ..self }
    }

    /// What the list shows as chosen.
    fn choice(&self) -> Option<Alternative> {
        let start: Instant = self.chosen.parse().ok()?;
        self.ranked.iter().find(|time| time.start == start).copied()
    }

    /// Whether a start is offered.
    pub(super) fn has(&self, start: Instant) -> bool {
        self.ranked.iter().any(|time| time.start == start)
    }

    /// Local date of a start.
    pub(super) fn date(&self, start: Instant) -> NaiveDate {
        self.zone.date(start)
    }
}

/// Numbered where there are several.
fn labelled(t: Texts, visits: &mut [NextVisit]) {
    let is_only = visits.len() == 1;
    for (visit, number) in visits.iter_mut().zip(2_u16..) {
        let care = visit.label.clone().into();
        visit.label = if is_only {
            t.with("identity-next", &[("care", care)])
        } else {
            t.with(
                "identity-next-number",
                &[("number", number.into()), ("care", care)],
            )
        };
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
