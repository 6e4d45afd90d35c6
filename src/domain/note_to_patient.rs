//! A few words of the staff that go into a message to patients (security T9).

use super::agenda::SetUp;
use super::contact::{FieldProblem, folded, free_text};

/// Longest note, in characters.
pub const NOTE_TO_PATIENT_MAX: usize = 200;
/// Shortest word of a care type or speciality that gives something away: « de » and « suivi » do not.
const TELLING_CHARS: usize = 6;

/// One line that says nothing about anybody's health: no kind of care, no speciality, no link, no social security number. A message
/// is not encrypted, and who reads it may not be the patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteToPatient(String);

/// Why a note is not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteProblem {
    /// Too long, with control characters, or with a social security number.
    #[error("text: {0:?}")]
    Text(FieldProblem),
    /// Links are inserted by the program only.
    #[error("link")]
    Link,
    /// This word names a kind of care or a speciality of the practice.
    #[error("names a care: {0}")]
    Telling(String),
}

impl NoteToPatient {
    /// Reads what was typed; `None` when that is nothing.
    pub fn parse(typed: &str, set_up: &SetUp) -> Result<Option<Self>, NoteProblem> {
        let cares = set_up.care_types.values().map(|care| care.name.as_str());
        let people = set_up.practitioners.values().map(|who| who.speciality.as_str());
        Self::beside(typed, cares.chain(people))
    }

    /// The same beside names that it must not tell.
    fn beside<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Result<Option<Self>, NoteProblem> {
        let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = free_text(&line, NOTE_TO_PATIENT_MAX).map_err(NoteProblem::Text)?;
        let lower = text.to_lowercase();
        if ["://", "www.", "@"].iter().any(|mark| lower.contains(mark)) {
            return Err(NoteProblem::Link);
        }
        let words: Vec<String> = folded(&text).split(' ').map(str::to_owned).collect();
        if let Some(word) = telling(names).into_iter().find(|word| words.contains(word)) {
            return Err(NoteProblem::Telling(word));
        }
        Ok(Some(Self(text)).filter(|note| !note.0.is_empty()))
    }

    /// One line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Words that any practice uses, whatever it treats.
const USUAL: [&str; 9] = [
    "consultation",
    "medecine",
    "generale",
    "visite",
    "rendez",
    "nouveau",
    "patient",
    "premiere",
    "cabinet",
];

/// The longer words of what the practice sells and is.
fn telling<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut telling = Vec::new();
    for name in names {
        let folded = folded(name);
        let words = folded.split(' ');
        let long = words.filter(|word| word.chars().count() >= TELLING_CHARS && !USUAL.contains(word));
        telling.extend(long.map(str::to_owned));
    }
    telling
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<Option<String>, NoteProblem> {
        let names = [
            "Première consultation d'oncologie",
            "Échographie",
            "Médecine générale",
        ];
        let note = NoteToPatient::beside(typed, names.into_iter())?;
        Ok(note.map(|note| note.as_str().to_owned()))
    }

    #[test]
    fn a_note_is_one_tidy_line() {
        let tidy = read("  Le docteur est souffrant,\n revenez lundi. ").unwrap();
        assert_eq!(tidy.as_deref(), Some("Le docteur est souffrant, revenez lundi."));
        assert_eq!(read("  ").unwrap(), None);
        assert_eq!(
            read("Votre consultation de médecine générale")
                .unwrap()
                .map(|n| n.len() > 9),
            Some(true)
        );
    }

    #[test]
    fn care_links_and_numbers_are_not_sent() {
        assert_eq!(
            read("Pour votre ECHOGRAPHIE de lundi"),
            Err(NoteProblem::Telling("echographie".to_owned()))
        );
        for link in ["voir http://a.fr", "WWW.exemple.fr", "a@b.fr"] {
            assert_eq!(read(link), Err(NoteProblem::Link), "{link}");
        }
        assert_eq!(
            read("1 55 08 75 056 001 79"),
            Err(NoteProblem::Text(FieldProblem::SocialSecurityNumber))
        );
        let long = "a".repeat(NOTE_TO_PATIENT_MAX + 1);
        assert!(matches!(
            read(&long),
            Err(NoteProblem::Text(FieldProblem::TooLong { .. }))
        ));
    }
}
