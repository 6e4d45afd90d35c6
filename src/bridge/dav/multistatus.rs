//! The answer to most questions: one `response` for each resource (RFC 4918 §13), and `DAV:error`.

use super::trouble::DavError;
use super::xml::{self, Element, Space};
use crate::sys::http::Answer;

/// What is said about several resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Multistatus {
    pub(super) responses: Vec<Response>,
    pub(super) sync_token: Option<String>,
}

/// What is said about one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Response {
    pub(super) href: String,
    /// For the resource as a whole; absent where there are properties.
    pub(super) status: Option<u16>,
    /// Those that were found.
    props: Vec<Element>,
}

impl Response {
    /// A property that was found.
    pub(super) fn prop(&self, space: Space, name: &str) -> Option<&Element> {
        self.props.iter().find(|prop| prop.is(space, name))
    }

    /// The text of a property that was found and is not empty.
    pub(super) fn text(&self, space: Space, name: &str) -> Option<String> {
        self.prop(space, name)?.trimmed().map(ToOwned::to_owned)
    }

    /// Whether it says that the resource is not there.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self.status, Some(404 | 410))
    }

    /// Whether it is a collection of any kind.
    pub(super) fn is_collection(&self) -> bool {
        let kind = self.prop(Space::Dav, "resourcetype");
        kind.is_some_and(|kind| kind.child(Space::Dav, "collection").is_some())
    }
}

/// Reads a 207.
pub(super) fn parse(answer: &Answer) -> Result<Multistatus, DavError> {
    if answer.status != 207 {
        return Err(DavError::of(answer));
    }
    let root = match xml::parse(&answer.body) {
        Ok(root) if root.is(Space::Dav, "multistatus") => root,
        Ok(root) if root.name.eq_ignore_ascii_case("html") => return Err(DavError::WebPage),
        Ok(_) => return Err(xml::XmlError::Malformed.into()),
        Err(error) => return Err(error.into()),
    };
    let token = root.child(Space::Dav, "sync-token");
    let sync_token = token.and_then(Element::trimmed).map(ToOwned::to_owned);
    let responses = root.children.into_iter();
    let responses = responses.filter(|child| child.is(Space::Dav, "response"));
    Ok(Multistatus {
        responses: responses.filter_map(response).collect(),
        sync_token,
    })
}

fn response(element: Element) -> Option<Response> {
    let href = element.child(Space::Dav, "href")?.trimmed()?.to_owned();
    let status = element.child(Space::Dav, "status").and_then(status);
    let mut props = Vec::new();
    for mut propstat in element.children {
        // A server that names no status has found them.
        let is_found = propstat.child(Space::Dav, "status").and_then(self::status);
        let is_found = is_found.is_none_or(|status| (200..300).contains(&status));
        if !propstat.is(Space::Dav, "propstat") || !is_found {
            continue;
        }
        propstat.children.retain(|child| child.is(Space::Dav, "prop"));
        props.extend(propstat.children.into_iter().flat_map(|prop| prop.children));
    }
    Some(Response { href, status, props })
}

/// `HTTP/1.1 404 Not Found`.
fn status(element: &Element) -> Option<u16> {
    element.text.split_whitespace().nth(1)?.parse().ok()
}

/// The name of the condition in a `DAV:error` (RFC 4918 §16); sabre/dav puts its own elements before it.
pub(super) fn precondition(answer: &Answer) -> Option<String> {
    let root = xml::parse(&answer.body).ok()?;
    if !root.is(Space::Dav, "error") {
        return None;
    }
    let known = |child: &&Element| matches!(child.space, Space::Dav | Space::CalDav);
    root.children.iter().find(known).map(|child| child.name.clone())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A 207 with this inside of `multistatus`, where `D` is `DAV:` and `C` is that of CalDAV.
    pub(in super::super) fn multistatus(inside: &str) -> Answer {
        Answer {
            status: 207,
            body: xml::document("D:multistatus", inside),
            ..Answer::default()
        }
    }

    #[test]
    fn properties_are_those_that_were_found() {
        let read = parse(&multistatus(
            "<D:response><D:href>/a/</D:href>\
             <D:propstat><D:status>HTTP/1.1 200 OK</D:status><D:prop><D:displayname> A </D:displayname></D:prop></D:propstat>\
             <D:propstat><D:prop><D:sync-token>t</D:sync-token></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>\
             <D:propstat><D:prop><D:getetag>&quot;1&quot;</D:getetag></D:prop></D:propstat></D:response>\
             <D:response><D:href>/b</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>\
             <D:response><D:status>HTTP/1.1 200 OK</D:status></D:response><D:sync-token>data:,7</D:sync-token>",
        ))
        .unwrap();
        assert_eq!(read.sync_token.as_deref(), Some("data:,7"));
        let [a, b] = read.responses.as_slice() else {
            panic!("{read:?}")
        };
        assert_eq!(a.text(Space::Dav, "displayname").as_deref(), Some("A"));
        assert_eq!(a.text(Space::Dav, "sync-token"), None);
        assert_eq!(a.text(Space::Dav, "getetag").as_deref(), Some("\"1\""));
        assert_eq!((a.is_missing(), b.is_missing()), (false, true));
    }

    #[test]
    fn anything_else_is_an_error() {
        let answer = |status, body: &str| Answer {
            status,
            body: body.as_bytes().to_vec(),
            ..Answer::default()
        };
        let page = answer(207, "<html><body/></html>");
        assert_eq!(parse(&page).err(), Some(DavError::WebPage));
        assert!(matches!(
            parse(&answer(207, "<multistatus/>")).err(),
            Some(DavError::Malformed(_))
        ));
        let forbidden = answer(403, "<error xmlns='DAV:'><valid-sync-token/></error>");
        let expected = DavError::Forbidden(Some("valid-sync-token".to_owned()));
        assert_eq!(parse(&forbidden).err(), Some(expected));
        let sabre = "<d:error xmlns:d='DAV:' xmlns:s='http://sabredav.org/ns'><s:exception>X</s:exception><d:supported-report/></d:error>";
        assert_eq!(
            precondition(&answer(403, sabre)).as_deref(),
            Some("supported-report")
        );
        assert_eq!(precondition(&answer(412, "")), None);
    }
}
