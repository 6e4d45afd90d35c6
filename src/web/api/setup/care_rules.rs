//! The rules of a care type that are objects and lists: how times are offered, who may book, ceilings, the visit that follows,
//! questions, reminders (booking-rules §4, §8, §11, §12). What is left out of one of them is no rule.

use chrono::TimeDelta;
use serde_json::{Map, Value};

use super::{line, whole};
use crate::domain::agenda::SetUp;
use crate::domain::bounds::{
    AGE_MAX, ANSWER_CHARS_MAX, CEILING_MAX, CHOICES_MAX, KNOWN_MONTHS_MAX, PROFESSIONS_CHARS_MAX,
    PROFESSIONS_MAX, QUESTION_CHARS_MAX, REACH_DAYS_MAX, RELAXED_HOURS_MAX, REMINDER_DAYS_MAX,
    REMINDER_HOURS_MAX, REMINDERS_AT, USEFUL_MINUTES_MAX, USUAL_CHOICES, USUAL_FILL, VISIT_DAYS_MAX,
};
use crate::domain::care_type::{Eligibility, Limits, OfferMode, PatientKind, Reach, SeenBy, Series};
use crate::domain::contact::{FieldProblem, plain_line};
use crate::domain::id::CareTypeId;
use crate::domain::question::{ANSWERS_MAX, Answer, Effect, QUESTIONS_MAX, Question};
use crate::domain::reminder::{REMINDERS_MAX, Reminder, ReminderChannel, ReminderOffset, ReminderPlan};
use crate::domain::time::DayTime;
use crate::web::api::fields::{Fields, count, flag, integer, text};
use crate::web::api::window_json::time;

/// How free times are shown; members that the mode does not have are wrong.
pub(super) fn offer(fields: &mut Fields) -> Option<OfferMode> {
    let mode = fields.required("mode", text(|key: &str| Ok(key.to_owned())))?;
    match mode.as_str() {
        "grid" => Some(OfferMode::Grid),
        "packed" => Some(OfferMode::Packed),
        "compact" => {
            let (useful, reach) = (useful(fields), reach(fields));
            Some(OfferMode::Compact {
                min_useful: useful?,
                reach,
            })
        }
        "best" => {
            let useful = useful(fields);
            let choices = fields.optional("choices", |value| count(value, 1, CHOICES_MAX));
            let reach = reach(fields);
            Some(OfferMode::BestFit {
                min_useful: useful?,
                choices: small(choices, USUAL_CHOICES),
                reach,
            })
        }
        "morning" => {
            let fill = fields.optional("fill_percent", |value| count(value, 1, 100));
            Some(OfferMode::MorningFill {
                min_fill: small(fill, USUAL_FILL),
                reach: reach(fields),
            })
        }
        _ => {
            fields.refuse("mode", FieldProblem::UnknownChoice);
            None
        }
    }
}

fn small(given: Option<u16>, usual: u8) -> u8 {
    given.and_then(|n| u8::try_from(n).ok()).unwrap_or(usual)
}

fn useful(fields: &mut Fields) -> Option<TimeDelta> {
    let most = USEFUL_MINUTES_MAX.into();
    fields.required("useful_minutes", |value| {
        whole(value, 1, most).map(TimeDelta::minutes)
    })
}

fn reach(fields: &mut Fields) -> Reach {
    let usual = Reach::default();
    let hours = fields.optional("relaxed_hours", |value| whole(value, 0, RELAXED_HOURS_MAX.into()));
    let days = fields.optional("reach_days", |value| count(value, 0, REACH_DAYS_MAX));
    Reach {
        relaxed: hours.map_or(usual.relaxed, TimeDelta::hours),
        days: days.unwrap_or(usual.days),
    }
}

