//! Which colour is which care: of what is shown.

use std::collections::BTreeSet;

use crate::domain::agenda::SetUp;
use crate::domain::id::{CareTypeId, PractitionerId};
use crate::store::DayRow;

/// A care and the class of its colour.
pub(super) struct Swatch {
    pub(super) tone: String,
    pub(super) name: String,
}

/// The cares of the appointments shown, in order of number.
pub(super) fn legend(set_up: &SetUp, rows: &[DayRow], people: &[PractitionerId]) -> Vec<Swatch> {
    let shown = rows.iter().filter(|row| people.contains(&row.practitioner));
    let cares: BTreeSet<CareTypeId> = shown.map(|row| row.care).collect();
    let known = cares.iter().filter_map(|id| set_up.care_types.get(id));
    known
        .map(|care| Swatch {
            tone: format!("t{}", care.id),
            name: care.name.clone(),
        })
        .collect()
}
