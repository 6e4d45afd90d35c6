//! The program under test: the binary as it is shipped, as a process of its own.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::client::{Answer, Client};
use super::disk::Disk;
use super::premises::Premises;

const PROGRAM: &str = env!("CARGO_BIN_EXE_grappe");
/// Longer than a start may take on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A running `grappe serve`; killed when dropped.
pub(super) struct Server {
    child: Child,
    address: SocketAddr,
    token: String,
}

/// It ended before it served anybody.
#[derive(Debug)]
pub(super) struct NotStarted {
    /// `None`: killed.
    pub(super) code: Option<i32>,
    pub(super) said: String,
}

impl Server {
    pub(super) fn start(premises: &Premises, disk: Option<&Disk>) -> Result<Self, NotStarted> {
        let mut command = Command::new(PROGRAM);
        if let Some(disk) = disk {
            disk.under(&mut command);
        }
        Self::run(command, premises)
    }

    /// On a sound disk, which it must.
    pub(super) fn sound(premises: &Premises) -> Self {
        Self::start(premises, None).unwrap_or_else(|ended| panic!("{ended:?}"))
    }

    /// The same with these settings.
    pub(super) fn with(premises: &Premises, settings: &[(&str, String)]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.envs(settings.iter().map(|(name, value)| (name, value)));
        Self::run(command, premises).unwrap_or_else(|ended| panic!("{ended:?}"))
    }

    /// The same where the system allows so many open files and sockets only.
    pub(super) fn with_descriptors(premises: &Premises, count: u32) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {count} && exec \"$0\" \"$@\""), PROGRAM]);
        Self::run(shell, premises).unwrap_or_else(|ended| panic!("{ended:?}"))
    }

    fn run(mut command: Command, premises: &Premises) -> Result<Self, NotStarted> {
        let said = premises.beside("said");
        configure(&mut command, premises, &said);
        let mut child = command.spawn().unwrap();
        let limit = Instant::now() + PATIENCE;
        loop {
            let text = fs::read_to_string(&said).unwrap();
            if let Some(address) = address_in(&text) {
                let token = premises.token().to_owned();
                return Ok(Self {
                    child,
                    address,
                    token,
                });
            }
            if let Some(status) = child.try_wait().unwrap() {
                return Err(NotStarted {
                    code: status.code(),
                    said: fs::read_to_string(&said).unwrap(),
                });
            }
            assert!(Instant::now() < limit, "no start: {text}");
            sleep(Duration::from_millis(5));
        }
    }

    pub(super) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(super) fn token(&self) -> &str {
        &self.token
    }

    pub(super) fn client(&self) -> Client {
        Client::connect(self.address, &self.token).unwrap()
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.client().get(path).unwrap()
    }

    pub(super) fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// SIGKILL; no harm when it is gone already.
    pub(super) fn kill(&mut self) {
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn configure(command: &mut Command, premises: &Premises, said: &Path) {
    let out = File::create(said).unwrap();
    command
        .arg("serve")
        .env("GRAPPE_PRACTICE_DATA", premises.data())
        .env("GRAPPE_SERVER_LISTEN", "127.0.0.1:0")
        .env("GRAPPE_SERVER_MAX_CONNECTIONS_PER_ADDRESS", "1024")
        .env("GRAPPE_LOG_FILTER", "warn")
        .env("LC_ALL", "C")
        .stderr(out.try_clone().unwrap())
        .stdout(out);
}

/// The first whole line that names a port; the configured 0 is none.
fn address_in(text: &str) -> Option<SocketAddr> {
    let whole = &text[..text.rfind('\n')?];
    let ports = whole.split("127.0.0.1:").skip(1);
    let mut ports = ports.map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    let port = ports.find_map(|port| port.parse().ok().filter(|port| *port > 0))?;
    Some(SocketAddr::from(([127, 0, 0, 1], port)))
}
