//! Names of members, as servers write them: as a path or a whole address, with one letter escaped or not, under another prefix than asked.

/// The path of an `href`, without scheme, host, query and fragment.
pub(super) fn path(href: &str) -> &str {
    let href = href.trim();
    let after_scheme = match href.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => Some(rest),
        _ => href.strip_prefix("//"),
    };
    let path = match after_scheme {
        Some(rest) => rest.find('/').map_or("/", |at| rest.split_at(at).1),
        None => href,
    };
    path.split(['?', '#']).next().unwrap_or_default()
}

/// The last segment, decoded: what a member is known by.
pub(super) fn name(href: &str) -> String {
    let path = path(href).trim_end_matches('/');
    decoded(path.rsplit('/').next().unwrap_or_default())
}

/// Whether an answer about this `href` is about the collection itself.
pub(super) fn is_itself(href: &str, collection: &str) -> bool {
    let segments = |href: &str| path(href).split('/').filter(|part| !part.is_empty()).count();
    name(href) == name(collection) && (path(href).ends_with('/') || segments(href) == segments(collection))
}

/// Whether two mean the same place on one server.
pub(super) fn same(one: &str, other: &str) -> bool {
    let decoded_path = |href: &str| decoded(path(href).trim_end_matches('/'));
    decoded_path(one) == decoded_path(other)
}

/// A member of a collection by a name that needs no escaping.
pub(super) fn member(collection: &str, name: &str) -> String {
    format!("{}/{name}", collection.trim_end_matches('/'))
}

/// A member of a collection by the name it is known by, escaped as far as a path needs it.
pub(super) fn named(collection: &str, name: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    member(collection, &escaped)
}

/// Percent-decoded; what is no UTF-8 is replaced.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let pair = others.get(..2).filter(|_| *first == b'%');
        let pair = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        let digits = pair.filter(|pair| pair.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = others.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_known_by_its_last_segment() {
        for href in [
            "/dr/agenda/esp%20ace%40x.ics",
            "/caldav.php/dr/agenda/esp%20ace@x.ics",
            "https://nas.local:5001/caldav/dr/agenda/esp%20ace%40x.ics",
            "//nas.local/esp ace@x.ics?a=/b#c",
        ] {
            assert_eq!(name(href), "esp ace@x.ics", "{href}");
        }
        assert_eq!(name("/dr/caf%C3%A9/"), "café");
        assert_eq!(name("/dr/100%25.ics"), "100%.ics");
        assert_eq!(name("/dr/100%.ics"), "100%.ics");
        assert_eq!(name("/dr/a%+1.ics"), "a%+1.ics");
        assert_eq!(
            (name("https://nas.local"), name("/")),
            (String::new(), String::new())
        );
    }

    #[test]
    fn the_collection_itself_is_no_member() {
        let calendar = "/caldav/dr/agenda/";
        for href in [
            "/caldav/dr/agenda/",
            "/caldav.php/dr/agenda/",
            "http://x/caldav/dr/agenda",
        ] {
            assert!(is_itself(href, calendar), "{href}");
        }
        for href in [
            "/caldav/dr/agenda/agenda",
            "/caldav/dr/agenda/a.ics",
            "/caldav/dr/autre/",
        ] {
            assert!(!is_itself(href, calendar), "{href}");
        }
    }

    #[test]
    fn places_are_compared_decoded() {
        assert!(same("http://x/dr/%41genda", "/dr/Agenda/"));
        assert!(!same("/caldav/dr/agenda/", "/caldav.php/dr/agenda/"));
        assert_eq!(member("/dr/agenda/", "a.ics"), "/dr/agenda/a.ics");
        for known in ["a.ics", "esp ace@x.ics", "café 100%.ics", "a/b?c#d"] {
            assert_eq!(name(&named("/dr/agenda/", known)), known);
        }
    }
}
