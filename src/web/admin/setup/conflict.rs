//! Two people edit the same thing: what the other one changed, beside what was typed.

use super::editor::FRAME;
use super::field::Section;
use crate::web::admin::path::encoded;
use crate::web::extract::Form;

/// A field that somebody else changed meanwhile.
#[derive(Clone)]
pub(super) struct Difference {
    pub(super) label: String,
    pub(super) was: String,
    pub(super) now: String,
    pub(super) typed: String,
}

/// The fields of a form in one text, for a hidden field: what its reader saw.
pub(super) fn packed(form: &Form) -> String {
    let own = form.fields().filter(|(name, _)| !FRAME.contains(name));
    let pairs = own.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// The fields whose written value is no longer the one that was shown.
pub(super) fn differences(was: &[Section], now: &[Section], typed: &[Section]) -> Vec<Difference> {
    let answers = |sections: &[Section]| -> Vec<(String, String, String)> {
        let fields = sections.iter().flat_map(|section| &section.fields);
        let asked = fields.filter(|field| !field.names().is_empty());
        asked
            .map(|f| (f.name.clone(), f.label.clone(), f.answer()))
            .collect()
    };
    let (was, typed) = (answers(was), answers(typed));
    let of = |all: &[(String, String, String)], name: &str| {
        let found = all.iter().find(|(other, ..)| other == name);
        found.map_or_else(String::new, |(.., answer)| answer.clone())
    };
    let changed = answers(now).into_iter().filter_map(|(name, label, now)| {
        let before = of(&was, &name);
        (before != now).then(|| Difference {
            label,
            was: before,
            now,
            typed: of(&typed, &name),
        })
    });
    changed.collect()
}
