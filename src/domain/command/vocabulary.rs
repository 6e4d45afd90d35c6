//! The words that mean something, in every language at once, and the names of the practice.

use crate::domain::id::{CareTypeId, PractitionerId};

use super::Half;

/// Fewest letters of a name or a care that are understood without a sign before them.
const LETTERS: usize = 3;

/// Words without accents in small letters, as [`crate::domain::contact::folded`] makes them.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Names and abbreviations of the days, Monday first.
    pub weekdays: [Vec<String>; 7],
    /// Names and abbreviations of the months, January first.
    pub months: [Vec<String>; 12],
    /// « aujourd'hui » and its abbreviations.
    pub today: Vec<String>,
    /// « demain ».
    pub tomorrow: Vec<String>,
    /// « après-demain ».
    pub after_tomorrow: Vec<String>,
    /// « matin ».
    pub morning: Vec<String>,
    /// « après-midi ».
    pub afternoon: Vec<String>,
    /// « minutes ».
    pub minutes: Vec<String>,
    /// Words that mean nothing here: « le », « à », « avec ».
    pub noise: Vec<String>,
}

/// What the practice has names for: number and folded name.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Care types on offer.
    pub cares: Vec<(CareTypeId, String)>,
    /// Practitioners at work.
    pub people: Vec<(PractitionerId, String)>,
}

impl Vocabulary {
    /// Days from Monday of a day's name.
    pub(super) fn weekday(&self, word: &str) -> Option<u32> {
        place(&self.weekdays, word)
    }

    /// Number of a month's name, from 1.
    pub(super) fn month(&self, word: &str) -> Option<u32> {
        place(&self.months, word).map(|before| before + 1)
    }

    /// Days from today on of a word such as « demain ».
    pub(super) fn days_ahead(&self, word: &str) -> Option<u64> {
        let all = [&self.today, &self.tomorrow, &self.after_tomorrow];
        let found = all.iter().position(|words| has(words, word))?;
        u64::try_from(found).ok()
    }

    pub(super) fn half(&self, word: &str) -> Option<Half> {
        if has(&self.morning, word) {
            return Some(Half::Morning);
        }
        has(&self.afternoon, word).then_some(Half::Afternoon)
    }
}

impl Known {
    /// The only practitioner with a name that begins like this.
    pub(super) fn practitioner(&self, word: &str) -> Option<PractitionerId> {
        only(&self.people, word)
    }

    /// The only care with a word that begins like this.
    pub(super) fn care(&self, word: &str) -> Option<CareTypeId> {
        only(&self.cares, word)
    }
}

pub(super) fn has(words: &[String], word: &str) -> bool {
    words.iter().any(|known| known == word)
}

fn place(lists: &[Vec<String>], word: &str) -> Option<u32> {
    let begins = |known: &String| word.len() >= LETTERS && known.starts_with(word);
    let found = lists
        .iter()
        .position(|words| has(words, word) || words.iter().any(begins))?;
    u32::try_from(found).ok()
}

fn only<T: Copy>(all: &[(T, String)], word: &str) -> Option<T> {
    if word.chars().count() < LETTERS {
        return None;
    }
    let begins = |(_, name): &&(T, String)| name.split(' ').any(|part| part.starts_with(word));
    let mut found = all.iter().filter(begins);
    let (first, _) = found.next()?;
    found.next().is_none().then_some(*first)
}
