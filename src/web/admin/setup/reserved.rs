//! Windows that are reserved to some cares ("plages réservées"): lines of a form, each with its hours and boxes.

use super::field::{Field, Fields, Input, Section};
use super::hours;
use super::reader::Reader;
use super::{Context, weekday_choices};
use crate::domain::contact::FieldProblem;
use crate::domain::id::CareTypeId;
use crate::domain::schedule::Window;
use crate::web::extract::Form;

/// Lines in one form.
const LINES_MAX: usize = 14;
/// A title names so many cares.
const CARES_NAMED: usize = 3;
/// Longest text of hours.
pub(super) const HOURS_MAX: usize = 200;

/// Day of the week from 0, and a window of it.
type OnDay = (usize, Window);

fn field(line: usize, part: &str) -> String {
    format!("r{line}-{part}")
}

fn care_field(line: usize, care: CareTypeId) -> String {
    format!("r{line}-care:{care}")
}

/// Name of the box of a day, Monday is 1.
fn day_field(line: usize, day: usize) -> String {
    format!("r{line}-d:{day}")
}

/// One line: hours, the days from 0, the cares.
struct Line<'a> {
    hours: String,
    days: Vec<usize>,
    cares: &'a [CareTypeId],
}

/// Fills one line for all days that have the same hours for the same cares.
pub(super) fn fill<'a>(form: &mut Form, windows: impl Iterator<Item = (usize, &'a Window)>) {
    for (n, line) in (1..=LINES_MAX).zip(lines(windows)) {
        form.set(field(n, "hours"), line.hours);
        for day in line.days {
            form.set(day_field(n, day + 1), "1");
        }
        for care in line.cares {
            form.set(care_field(n, *care), "1");
        }
    }
}

fn lines<'a>(windows: impl Iterator<Item = (usize, &'a Window)>) -> Vec<Line<'a>> {
    let mut of_day: Vec<(usize, &[CareTypeId], Vec<&Window>)> = Vec::new();
    for (day, window) in windows {
        let Some(cares) = window.cares() else { continue };
        match of_day.iter_mut().find(|(d, c, _)| *d == day && *c == cares) {
            Some((.., list)) => list.push(window),
            None => of_day.push((day, cares, vec![window])),
        }
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (day, cares, list) in of_day {
        let hours = hours::written(list);
        match lines.iter_mut().find(|l| l.hours == hours && l.cares == cares) {
            Some(line) => line.days.push(day),
            None => lines.push(Line {
                hours,
                days: vec![day],
                cares,
            }),
        }
    }
    lines
}

fn is_filled(form: &Form, line: usize) -> bool {
    let boxes = [format!("r{line}-care:"), format!("r{line}-d:")];
    let is_box = |name: &str| boxes.iter().any(|prefix| name.starts_with(prefix.as_str()));
    let mut ticked = form.fields().filter(|(_, value)| !value.is_empty());
    form.is_ticked(&field(line, "hours")) || ticked.any(|(name, _)| is_box(name))
}

/// Whether some line is about this day, Monday is 1.
pub(super) fn concerns(form: &Form, day: usize) -> bool {
    (1..=LINES_MAX).any(|n| form.is_ticked(&day_field(n, day)))
}

/// A fold for each line that is filled, and one more.
pub(super) fn sections(f: Fields<'_>, has_days: bool) -> Vec<Section> {
    let heading = f.text("setup-reserved");
    if f.ctx.set_up.care_types.is_empty() {
        let note = vec![f.field("reserved", "setup-reserved-none", Input::Note)];
        return vec![Section::new(heading, note).told_by_title()];
    }
    let filled = (1..=LINES_MAX)
        .filter(|n| is_filled(f.form, *n))
        .max()
        .unwrap_or(0);
    let written = (1..=filled).map(|n| {
        let fields = line(f, n, has_days);
        Section::new(title(f, &fields), fields).told_by_title()
    });
    let more = (filled < LINES_MAX).then(|| {
        let fields = line(f, filled + 1, has_days);
        Section::new(heading, fields)
            .led(f.text("setup-reserved-lead"))
            .told_by_title()
    });
    written.chain(more).collect()
}

/// « Plage réservée : 11:00-12:00 · mardi, jeudi · Urgence »; many cares are counted.
fn title(f: Fields<'_>, fields: &[Field]) -> String {
    let answers = fields.iter().map(|field| match &field.input {
        Input::Ticks(boxes) if field.name.ends_with("-cares") => {
            let chosen = boxes.iter().filter(|one| one.is_chosen).count();
            if chosen > CARES_NAMED {
                f.ctx.t.with("setup-reserved-count", &[("count", chosen.into())])
            } else {
                field.answer()
            }
        }
        _ => field.answer(),
    });
    let told: Vec<String> = answers.filter(|answer| !answer.is_empty()).collect();
    let told = told.join(" · ");
    f.ctx.t.with("setup-reserved-one", &[("told", told.into())])
}

fn line(f: Fields<'_>, n: usize, has_days: bool) -> Vec<Field> {
    let hours = f
        .field(field(n, "hours"), "setup-reserved-hours", Input::Line(HOURS_MAX))
        .placeholder(f.text("setup-hours-example"));
    let cares = f.ctx.set_up.care_types.values();
    let cares = cares.filter(|care| !care.is_archived || f.form.is_ticked(&care_field(n, care.id)));
    let boxes = cares.map(|care| (care_field(n, care.id), care.name.clone()));
    let cares = f.ticks(&field(n, "cares"), "setup-reserved-cares", boxes);
    let days = weekday_choices(f.ctx).into_iter().zip(1..);
    let days = days.map(|((_, name), day)| (day_field(n, day), name));
    let day = has_days.then(|| f.ticks(&field(n, "days"), "setup-reserved-day", days));
    std::iter::once(hours.wide()).chain(day).chain([cares]).collect()
}

/// Reads the lines.
pub(super) fn read(r: &mut Reader<'_>, ctx: &Context, has_days: bool) -> Vec<OnDay> {
    let mut windows = Vec::new();
    for n in (1..=LINES_MAX).filter(|n| is_filled(r.form, *n)) {
        let days = read_days(r, n, has_days);
        let known = ctx.set_up.care_types.keys().copied();
        let cares: Vec<_> = known.filter(|id| r.form.is_ticked(&care_field(n, *id))).collect();
        if cares.is_empty() {
            r.refuse(&field(n, "cares"), FieldProblem::Missing);
        }
        let name = field(n, "hours");
        if r.form.get(&name).is_empty() {
            r.refuse(&name, FieldProblem::Missing);
        }
        let list = hours::read(r, &name, Some(&cares));
        for day in days {
            windows.extend(list.iter().cloned().map(|w| (day, w)));
        }
    }
    windows
}

/// The days of a line from 0; a form of a single day has only one.
fn read_days(r: &mut Reader<'_>, n: usize, has_days: bool) -> Vec<usize> {
    if !has_days {
        return vec![0];
    }
    let days: Vec<usize> = (0..7)
        .filter(|day| r.form.is_ticked(&day_field(n, day + 1)))
        .collect();
    if days.is_empty() {
        r.refuse(&field(n, "days"), FieldProblem::Missing);
    }
    days
}
