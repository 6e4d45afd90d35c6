//! Random care types. Care 1 is asked for most, care 2 follows it in a series, care 3 is another one.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use grappe::domain::care_type::{
    CareOverride, CareTerms, CareType, CareWords, Eligibility, Limits, OfferMode, PatientKind, Reach, SeenBy,
    Series, Venue,
};
use grappe::domain::id::{CareTypeId, PractitionerId};
use grappe::domain::question::{Answer, Effect, Question};
use grappe::domain::resource::ResourceKind;
use grappe::domain::time::DayTime;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

fn lengths(minutes: &'static [i64]) -> BoxedStrategy<TimeDelta> {
    select(minutes).prop_map(TimeDelta::minutes).boxed()
}

fn kinds() -> BoxedStrategy<Vec<ResourceKind>> {
    let names = prop_oneof![
        3 => Just(vec![]),
        3 => Just(vec!["room"]),
        1 => Just(vec!["machine", "room"]),
    ];
    names
        .prop_map(|all| all.into_iter().map(|k| ResourceKind(k.to_owned())).collect())
        .boxed()
}

/// Questions reach a few days ahead: short reaches, so that both sides of their ends are asked for.
fn reaches() -> BoxedStrategy<Reach> {
    let near = (select(vec![0i64, 0, 5, 30]), select(vec![0u16, 1, 2, 10]));
    let near = near.prop_map(|(hours, days)| Reach {
        relaxed: TimeDelta::hours(hours),
        days,
    });
    prop_oneof![2 => Just(Reach::ALWAYS), 3 => near].boxed()
}

fn offers() -> BoxedStrategy<OfferMode> {
    let compact = (lengths(&[15, 20, 30, 45]), reaches())
        .prop_map(|(min_useful, reach)| OfferMode::Compact { min_useful, reach });
    let best = (lengths(&[15, 20, 30, 45]), 1..5u8, reaches()).prop_map(|(min_useful, choices, reach)| {
        OfferMode::BestFit {
            min_useful,
            choices,
            reach,
        }
    });
    let morning = (select(vec![10u8, 30, 60, 100]), reaches())
        .prop_map(|(min_fill, reach)| OfferMode::MorningFill { min_fill, reach });
    prop_oneof![2 => Just(OfferMode::Grid), 1 => Just(OfferMode::Packed), 2 => compact, 2 => best, 2 => morning].boxed()
}

fn eligibilities() -> BoxedStrategy<Eligibility> {
    let kind = weighted(0.12, select(vec![PatientKind::New, PatientKind::Known]));
    let known = (
        kind,
        select(vec![SeenBy::Practice, SeenBy::Practitioner]),
        weighted(0.5, 1..4u16),
    );
    (
        weighted(0.15, 17..20u16),
        weighted(0.08, 18..20u16),
        known,
        weighted(0.06, Just(())),
        weighted(0.06, select(vec!["nurse", "baker"])),
    )
        .prop_map(|(min_age, max_age, patients, letter, profession)| Eligibility {
            min_age,
            max_age,
            patients: patients.0,
            seen_by: patients.1,
            known_within_months: patients.2,
            needs_referral: letter.is_some(),
            professions: profession.into_iter().map(str::to_owned).collect(),
        })
        .boxed()
}

fn limits() -> BoxedStrategy<Limits> {
    (
        (weighted(0.25, 1..3u16), weighted(0.15, 1..3u16)),
        weighted(0.25, 1..7u16),
        weighted(0.2, 1..4u16),
    )
        .prop_map(|(max_future, min_days_between, max_per_day)| Limits {
            max_future: max_future.0,
            max_future_with: max_future.1,
            min_days_between,
            max_per_day,
            ..Limits::default()
        })
        .boxed()
}

/// Two questions with every effect.
pub(super) const ASKED: [&str; 2] = ["fever", "letter"];
/// Answers to each.
pub(super) const ANSWERED: [&str; 4] = ["go", "approve", "stop", "redirect"];

fn questions() -> BoxedStrategy<Vec<Question>> {
    let effects = [
        Effect::Go,
        Effect::Approve,
        Effect::Stop("15".to_owned()),
        Effect::Redirect(CareTypeId(3)),
    ];
    let answers = ANSWERED.into_iter().zip(effects).map(|(text, effect)| Answer {
        text: text.to_owned(),
        effect,
    });
    let answers: Vec<Answer> = answers.collect();
    let chosen = prop::sample::subsequence(ASKED.to_vec(), 0..=2);
    // The same answer leads elsewhere with somebody else.
    (chosen, 0..4usize)
        .prop_map(move |(chosen, turned)| {
            let asked = |text: &str| {
                let mut answers = answers.clone();
                let texts: Vec<String> = answers.iter().map(|a| a.text.clone()).collect();
                answers.rotate_left(turned);
                for (answer, text) in answers.iter_mut().zip(texts) {
                    answer.text = text;
                }
                Question {
                    text: text.to_owned(),
                    answers,
                }
            };
            chosen.into_iter().map(asked).collect()
        })
        .boxed()
}

