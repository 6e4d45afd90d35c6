//! A mailbox that is to be encrypted after the greeting (RFC 9051 §6.2.1), at a server that does not, or cannot: nothing is said to it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Shutdown, TcpListener};
use std::thread::JoinHandle;

use grappe::app::Returns;
use grappe::config::{Secret, TlsMode};
use grappe::messages::{Mailbox, MailboxTrouble};
use grappe::sys::tls::ExtraRoots;

/// Greets one visitor, answers the first command like this, and says what it heard until the visitor left.
fn server(greeting: &'static str, answer: &'static str) -> (u16, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(greeting.as_bytes()).unwrap();
        let mut lines = Vec::new();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let said = String::from_utf8_lossy(&line).into_owned();
            line.clear();
            if lines.is_empty() {
                let tag = said.split(' ').next().unwrap();
                // The visitor may be gone by then.
                let _ = stream.write_all(answer.replace("TAG", tag).as_bytes());
                let _ = stream.shutdown(Shutdown::Write);
            }
            lines.push(said);
        }
        lines
    });
    (port, heard)
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_hears_no_password() {
    for (greeting, answer) in [
        ("* OK ready\r\n", "TAG BAD no such command\r\n"),
        ("* OK ready\r\n", "TAG NO not now\r\n"),
        // Somebody on the way claims that all is done already.
        ("* PREAUTH welcome\r\n", "TAG BAD already authenticated\r\n"),
        // And answers to what was not asked yet.
        (
            "* OK ready\r\n",
            "TAG OK begin\r\n* OK more\r\n* BYE in the clear\r\n",
        ),
    ] {
        let (port, heard) = server(greeting, answer);
        let returns = Returns {
            host: "127.0.0.1".to_owned(),
            port,
            tls: TlsMode::StartTls,
            user: "rdv".to_owned(),
            password: Secret::new("geheim"),
            folder: "INBOX".to_owned(),
        };
        let roots = ExtraRoots::default();
        let opened = Mailbox::open(&returns, &roots);
        let opened = tokio::time::timeout(std::time::Duration::from_secs(30), opened).await;
        let trouble = opened.unwrap().map(drop).unwrap_err();
        assert!(
            matches!(trouble, MailboxTrouble::Unreachable(_)),
            "{answer}: {trouble}"
        );
        let heard = heard.join().unwrap();
        assert!(heard[0].contains("STARTTLS"), "{heard:?}");
        assert!(
            !heard
                .iter()
                .any(|line| line.contains("geheim") || line.contains("LOGIN")),
            "{heard:?}"
        );
    }
}
