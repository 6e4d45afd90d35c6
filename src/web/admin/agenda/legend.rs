//! Which colour is which care: of what is shown.

use std::collections::BTreeSet;

use super::item::tone;
use crate::domain::agenda::SetUp;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::store::DayRow;
use crate::web::view::Tone;

/// A care and the class of its colour.
pub(super) struct Swatch {
    pub(super) tone: String,
    pub(super) name: String,
}

/// The cares of the appointments shown, in order of number; a practitioner's own colour is named with the practitioner.
pub(super) fn legend(set_up: &SetUp, rows: &[DayRow], people: &[PractitionerId]) -> Vec<Swatch> {
    let shown = rows.iter().filter(|row| people.contains(&row.practitioner));
    let tones: BTreeSet<Tone> = shown
        .map(|row| tone(set_up, row.care, row.practitioner))
        .collect();
    let swatch = |tone: &Tone| {
        let care = set_up.care_types.get(&CareTypeId(tone.care))?;
        let with = tone.practitioner.map(PractitionerId);
        let with = with.and_then(|id| set_up.practitioners.get(&id));
        Some(Swatch {
            tone: format!("t{tone}"),
            name: match with {
                None => care.name.clone(),
                Some(with) => format!("{} – {}", care.name, with.name),
            },
        })
    };
    tones.iter().filter_map(swatch).collect()
}
