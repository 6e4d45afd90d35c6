//! From what was typed to the calendar.

use grappe::bridge::dav::{DavError, discover, make_calendar};

use super::account::session;
use super::fake::{Answer, Fake, Fault, Ways};

fn hrefs(found: &grappe::bridge::dav::Found) -> Vec<&str> {
    found
        .calendars
        .iter()
        .map(|calendar| calendar.href.as_str())
        .collect()
}

#[tokio::test]
async fn a_server_a_principal_and_a_calendar_lead_to_the_calendar() {
    let fake = Fake::start(Ways::default());
    for (typed, home) in [
        (fake.root(), Some("/caldav/dr/")),
        (format!("{}caldav/", fake.root()), Some("/caldav/dr/")),
        (format!("{}caldav/dr", fake.root()), Some("/caldav/dr/")),
        (format!("{}caldav/dr/misspelt/", fake.root()), Some("/caldav/dr/")),
        (fake.url.clone(), None),
    ] {
        let found = discover(&mut session(&typed, "")).await.unwrap();
        // Neither the home, nor the inbox, nor the list of tasks.
        assert_eq!(hrefs(&found), ["/caldav/dr/agenda/"], "{typed}");
        assert_eq!(found.home.as_deref(), home, "{typed}");
        assert_eq!(found.server.name, "Fake/1");
    }
}

#[tokio::test]
async fn the_address_is_the_one_that_the_server_writes() {
    let fake = Fake::start(Ways {
        other_prefix: true,
        ..Ways::default()
    });
    let found = discover(&mut session(&fake.url, "")).await.unwrap();
    assert_eq!(hrefs(&found), ["/caldav.php/dr/agenda/"]);
}

/// The same method, body and password again, on the same server only.
#[tokio::test]
async fn a_redirect_is_followed_on_the_same_server() {
    let fake = Fake::start(Ways::default());
    let moved = |status, to: &str| Fault::Instead(Answer::new(status).with("Location", to));
    fake.fail("PROPFIND", moved(302, "/caldav/dr/agenda/"));
    fake.fail("PROPFIND", moved(308, &fake.url));
    let found = discover(&mut session(&fake.root(), "")).await.unwrap();
    assert_eq!(hrefs(&found), ["/caldav/dr/agenda/"]);
    for elsewhere in [
        "http://evil.example.org/",
        "https://localhost/",
        "http://127.0.0.1:1/",
        "ftp://localhost/",
    ] {
        fake.fail("PROPFIND", moved(301, elsewhere));
        let found = discover(&mut session(&fake.url, "")).await;
        assert_eq!(found.err(), Some(DavError::Elsewhere(elsewhere.to_owned())));
    }
    for _ in 0..6 {
        fake.fail("PROPFIND", moved(301, "/caldav/"));
    }
    fake.heard();
    let endless = discover(&mut session(&fake.url, "")).await;
    assert_eq!(endless.err(), Some(DavError::TooManyRedirects));
    assert_eq!(fake.heard().len(), 6);
}

/// Nothing that a server writes sends the password to another one.
#[tokio::test]
async fn an_href_elsewhere_is_not_followed() {
    let fake = Fake::start(Ways::default());
    let body = "<multistatus xmlns=\"DAV:\"><response><href>/</href><propstat><prop><current-user-principal>\
        <href>http://evil.example.org/dr/</href></current-user-principal></prop></propstat></response></multistatus>";
    fake.fail("PROPFIND", Fault::Instead(Answer::new(207).body(body)));
    let found = discover(&mut session(&fake.root(), "")).await;
    assert_eq!(
        found.err(),
        Some(DavError::Elsewhere("http://evil.example.org/dr/".to_owned()))
    );
}

#[tokio::test]
async fn a_web_page_is_called_a_web_page() {
    let fake = Fake::start(Ways::default());
    let page = |status| {
        Answer::new(status)
            .with("Content-Type", "text/html")
            .body("<html>DSM</html>")
    };
    for status in [200, 207, 405] {
        for _ in 0..2 {
            fake.fail("PROPFIND", Fault::Instead(page(status)));
        }
        let found = discover(&mut session(&fake.root(), "")).await;
        assert_eq!(found.err(), Some(DavError::WebPage), "{status}");
    }
    fake.fail("PROPFIND", Fault::Instead(Answer::new(403)));
    fake.fail("PROPFIND", Fault::Instead(Answer::new(403)));
    let found = discover(&mut session(&fake.root(), "")).await;
    assert_eq!(found.err(), Some(DavError::Forbidden(None)));
}

#[tokio::test]
async fn a_calendar_is_never_made_over_another() {
    let fake = Fake::start(Ways::default());
    let made = make_calendar(&mut session(&fake.url, ""), "/caldav/dr/", "agenda", "Agenda").await;
    let expected = DavError::Status {
        status: 405,
        precondition: None,
    };
    assert_eq!(made.err(), Some(expected));
}
