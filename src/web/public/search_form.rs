//! The form of wishes, shared by the search and by the page of free times.

use super::care::{offered, practitioners};
use super::criteria::{Criteria, DAY_FIELDS};
use crate::domain::agenda::SetUp;
use crate::domain::care_type::Venue;
use crate::domain::time::DayTime;
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Visit};

/// Lengths to choose from, in minutes.
const LENGTHS: [u16; 5] = [15, 20, 30, 45, 60];
/// Hours to choose from.
const HOURS: std::ops::RangeInclusive<u16> = 7..=21;

/// See the module: the choices with what was chosen.
#[derive(Clone, Debug)]
pub(super) struct SearchForm {
    pub(super) cares: Vec<Choice>,
    pub(super) people: Vec<Choice>,
    pub(super) modes: Vec<Choice>,
    pub(super) lengths: Vec<Choice>,
    pub(super) days: Vec<Choice>,
    pub(super) after: Vec<Choice>,
    pub(super) before: Vec<Choice>,
    pub(super) seats: Vec<Choice>,
    /// `YYYY-MM-DD`, as date fields want it.
    pub(super) from: String,
    pub(super) errors: FieldErrors,
}

/// One option or box.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

fn choice(value: &dyn ToString, label: impl Into<String>, is_chosen: bool) -> Choice {
    Choice {
        value: value.to_string(),
        label: label.into(),
        is_chosen,
    }
}

impl SearchForm {
    /// The form with these wishes chosen.
    pub(super) fn of(visit: &Visit, set_up: &SetUp, wishes: &Criteria, errors: FieldErrors) -> Self {
        let t = visit.texts();
        let cares = offered(set_up).map(|care| choice(&care.id, &care.name, wishes.care == Some(care.id)));
        let mode = |venue, key: &str, value| choice(&value, t.text(key), wishes.mode == Some(venue));
        let length = |minutes: u16| {
            let label = t.length(chrono::TimeDelta::minutes(minutes.into()));
            choice(&minutes, label, wishes.length == Some(minutes))
        };
        Self {
            cares: cares.collect(),
            people: people(set_up, wishes),
            modes: vec![
                mode(Venue::Practice, "search-mode-practice", "practice"),
                mode(Venue::Video, "search-mode-video", "video"),
            ],
            lengths: LENGTHS.map(length).to_vec(),
            days: days(t, wishes),
            after: hours(t, wishes.after),
            before: hours(t, wishes.before),
            seats: seats(set_up, wishes),
            from: wishes.from.map_or_else(String::new, |date| date.to_string()),
            errors,
        }
    }
}

fn people(set_up: &SetUp, wishes: &Criteria) -> Vec<Choice> {
    let works = |id| offered(set_up).any(|care| practitioners(set_up, care).any(|who| who.id == id));
    let online = set_up.practitioners.values().filter(|who| works(who.id));
    online
        .map(|who| choice(&who.id, &who.name, wishes.practitioner == Some(who.id)))
        .collect()
}

fn days(t: Texts, wishes: &Criteria) -> Vec<Choice> {
    let named = DAY_FIELDS.into_iter().zip(1_u8..).zip(wishes.days);
    named
        .map(|((field, number), is_ticked)| choice(&field, t.text(&format!("weekday-{number}")), is_ticked))
        .collect()
}

fn hours(t: Texts, chosen: Option<DayTime>) -> Vec<Choice> {
    let full = HOURS.filter_map(|hour| DayTime::from_hm(hour, 0));
    full.filter_map(|hour| Some(choice(&hour, t.hour(hour.time()?), chosen == Some(hour))))
        .collect()
}

/// Seats to choose from where the chosen care is for groups.
fn seats(set_up: &SetUp, wishes: &Criteria) -> Vec<Choice> {
    let care = offered(set_up).find(|care| Some(care.id) == wishes.care);
    let most = care
        .map_or(1, |care| {
            let people = practitioners(set_up, care).map(|who| who.id);
            let asked = people.filter(|id| wishes.practitioner.is_none_or(|only| only == *id));
            let terms = asked.filter_map(|id| care.terms_for(id));
            terms.map(|terms| terms.capacity).max().unwrap_or(1)
        })
        .min(super::criteria::SEATS_MAX);
    (1..=most)
        .filter(|_| most > 1)
        .map(|n| choice(&n, n.to_string(), wishes.seats.unwrap_or(1) == n))
        .collect()
}
