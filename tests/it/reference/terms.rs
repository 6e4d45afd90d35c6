//! The terms of a care with one practitioner (booking-rules §4).

use grappe::domain::agenda::SetUp;
use grappe::domain::care_type::{CareTerms, CareType, Series};
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::slot::Audience;

/// The care, if it is sold to this audience.
fn sold(set_up: &SetUp, care: CareTypeId, audience: Audience) -> Option<&CareType> {
    let care = set_up.care_types.get(&care)?;
    let own = |who: &PractitionerId| is_online_with(care, *who);
    let is_for_them = audience == Audience::Staff || set_up.practitioners.keys().any(own);
    (is_for_them && !care.is_archived).then_some(care)
}

fn is_online_with(care: &CareType, who: PractitionerId) -> bool {
    let own = care.overrides.get(&who);
    own.and_then(|own| own.is_online).unwrap_or(care.is_online)
}

/// What the practitioner makes of the care; `None` when it is not offered.
pub(super) fn terms_of(care: &CareType, who: PractitionerId) -> Option<CareTerms> {
    if !care.practitioners.is_empty() && !care.practitioners.contains(&who) {
        return None;
    }
    let mut terms = care.terms.clone();
    let Some(own) = care.overrides.get(&who) else {
        return Some(terms);
    };
    if own.is_not_offered {
        return None;
    }
    // A step equal to the duration follows it (the fixtures' default step).
    let follows = terms.step == terms.duration;
    terms.duration = own.duration.unwrap_or(terms.duration);
    let usual = if follows { terms.duration } else { terms.step };
    terms.step = own.step.unwrap_or(usual);
    terms.buffer_before = own.buffer_before.unwrap_or(terms.buffer_before);
    terms.buffer_after = own.buffer_after.unwrap_or(terms.buffer_after);
    terms.min_notice = own.min_notice.unwrap_or(terms.min_notice);
    terms.horizon_days = own.horizon_days.unwrap_or(terms.horizon_days);
    terms.release_at = own.release_at.unwrap_or(terms.release_at);
    terms.capacity = own.capacity.unwrap_or(terms.capacity);
    terms.requires = own.requires.clone().unwrap_or(terms.requires);
    terms.offer = own.offer.unwrap_or(terms.offer);
    terms.eligibility = own.eligibility.clone().unwrap_or(terms.eligibility);
    terms.limits = own.limits.clone().unwrap_or(terms.limits);
    terms.series = own.series.clone().unwrap_or(terms.series);
    terms.questions = own.questions.clone().unwrap_or(terms.questions);
    Some(terms)
}

/// Everybody who can be asked for the care, in order of identifier, with their terms.
pub(super) fn sellers(
    set_up: &SetUp,
    care: CareTypeId,
    only: Option<PractitionerId>,
    audience: Audience,
) -> Vec<(PractitionerId, CareTerms)> {
    let Some(care) = sold(set_up, care, audience) else {
        return Vec::new();
    };
    let here = set_up.practitioners.values();
    here.filter(|p| only.is_none_or(|only| only == p.id))
        .filter(|p| !p.is_archived)
        .filter(|p| audience == Audience::Staff || p.is_online && is_online_with(care, p.id))
        .filter_map(|p| Some((p.id, terms_of(care, p.id)?)))
        .collect()
}

/// The rule and the length of a first visit, by the practitioner who gave it.
pub(super) fn first_visit(
    set_up: &SetUp,
    care: CareTypeId,
    who: PractitionerId,
) -> Option<(Series, chrono::TimeDelta)> {
    let care = set_up.care_types.get(&care)?;
    let terms = terms_of(care, who).unwrap_or_else(|| care.terms.clone());
    Some((terms.series?, terms.duration))
}
