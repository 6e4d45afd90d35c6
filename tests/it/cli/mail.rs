//! The binary and a mail server that insists on encryption.

use chrono::TimeDelta;
use grappe::app::App;
use grappe::domain::care_type::CareTerms;
use grappe::domain::slot::SlotQuery;
use grappe::sys::clock::Clock;

use super::program::Machine;
use crate::messages::server::{MailServer, authority};
use crate::support::house::{Practice, person};

/// A folder with one confirmation that waits, as a real practice would have it: by the machine's own clock.
async fn with_a_message(machine: &Machine) {
    let clock = Clock::system();
    let app = App::open(&machine.data(), &clock).unwrap();
    let practice = Practice {
        app,
        clock: clock.clone(),
        folder: tempfile::tempdir().unwrap(),
    };
    let (_, care) = practice.usual().await;
    let (today, app) = (clock.now().date_naive(), &practice.app);
    let last = today + TimeDelta::days(i64::from(CareTerms::default().horizon_days));
    let query = SlotQuery::new(care, None, today + TimeDelta::days(2), last);
    let slots = app.find_slots(&query);
    let start = slots.iter().next().expect("a free time").start.to_rfc3339();
    let booking = crate::support::house::at_the_desk(care, &start, person("Petit", "Marie"));
    app.book(booking, None).await.unwrap();
}

fn arrives_encrypted(mode: &str) {
    let server = MailServer::start(mode);
    let (machine, _) = Machine::ready();
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(with_a_message(&machine));
    let machine = machine
        .with("SSL_CERT_FILE", &authority())
        .with("GRAPPE_SMTP_HOST", "localhost")
        .with("GRAPPE_SMTP_PORT", &server.port.to_string())
        .with("GRAPPE_SMTP_TLS", mode)
        .with("GRAPPE_SMTP_FROM", "rdv@cabinet.example.org")
        .with("GRAPPE_SERVER_PUBLIC_URL", "https://rdv.example.org/cabinet");
    let serving = machine.serve();
    let mail = server.next();
    assert_eq!(
        (mail.to.as_str(), mail.is_encrypted),
        ("marie.petit@example.org", true)
    );
    assert!(
        mail.data.contains("https://rdv.example.org/cabinet/m/"),
        "{}",
        mail.data
    );
    let (exit, log) = serving.ended_by("TERM");
    assert_eq!(exit, Some(0));
    assert!(!log.contains("example.org") && !log.contains("Petit"), "{log}");
    assert!(server.rest().is_empty());
}

#[test]
fn by_starttls() {
    arrives_encrypted("starttls");
}

#[test]
fn by_tls_from_the_first_byte() {
    arrives_encrypted("tls");
}

#[test]
fn a_certificate_of_nobody_we_know_gets_nothing() {
    let server = MailServer::start("tls");
    let (machine, _) = Machine::ready();
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(with_a_message(&machine));
    let machine = machine
        .with("GRAPPE_SMTP_HOST", "localhost")
        .with("GRAPPE_SMTP_PORT", &server.port.to_string())
        .with("GRAPPE_SMTP_TLS", "tls")
        .with("GRAPPE_SMTP_FROM", "rdv@cabinet.example.org");
    let serving = machine.serve();
    assert_eq!(serving.browser().get("/privacy").status, 200, "booking goes on");
    // At the end of the program the message on its way is recorded.
    let (exit, log) = serving.ended_by("TERM");
    assert_eq!(exit, Some(0));
    assert!(server.rest().is_empty(), "{log}");
}
