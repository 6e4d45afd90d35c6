//! A care type as programs see it. What differs for one practitioner has the same members as the care type, only those that differ: the
//! care type itself is shown as if it differed in everything.

use chrono::TimeDelta;
use serde_json::{Map, Value, json};

use crate::domain::care_type::{
    CareOverride, CareType, Eligibility, Limits, OfferMode, PatientKind, Reach, SeenBy, Series, Venue,
};
use crate::domain::question::{Effect, Question};
use crate::domain::reminder::{Reminder, ReminderChannel, ReminderOffset};
use crate::domain::resource::ResourceKind;
use crate::domain::video_link::VideoLink;
use crate::web::api::appointment_json::with;

/// The whole of it.
pub(super) fn care_json(care: &CareType, version: &str) -> Value {
    let mut members = own_members(&whole(care));
    let own = care.overrides.iter().map(|(id, own)| {
        let mut members = own_members(own);
        members.insert("practitioner".to_owned(), id.0.into());
        members.insert("offered".to_owned(), (!own.is_not_offered).into());
        Value::Object(members)
    });
    let only = (!care.practitioners.is_empty())
        .then(|| care.practitioners.iter().map(|id| id.0).collect::<Vec<_>>());
    for (name, value) in [
        ("id", json!(care.id.0)),
        ("version", json!(version)),
        ("name", json!(care.name)),
        ("keywords", json!(care.words.keywords)),
        ("archived", json!(care.is_archived)),
        ("practitioners", json!(only)),
        ("own", own.collect()),
    ] {
        members.insert(name.to_owned(), value);
    }
    Value::Object(members)
}

/// Everything that one practitioner may do differently, as the care type has it.
fn whole(care: &CareType) -> CareOverride {
    let terms = care.terms.clone();
    CareOverride {
        is_not_offered: false,
        duration: Some(terms.duration),
        step: Some(terms.step),
        buffer_before: Some(terms.buffer_before),
        buffer_after: Some(terms.buffer_after),
        min_notice: Some(terms.min_notice),
        horizon_days: Some(terms.horizon_days),
        release_at: Some(terms.release_at),
        capacity: Some(terms.capacity),
        requires: Some(terms.requires),
        offer: Some(terms.offer),
        eligibility: Some(terms.eligibility),
        limits: Some(terms.limits),
        series: Some(terms.series),
        cancellation_deadline: Some(terms.cancellation_deadline),
        questions: Some(terms.questions),
        public_text: Some(care.public_text.clone()),
        price: Some(care.words.price.clone()),
        preparation: Some(care.words.preparation.clone()),
        color: Some(care.color.clone()),
        venue: Some(care.venue),
        is_online: Some(care.is_online),
        needs_approval: Some(care.needs_approval),
        video: Some(terms.video),
        reminders: Some(terms.reminders),
    }
}

/// Those that are there.
fn own_members(own: &CareOverride) -> Map<String, Value> {
    let minutes = |length: Option<TimeDelta>| length.map(|length| json!(length.num_minutes()));
    let members = [
        ("minutes", minutes(own.duration)),
        ("step_minutes", minutes(own.step)),
        ("buffer_before_minutes", minutes(own.buffer_before)),
        ("buffer_after_minutes", minutes(own.buffer_after)),
        ("notice_minutes", minutes(own.min_notice)),
        ("cancellation_minutes", minutes(own.cancellation_deadline)),
        ("horizon_days", own.horizon_days.map(|days| json!(days))),
        (
            "release_at",
            own.release_at.map(|at| json!(at.map(|at| at.to_string()))),
        ),
        ("capacity", own.capacity.map(|seats| json!(seats))),
    ];
    let given = members.into_iter().chain(rules_members(own));
    given
        .filter_map(|(name, value)| value.map(|value| (name.to_owned(), value)))
        .collect()
}

