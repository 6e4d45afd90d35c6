//! Who asks, in which language, under which path prefix.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};

use crate::domain::patient::Language;
use crate::i18n::{Texts, from_tag, negotiated};
use crate::web::error::Problem;
use crate::web::listener::Peer;

use super::{Cookie, Form};

/// Keeps the choice of a language; holds nothing else.
pub const LANGUAGE: Cookie = Cookie("lang");
/// What proxies add: from a peer that is none of ours it says that the peer is not the other end.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];
/// Where paths begin that patients do not meet.
const FOR_STAFF: [&str; 6] = ["/admin", "/api", "/calendar", "/caldav", "/mine/file", "/phone"];
/// Longest path prefix a proxy may announce.
const PREFIX_MAX: usize = 64;

/// The circumstances of one request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Visit(Arc<Circumstances>);

#[derive(Debug)]
struct Circumstances {
    texts: Texts,
    languages: &'static [Language],
    prefix: String,
    path: String,
    query: String,
    client: IpAddr,
    is_client_known: bool,
    is_secure: bool,
    host: String,
}

impl Visit {
    /// Reads a request head. Forwarded headers count only when the peer is a configured proxy, and then the last hop
    /// (security 4.1.3).
    pub(in crate::web) fn of(parts: &Parts, peer: Peer, is_proxied: bool, configured_prefix: &str) -> Self {
        let forwarded = |name: &str| {
            if is_proxied {
                last_value(&parts.headers, name)
            } else {
                None
            }
        };
        let hop = forwarded("x-forwarded-for");
        let told = hop.and_then(|hop| hop.parse().ok());
        let is_client_known = if is_proxied {
            hop.is_none() || told.is_some()
        } else {
            !FORWARDED.iter().any(|name| parts.headers.contains_key(*name))
        };
        let client = told.unwrap_or(peer.address);
        let prefix = forwarded("x-forwarded-prefix").and_then(valid_prefix);
        let prefix = prefix.unwrap_or_else(|| configured_prefix.to_owned());
        let path = parts.uri.path();
        let path = path
            .strip_prefix(prefix.as_str())
            .filter(|p| p.starts_with('/'))
            .unwrap_or(path);
        let is_secure = peer.is_encrypted || forwarded("x-forwarded-proto") == Some("https");
        let host = parts
            .headers
            .get(header::HOST)
            .and_then(|h| h.to_str().ok())
            .unwrap_or("");
        let languages = languages_of(path);
        Self(Arc::new(Circumstances {
            texts: Texts::of(language(parts, is_secure, languages)),
            languages,
            path: path.to_owned(),
            query: without_language(parts.uri.query().unwrap_or("")),
            prefix,
            client: client.to_canonical(),
            is_client_known,
            is_secure,
            host: host.to_ascii_lowercase(),
        }))
    }

    /// The words of the visitor's language.
    pub fn texts(&self) -> Texts {
        self.0.texts
    }

    /// The languages that this path is there in.
    pub fn languages(&self) -> &'static [Language] {
        self.0.languages
    }

    /// Empty, or `/something`: to be put before every path of ours.
    pub fn prefix(&self) -> &str {
        &self.0.prefix
    }

    /// Path asked for, without prefix and query.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Query asked for, without a choice of language; may be empty.
    pub fn query(&self) -> &str {
        &self.0.query
    }

    /// The fields of the query; none of them when one comes twice or there are too many.
    pub fn asked(&self) -> Form {
        Form::parse(self.query()).unwrap_or_default()
    }

    /// Whether the query has this word, without a value.
    pub fn has_word(&self, word: &str) -> bool {
        self.query().split('&').any(|part| part == word)
    }

    /// The client's address: the peer, or the last hop before a configured proxy.
    pub fn client(&self) -> IpAddr {
        self.0.client
    }

    /// Whether [`Visit::client`] is surely the other end: what a proxy that nobody configured, or whose word cannot be read, brings
    /// comes from anywhere, and must not pass for somebody inside (security T14).
    pub fn is_client_known(&self) -> bool {
        self.0.is_client_known
    }

    /// The browser speaks https, to us or to the proxy in front of us.
    pub fn is_secure(&self) -> bool {
        self.0.is_secure
    }

    /// `Host` as asked, lower case, with its port.
    pub fn host(&self) -> &str {
        &self.0.host
    }

    /// An absolute link to a path of ours, for messages and calendar files.
    pub fn absolute(&self, path: &str) -> String {
        let scheme = if self.is_secure() { "https" } else { "http" };
        format!("{scheme}://{}{}{path}", self.host(), self.prefix())
    }

    /// A path of ours with the prefix.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.prefix())
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let visit = parts.extensions.get::<Self>().cloned();
        visit.ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST))
    }
}

/// The last element of the last line of a list header.
fn last_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim)
}

/// For links that change the language of the page shown and nothing else.
fn without_language(query: &str) -> String {
    let others = query.split('&').filter(|pair| !pair.starts_with("lang="));
    others.collect::<Vec<_>>().join("&")
}

