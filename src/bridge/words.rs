//! What a calendar server is, said or did not say, in words: always with what to do about it, and the same in a terminal and on a page.

use super::dav::{Capabilities, Collection, DavError, Identity, Kind, Scheme};
use crate::i18n::{Texts, Value};
use crate::sys::http::{Address, AddressProblem, LinkError};

/// Ports of a Synology's own pages, where somebody looks for the calendar first.
const DSM_PORTS: [u16; 2] = [5000, 5001];

/// Who answered.
pub fn kind(t: Texts, server: &Identity) -> String {
    said(
        t,
        match server.kind {
            Kind::Davical => "caldav-kind-davical",
            Kind::Radicale => "caldav-kind-radicale",
            Kind::Sabre => "caldav-kind-sabre",
            Kind::Xandikos => "caldav-kind-xandikos",
            Kind::Other => "caldav-kind-other",
        },
    )
}

/// Whether the line is encrypted, and in which way the password goes over it.
pub fn line(t: Texts, address: &Address, scheme: Option<&Scheme>) -> (String, String) {
    let way = match scheme {
        Some(Scheme::Digest(_)) => "caldav-way-digest",
        Some(Scheme::Basic) => "caldav-way-basic",
        None => "caldav-way-open",
    };
    let line = if address.is_https() {
        "caldav-line-encrypted"
    } else {
        "caldav-line-clear"
    };
    (said(t, line), said(t, way))
}

/// How changes in a calendar are noticed.
pub fn reading(t: Texts, calendar: &Collection) -> String {
    let key = if calendar.tells_changes() {
        "caldav-reads-changes"
    } else if calendar.ctag.is_some() {
        "caldav-reads-states"
    } else {
        "caldav-reads-all"
    };
    said(t, key)
}

/// Whether the account may write to a calendar.
pub fn writing(t: Texts, calendar: &Collection) -> String {
    let key = match calendar.may_write {
        Some(true) => "caldav-writes",
        Some(false) => "caldav-reads-only",
        None => "caldav-writes-unknown",
    };
    said(t, key)
}

/// What came of the trial of writing, a sentence each.
pub fn trial(t: Texts, learnt: Capabilities) -> Vec<String> {
    let one = |is_so, yes, no| if is_so { yes } else { no };
    let keys = [
        "caldav-trial-done",
        one(learnt.tells_etag, "caldav-trial-etag", "caldav-trial-no-etag"),
        one(learnt.rewrites, "caldav-trial-rewrites", "caldav-trial-verbatim"),
        one(learnt.keeps_marks, "caldav-trial-marks", "caldav-trial-no-marks"),
        one(learnt.refuses_twice, "caldav-trial-once", "caldav-trial-twice"),
        one(
            learnt.compares,
            "caldav-trial-compares",
            "caldav-trial-no-compare",
        ),
    ];
    keys.map(|key| said(t, key)).into()
}

/// Why what was typed is no address to be asked.
pub fn address(t: Texts, problem: AddressProblem, typed: &str) -> String {
    let key = match problem {
        AddressProblem::Malformed => "caldav-url-malformed",
        AddressProblem::Credentials => "caldav-url-credentials",
        AddressProblem::Forbidden => "caldav-url-forbidden",
        AddressProblem::InClear => "caldav-url-in-clear",
    };
    t.with(key, &[("url", typed.into())])
}

