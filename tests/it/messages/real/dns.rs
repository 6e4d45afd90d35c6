//! Text records of a real name server.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use grappe::domain::mail::records::{Records, Standing, judge};
use grappe::messages::Resolver;

/// Ends when dropped.
struct NameServer {
    child: Child,
    address: SocketAddr,
}

impl NameServer {
    async fn start(records: &[(&str, &str)]) -> Self {
        let free = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let mut command = Command::new("/usr/sbin/dnsmasq");
        command.args([
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--no-resolv",
            "--no-hosts",
            "--no-daemon",
            "--bind-interfaces",
            "--listen-address=127.0.0.1",
            "--local=/fr/",
            "--pid-file=",
            &format!("--port={}", address.port()),
        ]);
        for (name, text) in records {
            // Long texts are several strings of one record.
            let parts: Vec<String> = text
                .as_bytes()
                .chunks(200)
                .map(|part| std::str::from_utf8(part).unwrap().to_owned())
                .collect();
            command.arg(format!("--txt-record={name},{}", parts.join(",")));
        }
        let child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, address };
        for _ in 0..600 {
            if Resolver::at(address).texts("pret.fr").await.is_ok() {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        unreachable!("dnsmasq starts within thirty seconds");
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn records_are_read_whole_and_judged() {
    let key = format!("v=DKIM1; k=rsa; p={}", "A".repeat(392));
    let server = NameServer::start(&[
        ("cabinet.fr", "v=spf1 include:mx.ovh.com ~all"),
        ("cabinet.fr", "google-site-verification=x"),
        ("k._domainkey.cabinet.fr", &key),
    ])
    .await;
    let resolver = Resolver::at(server.address);
    let mut domain = resolver.texts("cabinet.fr").await.unwrap();
    domain.sort();
    assert_eq!(
        domain,
        ["google-site-verification=x", "v=spf1 include:mx.ovh.com ~all"]
    );
    let dkim = resolver.texts("k._domainkey.cabinet.fr").await.unwrap();
    assert_eq!(dkim, [key.as_str()]);
    let dmarc = resolver.texts("_dmarc.cabinet.fr").await.unwrap();
    assert!(dmarc.is_empty(), "there is no such name");
    let records = Records {
        domain,
        dkim: Some(dkim),
        dmarc,
    };
    let own = ("k._domainkey.cabinet.fr".to_owned(), key);
    let found = judge("cabinet.fr", "ssl0.ovh.net", Some(&own), &records);
    let standings: Vec<_> = found
        .iter()
        .map(|finding| (finding.standing, finding.key))
        .collect();
    assert_eq!(
        standings,
        [
            (Standing::Good, "spf-good"),
            (Standing::Good, "dkim-good"),
            (Standing::Bad, "dmarc-missing")
        ]
    );
}

#[tokio::test]
async fn an_answer_too_long_for_a_datagram_is_asked_for_again() {
    let texts: Vec<String> = (0..30).map(|n| format!("{n:02}{}", "x".repeat(190))).collect();
    let records: Vec<(&str, &str)> = texts.iter().map(|text| ("long.fr", text.as_str())).collect();
    let server = NameServer::start(&records).await;
    let mut found = Resolver::at(server.address).texts("long.fr").await.unwrap();
    found.sort();
    assert_eq!(found, texts);
}

#[tokio::test]
async fn silence_is_no_answer_and_not_an_absence() {
    let mute = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let resolver = Resolver::at(mute.local_addr().unwrap());
    assert!(resolver.texts("cabinet.fr").await.is_err());
}
