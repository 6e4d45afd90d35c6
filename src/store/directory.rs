//! The directory: people by the beginnings of their names in any order, by figures of the phone, by birth date. Every statement is
//! bounded by an index and by what is shown, so that the time does not grow with the practice.

use chrono::NaiveDate;

use crate::domain::birth::sought;
use crate::domain::contact::folded;
use crate::domain::patient::Patient;

use super::patients::read;
use super::{Db, Fault};

/// Most patients of one search; who wants more types more letters.
const FOUND_AT_MOST: u32 = 50;
/// Words of a search that count.
const WORDS: usize = 4;
/// Of each word so many people are counted to learn which word tells most.
const COUNTED: i64 = 2000;
/// Follows whatever begins with a word.
const AFTER: char = '\u{10ffff}';

macro_rules! patients {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.family_name, p.given_name, p.born, p.phone, p.email, p.language, p.is_blocked_online, p.is_fragile, p.note ",
            $rest
        )
    };
}

const BY_FAMILY: &str = patients!(
    "FROM patients AS p WHERE p.folded_family >= ?1 AND p.folded_family < ?2
    ORDER BY p.folded_family, p.folded_given, p.born LIMIT ?3"
);
// The word that tells most leads; the others are read beside it, or asked of each person where they are figures of a phone.
const BY_WORDS: &str = patients!(
    "FROM (SELECT DISTINCT w.patient FROM patient_words AS w WHERE w.word >= ?1 AND w.word < ?2
            AND instr(w.names, ?3) AND instr(w.names, ?4) AND instr(w.names, ?5)
            AND (?6 = '' OR EXISTS (SELECT 1 FROM patient_words AS x WHERE x.patient = w.patient AND x.word >= ?6 AND x.word < ?7))
        LIMIT ?8) AS f CROSS JOIN patients AS p ON p.id = f.patient"
);
const BY_BIRTH: &str = patients!("FROM patients AS p WHERE p.born = ?1 OR p.born = ?2 LIMIT ?3");
const HOW_MANY: &str =
    "SELECT count(*) FROM (SELECT 1 FROM patient_words WHERE word >= ?1 AND word < ?2 LIMIT ?3)";

/// Born on one of a few days: more than enough people for a practice of any size.
const BORN_AT_MOST: u32 = 1000;

impl Db<'_> {
    /// People whose names hold words that begin like those typed, whose phone holds the figures, and who were born on the date, in
    /// any order; at most fifty, in order of name, those whose family name begins like a single word first.
    pub fn search_patients(&self, typed: &str) -> Result<Vec<Patient>, Fault> {
        let (dates, rest) = sought(typed);
        let words = words(&rest);
        if dates.is_empty() {
            return self.by_words(&words);
        }
        let mut found = self.by_birth(&dates)?;
        found.retain(|patient| words.iter().all(|word| answers(patient, word)));
        found.truncate(FOUND_AT_MOST as usize);
        Ok(sorted(found))
    }

    fn by_words(&self, words: &[String]) -> Result<Vec<Patient>, Fault> {
        let Some(first) = words.first() else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        if words.len() == 1 {
            let params = (first, after(first), FOUND_AT_MOST);
            found = self.people(BY_FAMILY, params)?;
        }
        if found.len() == FOUND_AT_MOST as usize {
            return Ok(found);
        }
        let (lead, rest) = self.rarest_first(words)?;
        let (figures, names): (Vec<String>, Vec<String>) =
            rest.into_iter().partition(|word| is_figures(word));
        let beside = |n: usize| {
            names
                .get(n)
                .map_or_else(|| " ".to_owned(), |word| format!(" {word}"))
        };
        let figures = figures.into_iter().next().unwrap_or_default();
        let params = rusqlite::params![
            lead,
            after(&lead),
            beside(0),
            beside(1),
            beside(2),
            figures,
            after(&figures),
            FOUND_AT_MOST
        ];
        found.extend(sorted(self.people(BY_WORDS, params)?));
        let mut seen = std::collections::BTreeSet::new();
        found.retain(|patient| seen.insert(patient.id));
        found.truncate(FOUND_AT_MOST as usize);
        Ok(found)
    }

    /// The word that tells most, and the others.
    fn rarest_first(&self, words: &[String]) -> Result<(String, Vec<String>), Fault> {
        let mut rest = words.to_vec();
        if rest.len() > 1 {
            let mut counts = Vec::new();
            for (at, word) in rest.iter().enumerate() {
                // Of two frequent words the longer one tells more.
                counts.push((self.how_many(word)?, usize::MAX - word.len(), at));
            }
            let rarest = counts.into_iter().min().map_or(0, |(_, _, at)| at);
            rest.swap(0, rarest);
        }
        let lead = if rest.is_empty() {
            String::new()
        } else {
            rest.remove(0)
        };
        Ok((lead, rest))
    }

    fn by_birth(&self, dates: &[NaiveDate]) -> Result<Vec<Patient>, Fault> {
        let date = |n: usize| dates.get(n).or(dates.first()).map(NaiveDate::to_string);
        self.people(BY_BIRTH, (date(0), date(1), BORN_AT_MOST))
    }

    fn how_many(&self, word: &str) -> Result<i64, Fault> {
        let mut statement = self.conn().prepare_cached(HOW_MANY)?;
        Ok(statement.query_row((word, after(word), COUNTED), |row| row.get(0))?)
    }

    fn people(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Patient>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        Ok(statement
            .query_map(params, read)?
            .collect::<rusqlite::Result<_>>()?)
    }
}