/// What is not a number, a length or an hour.
fn rules_members(own: &CareOverride) -> [(&'static str, Option<Value>); 15] {
    [
        ("requires", own.requires.as_deref().map(kinds_json)),
        ("offer", own.offer.map(offer_json)),
        ("eligibility", own.eligibility.as_ref().map(eligibility_json)),
        ("limits", own.limits.as_ref().map(limits_json)),
        (
            "series",
            own.series
                .as_ref()
                .map(|series| json!(series.as_ref().map(series_json))),
        ),
        (
            "questions",
            own.questions
                .as_ref()
                .map(|all| all.iter().map(question_json).collect()),
        ),
        ("text", own.public_text.as_ref().map(|text| json!(text))),
        ("price", own.price.as_ref().map(|text| json!(text))),
        ("preparation", own.preparation.as_ref().map(|text| json!(text))),
        ("color", own.color.as_ref().map(|color| json!(color))),
        ("venue", own.venue.map(|venue| json!(venue_key(venue)))),
        ("online", own.is_online.map(|is| json!(is))),
        ("approval", own.needs_approval.map(|is| json!(is))),
        (
            "video_link",
            own.video
                .as_ref()
                .map(|link| json!(link.as_ref().map(VideoLink::as_str))),
        ),
        (
            "reminders",
            own.reminders
                .as_ref()
                .map(|plan| plan.0.iter().copied().map(reminder_json).collect()),
        ),
    ]
}

fn kinds_json(kinds: &[ResourceKind]) -> Value {
    kinds.iter().map(|kind| kind.0.as_str()).collect()
}

/// Spelling of a place.
pub(super) fn venue_key(venue: Venue) -> &'static str {
    match venue {
        Venue::Practice => "practice",
        Venue::Video => "video",
    }
}

fn offer_json(offer: OfferMode) -> Value {
    let reaching = |told: Value, reach: Reach| {
        let hours = reach.relaxed.num_hours().into();
        with(
            told,
            [("relaxed_hours", hours), ("reach_days", reach.days.into())],
        )
    };
    match offer {
        OfferMode::Grid => json!({ "mode": "grid" }),
        OfferMode::Packed => json!({ "mode": "packed" }),
        OfferMode::Compact { min_useful, reach } => {
            let useful = min_useful.num_minutes();
            reaching(json!({ "mode": "compact", "useful_minutes": useful }), reach)
        }
        OfferMode::BestFit {
            min_useful,
            choices,
            reach,
        } => {
            let useful = min_useful.num_minutes();
            let told = json!({ "mode": "best", "useful_minutes": useful, "choices": choices });
            reaching(told, reach)
        }
        OfferMode::MorningFill { min_fill, reach } => {
            reaching(json!({ "mode": "morning", "fill_percent": min_fill }), reach)
        }
    }
}

fn eligibility_json(rule: &Eligibility) -> Value {
    json!({
        "min_age": rule.min_age,
        "max_age": rule.max_age,
        "patients": rule.patients.map(|kind| match kind {
            PatientKind::New => "new",
            PatientKind::Known => "known",
        }),
        "seen_by": match rule.seen_by {
            SeenBy::Practice => "practice",
            SeenBy::Practitioner => "practitioner",
        },
        "known_within_months": rule.known_within_months,
        "needs_referral": rule.needs_referral,
        "professions": rule.professions,
    })
}

fn limits_json(limits: &Limits) -> Value {
    json!({
        "max_future": limits.max_future,
        "max_future_with": limits.max_future_with,
        "min_days_between": limits.min_days_between,
        "max_per_day": limits.max_per_day,
        "max_per_contact": limits.max_per_contact,
    })
}

fn series_json(series: &Series) -> Value {
    json!({
        "next": series.next.0,
        "min_days": series.min_days,
        "max_days": series.max_days,
        "same_practitioner": series.same_practitioner,
        "require_next": series.require_next,
    })
}

fn question_json(question: &Question) -> Value {
    let answers = question.answers.iter().map(|answer| {
        let text = answer.text.as_str();
        match &answer.effect {
            Effect::Go => json!({ "text": text, "then": "go" }),
            Effect::Approve => json!({ "text": text, "then": "approve" }),
            Effect::Stop(say) => json!({ "text": text, "then": "stop", "say": say }),
            Effect::Redirect(care) => json!({ "text": text, "then": "redirect", "care": care.0 }),
        }
    });
    json!({ "text": question.text, "answers": answers.collect::<Vec<_>>() })
}

fn reminder_json(reminder: Reminder) -> Value {
    let channel = match reminder.channel {
        ReminderChannel::Email => "email",
        ReminderChannel::Sms => "sms",
        ReminderChannel::SmsOrEmail => "sms_or_email",
    };
    match reminder.before {
        ReminderOffset::Days(days, at) => {
            json!({ "channel": channel, "days": days, "at": at.to_string() })
        }
        ReminderOffset::Hours(hours) => json!({ "channel": channel, "hours": hours }),
    }
}
