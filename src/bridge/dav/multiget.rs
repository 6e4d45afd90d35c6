//! `REPORT calendar-multiget` (RFC 4791 §7.9): the bodies of several members.

use super::body::Body;
use super::href;
use super::multistatus;
use super::question::question;
use super::trouble::DavError;
use super::xml::{Space, written};
use crate::sys::http::{Answer, Ask, Room};

/// Longest answer with several bodies; one that is larger is asked for in parts.
const BATCH_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Asks for the bodies of these members, by the paths the server wrote.
pub(super) fn prepare<'a>(collection: &str, hrefs: impl Iterator<Item = &'a str>) -> Ask {
    let mut inside = "<D:prop><D:getetag/><C:calendar-data/></D:prop>".to_owned();
    for href in hrefs {
        inside += &written("D:href", href::path(href));
    }
    Ask {
        room: Room::AtMost(BATCH_BYTES_MAX),
        ..question("REPORT", (collection, 1), ("C:calendar-multiget", &inside))
    }
}

/// Reads the bodies that are there. What is absent from the answer is unknown, not gone: DAViCal says nothing of what it does not find.
pub(super) fn parse(answer: &Answer) -> Result<Vec<Body>, DavError> {
    let read = multistatus::parse(answer)?;
    let body = |response: &multistatus::Response| {
        let data = response.prop(Space::CalDav, "calendar-data")?;
        Some(Body {
            name: href::name(&response.href),
            href: response.href.clone(),
            etag: response.text(Space::Dav, "getetag"),
            data: data.text.clone().into_bytes(),
        })
    };
    Ok(read.responses.iter().filter_map(body).collect())
}

#[cfg(test)]
mod tests {
    use super::super::multistatus::tests::multistatus;
    use super::*;

    #[test]
    fn bodies_come_escaped_or_as_cdata_and_the_missing_say_nothing() {
        let found = |href: &str, data: &str| {
            format!(
                "<D:response><D:href>{href}</D:href><D:propstat><D:prop><D:getetag>&quot;1&quot;</D:getetag>\
                 <C:calendar-data>{data}</C:calendar-data></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
            )
        };
        let missing =
            "<D:response><D:href>/c.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>";
        let answer = multistatus(&format!(
            "{}{}{missing}",
            found("/a.ics", "SUMMARY:a &lt;b&gt; &amp; c"),
            found("/b%20.ics", "<![CDATA[SUMMARY:a <b> & c]]>")
        ));
        let read = parse(&answer).unwrap();
        let names: Vec<_> = read.iter().map(|body| body.name.as_str()).collect();
        assert_eq!(names, ["a.ics", "b .ics"]);
        for body in &read {
            assert_eq!(body.data, b"SUMMARY:a <b> & c");
            assert_eq!(body.etag.as_deref(), Some("\"1\""));
        }
    }

    #[test]
    fn members_are_named_by_path() {
        let hrefs = ["https://nas/dr/a%20b.ics", "/dr/c&d.ics"];
        let body = String::from_utf8(prepare("/dr/", hrefs.into_iter()).body).unwrap();
        assert!(
            body.contains("<D:href>/dr/a%20b.ics</D:href><D:href>/dr/c&amp;d.ics</D:href>"),
            "{body}"
        );
    }
}
