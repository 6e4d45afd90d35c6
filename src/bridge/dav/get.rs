//! `GET`: one body by itself.

use super::body::Body;
use super::href;
use super::trouble::DavError;
use crate::sys::http::{Answer, Ask};

/// Asks for a member, unpacked: servers that pack an answer also weaken its `ETag`.
pub(super) fn prepare(href: &str) -> Ask {
    Ask {
        method: "GET",
        href: href.to_owned(),
        headers: vec![("accept", "text/calendar".to_owned())],
        body: Vec::new(),
    }
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
