//! Every reader of `bridge::dav` that takes bytes from a server, and what must be true of what it read.

#[path = "../../../src/bridge/dav/auth.rs"]
mod auth;
#[path = "../../../src/bridge/dav/body.rs"]
mod body;
#[path = "../../../src/bridge/dav/delete.rs"]
mod delete;
#[path = "../../../src/bridge/dav/get.rs"]
mod get;
#[path = "../../../src/bridge/dav/href.rs"]
mod href;
#[path = "../../../src/bridge/dav/mark.rs"]
mod mark;
#[path = "../../../src/bridge/dav/mkcalendar.rs"]
mod mkcalendar;
#[path = "../../../src/bridge/dav/multiget.rs"]
mod multiget;
#[path = "../../../src/bridge/dav/multistatus.rs"]
mod multistatus;
#[path = "../../../src/bridge/dav/propfind.rs"]
mod propfind;
#[path = "../../../src/bridge/dav/put.rs"]
mod put;
#[path = "../../../src/bridge/dav/query.rs"]
mod query;
#[path = "../../../src/bridge/dav/question.rs"]
mod question;
#[path = "../../../src/bridge/dav/server.rs"]
mod server;
#[path = "../../../src/bridge/dav/sync.rs"]
mod sync;
#[path = "../../../src/bridge/dav/trouble.rs"]
mod trouble;
#[path = "../../../src/bridge/dav/xml.rs"]
mod xml;

use std::time::Duration;

use crate::sys::http::Answer;

pub use propfind::Member;
use sync::Answered;
use trouble::DavError;

const CALENDAR: &str = "/dr/agenda/";

/// Reads an answer as each question would, whatever was asked.
pub fn read_all(answer: &Answer) {
    if let Ok(Answered::Delta(delta)) = sync::parse(answer, CALENDAR) {
        members(&delta.changed);
        assert!(delta.gone.iter().all(|name| name.len() <= 3 * answer.body.len()));
        asked_again(delta.token.as_deref());
    }
    if let Ok(listed) = propfind::parse_listing(answer, CALENDAR) {
        members(&listed);
        assert!(
            listed
                .iter()
                .all(|member| !href::is_itself(&member.href, CALENDAR))
        );
    }
    match propfind::parse_about(answer) {
        Ok(calendar) => asked_again(calendar.token.as_deref()),
        Err(DavError::Busy { pause }) => assert!(pause.is_none_or(|pause| pause <= Duration::from_hours(1))),
        Err(_) => {}
    }
    for collection in propfind::parse_children(answer).unwrap_or_default() {
        assert!(!collection.href.is_empty());
    }
    for home in propfind::parse_homes(answer).unwrap_or_default() {
        assert!(!home.is_empty());
    }
    for body in multiget::parse(answer).unwrap_or_default() {
        assert_eq!(body.name, href::name(&body.href));
        // A damaged byte becomes a letter of three.
        assert!(body.data.len() <= 3 * answer.body.len());
        let _ = mark::Mark::of(&body.data);
    }
    let _ = propfind::parse_etag(answer);
    let _ = get::parse(answer, CALENDAR);
    let _ = put::parse(answer);
    let _ = delete::parse(answer);
    let _ = mkcalendar::parse(answer);
    let _ = multistatus::precondition(answer);
    let _ = server::Identity::of(answer);
    // No header can bring the bell.
    let who = auth::Credentials {
        user: "dr".to_owned(),
        password: "\u{7}".to_owned(),
    };
    let headers = answer.headers_named("www-authenticate");
    if let Some(mut scheme) = auth::Scheme::strongest(headers) {
        let signed = scheme.authorization(&who, "REPORT", CALENDAR, "0123");
        assert!(signed.starts_with("Basic ") || signed.starts_with("Digest username="));
        assert!(!signed.contains('\u{7}'));
    }
}

/// A member is found again by the name that it is known by, and what asks for it can be read.
fn members(members: &[Member]) {
    for member in members.iter().filter(|member| !member.name.is_empty()) {
        assert_eq!(href::name(&href::named(CALENDAR, &member.name)), member.name);
        assert!(href::same(&member.href, &member.href));
    }
    let hrefs = members.iter().map(|member| member.href.as_str());
    readable(&multiget::prepare(CALENDAR, hrefs).body);
}

fn asked_again(token: Option<&str>) {
    readable(&sync::prepare(CALENDAR, token).body);
}

fn readable(question: &[u8]) {
    assert!(
        xml::parse(question).is_ok(),
        "{}",
        String::from_utf8_lossy(question)
    );
}
