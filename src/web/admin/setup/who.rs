//! Everybody, or some practitioners only.

use super::Context;
use super::field::{Field, Fields};
use super::reader::Reader;
use crate::domain::contact::FieldProblem;
use crate::domain::id::PractitionerId;
use crate::web::extract::Form;

fn field(id: PractitionerId) -> String {
    format!("p:{id}")
}

/// Fills the fields; `None` is everybody.
pub(super) fn fill(form: &mut Form, only: Option<&[PractitionerId]>) {
    form.set("who", if only.is_some() { "some" } else { "all" });
    for id in only.into_iter().flatten() {
        form.set(field(*id), "1");
    }
}

/// The choice and the boxes.
pub(super) fn fields(f: Fields<'_>) -> Vec<Field> {
    let choices = [
        ("all".to_owned(), f.text("setup-who-all")),
        ("some".to_owned(), f.text("setup-who-some")),
    ];
    // Somebody who left stays ticked where they were.
    let shown = f.ctx.set_up.practitioners.values();
    let shown = shown.filter(|p| !p.is_archived || f.form.is_ticked(&field(p.id)));
    let boxes = shown.map(|p| (field(p.id), p.name.clone()));
    vec![
        f.select("who", "setup-who", choices),
        f.ticks("who_some", "setup-who-names", boxes),
    ]
}

/// Reads them; `None` is everybody.
pub(super) fn read(r: &mut Reader<'_>, ctx: &Context) -> Option<Vec<PractitionerId>> {
    let is_some = r.chosen("who", |key| match key {
        "all" => Some(false),
        "some" => Some(true),
        _ => None,
    })?;
    if !is_some {
        return None;
    }
    let known = ctx.set_up.practitioners.keys().copied();
    let ticked: Vec<_> = known.filter(|id| r.form.is_ticked(&field(*id))).collect();
    if ticked.is_empty() {
        r.refuse("who_some", FieldProblem::Missing);
    }
    Some(ticked)
}
