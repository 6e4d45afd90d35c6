//! Paths of ours in addresses and forms.

use axum::http::StatusCode;

use crate::web::error::Problem;

/// For the value of a query parameter.
pub(super) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// Whether a path may be gone to after signing in: a page of the back office, nothing else (security 3.7.2).
pub(super) fn is_own(path: &str) -> bool {
    let rest = path.strip_prefix("/admin");
    let is_inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    is_inside && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

/// The page to go to, the agenda when it is not ours.
pub(super) fn next_or_agenda(path: &str) -> &str {
    if is_own(path) { path } else { "/admin" }
}

/// The number in a path; what is none is a page that does not exist.
pub(super) fn numbered<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::new(StatusCode::NOT_FOUND))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_back_office_are_gone_to() {
        for (path, expected) in [
            ("/admin", true),
            ("/admin?day=2026-03-02", true),
            ("/admin/book?start=1", true),
            ("/administer", false),
            ("//evil.example/admin", false),
            ("/\\evil.example", false),
            ("https://evil.example/admin", false),
            ("/admin\\@evil", false),
            ("/admin/a b", false),
            ("/admin\r\nSet-Cookie:x", false),
            ("", false),
        ] {
            assert_eq!(is_own(path), expected, "{path}");
        }
        assert_eq!(encoded("/admin?a=é b"), "%2Fadmin%3Fa%3D%C3%A9%20b");
    }
}
