//! `PROPFIND` (RFC 4918 §9.1): what a resource is, and what is in it.

use super::href;
use super::multistatus::{self, Response};
use super::question::question;
use super::trouble::DavError;
use super::xml::{Element, Space};
use crate::sys::http::{Answer, Ask};

/// What is asked of a place that may be a calendar or lead to one. Not for its token: DAViCal answers 500 for that of its root.
const PLACE: &str = "<D:resourcetype/><D:displayname/><D:resource-id/><D:current-user-principal/><S:getctag/>\
    <D:supported-report-set/><C:supported-calendar-component-set/><D:current-user-privilege-set/>";

/// A resource, and whether and how it can be used as a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collection {
    /// As the server writes it.
    pub href: String,
    /// Whether it is a calendar that takes events.
    pub is_calendar: bool,
    /// Its name for people.
    pub name: Option<String>,
    /// Changes with the contents (`getctag`); opaque.
    pub ctag: Option<String>,
    /// Where a question for changes may begin; opaque.
    pub token: Option<String>,
    /// Questions that it says it answers.
    pub reports: Reports,
    /// Whether this account may write; `None` where the server does not say.
    pub may_write: Option<bool>,
    /// Another identity than the `href`: a calendar that was made anew has another one.
    pub resource_id: Option<String>,
    /// Who is signed in.
    pub principal: Option<String>,
}

impl Collection {
    /// Whether changes can be asked for (RFC 6578).
    pub fn tells_changes(&self) -> bool {
        self.reports.sync && self.token.is_some()
    }
}

/// Questions that a collection says it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reports {
    /// `sync-collection`.
    pub sync: bool,
    /// `calendar-multiget`.
    pub multiget: bool,
    /// `calendar-query`.
    pub query: bool,
}

/// A member of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its last segment, decoded: what it is known by.
    pub name: String,
    /// As the server writes it.
    pub href: String,
    /// Its state; `None` where the server does not say.
    pub etag: Option<String>,
}

impl Member {
    pub(super) fn of(response: &Response) -> Self {
        Self {
            name: href::name(&response.href),
            href: response.href.clone(),
            etag: response.text(Space::Dav, "getetag"),
        }
    }
}

/// Asks for these properties, written as elements. `depth`: 0 for the resource, 1 for its members as well.
fn prepare(href: &str, depth: u8, props: &str) -> Ask {
    let inside = format!("<D:prop>{props}</D:prop>");
    question("PROPFIND", (href, depth), ("D:propfind", &inside))
}

/// What a place is.
pub(super) fn place(href: &str) -> Ask {
    prepare(href, 0, PLACE)
}

/// The same of everything in it.
pub(super) fn children(href: &str) -> Ask {
    prepare(href, 1, PLACE)
}

/// What a calendar is, and where the next question for changes begins.
pub(super) fn about(href: &str) -> Ask {
    prepare(href, 0, &format!("{PLACE}<D:sync-token/>"))
}

/// Where the calendars of a principal are.
pub(super) fn homes(href: &str) -> Ask {
    prepare(href, 0, "<C:calendar-home-set/><C:calendar-user-address-set/>")
}

/// The members of a calendar with their states.
pub(super) fn listing(href: &str) -> Ask {
    prepare(href, 1, "<D:getetag/><D:resourcetype/><D:getcontenttype/>")
}

/// The state of one member.
pub(super) fn etag(href: &str) -> Ask {
    prepare(href, 0, "<D:getetag/>")
}

/// Reads the answer to [`about`] or [`place`]: the resource, under whatever prefix the server writes it.
pub(super) fn parse_about(answer: &Answer) -> Result<Collection, DavError> {
    let read = multistatus::parse(answer)?;
    let first = read.responses.first().ok_or(DavError::NotFound)?;
    if first.is_missing() {
        return Err(DavError::NotFound);
    }
    Ok(collection(first))
}

/// Reads the answer to [`children`].
pub(super) fn parse_children(answer: &Answer) -> Result<Vec<Collection>, DavError> {
    let read = multistatus::parse(answer)?;
    Ok(read.responses.iter().map(collection).collect())
}

