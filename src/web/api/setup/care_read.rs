//! The members of a care type in a request: those that are there. Of one practitioner they are what differs, of the care type itself
//! what is to be otherwise than it was.

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::care_rules::{eligibility, limits, offer, questions, reminders, series};
use super::{colour, whole};
use crate::domain::agenda::SetUp;
use crate::domain::bounds::{
    BUFFER_MINUTES_MAX, CARE_MINUTES_MAX, DEADLINE_MAX, HORIZON_DAYS_MAX, NOTICE_MAX, PRICE_MAX,
    PUBLIC_TEXT_MAX, SEATS_MAX,
};
use crate::domain::care_type::{CareOverride, CareType, Venue};
use crate::domain::contact::{FieldProblem, plain_line, plain_text};
use crate::domain::resource::ResourceKind;
use crate::domain::video_link::VideoLink;
use crate::web::api::fields::{Fields, count, flag, text};
use crate::web::api::window_json::time;

/// Reads them; mistakes are noted in the fields.
pub(super) fn members(fields: &mut Fields, set_up: &SetUp) -> CareOverride {
    let mut minutes = |name: &str, min: i64, max: i64| {
        let read = |value: &Value| whole(value, min, max).map(TimeDelta::minutes);
        fields.optional(name, read)
    };
    let own = CareOverride {
        duration: minutes("minutes", 1, CARE_MINUTES_MAX.into()),
        step: minutes("step_minutes", 1, CARE_MINUTES_MAX.into()),
        buffer_before: minutes("buffer_before_minutes", 0, BUFFER_MINUTES_MAX.into()),
        buffer_after: minutes("buffer_after_minutes", 0, BUFFER_MINUTES_MAX.into()),
        min_notice: minutes("notice_minutes", 0, NOTICE_MAX.num_minutes()),
        cancellation_deadline: minutes("cancellation_minutes", 0, DEADLINE_MAX.num_minutes()),
        ..CareOverride::default()
    };
    CareOverride {
        horizon_days: fields.optional("horizon_days", |value| count(value, 0, HORIZON_DAYS_MAX)),
        capacity: fields.optional("capacity", |value| count(value, 1, SEATS_MAX)),
        release_at: or_null(fields, "release_at", |fields| {
            fields.optional("release_at", text(time))
        }),
        requires: fields.optional("requires", |value| kinds(value, set_up)),
        public_text: fields.optional("text", text(|typed: &str| plain_text(typed, PUBLIC_TEXT_MAX))),
        price: fields.optional("price", text(|typed: &str| plain_line(typed, PRICE_MAX))),
        preparation: fields.optional(
            "preparation",
            text(|typed: &str| plain_text(typed, PUBLIC_TEXT_MAX)),
        ),
        color: fields.optional("color", colour),
        venue: fields.optional("venue", text(venue)),
        is_online: fields.optional("online", flag),
        needs_approval: fields.optional("approval", flag),
        video: or_null(fields, "video_link", |fields| {
            let read = |typed: &str| VideoLink::parse(typed).map_err(|_| FieldProblem::Malformed);
            fields.optional("video_link", text(read))
        }),
        offer: inside(fields, "offer", offer),
        eligibility: inside(fields, "eligibility", |inner| Some(eligibility(inner))),
        limits: inside(fields, "limits", |inner| Some(limits(inner))),
        series: or_null(fields, "series", |fields| {
            inside(fields, "series", |inner| series(inner, set_up))
        }),
        questions: questions(fields, set_up),
        reminders: reminders(fields),
        ..own
    }
}

/// A member for which `null` says that there is none.
#[expect(
    clippy::option_option,
    reason = "not said, said to be none, and said differ here as in the domain"
)]
fn or_null<T>(
    fields: &mut Fields,
    name: &str,
    read: impl FnOnce(&mut Fields) -> Option<T>,
) -> Option<Option<T>> {
    if fields.is_null(name) {
        return Some(None);
    }
    read(fields).map(Some)
}

/// A member that is an object.
fn inside<T>(fields: &mut Fields, name: &str, read: impl FnOnce(&mut Fields) -> Option<T>) -> Option<T> {
    let object: Map<String, Value> = fields.optional(name, |value| {
        value.as_object().cloned().ok_or(FieldProblem::Malformed)
    })?;
    fields.inside(name, object, read)
}

fn venue(key: &str) -> Result<Venue, FieldProblem> {
    match key {
        "practice" => Ok(Venue::Practice),
        "video" => Ok(Venue::Video),
        _ => Err(FieldProblem::UnknownChoice),
    }
}

/// Kinds that some room has, or that a care type asks for already.
fn kinds(value: &Value, set_up: &SetUp) -> Result<Vec<ResourceKind>, FieldProblem> {
    let listed = value.as_array().ok_or(FieldProblem::Malformed)?;
    let is_known = |kind: &ResourceKind| {
        let asked = |care: &CareType| {
            let own = care.overrides.values().filter_map(|own| own.requires.as_ref());
            own.chain([&care.terms.requires]).flatten().any(|one| one == kind)
        };
        set_up.resources.values().any(|unit| unit.kind == *kind) || set_up.care_types.values().any(asked)
    };
    let read = |one: &Value| {
        let kind = ResourceKind(one.as_str().ok_or(FieldProblem::Malformed)?.to_owned());
        is_known(&kind).then_some(kind).ok_or(FieldProblem::UnknownChoice)
    };
    let mut kinds = listed.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

/// The care type with what is to be otherwise. A step that was the length of the care follows it.
pub(super) fn changed(mut care: CareType, to: CareOverride) -> CareType {
    let terms = &mut care.terms;
    let follows = terms.step == terms.duration;
    terms.duration = to.duration.unwrap_or(terms.duration);
    let step = if follows { terms.duration } else { terms.step };
    terms.step = to.step.unwrap_or(step);
    terms.buffer_before = to.buffer_before.unwrap_or(terms.buffer_before);
    terms.buffer_after = to.buffer_after.unwrap_or(terms.buffer_after);
    terms.min_notice = to.min_notice.unwrap_or(terms.min_notice);
    terms.horizon_days = to.horizon_days.unwrap_or(terms.horizon_days);
    terms.release_at = to.release_at.unwrap_or(terms.release_at);
    terms.capacity = to.capacity.unwrap_or(terms.capacity);
    terms.offer = to.offer.unwrap_or(terms.offer);
    terms.cancellation_deadline = to.cancellation_deadline.unwrap_or(terms.cancellation_deadline);
    replace(&mut terms.requires, to.requires);
    replace(&mut terms.eligibility, to.eligibility);
    replace(&mut terms.limits, to.limits);
    replace(&mut terms.series, to.series);
    replace(&mut terms.questions, to.questions);
    replace(&mut terms.video, to.video);
    replace(&mut terms.reminders, to.reminders);
    replace(&mut care.public_text, to.public_text);
    replace(&mut care.words.price, to.price);
    replace(&mut care.words.preparation, to.preparation);
    replace(&mut care.color, to.color);
    replace(&mut care.venue, to.venue);
    replace(&mut care.is_online, to.is_online);
    replace(&mut care.needs_approval, to.needs_approval);
    care
}

fn replace<T>(place: &mut T, by: Option<T>) {
    if let Some(by) = by {
        *place = by;
    }
}
