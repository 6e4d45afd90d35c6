//! Cookies: read by name, set with the flags of security §10.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

use super::Visit;

/// A cookie of ours: out of reach of scripts, not sent with foreign posts, and bound to this host under https.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie(pub &'static str);

impl Cookie {
    fn full_name(self, is_secure: bool) -> String {
        let bound = if is_secure { "__Host-" } else { "" };
        format!("{bound}{}", self.0)
    }

    /// What the browser sent; `None` when it sent none or an empty one.
    pub fn read<'a>(self, visit: &Visit, headers: &'a HeaderMap) -> Option<&'a str> {
        self.sent(visit.is_secure(), headers)
    }

    /// The same before there is a visit.
    pub(super) fn sent(self, is_secure: bool, headers: &HeaderMap) -> Option<&str> {
        let wanted = self.full_name(is_secure);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, text)| *name == wanted && !text.is_empty())
            .map(|(_, text)| text)
    }

    /// The same for the back office: not sent with anything that comes from another site (security §10).
    pub fn set_strict(
        self,
        visit: &Visit,
        content: &str,
        max_age: Duration,
    ) -> (header::HeaderName, HeaderValue) {
        self.line(visit, content, max_age, "Strict")
    }

    /// A `Set-Cookie` header; `content` must be made of letters, digits, `-`, `_` and `.`.
    pub fn set(self, visit: &Visit, content: &str, max_age: Duration) -> (header::HeaderName, HeaderValue) {
        self.line(visit, content, max_age, "Lax")
    }

    fn line(
        self,
        visit: &Visit,
        content: &str,
        max_age: Duration,
        same_site: &str,
    ) -> (header::HeaderName, HeaderValue) {
        let secure = if visit.is_secure() { "; Secure" } else { "" };
        let line = format!(
            "{}={content}; Path=/; Max-Age={}; HttpOnly; SameSite={same_site}{secure}",
            self.full_name(visit.is_secure()),
            max_age.as_secs()
        );
        let line = HeaderValue::try_from(line).unwrap_or(HeaderValue::from_static("none="));
        (header::SET_COOKIE, line)
    }

    /// A `Set-Cookie` header that removes it.
    pub fn forget(self, visit: &Visit) -> (header::HeaderName, HeaderValue) {
        self.set(visit, "", Duration::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;
    use crate::web::listener::Peer;

    fn visit(proto: &str) -> Visit {
        let request = Request::builder()
            .header("x-forwarded-proto", proto)
            .body(())
            .unwrap();
        let (parts, ()) = request.into_parts();
        Visit::of(&parts, Peer::in_clear("127.0.0.1".parse().unwrap()), true, "")
    }

    #[test]
    fn under_https_a_cookie_is_bound_to_its_host() {
        let (_, line) = Cookie("hold").set(&visit("https"), "x", Duration::from_mins(1));
        assert_eq!(
            line,
            "__Host-hold=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        let mut sent = HeaderMap::new();
        sent.insert(
            header::COOKIE,
            "hold=theirs; __Host-hold=ours; __Host-b=".parse().unwrap(),
        );
        assert_eq!(Cookie("hold").read(&visit("https"), &sent), Some("ours"));
        assert_eq!(Cookie("hold").read(&visit("http"), &sent), Some("theirs"));
        assert_eq!(Cookie("b").read(&visit("https"), &sent), None);
    }
}
