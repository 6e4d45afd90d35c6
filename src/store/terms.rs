//! Care terms as one JSON value: a complete set in `care_types`, differences only in `care_overrides`.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::care_type::{
    CareOverride, CareTerms, Eligibility, Limits, OfferMode, PatientKind, Reach, SeenBy, Series, Venue,
};
use crate::domain::id::CareTypeId;
use crate::domain::question::Question;
use crate::domain::reminder::ReminderPlan;
use crate::domain::resource::ResourceKind;
use crate::domain::time::DayTime;
use crate::domain::video_link::VideoLink;

use super::Fault;

/// Lengths in seconds. `None` and absent mean "as the care type has it"; a term that may itself be absent is doubly optional, and
/// then JSON `null` says that this practitioner has none.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::option_option,
    reason = "not said, said to be none, and said differ here as in the domain"
)]
struct Stored {
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buffer_before: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buffer_after: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_notice: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon_days: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    release_at: Option<Option<DayTime>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requires: Option<Vec<ResourceKind>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<StoredOffer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eligibility: Option<StoredEligibility>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limits: Option<StoredLimits>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    series: Option<Option<StoredSeries>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cancellation_deadline: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    questions: Option<Vec<Question>>,
    // The care type's own are columns of its row: what follows stands in differences only.
    #[serde(skip_serializing_if = "Option::is_none")]
    public_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preparation: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<Venue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_online: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs_approval: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    video: Option<Option<VideoLink>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reminders: Option<ReminderPlan>,
}

/// A key that is there counts as said, `null` included.
#[expect(clippy::option_option, reason = "see `Stored`")]
fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredOffer {
    Grid,
    Packed,
    Compact {
        min_useful: i64,
        #[serde(default)]
        reach: StoredReach,
    },
    BestFit {
        min_useful: i64,
        choices: u8,
        reach: StoredReach,
    },
    MorningFill {
        min_fill: u8,
        reach: StoredReach,
    },
}

/// A mode that was written before reaches were known has the usual one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredReach {
    relaxed: i64,
    days: u16,
}

impl Default for StoredReach {
    fn default() -> Self {
        Reach::default().into()
    }
}

impl From<Reach> for StoredReach {
    fn from(reach: Reach) -> Self {
        Self {
            relaxed: reach.relaxed.num_seconds(),
            days: reach.days,
        }
    }
}

