//! A kind of appointment as patients see it.

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareTerms, CareType, Eligibility, PatientKind, Venue};
use crate::domain::practitioner::Practitioner;
use crate::domain::time::Zone;
use crate::i18n::Texts;

/// See the module.
#[derive(Clone, Debug)]
pub(super) struct Care {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) text: String,
    /// « 30 minutes », « 20 à 30 minutes ».
    pub(super) length: String,
    pub(super) is_video: bool,
    pub(super) needs_approval: bool,
    /// Whom it is for.
    pub(super) conditions: Vec<String>,
    /// Seats of one session; 1 is no group.
    pub(super) capacity: u16,
}

impl Care {
    /// In words.
    pub(super) fn of(t: Texts, set_up: &SetUp, care: &CareType) -> Self {
        let terms = terms(set_up, care);
        let lengths = terms.iter().map(|terms| terms.duration);
        let (least, most) = (lengths.clone().min(), lengths.max());
        Self {
            id: care.id.to_string(),
            name: care.name.clone(),
            text: care.public_text.clone(),
            length: length(
                t,
                least.unwrap_or(care.terms.duration),
                most.unwrap_or(care.terms.duration),
            ),
            is_video: care.venue == Venue::Video,
            needs_approval: care.needs_approval,
            conditions: conditions(t, &care.terms.eligibility),
            capacity: terms.iter().map(|terms| terms.capacity).max().unwrap_or(1),
        }
    }
}

/// The kinds of appointment that somebody offers online, in order of number.
pub(super) fn offered(set_up: &SetUp) -> impl Iterator<Item = &CareType> {
    let cares = set_up.care_types.values();
    cares.filter(|care| care.is_online && !care.is_archived && practitioners(set_up, care).next().is_some())
}

/// Who offers a care online, in order of number.
pub(super) fn practitioners<'a>(
    set_up: &'a SetUp,
    care: &'a CareType,
) -> impl Iterator<Item = &'a Practitioner> {
    let open = set_up.practitioners.values();
    open.filter(|who| who.is_online && !who.is_archived && care.terms_for(who.id).is_some())
}

fn terms(set_up: &SetUp, care: &CareType) -> Vec<CareTerms> {
    practitioners(set_up, care)
        .filter_map(|who| Some(care.terms_for(who.id)?.into_owned()))
        .collect()
}

fn length(t: Texts, least: TimeDelta, most: TimeDelta) -> String {
    if least == most {
        return t.length(least);
    }
    if most < TimeDelta::hours(1) {
        let minutes = |length: TimeDelta| length.num_minutes().into();
        return t.with(
            "care-length-minutes",
            &[("least", minutes(least)), ("most", minutes(most))],
        );
    }
    t.with(
        "care-length-range",
        &[("least", t.length(least).into()), ("most", t.length(most).into())],
    )
}

/// Whom a care is for, a sentence each (booking-rules §8).
pub(super) fn conditions(t: Texts, rule: &Eligibility) -> Vec<String> {
    let age = match (rule.min_age, rule.max_age) {
        (Some(min), Some(max)) => {
            Some(t.with("care-age-between", &[("min", min.into()), ("max", max.into())]))
        }
        (Some(min), None) => Some(t.with("care-age-from", &[("min", min.into())])),
        (None, Some(max)) => Some(t.with("care-age-to", &[("max", max.into())])),
        (None, None) => None,
    };
    let kind = rule.patients.map(|kind| match kind {
        PatientKind::New => t.text("care-for-new").into_owned(),
        PatientKind::Known => t.text("care-for-known").into_owned(),
    });
    let letter = rule
        .needs_referral
        .then(|| t.text("care-needs-letter").into_owned());
    let professions = (!rule.professions.is_empty()).then(|| {
        let list = rule.professions.join(", ");
        t.with("care-professions", &[("list", list.into())])
    });
    [age, kind, letter, professions].into_iter().flatten().collect()
}

/// The city that a zone is named after, for « heure de Paris ».
pub(super) fn zone_city(zone: Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or("").replace('_', " ")
}
