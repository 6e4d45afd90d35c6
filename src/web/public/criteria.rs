//! What a patient looks for: the parameters of the pages that show free times (security 1.5.2: typed, refused at the field).

use chrono::{Datelike as _, Days, NaiveDate};

use crate::domain::care_type::{PatientKind, Venue};
use crate::domain::contact::FieldProblem;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::slot::{PEOPLE_MAX, SlotQuery};
use crate::domain::spoken::Spoken;
use crate::domain::time::{DayTime, Instant, Zone};
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Form};

/// How far ahead free times are looked for; each care type has its own, shorter horizon.
pub(super) const AHEAD: Days = Days::new(400);
/// Most seats of one booking.
pub(super) const SEATS_MAX: u16 = 20;
/// Characters of what one comes for that are looked at.
pub(super) const WORDS_MAX: usize = 80;
/// Names of the weekday boxes, Monday first.
pub(super) const DAY_FIELDS: [&str; 7] = ["d1", "d2", "d3", "d4", "d5", "d6", "d7"];

/// See the module. Nothing given is no wish.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Criteria {
    pub(super) care: Option<CareTypeId>,
    pub(super) practitioner: Option<PractitionerId>,
    pub(super) from: Option<NaiveDate>,
    pub(super) seats: Option<u16>,
    /// How many people come, each with an own appointment.
    pub(super) people: Option<u16>,
    /// Weekdays that suit, Monday first; none ticked is all.
    pub(super) days: [bool; 7],
    /// Not before this hour of the wall clock.
    pub(super) after: Option<DayTime>,
    /// Starting before this hour.
    pub(super) before: Option<DayTime>,
    pub(super) mode: Option<Venue>,
    /// Longest care, in minutes.
    pub(super) length: Option<u16>,
    /// What was typed to say what one comes for; at most [`WORDS_MAX`] characters.
    pub(super) words: String,
    /// For a first visit, or for who was here before.
    pub(super) visit: Option<PatientKind>,
    /// Who receives in this language.
    pub(super) speaks: Option<Spoken>,
    /// Only where one gets without a step.
    pub(super) is_step_free: bool,
}

impl Criteria {
    /// Reads a query string; whatever cannot be read is noted at its field and left out.
    pub(super) fn read(t: Texts, query: &str) -> (Self, FieldErrors) {
        let mut errors = FieldErrors::default();
        let Some(asked) = Form::parse(query) else {
            errors.add("care", t.text("field-malformed").into_owned());
            return (Self::default(), errors);
        };
        let found = Self {
            care: optional(t, &mut errors, &asked, "care"),
            practitioner: optional(t, &mut errors, &asked, "practitioner"),
            from: optional(t, &mut errors, &asked, "from"),
            seats: optional(t, &mut errors, &asked, "seats").filter(|n| (1..=SEATS_MAX).contains(n)),
            people: optional(t, &mut errors, &asked, "people").filter(|n| (1..=PEOPLE_MAX).contains(n)),
            days: DAY_FIELDS.map(|name| asked.is_ticked(name)),
            after: optional(t, &mut errors, &asked, "after"),
            before: optional(t, &mut errors, &asked, "before"),
            mode: match asked.get("mode") {
                "practice" => Some(Venue::Practice),
                "video" => Some(Venue::Video),
                _ => None,
            },
            length: optional(t, &mut errors, &asked, "length"),
            words: asked.get("q").chars().take(WORDS_MAX).collect(),
            visit: match asked.get("visit") {
                "first" => Some(PatientKind::New),
                "again" => Some(PatientKind::Known),
                _ => None,
            },
            speaks: asked.get("speaks").parse().ok(),
            is_step_free: asked.is_ticked("step_free"),
        };
        let ends = (found.after, found.before);
        if let (Some(after), Some(before)) = ends
            && before <= after
        {
            errors.keep::<()>(t, "before", Err(FieldProblem::EndBeforeStart));
        }
        (found, errors)
    }

