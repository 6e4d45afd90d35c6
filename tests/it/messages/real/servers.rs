//! Postfix and dovecot of Debian as child processes; see tests/mail/serve.py.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use grappe::app::NewReturns;
use grappe::config::{Secret, Smtp, TlsMode};
use grappe::domain::contact::Email;
use serde_json::Value;

/// How long a message may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// See the module. Ends when dropped.
pub(super) struct Servers {
    child: Child,
    smtp: u16,
    imap: u16,
    imaps: u16,
    folder: PathBuf,
}

impl Servers {
    pub(super) fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mail/serve.py");
        let mut child = Command::new("/usr/bin/python3")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let told: Value = serde_json::from_str(&line).expect("postfix and dovecot start");
        let port = |name: &str| u16::try_from(told[name].as_u64().unwrap()).unwrap();
        Self {
            child,
            smtp: port("smtp"),
            imap: port("imap"),
            imaps: port("imaps"),
            folder: PathBuf::from(told["folder"].as_str().unwrap()),
        }
    }

    /// How a practice is configured for the relay on its own machine.
    pub(super) fn account(&self) -> Smtp {
        Smtp {
            host: "localhost".to_owned(),
            port: self.smtp,
            tls: TlsMode::StartTls,
            user: Some("rdv@cabinet.example.org".to_owned()),
            password: Some(Secret::new("secret rdv")),
            from: Email::parse("rdv@cabinet.example.org").unwrap(),
        }
    }

    /// The mailbox of the practice.
    pub(super) fn returns(&self) -> NewReturns {
        NewReturns {
            host: "localhost".to_owned(),
            port: self.imaps,
            tls: TlsMode::Tls,
            user: "rdv@cabinet.example.org".to_owned(),
            password: Some(Secret::new("secret rdv")),
            folder: "INBOX".to_owned(),
        }
    }

    /// The same mailbox, encrypted after the greeting.
    pub(super) fn returns_upgraded(&self) -> NewReturns {
        NewReturns {
            port: self.imap,
            tls: TlsMode::StartTls,
            ..self.returns()
        }
    }

    /// The messages in a mailbox, once there are so many.
    #[expect(
        clippy::disallowed_methods,
        reason = "waits for another program, on the clock of the machine"
    )]
    pub(super) fn mails(&self, of: &str, count: usize) -> Vec<String> {
        let began = Instant::now();
        loop {
            let found = self.delivered(of);
            if found.len() >= count {
                return found;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{} of {count} came for {of}",
                found.len()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn delivered(&self, of: &str) -> Vec<String> {
        let mailbox = self.folder.join("mail").join(of);
        let folders = ["new", "cur"].map(|name| mailbox.join(name));
        let mut files: Vec<PathBuf> = folders
            .iter()
            .filter_map(|folder| std::fs::read_dir(folder).ok())
            .flatten()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let read = |path: &PathBuf| String::from_utf8(std::fs::read(path).unwrap()).unwrap();
        files.iter().map(read).collect()
    }

    /// Puts a message into a mailbox, as its server would.
    pub(super) fn deliver(&self, to: &str, mail: &str) {
        let mailbox = self.folder.join("mail").join(to);
        let owner = std::fs::metadata(&mailbox).unwrap();
        for name in ["tmp", "new", "cur"] {
            let folder = mailbox.join(name);
            std::fs::create_dir_all(&folder).unwrap();
            own(&folder, &owner);
        }
        let count = self.delivered(to).len();
        let file = mailbox.join("new").join(format!("9999999999.{count}.test"));
        std::fs::write(&file, mail).unwrap();
        own(&file, &owner);
    }
}

fn own(path: &Path, like: &std::fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    std::os::unix::fs::chown(path, Some(like.uid()), Some(like.gid())).unwrap();
}

impl Drop for Servers {
    fn drop(&mut self) {
        // The end of its input lets it stop both and clear up.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
