//! `GET`: one body by itself.

use super::body::Body;
use super::href;
use super::trouble::DavError;
use crate::domain::ical::AttachmentSieve;
use crate::sys::http::{Answer, Ask, Room, Sieve};

/// Bytes of one event that are kept, attachments left out: a little more than its reader takes, which tells that it is too large.
const EVENT_BYTES_MAX: usize = 2 * 1024 * 1024 + 4096;
/// Bytes of an event of ours, attachments included.
const OWN_BYTES_MAX: usize = 8 * 1024 * 1024;

/// Asks for a member, unpacked: servers that pack an answer also weaken its `ETag`.
pub(super) fn prepare(href: &str) -> Ask {
    Ask {
        method: "GET",
        href: href.to_owned(),
        headers: vec![("accept", "text/calendar".to_owned())],
        ..Ask::default()
    }
}

/// Asks for a member without what is attached to it: however large that is, the event is read.
pub(super) fn sifted(href: &str) -> Ask {
    Ask {
        room: Room::Sifted(EVENT_BYTES_MAX, attachments),
        ..prepare(href)
    }
}

/// Asks for an event of ours with everything that others attached, so that it can be written back.
pub(super) fn own(href: &str) -> Ask {
    Ask {
        room: Room::AtMost(OWN_BYTES_MAX),
        ..prepare(href)
    }
}

fn attachments() -> Sieve {
    let mut sieve = AttachmentSieve::default();
    Box::new(move |bytes, kept| sieve.take(bytes, kept))
}

/// Reads it.
pub(super) fn parse(answer: &Answer, href: &str) -> Result<Body, DavError> {
    if answer.status != 200 {
        return Err(DavError::of(answer));
    }
    Ok(Body {
        name: href::name(href),
        href: href.to_owned(),
        etag: answer.header("etag").map(ToOwned::to_owned),
        data: answer.body.clone(),
    })
}
