//! Whether a newer version is published: a signed list over real sockets and TLS, asked for once a day, and what an administrator is told.

use std::path::Path;

use chrono::TimeDelta;
use grappe::config::Update;
use grappe::domain::update::{UpdateNews, UpdateTrouble, Version};
use grappe::sys::http::Client;
use grappe::updates::{Answered, Source, SourceProblem, Watch, check};

use crate::messages::receiver::Receiver;
use crate::support::house::Practice;

const HOST: &str = "hooks.example.org";

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/updates");
    std::fs::read(folder.join(name)).unwrap()
}

/// The list of a host, and the key of the fixtures.
pub(crate) fn update() -> Update {
    let key = String::from_utf8(fixture("key.pub")).unwrap();
    Update {
        url: format!("https://{HOST}/grappe/manifest.json"),
        public_key: key.lines().nth(1).unwrap().to_owned(),
        is_enabled: true,
    }
}

fn source() -> Source {
    Source::new(&update()).unwrap()
}

/// A publisher, and a client for which it is the world.
fn published() -> (Receiver, Client) {
    let receiver = Receiver::https(HOST);
    let client = Receiver::world(&[&receiver]);
    (receiver, client)
}

fn will_publish(receiver: &Receiver, name: &str) {
    receiver.will_serve(&format!("200 OK\r\nETag: \"{name}\"\r\n"), &fixture(name));
    receiver.will_serve("200 OK\r\n", &fixture(&format!("{name}.minisig")));
}

#[tokio::test]
async fn a_signed_list_is_believed_and_nothing_of_ours_is_sent() {
    let (receiver, client) = published();
    will_publish(&receiver, "manifest.json");
    let found = check(&client, &source(), None).await.unwrap();
    let Answered::Found(release, etag) = found else {
        panic!("{found:?}")
    };
    assert_eq!(release.version, Version::parse("9.1.0").unwrap());
    assert_eq!(etag.as_deref(), Some("\"manifest.json\""));
    let heard = receiver.heard();
    let lines: Vec<&str> = heard.iter().map(|one| one.line.trim_end()).collect();
    assert_eq!(
        lines,
        [
            "GET /grappe/manifest.json HTTP/1.1",
            "GET /grappe/manifest.json.minisig HTTP/1.1"
        ]
    );
    for one in &heard {
        let mut names: Vec<&str> = one.headers.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!((names, one.body.as_str()), (vec!["host", "user-agent"], ""));
    }
    receiver.will_answer("304 Not Modified\r\n");
    assert_eq!(
        check(&client, &source(), etag.as_deref()).await,
        Ok(Answered::Same)
    );
    assert_eq!(receiver.heard()[0].headers["if-none-match"], "\"manifest.json\"");
}

#[tokio::test]
async fn what_is_not_to_be_believed_says_why() {
    let (receiver, client) = published();
    let asked = async || check(&client, &source(), None).await.unwrap_err();
    receiver.will_serve("200 OK\r\n", &fixture("manifest.json"));
    receiver.will_serve("200 OK\r\n", &fixture("manifest.json.other.minisig"));
    assert_eq!(asked().await, UpdateTrouble::Signature);
    receiver.will_serve("200 OK\r\n", &fixture("manifest.json"));
    receiver.will_answer("404 Not Found\r\n");
    assert_eq!(asked().await, UpdateTrouble::Absent);
    will_publish(&receiver, "large.json");
    assert_eq!(asked().await, UpdateTrouble::Form);
    // No list is so large, and no more of it is read.
    receiver.will_serve("200 OK\r\n", &vec![b' '; 70_000]);
    assert_eq!(asked().await, UpdateTrouble::Unreachable);
    receiver.will_answer("302 Found\r\nLocation: https://elsewhere.example.org/\r\n");
    assert_eq!(
        asked().await,
        UpdateTrouble::Unreachable,
        "no redirect is followed"
    );
    let inside = Receiver::https_at(HOST, "192.168.1.10");
    let own_network = Receiver::world(&[&inside]);
    let found = check(&own_network, &source(), None).await;
    assert_eq!(found, Err(UpdateTrouble::Forbidden));
    let found = check(&receiver.untrusted_world(), &source(), None).await;
    assert_eq!(found, Err(UpdateTrouble::Unreachable));
}

#[test]
fn an_address_in_the_own_network_is_no_source() {
    for url in [
        "https://192.168.1.10/m.json",
        "https://localhost/m.json",
        "https://example.org:8080/m.json",
    ] {
        let update = Update {
            url: url.to_owned(),
            ..update()
        };
        assert_eq!(Source::new(&update).err(), Some(SourceProblem::Address), "{url}");
    }
}

#[tokio::test]
async fn it_is_asked_once_a_day_and_an_old_list_is_told() {
    let practice = Practice::new();
    let (receiver, client) = published();
    let watch = Watch::new(practice.app.clone(), (client, source()));
    let own = Version::parse("0.1.0").unwrap();
    let news = async || {
        let record = practice.app.update_record().await.unwrap();
        record.news(&own, practice.app.now())
    };
    will_publish(&receiver, "manifest.json");
    assert!(watch.round().await.unwrap());
    assert!(matches!(news().await.as_slice(), [UpdateNews::Newer(_)]));
    practice.clock.advance(TimeDelta::hours(23));
    assert!(!watch.round().await.unwrap(), "not twice a day");
    assert_eq!(receiver.heard().len(), 2);
    practice.clock.advance(TimeDelta::hours(4));
    receiver.will_answer("304 Not Modified\r\n");
    assert!(watch.round().await.unwrap());
    assert_eq!(receiver.heard()[0].headers["if-none-match"], "\"manifest.json\"");
    practice.clock.advance(TimeDelta::hours(27));
    will_publish(&receiver, "older.json");
    assert!(watch.round().await.unwrap());
    let told = news().await;
    assert!(
        matches!(told.as_slice(), [UpdateNews::Newer(seen), UpdateNews::Suspicious(UpdateTrouble::Older)]
            if seen.version.as_str() == "9.1.0"),
        "{told:?}"
    );
    // Nobody answers for a fortnight.
    for _ in 0..14 {
        practice.clock.advance(TimeDelta::hours(27));
        receiver.will_answer("500 Broken\r\n");
        assert!(watch.round().await.unwrap());
    }
    let told = news().await;
    assert!(
        matches!(told.as_slice(), [UpdateNews::Newer(_), UpdateNews::Silent(_)]),
        "{told:?}"
    );
}