/// Reads the answer to [`homes`].
pub(super) fn parse_homes(answer: &Answer) -> Result<Vec<String>, DavError> {
    let read = multistatus::parse(answer)?;
    let homes = read.responses.iter();
    let homes = homes.filter_map(|response| response.prop(Space::CalDav, "calendar-home-set"));
    let hrefs = homes.flat_map(|home| home.all(Space::Dav, "href"));
    Ok(hrefs
        .filter_map(Element::trimmed)
        .map(ToOwned::to_owned)
        .collect())
}

/// Reads the answer to [`listing`]: members without collections.
pub(super) fn parse_listing(answer: &Answer, collection: &str) -> Result<Vec<Member>, DavError> {
    let read = multistatus::parse(answer)?;
    let is_member = |response: &&Response| {
        !response.is_collection() && !response.is_missing() && !href::is_itself(&response.href, collection)
    };
    Ok(read.responses.iter().filter(is_member).map(Member::of).collect())
}

/// Reads the answer to [`etag`].
pub(super) fn parse_etag(answer: &Answer) -> Result<Option<String>, DavError> {
    let read = multistatus::parse(answer)?;
    let first = read.responses.first().ok_or(DavError::NotFound)?;
    if first.is_missing() {
        return Err(DavError::NotFound);
    }
    Ok(first.text(Space::Dav, "getetag"))
}

fn collection(response: &Response) -> Collection {
    let has = |outer: &str, space, inner: &str| {
        let outer = response.prop(Space::Dav, outer);
        outer.is_some_and(|outer| outer.child(space, inner).is_some())
    };
    let principal = response.prop(Space::Dav, "current-user-principal");
    let id = response.prop(Space::Dav, "resource-id");
    let href_in = |outer: Option<&Element>| {
        let href = outer?.child(Space::Dav, "href")?.trimmed()?;
        Some(href.to_owned())
    };
    Collection {
        href: response.href.clone(),
        is_calendar: has("resourcetype", Space::CalDav, "calendar") && takes_events(response),
        name: response.text(Space::Dav, "displayname"),
        ctag: response.text(Space::Server, "getctag"),
        token: response.text(Space::Dav, "sync-token"),
        reports: reports(response),
        may_write: may_write(response),
        resource_id: href_in(id),
        principal: href_in(principal),
    }
}

/// No set of components means all of them (RFC 4791 §5.2.3).
fn takes_events(response: &Response) -> bool {
    let Some(set) = response.prop(Space::CalDav, "supported-calendar-component-set") else {
        return true;
    };
    let mut components = set
        .all(Space::CalDav, "comp")
        .filter_map(|comp| comp.attribute("name"));
    set.children.is_empty() || components.any(|name| name.eq_ignore_ascii_case("VEVENT"))
}

fn reports(response: &Response) -> Reports {
    let Some(set) = response.prop(Space::Dav, "supported-report-set") else {
        return Reports::default();
    };
    let supported = set.all(Space::Dav, "supported-report");
    let reports: Vec<&Element> = supported
        .filter_map(|supported| supported.child(Space::Dav, "report"))
        .flat_map(|report| &report.children)
        .collect();
    let has = |space, name| reports.iter().any(|report| report.is(space, name));
    Reports {
        sync: has(Space::Dav, "sync-collection"),
        multiget: has(Space::CalDav, "calendar-multiget"),
        query: has(Space::CalDav, "calendar-query"),
    }
}

/// Making, changing and removing members: `all`, `write`, or `write-content` with `bind` and `unbind` (RFC 3744 §3).
fn may_write(response: &Response) -> Option<bool> {
    let set = response.prop(Space::Dav, "current-user-privilege-set")?;
    let privileges = set.all(Space::Dav, "privilege");
    let names: Vec<&str> = privileges
        .flat_map(|privilege| privilege.children.iter())
        .filter(|child| child.space == Space::Dav)
        .map(|child| child.name.as_str())
        .collect();
    if names.is_empty() {
        return None;
    }
    let has = |name| names.contains(&name);
    Some(has("all") || has("write") || (has("write-content") && has("bind") && has("unbind")))
}

#[cfg(test)]
mod tests {
    use super::super::multistatus::tests::multistatus;
    use super::*;

