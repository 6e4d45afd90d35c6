//! `MKCALENDAR` (RFC 4791 §5.3.1): a new calendar, only ever because somebody asked for it.

use super::trouble::DavError;
use super::xml::{document, written};
use crate::sys::http::{Answer, Ask};

/// Makes a calendar for events there.
pub(super) fn prepare(href: &str, name: &str) -> Ask {
    let name = written("D:displayname", name);
    let inside = format!(
        "<D:set><D:prop>{name}<C:supported-calendar-component-set><C:comp name=\"VEVENT\"/></C:supported-calendar-component-set>\
         </D:prop></D:set>"
    );
    Ask {
        method: "MKCALENDAR",
        href: href.to_owned(),
        headers: vec![("content-type", "application/xml; charset=utf-8".to_owned())],
        body: document("C:mkcalendar", &inside),
        ..Ask::default()
    }
}

/// Reads the answer: anything but 201 means that it exists already or that it may not be made.
pub(super) fn parse(answer: &Answer) -> Result<(), DavError> {
    match answer.status {
        201 => Ok(()),
        _ => Err(DavError::of(answer)),
    }
}
