//! `init --with-radicale` and `radicale setup`: the files of the calendar server beside us, written once and kept.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use super::program::{Ended, Machine, path};

struct Beside {
    machine: Machine,
    folder: PathBuf,
}

impl Beside {
    fn new() -> Self {
        let machine = Machine::new();
        let folder = machine.data().with_file_name("radicale");
        Self { machine, folder }
    }

    fn init(&self) -> Ended {
        let (config, data) = (path(&self.machine.config()), path(&self.machine.data()));
        let beside = format!("--with-radicale={}", path(&self.folder));
        self.machine
            .run(&["init", "--config", &config, "--data", &data, &beside])
    }

    fn set_up(&self) -> Ended {
        let config = path(&self.machine.config());
        self.machine.run(&["radicale", "setup", "--config", &config])
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).unwrap()
    }
}

#[test]
fn init_writes_what_radicale_needs_and_says_how_to_go_on() {
    let beside = Beside::new();
    let ended = beside.init();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let folder = path(&beside.folder);
    for part in [
        "/admin/welcome",
        &format!("Configuration de Radicale : {folder}/config"),
        &format!("radicale --config {folder}/config"),
        "chown -R grappe:radicale",
        "Créer ce qui manque",
    ] {
        assert!(ended.said.contains(part), "{part} in {}", ended.said);
    }
    let config = beside.read("config");
    assert!(config.starts_with("# Radicale à côté de Grappe"), "{config}");
    for line in [
        "hosts = 127.0.0.1:5232",
        "htpasswd_encryption = bcrypt",
        "type = owner_only",
    ] {
        assert!(config.lines().any(|found| found == line), "{line}");
    }
    for file in ["config", "users"] {
        let mode = fs::metadata(beside.folder.join(file))
            .unwrap()
            .permissions()
            .mode()
            & 0o777;
        assert_eq!(mode, 0o640, "{file}");
    }
    let toml = fs::read_to_string(beside.machine.config()).unwrap();
    assert!(toml.contains(&format!("\nfolder = \"{folder}\"\n")), "{toml}");
}

#[test]
fn a_second_run_keeps_everything_and_a_practice_that_is_there_is_told_what_to_configure() {
    let beside = Beside::new();
    beside.init();
    fs::write(beside.folder.join("config"), "# à nous\n").unwrap();
    fs::write(beside.folder.join("users"), "equipe:$2y$10$x\n").unwrap();
    let ended = beside.set_up();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.said.contains("gardée telle quelle"), "{}", ended.said);
    assert!(
        !ended.said.contains("[radicale]"),
        "it is configured: {}",
        ended.said
    );
    assert_eq!(
        (beside.read("config").as_str(), beside.read("users").as_str()),
        ("# à nous\n", "equipe:$2y$10$x\n")
    );

    let (machine, _) = Machine::ready();
    let folder = path(&machine.data().with_file_name("ailleurs"));
    let ended = machine.on_data(&["radicale", "setup", "--folder", &folder]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(
        ended
            .said
            .contains(&format!("[radicale]\n  folder = \"{folder}\"")),
        "{}",
        ended.said
    );
    let ended = machine.on_data(&["radicale", "setup", "--folder", "/proc/radicale"]);
    assert_eq!(ended.code, Some(5), "{ended:?}");
    assert!(ended.complained.contains("/proc/radicale"), "{ended:?}");
}
