//! The nine care types, one for each thing that a care type can ask for (booking-rules §4, §8).

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::practice::{GP, NURSE, PAEDIATRICIAN, PARTNER, room};
use super::words::{word, word_if_any};
use crate::domain::care_type::{
    CareOverride, CareTerms, CareType, CareWords, Eligibility, Limits, OfferMode, PatientKind, Reach, Series,
    Venue,
};
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::domain::time::DayTime;
use crate::store::{Fault, Tx};

/// New patients only, a few a day.
pub(super) const FIRST: CareTypeId = CareTypeId(1);
/// The bread and butter.
pub(super) const FOLLOW: CareTypeId = CareTypeId(2);
/// By video, offered where it leaves no hole.
pub(super) const VIDEO: CareTypeId = CareTypeId(3);
/// Group session of six.
pub(super) const GROUP: CareTypeId = CareTypeId(4);
/// An hour with a room and a buffer; the practice approves.
pub(super) const EXAM: CareTypeId = CareTypeId(5);
/// In reserved windows, opened on the day.
pub(super) const URGENT: CareTypeId = CareTypeId(6);
/// First visit of a series.
pub(super) const STOP: CareTypeId = CareTypeId(7);
/// Second visit of the series.
pub(super) const STOPPED: CareTypeId = CareTypeId(8);
/// Under 16.
pub(super) const CHILD: CareTypeId = CareTypeId(9);

/// What the plain windows of the general practitioners accept: urgencies have windows of their own.
pub(super) const PLANNED: [CareTypeId; 6] = [FIRST, FOLLOW, VIDEO, EXAM, STOP, STOPPED];
/// What the plain windows of the nurse accept: group sessions have an afternoon of their own.
pub(super) const NURSING: [CareTypeId; 4] = [VIDEO, EXAM, STOP, STOPPED];

/// Writes them.
pub(super) fn write(tx: &mut Tx<'_>) -> Result<(), Fault> {
    for care in [
        first(),
        follow(),
        video(),
        group(),
        exam(),
        urgent(),
        stop(),
        stopped(),
        child(),
    ] {
        tx.save_care_type(&care)?;
    }
    Ok(())
}

fn care(id: CareTypeId, key: &str, color: &str, who: &[PractitionerId], terms: CareTerms) -> CareType {
    CareType {
        id,
        name: word(&format!("care.{key}")),
        public_text: word(&format!("care.{key}.text")),
        words: CareWords {
            price: word_if_any(&format!("care.{key}.price")),
            preparation: word_if_any(&format!("care.{key}.preparation")),
            keywords: word_if_any(&format!("care.{key}.keywords")),
        },
        color: color.to_owned(),
        venue: Venue::Practice,
        is_online: true,
        is_archived: false,
        needs_approval: false,
        terms,
        overrides: BTreeMap::new(),
        practitioners: who.to_vec(),
    }
}

fn terms(minutes: i64, step: i64, horizon_days: u16) -> CareTerms {
    CareTerms {
        duration: TimeDelta::minutes(minutes),
        step: TimeDelta::minutes(step),
        min_notice: TimeDelta::hours(1),
        horizon_days,
        ..CareTerms::default()
    }
}

fn first() -> CareType {
    let own = CareTerms {
        min_notice: TimeDelta::hours(4),
        eligibility: Eligibility {
            patients: Some(PatientKind::New),
            ..Eligibility::default()
        },
        limits: Limits {
            max_future: Some(1),
            max_per_day: Some(4),
            ..Limits::default()
        },
        ..terms(30, 30, 90)
    };
    let longer = CareOverride {
        duration: Some(TimeDelta::minutes(45)),
        step: Some(TimeDelta::minutes(15)),
        ..CareOverride::default()
    };
    CareType {
        overrides: BTreeMap::from([(PAEDIATRICIAN, longer)]),
        ..care(FIRST, "first", "#0b6e63", &[GP, PARTNER, PAEDIATRICIAN], own)
    }
}

fn follow() -> CareType {
    let own = CareTerms {
        limits: Limits {
            max_future: Some(3),
            ..Limits::default()
        },
        ..terms(15, 15, 90)
    };
    care(FOLLOW, "follow", "#2f6f9f", &[GP, PARTNER], own)
}

fn video() -> CareType {
    let own = CareTerms {
        offer: OfferMode::Packed,
        cancellation_deadline: TimeDelta::hours(2),
        ..terms(15, 15, 28)
    };
    CareType {
        venue: Venue::Video,
        ..care(VIDEO, "video", "#5b4b8a", &[GP, PARTNER, NURSE], own)
    }
}

fn group() -> CareType {
    let own = CareTerms {
        capacity: 6,
        requires: vec![room()],
        eligibility: Eligibility {
            min_age: Some(11),
            ..Eligibility::default()
        },
        ..terms(30, 30, 120)
    };
    care(GROUP, "group", "#8a6d00", &[NURSE], own)
}

fn exam() -> CareType {
    let own = CareTerms {
        buffer_before: TimeDelta::minutes(5),
        buffer_after: TimeDelta::minutes(10),
        min_notice: TimeDelta::days(2),
        requires: vec![room()],
        offer: OfferMode::Compact {
            min_useful: TimeDelta::minutes(30),
            reach: Reach::default(),
        },
        cancellation_deadline: TimeDelta::hours(48),
        ..terms(60, 15, 180)
    };
    CareType {
        needs_approval: true,
        ..care(EXAM, "exam", "#9b3d5a", &[GP, PARTNER, NURSE], own)
    }
}

fn urgent() -> CareType {
    let own = CareTerms {
        min_notice: TimeDelta::zero(),
        release_at: DayTime::from_hm(8, 0),
        cancellation_deadline: TimeDelta::zero(),
        ..terms(15, 15, 1)
    };
    care(URGENT, "urgent", "#b3261e", &[GP, PARTNER], own)
}

fn stop() -> CareType {
    let own = CareTerms {
        series: Some(Series {
            next: STOPPED,
            min_days: 14,
            max_days: 28,
            same_practitioner: true,
            require_next: true,
        }),
        eligibility: adults(),
        ..terms(45, 15, 120)
    };
    care(STOP, "stop", "#4a7023", &[PARTNER, NURSE], own)
}

fn stopped() -> CareType {
    let own = CareTerms {
        eligibility: adults(),
        ..terms(30, 15, 150)
    };
    care(STOPPED, "stopped", "#6c8f3c", &[PARTNER, NURSE], own)
}

fn adults() -> Eligibility {
    Eligibility {
        min_age: Some(18),
        ..Eligibility::default()
    }
}

fn child() -> CareType {
    let own = CareTerms {
        eligibility: Eligibility {
            max_age: Some(15),
            ..Eligibility::default()
        },
        ..terms(30, 15, 120)
    };
    care(CHILD, "child", "#a85400", &[PAEDIATRICIAN], own)
}
