//! A data folder is opened by one process, undamaged, and by no older program.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use chrono::TimeDelta;
use grappe::app::{App, StartError};
use grappe::store::{DATABASE_FILE, OpenError, SCHEMA};
use rusqlite::Connection;

use crate::support::house::{Practice, at_the_desk, person};

#[tokio::test]
async fn a_folder_in_use_is_refused() {
    let practice = Practice::new();
    let second = App::open(practice.folder.path(), &practice.clock);
    assert!(
        matches!(second, Err(StartError::Store(OpenError::InUse(_)))),
        "{second:?}"
    );
    let practice = practice.reopened();
    practice.usual().await;
}

#[tokio::test]
async fn only_the_account_of_the_service_reads_the_folder_it_made() {
    let parent = tempfile::tempdir().unwrap();
    let practice = Practice::new();
    let made = parent.path().join("grappe");
    drop(App::open(&made, &practice.clock).unwrap());
    assert_eq!(fs::metadata(&made).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    let Practice { app, clock, folder } = Practice::new();
    drop(app);
    let file = folder.path().join(DATABASE_FILE);
    let conn = Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    drop(conn);
    let Err(StartError::Store(OpenError::Newer { found, known, .. })) = App::open(folder.path(), &clock)
    else {
        panic!("opened");
    };
    assert_eq!((found, known), (SCHEMA + 1, SCHEMA));
    assert!(!folder.path().join("backups").exists());
}

#[tokio::test]
async fn a_damaged_database_names_the_copy_and_the_command_that_helps() {
    let practice = Practice::new();
    let (_, care) = practice.usual().await;
    let request = at_the_desk(care, "2026-03-03T08:00:00Z", person("Petit", "Léo"));
    practice.app.book(request, None).await.unwrap();
    let backups = practice.folder.path().join("backups");
    fs::create_dir(&backups).unwrap();
    practice
        .app
        .store()
        .copy_to(backups.join("nightly.sqlite3"))
        .await
        .unwrap();

    let Practice { app, clock, folder } = practice;
    let revision = app.agenda().revision();
    drop(app);
    let file = folder.path().join(DATABASE_FILE);
    for damage in ["header", "middle", "cut", "emptied"] {
        let mut bytes = fs::read(&file).unwrap();
        match damage {
            "header" => bytes[..16].fill(b'x'),
            "middle" => bytes[4096..8192].fill(0xff),
            "emptied" => bytes.clear(),
            _ => bytes.truncate(bytes.len() / 2),
        }
        fs::write(&file, bytes).unwrap();
        let Err(StartError::Store(error @ OpenError::Damaged { .. })) = App::open(folder.path(), &clock)
        else {
            panic!("{damage}: opened");
        };
        assert!(error.to_string().contains(DATABASE_FILE), "{error}");
        let command = error.restore_command().unwrap();
        assert!(command.contains("nightly.sqlite3"), "{command}");
        let done = Command::new("bash").args(["-c", &command]).status().unwrap();
        assert!(done.success());
        clock.advance(TimeDelta::seconds(1));
        let app = App::open(folder.path(), &clock).unwrap();
        assert_eq!(app.agenda().revision(), revision, "{damage}");
        drop(app);
    }
}

#[tokio::test]
async fn an_unfinished_creation_is_begun_again() {
    let Practice { app, clock, folder } = Practice::new();
    drop(app);
    let file = folder.path().join(DATABASE_FILE);
    fs::rename(&file, folder.path().join("grappe.sqlite3-new")).unwrap();
    fs::write(folder.path().join("grappe.sqlite3-new"), b"half of").unwrap();
    drop(App::open(folder.path(), &clock).unwrap());
    assert!(file.exists());
}
