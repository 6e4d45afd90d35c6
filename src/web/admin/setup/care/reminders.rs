//! When patients are reminded: the plan of a care type, a line each (booking-rules §11).

use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use crate::domain::bounds::{
    REMINDER_DAYS_MAX as DAYS_MAX, REMINDER_HOURS_MAX as HOURS_MAX, REMINDERS_AT as QUIET,
};
use crate::domain::contact::FieldProblem;
use crate::domain::reminder::{REMINDERS_MAX, Reminder, ReminderChannel, ReminderOffset, ReminderPlan};
use crate::domain::time::DayTime;
use crate::web::extract::Form;

/// Channels as chosen in the form; empty is no reminder.
const CHANNELS: [(&str, ReminderChannel); 3] = [
    ("email", ReminderChannel::Email),
    ("sms", ReminderChannel::Sms),
    ("sms_or_email", ReminderChannel::SmsOrEmail),
];

fn field(n: usize, part: &str) -> String {
    format!("m{n}-{part}")
}

pub(super) fn fill(form: &mut Form, plan: &ReminderPlan) {
    for (n, reminder) in (1..).zip(&plan.0) {
        let channel = CHANNELS.iter().find(|(_, c)| *c == reminder.channel);
        form.set(field(n, "channel"), channel.map_or("", |(key, _)| *key));
        let (count, unit, hour) = match reminder.before {
            ReminderOffset::Days(days, at) => (days, "d", at.to_string()),
            ReminderOffset::Hours(hours) => (hours, "h", String::new()),
        };
        form.set(field(n, "before"), count.to_string());
        form.set(field(n, "before_unit"), unit);
        form.set(field(n, "at"), hour);
    }
}

pub(super) fn section(f: Fields<'_>) -> Section {
    Section::new(f.text("reminders"), lines(f)).led(f.text("reminders-lead"))
}

pub(super) fn lines(f: Fields<'_>) -> Vec<Field> {
    (1..=REMINDERS_MAX).flat_map(|n| line(f, n)).collect()
}

fn line(f: Fields<'_>, n: usize) -> [Field; 3] {
    let numbered = |key: &str| f.ctx.t.with(key, &[("number", n.into())]);
    let none = (String::new(), f.text("reminder-none"));
    let channels = CHANNELS.map(|(key, _)| (key.to_owned(), f.text(&format!("reminder-{key}"))));
    let units = [
        ("d".to_owned(), f.text("setup-unit-days")),
        ("h".to_owned(), f.text("setup-unit-hours")),
    ];
    let units = f.choices(&field(n, "before_unit"), units);
    [
        f.select(
            &field(n, "channel"),
            "reminder-channel",
            std::iter::once(none).chain(channels),
        )
        .labelled(numbered("reminder-channel")),
        f.field(field(n, "before"), "reminder-before", Input::Length(units))
            .labelled(numbered("reminder-before")),
        f.field(field(n, "at"), "reminder-at", Input::Line(10))
            .labelled(numbered("reminder-at"))
            .placeholder(f.text("setup-hour-example"))
            .hint(f.text("reminder-at-hint")),
    ]
}

pub(super) fn read(r: &mut Reader<'_>) -> ReminderPlan {
    let mut plan = Vec::new();
    for n in 1..=REMINDERS_MAX {
        if r.form.get(&field(n, "channel")).is_empty() {
            continue;
        }
        let channel = r.chosen(&field(n, "channel"), |key| {
            CHANNELS.iter().find(|(known, _)| *known == key).map(|(_, c)| *c)
        });
        let before = if r.form.get(&field(n, "before_unit")) == "h" {
            ReminderOffset::Hours(r.needed_number(&field(n, "before"), 1, HOURS_MAX))
        } else {
            let days = r.needed_number(&field(n, "before"), 1, DAYS_MAX);
            ReminderOffset::Days(days, hour(r, &field(n, "at")))
        };
        if let Some(channel) = channel {
            plan.push(Reminder { channel, before });
        }
    }
    ReminderPlan(plan)
}

/// An hour outside the quiet ones; refused otherwise.
fn hour(r: &mut Reader<'_>, name: &str) -> DayTime {
    if r.form.get(name).is_empty() {
        r.refuse(name, FieldProblem::Missing);
    }
    let at = r.hour(name).unwrap_or(DayTime::START);
    let (from, to) = QUIET;
    let is_loud = (from * 60..=to * 60).contains(&at.minutes());
    if !is_loud && r.hour(name).is_some() {
        let text = r.t.text("reminder-quiet").into_owned();
        r.refuse_saying(name, text);
    }
    at
}
