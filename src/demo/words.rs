//! The words of the invented practice, from `data/demo`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    let lines = include_str!("../../data/demo/words.txt").lines();
    for (key, text) in lines.filter_map(|line| line.split_once(" = ")) {
        words.insert(key.to_owned(), text.to_owned());
    }
    words
});

/// The text of a key; a key that is nowhere shows itself, and a test refuses it before that.
pub(super) fn word(key: &str) -> String {
    WORDS.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

/// The text of a key that not everything has; empty where there is none.
pub(super) fn word_if_any(key: &str) -> String {
    WORDS.get(key).cloned().unwrap_or_default()
}

/// Family names, one a line.
pub(super) fn family_names() -> Vec<&'static str> {
    include_str!("../../data/demo/family_names.txt").lines().collect()
}

/// Given names with the years of birth in which they are in use.
pub(super) fn given_names() -> Vec<(std::ops::RangeInclusive<i32>, Vec<&'static str>)> {
    let lines = include_str!("../../data/demo/given_names.txt").lines();
    let read = |line: &'static str| {
        let mut parts = line.split(' ');
        let from = parts.next()?.parse().ok()?;
        let to = parts.next()?.parse().ok()?;
        Some((from..=to, parts.collect()))
    };
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(read)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::PersonName;

    #[test]
    fn names_are_names_and_every_year_has_some() {
        for name in family_names() {
            assert!(PersonName::parse(name).is_ok(), "{name}");
        }
        let given = given_names();
        assert!(
            given
                .iter()
                .flat_map(|(_, names)| names)
                .all(|n| PersonName::parse(n).is_ok())
        );
        for year in 1925..=2026 {
            assert!(
                given
                    .iter()
                    .any(|(years, names)| years.contains(&year) && !names.is_empty()),
                "{year}"
            );
        }
    }
}
