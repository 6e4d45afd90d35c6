//! One server, which ends with its test.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub(super) struct Server {
    /// Its root, with a slash at the end.
    pub(super) url: String,
    folder: tempfile::TempDir,
    child: Child,
}

impl Server {
    pub(super) fn start(kind: &str) -> Self {
        Self::started(kind, tempfile::tempdir().unwrap(), &ports())
    }

    /// With these ports, in a folder that has what the server needs of ours.
    #[expect(
        clippy::disallowed_methods,
        reason = "only who installed the servers knows which are there"
    )]
    pub(super) fn started(kind: &str, folder: tempfile::TempDir, [first, second]: &[String; 2]) -> Self {
        let installed = std::env::var("GRAPPE_CALDAV_SERVERS").unwrap_or_default();
        let is_there = installed.split_whitespace().any(|one| one == kind);
        assert!(
            is_there,
            "run `bash tests/caldav/run`: it installs {kind} and names it in GRAPPE_CALDAV_SERVERS"
        );
        // The servers of DAViCal run under accounts of their own.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/caldav/serve");
        let mut child = Command::new("bash")
            .arg(script)
            .args([kind, folder.path().to_str().unwrap(), first, second])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let log = fs::read_to_string(folder.path().join("log")).unwrap_or_default();
        let url = line.trim().strip_prefix("ready ");
        let url = url
            .unwrap_or_else(|| unreachable!("{kind} did not start:\n{log}"))
            .to_owned();
        Self { url, folder, child }
    }

    /// What stands there as another program reads it; `None` when nothing does. `href`: an absolute path.
    pub(super) fn reads(&self, href: &str) -> Option<String> {
        let output = Command::new("curl")
            .args(["--silent", "--fail", "--anyauth", "--user", "dr:secret"])
            .arg(format!("{}{}", self.url.trim_end_matches('/'), href))
            .output()
            .unwrap();
        let is_there = output.status.success();
        is_there.then(|| String::from_utf8(output.stdout).unwrap())
    }

    /// What somebody else does there with another program: the status. `href`: an absolute path.
    pub(super) fn somebody(&self, method: &str, href: &str, body: &str) -> u16 {
        let file = self.folder.path().join("sent.ics");
        fs::write(&file, body).unwrap();
        let output = Command::new("curl")
            .args([
                "--silent",
                "--anyauth",
                "--user",
                "dr:secret",
                "--request",
                method,
            ])
            .args(["--header", "Content-Type: text/calendar; charset=utf-8"])
            .args(["--data-binary", &format!("@{}", file.display())])
            .args(["--output", "/dev/null", "--write-out", "%{http_code}"])
            .arg(format!("{}{}", self.url.trim_end_matches('/'), href))
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its standard input ends, and so does everything that it started.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Free a moment ago; both are held until both are known.
pub(super) fn ports() -> [String; 2] {
    let held = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|listener| listener.local_addr().unwrap().port().to_string())
}
