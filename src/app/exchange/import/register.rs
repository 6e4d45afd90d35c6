//! Patients of the practice and of a file, matched: who is new, who is known, who lacks something that the file has.

use std::collections::HashMap;

use super::draft::PatientDraft;
use super::unreadable::Reason;
use crate::domain::contact::folded;
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};

/// One person.
#[derive(Debug)]
pub(super) struct Entry {
    /// As it is to be; number 0 until it is written.
    pub(super) patient: Patient,
    /// As the practice had it; `None` for somebody new.
    pub(super) known: Option<Patient>,
    /// First line that named this person; 0 before any did.
    line: usize,
}

impl Entry {
    /// Has to be written.
    pub(super) fn is_changed(&self) -> bool {
        self.known.as_ref() != Some(&self.patient)
    }

    /// Some line named this person.
    pub(super) fn is_named(&self) -> bool {
        self.line > 0
    }
}

/// Where somebody stands in the register.
pub(super) type Place = usize;

/// See the module.
#[derive(Debug)]
pub(super) struct Register {
    entries: Vec<Entry>,
    by_name: HashMap<(String, String), Vec<Place>>,
}

impl Register {
    pub(super) fn of(patients: Vec<Patient>) -> Self {
        let mut register = Self {
            entries: Vec::with_capacity(patients.len()),
            by_name: HashMap::with_capacity(patients.len()),
        };
        for patient in patients {
            register.add(Entry {
                known: Some(patient.clone()),
                patient,
                line: 0,
            });
        }
        register
    }

    /// Finds the person of a line or adds one; the line that named the same person before, if one did.
    pub(super) fn enter(&mut self, draft: &PatientDraft) -> Result<(Place, Option<usize>), Reason> {
        let homonyms = self.by_name.get(&name_key(draft)).map_or(&[][..], Vec::as_slice);
        let same: Vec<(Likeness, Place)> = homonyms
            .iter()
            .filter_map(|place| Some((likeness(&self.entries.get(*place)?.patient, draft)?, *place)))
            .collect();
        let best = same.iter().map(|(likeness, _)| *likeness).max();
        let mut fitting = same.iter().filter(|(likeness, _)| Some(*likeness) == best);
        match (fitting.next(), fitting.next()) {
            (None, _) => Ok((self.add(fresh(draft)), None)),
            (Some((_, place)), None) => Ok((*place, self.named_again(*place, draft))),
            (Some(_), Some(_)) => Err(Reason::Ambiguous),
        }
    }

    pub(super) fn entry(&self, place: Place) -> Option<&Entry> {
        self.entries.get(place)
    }

    pub(super) fn entries_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }

    fn add(&mut self, entry: Entry) -> Place {
        let place = self.entries.len();
        let names = (
            folded(entry.patient.family_name.as_str()),
            folded(entry.patient.given_name.as_str()),
        );
        self.by_name.entry(names).or_default().push(place);
        self.entries.push(entry);
        place
    }

    /// Takes over what was lacking. An edit of what is there is the staff's, never a file's.
    fn named_again(&mut self, place: Place, draft: &PatientDraft) -> Option<usize> {
        let entry = self.entries.get_mut(place)?;
        let patient = &mut entry.patient;
        patient.born = patient.born.or(draft.born);
        patient.phone = patient.phone.take().or_else(|| draft.phone.clone());
        patient.email = patient.email.take().or_else(|| draft.email.clone());
        if patient.note.is_empty() {
            patient.note.clone_from(&draft.note);
        }
        let before = Some(entry.line).filter(|line| *line > 0);
        entry.line = before.unwrap_or(draft.line);
        before
    }
}

/// How sure it is that two homonyms are one person; most last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// Nothing contradicts it: a birth date is missing on one side.
    Possible,
    /// Same birth date, or a contact in common.
    Sure,
}

/// `None`: somebody else. A homonym with other contacts and no birth date in common stays somebody else.
fn likeness(known: &Patient, draft: &PatientDraft) -> Option<Likeness> {
    let is_shared = (known.phone.is_some() && known.phone == draft.phone)
        || (known.email.is_some() && known.email == draft.email);
    let differs = (known.phone.is_some() && draft.phone.is_some() && known.phone != draft.phone)
        || (known.email.is_some() && draft.email.is_some() && known.email != draft.email);
    match (known.born, draft.born) {
        (Some(one), Some(other)) => (one == other).then_some(Likeness::Sure),
        _ if is_shared => Some(Likeness::Sure),
        _ => (!differs).then_some(Likeness::Possible),
    }
}

fn name_key(draft: &PatientDraft) -> (String, String) {
    (
        folded(draft.family_name.as_str()),
        folded(draft.given_name.as_str()),
    )
}

fn fresh(draft: &PatientDraft) -> Entry {
    Entry {
        patient: Patient {
            id: PatientId(0),
            family_name: draft.family_name.clone(),
            given_name: draft.given_name.clone(),
            born: draft.born,
            phone: draft.phone.clone(),
            email: draft.email.clone(),
            language: Language::default(),
            is_blocked_online: false,
            is_fragile: false,
            note: draft.note.clone(),
        },
        known: None,
        line: draft.line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::{PersonName, Phone};

    fn draft(line: usize, born: &str, phone: &str) -> PatientDraft {
        PatientDraft {
            line,
            family_name: PersonName::parse("Le Goff").unwrap(),
            given_name: PersonName::parse("Anne").unwrap(),
            born: born.parse().ok(),
            phone: Phone::parse(phone).ok(),
            email: None,
            note: String::new(),
        }
    }

    #[test]
    fn homonyms_are_told_apart_by_birth_and_contact_and_never_guessed() {
        let mut register = Register::of(Vec::new());
        let (first, _) = register.enter(&draft(2, "1985-11-12", "")).unwrap();
        let (same, before) = register.enter(&draft(3, "1985-11-12", "06 39 98 00 01")).unwrap();
        assert_eq!((same, before), (first, Some(2)));
        assert!(
            register.entry(first).unwrap().patient.phone.is_some(),
            "completed"
        );
        let (other, before) = register.enter(&draft(4, "1990-01-01", "")).unwrap();
        assert!(other != first && before.is_none());
        assert_eq!(register.enter(&draft(5, "", "")), Err(Reason::Ambiguous));
        assert_eq!(
            register.enter(&draft(6, "", "06 39 98 00 01")),
            Ok((first, Some(2)))
        );
        let (third, _) = register.enter(&draft(7, "", "06 39 98 00 09")).unwrap();
        assert_eq!(third, other, "the only one that no contact contradicts");
    }
}
