//! The command as its user meets it.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::Browser;

/// A demonstration that runs; ended when dropped.
struct Running {
    child: Child,
    lines: Vec<String>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Running {
    /// On a free port, with its temporary files in `temporary`, once it has printed its whole invitation.
    fn start(temporary: &Path, arguments: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_grappe"))
            .args(["demo", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("TMPDIR", temporary)
            .env("LANG", "fr_FR.UTF-8")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut running = Self {
            child,
            lines: Vec::new(),
        };
        let mut printed = BufReader::new(running.child.stdout.take().unwrap()).lines();
        while !running.lines.iter().any(|line| line.contains("Ctrl")) {
            let line = printed.next().expect("it ended before it invited").unwrap();
            running.lines.push(line);
        }
        running
    }

    /// Ends it as Ctrl-C does; whether it ended well.
    fn interrupt(mut self) -> bool {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", "INT", &pid]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap().success()
    }

    /// The address in the line of that name.
    fn link(&self, name: &str) -> &str {
        let mut lines = self.lines.iter();
        let line = lines.find(|line| line.trim_start().starts_with(name)).unwrap();
        line.split_whitespace().last().unwrap()
    }
}

#[test]
fn it_invites_lets_in_by_the_link_once_and_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let running = Running::start(temporary.path(), &[]);
    let booking = running.link("Page").strip_prefix("http://").unwrap();
    let address: SocketAddr = booking.trim_end_matches('/').parse().unwrap();
    let welcome = running.link("administration").split_once(booking).unwrap().1;
    let mut browser = Browser::at(address);
    let page = browser.get(&format!("/{welcome}"));
    let code = welcome.split_once('=').unwrap().1;
    page.assert(200, &[&format!("value=\"{code}\""), "sans mot de passe"]);

    let sent = browser.post(
        "/admin/welcome",
        &[("code", code), ("password", ""), ("again", "")],
    );
    assert_eq!(sent.location().as_deref(), Some("/admin"), "{}", sent.text());
    browser.get("/admin/account").assert(200, &["Camille Roche"]);
    let again = Browser::at(address).post("/admin/welcome", &[("code", code)]);
    assert_eq!(again.status, 422, "the code was good a second time");

    assert!(running.interrupt());
    assert_eq!(std::fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn a_kept_folder_is_kept_and_merged_into_one_database() {
    let temporary = tempfile::tempdir().unwrap();
    let kept = temporary.path().join("mon dossier");
    let data = ["--data", kept.to_str().unwrap()];
    for _ in 0..2 {
        assert!(Running::start(temporary.path(), &data).interrupt());
        let entries = std::fs::read_dir(&kept).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(
            names,
            ["device.key", "grappe.lock", "grappe.sqlite3", "newest.txt"]
        );
    }
}
