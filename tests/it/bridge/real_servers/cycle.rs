//! Finding, the trial of writing, reading and writing, against each.

use grappe::bridge::dav::{
    Body, Capabilities, Created, DavError, Deleted, Intake, Kind, Mark, Member, Scheme, Seen, Trial, Updated,
    create, discover, fetch, new_href, remove, update, write_probe,
};

use super::super::account::{Reader, came, event, listed, ours, session};
use super::server::Server;

/// What is expected of a server.
#[expect(clippy::struct_excessive_bools, reason = "each way by itself")]
struct Ways {
    kind: Kind,
    home: &'static str,
    tells_changes: bool,
    is_digest: bool,
    has_password: bool,
    rewrites: bool,
    /// A second event of one identity is refused.
    guards_identity: bool,
}

const RADICALE: Ways = Ways {
    kind: Kind::Radicale,
    home: "/dr/",
    tells_changes: true,
    is_digest: false,
    has_password: true,
    rewrites: true,
    guards_identity: true,
};

#[tokio::test]
async fn radicale() {
    cycle("radicale", &RADICALE).await;
}

#[tokio::test]
async fn radicale_of_debian() {
    cycle("radicale-debian", &RADICALE).await;
}

#[tokio::test]
async fn davical() {
    let ways = Ways {
        kind: Kind::Davical,
        home: "/caldav.php/dr/",
        rewrites: false,
        guards_identity: false,
        ..RADICALE
    };
    cycle("davical", &ways).await;
}

#[tokio::test]
async fn xandikos() {
    let ways = Ways {
        kind: Kind::Xandikos,
        home: "/dr/calendars/",
        has_password: false,
        ..RADICALE
    };
    cycle("xandikos", &ways).await;
}

#[tokio::test]
async fn sabre() {
    let ways = Ways {
        kind: Kind::Sabre,
        home: "/calendars/dr/",
        tells_changes: false,
        is_digest: true,
        rewrites: false,
        guards_identity: false,
        ..RADICALE
    };
    cycle("sabre", &ways).await;
}

async fn cycle(kind: &str, ways: &Ways) {
    let server = Server::start(kind);
    let mut reader = found(&server, ways).await;
    tried(&mut reader, ways).await;
    written_and_read(&mut reader, ways).await;
    changed(&mut reader).await;
    others_are_seen(&server, &mut reader).await;
    fetched_in_spite_of_a_hole(&mut reader).await;
    removed(&mut reader).await;
    wrong_password(&server, ways).await;
}

/// From the root of the server, and from the calendar itself.
async fn found(server: &Server, ways: &Ways) -> Reader {
    let mut asking = session(&server.url, "secret");
    let found = discover(&mut asking).await.unwrap();
    assert_eq!(found.server.kind, ways.kind, "{:?}", found.server);
    assert_eq!(found.home.as_deref(), Some(ways.home));
    let scheme = asking.scheme().cloned();
    assert_eq!(matches!(scheme, Some(Scheme::Digest(_))), ways.is_digest);
    assert_eq!(scheme.is_some(), ways.has_password);
    let reader = Reader::new(asking, &found, "agenda");
    let calendar = &reader.before.calendar;
    assert_eq!(calendar.href, format!("{}agenda/", ways.home));
    assert_eq!(calendar.tells_changes(), ways.tells_changes, "{calendar:?}");
    assert!(calendar.reports.multiget && calendar.reports.query && calendar.may_write == Some(true));
    let itself = format!("{}{}", server.url.trim_end_matches('/'), calendar.href);
    let alone = discover(&mut session(&itself, "secret")).await.unwrap();
    assert_eq!(alone.calendars.len(), 1);
    assert_eq!(alone.calendars[0].href, calendar.href);
    reader
}

async fn tried(reader: &mut Reader, ways: &Ways) {
    let trial = Trial {
        summary: "Essai; de, Grappe",
        now: "2026-03-02T08:00:00Z".parse().unwrap(),
    };
    let calendar = reader.calendar();
    let capabilities = write_probe(&mut reader.session, &calendar, &trial).await;
    let expected = Capabilities {
        tells_etag: true,
        rewrites: ways.rewrites,
        keeps_marks: true,
        refuses_twice: true,
        compares: true,
    };
    assert_eq!(capabilities, Ok(expected));
    let pass = reader.pass().await;
    assert_eq!(listed(&pass), Some(vec![]), "nothing of the trial stays");
}

