//! The time that a form asks for. It travels with every form until the booking is made, so that a lost hold loses nothing.

use chrono::{TimeDelta, Timelike as _};

use super::criteria::SEATS_MAX;
use super::questions::Whose;
use super::week::value;
use crate::app::App;
use crate::domain::agenda::SetUp;
use crate::domain::booking::{Alternative, Hold};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::{PEOPLE_MAX, SlotQuery};
use crate::domain::time::Instant;
use crate::web::extract::Form;

/// A start further away than this is nobody's.
const FAR: TimeDelta = TimeDelta::days(800);

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) care: CareTypeId,
    /// `None` is anybody.
    pub(super) practitioner: Option<PractitionerId>,
    pub(super) seats: u16,
    pub(super) start: Instant,
    /// The starts of the other people who come together with the first, in order.
    pub(super) further: Vec<Instant>,
}

impl Asked {
    /// From the fields `care`, `practitioner`, `seats` and `start`, which is a list where several people come; `None` when one of them was forged.
    pub(super) fn read(form: &Form, now: Instant) -> Option<Self> {
        let practitioner = match form.get("practitioner") {
            "" => None,
            id => Some(id.parse().ok()?),
        };
        let seats = match form.get("seats") {
            "" => 1,
            seats => seats.parse().ok().filter(|n| (1..=SEATS_MAX).contains(n))?,
        };
        let (start, further) = starts(form.get("start"), now)?;
        let asked = Self {
            care: form.parsed("care")?,
            practitioner,
            seats,
            start,
            further,
        };
        // An alternative was picked in the place of the start.
        match form.get("other") {
            "" => Some(asked),
            other => {
                let (list, practitioner) = other.split_once('~')?;
                let (start, further) = starts(list, now)?;
                Some(Self {
                    start,
                    further,
                    practitioner: match practitioner {
                        "" => asked.practitioner,
                        id => Some(id.parse().ok()?),
                    },
                    ..asked
                })
            }
        }
    }

    /// Whose questions have to be answered.
    pub(super) fn whose(&self) -> Whose {
        (self.care, self.practitioner)
    }

    /// What a hold keeps.
    pub(super) fn of(hold: &Hold) -> Self {
        let booked = &hold.booked;
        let is_one = hold
            .further
            .iter()
            .all(|other| other.practitioner == booked.practitioner);
        Self {
            care: booked.care,
            practitioner: is_one.then_some(booked.practitioner),
            seats: booked.seats,
            start: booked.interval.start,
            further: hold.further.iter().map(|other| other.interval.start).collect(),
        }
    }

    /// The same with anybody, when `is_anybody`.
    pub(super) fn with_anybody(self, is_anybody: bool) -> Self {
        Self {
            practitioner: self.practitioner.filter(|_| !is_anybody),
            ..self
        }
    }

    /// Whether a hold keeps this.
    pub(super) fn is_kept_by(&self, hold: &Hold) -> bool {
        let kept = Self::of(hold);
        let is_with = self.practitioner.is_none() || self.practitioner == kept.practitioner;
        let is_same = (self.care, self.seats, self.start) == (kept.care, kept.seats, kept.start);
        is_with && is_same && self.further == kept.further
    }

    /// All the starts, in order.
    pub(super) fn starts(&self) -> impl Iterator<Item = Instant> {
        std::iter::once(self.start).chain(self.further.iter().copied())
    }

    /// How many people come.
    pub(super) fn people(&self) -> u16 {
        u16::try_from(self.starts().count()).unwrap_or(PEOPLE_MAX)
    }

    /// The question whose answer held the start.
    pub(super) fn question(&self, app: &App) -> SlotQuery {
        let date = app.agenda().zone().date(self.start);
        SlotQuery {
            seats: self.seats,
            people: self.people(),
            ..SlotQuery::new(self.care, self.practitioner, date, date)
        }
    }

