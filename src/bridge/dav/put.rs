//! `PUT`: one event, written only where nobody else wrote meanwhile.

use super::multistatus::precondition;
use super::trouble::DavError;
use crate::sys::http::{Answer, Ask};

/// What must be so for a write to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition<'a> {
    /// Nothing is there yet.
    New,
    /// What is there has this state.
    Unchanged(&'a str),
    /// Anything: for servers whose states cannot be named.
    None,
}

impl Condition<'_> {
    pub(super) fn header(self) -> Option<(&'static str, String)> {
        match self {
            Self::New => Some(("if-none-match", "*".to_owned())),
            Self::Unchanged(etag) => Some(("if-match", etag.to_owned())),
            Self::None => None,
        }
    }
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// Written; the new state, where the server says it.
    Stored(Option<String>),
    /// The condition is not met.
    Unmet,
    /// An event of the same identity is at another place (`no-uid-conflict`).
    UidElsewhere,
    /// The server has no room, or not for this (507, 413).
    NoRoom(u16),
    /// Refused; the calendar may be gone as well.
    Refused(u16, Option<String>),
}

/// Writes this body there. Always as calendar data in UTF-8: DAViCal refuses text/plain.
pub(super) fn prepare(href: &str, body: &str, condition: Condition<'_>) -> Ask {
    let mut headers = vec![("content-type", "text/calendar; charset=utf-8".to_owned())];
    headers.extend(condition.header());
    Ask {
        method: "PUT",
        href: href.to_owned(),
        headers,
        body: body.as_bytes().to_vec(),
        ..Ask::default()
    }
}

/// Reads the answer.
pub(super) fn parse(answer: &Answer) -> Result<Put, DavError> {
    let reason = precondition(answer);
    Ok(match answer.status {
        200 | 201 | 204 => Put::Stored(answer.header("etag").map(ToOwned::to_owned)),
        403 | 409 | 412 if reason.as_deref() == Some("no-uid-conflict") => Put::UidElsewhere,
        412 => Put::Unmet,
        status @ (413 | 507) => Put::NoRoom(status),
        status @ (400 | 403 | 404 | 405 | 409 | 415 | 422 | 500) => Put::Refused(status, reason),
        _ => return Err(DavError::of(answer)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_for_what_it_is() {
        let parsed = |status, body: &str| {
            let answer = Answer {
                status,
                body: body.as_bytes().to_vec(),
                headers: vec![("etag".to_owned(), "\"1\"".to_owned())],
                ..Answer::default()
            };
            parse(&answer)
        };
        let uid = "<C:error xmlns='DAV:' xmlns:C='DAV:'><x:no-uid-conflict xmlns:x='urn:ietf:params:xml:ns:caldav'/></C:error>";
        assert_eq!(parsed(201, ""), Ok(Put::Stored(Some("\"1\"".to_owned()))));
        assert_eq!(parsed(412, ""), Ok(Put::Unmet));
        for status in [403, 409, 412] {
            assert_eq!(parsed(status, uid), Ok(Put::UidElsewhere));
        }
        assert_eq!(parsed(409, "Conflict"), Ok(Put::Refused(409, None)));
        assert_eq!(parsed(507, ""), Ok(Put::NoRoom(507)));
        assert_eq!(parsed(500, ""), Ok(Put::Refused(500, None)));
        assert_eq!(parsed(503, ""), Err(DavError::Busy { pause: None }));
        assert_eq!(parsed(401, ""), Err(DavError::Credentials));
    }

    #[test]
    fn a_state_is_sent_as_it_was_received() {
        let ask = prepare("/a.ics", "x", Condition::Unchanged("W/\"1\""));
        assert!(ask.headers.contains(&("if-match", "W/\"1\"".to_owned())));
        let new = prepare("/a.ics", "x", Condition::New);
        assert!(new.headers.contains(&("if-none-match", "*".to_owned())));
        assert_eq!(prepare("/a.ics", "x", Condition::None).headers.len(), 1);
    }
}