async fn written_and_read(reader: &mut Reader, ways: &Ways) {
    let calendar = reader.calendar();
    for id in ["one", "two"] {
        let (uid, href) = (format!("{id}@grappe"), new_href(&calendar, id));
        let text = event(&uid, "1", "Rendez-vous\\; à l'heure\\, « où »");
        let session = &mut reader.session;
        let made = create(session, &calendar, &href, &ours(&uid, "1", &text)).await;
        assert!(matches!(made, Ok(Created::Stored(Some(_)))), "{made:?}");
        let again = create(session, &calendar, &href, &ours(&uid, "1", &text)).await;
        assert!(matches!(again, Ok(Created::StoodThere(Some(_)))), "{again:?}");
        let text = event(&uid, "2", "Rendez-vous");
        let other = create(session, &calendar, &href, &ours(&uid, "2", &text)).await;
        assert!(matches!(other, Ok(Created::Other(_))), "{other:?}");
    }
    let pass = reader.pass().await;
    assert_eq!(came(&pass), ["grappe-one.ics", "grappe-two.ics"]);
    for body in &pass.fetched.bodies {
        assert_eq!(Mark::of(&body.data).revision.as_deref(), Some("1"));
        let text = String::from_utf8(body.data.clone()).unwrap();
        assert!(text.replace("\n ", "").contains("« où »"), "{text}");
    }
    let quiet = reader.pass().await;
    assert_eq!((&quiet.seen, came(&quiet).len()), (&Seen::Nothing, 0));
    let copy = new_href(&calendar, "copy");
    let text = event("one@grappe", "1", "Rendez-vous");
    let elsewhere = create(
        &mut reader.session,
        &calendar,
        &copy,
        &ours("one@grappe", "1", &text),
    )
    .await;
    match elsewhere.unwrap() {
        Created::Elsewhere(member) if ways.guards_identity => assert_eq!(member.name, "grappe-one.ics"),
        Created::Stored(Some(etag)) if !ways.guards_identity => {
            let gone = remove(&mut reader.session, &copy, &etag).await;
            assert_eq!(gone, Ok(Deleted::Done));
        }
        other => unreachable!("{other:?}"),
    }
}

async fn changed(reader: &mut Reader) {
    reader.pass().await;
    let calendar = reader.calendar();
    let href = new_href(&calendar, "one");
    let known = reader.before.members["grappe-one.ics"].clone().unwrap();
    let text = event("one@grappe", "2", "Rendez-vous déplacé");
    let session = &mut reader.session;
    let stored = update(session, &calendar, &href, &known, &ours("one@grappe", "2", &text)).await;
    assert!(
        matches!(
            stored,
            Ok(Updated::Stored {
                etag: Some(_),
                without_lock: false
            })
        ),
        "{stored:?}"
    );
    // The answer was lost, and the old state is all that is known.
    let again = update(session, &calendar, &href, &known, &ours("one@grappe", "2", &text)).await;
    assert!(matches!(again, Ok(Updated::StoodThere(Some(_)))), "{again:?}");
    let text = event("one@grappe", "3", "Rendez-vous");
    let late = update(session, &calendar, &href, &known, &ours("one@grappe", "3", &text)).await;
    assert!(matches!(late, Ok(Updated::Changed(_))), "{late:?}");
    assert!(matches!(
        remove(session, &href, &known).await,
        Ok(Deleted::Changed(_))
    ));
    let pass = reader.pass().await;
    assert_eq!(came(&pass), ["grappe-one.ics"]);
    assert_eq!(
        Mark::of(&pass.fetched.bodies[0].data).revision.as_deref(),
        Some("2")
    );
}

/// With a name that servers escape in their own ways.
async fn others_are_seen(server: &Server, reader: &mut Reader) {
    let href = reader.href("esp%20ace%40x.ics");
    let text = event("other@phone", "1", "Réunion");
    assert_eq!(server.somebody("PUT", &href, &text), 201);
    let pass = reader.pass().await;
    assert_eq!(came(&pass), ["esp ace@x.ics"]);
    assert_eq!(reader.pass().await.seen, Seen::Nothing);
    assert!(matches!(server.somebody("DELETE", &href, ""), 200 | 204));
    let pass = reader.pass().await;
    match &pass.seen {
        Seen::Delta(gone) => assert_eq!(gone, &["esp ace@x.ics"]),
        Seen::Listing(_) => assert_eq!(listed(&pass), Some(vec!["grappe-one.ics", "grappe-two.ics"])),
        Seen::Nothing => unreachable!("the removal was not seen"),
    }
}

async fn fetched_in_spite_of_a_hole(reader: &mut Reader) {
    let member = |name: &str| Member {
        name: name.to_owned(),
        href: reader.href(name),
        etag: None,
    };
    let wanted = ["grappe-one.ics", "never.ics", "grappe-two.ics"].map(member);
    let calendar = reader.before.calendar.clone();
    let intake = Intake {
        domain: "grappe.invalid",
        read: &std::convert::identity::<Body>,
    };
    let fetched = fetch(&mut reader.session, (&calendar, &wanted), intake)
        .await
        .unwrap();
    assert_eq!(fetched.bodies.len(), 2);
    assert_eq!(
        (fetched.missing.as_slice(), fetched.quarantined.len()),
        (&["never.ics".to_owned()][..], 0)
    );
}

async fn removed(reader: &mut Reader) {
    let href = new_href(&reader.calendar(), "one");
    let known = reader.before.members["grappe-one.ics"].clone().unwrap();
    assert_eq!(
        remove(&mut reader.session, &href, &known).await,
        Ok(Deleted::Done)
    );
    assert_eq!(
        remove(&mut reader.session, &href, &known).await,
        Ok(Deleted::WasGone)
    );
    reader.pass().await;
    let members: Vec<_> = reader.before.members.keys().collect();
    assert_eq!(members, ["grappe-two.ics"]);
}

async fn wrong_password(server: &Server, ways: &Ways) {
    if !ways.has_password {
        return;
    }
    let mut asking = session(&format!("{}{}", server.url, &ways.home[1..]), "wrong");
    for _ in 0..3 {
        assert_eq!(discover(&mut asking).await.err(), Some(DavError::Credentials));
    }
}
