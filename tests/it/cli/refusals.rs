//! What prevents a start is told in plain words: where, why, and what to do.

use std::fs;
use std::net::TcpListener;

use rusqlite::Connection;

use super::program::Machine;

#[test]
fn a_bad_configuration_names_line_and_remedy() {
    let (machine, _) = Machine::ready();
    let good = fs::read_to_string(machine.config()).unwrap();
    let bad = good.replace("[server]", "[server]\nlistne = \"127.0.0.1:1\"");
    fs::write(machine.config(), &bad).unwrap();
    let line = bad.lines().position(|line| line.starts_with("listne")).unwrap() + 1;
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(2));
    assert!(ended.complained.contains(&format!("ligne {line}")), "{ended:?}");
    assert!(ended.complained.contains("server.listen"), "{ended:?}");

    fs::write(machine.config(), good).unwrap();
    let machine = machine.with("GRAPPE_SERVER_LISTEN", "8080");
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(2));
    assert!(ended.complained.contains("GRAPPE_SERVER_LISTEN"), "{ended:?}");
}

#[test]
fn an_address_that_is_taken_or_not_here() {
    let (machine, _) = Machine::ready();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let machine = machine.with("GRAPPE_SERVER_LISTEN", &address);
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(
        ended.complained.contains(&format!("{address} est déjà pris")),
        "{ended:?}"
    );
    assert!(ended.complained.contains("listen"), "{ended:?}");

    let machine = machine.with("GRAPPE_SERVER_LISTEN", "192.0.2.1:8080");
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(
        ended
            .complained
            .contains("n'est pas une adresse de cette machine"),
        "{ended:?}"
    );
}

#[test]
fn a_folder_that_is_empty_used_or_newer() {
    let (machine, _) = Machine::ready();
    let serving = machine.serve();
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(4));
    assert!(
        ended.complained.contains("utilisé par un autre Grappe"),
        "{ended:?}"
    );
    drop(serving);

    let conn = Connection::open(machine.database()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    for ended in [machine.serve_refused(), machine.on_data(&["check"])] {
        assert_eq!(ended.code, Some(3));
        assert!(ended.complained.contains("au format 99"), "{ended:?}");
        assert!(ended.complained.contains("programme plus récent"), "{ended:?}");
    }

    // As when the disk with the data is not mounted.
    fs::remove_dir_all(machine.data()).unwrap();
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(2));
    assert!(ended.complained.contains("n'existe pas"), "{ended:?}");
    fs::create_dir(machine.data()).unwrap();
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(2));
    assert!(ended.complained.contains("le bon disque"), "{ended:?}");
    assert_eq!(
        fs::read_dir(machine.data()).unwrap().count(),
        0,
        "nothing was made"
    );
}

#[test]
fn a_damaged_database_names_the_last_good_copy() {
    let (machine, _) = Machine::ready();
    let copies = machine.data().join("backups");
    fs::create_dir(&copies).unwrap();
    let good = copies.join("before.sqlite3");
    fs::copy(machine.database(), &good).unwrap();
    let mut bytes = fs::read(machine.database()).unwrap();
    for byte in &mut bytes[5000..60_000] {
        *byte ^= 0xff;
    }
    fs::write(machine.database(), &bytes).unwrap();
    // Newer, and as damaged as the database.
    fs::write(copies.join("after.sqlite3"), &bytes).unwrap();
    for ended in [machine.serve_refused(), machine.on_data(&["check"])] {
        assert_eq!(ended.code, Some(3), "{ended:?}");
        for part in ["grappe.sqlite3 est endommagé", "before.sqlite3", "mv '"] {
            assert!(ended.complained.contains(part), "{part}: {ended:?}");
        }
        assert!(!ended.complained.contains("after.sqlite3"), "{ended:?}");
    }
    assert_eq!(
        fs::read_dir(&copies).unwrap().count(),
        2,
        "looking leaves nothing behind"
    );
}

#[test]
fn a_device_key_that_is_cut_off() {
    let (machine, _) = Machine::ready();
    fs::write(machine.data().join("device.key"), "short").unwrap();
    let ended = machine.serve_refused();
    assert_eq!(ended.code, Some(5));
    assert!(ended.complained.contains("device.key"), "{ended:?}");
    assert_eq!(machine.on_data(&["check"]).code, Some(1));
}
