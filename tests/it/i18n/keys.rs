//! Compares the catalogues with each other and with every literal key in templates and sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use grappe::domain::patient::Language;
use grappe::i18n::{keys, mistakes};

/// Calls whose first argument is a key. Handles of words are named `t`, or come from `texts()`.
const CALLS: [&str; 4] = ["t.text(", "t.with(", "texts().text(", "texts().with("];

pub(super) fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|e| e == "rs" || e == "html" || e == "txt")
            {
                let text = fs::read_to_string(&path).unwrap();
                let is_code = |line: &&str| !line.trim_start().starts_with("//");
                found.push((path, text.lines().filter(is_code).collect::<Vec<_>>().join("\n")));
            }
        }
    }
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// Numbers that are never nought where these are shown.
const NEVER_NOUGHT: [&str; 17] = [
    "denied-wrong-code",
    "dry-asked",
    "dry-changed",
    "dry-created",
    "dry-freed",
    "dry-more",
    "dry-moved",
    "dry-removed",
    "dry-taken",
    "error-wait",
    "ill-told",
    "ill-without-email",
    "manage-missed-count",
    "patient-found",
    "patient-past",
    "setup-edit-more",
    "standing-missed",
];

/// A second message of one name would silently take the place of the first, on a page of somebody else.
#[test]
fn no_key_is_written_twice() {
    for language in Language::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let mut seen = BTreeMap::new();
        for entry in fs::read_dir(folder.join(language.code())).unwrap() {
            let path = entry.unwrap().path();
            for line in fs::read_to_string(&path).unwrap().lines() {
                let Some((key, _)) = line.split_once(" =") else {
                    continue;
                };
                let is_key = key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains(' ');
                let before = if is_key {
                    seen.insert(key.to_owned(), path.clone())
                } else {
                    None
                };
                assert_eq!(
                    before,
                    None,
                    "{key} of {} is in {} too",
                    path.display(),
                    language.code()
                );
            }
        }
    }
}

/// In French nought is singular: « un rendez-vous » said of none is wrong.
#[test]
fn a_singular_in_words_is_not_said_of_nought() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/fr");
    let mut wrong = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let (mut key, mut has_nought) = (String::new(), false);
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| is_key(name)) {
                name.clone_into(&mut key);
            }
            has_nought = (has_nought || line.contains("[0]")) && !line.contains("->");
            let singular = line.trim_start().strip_prefix("[one]");
            let is_in_words = singular.is_some_and(|words| !words.contains('$') && !words.contains('1'));
            if is_in_words && !has_nought && !NEVER_NOUGHT.contains(&key.as_str()) {
                wrong.push(key.clone());
            }
        }
    }
    assert!(wrong.is_empty(), "needs a case for [0]: {wrong:?}");
}

pub(super) fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn catalogue(language: Language) -> BTreeMap<String, String> {
    keys(language).into_iter().collect()
}

#[test]
fn catalogues_have_no_mistakes_and_no_key_twice() {
    for language in Language::ALL {
        assert_eq!(mistakes(language), Vec::<String>::new());
        assert_eq!(
            keys(language).len(),
            catalogue(language).len(),
            "{language:?}: a key is defined twice"
        );
    }
}

/// The keys of a language with the files they stand in.
pub(super) fn placed(language: Language) -> BTreeSet<(String, String)> {
    let file_of = |path: &String| path.split_once('/').unwrap().1.to_owned();
    catalogue(language)
        .iter()
        .map(|(key, path)| (key.clone(), file_of(path)))
        .collect()
}

#[test]
fn both_languages_of_the_staff_have_the_same_keys_in_the_same_files() {
    let (fr, en) = (placed(Language::Fr), placed(Language::En));
    let lonely: Vec<_> = fr.symmetric_difference(&en).collect();
    assert!(lonely.is_empty(), "in one language only: {lonely:#?}");
}

#[test]
fn every_literal_key_exists() {
    let known = catalogue(Language::Fr);
    let mut missing = Vec::new();
    for (path, text) in sources() {
        for call in CALLS {
            for (at, _) in text.match_indices(call) {
                let is_longer_name = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let after = &text[at + call.len()..];
                // A long call has its argument on the next line.
                let Some(literal) = after.trim_start().strip_prefix('"').filter(|_| !is_longer_name) else {
                    continue;
                };
                let key = literal.split('"').next().unwrap_or("");
                if is_key(key) && !known.contains_key(key) {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "used but not translated: {missing:#?}");
}

#[test]
fn every_key_is_used() {
    // A key counts as used when it is a string literal somewhere, or when a literal such as "status-{}" builds it.
    let mut literals = BTreeSet::new();
    let mut prefixes = BTreeSet::new();
    for (_, text) in sources() {
        for literal in text.split('"') {
            if is_key(literal) {
                literals.insert(literal.to_owned());
            } else if let Some((prefix, rest)) = literal.split_once("-{")
                && is_key(prefix)
                && rest.ends_with('}')
            {
                prefixes.insert(format!("{prefix}-"));
            }
        }
    }
    let unused: Vec<_> = catalogue(Language::Fr)
        .into_keys()
        .filter(|key| !literals.contains(key) && !prefixes.iter().any(|p| key.starts_with(p.as_str())))
        .collect();
    assert!(unused.is_empty(), "translated but never used: {unused:#?}");
}
