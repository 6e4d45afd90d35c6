//! `docs/limits.md` names every limit of the sources with its value (style §4.6).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A constant whose name has one of these words is a limit.
const WORDS: [&str; 7] = [
    "MAX",
    "LIMIT",
    "BYTES",
    "AT_MOST",
    "PER_ADDRESS",
    "A_DAY",
    "QUEUE",
];
/// Sizes of keys and formats, which nobody could choose otherwise.
const NO_LIMITS: [&str; 4] = ["KEY_BYTES", "NONCE_BYTES", "SECRET_BYTES", "LINE_BYTES"];
/// What people and programs reach; the terminal and the demonstration are the operator's own.
const FOLDERS: [&str; 9] = [
    "certificates",
    "config",
    "domain",
    "store",
    "app",
    "bridge",
    "messages",
    "updates",
    "web",
];

#[test]
fn every_limit_is_in_the_documentation_with_its_value() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut in_sources = BTreeSet::new();
    for folder in FOLDERS {
        collect(&root.join("src").join(folder), root, &mut in_sources);
    }
    assert!(in_sources.len() > 40, "the sources were read");
    let page = fs::read_to_string(root.join("docs/limits.md")).unwrap();
    let documented: BTreeSet<String> = page.lines().filter_map(row).collect();
    let missing: Vec<_> = in_sources.difference(&documented).collect();
    let stale: Vec<_> = documented.difference(&in_sources).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "not in docs/limits.md: {missing:#?}\nno longer so: {stale:#?}"
    );
}

/// `file NAME = value` of a row `| what | value | NAME | file |`.
fn row(line: &str) -> Option<String> {
    let cells: Vec<&str> = line
        .split('|')
        .map(|cell| cell.trim().trim_matches('`'))
        .collect();
    match cells.as_slice() {
        ["", what, value, name, file, ""] if is_limit(name) && !what.is_empty() => {
            Some(format!("{file} {name} = {value}"))
        }
        _ => None,
    }
}

fn is_limit(name: &str) -> bool {
    let is_constant = name
        .bytes()
        .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    is_constant && WORDS.iter().any(|word| name.contains(word)) && !NO_LIMITS.contains(&name)
}

fn collect(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, root, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let file = path.strip_prefix(root).unwrap().display().to_string();
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            found.extend(
                code.lines()
                    .filter_map(constant)
                    .map(|limit| format!("{file} {limit}")),
            );
        }
    }
}

/// `NAME = value` of `const NAME: type = value;`.
fn constant(line: &str) -> Option<String> {
    let (_, declared) = line.split_once("const ")?;
    let (name, rest) = declared.split_once(": ")?;
    let value = rest.split_once(" = ")?.1.strip_suffix(';')?;
    is_limit(name).then(|| format!("{name} = {value}"))
}
