//! A person's name in one cell or title, as front desks write it.

use crate::domain::contact::{FieldProblem, PersonName};

/// Titles that are no part of a name.
const TITLES: &[&str] = &[
    "m",
    "mr",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "mademoiselle",
    "enfant",
    "bébé",
    "mrs",
    "ms",
    "miss",
];

/// Family and given name. `Le Goff, Anne`; capitals are the family name wherever they stand (`LE GOFF Anne`,
/// `Anne LE GOFF`); otherwise the first word is the family name, as `Nom Prénom` columns have it.
pub(super) fn split_name(text: &str) -> Result<(PersonName, PersonName), FieldProblem> {
    let both = |family: &str, given: &str| Ok((PersonName::parse(family)?, PersonName::parse(given)?));
    if let Some((family, given)) = text.split_once(',') {
        return both(family, given);
    }
    let is_title = |word: &&str| TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    let words: Vec<&str> = text.split_whitespace().skip_while(is_title).collect();
    let (capitals, others): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|w| is_capitals(w));
    if !capitals.is_empty() && !others.is_empty() {
        return both(&capitals.join(" "), &others.join(" "));
    }
    match words.split_first() {
        Some((family, given)) if !given.is_empty() => both(family, &given.join(" ")),
        Some(_) | None => Err(FieldProblem::Missing),
    }
}

/// At least two letters, all of them capitals; a lone capital is an initial.
fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some()
        && word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && letters.all(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_the_family_name_wherever_they_stand() {
        for text in [
            "LE GOFF Anne-Marie",
            "Anne-Marie LE GOFF",
            "LE GOFF, Anne-Marie",
            "Mme LE GOFF Anne-Marie",
        ] {
            let (family, given) = split_name(text).unwrap();
            assert_eq!(
                (family.as_str(), given.as_str()),
                ("LE GOFF", "Anne-Marie"),
                "{text}"
            );
        }
        let (family, given) = split_name("d'Aubigné Hélène").unwrap();
        assert_eq!((family.as_str(), given.as_str()), ("d'Aubigné", "Hélène"));
        assert!(split_name("Dupont").is_err() && split_name("").is_err());
    }
}
