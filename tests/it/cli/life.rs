//! From nothing to a practice that answers, and its orderly end.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::program::{Machine, path};

#[test]
fn init_serve_answer_and_stop() {
    let (machine, code) = Machine::ready();
    for signal in ["TERM", "INT"] {
        let serving = machine.serve();
        let mut browser = serving.browser();
        let home = browser.get("/privacy");
        assert_eq!(home.status, 200);
        assert!(home.text().contains("<html lang=\"fr\" dir=\"ltr\">"));
        if signal == "TERM" {
            let password = "cinq oies blanches au moulin";
            let fields = [
                ("code", code.as_str()),
                ("password", password),
                ("again", password),
            ];
            let page = browser.post("/admin/welcome", &fields);
            // An administrator sets up a second factor first.
            assert!(
                page.location().unwrap().starts_with("/admin/second-factor"),
                "{}",
                page.text()
            );
        }
        let (exit, log) = serving.ended_by(signal);
        assert_eq!(exit, Some(0), "{log}");
        let left: Vec<_> = fs::read_dir(machine.data())
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert!(
            !left.iter().any(|name| name.to_string_lossy().contains("-wal")),
            "{left:?}"
        );
        assert_eq!(machine.on_data(&["check"]).code, Some(0));
    }
}

#[test]
fn init_writes_private_files_and_overwrites_nothing() {
    let (machine, _) = Machine::ready();
    for file in [
        machine.config(),
        machine.database(),
        machine.data().join("device.key"),
    ] {
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
    let text = fs::read_to_string(machine.config()).unwrap();
    assert!(
        text.contains(&format!("data = \"{}\"", path(&machine.data()))),
        "{text}"
    );
    assert!(text.contains("# Configuration de Grappe."));

    let again = machine.init();
    assert_eq!(again.code, Some(2));
    assert!(again.complained.contains("grappe.toml existe déjà"), "{again:?}");
    assert_eq!(fs::read_to_string(machine.config()).unwrap(), text);

    // The configuration alone is gone: the data are kept all the more.
    fs::remove_file(machine.config()).unwrap();
    let again = machine.init();
    assert_eq!(again.code, Some(2));
    assert!(
        again.complained.contains("grappe.sqlite3 existe déjà"),
        "{again:?}"
    );
    assert!(!machine.config().exists());
}

#[test]
fn a_first_try_that_failed_half_way_may_be_repeated() {
    let machine = Machine::new();
    let malformed = machine.run(&[
        "init",
        "--config",
        &path(&machine.config()),
        "--data",
        &path(&machine.data()),
        "--login",
        "a b",
    ]);
    assert_eq!(malformed.code, Some(2), "{malformed:?}");
    assert!(
        !machine.config().exists() && !machine.data().exists(),
        "nothing was touched"
    );
    // A configuration that cannot be written leaves a data folder without accounts.
    fs::create_dir(machine.data()).unwrap();
    let blocked = machine.run(&[
        "init",
        "--config",
        "/proc/grappe.toml",
        "--data",
        &path(&machine.data()),
    ]);
    assert_eq!(blocked.code, Some(5), "{blocked:?}");
    assert_eq!(machine.init().code, Some(0));
}

#[test]
fn version_and_help_in_both_languages() {
    let machine = Machine::new();
    let version = machine.run(&["version"]);
    assert_eq!(version.code, Some(0));
    for part in [
        env!("CARGO_PKG_VERSION"),
        "commit ",
        "fuseaux horaires IANA 20",
        "SQLite 3.",
    ] {
        assert!(version.said.contains(part), "{part}: {}", version.said);
    }
    assert!(
        machine
            .run(&["serve", "--help"])
            .said
            .contains("Démarre le service")
    );
    let english = Machine::new().with("LC_ALL", "en_GB.UTF-8");
    assert!(
        english
            .run(&["serve", "--help"])
            .said
            .contains("Starts the practice's server")
    );
    for command in ["serve", "init", "check", "user", "token", "version"] {
        let help = machine.run(&[command, "--help"]);
        assert_eq!(help.code, Some(0), "{command}");
        assert!(help.said.starts_with(|c: char| c.is_uppercase()), "{}", help.said);
    }
}
