//! `REPORT calendar-query` (RFC 4791 §7.8), never with a range of time: one damaged event spoils such an answer for all.

use super::question::question;
use super::xml::written;
use crate::sys::http::Ask;

/// Asks where an event of this identity is; the answer is a listing.
pub(super) fn by_uid(collection: &str, uid: &str) -> Ask {
    let text = written("C:text-match", uid);
    let text = text.replacen("<C:text-match>", "<C:text-match collation=\"i;octet\">", 1);
    asked(
        collection,
        &format!("<C:prop-filter name=\"UID\">{text}</C:prop-filter>"),
    )
}

/// Asks for every event; the answer is a listing.
pub(super) fn events(collection: &str) -> Ask {
    asked(collection, "")
}

fn asked(collection: &str, filter: &str) -> Ask {
    let inside = format!(
        "<D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name=\"VCALENDAR\"><C:comp-filter name=\"VEVENT\">{filter}\
         </C:comp-filter></C:comp-filter></C:filter>"
    );
    question("REPORT", (collection, 1), ("C:calendar-query", &inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_escaped_and_no_time_is_asked_for() {
        let body = String::from_utf8(by_uid("/", "a<b@x").body).unwrap();
        assert!(
            body.contains("<C:text-match collation=\"i;octet\">a&lt;b@x</C:text-match>"),
            "{body}"
        );
        let all = String::from_utf8(events("/").body).unwrap();
        assert!(!body.contains("time-range") && !all.contains("time-range") && !all.contains("prop-filter"));
    }
}
