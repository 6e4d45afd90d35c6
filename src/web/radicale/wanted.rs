//! What telephones may ask Radicale for: to read what is theirs, to write and take away single events, to name and colour a calendar. Never a
//! calendar as a whole: one that is put or deleted in one stroke is the accident that the guard would have to stop (caldav §6.3), and one
//! that is made on a telephone would be linked to nothing.

use axum::http::{Method, StatusCode};

/// What may be asked, for the `Allow` header.
pub(super) const METHODS: &str = "OPTIONS, PROPFIND, REPORT, GET, HEAD, PUT, DELETE, PROPPATCH";
/// Account, calendar, event.
const DEEPEST: usize = 3;
/// Never part of a path that a calendar program writes, and read otherwise by others: slashes and dots in disguise, controls.
const DISGUISED: [&str; 6] = ["%2f", "%5c", "%2e", "%0", "%1", "\\"];

/// Whether a question may be handed on; the status that refuses it. `path` begins with a slash, below where Radicale hangs.
pub(super) fn checked(method: &Method, path: &str) -> Result<(), StatusCode> {
    let lower = path.to_ascii_lowercase();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let is_odd = path.contains("//")
        || DISGUISED.iter().any(|disguise| lower.contains(disguise))
        || segments.iter().any(|segment| segment.starts_with('.'));
    if is_odd {
        return Err(StatusCode::BAD_REQUEST);
    }
    let depth = segments.len();
    let is_event = depth == DEEPEST && !path.ends_with('/');
    let may = match method.as_str() {
        "OPTIONS" | "PROPFIND" => true,
        "REPORT" | "GET" | "HEAD" => depth > 0,
        "PROPPATCH" => (1..DEEPEST).contains(&depth),
        "PUT" | "DELETE" => is_event,
        _ => return Err(StatusCode::METHOD_NOT_ALLOWED),
    };
    match (may, depth <= DEEPEST) {
        (_, false) => Err(StatusCode::NOT_FOUND),
        (true, true) => Ok(()),
        (false, true) => Err(StatusCode::FORBIDDEN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(method: &str, path: &str) -> u16 {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        checked(&method, path).map_or_else(|status| status.as_u16(), |()| 200)
    }

    #[test]
    fn events_are_written_one_by_one_and_calendars_stay() {
        for (method, path, status) in [
            ("OPTIONS", "/", 200),
            ("PROPFIND", "/", 200),
            ("PROPFIND", "/paul-2/agenda/", 200),
            ("REPORT", "/paul-2/agenda/", 200),
            ("REPORT", "/", 403),
            ("GET", "/", 403),
            ("GET", "/paul-2/agenda/a.ics", 200),
            ("PUT", "/paul-2/agenda/a.ics", 200),
            ("PUT", "/paul-2/agenda/esp%20ace%40x.ics", 200),
            ("PUT", "/paul-2/agenda", 403),
            ("PUT", "/paul-2/agenda/a/", 403),
            ("DELETE", "/paul-2/agenda/a.ics", 200),
            ("DELETE", "/paul-2/agenda/", 403),
            ("DELETE", "/paul-2/", 403),
            ("DELETE", "/", 403),
            ("PROPPATCH", "/paul-2/agenda/", 200),
            ("PROPPATCH", "/", 403),
        ] {
            assert_eq!(said(method, path), status, "{method} {path}");
        }
        for method in [
            "POST",
            "MKCALENDAR",
            "MKCOL",
            "MOVE",
            "COPY",
            "LOCK",
            "ACL",
            "PATCH",
        ] {
            assert_eq!(said(method, "/paul-2/agenda/a.ics"), 405, "{method}");
        }
    }

    #[test]
    fn paths_in_disguise_go_nowhere() {
        for path in [
            "/../x",
            "/.web/",
            "//x",
            "/a%2Fb/c/d",
            "/a/%2e%2e/d",
            "/a\\b",
            "/a/b/%00.ics",
            "/a/.b/c.ics",
        ] {
            assert_eq!(said("PROPFIND", path), 400, "{path}");
        }
        assert_eq!(said("PROPFIND", "/a/b/c/d"), 404);
    }
}
