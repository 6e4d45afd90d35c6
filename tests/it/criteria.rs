//! `docs/criteria.md` says which test proves each promise to patients: every test that it names is there.

use std::fs;
use std::path::Path;

/// Promises that the list must have, by their numbers.
const CRITERIA: std::ops::RangeInclusive<u8> = 1..=15;

/// The tests that a line names: `` - `file`: `test`, `test` ``.
fn named(line: &str) -> Option<(&str, Vec<&str>)> {
    let (file, tests) = line.strip_prefix("- `")?.split_once("`:")?;
    let tests = tests.split('`').skip(1).step_by(2).collect();
    Some((file, tests))
}

/// How a test of that name begins in a file of its kind.
fn beginnings(file: &str, test: &str) -> Vec<String> {
    match file.rsplit_once('.').map(|(_, kind)| kind) {
        Some("rs") => vec![format!("fn {test}()")],
        Some("py") => vec![format!("def {test}(")],
        _ => vec![format!("test('{test}'"), format!("test(`{test}`")],
    }
}

#[test]
fn every_promise_is_kept_by_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("docs/criteria.md")).unwrap();
    let mut wrong = Vec::new();
    for number in CRITERIA {
        let heading = format!("\n## {number}. ");
        let part = list.split_once(&heading).map(|(_, rest)| rest);
        let part = part.map(|rest| rest.split("\n## ").next().unwrap_or(rest));
        let has_tests = part.is_some_and(|part| part.lines().any(|line| named(line).is_some()));
        if !has_tests {
            wrong.push(format!("criterion {number} names no test"));
        }
    }
    let mut seen = 0;
    for (file, tests) in list.lines().filter_map(named) {
        let Ok(text) = fs::read_to_string(root.join(file)) else {
            wrong.push(format!("{file} is not there"));
            continue;
        };
        if tests.is_empty() {
            wrong.push(format!("no test of {file} is named"));
        }
        for test in tests {
            seen += 1;
            if !beginnings(file, test).iter().any(|begin| text.contains(begin)) {
                wrong.push(format!("{file} has no test « {test} »"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 40, "{seen} tests are named");
}