/// Figures of a phone rather than a word of a name: a search has one at most.
fn is_figures(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn after(word: &str) -> String {
    format!("{word}{AFTER}")
}

fn sorted(mut found: Vec<Patient>) -> Vec<Patient> {
    found.sort_by_cached_key(|p| {
        (
            folded(p.family_name.as_str()),
            folded(p.given_name.as_str()),
            p.born,
        )
    });
    found
}

/// Whether a word of the names begins like that, or the phone holds the figures.
fn answers(patient: &Patient, word: &str) -> bool {
    let names = [patient.family_name.as_str(), patient.given_name.as_str()].map(folded);
    let in_names = names
        .iter()
        .any(|name| name.split(' ').any(|part| part.starts_with(word)));
    let figures = word.strip_prefix('0').unwrap_or(word);
    let is_number = !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit());
    let in_phone = patient
        .phone
        .as_ref()
        .is_some_and(|phone| phone.as_str().contains(figures));
    in_names || (is_number && in_phone)
}

/// The words typed, folded; figures that stand together are one number in its national writing.
fn words(typed: &str) -> Vec<String> {
    let (mut words, mut figures) = (Vec::new(), String::new());
    for part in typed.replace("(0)", " ").split_whitespace() {
        let is_number = part.bytes().any(|b| b.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || "+.-/()".contains(c));
        if is_number {
            figures.extend(part.chars().filter(|c| c.is_ascii_digit() || *c == '+'));
        } else {
            words.extend(
                folded(part)
                    .split(' ')
                    .filter(|w| !w.is_empty())
                    .map(str::to_owned),
            );
        }
    }
    let national = national(&figures);
    if !national.is_empty() {
        words.insert(0, national);
    }
    words.truncate(WORDS);
    words
}

fn national(figures: &str) -> String {
    let bare = figures.replace('+', "");
    let abroad = figures.starts_with('+') || bare.starts_with("00") || bare.len() > 10;
    let bare = bare.strip_prefix("00").unwrap_or(&bare);
    match bare.strip_prefix("33") {
        Some(rest) if abroad => format!("0{rest}"),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_word_in_its_national_writing() {
        for typed in [
            "06 12 34 56 78",
            "+33 6 12 34 56 78",
            "0033612345678",
            "+33 (0)6 12 34 56 78",
            "06.12.34.56.78",
            "33612345678",
        ] {
            assert_eq!(words(typed), ["0612345678"], "{typed}");
        }
        assert_eq!(words("612"), ["612"]);
        assert_eq!(words("+32 475 12"), ["3247512"]);
        assert_eq!(words("O'Brien 06 12 ÉLO"), ["0612", "o", "brien", "elo"]);
    }
}
