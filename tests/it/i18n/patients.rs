//! What patients meet is there in every language, and nothing else is: the border between their words and those of the staff.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use grappe::domain::patient::Language;
use grappe::i18n::{PATIENT_FILES, keys};

use super::keys::{is_key, placed, sources};

/// Where the sources are of what patients meet: pages, errors, messages, and the formats of dates and hours.
const MET_BY_PATIENTS: [&str; 14] = [
    "src/i18n/format.rs",
    "src/messages/",
    "src/web/demo/",
    "src/web/error.rs",
    "src/web/extract/",
    "src/web/kiosk.rs",
    "src/web/public/",
    "src/web/templates/base.html",
    "src/web/templates/demo/",
    "src/web/templates/error.html",
    "src/web/templates/kiosk/",
    "src/web/templates/public/",
    "src/web/templates/waiting_fields.html",
    "src/web/waiting.rs",
];
/// Keys in the same sources that are for the staff: an invitation by e-mail, the subscribed calendar, a note on the appointment.
const FOR_THE_STAFF: [&str; 7] = [
    "feed-busy",
    "identity-note-other",
    "letter-invitation-lead",
    "letter-invitation-life",
    "letter-invitation-link",
    "letter-invitation-stranger",
    "letter-subject-invitation",
];

/// Beginnings of the keys of messages to the staff.
const OF_THE_STAFF: [&str; 2] = ["outbox-", "steward-"];

fn of_patients(language: Language) -> BTreeSet<(String, String)> {
    let mut placed = placed(language);
    placed.retain(|(_, file)| PATIENT_FILES.contains(&file.as_str()));
    placed
}

#[test]
fn every_language_has_what_patients_meet_and_nothing_else() {
    let french = of_patients(Language::Fr);
    for language in Language::ALL {
        let own = of_patients(language);
        let missing: Vec<_> = french.difference(&own).collect();
        let left_over: Vec<_> = own.difference(&french).collect();
        assert!(missing.is_empty(), "not translated in {language:?}: {missing:#?}");
        assert!(
            left_over.is_empty(),
            "not in French, but in {language:?}: {left_over:#?}"
        );
        let is_for_patients_only = !Language::STAFF.contains(&language);
        assert!(
            !is_for_patients_only || placed(language) == own,
            "{language:?} has words for the staff, whose pages are not there in it"
        );
    }
}

#[test]
fn the_files_of_patients_hold_the_keys_that_their_pages_and_messages_use() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut literals, mut prefixes) = (BTreeSet::new(), BTreeSet::new());
    for (path, text) in sources() {
        let path = path.strip_prefix(root).unwrap().to_str().unwrap();
        if !MET_BY_PATIENTS.iter().any(|start| path.starts_with(start)) {
            continue;
        }
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
    let is_met =
        |key: &str| literals.contains(key) || prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()));
    let mut wrong = Vec::new();
    for (key, file) in placed(Language::Fr) {
        let is_theirs = PATIENT_FILES.contains(&file.as_str());
        let is_staffs = OF_THE_STAFF.iter().any(|start| key.starts_with(start));
        let is_expected = is_met(&key) && !is_staffs && !FOR_THE_STAFF.contains(&key.as_str());
        if is_theirs != is_expected {
            wrong.push((key, file));
        }
    }
    assert!(wrong.is_empty(), "on the wrong side of the border: {wrong:#?}");
}

/// The arguments that each key names, whatever it does with them.
fn arguments(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language.code());
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in PATIENT_FILES {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let mut key = String::new();
        for line in text.lines() {
            if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| is_key(name)) {
                name.clone_into(&mut key);
            }
            let names = line.split('$').skip(1).map(|rest| {
                let end = rest
                    .find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len());
                rest[..end].to_owned()
            });
            found.entry(key.clone()).or_default().extend(names);
        }
    }
    found
}

#[test]
fn every_language_names_the_same_arguments() {
    let french = arguments(Language::Fr);
    assert!(
        french["done-lead"].contains("email"),
        "the arguments were not found"
    );
    for language in Language::ALL {
        for (key, own) in arguments(language) {
            assert_eq!(Some(&own), french.get(&key), "{key} in {language:?}");
        }
    }
}

#[test]
fn no_language_has_a_text_that_was_left_in_french() {
    let words = |language: Language| -> BTreeMap<String, String> {
        let t = grappe::i18n::Texts::of(language);
        let plain = keys(language).into_iter().filter_map(|(key, path)| {
            let file = path.split_once('/')?.1;
            PATIENT_FILES.contains(&file).then(|| {
                let text = t.text(&key).into_owned();
                (key, text)
            })
        });
        plain.collect()
    };
    let french = words(Language::Fr);
    for language in Language::ALL
        .into_iter()
        .filter(|language| *language != Language::Fr)
    {
        for (key, own) in words(language) {
            let has_sentence = own.split_whitespace().count() > 2 && own.chars().any(char::is_alphabetic);
            let is_copied = has_sentence && !own.contains('{') && own == french[&key];
            assert!(!is_copied, "{key} in {language:?}: {own}");
        }
    }
}
