//! A damaged file is not served: the program says which, what to do about it, and touches nothing.

use std::fs;

use super::premises::Premises;
use super::server::Server;

/// Page size of the database, bytes.
const PAGE: usize = 4096;

/// Puts damage in the place of a sound database, with a copy of it in the folder.
fn refuses(damage: impl Fn(&mut Vec<u8>)) {
    let premises = Premises::new();
    let copies = premises.data().join("backups");
    fs::create_dir_all(&copies).unwrap();
    fs::copy(premises.database(), copies.join("sound.sqlite3")).unwrap();
    let mut bytes = fs::read(premises.database()).unwrap();
    damage(&mut bytes);
    fs::write(premises.database(), &bytes).unwrap();

    let Err(ended) = Server::start(&premises, None) else {
        panic!("it serves a damaged file")
    };
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert_eq!(
        fs::read(premises.database()).unwrap(),
        bytes,
        "the file is as it was"
    );
    let file = premises.database().display().to_string();
    assert!(
        ended.said.contains(&format!("{file} is damaged")),
        "{}",
        ended.said
    );
    assert!(
        ended.said.contains("sound.sqlite3"),
        "the last good copy: {}",
        ended.said
    );

    // What it says to type is what helps.
    let command = ended
        .said
        .lines()
        .find(|line| line.trim().starts_with("mv "))
        .unwrap();
    let done = std::process::Command::new("sh")
        .args(["-c", command])
        .status()
        .unwrap();
    assert!(done.success(), "{command}");
    assert_eq!(Server::sound(&premises).get("/api/v1/slots?care=1").status, 200);
}

#[test]
fn what_is_no_database_is_refused() {
    refuses(|bytes| bytes.fill(0x20));
    refuses(|bytes| bytes[..PAGE].fill(0xa5));
}

#[test]
fn a_file_cut_off_is_refused() {
    refuses(|bytes| bytes.truncate(bytes.len() / 2 / PAGE * PAGE));
    refuses(Vec::clear);
}

#[test]
fn a_page_full_of_something_else_is_refused() {
    // Not the first, which holds the schema, and not one of those that are free.
    refuses(|bytes| {
        let pages = bytes.len() / PAGE;
        for page in (4..pages).step_by(5) {
            bytes[page * PAGE..(page + 1) * PAGE].fill(0x5a);
        }
    });
}
