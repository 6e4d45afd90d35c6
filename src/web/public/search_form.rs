//! The form of wishes, shared by the search and by the page of free times.

use std::collections::BTreeSet;

use super::care::{offered, practitioners, spoken_name};
use super::criteria::{Criteria, DAY_FIELDS};
use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareTerms, CareType, PatientKind, Venue};
use crate::domain::contact::folded;
use crate::domain::practitioner::Practitioner;
use crate::domain::slot::PEOPLE_MAX;
use crate::domain::spoken::Spoken;
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
    /// How many people may come in one go for the chosen care; none where each comes alone.
    pub(super) together: Vec<Choice>,
    /// What was typed.
    pub(super) words: String,
    /// First visit or not, where some care is for one of them only; else none.
    pub(super) visits: Vec<Choice>,
    /// Languages that somebody receives in; none where nobody says so.
    pub(super) languages: Vec<Choice>,
    /// Whether somebody says how one gets in, and whether it was ticked.
    pub(super) step_free: Option<bool>,
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
            together: company(t, set_up, wishes),
            words: wishes.words.clone(),
            visits: visits(t, set_up, wishes),
            languages: languages(t, set_up, wishes),
            step_free: receiving(set_up)
                .any(|who| who.is_step_free == Some(true))
                .then_some(wishes.is_step_free),
            from: wishes.from.map_or_else(String::new, |date| date.to_string()),
            errors,
        }
    }
}

/// Those whom patients book with online.
fn receiving(set_up: &SetUp) -> impl Iterator<Item = &Practitioner> {
    let works = |id| offered(set_up).any(|care| practitioners(set_up, care).any(|who| who.id == id));
    set_up.practitioners.values().filter(move |who| works(who.id))
}

fn visits(t: Texts, set_up: &SetUp, wishes: &Criteria) -> Vec<Choice> {
    let is_for_some = offered(set_up).any(|care| {
        let mut terms = practitioners(set_up, care).filter_map(|who| care.terms_for(who.id));
        terms.any(|terms| terms.eligibility.patients.is_some())
    });
    let visit = |kind, key: &str, value| choice(&value, t.text(key), wishes.visit == Some(kind));
    let both = [
        visit(PatientKind::New, "search-visit-first", "first"),
        visit(PatientKind::Known, "search-visit-again", "again"),
    ];
    both.into_iter().filter(|_| is_for_some).collect()
}

fn languages(t: Texts, set_up: &SetUp, wishes: &Criteria) -> Vec<Choice> {
    let spoken: BTreeSet<Spoken> = receiving(set_up)
        .flat_map(|who| who.languages.iter().copied())
        .collect();
    let mut all: Vec<Choice> = spoken
        .into_iter()
        .map(|spoken| {
            choice(
                &spoken.code(),
                spoken_name(t, spoken),
                wishes.speaks == Some(spoken),
            )
        })
        .collect();
    all.sort_by_key(|choice| folded(&choice.label));
    all
}

fn people(set_up: &SetUp, wishes: &Criteria) -> Vec<Choice> {
    receiving(set_up)
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

/// As many as the ceiling of a contact lets through. A group has seats instead; and what follows a visit, or is asked before it, is each
/// one's own (see `domain::slot::together`).
fn company(t: Texts, set_up: &SetUp, wishes: &Criteria) -> Vec<Choice> {
    let most = |care: &CareType| {
        let people = practitioners(set_up, care).map(|who| who.id);
        let asked = people.filter(|id| wishes.practitioner.is_none_or(|only| only == *id));
        let terms: Vec<_> = asked.filter_map(|id| care.terms_for(id)).collect();
        let is_alone = |terms: &CareTerms| {
            let books_next = terms.series.as_ref().is_some_and(|series| series.require_next);
            terms.capacity > 1 || books_next || !terms.questions.is_empty()
        };
        let ceiling = |terms: &CareTerms| terms.limits.max_per_contact.unwrap_or(PEOPLE_MAX).min(PEOPLE_MAX);
        let is_for_all = !terms.iter().any(|terms| is_alone(terms));
        let most = terms.iter().map(|terms| ceiling(terms)).min();
        most.filter(|_| is_for_all).unwrap_or(1)
    };
    // Where no care is chosen yet, as many as some care lets through.
    let asked = offered(set_up).filter(|care| wishes.care.is_none_or(|only| only == care.id));
    let most = asked.map(most).max().unwrap_or(1);
    let count = |n: u16| t.with("times-people-count", &[("count", n.into())]);
    (1..=most)
        .filter(|_| most > 1)
        .map(|n| choice(&n, count(n), wishes.people.unwrap_or(1) == n))
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
