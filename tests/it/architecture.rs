//! The layers, kept by a check that fails: who may name whom, which package lives where, how long a file may be.
//! The rules are those of `ARCHITECTURE.md`.

mod rules;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

/// Lines of code a file may have, its inline test module not counted.
const LONGEST_FILE: usize = 400;
/// Tables of routes and options may be longer.
const LONG_TABLES: [&str; 1] = ["src/web/router.rs"];

/// What no file at that place may say.
const REFUSED: [(&str, &str); 20] = [
    ("src/domain/slot/search.rs", "use crate::store::Store;"),
    (
        "src/domain/slot/search.rs",
        "use crate::{domain::id, app::{self, App}};",
    ),
    ("src/domain/slot/search.rs", "use super::super::super::app::App;"),
    ("src/domain/slot/search.rs", "use tokio::time::sleep;"),
    ("src/domain/slot/search.rs", "async fn search() {}"),
    ("src/store/holds.rs", "fn f() -> crate::i18n::Texts { todo!() }"),
    ("src/app/book.rs", "use crate::web;"),
    ("src/app/book.rs", "fn f(tx: &rusqlite::Transaction) {}"),
    ("src/messages/worker.rs", "use crate::health::alert;"),
    ("src/bridge/dav/session.rs", "use crate::messages::Herald;"),
    ("src/bridge/dav/session.rs", "use hyper::Request;"),
    ("src/web/admin/agenda.rs", "use quick_xml::NsReader;"),
    ("src/web/public/confirm.rs", "use crate::web::admin::agenda;"),
    ("src/web/admin/agenda.rs", "use super::super::public;"),
    ("src/cli/serve.rs", "use axum::Router;"),
    ("src/web/public/confirm.rs", "use lettre::Message;"),
    ("src/app/book.rs", "let now = std::time::SystemTime::now();"),
    (
        "src/web/limit.rs",
        "use std::time::Instant; fn f() { Instant::now(); }",
    ),
    ("src/web/limit.rs", "fn f() { std::env::var(\"X\"); }"),
    (
        "src/app/book.rs",
        "fn f(zone: Tz) { zone.from_local_datetime(&at); }",
    ),
];

/// What it may say.
const ALLOWED: [(&str, &str); 5] = [
    (
        "src/domain/slot/search.rs",
        "use super::super::agenda::Agenda; use crate::domain::id; // crate::app",
    ),
    (
        "src/store/holds.rs",
        "const SQL: &str = \"crate::web\"; use rusqlite::params; fn f<'a>(x: &'a str) {}",
    ),
    (
        "src/web/admin/agenda.rs",
        "use crate::{app::App, web::view::layout}; use axum::Router;",
    ),
    (
        "src/web/listener/door.rs",
        "use tokio::time::Instant; fn f() { Instant::now(); }",
    ),
    ("src/app/book.rs", "#[cfg(test)]\nmod tests { use crate::web; }"),
];

#[test]
fn layers_import_downwards_only() {
    refuse_any(rules::forbidden_layers);
}

#[test]
fn packages_stay_in_their_layer() {
    refuse_any(|source| rules::forbidden_packages(source, &dependencies()));
}

#[test]
fn clock_environment_and_zones_have_one_door() {
    refuse_any(rules::forbidden_calls);
}

#[test]
fn files_are_short() {
    refuse_any(|source| {
        let lines = source.code.lines().count();
        let allowed = lines <= LONGEST_FILE || LONG_TABLES.contains(&source.path.as_str());
        if allowed {
            Vec::new()
        } else {
            vec![format!("{lines} lines: split it along a noun")]
        }
    });
}

#[test]
fn the_check_itself_refuses() {
    let faults = |path: &str, code: &str| {
        let source = Source::new(path, code);
        [
            rules::forbidden_layers(&source),
            rules::forbidden_packages(&source, &dependencies()),
            rules::forbidden_calls(&source),
        ]
        .concat()
    };
    for (path, code) in REFUSED {
        assert!(!faults(path, code).is_empty(), "{path} may not say: {code}");
    }
    for (path, code) in ALLOWED {
        assert_eq!(faults(path, code), Vec::<String>::new(), "{path} may say: {code}");
    }
}

/// Fails with every sentence the rule finds, each with its file.
fn refuse_any(rule: impl Fn(&Source) -> Vec<String>) {
    let sources = sources();
    assert!(
        sources.len() > 50,
        "only {} files found: the check looks in the wrong place",
        sources.len()
    );
    let found: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            rule(source)
                .into_iter()
                .map(|fault| format!("{}: {fault}", source.path))
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(root()).unwrap().to_str().unwrap();
            Source::new(path, &fs::read_to_string(file).unwrap())
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The names of our direct dependencies, as code writes them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let names: Vec<String> = manifest["dependencies"]
        .as_table()
        .unwrap()
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect();
    assert!(names.iter().any(|name| name == "rusqlite"));
    names
}
