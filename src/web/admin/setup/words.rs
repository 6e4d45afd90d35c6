//! Changes, spans and weeks in words.

use chrono::{Days, NaiveTime};

use super::Context;
use crate::domain::agenda::{Edit, Noun};
use crate::domain::id::PractitionerId;
use crate::domain::schedule::{Absence, ScheduleException, WeeklySchedule, Weeks, Window};
use crate::domain::time::{DayTime, Interval};

/// A practitioner, or the whole practice.
pub(super) fn who(ctx: &Context, practitioner: Option<PractitionerId>) -> String {
    practitioner.map_or_else(|| ctx.text("setup-whole-practice"), |id| ctx.name_of(id))
}

/// Days, or days with hours.
pub(super) fn span(ctx: &Context, span: Interval) -> String {
    let zone = ctx.set_up.practice.zone;
    let (start, end) = (zone.wall(span.start).reading, zone.wall(span.end).reading);
    let is_whole = start.time() == NaiveTime::MIN && end.time() == NaiveTime::MIN;
    let t = ctx.t;
    if is_whole {
        let last = end.date().checked_sub_days(Days::new(1)).unwrap_or(end.date());
        return dates(ctx, start.date(), last);
    }
    if start.date() == end.date() {
        let arguments = [
            ("date", t.date(start.date()).into()),
            ("from", t.hour(start.time()).into()),
            ("to", t.hour(end.time()).into()),
        ];
        return t.with("setup-span-day", &arguments);
    }
    let (from, to) = (t.moment(zone, span.start), t.moment(zone, span.end));
    t.with("setup-span-range", &[("from", from.into()), ("to", to.into())])
}

/// One date, or the first and the last.
pub(super) fn dates(ctx: &Context, first: chrono::NaiveDate, last: chrono::NaiveDate) -> String {
    let t = ctx.t;
    if first == last {
        return t.date(first);
    }
    t.with(
        "setup-span-range",
        &[("from", t.date(first).into()), ("to", t.date(last).into())],
    )
}

/// An hour of the day, 24:00 included.
fn hour(ctx: &Context, at: DayTime) -> String {
    at.time()
        .map_or_else(|| ctx.text("setup-midnight"), |time| ctx.t.hour(time))
}

/// The hours of a day; reserved ones are marked.
pub(super) fn windows(ctx: &Context, windows: &[Window]) -> String {
    if windows.is_empty() {
        return ctx.text("setup-closed");
    }
    let one = |window: &Window| {
        let mark = if window.cares().is_some() { " *" } else { "" };
        format!("{}–{}{mark}", hour(ctx, window.start()), hour(ctx, window.end()))
    };
    windows.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Something, and what is said of it.
pub(super) fn pair(ctx: &Context, what: String, value: String) -> String {
    ctx.t
        .with("setup-pair", &[("what", what.into()), ("value", value.into())])
}

/// The week of a schedule, days with the same hours together.
pub(super) fn week(ctx: &Context, hours: &WeeklySchedule) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (n, list) in (1..).zip(&hours.days) {
        if list.is_empty() {
            continue;
        }
        let (day, text) = (ctx.text(&format!("weekday-{n}")), windows(ctx, list));
        match groups.iter_mut().find(|(other, _)| *other == text) {
            Some((_, days)) => days.push(day),
            None => groups.push((text, vec![day])),
        }
    }
    let parts = groups
        .into_iter()
        .map(|(text, days)| pair(ctx, days.join(", "), text));
    parts.collect::<Vec<_>>().join(" ; ")
}

/// In which weeks and between which dates, empty for always.
pub(super) fn when(ctx: &Context, hours: &WeeklySchedule) -> String {
    let t = ctx.t;
    let weeks = match hours.weeks {
        Weeks::All => None,
        Weeks::Odd => Some(ctx.text("setup-weeks-odd")),
        Weeks::Even => Some(ctx.text("setup-weeks-even")),
        Weeks::Every { n, anchor } => {
            let arguments = [("n", n.into()), ("anchor", t.date_plain(anchor).into())];
            Some(t.with("setup-when-every", &arguments))
        }
    };
    let from = hours
        .valid_from
        .map(|date| t.with("setup-when-from", &[("date", t.date_plain(date).into())]));
    let to = hours
        .valid_to
        .map(|date| t.with("setup-when-to", &[("date", t.date_plain(date).into())]));
    let all = [weeks, from, to];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What an edit changes.
pub(super) fn edit(ctx: &Context, edit: &Edit) -> String {
    let named = |key: &str, name: &str| ctx.t.with(key, &[("name", name.into())]);
    let archived = |is_archived: bool, name: &str| {
        let key = if is_archived {
            "setup-edit-archive"
        } else {
            "setup-edit-thing"
        };
        named(key, name)
    };
    match edit {
        Edit::Practice(_) => ctx.text("setup-practice"),
        Edit::Holidays(_) => ctx.text("setup-holidays"),
        Edit::Practitioner(p) => archived(p.is_archived, &p.name),
        Edit::CareType(care) => archived(care.is_archived, &care.name),
        Edit::Resource(unit) => archived(unit.is_archived, &unit.name),
        Edit::Schedule(hours) => named("setup-edit-schedule", &ctx.name_of(hours.practitioner)),
        Edit::Exception(e) => exception(ctx, e),
        Edit::Absence(a) => absence(ctx, a),
        Edit::DropSchedule(_) | Edit::DropException(_) | Edit::DropAbsence(_) => {
            let gone = ctx.set_up.present(edit.noun());
            gone.map_or_else(|| ctx.text("setup-edit-drop"), |gone| drop(ctx, &gone))
        }
    }
}

fn exception(ctx: &Context, exception: &ScheduleException) -> String {
    let arguments = [
        ("name", ctx.name_of(exception.practitioner).into()),
        ("when", dates(ctx, exception.from, exception.to).into()),
        ("hours", windows(ctx, &exception.windows).into()),
    ];
    ctx.t.with("setup-edit-exception", &arguments)
}

fn absence(ctx: &Context, absence: &Absence) -> String {
    let arguments = [
        ("name", who(ctx, absence.practitioner).into()),
        ("when", span(ctx, absence.interval).into()),
    ];
    ctx.t.with("setup-edit-absence", &arguments)
}

fn drop(ctx: &Context, gone: &Edit) -> String {
    let what = edit(ctx, gone);
    ctx.t.with("setup-edit-dropped", &[("what", what.into())])
}

/// Where the noun is edited.
pub(super) fn place(noun: Noun) -> String {
    match noun {
        Noun::Practice => "/admin/setup/practice".to_owned(),
        Noun::Holidays => "/admin/setup/holidays".to_owned(),
        Noun::Practitioner(id) => format!("/admin/setup/practitioners/{id}"),
        Noun::CareType(id) => format!("/admin/setup/care-types/{id}"),
        Noun::Resource(id) => format!("/admin/setup/resources/{id}"),
        Noun::Schedule(id) => format!("/admin/setup/schedules/{id}"),
        Noun::Exception(id) => format!("/admin/setup/exceptions/{id}"),
        Noun::Absence(id) => format!("/admin/setup/absences/{id}"),
    }
}