    /// The fields that carry it.
    pub(super) fn fields(&self) -> [(&'static str, String); 4] {
        let practitioner = self.practitioner.map_or_else(String::new, |id| id.to_string());
        [
            ("care", self.care.to_string()),
            ("practitioner", practitioner),
            ("seats", self.seats.to_string()),
            ("start", values(self.starts())),
        ]
    }

    /// The page of free times it comes from.
    pub(super) fn back(&self, set_up: &SetUp) -> String {
        let seats = if self.seats > 1 {
            format!("&seats={}", self.seats)
        } else {
            String::new()
        };
        let people = match self.people() {
            1 => String::new(),
            people => format!("&people={people}"),
        };
        if set_up.care_types.contains_key(&self.care) {
            format!("/times?care={}{seats}{people}", self.care)
        } else {
            "/".to_owned()
        }
    }
}

/// What a button of an alternative sends.
pub(super) fn other(alternative: &Alternative) -> String {
    format!("{}~{}", value(alternative.start), alternative.practitioner)
}

/// Instants as forms carry them.
pub(super) fn values(starts: impl Iterator<Item = Instant>) -> String {
    starts.map(value).collect::<Vec<_>>().join(",")
}

/// The first of a list of starts, and the others.
fn starts(text: &str, now: Instant) -> Option<(Instant, Vec<Instant>)> {
    let all: Option<Vec<Instant>> = text.split(',').map(|one| instant(one, now)).collect();
    let all = all.filter(|all| all.len() <= usize::from(PEOPLE_MAX))?;
    let (first, further) = all.split_first()?;
    Some((*first, further.to_vec()))
}

/// An instant from a form: whole seconds, not from another age.
pub(super) fn instant(text: &str, now: Instant) -> Option<Instant> {
    let at: Instant = text.parse().ok()?;
    let is_near = at > now - FAR && at < now + FAR;
    (is_near && at.nanosecond() == 0).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forged_times_are_no_times() {
        let now: Instant = "2026-03-02T08:00:00Z".parse().unwrap();
        let read = |text: &str| Asked::read(&Form::parse(text).unwrap(), now);
        assert!(read("care=1&practitioner=&seats=1&start=2026-03-03T08:30:00Z").is_some());
        let picked = read("care=1&start=2026-03-03T08:30:00Z&other=2026-03-03T09:00:00Z~2").unwrap();
        assert_eq!(value(picked.start), "2026-03-03T09:00:00Z");
        assert_eq!(picked.practitioner, Some(PractitionerId(2)));
        let both = read("care=1&start=2026-03-03T08:30:00Z,2026-03-03T08:50:00Z").unwrap();
        assert_eq!(both.people(), 2);
        let again = Form::parse(&format!("care=1&start={}", values(both.starts()))).unwrap();
        assert_eq!(Asked::read(&again, now), Some(both));
        for text in [
            "",
            "care=1",
            "care=x&start=2026-03-03T08:30:00Z",
            "care=1&start=demain",
            "care=1&start=2026-03-03T08:30:00.5Z",
            "care=1&start=%2B262142-01-01T00:00:00Z",
            "care=1&start=0001-01-01T00:00:00Z",
            "care=1&seats=0&start=2026-03-03T08:30:00Z",
            "care=1&seats=65535&start=2026-03-03T08:30:00Z",
            "care=1&practitioner=abc&start=2026-03-03T08:30:00Z",
            "care=1&start=2026-03-03T08:30:00Z&other=2026-03-03T09:00:00Z",
            "care=1&start=2026-03-03T08:30:00Z,",
            "care=1&start=2026-03-03T08:30:00Z,demain",
            "care=1&start=2026-03-03T08:30:00Z,2026-03-03T08:30:00Z,2026-03-03T08:30:00Z,2026-03-03T08:30:00Z,2026-03-03T08:30:00Z",
            "care=99999999999999999999&start=2026-03-03T08:30:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
