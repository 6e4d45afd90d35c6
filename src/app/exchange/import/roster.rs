//! Practitioners and care types by the names that files use.

use std::collections::HashMap;

use super::unreadable::Reason;
use crate::domain::agenda::SetUp;
use crate::domain::contact::{FieldProblem, folded};
use crate::domain::id::{CareTypeId, PractitionerId};

/// Words before a name that files add or leave out.
const TITLES: [&str; 9] = [
    "dr",
    "docteur",
    "pr",
    "professeur",
    "m",
    "mr",
    "mme",
    "monsieur",
    "madame",
];
/// Characters of an unknown name that are repeated.
const NAME_MAX_CHARS: usize = 60;

/// See the module. Archived ones are found too: the past is theirs.
#[derive(Debug, Default)]
pub(super) struct Roster {
    practitioners: HashMap<String, Vec<PractitionerId>>,
    cares: HashMap<String, Vec<CareTypeId>>,
}

impl Roster {
    pub(super) fn of(set_up: &SetUp) -> Self {
        let mut roster = Self::default();
        for (id, practitioner) in &set_up.practitioners {
            roster.add_practitioner(&practitioner.name, *id);
        }
        for (id, care) in &set_up.care_types {
            roster.add_care(&care.name, *id);
        }
        roster
    }

    pub(super) fn add_practitioner(&mut self, name: &str, id: PractitionerId) {
        self.practitioners.entry(person_key(name)).or_default().push(id);
    }

    pub(super) fn add_care(&mut self, name: &str, id: CareTypeId) {
        self.cares.entry(folded(name)).or_default().push(id);
    }

    /// Whoever has the name, title and order of the words aside; without a name the only one there is.
    pub(super) fn practitioner(&self, name: &str) -> Result<PractitionerId, Reason> {
        one(&self.practitioners, &person_key(name), "practitioner", name)
    }

    /// The care of the name; without a name the only one there is.
    pub(super) fn care(&self, name: &str) -> Result<CareTypeId, Reason> {
        one(&self.cares, &folded(name), "care", name)
    }
}

fn one<T: Copy>(
    all: &HashMap<String, Vec<T>>,
    key: &str,
    column: &'static str,
    name: &str,
) -> Result<T, Reason> {
    if name.trim().is_empty() {
        let mut every = all.values().flatten();
        return match (every.next(), every.next()) {
            (Some(only), None) => Ok(*only),
            _ => Err(Reason::field(column)(FieldProblem::Missing)),
        };
    }
    match all.get(key).map(Vec::as_slice) {
        Some([only]) => Ok(*only),
        Some([_, _, ..]) => Err(Reason::Ambiguous),
        _ => Err(Reason::Unknown {
            column,
            name: name
                .chars()
                .filter(|c| !c.is_control())
                .take(NAME_MAX_CHARS)
                .collect(),
        }),
    }
}

/// `Dr Hélène d'Aubigné` and `D'AUBIGNÉ Hélène` are the same person.
fn person_key(name: &str) -> String {
    let folded = folded(name);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !TITLES.contains(word)).collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_order_and_accents_are_set_aside_and_homonyms_are_not_guessed() {
        let mut roster = Roster::default();
        roster.add_practitioner("Hélène d'Aubigné", PractitionerId(1));
        assert_eq!(roster.practitioner("Dr D'AUBIGNE Hélène"), Ok(PractitionerId(1)));
        assert_eq!(roster.practitioner(""), Ok(PractitionerId(1)));
        assert!(roster.practitioner("Dr Inconnu").is_err());
        roster.add_practitioner("Dr Hélène d'Aubigné", PractitionerId(2));
        assert_eq!(roster.practitioner("Hélène d'Aubigné"), Err(Reason::Ambiguous));
        assert!(roster.practitioner("").is_err() && roster.care("").is_err());
    }
}
