//! Runs the binary in a folder of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use crate::support::Browser;

const PROGRAM: &str = env!("CARGO_BIN_EXE_grappe");

/// A machine with a configuration file and a data folder, at first without both.
pub(super) struct Machine {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

/// How a command ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) code: Option<i32>,
    pub(super) said: String,
    pub(super) complained: String,
}

impl Machine {
    /// In French.
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: vec![("LC_ALL".to_owned(), "fr_FR.UTF-8".to_owned())],
        }
    }

    /// With a practice on it, and the one-time code of its administrator.
    pub(super) fn ready() -> (Self, String) {
        let machine = Self::new();
        let ended = machine.init();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let code = code_in(&ended.said);
        (machine, code)
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn config(&self) -> PathBuf {
        self.folder.path().join("grappe.toml")
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(super) fn database(&self) -> PathBuf {
        self.data().join("grappe.sqlite3")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        command.args(arguments).envs(variables);
        command
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Ended {
        let output = self.command(arguments).output().unwrap();
        // Which blanks break and which do not, another test asks.
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\u{a0}', " ");
        Ended {
            code: output.status.code(),
            said: text(output.stdout),
            complained: text(output.stderr),
        }
    }

    pub(super) fn init(&self) -> Ended {
        let (config, data) = (path(&self.config()), path(&self.data()));
        self.run(&[
            "init",
            "--config",
            &config,
            "--data",
            &data,
            "--listen",
            "127.0.0.1:0",
        ])
    }

    /// A command on the data folder.
    pub(super) fn on_data(&self, arguments: &[&str]) -> Ended {
        let data = path(&self.data());
        self.run(&[arguments, &["--data", &data]].concat())
    }

    /// `serve`, which must end by itself.
    pub(super) fn serve_refused(&self) -> Ended {
        self.run(&["serve", "--config", &path(&self.config())])
    }

    /// `serve`, ready to answer.
    pub(super) fn serve(&self) -> Serving {
        Self::serving(self.command(&["serve", "--config", &path(&self.config())]))
    }

    /// `serve` as systemd starts it with one socket: third descriptor, and variables that name this very process.
    pub(super) fn handed(&self, socket: impl Into<OwnedFd>, name: &str) -> Command {
        let config = path(&self.config());
        let started = "LISTEN_PID=$$ exec \"$@\" 3<&0 0</dev/null";
        let mut command = Command::new("sh");
        command
            .args(["-c", started, "sh", PROGRAM, "serve", "--config", &config])
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .envs([("LISTEN_FDS", "1"), ("LISTEN_FDNAMES", name)])
            .stdin(Stdio::from(socket.into()));
        command
    }

    /// The same, ready to answer.
    pub(super) fn serve_handed(&self, socket: TcpListener, name: &str) -> Serving {
        Self::serving(self.handed(socket, name))
    }

    /// The same, started by another program that becomes it: its name and first arguments.
    pub(super) fn serve_by(&self, starter: &[String]) -> Serving {
        let mut command = Command::new(&starter[0]);
        let variables = self.variables.iter().map(|(name, value)| (name, value));
        let config = path(&self.config());
        command
            .args(&starter[1..])
            .args([PROGRAM, "serve", "--config", &config])
            .envs(variables);
        Self::serving(command)
    }

    fn serving(mut command: Command) -> Serving {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        said.read_line(&mut first).unwrap();
        let address = first.trim().rsplit(' ').next().unwrap().parse();
        let mut told = child.stderr.take().unwrap();
        // Read all the time: a program that cannot tell more waits.
        let log = std::thread::spawn(move || {
            let mut log = String::new();
            told.read_to_string(&mut log).map(|_| log).unwrap()
        });
        Serving {
            address: address.unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], 0))),
            child,
            log: Some(log),
        }
    }
}

/// A running server; killed when dropped.
pub(super) struct Serving {
    child: Child,
    log: Option<JoinHandle<String>>,
    pub(super) address: SocketAddr,
}

impl Serving {
    pub(super) fn browser(&self) -> Browser {
        Browser::at(self.address)
    }

    /// A signal by name; what it ended with, and what it had logged.
    pub(super) fn ended_by(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status();
        assert!(sent.unwrap().success());
        let log = self.log.take().unwrap().join().unwrap();
        (self.child.wait().unwrap().code(), log)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn path(path: &Path) -> String {
    path.display().to_string()
}

/// The one-time code among what was said.
pub(super) fn code_in(said: &str) -> String {
    let is_code = |word: &&str| word.len() == 19 && word.matches('-').count() == 3;
    said.split_whitespace().find(is_code).expect("a code").to_owned()
}