    fn found(href: &str, props: &str) -> String {
        format!(
            "<D:response><D:href>{href}</D:href><D:propstat><D:prop>{props}</D:prop>\
             <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
        )
    }

    const CALENDAR: &str = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>";

    #[test]
    fn a_calendar_is_told_by_its_type_and_components() {
        let only_tasks = "<C:supported-calendar-component-set><C:comp name=\"VTODO\"/></C:supported-calendar-component-set>";
        let events = "<C:supported-calendar-component-set><C:comp name=\"VTODO\"/><C:comp name=\"vevent\"/></C:supported-calendar-component-set>";
        let inbox = "<D:resourcetype><D:collection/><C:schedule-inbox/></D:resourcetype>";
        let answer = multistatus(
            &[
                found("/dr/", "<D:resourcetype><D:collection/></D:resourcetype>"),
                found("/dr/agenda/", CALENDAR),
                found("/dr/tasks/", &format!("{CALENDAR}{only_tasks}")),
                found("/dr/both/", &format!("{CALENDAR}{events}")),
                found("/dr/.in/", inbox),
            ]
            .concat(),
        );
        let read = parse_children(&answer).unwrap();
        let calendars = read.iter().filter(|child| child.is_calendar);
        let hrefs: Vec<&str> = calendars.map(|calendar| calendar.href.as_str()).collect();
        assert_eq!(hrefs, ["/dr/agenda/", "/dr/both/"]);
    }

    #[test]
    fn what_a_calendar_can_do_is_read() {
        let props = format!(
            "{CALENDAR}<D:displayname>Agenda</D:displayname><S:getctag>\"1\"</S:getctag><D:sync-token>data:,1</D:sync-token>\
             <D:supported-report-set><D:supported-report><D:report><D:sync-collection/></D:report></D:supported-report>\
             <D:supported-report><D:report><C:calendar-multiget/></D:report></D:supported-report></D:supported-report-set>\
             <D:current-user-privilege-set><D:privilege><D:read/></D:privilege><D:privilege><D:write-content/></D:privilege>\
             <D:privilege><D:bind/></D:privilege></D:current-user-privilege-set>\
             <D:resource-id><D:href>urn:uuid:1</D:href></D:resource-id>\
             <D:current-user-principal><D:href>/dr/</D:href></D:current-user-principal>"
        );
        let read = parse_about(&multistatus(&found("/dr/agenda/", &props))).unwrap();
        let expected = Collection {
            href: "/dr/agenda/".to_owned(),
            is_calendar: true,
            name: Some("Agenda".to_owned()),
            ctag: Some("\"1\"".to_owned()),
            token: Some("data:,1".to_owned()),
            reports: Reports {
                sync: true,
                multiget: true,
                query: false,
            },
            // Nothing can be taken out of it.
            may_write: Some(false),
            resource_id: Some("urn:uuid:1".to_owned()),
            principal: Some("/dr/".to_owned()),
        };
        assert_eq!(read, expected);
        assert!(read.tells_changes());
        let silent = parse_about(&multistatus(&found("/a/", CALENDAR))).unwrap();
        assert_eq!((silent.may_write, silent.tells_changes()), (None, false));
    }

    #[test]
    fn a_listing_has_members_only() {
        let answer = multistatus(
            &[
                found("/caldav.php/dr/agenda/", CALENDAR),
                found(
                    "/caldav.php/dr/agenda/a%20b.ics",
                    "<D:getetag>\"1\"</D:getetag><D:resourcetype/>",
                ),
                found(
                    "/caldav.php/dr/agenda/sub/",
                    "<D:resourcetype><D:collection/></D:resourcetype>",
                ),
                found("/caldav.php/dr/agenda/c.ics", "<D:resourcetype/>"),
            ]
            .concat(),
        );
        let read = parse_listing(&answer, "/caldav/dr/agenda/").unwrap();
        let names: Vec<_> = read
            .iter()
            .map(|m| (m.name.as_str(), m.etag.as_deref()))
            .collect();
        assert_eq!(names, [("a b.ics", Some("\"1\"")), ("c.ics", None)]);
        assert_eq!(read[0].href, "/caldav.php/dr/agenda/a%20b.ics");
    }
}
