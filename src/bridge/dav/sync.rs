//! `REPORT sync-collection` (RFC 6578): what changed since a token.

use super::href;
use super::multistatus;
use super::propfind::Member;
use super::question::question;
use super::trouble::DavError;
use super::xml::written;
use crate::sys::http::{Answer, Ask};

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Delta {
    pub(super) changed: Vec<Member>,
    /// Names of members that the server says are gone.
    pub(super) gone: Vec<String>,
    pub(super) token: Option<String>,
    /// There is more: to be asked for with the new token.
    pub(super) is_cut: bool,
}

/// What a question for changes led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    Delta(Delta),
    /// The server does not know this token, or knows no such question.
    Refused,
}

/// Asks what changed since `token`; everything, where there is none. Never with `DAV:limit`: Xandikos then loses the rest for ever.
pub(super) fn prepare(collection: &str, token: Option<&str>) -> Ask {
    let token = written("D:sync-token", token.unwrap_or_default());
    let inside = format!("{token}<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>");
    question("REPORT", (collection, 0), ("D:sync-collection", &inside))
}

/// Reads the answer to a question with a token.
pub(super) fn parse(answer: &Answer, collection: &str) -> Result<Answered, DavError> {
    if (400..500).contains(&answer.status) && !matches!(answer.status, 401 | 404 | 429) {
        return Ok(Answered::Refused);
    }
    let read = multistatus::parse(answer)?;
    let mut delta = Delta {
        token: read.sync_token,
        ..Delta::default()
    };
    for response in &read.responses {
        if href::is_itself(&response.href, collection) {
            delta.is_cut |= response.status == Some(507);
        } else if response.is_missing() {
            delta.gone.push(href::name(&response.href));
        } else if !response.href.ends_with('/') {
            delta.changed.push(Member::of(response));
        }
    }
    Ok(Answered::Delta(delta))
}

#[cfg(test)]
mod tests {
    use super::super::multistatus::tests::multistatus;
    use super::*;

    #[test]
    fn changes_are_told_from_removals_and_from_the_collection_itself() {
        let answer = multistatus(
            "<D:response><D:href>/dr/agenda/a%40.ics</D:href><D:propstat><D:prop><D:getetag>\"1\"</D:getetag></D:prop>\
             <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>\
             <D:response><D:href>/dr/agenda/b.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>\
             <D:response><D:href>/dr/agenda/</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response>\
             <D:sync-token>t2</D:sync-token>",
        );
        let Ok(Answered::Delta(delta)) = parse(&answer, "/dr/agenda/") else {
            panic!("no delta")
        };
        assert_eq!(delta.changed.len(), 1);
        assert_eq!(
            (delta.changed[0].name.as_str(), delta.gone.as_slice()),
            ("a@.ics", &["b.ics".to_owned()][..])
        );
        assert_eq!((delta.token.as_deref(), delta.is_cut), (Some("t2"), true));
    }

    #[test]
    fn a_token_is_refused_in_several_ways() {
        let parsed = |status| {
            let answer = Answer {
                status,
                ..Answer::default()
            };
            parse(&answer, "/")
        };
        for status in [400, 403, 409, 410, 412] {
            assert_eq!(parsed(status), Ok(Answered::Refused), "{status}");
        }
        for status in [401, 404, 429, 500, 503] {
            assert!(parsed(status).is_err(), "{status}");
        }
    }

    #[test]
    fn a_question_has_no_limit_and_its_token_escaped() {
        let body = String::from_utf8(prepare("/a/", Some("<&>")).body).unwrap();
        assert!(body.contains("<D:sync-token>&lt;&amp;&gt;</D:sync-token>") && !body.contains("limit"));
        let first = String::from_utf8(prepare("/a/", None).body).unwrap();
        assert!(first.contains("<D:sync-token></D:sync-token>"), "{first}");
    }
}
