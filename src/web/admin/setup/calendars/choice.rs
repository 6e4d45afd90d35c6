//! The fields of what a link says and does, in a search and on its page.

use super::super::field::{Field, Fields, Input, Section};
use super::super::reader::Reader;
use super::Context;
use crate::domain::calendar::{LinkKind, LinkOptions, Privacy};
use crate::web::extract::Form;

/// A week: no calendar reminds earlier.
const REMINDER_MINUTES_MAX: u16 = 7 * 24 * 60;

/// Name, label and hint of each switch.
const SWITCHES: [(&str, &str, &str); 5] = [
    (
        "ignores_all_day",
        "calendars-ignores-all-day",
        "calendars-ignores-all-day-hint",
    ),
    (
        "asks_before_moving",
        "calendars-asks-before-moving",
        "calendars-asks-before-moving-hint",
    ),
    (
        "deleting_cancels",
        "calendars-deleting-cancels",
        "calendars-deleting-cancels-hint",
    ),
    (
        "keeps_cancelled",
        "calendars-keeps-cancelled",
        "calendars-keeps-cancelled-hint",
    ),
    ("writes_utc", "calendars-writes-utc", "calendars-writes-utc-hint"),
];

/// What an appointment says there, each level with an example.
pub(super) fn privacy_field(f: Fields<'_>) -> Field {
    let levels = Privacy::ALL.map(|privacy| {
        let level = privacy.level();
        (level.to_string(), f.text(&format!("calendars-privacy-{level}")))
    });
    let choices = f.choices("privacy", levels);
    f.field("privacy", "calendars-privacy", Input::Radios(choices))
        .hint(f.text("calendars-privacy-hint"))
        .wide()
}

/// The other choices, folded; of a calendar that is only read there is one.
pub(super) fn options_section(f: Fields<'_>, kind: Option<LinkKind>) -> Section {
    let is_written = kind.is_none_or(|kind| kind == LinkKind::Written);
    let shown = SWITCHES.iter().take(if is_written { SWITCHES.len() } else { 1 });
    let tick = |(name, label, hint): &(&str, &str, &str)| {
        f.field(*name, label, Input::Tick).hint(f.text(hint)).wide()
    };
    let mut fields: Vec<Field> = shown.map(tick).collect();
    if is_written {
        let reminder = f.field("reminds", "calendars-reminds", Input::Number);
        fields.push(reminder.hint(f.text("calendars-reminds-hint")).wide());
    }
    Section::new(f.text("calendars-options"), fields).told_by_title()
}

/// Fills the fields.
pub(super) fn set(form: &mut Form, privacy: Privacy, options: LinkOptions) {
    form.set("privacy", privacy.level().to_string());
    let switches = [
        options.ignores_all_day,
        options.asks_before_moving,
        options.deleting_cancels,
        options.keeps_cancelled,
        options.writes_utc,
    ];
    for ((name, ..), is_on) in SWITCHES.iter().zip(switches) {
        form.set(*name, if is_on { "1" } else { "" });
    }
    let reminds = options.reminds_minutes;
    form.set(
        "reminds",
        reminds.map_or_else(String::new, |minutes| minutes.to_string()),
    );
}

/// Reads them. A calendar that is only read says nothing of patients, and is not asked about it: `usual` stays.
pub(super) fn read(r: &mut Reader<'_>, usual: Privacy, allows_clear: bool) -> (Privacy, LinkOptions) {
    let level = |key: &str| {
        let level: u8 = key.parse().ok()?;
        Privacy::ALL.into_iter().find(|privacy| privacy.level() == level)
    };
    let privacy = if r.form.has("privacy") {
        r.chosen("privacy", level).unwrap_or(usual)
    } else {
        usual
    };
    let is_on = |name: &str| r.form.is_ticked(name);
    let options = LinkOptions {
        ignores_all_day: is_on("ignores_all_day"),
        asks_before_moving: is_on("asks_before_moving"),
        deleting_cancels: is_on("deleting_cancels"),
        keeps_cancelled: is_on("keeps_cancelled"),
        writes_utc: is_on("writes_utc"),
        reminds_minutes: r.number("reminds", 0, REMINDER_MINUTES_MAX),
        allows_clear,
    };
    (privacy, options)
}

/// How a calendar may be used by a practitioner; one that is written is proposed while there is none.
pub(super) fn kind_field(f: Fields<'_>) -> Field {
    let kinds = [
        (
            LinkKind::Written.key().to_owned(),
            f.text("calendars-use-written"),
        ),
        (LinkKind::Read.key().to_owned(), f.text("calendars-use-read")),
    ];
    let choices = f.choices("kind", kinds);
    f.field("kind", "calendars-use", Input::Radios(choices))
        .hint(f.text("calendars-use-hint"))
        .wide()
}

/// Whether a practitioner's appointments are written somewhere.
pub(super) async fn is_written(
    ctx: &Context,
    practitioner: crate::domain::id::PractitionerId,
) -> Result<bool, crate::store::Fault> {
    let links = ctx.web.app.calendar_links().await?;
    let is_it = |link: &crate::store::CalendarLink| {
        link.practitioner == practitioner && link.kind == LinkKind::Written
    };
    Ok(links.iter().any(is_it))
}
