//! Answers in XML as a small tree. Namespaces count, prefixes do not; no DTD, the five entities, limits on depth and size.

use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

/// Deepest nesting of an answer.
const DEPTH_MAX: usize = 64;
/// Most elements of an answer: eight for each of 60,000 members.
const ELEMENTS_MAX: usize = 500_000;

/// The namespaces that mean something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// `DAV:`
    Dav,
    /// `urn:ietf:params:xml:ns:caldav`
    CalDav,
    /// `http://calendarserver.org/ns/`
    Server,
    /// Any other, or none.
    Other,
}

/// An element with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) space: Space,
    pub(super) name: String,
    /// Names without prefix.
    attributes: Vec<(String, String)>,
    /// Its own text, put together.
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    pub(super) fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// The children of this name.
    pub(super) fn all<'a>(&'a self, space: Space, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.is(space, name))
    }

    pub(super) fn child(&self, space: Space, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.is(space, name))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Text without the blanks around it; `None` where nothing is left.
    pub(super) fn trimmed(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|text| !text.is_empty())
    }
}

/// Why a body is no XML that may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// Not XML, or not to its end.
    #[error("not XML, or cut off")]
    Malformed,
    /// A document type, which may define entities.
    #[error("a document type")]
    Doctype,
    /// Deeper or larger than any answer of a calendar.
    #[error("too deep or too large")]
    TooLarge,
}

/// The root element. Bytes that are not UTF-8 are replaced: one damaged event must not hide the others.
pub(super) fn parse(body: &[u8]) -> Result<Element, XmlError> {
    let text = String::from_utf8_lossy(body);
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}').trim_start());
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    loop {
        match reader.read_resolved_event().map_err(|_| XmlError::Malformed)? {
            (space, Event::Start(start)) => {
                count += 1;
                if open.len() >= DEPTH_MAX || count > ELEMENTS_MAX {
                    return Err(XmlError::TooLarge);
                }
                let element = element(&space, &start)?;
                open.push(element);
            }
            (_, Event::End(_)) => {
                let done = open.pop().ok_or(XmlError::Malformed)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Ok(done),
                }
            }
            (_, Event::Text(text)) => add(&mut open, &text.xml10_content())?,
            (_, Event::CData(text)) => add(&mut open, &text.xml10_content())?,
            (_, Event::GeneralRef(reference)) => {
                let character = match reference.resolve_char_ref() {
                    Ok(None) => named(&reference).ok_or(XmlError::Malformed)?,
                    Ok(Some(character)) => character,
                    // A character that XML does not have, such as NUL, in the text of some event.
                    Err(_) => char::REPLACEMENT_CHARACTER,
                };
                add(&mut open, character.encode_utf8(&mut [0; 4]))?;
            }
            (_, Event::DocType(_)) => return Err(XmlError::Doctype),
            (_, Event::Eof) => return Err(XmlError::Malformed),
            _ => {}
        }
    }
}

fn element(space: &ResolveResult<'_>, start: &BytesStart<'_>) -> Result<Element, XmlError> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| XmlError::Malformed)?;
        if attribute.key.prefix().is_none() && attribute.key.as_namespace_binding().is_none() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|_| XmlError::Malformed)?.into_owned();
            attributes.push((attribute.key.local_name().into_inner().to_owned(), value));
        }
    }
    let space = match space {
        ResolveResult::Bound(Namespace("DAV:")) => Space::Dav,
        ResolveResult::Bound(Namespace("urn:ietf:params:xml:ns:caldav")) => Space::CalDav,
        ResolveResult::Bound(Namespace("http://calendarserver.org/ns/")) => Space::Server,
        _ => Space::Other,
    };
    Ok(Element {
        space,
        name: start.local_name().into_inner().to_owned(),
        attributes,
        text: String::new(),
        children: Vec::new(),
    })
}

/// Text outside of the root is no XML, but for blanks.
fn add(open: &mut [Element], text: &str) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(XmlError::Malformed),
    }
    Ok(())
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// A request: `root` with the three namespaces as `D`, `C` and `S`, and what is in it, already written.
pub(super) fn document(root: &str, inside: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\" \
         xmlns:S=\"http://calendarserver.org/ns/\">{inside}</{root}>"
    )
    .into_bytes()
}

/// `<name>text</name>`, with the text escaped.
pub(super) fn written(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_do_not_matter_and_namespaces_do() {
        for body in [
            "<D:a xmlns:D='DAV:'><D:b>x</D:b></D:a>",
            "<ns0:a xmlns:ns0=\"DAV:\"><ns0:b>x</ns0:b></ns0:a>",
            "<a xmlns=\"DAV:\"><b>x</b></a>",
            "\u{feff}<?xml version='1.0'?>\n<!-- hello -->\n<a xmlns=\"DAV:\"><d:b xmlns:d='DAV:'>x</d:b></a>\n",
        ] {
            let root = parse(body.as_bytes()).unwrap();
            assert!(root.is(Space::Dav, "a"), "{body}");
            let text = root.child(Space::Dav, "b").map(|b| b.text.as_str());
            assert_eq!(text, Some("x"), "{body}");
        }
        let other = parse(b"<a xmlns='urn:x'><b xmlns=''/></a>").unwrap();
        assert!(!other.is(Space::Dav, "a") && other.children[0].is(Space::Other, "b"));
    }

    #[test]
    fn text_is_what_was_meant() {
        let text = |inside: &str| parse(format!("<a>{inside}</a>").as_bytes()).map(|root| root.text);
        for (inside, meant) in [
            ("&quot;1&quot;", "\"1\""),
            ("&lt;&amp;&gt;&apos;&#39;&#x27;", "<&>'''"),
            (
                "<![CDATA[BEGIN:VCALENDAR\r\nX:<&>]]>\r\n",
                "BEGIN:VCALENDAR\nX:<&>\n",
            ),
            ("é<b/>è&#13;\n", "éè\r\n"),
            ("a&#0;b", "a\u{fffd}b"),
        ] {
            assert_eq!(text(inside), Ok(meant.to_owned()), "{inside}");
        }
        assert_eq!(parse(b"<a>\xff</a>").unwrap().text, "\u{fffd}");
        let comp = parse(b"<c name='VEVENT' x:name='no' xmlns:x='urn:x'/>").unwrap();
        assert_eq!(comp.attribute("name"), Some("VEVENT"));
    }

    #[test]
    fn what_may_not_be_read_is_refused() {
        let deep = |levels: usize| format!("{}{}", "<a>".repeat(levels), "</a>".repeat(levels));
        assert!(parse(deep(64).as_bytes()).is_ok());
        assert_eq!(parse(deep(65).as_bytes()), Err(XmlError::TooLarge));
        let wide = format!("<a>{}</a>", "<b/>".repeat(ELEMENTS_MAX));
        assert_eq!(parse(wide.as_bytes()), Err(XmlError::TooLarge));
        for (body, error) in [
            ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", XmlError::Doctype),
            ("<a>&b;</a>", XmlError::Malformed),
            ("<a><b></a>", XmlError::Malformed),
            ("<a><b/>", XmlError::Malformed),
            ("", XmlError::Malformed),
            ("Not found", XmlError::Malformed),
        ] {
            assert_eq!(parse(body.as_bytes()), Err(error), "{body}");
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let body = document("D:a", &written("D:href", "/é & <b>\"'/"));
        let root = parse(&body).unwrap();
        assert_eq!(root.child(Space::Dav, "href").unwrap().text, "/é & <b>\"'/");
    }
}
