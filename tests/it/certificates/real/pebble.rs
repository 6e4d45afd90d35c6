//! Pebble and its name server on loopback, in a folder of their own.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use grappe::config::{Acme, Source, Tls};
use grappe::sys::http::{Address, Allowance, Ask, Link};
use grappe::sys::tls::ExtraRoots;
use rustls::RootCertStore;

use super::super::authority::{Authority, Issued};

pub(super) const NAME: &str = "rdv.example.org";

/// Ends when dropped.
pub(super) struct Pebble {
    children: Vec<Child>,
    folder: tempfile::TempDir,
    port: u16,
    management: u16,
    dns: u16,
}

/// How Pebble behaves; `PEBBLE_…` of its own manual.
#[derive(Clone, Copy)]
pub(super) struct Manners {
    /// Of a hundred good nonces so many are refused.
    pub(super) nonces_refused: u8,
    /// Of a hundred orders so many take over proofs of earlier ones.
    pub(super) reuses: u8,
    /// Certificates last so many days.
    pub(super) days: u32,
    /// Names lead here.
    pub(super) leads_to: &'static str,
}

impl Default for Manners {
    fn default() -> Self {
        // Pebble's own five in a hundred would end one try in a thousand, which is no news of ours.
        Self {
            nonces_refused: 0,
            reuses: 0,
            days: 90,
            leads_to: "127.0.0.1",
        }
    }
}

/// A port that nobody has at the moment.
pub(super) fn free() -> u16 {
    let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    tcp.local_addr().unwrap().port()
}

impl Pebble {
    /// Not running yet: others must know where it will be.
    pub(super) fn planned() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = Authority::new();
        let Issued { chain, key } = authority.issues("localhost", "2025-01-01", "2100-01-01");
        fs::write(folder.path().join("server.pem"), chain).unwrap();
        fs::write(folder.path().join("server.key"), key).unwrap();
        fs::write(folder.path().join("authority.pem"), authority.root_pem()).unwrap();
        let dns = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        Self {
            children: Vec::new(),
            folder,
            port: free(),
            management: free(),
            dns: dns.local_addr().unwrap().port(),
        }
    }

    pub(super) fn directory(&self) -> String {
        format!("https://localhost:{}/dir", self.port)
    }

    pub(super) fn authority(&self) -> PathBuf {
        self.folder.path().join("authority.pem")
    }

    /// The configuration of a practice that asks it.
    pub(super) fn tls(&self) -> Tls {
        Tls {
            listen: "127.0.0.1:0".parse().unwrap(),
            names: vec![NAME.to_owned()],
            source: Source::Acme(Acme {
                directory: self.directory(),
                contact: None,
                authority: Some(self.authority()),
            }),
        }
    }

    /// Starts it; it looks for proofs at these ports.
    pub(super) fn begin(&mut self, plain: u16, encrypted: u16, manners: Manners) {
        let at = |name: &str| self.folder.path().join(name).display().to_string();
        let config = format!(
            r#"{{"pebble": {{"listenAddress": "127.0.0.1:{}", "managementListenAddress": "127.0.0.1:{}",
            "certificate": "{}", "privateKey": "{}", "httpPort": {plain}, "tlsPort": {encrypted},
            "certificateValidityPeriod": {}}}}}"#,
            self.port,
            self.management,
            at("server.pem"),
            at("server.key"),
            manners.days * 86_400,
        );
        fs::write(self.folder.path().join("pebble.json"), config).unwrap();
        let log = |name: &str| fs::File::create(self.folder.path().join(name)).unwrap();
        let mut names = Command::new("pebble-challtestsrv");
        names
            .args([
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-defaultIPv6",
                "",
            ])
            .args(["-defaultIPv4", manners.leads_to])
            .args(["-dns01", &format!("127.0.0.1:{}", self.dns)])
            .args(["-management", &format!("127.0.0.1:{}", free())]);
        let mut pebble = Command::new("pebble");
        pebble
            .args(["-config", &at("pebble.json")])
            .args(["-dnsserver", &format!("127.0.0.1:{}", self.dns)])
            .env("PEBBLE_VA_NOSLEEP", "1")
            .env("PEBBLE_WFE_NONCEREJECT", manners.nonces_refused.to_string())
            .env("PEBBLE_AUTHZREUSE", manners.reuses.to_string());
        for (mut command, name) in [(names, "names.log"), (pebble, "pebble.log")] {
            let child = command
                .stdin(Stdio::null())
                .stdout(log(name))
                .stderr(log(&format!("{name}.err")))
                .spawn()
                .expect("Debian's package « pebble » is there: see tests/tls/run");
            self.children.push(child);
        }
    }

    async fn asked(&self, port: u16, path: &str) -> Option<String> {
        let allowance = Allowance {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(5),
            body: 64 * 1024,
        };
        let text = fs::read_to_string(self.authority()).unwrap();
        let roots = ExtraRoots::of_pem(&text).unwrap().certificates();
        let to = Address::parse(&format!("https://localhost:{port}{path}")).unwrap();
        let ask = Ask {
            method: "GET",
            ..Ask::default()
        };
        let answer = Link::new(allowance, None).with_roots(roots).ask(&to, &ask).await;
        let answer = answer.ok().filter(|answer| answer.status == 200)?;
        Some(String::from_utf8(answer.body).unwrap())
    }

    /// Waits until it answers.
    pub(super) async fn ready(&self) {
        for _ in 0..600 {
            if self.asked(self.port, "/dir").await.is_some() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        unreachable!("pebble starts within thirty seconds: {}", self.log());
    }

    /// What browsers believe that believe it.
    pub(super) async fn believers(&self) -> RootCertStore {
        let pem = self.asked(self.management, "/roots/0").await.unwrap();
        let mut roots = RootCertStore::empty();
        for root in ExtraRoots::of_pem(&pem).unwrap().certificates() {
            roots.add(root).unwrap();
        }
        roots
    }

    /// What it has said.
    pub(super) fn log(&self) -> String {
        let read = |name: &str| fs::read_to_string(self.folder.path().join(name)).unwrap_or_default();
        read("pebble.log") + &read("pebble.log.err")
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        for child in &mut self.children {
            // One that has ended already is as good.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
