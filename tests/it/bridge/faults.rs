//! Broken lines and broken answers: an error, within bounds, and nothing taken for removed.

use std::time::Duration;

use grappe::bridge::dav::{DavError, Terms};
use grappe::sys::http::{Allowance, LinkError};

use super::account::{Reader, event, session_on, terms};
use super::fake::{Answer, Fake, Fault, Ways};

async fn known() -> (Fake, Reader) {
    let fake = Fake::start(Ways::default());
    fake.write("a.ics", &event("a", "1", "Réunion"));
    let mut reader = Reader::found(&fake.url, "agenda").await;
    reader.pass().await;
    fake.heard();
    (fake, reader)
}

#[tokio::test]
async fn a_connection_is_kept_and_made_again() {
    let (fake, mut reader) = known().await;
    // Hung up between two questions: one that changes nothing is asked again.
    fake.fail("REPORT", Fault::CutAfter);
    assert!(reader.tried().await.is_ok());
    assert_eq!(fake.heard(), ["REPORT", "REPORT"]);
}

#[tokio::test]
async fn half_an_answer_is_none() {
    let (fake, mut reader) = known().await;
    for _ in 0..2 {
        fake.fail("REPORT", Fault::Truncated);
    }
    let cut = reader.tried().await.err();
    assert!(matches!(cut, Some(DavError::Link(LinkError::Cut(_)))), "{cut:?}");
    for fault in [
        Fault::Half,
        Fault::Instead(Answer::new(207).body("<html>sign in</html>")),
    ] {
        fake.fail("REPORT", fault);
        let unread = reader.tried().await.err();
        assert!(
            matches!(unread, Some(DavError::Malformed(_) | DavError::WebPage)),
            "{unread:?}"
        );
    }
    let page = Answer::new(200)
        .with("Content-Type", "text/html")
        .body("<html>sign in</html>");
    fake.fail("REPORT", Fault::Instead(page));
    assert_eq!(reader.tried().await.err(), Some(DavError::WebPage));
    assert_eq!(reader.before.members.len(), 1);
    assert!(reader.tried().await.is_ok(), "and goes on afterwards");
}

#[tokio::test]
async fn what_unpacks_without_end_is_stopped() {
    let (fake, mut reader) = known().await;
    fake.fail("REPORT", Fault::Bomb);
    assert_eq!(
        reader.tried().await.err(),
        Some(DavError::Link(LinkError::TooLarge))
    );
    let large = "x".repeat(9 * 1024 * 1024);
    fake.fail("REPORT", Fault::Instead(Answer::new(207).body(&large)));
    assert_eq!(
        reader.tried().await.err(),
        Some(DavError::Link(LinkError::TooLarge))
    );
}

/// Each byte in time, and the whole never.
#[tokio::test]
async fn a_byte_a_second_is_too_slow() {
    let (fake, reader) = known().await;
    let allowance = Allowance {
        whole: Duration::from_secs(2),
        ..terms().allowance
    };
    let terms = Terms { allowance, ..terms() };
    let mut slow = Reader {
        session: session_on(&fake.url, "", terms),
        before: reader.before,
    };
    fake.fail("REPORT", Fault::Drip);
    assert_eq!(slow.tried().await.err(), Some(DavError::Link(LinkError::TooSlow)));
}

#[tokio::test]
async fn a_pause_is_handed_on() {
    let (fake, mut reader) = known().await;
    for status in [429, 503] {
        fake.fail(
            "REPORT",
            Fault::Instead(Answer::new(status).with("Retry-After", "7200")),
        );
        let pause = Some(Duration::from_hours(1));
        assert_eq!(reader.tried().await.err(), Some(DavError::Busy { pause }));
    }
    fake.fail("REPORT", Fault::Instead(Answer::new(500)));
    let broken = reader.tried().await.err();
    assert!(
        matches!(broken, Some(DavError::Status { status: 500, .. })),
        "{broken:?}"
    );
}

#[tokio::test]
async fn nobody_there_is_told_from_a_bad_answer() {
    let mut nobody = super::account::session("http://127.0.0.1:1/", "");
    let found = grappe::bridge::dav::discover(&mut nobody).await.err();
    assert!(
        matches!(found, Some(DavError::Link(LinkError::Unreachable(_)))),
        "{found:?}"
    );
    // Names of the internet in clear, and addresses that nobody can mean.
    for forbidden in [
        "http://93.184.216.34/",
        "http://169.254.169.254/",
        "https://0.0.0.0/",
    ] {
        assert!(
            grappe::sys::http::Address::parse(forbidden).is_err(),
            "{forbidden}"
        );
    }
}