/// What is wrong and what to do; several lines where there is a list or a fingerprint.
pub fn trouble(t: Texts, error: &DavError, address: &Address) -> String {
    let host = address.host();
    let say = |key: &str, detail: &str| {
        let arguments: [(&str, Value<'_>); 2] = [("host", host.as_str().into()), ("detail", detail.into())];
        t.with(key, &arguments)
    };
    match error {
        DavError::Link(error) => line_trouble(t, error, &host),
        DavError::Credentials => say("caldav-refused", ""),
        DavError::InClear => say("caldav-in-clear", ""),
        DavError::NoKnownScheme => say("caldav-no-scheme", ""),
        DavError::Elsewhere(place) => say("caldav-elsewhere", place),
        DavError::TooManyRedirects => say("caldav-redirects", ""),
        DavError::WebPage if DSM_PORTS.contains(&address.port()) => say("caldav-page-dsm", ""),
        DavError::WebPage => say("caldav-page", ""),
        DavError::Forbidden(_) => say("caldav-forbidden", ""),
        DavError::NotFound => say("caldav-not-found", address.as_str()),
        DavError::Busy { pause } => {
            let minutes = pause.map_or(1, |pause| pause.as_secs().div_ceil(60).max(1));
            say("caldav-busy", &minutes.to_string())
        }
        DavError::Status {
            status: 413 | 507, ..
        } => say("caldav-full", ""),
        DavError::Status { status, .. } => say("caldav-status", &status.to_string()),
        DavError::Malformed(error) => say("caldav-malformed", &error.to_string()),
        DavError::NoCalendar => say("caldav-none", ""),
    }
}

fn line_trouble(t: Texts, error: &LinkError, host: &str) -> String {
    let say = |key: &str, detail: &str| t.with(key, &[("host", host.into()), ("detail", detail.into())]);
    match error {
        LinkError::Forbidden => say("caldav-address-forbidden", ""),
        LinkError::Unreachable(detail) => say("caldav-unreachable", detail),
        LinkError::Untrusted(key) => say("caldav-untrusted", &key.to_string()),
        LinkError::KeyChanged { expected, found } => t.with(
            "caldav-key-changed",
            &[
                ("host", host.into()),
                ("expected", expected.to_string().into()),
                ("found", found.to_string().into()),
            ],
        ),
        LinkError::Tls(detail) => say("caldav-tls", detail),
        LinkError::TooSlow => say("caldav-too-slow", ""),
        LinkError::Cut(detail) => say("caldav-cut", detail),
        LinkError::TooLarge => say("caldav-too-large", ""),
        LinkError::Unreadable => say("caldav-unreadable", ""),
    }
}

fn said(t: Texts, key: &str) -> String {
    t.text(key).into_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::dav::XmlError;
    use super::*;
    use crate::domain::patient::Language;
    use crate::sys::http::Fingerprint;

    /// One of each kind; the match refuses to compile when a kind is added and not listed.
    fn every() -> Vec<DavError> {
        let key = Fingerprint::from([1; 32]);
        let status = |status| DavError::Status {
            status,
            precondition: None,
        };
        let all = vec![
            DavError::Link(LinkError::Forbidden),
            DavError::Link(LinkError::Unreachable("x".to_owned())),
            DavError::Link(LinkError::Untrusted(key)),
            DavError::Link(LinkError::KeyChanged {
                expected: key,
                found: Fingerprint::from([2; 32]),
            }),
            DavError::Link(LinkError::Tls("x".to_owned())),
            DavError::Link(LinkError::TooSlow),
            DavError::Link(LinkError::Cut("x".to_owned())),
            DavError::Link(LinkError::TooLarge),
            DavError::Link(LinkError::Unreadable),
            DavError::Credentials,
            DavError::InClear,
            DavError::NoKnownScheme,
            DavError::Elsewhere("https://other.example/".to_owned()),
            DavError::TooManyRedirects,
            DavError::WebPage,
            DavError::Forbidden(None),
            DavError::NotFound,
            DavError::Busy {
                pause: Some(Duration::from_secs(90)),
            },
            status(500),
            status(507),
            DavError::Malformed(XmlError::Malformed),
            DavError::NoCalendar,
        ];
        for error in &all {
            is_listed(error);
        }
        all
    }

    fn is_listed(error: &DavError) {
        match error {
            DavError::Link(
                LinkError::Forbidden
                | LinkError::Unreachable(_)
                | LinkError::Untrusted(_)
                | LinkError::KeyChanged { .. }
                | LinkError::Tls(_)
                | LinkError::TooSlow
                | LinkError::Cut(_)
                | LinkError::TooLarge
                | LinkError::Unreadable,
            )
            | DavError::Credentials
            | DavError::InClear
            | DavError::NoKnownScheme
            | DavError::Elsewhere(_)
            | DavError::TooManyRedirects
            | DavError::WebPage
            | DavError::Forbidden(_)
            | DavError::NotFound
            | DavError::Busy { .. }
            | DavError::Status { .. }
            | DavError::Malformed(_)
            | DavError::NoCalendar => {}
        }
    }

    /// What is wrong and a remedy: two sentences at least, in both languages, and none said of two different failures.
    #[test]
    fn every_failure_has_words_of_its_own_with_a_remedy() {
        let address = Address::parse("https://nas.example/caldav/dr/").unwrap();
        for language in Language::STAFF {
            let mut told = std::collections::BTreeSet::new();
            for error in every() {
                let words = trouble(Texts::of(language), &error, &address);
                let sentences = words.matches(". ").count() + words.matches(['\n', '?']).count();
                assert!(sentences >= 1, "{error:?}: {words}");
                assert!(
                    !words.contains("caldav-") && !words.contains('{'),
                    "{error:?}: {words}"
                );
                assert!(told.insert(words.clone()), "{error:?}: {words}");
            }
        }
    }

    /// The page of the NAS itself is where somebody looks for the calendar first.
    #[test]
    fn the_ports_of_dsm_are_told_from_other_pages() {
        let words = |url| {
            let address = Address::parse(url).unwrap();
            trouble(Texts::of(Language::Fr), &DavError::WebPage, &address)
        };
        for dsm in ["http://nas.local:5000/caldav/dr", "https://nas.local:5001/"] {
            assert!(words(dsm).contains("20003"), "{dsm}");
        }
        assert!(!words("https://nas.local/").contains("20003"));
    }
}
