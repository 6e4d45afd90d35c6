//! Windows that are reserved to some cares ("plages réservées"): lines of a form, each with its hours and boxes.

use super::field::{Field, Fields, Input};
use super::hours;
use super::reader::Reader;
use super::{Context, weekday_choices};
use crate::domain::contact::FieldProblem;
use crate::domain::id::CareTypeId;
use crate::domain::schedule::Window;
use crate::web::extract::Form;

/// Lines in one form.
const LINES_MAX: usize = 14;
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

/// Fills one line for all windows of a day that are reserved to the same cares.
pub(super) fn fill<'a>(form: &mut Form, windows: impl Iterator<Item = (usize, &'a Window)>) {
    let mut lines: Vec<(usize, &[CareTypeId], Vec<&Window>)> = Vec::new();
    for (day, window) in windows {
        let Some(cares) = window.cares() else { continue };
        match lines.iter_mut().find(|(d, c, _)| *d == day && *c == cares) {
            Some((.., list)) => list.push(window),
            None => lines.push((day, cares, vec![window])),
        }
    }
    for (n, (day, cares, list)) in (1..=LINES_MAX).zip(lines) {
        form.set(field(n, "day"), (day + 1).to_string());
        form.set(field(n, "hours"), hours::written(list));
        for care in cares {
            form.set(care_field(n, *care), "1");
        }
    }
}

fn is_filled(form: &Form, line: usize) -> bool {
    let prefix = format!("r{line}-care:");
    form.is_ticked(&field(line, "hours")) || form.fields().any(|(name, _)| name.starts_with(&prefix))
}

/// The lines that are filled and one more.
pub(super) fn fields(f: Fields<'_>, has_days: bool) -> Vec<Field> {
    if f.ctx.set_up.care_types.is_empty() {
        return vec![f.field("reserved", "setup-reserved-none", Input::Note)];
    }
    let filled = (1..=LINES_MAX)
        .filter(|n| is_filled(f.form, *n))
        .max()
        .unwrap_or(0);
    let lines = 1..=(filled + 1).min(LINES_MAX);
    lines.flat_map(|n| line(f, n, has_days)).collect()
}

fn line(f: Fields<'_>, n: usize, has_days: bool) -> Vec<Field> {
    let hours = f
        .field(field(n, "hours"), "setup-reserved-hours", Input::Line(HOURS_MAX))
        .placeholder(f.text("setup-hours-example"));
    let cares = f.ctx.set_up.care_types.values();
    let cares = cares.filter(|care| !care.is_archived || f.form.is_ticked(&care_field(n, care.id)));
    let boxes = cares.map(|care| (care_field(n, care.id), care.name.clone()));
    let cares = f.ticks(&field(n, "cares"), "setup-reserved-cares", boxes);
    let day = f.select(&field(n, "day"), "setup-reserved-day", weekday_choices(f.ctx));
    let day = has_days.then_some(day);
    day.into_iter().chain([hours, cares]).collect()
}

/// Reads the lines.
pub(super) fn read(r: &mut Reader<'_>, ctx: &Context, has_days: bool) -> Vec<OnDay> {
    let mut windows = Vec::new();
    for n in (1..=LINES_MAX).filter(|n| is_filled(r.form, *n)) {
        let day = if has_days {
            r.chosen(&field(n, "day"), |day| {
                day.parse().ok().filter(|d| (1..=7).contains(d))
            })
        } else {
            Some(1_usize)
        };
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
        windows.extend(list.into_iter().map(|w| (day.unwrap_or(1) - 1, w)));
    }
    windows
}
