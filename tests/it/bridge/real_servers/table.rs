//! Ways of single servers that a mistake of ours would fall for.

use grappe::bridge::dav::{DavError, Seen, Suspicion, make_calendar};

use super::super::account::{Reader, came, event, listed};
use super::server::Server;

const DAMAGED: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:bad@x\r\nDTSTAMP:20260302T080000Z\r\n\
    DTSTART:20260303T080000Z\r\nRRULE:FREQ=SOMETIMES\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

async fn with_events(server: &Server, url: &str) -> Reader {
    let mut reader = Reader::found(url, "agenda").await;
    for id in ["a", "b", "c"] {
        let text = event(&format!("{id}@phone"), "1", "Réunion");
        assert_eq!(
            server.somebody("PUT", &reader.href(&format!("{id}.ics")), &text),
            201
        );
    }
    assert_eq!(came(&reader.pass().await).len(), 3);
    reader
}

/// Radicale and Xandikos refuse a token that they do not know; everything is listed, and nothing fetched again.
#[tokio::test]
async fn a_foreign_token_is_refused() {
    for (kind, token) in [
        ("radicale", "http://radicale.org/ns/sync/0000"),
        ("radicale-debian", "http://radicale.org/ns/sync/0000"),
        ("xandikos", "0000000000000000000000000000000000000000"),
    ] {
        let server = Server::start(kind);
        let mut reader = with_events(&server, &server.url).await;
        reader.before.token = Some(token.to_owned());
        let pass = reader.pass().await;
        assert!(pass.token_refused, "{kind}");
        assert_eq!(listed(&pass).map(|names| names.len()), Some(3), "{kind}");
        assert_eq!(came(&pass).len(), 0, "{kind}");
    }
}

/// DAViCal answers a foreign token with everything and no removals.
#[tokio::test]
async fn davical_lists_everything_for_a_foreign_token() {
    let server = Server::start("davical");
    let mut reader = with_events(&server, &server.url).await;
    assert!(matches!(
        server.somebody("DELETE", &reader.href("a.ics"), ""),
        200 | 204
    ));
    reader.before.token = Some("data:,999999".to_owned());
    let pass = reader.pass().await;
    assert!(!pass.token_refused && !pass.suspicions.is_empty(), "{pass:?}");
    assert_eq!(listed(&pass), Some(vec!["b.ics", "c.ics"]));
}

/// DAViCal answers the token of a calendar that was made anew with no change at all.
#[tokio::test]
async fn davical_says_nothing_of_a_calendar_made_anew() {
    let server = Server::start("davical");
    let mut reader = with_events(&server, &server.url).await;
    let calendar = reader.calendar();
    assert_eq!(server.somebody("DELETE", &calendar, ""), 204);
    assert_eq!(server.somebody("MKCALENDAR", &calendar, ""), 201);
    let mut passes = Vec::new();
    for _ in 0..2 {
        passes.push(reader.pass().await);
    }
    let last = passes.iter().find(|pass| listed(pass).is_some());
    let last = last.unwrap_or_else(|| panic!("nothing was noticed: {passes:?}"));
    assert!(last.suspicions.contains(&Suspicion::SilentChange), "{last:?}");
    assert_eq!(listed(last), Some(vec![]));
}

/// The two addresses of Synology Calendar.
#[tokio::test]
async fn davical_answers_under_another_prefix() {
    let server = Server::start("davical");
    let mut reader = with_events(&server, &format!("{}caldav/dr/agenda/", server.url)).await;
    assert_eq!(reader.calendar(), "/caldav.php/dr/agenda/");
    reader.before.calendar.href = "/caldav/dr/agenda/".to_owned();
    reader.before.token = None;
    let pass = reader.pass().await;
    assert_eq!(pass.calendar.href, "/caldav.php/dr/agenda/");
    assert_eq!(
        (listed(&pass).map(|names| names.len()), came(&pass).len()),
        (Some(3), 0)
    );
    let mut home = Reader::found(&format!("{}caldav/dr", server.url), "agenda").await;
    assert_eq!(came(&home.pass().await).len(), 3);
}

/// DAViCal and Xandikos take an event that no program can expand; the others are read all the same.
#[tokio::test]
async fn a_damaged_event_hides_no_other() {
    for kind in ["davical", "xandikos"] {
        let server = Server::start(kind);
        let mut reader = with_events(&server, &server.url).await;
        assert_eq!(
            server.somebody("PUT", &reader.href("bad.ics"), DAMAGED),
            201,
            "{kind}"
        );
        let text = event("d@phone", "1", "Réunion");
        assert_eq!(
            server.somebody("PUT", &reader.href("d.ics"), &text),
            201,
            "{kind}"
        );
        let pass = reader.pass().await;
        assert_eq!(came(&pass), ["bad.ics", "d.ics"], "{kind}");
        assert!(matches!(pass.seen, Seen::Delta(_)) && pass.fetched.quarantined.is_empty());
    }
}

#[tokio::test]
async fn a_calendar_is_made_where_there_is_none() {
    for (kind, existing) in [
        ("radicale", 409),
        ("davical", 405),
        ("xandikos", 403),
        ("sabre", 405),
    ] {
        let server = Server::start(kind);
        let mut session = super::super::account::session(&server.url, "secret");
        let found = grappe::bridge::dav::discover(&mut session).await.unwrap();
        let home = found.home.unwrap();
        let refused = make_calendar(&mut session, &home, "agenda", "Agenda").await.err();
        match refused {
            Some(DavError::Status { status, .. }) => assert_eq!(status, existing, "{kind}"),
            Some(DavError::Forbidden(_)) => assert_eq!(existing, 403, "{kind}"),
            other => panic!("{kind}: {other:?}"),
        }
        let made = make_calendar(&mut session, &home, "grappe", "Consultations")
            .await
            .unwrap();
        assert_eq!(made.href, format!("{home}grappe/"), "{kind}");
        assert_eq!(made.name.as_deref(), Some("Consultations"), "{kind}");
    }
}