    /// Whether a start suits.
    pub(super) fn fits(&self, zone: Zone, start: Instant) -> bool {
        let reading = zone.wall(start).reading;
        let day = usize::try_from(reading.weekday().num_days_from_monday()).unwrap_or(0);
        let is_day = !self.days.contains(&true) || self.days.get(day) == Some(&true);
        let suits = |bound: Option<DayTime>, is_after: bool| match bound.and_then(DayTime::time) {
            Some(bound) => (reading.time() >= bound) == is_after,
            None => true,
        };
        is_day && suits(self.after, true) && suits(self.before, false)
    }

    /// Whether days or hours are restricted.
    pub(super) fn is_narrow(&self) -> bool {
        self.days.contains(&true) || self.after.is_some() || self.before.is_some()
    }

    /// The question to the engine from a date on, never from the past.
    pub(super) fn question(&self, care: CareTypeId, today: NaiveDate) -> SlotQuery {
        let last = today.checked_add_days(AHEAD).unwrap_or(today);
        let from = self.from.unwrap_or(today).clamp(today, last);
        SlotQuery {
            seats: self.seats.unwrap_or(1),
            people: self.people.unwrap_or(1),
            ..SlotQuery::new(care, self.practitioner, from, last)
        }
    }

    /// The same wishes as a query string, sorted and without what is empty.
    pub(super) fn query(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        let mut add = |name: &str, text: Option<String>| {
            pairs.extend(text.map(|text| format!("{name}={text}")));
        };
        add("care", self.care.map(|care| care.to_string()));
        add("practitioner", self.practitioner.map(|id| id.to_string()));
        add("seats", self.seats.filter(|n| *n > 1).map(|n| n.to_string()));
        add("people", self.people.filter(|n| *n > 1).map(|n| n.to_string()));
        for (name, is_ticked) in DAY_FIELDS.into_iter().zip(self.days) {
            add(name, is_ticked.then(|| "1".to_owned()));
        }
        let hour = |time: DayTime| time.to_string().replace(':', "%3A");
        add("after", self.after.map(hour));
        add("before", self.before.map(hour));
        add("from", self.from.map(|date| date.to_string()));
        pairs.join("&")
    }

    /// The same wishes from another date on.
    pub(super) fn starting(&self, from: Option<NaiveDate>) -> Self {
        Self { from, ..self.clone() }
    }

    /// The same wishes with somebody else, from the beginning.
    pub(super) fn with(&self, practitioner: Option<PractitionerId>) -> Self {
        Self {
            practitioner,
            from: None,
            ..self.clone()
        }
    }
}

fn optional<T: std::str::FromStr>(
    t: Texts,
    errors: &mut FieldErrors,
    asked: &Form,
    name: &'static str,
) -> Option<T> {
    let text = asked.get(name);
    if text.is_empty() {
        return None;
    }
    errors.keep(t, name, text.parse().map_err(|_| FieldProblem::Malformed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;

    #[test]
    fn wishes_survive_the_way_through_a_link() {
        let t = Texts::of(Language::Fr);
        let query =
            "care=3&practitioner=2&seats=2&people=3&d2=1&d4=1&after=09%3A00&before=12%3A30&from=2026-03-02";
        let (found, errors) = Criteria::read(t, query);
        assert!(errors.is_empty());
        assert_eq!(found.query(), query);
        let zone = Zone::named("Europe/Paris").unwrap();
        for (start, expected) in [
            ("2026-03-03T08:00:00Z", true),
            ("2026-03-03T07:59:00Z", false),
            ("2026-03-05T11:29:00Z", true),
            ("2026-03-05T11:30:00Z", false),
            ("2026-03-04T09:00:00Z", false),
        ] {
            assert_eq!(found.fits(zone, start.parse().unwrap()), expected, "{start}");
        }
    }

    #[test]
    fn nonsense_is_noted_at_its_field() {
        let t = Texts::of(Language::Fr);
        let (found, errors) = Criteria::read(t, "care=x&from=2026-13-01&after=25:00&seats=99999999&d1=1");
        assert!(found.days[0]);
        let wrong: Vec<_> = errors.all().map(|(field, _)| field.to_owned()).collect();
        assert_eq!(wrong, ["after", "care", "from", "seats"]);
        let (_, errors) = Criteria::read(t, "care=1&after=12:00&before=12:00");
        assert!(errors.of("before").is_some());
        let (_, errors) = Criteria::read(t, "care=1&care=2");
        assert!(!errors.is_empty(), "a repeated parameter");
    }
}
