//! The program itself, killed at any moment while it gets its first certificate.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::runtime::Runtime;

use super::super::front::{Speaks, asks};
use super::pebble::{Manners, NAME, Pebble, free};

const PROGRAM: &str = env!("CARGO_BIN_EXE_grappe");
/// Times that it is killed; each a little later after its start than the one before.
const KILLS: u64 = 14;

fn start(config: &Path) -> Child {
    Command::new(PROGRAM)
        .args(["serve", "--config", &config.display().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[expect(clippy::disallowed_methods, reason = "a program is killed in real time")]
#[test]
fn whatever_is_cut_the_next_start_goes_on_and_no_certificate_is_wasted() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (config, data) = (folder.path().join("grappe.toml"), folder.path().join("data"));
    let (plain, encrypted) = (free(), free());
    let made = Command::new(PROGRAM)
        .args(["init", "--config", &config.display().to_string()])
        .args(["--data", &data.display().to_string()])
        .args(["--listen", &format!("127.0.0.1:{plain}")])
        .stdout(Stdio::null())
        .status();
    assert!(made.unwrap().success());
    let mut pebble = Pebble::planned();
    let tls = format!(
        "\n[tls]\nlisten = \"127.0.0.1:{encrypted}\"\nnames = [\"{NAME}\"]\nacme = \"{}\"\nauthority = \"{}\"\naccept_terms = true\n",
        pebble.directory(),
        pebble.authority().display()
    );
    let text = fs::read_to_string(&config).unwrap();
    let commented = text.find("[tls]").unwrap();
    let (before, after) = text.split_at(commented);
    fs::write(&config, format!("{before}{}", after.replacen("[tls]", &tls, 1))).unwrap();
    pebble.begin(plain, encrypted, Manners::default());
    runtime.block_on(pebble.ready());

    for kill in 0..KILLS {
        let mut program = start(&config);
        std::thread::sleep(Duration::from_millis(150 + kill * 60));
        // SIGKILL.
        program.kill().unwrap();
        program.wait().unwrap();
    }
    let mut program = start(&config);
    let believers = runtime.block_on(pebble.believers());
    let mut answer = String::new();
    for _ in 0..300 {
        let line = Speaks::as_usual(&believers).to(([127, 0, 0, 1], encrypted).into(), NAME);
        if let Ok(mut line) = line {
            answer = asks(&mut line, "/privacy").unwrap();
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    program.kill().unwrap();
    program.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer} {}", pebble.log());
    let issued = pebble.log().matches("Issued certificate").count();
    assert_eq!(issued, 1, "{}", pebble.log());
    let checked = Command::new(PROGRAM)
        .args(["check", "--config", &config.display().to_string()])
        .env("LC_ALL", "fr_FR.UTF-8")
        .output()
        .unwrap();
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.status.success(), "{said}");
    assert!(said.contains("Certificat valable jusqu'au"), "{said}");
}
