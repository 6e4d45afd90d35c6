//! What `caldav probe` says of a server, of a calendar, and of what went wrong, always with what to do about it.

use super::terminal::Terminal;
use crate::bridge::dav::{Capabilities, Collection, DavError, Identity, Kind, Scheme, Session};
use crate::sys::http::{Address, LinkError};

/// Ports of a Synology's own pages, where somebody looks for the calendar first.
const DSM_PORTS: [u16; 2] = [5000, 5001];

/// Who answered and how one signs in there.
pub(super) fn server_words(server: &Identity, session: &Session, terminal: &Terminal) -> String {
    let kind = match server.kind {
        Kind::Davical => "caldav-kind-davical",
        Kind::Radicale => "caldav-kind-radicale",
        Kind::Sabre => "caldav-kind-sabre",
        Kind::Xandikos => "caldav-kind-xandikos",
        Kind::Other => "caldav-kind-other",
    };
    let way = match session.scheme() {
        Some(Scheme::Digest(_)) => "caldav-way-digest",
        Some(Scheme::Basic) => "caldav-way-basic",
        None => "caldav-way-open",
    };
    let line = if session.address().is_https() {
        "caldav-line-encrypted"
    } else {
        "caldav-line-clear"
    };
    let arguments = [
        ("kind", terminal.words(kind, &[])),
        ("name", server.name.clone()),
        ("way", terminal.words(way, &[])),
        ("line", terminal.words(line, &[])),
    ];
    terminal.words("caldav-server", &borrowed(&arguments))
}

/// One calendar, with its number.
pub(super) fn calendar_words(nth: u16, calendar: &Collection, terminal: &Terminal) -> String {
    let reading = if calendar.tells_changes() {
        "caldav-reads-changes"
    } else if calendar.ctag.is_some() {
        "caldav-reads-states"
    } else {
        "caldav-reads-all"
    };
    let writing = match calendar.may_write {
        Some(true) => "caldav-writes",
        Some(false) => "caldav-reads-only",
        None => "caldav-writes-unknown",
    };
    let arguments = [
        ("number", nth.to_string()),
        ("name", calendar.name.clone().unwrap_or_default()),
        ("href", calendar.href.clone()),
        ("reading", terminal.words(reading, &[])),
        ("writing", terminal.words(writing, &[])),
    ];
    terminal.words("caldav-calendar", &borrowed(&arguments))
}

/// What came of the trial of writing.
pub(super) struct TrialWords {
    keys: Vec<&'static str>,
    /// Whether a calendar can be linked there as it is.
    pub(super) is_good: bool,
}

impl TrialWords {
    pub(super) fn of(learnt: Capabilities) -> Self {
        let said = |is_so, yes, no| if is_so { yes } else { no };
        let keys = vec![
            "caldav-trial-done",
            said(learnt.tells_etag, "caldav-trial-etag", "caldav-trial-no-etag"),
            said(learnt.rewrites, "caldav-trial-rewrites", "caldav-trial-verbatim"),
            said(learnt.keeps_marks, "caldav-trial-marks", "caldav-trial-no-marks"),
            said(learnt.refuses_twice, "caldav-trial-once", "caldav-trial-twice"),
            said(
                learnt.compares,
                "caldav-trial-compares",
                "caldav-trial-no-compare",
            ),
        ];
        Self {
            keys,
            is_good: learnt.refuses_twice && learnt.compares,
        }
    }

    pub(super) fn text(&self, terminal: &Terminal) -> String {
        let lines: Vec<String> = self.keys.iter().map(|key| terminal.words(key, &[])).collect();
        lines.join("\n")
    }
}

/// What is wrong and what to do.
pub(super) fn trouble_words(error: &DavError, address: &Address, terminal: &Terminal) -> String {
    let host = address.host();
    let say = |key: &str, detail: &str| terminal.words(key, &[("host", &host), ("detail", detail)]);
    match error {
        DavError::Link(error) => line_words(error, &host, terminal),
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
        DavError::Status { status, .. } => say("caldav-status", &status.to_string()),
        DavError::Malformed(error) => say("caldav-malformed", &error.to_string()),
        DavError::NoCalendar => say("caldav-none", ""),
    }
}

fn line_words(error: &LinkError, host: &str, terminal: &Terminal) -> String {
    let say = |key: &str, detail: &str| terminal.words(key, &[("host", host), ("detail", detail)]);
    match error {
        LinkError::Forbidden => say("caldav-address-forbidden", ""),
        LinkError::Unreachable(detail) => say("caldav-unreachable", detail),
        LinkError::Untrusted(key) => say("caldav-untrusted", &key.to_string()),
        LinkError::KeyChanged { expected, found } => terminal.words(
            "caldav-key-changed",
            &[
                ("host", host),
                ("expected", &expected.to_string()),
                ("found", &found.to_string()),
            ],
        ),
        LinkError::Tls(detail) => say("caldav-tls", detail),
        LinkError::TooSlow => say("caldav-too-slow", ""),
        LinkError::Cut(detail) => say("caldav-cut", detail),
        LinkError::TooLarge => say("caldav-too-large", ""),
        LinkError::Unreadable => say("caldav-unreadable", ""),
    }
}

fn borrowed<'a, const N: usize>(arguments: &'a [(&'a str, String); N]) -> [(&'a str, &'a str); N] {
    arguments.each_ref().map(|(name, text)| (*name, text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;
    use crate::i18n::Texts;

    /// The page of the NAS itself is where somebody looks for the calendar first.
    #[test]
    fn the_ports_of_dsm_are_told_from_other_pages() {
        let terminal = Terminal::new(Texts::of(Language::Fr));
        let words = |url| trouble_words(&DavError::WebPage, &Address::parse(url).unwrap(), &terminal);
        for dsm in ["http://nas.local:5000/caldav/dr", "https://nas.local:5001/"] {
            assert!(words(dsm).contains("20003"), "{dsm}");
        }
        assert!(!words("https://nas.local/").contains("20003"));
    }
}