impl From<StoredReach> for Reach {
    fn from(stored: StoredReach) -> Self {
        Self {
            relaxed: TimeDelta::seconds(stored.relaxed),
            days: stored.days,
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredEligibility {
    min_age: Option<u16>,
    max_age: Option<u16>,
    patients: Option<PatientKind>,
    #[serde(default)]
    seen_by: SeenBy,
    #[serde(default)]
    known_within_months: Option<u16>,
    needs_referral: bool,
    professions: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLimits {
    max_future: Option<u16>,
    #[serde(default)]
    max_future_with: Option<u16>,
    min_days_between: Option<u16>,
    max_per_day: Option<u16>,
    #[serde(default)]
    max_per_contact: Option<u16>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredSeries {
    next: CareTypeId,
    min_days: u16,
    max_days: u16,
    same_practitioner: bool,
    require_next: bool,
}

/// JSON of a complete set.
pub(super) fn terms_to_json(terms: &CareTerms) -> Result<String, Fault> {
    json(&Stored {
        duration: Some(terms.duration.num_seconds()),
        step: Some(terms.step.num_seconds()),
        buffer_before: Some(terms.buffer_before.num_seconds()),
        buffer_after: Some(terms.buffer_after.num_seconds()),
        min_notice: Some(terms.min_notice.num_seconds()),
        horizon_days: Some(terms.horizon_days),
        release_at: Some(terms.release_at),
        capacity: Some(terms.capacity),
        requires: Some(terms.requires.clone()),
        offer: Some(terms.offer.into()),
        eligibility: Some(terms.eligibility.clone().into()),
        limits: Some(terms.limits.clone().into()),
        series: Some(terms.series.clone().map(Into::into)),
        cancellation_deadline: Some(terms.cancellation_deadline.num_seconds()),
        questions: Some(terms.questions.clone()),
        public_text: None,
        price: None,
        preparation: None,
        color: None,
        venue: None,
        is_online: None,
        needs_approval: None,
        video: terms.video.clone().map(Some),
        reminders: Some(terms.reminders.clone()),
    })
}

/// A complete set; a term that an older program did not know has its default.
pub(super) fn terms_from_json(text: &str) -> serde_json::Result<CareTerms> {
    let stored: Stored = serde_json::from_str(text)?;
    let usual = CareTerms::default();
    let length = |seconds: Option<i64>, usual| seconds.map_or(usual, TimeDelta::seconds);
    Ok(CareTerms {
        duration: length(stored.duration, usual.duration),
        step: length(stored.step, usual.step),
        buffer_before: length(stored.buffer_before, usual.buffer_before),
        buffer_after: length(stored.buffer_after, usual.buffer_after),
        min_notice: length(stored.min_notice, usual.min_notice),
        horizon_days: stored.horizon_days.unwrap_or(usual.horizon_days),
        release_at: stored.release_at.unwrap_or(usual.release_at),
        capacity: stored.capacity.unwrap_or(usual.capacity),
        requires: stored.requires.unwrap_or(usual.requires),
        offer: stored.offer.map_or(usual.offer, Into::into),
        eligibility: stored.eligibility.map_or(usual.eligibility, Into::into),
        limits: stored.limits.map_or(usual.limits, Into::into),
        series: stored.series.map_or(usual.series, |s| s.map(Into::into)),
        cancellation_deadline: length(stored.cancellation_deadline, usual.cancellation_deadline),
        questions: stored.questions.unwrap_or(usual.questions),
        video: stored.video.flatten(),
        reminders: stored.reminders.unwrap_or(usual.reminders),
    })
}

/// JSON of the differences.
pub(super) fn override_to_json(own: &CareOverride) -> Result<String, Fault> {
    let seconds = |length: Option<TimeDelta>| length.map(|l| l.num_seconds());
    json(&Stored {
        duration: seconds(own.duration),
        step: seconds(own.step),
        buffer_before: seconds(own.buffer_before),
        buffer_after: seconds(own.buffer_after),
        min_notice: seconds(own.min_notice),
        horizon_days: own.horizon_days,
        release_at: own.release_at,
        capacity: own.capacity,
        requires: own.requires.clone(),
        offer: own.offer.map(Into::into),
        eligibility: own.eligibility.clone().map(Into::into),
        limits: own.limits.clone().map(Into::into),
        series: own.series.clone().map(|s| s.map(Into::into)),
        cancellation_deadline: seconds(own.cancellation_deadline),
        questions: own.questions.clone(),
        public_text: own.public_text.clone(),
        price: own.price.clone(),
        preparation: own.preparation.clone(),
        color: own.color.clone(),
        venue: own.venue,
        is_online: own.is_online,
        needs_approval: own.needs_approval,
        video: own.video.clone(),
        reminders: own.reminders.clone(),
    })
}

/// The differences.
pub(super) fn override_from_json(is_not_offered: bool, text: &str) -> serde_json::Result<CareOverride> {
    let stored: Stored = serde_json::from_str(text)?;
    let length = |seconds: Option<i64>| seconds.map(TimeDelta::seconds);
    Ok(CareOverride {
        is_not_offered,
        duration: length(stored.duration),
        step: length(stored.step),
        buffer_before: length(stored.buffer_before),
        buffer_after: length(stored.buffer_after),
        min_notice: length(stored.min_notice),
        horizon_days: stored.horizon_days,
        release_at: stored.release_at,
        capacity: stored.capacity,
        requires: stored.requires,
        offer: stored.offer.map(Into::into),
        eligibility: stored.eligibility.map(Into::into),
        limits: stored.limits.map(Into::into),
        series: stored.series.map(|s| s.map(Into::into)),
        cancellation_deadline: length(stored.cancellation_deadline),
        questions: stored.questions,
        public_text: stored.public_text,
        price: stored.price,
        preparation: stored.preparation,
        color: stored.color,
        venue: stored.venue,
        is_online: stored.is_online,
        needs_approval: stored.needs_approval,
        video: stored.video,
        reminders: stored.reminders,
    })
}

pub(super) fn json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Bug(error.to_string()))
}

impl From<OfferMode> for StoredOffer {
    fn from(mode: OfferMode) -> Self {
        match mode {
            OfferMode::Grid => Self::Grid,
            OfferMode::Packed => Self::Packed,
            OfferMode::Compact { min_useful, reach } => Self::Compact {
                min_useful: min_useful.num_seconds(),
                reach: reach.into(),
            },
            OfferMode::BestFit {
                min_useful,
                choices,
                reach,
            } => Self::BestFit {
                min_useful: min_useful.num_seconds(),
                choices,
                reach: reach.into(),
            },
            OfferMode::MorningFill { min_fill, reach } => Self::MorningFill {
                min_fill,
                reach: reach.into(),
            },
        }
    }
}

impl From<StoredOffer> for OfferMode {
    fn from(stored: StoredOffer) -> Self {
        match stored {
            StoredOffer::Grid => Self::Grid,
            StoredOffer::Packed => Self::Packed,
            StoredOffer::Compact { min_useful, reach } => Self::Compact {
                min_useful: TimeDelta::seconds(min_useful),
                reach: reach.into(),
            },
            StoredOffer::BestFit {
                min_useful,
                choices,
                reach,
            } => Self::BestFit {
                min_useful: TimeDelta::seconds(min_useful),
                choices,
                reach: reach.into(),
            },
            StoredOffer::MorningFill { min_fill, reach } => Self::MorningFill {
                min_fill,
                reach: reach.into(),
            },
        }
    }
}

/// The stored twin of a domain value, field by field: a new field of the one does not compile until the other has it.
macro_rules! twins {
    ($($stored:ident = $value:ident { $($field:ident),+ });+ $(;)?) => {$(
        impl From<$value> for $stored {
            fn from($value { $($field),+ }: $value) -> Self {
                Self { $($field),+ }
            }
        }
        impl From<$stored> for $value {
            fn from($stored { $($field),+ }: $stored) -> Self {
                Self { $($field),+ }
            }
        }
    )+};
}

twins! {
    StoredEligibility = Eligibility { min_age, max_age, patients, seen_by, known_within_months, needs_referral, professions };
    StoredLimits = Limits { max_future, max_future_with, min_days_between, max_per_day, max_per_contact };
    StoredSeries = Series { next, min_days, max_days, same_practitioner, require_next };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::question::{Answer, Effect};

    fn unusual() -> CareTerms {
        CareTerms {
            duration: TimeDelta::minutes(20),
            step: TimeDelta::minutes(5),
            buffer_before: TimeDelta::minutes(1),
            buffer_after: TimeDelta::minutes(2),
            min_notice: TimeDelta::hours(3),
            horizon_days: 30,
            release_at: DayTime::from_hm(7, 30),
            capacity: 4,
            requires: vec![ResourceKind("échographe".to_owned())],
            offer: OfferMode::Compact {
                min_useful: TimeDelta::minutes(15),
                reach: Reach::ALWAYS,
            },
            eligibility: Eligibility {
                min_age: Some(16),
                patients: Some(PatientKind::New),
                needs_referral: true,
                ..Eligibility::default()
            },
            limits: Limits {
                max_per_day: Some(4),
                ..Limits::default()
            },
            series: Some(Series {
                next: CareTypeId(3),
                min_days: 21,
                max_days: 28,
                same_practitioner: true,
                require_next: true,
            }),
            cancellation_deadline: TimeDelta::hours(48),
            questions: vec![Question {
                text: "Avez-vous mal ?".to_owned(),
                answers: vec![Answer {
                    text: "oui".to_owned(),
                    effect: Effect::Stop("le 15".to_owned()),
                }],
            }],
            video: VideoLink::parse("https://visio.exemple.fr/{code}").ok(),
            reminders: ReminderPlan(Vec::new()),
        }
    }

    #[test]
    fn terms_come_back_as_they_were() {
        for terms in [CareTerms::default(), unusual()] {
            assert_eq!(terms_from_json(&terms_to_json(&terms).unwrap()).unwrap(), terms);
        }
    }

    #[test]
    fn every_mode_comes_back_and_one_without_a_reach_gets_the_usual() {
        let (min_useful, reach) = (TimeDelta::minutes(15), Reach::ALWAYS);
        for offer in [
            OfferMode::Packed,
            OfferMode::Compact { min_useful, reach },
            OfferMode::BestFit {
                min_useful,
                choices: 3,
                reach,
            },
            OfferMode::MorningFill { min_fill: 60, reach },
        ] {
            let terms = CareTerms {
                offer,
                ..CareTerms::default()
            };
            assert_eq!(terms_from_json(&terms_to_json(&terms).unwrap()).unwrap(), terms);
        }
        let old = terms_from_json(r#"{"offer":{"compact":{"min_useful":900}}}"#).unwrap();
        let reach = Reach::default();
        assert_eq!(old.offer, OfferMode::Compact { min_useful, reach });
    }

    #[test]
    fn an_override_tells_nothing_from_none() {
        for own in [
            CareOverride::default(),
            CareOverride {
                duration: Some(TimeDelta::minutes(45)),
                release_at: Some(None),
                series: Some(None),
                ..CareOverride::default()
            },
            CareOverride {
                questions: Some(Vec::new()),
                public_text: Some(String::new()),
                price: Some(String::new()),
                preparation: Some("À jeun".to_owned()),
                video: Some(None),
                color: Some("#336699".to_owned()),
                venue: Some(Venue::Practice),
                is_online: Some(false),
                needs_approval: Some(false),
                eligibility: Some(Eligibility {
                    seen_by: SeenBy::Practitioner,
                    ..Eligibility::default()
                }),
                limits: Some(Limits {
                    max_future_with: Some(2),
                    ..Limits::default()
                }),
                ..CareOverride::default()
            },
        ] {
            let text = override_to_json(&own).unwrap();
            assert_eq!(override_from_json(false, &text).unwrap(), own, "{text}");
        }
    }
}
