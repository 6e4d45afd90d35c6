//! The shared files of other programs and of none, with the busy time each must give (`fixtures/ics/README.md`).

#![expect(
    clippy::panic,
    reason = "a vector that cannot be read stops the test and says where"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use grappe::domain::ical::{Options, busy};
use grappe::domain::time::{Instant, Interval, Zone};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    zone: String,
    window: (Instant, Instant),
    cases: BTreeMap<String, Case>,
}

type Intervals = Vec<(Instant, Instant)>;

#[derive(Deserialize)]
struct Case {
    status: String,
    busy: Option<Intervals>,
    #[serde(default)]
    also_acceptable: Vec<Intervals>,
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
}

/// The sentence that says what a file gives instead of what it must.
fn difference(name: &str, case: &Case, bytes: &[u8], zone: Zone, window: Interval) -> Option<String> {
    let reading = busy(bytes, zone, window, &Options::default());
    let answer = reading.busy.map(|all| {
        let pairs = all
            .into_iter()
            .map(|busy| (busy.interval.start, busy.interval.end));
        pairs.collect::<Intervals>()
    });
    let is_right = match (case.status.as_str(), &answer) {
        ("quarantine", answer) => answer.is_err(),
        ("ok", Ok(answer)) => case.busy.as_ref() == Some(answer) || case.also_acceptable.contains(answer),
        _ => false,
    };
    (!is_right).then(|| format!("{name}: {answer:?} instead of {} {:?}", case.status, case.busy))
}

/// Every case of a folder; a file without a case, or a case without a file, is an error.
fn failures(folder: &Path) -> Vec<String> {
    let path = folder.join("expected.json");
    let expected: Expected =
        serde_json::from_slice(&read(&path)).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
    let zone = Zone::named(&expected.zone).unwrap();
    let window = Interval::new(expected.window.0, expected.window.1).unwrap();
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            Some(
                entry
                    .unwrap()
                    .file_name()
                    .to_str()?
                    .strip_suffix(".ics")?
                    .to_owned(),
            )
        })
        .collect();
    files.sort();
    let cases: Vec<String> = expected.cases.keys().cloned().collect();
    assert_eq!(files, cases, "{}: files and cases", folder.display());
    let one = |(name, case): (&String, &Case)| {
        let bytes = read(&folder.join(format!("{name}.ics")));
        difference(name, case, &bytes, zone, window)
    };
    expected.cases.iter().filter_map(one).collect()
}

#[test]
fn ics_vectors() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ics");
    let further = std::env::var_os("GRAPPE_ICS_VECTORS").map(PathBuf::from);
    let wrong: Vec<String> = [own]
        .into_iter()
        .chain(further)
        .flat_map(|folder| failures(&folder))
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