/// Who may book.
pub(super) fn eligibility(fields: &mut Fields) -> Eligibility {
    let age = |value: &Value| count(value, 0, AGE_MAX);
    let (min_age, max_age) = (fields.optional("min_age", age), fields.optional("max_age", age));
    if let (Some(min), Some(max)) = (min_age, max_age)
        && max < min
    {
        fields.refuse_saying("max_age", "setup-care-ages-crossed");
    }
    let patients = fields.optional(
        "patients",
        text(|key: &str| match key {
            "new" => Ok(PatientKind::New),
            "known" => Ok(PatientKind::Known),
            _ => Err(FieldProblem::UnknownChoice),
        }),
    );
    let seen_by = fields.optional(
        "seen_by",
        text(|key: &str| match key {
            "practice" => Ok(SeenBy::Practice),
            "practitioner" => Ok(SeenBy::Practitioner),
            _ => Err(FieldProblem::UnknownChoice),
        }),
    );
    Eligibility {
        min_age,
        max_age,
        patients,
        seen_by: seen_by.unwrap_or_default(),
        known_within_months: fields
            .optional("known_within_months", |value| count(value, 1, KNOWN_MONTHS_MAX)),
        needs_referral: fields.optional("needs_referral", flag).unwrap_or_default(),
        professions: fields.optional("professions", professions).unwrap_or_default(),
    }
}

/// As they are typed on the screen: in one line, between commas.
fn professions(value: &Value) -> Result<Vec<String>, FieldProblem> {
    let listed = value.as_array().ok_or(FieldProblem::Malformed)?;
    let read = |one: &Value| {
        let name = plain_line(
            one.as_str().ok_or(FieldProblem::Malformed)?,
            PROFESSIONS_CHARS_MAX,
        )?;
        if let Some(mark) = name.chars().find(|c| matches!(c, ',' | ';')) {
            return Err(FieldProblem::Character(mark));
        }
        (!name.is_empty()).then_some(name).ok_or(FieldProblem::Missing)
    };
    let names = listed.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let max = PROFESSIONS_CHARS_MAX;
    let is_long = names.len() > PROFESSIONS_MAX || names.join(", ").chars().count() > max;
    if is_long {
        return Err(FieldProblem::TooLong { max });
    }
    Ok(names)
}

/// Ceilings.
pub(super) fn limits(fields: &mut Fields) -> Limits {
    let ceiling = |value: &Value| count(value, 1, CEILING_MAX);
    Limits {
        max_future: fields.optional("max_future", ceiling),
        max_future_with: fields.optional("max_future_with", ceiling),
        min_days_between: fields.optional("min_days_between", |value| count(value, 1, VISIT_DAYS_MAX)),
        max_per_day: fields.optional("max_per_day", ceiling),
        max_per_contact: fields.optional("max_per_contact", ceiling),
    }
}

/// The visit that follows.
pub(super) fn series(fields: &mut Fields, set_up: &SetUp) -> Option<Series> {
    let next = fields.required("next", |value| care(value, set_up));
    let days = |value: &Value| count(value, 0, VISIT_DAYS_MAX);
    let (min_days, max_days) = (
        fields.required("min_days", days),
        fields.required("max_days", days),
    );
    if let (Some(min), Some(max)) = (min_days, max_days)
        && max < min
    {
        fields.refuse_saying("max_days", "setup-care-days-crossed");
    }
    let same_practitioner = fields.optional("same_practitioner", flag);
    let require_next = fields.optional("require_next", flag);
    Some(Series {
        next: next?,
        min_days: min_days?,
        max_days: max_days?,
        same_practitioner: same_practitioner.unwrap_or_default(),
        require_next: require_next.unwrap_or_default(),
    })
}

fn care(value: &Value, set_up: &SetUp) -> Result<CareTypeId, FieldProblem> {
    let id = CareTypeId(integer(value)?);
    let is_known = set_up.care_types.contains_key(&id);
    is_known.then_some(id).ok_or(FieldProblem::UnknownChoice)
}