fn rules() -> BoxedStrategy<Series> {
    let next = prop_oneof![3 => Just(2), 1 => Just(3), 1 => Just(1)];
    (next, 0..4u16, 0..3u16, any::<bool>(), prop::bool::weighted(0.75))
        .prop_map(|(next, min_days, more, same_practitioner, require_next)| Series {
            next: CareTypeId(next),
            min_days,
            max_days: min_days + more,
            same_practitioner,
            require_next,
        })
        .boxed()
}

fn releases() -> BoxedStrategy<DayTime> {
    select(vec![0u16, 120, 180, 480, 540, 1439])
        .prop_map(|m| DayTime::from_minutes(m).unwrap())
        .boxed()
}

const DURATIONS: &[i64] = &[5, 10, 15, 20, 30, 30, 45, 60, 90];
const STEPS: &[i64] = &[5, 7, 10, 15, 20, 30, 60];
const BUFFERS: &[i64] = &[0, 0, 0, 5, 10, 15];
const NOTICES: &[i64] = &[0, 0, 0, 0, 0, 0, 30, 60, 24 * 60, 47 * 60];
/// Far ones reach beyond every date asked; alternatives to a refusal are looked for as far as the horizon.
const HORIZONS: &[u16] = &[21, 21, 21, 21, 21, 1, 2, 3, 4];
const CAPACITIES: &[u16] = &[1, 1, 2, 3, 4];

fn terms() -> BoxedStrategy<CareTerms> {
    let shape = (
        lengths(DURATIONS),
        weighted(0.6, lengths(STEPS)),
        lengths(BUFFERS),
        lengths(BUFFERS),
    );
    let when = (lengths(NOTICES), select(HORIZONS), weighted(0.3, releases()));
    let what = (select(CAPACITIES), kinds(), offers());
    let who = (
        eligibilities(),
        limits(),
        weighted(0.5, rules()),
        weighted(0.2, questions()),
    );
    (shape, when, what, who)
        .prop_map(|(shape, when, what, who)| CareTerms {
            duration: shape.0,
            step: shape.1.unwrap_or(shape.0),
            buffer_before: shape.2,
            buffer_after: shape.3,
            min_notice: when.0,
            horizon_days: when.1,
            release_at: when.2,
            capacity: what.0,
            requires: what.1,
            offer: what.2,
            eligibility: who.0,
            limits: who.1,
            series: who.2,
            questions: who.3.unwrap_or_default(),
            cancellation_deadline: TimeDelta::hours(24),
            ..CareTerms::default()
        })
        .boxed()
}

fn overrides() -> BoxedStrategy<CareOverride> {
    let shape = (
        weighted(0.4, lengths(DURATIONS)),
        weighted(0.2, lengths(STEPS)),
        weighted(0.2, lengths(BUFFERS)),
        weighted(0.2, lengths(BUFFERS)),
    );
    let when = (
        weighted(0.2, lengths(NOTICES)),
        weighted(0.2, select(HORIZONS)),
        weighted(0.1, weighted(0.5, releases())),
    );
    let what = (
        weighted(0.2, select(CAPACITIES)),
        weighted(0.2, kinds()),
        weighted(0.2, offers()),
    );
    let who = (
        weighted(0.1, eligibilities()),
        weighted(0.1, limits()),
        weighted(0.1, weighted(0.5, rules())),
        weighted(0.2, questions()),
        weighted(0.1, any::<bool>()),
    );
    (0..12u8, shape, when, what, who)
        .prop_map(|(refuses, shape, when, what, who)| CareOverride {
            is_not_offered: refuses == 0,
            duration: shape.0,
            step: shape.1,
            buffer_before: shape.2,
            buffer_after: shape.3,
            min_notice: when.0,
            horizon_days: when.1,
            release_at: when.2,
            capacity: what.0,
            requires: what.1,
            offer: what.2,
            eligibility: who.0,
            limits: who.1,
            series: who.2,
            questions: who.3,
            is_online: who.4,
            ..CareOverride::default()
        })
        .boxed()
}

fn care() -> BoxedStrategy<CareType> {
    let own = prop::collection::btree_map((1..4i64).prop_map(PractitionerId), overrides(), 0..3);
    let sellers = weighted(0.1, select(vec![vec![1], vec![2], vec![1, 2]]));
    (terms(), own, sellers, 0..40u8)
        .prop_map(|(terms, overrides, sellers, rare)| CareType {
            id: CareTypeId(0),
            name: String::new(),
            public_text: String::new(),
            words: CareWords::default(),
            color: String::new(),
            venue: Venue::Practice,
            is_online: rare != 0,
            is_archived: rare == 1,
            needs_approval: rare == 2,
            terms,
            overrides,
            practitioners: sellers
                .unwrap_or_default()
                .into_iter()
                .map(PractitionerId)
                .collect(),
        })
        .boxed()
}

/// Cares 1 to 3.
pub(super) fn cares() -> BoxedStrategy<BTreeMap<CareTypeId, CareType>> {
    proptest::array::uniform3(care())
        .prop_map(|all| {
            let numbered = all.into_iter().zip(1..).map(|(mut care, n)| {
                care.id = CareTypeId(n);
                // One level of required visits is slow enough, minute by minute.
                let rules = care.overrides.values_mut().filter_map(|own| own.series.as_mut());
                for rule in rules.chain([&mut care.terms.series]).flatten() {
                    rule.require_next &= n == 1;
                }
                (care.id, care)
            });
            numbered.collect()
        })
        .boxed()
}
