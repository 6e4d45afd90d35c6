//! A real mail server (aiosmtpd) as a child process; see `server.py` for how it behaves.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use grappe::config::{Smtp, TlsMode};
use grappe::domain::contact::Email;
use grappe::sys::task;
use serde_json::Value;

/// How long a message may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// See the module. Ends when dropped.
pub(crate) struct MailServer {
    child: Child,
    pub(crate) port: u16,
    accepted: Receiver<Accepted>,
}

/// A message that the server has accepted.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) to: String,
    pub(crate) is_encrypted: bool,
    pub(crate) data: String,
    /// Which connection brought it, from 1; 0 where the server does not count them.
    pub(crate) connection: u64,
}

impl Accepted {
    /// A header, unfolded; encoded words stay as they are.
    pub(crate) fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let start = format!("{name}: ");
        let line = head.lines().find_map(|line| line.strip_prefix(&start));
        line.expect(name).to_owned()
    }
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/smtp");
    folder.join(name).display().to_string()
}

/// The certificate authority of the test server, for `SSL_CERT_FILE`.
pub(crate) fn authority() -> String {
    fixture("authority.pem")
}

impl MailServer {
    /// `none`, `starttls` or `tls`.
    pub(crate) fn start(mode: &str) -> Self {
        Self::run(
            "server.py",
            &[mode, &fixture("server.pem"), &fixture("server.key")],
        )
    }

    /// One that does one thing wrong; see `scripted.py`.
    pub(crate) fn scripted() -> Self {
        Self::run("scripted.py", &[])
    }

    /// The same, which writes what it accepts into a file.
    pub(crate) fn counting(file: &Path) -> Self {
        Self::run("scripted.py", &[&file.display().to_string()])
    }

    fn run(script: &str, arguments: &[&str]) -> Self {
        // Debian's own Python has Debian's packages; another one may come first in the path.
        let python = ["/usr/bin/python3", "python3"];
        let python = python
            .into_iter()
            .find(|p| Path::new(p).exists())
            .unwrap_or("python3");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/messages");
        let mut child = Command::new(python)
            .arg(folder.join(script))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 with aiosmtpd");
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut port = String::new();
        lines.read_line(&mut port).unwrap();
        let port = port
            .trim()
            .parse()
            .expect("the mail server did not start: is aiosmtpd there?");
        Self {
            child,
            port,
            accepted: collected(lines),
        }
    }

    /// How a practice is configured for it.
    pub(crate) fn account(&self) -> Smtp {
        Smtp {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            tls: TlsMode::None,
            user: None,
            password: None,
            from: Email::parse("rdv@cabinet.example.org").unwrap(),
        }
    }

    /// What a scripted server does from now on: a verb and an action, or nothing.
    pub(crate) fn does(&mut self, order: &str) {
        let orders = self.child.stdin.as_mut().unwrap();
        writeln!(orders, "{order}").unwrap();
        orders.flush().unwrap();
        while self.next().to != "script" {}
    }

    /// The next accepted message.
    pub(crate) fn next(&self) -> Accepted {
        self.accepted.recv_timeout(PATIENCE).expect("no message came")
    }

    /// What was accepted and not looked at yet.
    pub(crate) fn rest(&self) -> Vec<Accepted> {
        self.accepted.try_iter().collect()
    }
}

fn collected(lines: BufReader<ChildStdout>) -> Receiver<Accepted> {
    let (tell, accepted) = channel();
    let read = move || {
        for line in lines.lines().map_while(Result::ok) {
            let value: Value = serde_json::from_str(&line).unwrap();
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let message = Accepted {
                to: text(&value["to"][0]),
                is_encrypted: value["is_encrypted"].as_bool().unwrap(),
                data: text(&value["data"]),
                connection: value["connection"].as_u64().unwrap_or(0),
            };
            if tell.send(message).is_err() {
                break;
            }
        }
    };
    task::thread("mail server", read).unwrap();
    accepted
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