/// A list of objects that may be left out, each read with its place.
fn listed<T>(
    fields: &mut Fields,
    name: &str,
    most: usize,
    mut read: impl FnMut(&mut Fields) -> Option<T>,
) -> Option<Vec<T>> {
    let objects: Vec<Map<String, Value>> = fields.optional(name, |value| {
        let list = value.as_array().ok_or(FieldProblem::Malformed)?;
        let all: Option<Vec<_>> = list.iter().map(|one| one.as_object().cloned()).collect();
        let all = all.ok_or(FieldProblem::Malformed)?;
        let (min, max) = (0, i64::try_from(most).unwrap_or(i64::MAX));
        (all.len() <= most)
            .then_some(all)
            .ok_or(FieldProblem::OutOfRange { min, max })
    })?;
    // Every mistake is told, also behind the first.
    let mut all = Vec::with_capacity(objects.len());
    for (n, object) in objects.into_iter().enumerate() {
        all.push(fields.inside(&format!("{name}/{n}"), object, &mut read));
    }
    all.into_iter().collect()
}

/// What patients are asked before they see free times.
pub(super) fn questions(fields: &mut Fields, set_up: &SetUp) -> Option<Vec<Question>> {
    let all = listed(fields, "questions", QUESTIONS_MAX, |inner| {
        question(inner, set_up)
    })?;
    if is_twice(all.iter().map(|question| question.text.as_str())) {
        fields.refuse("questions", FieldProblem::Taken);
    }
    Some(all)
}

fn question(fields: &mut Fields, set_up: &SetUp) -> Option<Question> {
    let text = line(fields, "text", QUESTION_CHARS_MAX, None);
    let answers = listed(fields, "answers", ANSWERS_MAX, |inner| answer(inner, set_up));
    if answers.as_ref().is_none_or(|all| all.len() < 2) {
        fields.refuse_saying("answers", "question-two-answers");
    }
    let answers = answers?;
    if is_twice(answers.iter().map(|answer| answer.text.as_str())) {
        fields.refuse("answers", FieldProblem::Taken);
    }
    Some(Question { text: text?, answers })
}

fn is_twice<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut known = std::collections::BTreeSet::new();
    let mut texts = texts;
    texts.any(|text| !known.insert(text))
}

fn answer(fields: &mut Fields, set_up: &SetUp) -> Option<Answer> {
    let words = line(fields, "text", ANSWER_CHARS_MAX, None);
    let then = fields.optional("then", text(|key: &str| Ok(key.to_owned())));
    let effect = match then.as_deref() {
        None | Some("go") => Some(Effect::Go),
        Some("approve") => Some(Effect::Approve),
        Some("stop") => line(fields, "say", QUESTION_CHARS_MAX, None).map(Effect::Stop),
        Some("redirect") => fields
            .required("care", |value| care(value, set_up))
            .map(Effect::Redirect),
        Some(_) => {
            fields.refuse("then", FieldProblem::UnknownChoice);
            None
        }
    };
    Some(Answer {
        text: words?,
        effect: effect?,
    })
}

/// When patients are reminded; an empty list is no reminder.
pub(super) fn reminders(fields: &mut Fields) -> Option<ReminderPlan> {
    listed(fields, "reminders", REMINDERS_MAX, reminder).map(ReminderPlan)
}

fn reminder(fields: &mut Fields) -> Option<Reminder> {
    let channel = fields.required(
        "channel",
        text(|key: &str| match key {
            "email" => Ok(ReminderChannel::Email),
            "sms" => Ok(ReminderChannel::Sms),
            "sms_or_email" => Ok(ReminderChannel::SmsOrEmail),
            _ => Err(FieldProblem::UnknownChoice),
        }),
    );
    let before = if fields.has("hours") {
        let hours = fields.required("hours", |value| count(value, 1, REMINDER_HOURS_MAX));
        hours.map(ReminderOffset::Hours)
    } else {
        let days = fields.required("days", |value| count(value, 1, REMINDER_DAYS_MAX));
        let at = fields.required("at", text(time));
        let at = at.filter(|at| is_loud(*at) || refuse_quiet(fields));
        days.zip(at).map(|(days, at)| ReminderOffset::Days(days, at))
    };
    Some(Reminder {
        channel: channel?,
        before: before?,
    })
}

/// Outside the quiet hours.
fn is_loud(at: DayTime) -> bool {
    let (from, to) = REMINDERS_AT;
    (from * 60..=to * 60).contains(&at.minutes())
}

fn refuse_quiet(fields: &mut Fields) -> bool {
    fields.refuse_saying("at", "reminder-quiet");
    false
}
