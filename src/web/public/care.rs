//! A kind of appointment as patients see it.

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareType, Eligibility, PatientKind, SeenBy, Venue};
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::Practitioner;
use crate::domain::spoken::Spoken;
use crate::i18n::Texts;
pub(super) use crate::web::offered::{offered, practitioners};
use crate::web::view::Words;

/// See the module. What depends on the practitioner is said so, where nobody in particular was chosen.
#[derive(Clone, Debug)]
pub(super) struct Care {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) text: String,
    /// « 30 minutes », « 20 à 30 minutes ».
    pub(super) length: String,
    /// « Au cabinet », « En vidéo », or that it depends.
    pub(super) place: String,
    /// What it costs; empty is not said.
    pub(super) price: Words,
    /// Always by video.
    pub(super) is_video: bool,
    /// Whom it is for, and whether the practice must accept.
    pub(super) conditions: Vec<String>,
    pub(super) approval: Option<String>,
    /// Seats of one session; 1 is no group.
    pub(super) capacity: u16,
}

impl Care {
    /// In words, with one practitioner or anybody.
    pub(super) fn of(t: Texts, set_up: &SetUp, care: &CareType, with: Option<PractitionerId>) -> Self {
        let people: Vec<PractitionerId> = practitioners(set_up, care)
            .map(|who| who.id)
            .filter(|id| with.is_none_or(|only| only == *id))
            .collect();
        let terms: Vec<_> = people.iter().filter_map(|id| care.terms_for(*id)).collect();
        let lengths = terms.iter().map(|terms| terms.duration);
        let (least, most) = (lengths.clone().min(), lengths.max());
        let venue = common(people.iter().map(|id| care.venue_with(Some(*id))));
        let text = common(people.iter().map(|id| care.public_text_with(Some(*id))));
        let price = common(people.iter().map(|id| care.price_with(Some(*id))));
        let conditions = common(terms.iter().map(|terms| conditions(t, &terms.eligibility)));
        let approval = common(people.iter().map(|id| care.needs_approval_with(*id)));
        Self {
            id: care.id.to_string(),
            name: care.name.clone(),
            text: text.unwrap_or(&care.public_text).to_owned(),
            length: length(
                t,
                least.unwrap_or(care.terms.duration),
                most.unwrap_or(care.terms.duration),
            ),
            place: venue.map_or_else(|| t.text("care-either").into_owned(), |venue| place(t, venue)),
            price: price.map_or_else(
                || Words::Page(t.text("care-price-differs").into_owned()),
                |own| Words::Practice(own.to_owned()),
            ),
            is_video: venue == Some(Venue::Video),
            conditions: conditions.unwrap_or_else(|| vec![t.text("care-conditions-differ").into_owned()]),
            approval: match approval {
                Some(false) => None,
                Some(true) => Some(t.text("care-approval").into_owned()),
                None => Some(t.text("care-approval-some").into_owned()),
            },
            capacity: terms.iter().map(|terms| terms.capacity).max().unwrap_or(1),
        }
    }

    /// In brief, what depends on the practitioner in this one, with anybody, as it is in the same with one of them. Longer words are
    /// told once somebody is chosen.
    pub(super) fn differences(&self, t: Texts, own: &Self) -> Vec<Words> {
        let brief = [
            (self.length != own.length, Words::Page(own.length.clone())),
            (self.place != own.place, Words::Page(own.place.clone())),
            (
                self.price != own.price && !own.price.text().is_empty(),
                own.price.clone(),
            ),
            (
                own.approval.is_some() && own.approval != self.approval,
                Words::Page(t.text("care-approval-brief").into_owned()),
            ),
        ];
        let told = brief.into_iter().filter(|(is_other, _)| *is_other);
        told.map(|(_, words)| words).collect()
    }
}

/// What all have in common; `None` where they differ. Of nobody, the default.
fn common<T: PartialEq + Default>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let Some(first) = all.next() else {
        return Some(T::default());
    };
    all.all(|other| other == first).then_some(first)
}

fn place(t: Texts, venue: Venue) -> String {
    let key = match venue {
        Venue::Practice => "care-at-practice",
        Venue::Video => "care-video",
    };
    t.text(key).into_owned()
}

/// The name of a language in the language of the page.
pub(super) fn spoken_name(t: Texts, spoken: Spoken) -> String {
    t.text(&format!("spoken-{}", spoken.code())).into_owned()
}

/// What helps to choose a practitioner: the languages, where they are not the usual one alone, and the way in.
pub(super) fn about(t: Texts, who: &Practitioner) -> Vec<String> {
    let is_told = who.languages.iter().any(|spoken| spoken.code() != "fr");
    let names: Vec<String> = who
        .languages
        .iter()
        .map(|spoken| spoken_name(t, *spoken))
        .collect();
    let speaks = is_told.then(|| t.with("person-speaks", &[("languages", names.join(t.comma()).into())]));
    let way_in = who.is_step_free.map(|is| {
        let key = if is { "person-step-free" } else { "person-steps" };
        t.text(key).into_owned()
    });
    speaks.into_iter().chain(way_in).collect()
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
    let kind = rule.patients.map(|kind| kind_words(t, kind, rule));
    let letter = rule
        .needs_referral
        .then(|| t.text("care-needs-letter").into_owned());
    let professions = (!rule.professions.is_empty()).then(|| {
        let list = rule.professions.join(", ");
        t.with("care-professions", &[("list", list.into())])
    });
    [age, kind, letter, professions].into_iter().flatten().collect()
}

/// For new or for known patients: of whom, and since when.
fn kind_words(t: Texts, kind: PatientKind, rule: &Eligibility) -> String {
    let is_personal = rule.seen_by == SeenBy::Practitioner;
    let Some(months) = rule.known_within_months else {
        let key = match (kind, is_personal) {
            (PatientKind::New, false) => "care-for-new",
            (PatientKind::Known, false) => "care-for-known",
            (PatientKind::New, true) => "care-for-new-with",
            (PatientKind::Known, true) => "care-for-known-with",
        };
        return t.text(key).into_owned();
    };
    let key = match (kind, is_personal) {
        (PatientKind::New, false) => "care-for-new-within",
        (PatientKind::Known, false) => "care-for-known-within",
        (PatientKind::New, true) => "care-for-new-with-within",
        (PatientKind::Known, true) => "care-for-known-with-within",
    };
    t.with(key, &[("months", months.into())])
}