fn valid_prefix(text: &str) -> Option<String> {
    let prefix = text.trim_end_matches('/');
    let is_plain = prefix
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
    let is_path = prefix.starts_with('/') && !prefix.contains("//") && !prefix.contains("..");
    (prefix.len() <= PREFIX_MAX && is_plain && (prefix.is_empty() || is_path)).then(|| prefix.to_owned())
}

/// Patients are met in every language; the staff, programs and calendars that subscribe in two.
fn languages_of(path: &str) -> &'static [Language] {
    let is_for_staff = FOR_STAFF.iter().any(|start| {
        let rest = path.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if is_for_staff {
        &Language::STAFF
    } else {
        &Language::ALL
    }
}

/// `?lang=`, then the cookie, then what the browser prefers, each among the languages offered.
fn language(parts: &Parts, is_secure: bool, offered: &[Language]) -> Language {
    let from_tag = |tag: &str| from_tag(tag).filter(|language| offered.contains(language));
    let asked = parts
        .uri
        .query()
        .unwrap_or("")
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="));
    let kept = || LANGUAGE.sent(is_secure, &parts.headers).and_then(from_tag);
    let preferred = || {
        let header = parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        negotiated(header.unwrap_or(""), offered)
    };
    asked.and_then(from_tag).or_else(kept).unwrap_or_else(preferred)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn visit(headers: &[(&str, &str)], uri: &str, is_proxied: bool) -> Visit {
        let request = headers
            .iter()
            .fold(Request::builder().uri(uri), |r, (name, value)| {
                r.header(*name, *value)
            });
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let peer = Peer::in_clear("127.0.0.1".parse().unwrap());
        Visit::of(&parts, peer, is_proxied, "")
    }

    #[test]
    fn forwarded_headers_count_only_from_a_proxy_and_only_the_last_hop() {
        let forged = [
            ("x-forwarded-for", "203.0.113.9, 198.51.100.7"),
            ("x-forwarded-proto", "https"),
        ];
        assert_eq!(visit(&forged, "/", false).client().to_string(), "127.0.0.1");
        assert!(!visit(&forged, "/", false).is_secure());
        assert_eq!(visit(&forged, "/", true).client().to_string(), "198.51.100.7");
        assert!(visit(&forged, "/", true).is_secure());
        let twice = [
            ("x-forwarded-for", "203.0.113.9"),
            ("x-forwarded-for", "198.51.100.7"),
        ];
        assert_eq!(visit(&twice, "/", true).client().to_string(), "198.51.100.7");
    }

    #[test]
    fn who_comes_through_an_unknown_proxy_is_not_known() {
        let known = |headers: &[(&str, &str)], is_proxied| visit(headers, "/", is_proxied).is_client_known();
        assert!(known(&[], false) && known(&[], true));
        assert!(known(&[("x-forwarded-for", "203.0.113.9")], true));
        assert!(!known(&[("x-forwarded-for", "203.0.113.9:4711")], true));
        for name in FORWARDED {
            assert!(!known(&[(name, "192.168.1.20")], false), "{name}");
        }
    }

    #[test]
    fn prefixes_are_paths() {
        for (announced, expected) in [
            ("/rdv/", "/rdv"),
            ("//evil", ""),
            ("/a\"b", ""),
            ("rdv", ""),
            ("/", ""),
            ("/../x", ""),
        ] {
            let visit = visit(&[("x-forwarded-prefix", announced)], "/", true);
            assert_eq!(visit.prefix(), expected, "{announced}");
        }
    }

    #[test]
    fn the_staff_reads_two_languages_whatever_a_patient_chose_in_the_same_browser() {
        let code = |uri: &str, headers: &[(&str, &str)]| visit(headers, uri, false).texts().code();
        for uri in [
            "/admin",
            "/admin/agenda?lang=es",
            "/api/v1/slots",
            "/calendar/x.ics",
        ] {
            assert_eq!(code(uri, &[("cookie", "lang=ar")]), "fr", "{uri}");
            assert_eq!(
                code(uri, &[("cookie", "lang=ar"), ("accept-language", "de,en;q=0.5")]),
                "en",
                "{uri}"
            );
        }
        assert_eq!(code("/administration", &[("cookie", "lang=ar")]), "ar");
    }

    #[test]
    fn the_language_is_asked_kept_or_preferred() {
        let english = ("accept-language", "en");
        assert_eq!(visit(&[english], "/", false).texts().code(), "en");
        assert_eq!(
            visit(&[english, ("cookie", "a=b; lang=fr")], "/", false)
                .texts()
                .code(),
            "fr"
        );
        assert_eq!(
            visit(&[english, ("cookie", "lang=fr")], "/?lang=en", false)
                .texts()
                .code(),
            "en"
        );
        assert_eq!(visit(&[], "/?x=1&lang=nl", false).texts().code(), "fr");
        assert_eq!(visit(&[english], "/times?lang=ar", false).texts().code(), "ar");
        let german = ("cookie", "lang=de");
        assert_eq!(visit(&[english, german], "/", false).texts().code(), "de");
        let bound = [
            english,
            ("x-forwarded-proto", "https"),
            ("cookie", "lang=en; __Host-lang=fr"),
        ];
        assert_eq!(visit(&bound, "/", true).texts().code(), "fr");
    }
}
