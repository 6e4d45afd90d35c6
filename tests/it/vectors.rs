//! The shared slot vectors: one question and its complete answer each (fixtures/slots/README.md).

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a vector that cannot be read stops the test and says where"
)]

mod convert;
mod format;
mod names;
mod set_up;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use grappe::domain::schedule::{HolidayRegion, HolidayRules};
use grappe::domain::slot::search;

use format::{Expected, File};

/// `vectors.json` is the shared file as it is; `readings.json` holds where ours reads the rules closer than the shared ones.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/slots")
}

/// The vectors of a file, or the sentence that says which file is wrong and where.
fn read(path: &Path) -> Result<File, String> {
    let wrong = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let text = std::fs::read_to_string(path).map_err(|e| wrong(&e))?;
    let file: File = serde_json::from_str(&text).map_err(|e| wrong(&e))?;
    match file {
        File { format, .. } if format != 1 => Err(wrong(&"not format 1")),
        File { vectors, .. } if vectors.is_empty() => Err(wrong(&"no vector")),
        file => Ok(file),
    }
}

/// Every vector of a file, as the list of those that fail, each with its difference.
fn failures(path: &Path) -> Vec<String> {
    let file = read(path).unwrap_or_else(|wrong| panic!("{wrong}"));
    let check = |vector: &format::Vector| {
        let question = convert::question(vector, &file.regions);
        let slots = search(&question.agenda, &question.query, question.now);
        let answer: Vec<Expected> = slots
            .iter()
            .map(|slot| Expected {
                start: question.agenda.zone().fixed(slot.start),
                by: slot.by.iter().map(|id| question.names[id].clone()).collect(),
            })
            .collect();
        (!is_equal(&answer, &vector.expected)).then(|| difference(vector, &answer))
    };
    file.vectors.iter().filter_map(check).collect()
}

/// Equal to the letter: instants compare equal under any offset, an answer must not.
fn is_equal(answer: &[Expected], expected: &[Expected]) -> bool {
    let letters = |all: &[Expected]| -> Vec<String> { all.iter().map(show).collect() };
    letters(answer) == letters(expected)
}

fn show(one: &Expected) -> String {
    format!("{} by {}", one.start.to_rfc3339(), one.by.join(", "))
}

fn difference(vector: &format::Vector, answer: &[Expected]) -> String {
    let (answer, expected): (Vec<_>, Vec<_>) = (
        answer.iter().map(show).collect(),
        vector.expected.iter().map(show).collect(),
    );
    let missing = expected.iter().filter(|e| !answer.contains(e));
    let surplus = answer.iter().filter(|a| !expected.contains(a));
    let lines = missing
        .map(|e| format!("  - {e}"))
        .chain(surplus.map(|a| format!("  + {a}")));
    format!(
        "{} {}\n{}",
        vector.id,
        vector.title,
        lines.collect::<Vec<_>>().join("\n")
    )
}

/// The files of the folder named by `GRAPPE_SLOT_VECTORS`; a folder without any is an error, not a pass.
fn further() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("GRAPPE_SLOT_VECTORS") else {
        return Vec::new();
    };
    let folder = PathBuf::from(folder);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "json"));
    files.sort();
    assert!(!files.is_empty(), "{}: no *.json", folder.display());
    files
}

#[test]
fn slot_vectors() {
    let own = ["vectors.json", "readings.json"].map(|name| fixtures().join(name));
    let files = own.into_iter().chain(further());
    let failed: Vec<String> = files
        .flat_map(|path| {
            let name = path.display().to_string();
            failures(&path)
                .into_iter()
                .map(move |failure| format!("{name}: {failure}"))
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} wrong (- expected, + answered):\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn a_file_that_is_no_vectors_is_named_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let says = |text: &[u8]| {
        let path = folder.path().join("odd.json");
        std::fs::write(&path, text).unwrap();
        let wrong = read(&path).err().expect("refused");
        assert!(wrong.contains("odd.json"), "{wrong}");
        wrong
    };
    let unknown = br#"{"format": 1, "regions": {}, "vectors": [], "colour": 1}"#;
    assert!(says(unknown).contains("unknown field `colour`"));
    assert!(says(b"{").contains("line 1"));
    assert!(says(b"\xff").contains("UTF-8"));
    assert!(says(br#"{"format": 2, "regions": {}, "vectors": []}"#).contains("format"));
    assert!(says(br#"{"format": 1, "regions": {}, "vectors": []}"#).contains("no vector"));
    assert!(read(folder.path()).is_err(), "a folder is not a file");
}

#[test]
fn regions_are_those_of_the_program() {
    let file = read(&fixtures().join("vectors.json")).unwrap();
    let closed = |region, year| -> Vec<NaiveDate> {
        let rules = HolidayRules {
            region,
            ..HolidayRules::default()
        };
        rules.of_year(year).into_iter().map(|h| h.date).collect()
    };
    for (key, added) in &file.regions {
        let region = HolidayRegion::from_key(key).unwrap_or_else(|| panic!("unknown region {key}"));
        for year in 2026..2040 {
            let mut listed = closed(HolidayRegion::France, year);
            listed.extend(added.iter().map(|rule| set_up::holiday(rule, year)));
            listed.sort();
            listed.dedup();
            assert_eq!(closed(region, year), listed, "{key} {year}");
        }
    }
}
