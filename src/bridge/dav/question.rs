//! What all questions in XML have in common (RFC 4918 §8.1, §10.2).

use super::xml::document;
use crate::sys::http::Ask;

/// A question about a place. `depth`: 0 for the resource, 1 for its members as well; `root` has what is already written `inside`.
pub(super) fn question(method: &'static str, (href, depth): (&str, u8), (root, inside): (&str, &str)) -> Ask {
    Ask {
        method,
        href: href.to_owned(),
        headers: vec![
            ("depth", depth.to_string()),
            ("content-type", "application/xml; charset=utf-8".to_owned()),
            ("accept-encoding", "gzip".to_owned()),
        ],
        body: document(root, inside),
        ..Ask::default()
    }
}
