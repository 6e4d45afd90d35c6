//! Why a server did not do what was asked, as data: what to say and whether to try again is decided elsewhere.

use std::time::Duration;

use chrono::DateTime;

use super::multistatus::precondition;
use super::xml::XmlError;
use crate::sys::http::{Answer, LinkError};

/// Longest pause that a server may ask for.
const PAUSE_AT_MOST: Duration = Duration::from_hours(1);

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DavError {
    /// No whole answer.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The name or the password was refused, or was refused twice before and is not tried again.
    #[error("credentials refused")]
    Credentials,
    /// The server takes a password only in a way that anybody on the network could read, and that was not accepted.
    #[error("the password would travel in clear")]
    InClear,
    /// The server asks for credentials in no way that is known here.
    #[error("no known way to sign in")]
    NoKnownScheme,
    /// A redirect to another server, or from https to http: credentials do not follow.
    #[error("redirected to {0}")]
    Elsewhere(String),
    /// Redirects without end.
    #[error("too many redirects")]
    TooManyRedirects,
    /// A page for people: another port, or a page to sign in.
    #[error("a web page")]
    WebPage,
    /// The account may not do this (403).
    #[error("forbidden ({})", .0.as_deref().unwrap_or("no reason given"))]
    Forbidden(Option<String>),
    /// Not there (404, 410).
    #[error("not found")]
    NotFound,
    /// The server asks for a pause (429, 503).
    #[error("busy")]
    Busy {
        /// How long, as the server said; at most an hour.
        pause: Option<Duration>,
    },
    /// Any other refusal.
    #[error("status {status} ({})", precondition.as_deref().unwrap_or("no reason given"))]
    Status {
        /// HTTP status.
        status: u16,
        /// Name of the condition that is not met, as `DAV:error` says it.
        precondition: Option<String>,
    },
    /// An answer that cannot be read.
    #[error("answer unreadable: {0}")]
    Malformed(#[from] XmlError),
    /// It speaks WebDAV, but there is no calendar.
    #[error("no calendar there")]
    NoCalendar,
}

impl DavError {
    /// What an answer that is no success means.
    pub(super) fn of(answer: &Answer) -> Self {
        let is_success = (200..300).contains(&answer.status);
        if is_page(answer) && (is_success || matches!(answer.status, 405 | 501)) {
            return Self::WebPage;
        }
        match answer.status {
            401 => Self::Credentials,
            403 => Self::Forbidden(precondition(answer)),
            404 | 410 => Self::NotFound,
            429 | 503 => Self::Busy { pause: pause(answer) },
            status => Self::Status {
                status,
                precondition: precondition(answer),
            },
        }
    }

    /// Whether it concerns the resource that was asked for only, and not the line to the server.
    pub(super) fn is_local(&self) -> bool {
        matches!(
            self,
            Self::NotFound | Self::Forbidden(_) | Self::Status { .. } | Self::Malformed(_)
        )
    }
}

/// Whether the body is for people.
fn is_page(answer: &Answer) -> bool {
    let kind = answer.header("content-type").unwrap_or_default();
    kind.trim_start().to_ascii_lowercase().starts_with("text/html")
}

/// `Retry-After` in seconds, or as a date, which is compared with the server's own clock (RFC 9110 §10.2.3).
fn pause(answer: &Answer) -> Option<Duration> {
    let asked = answer.header("retry-after")?.trim();
    let seconds = if let Ok(seconds) = asked.parse::<u64>() {
        seconds
    } else {
        let date = |text: &str| DateTime::parse_from_rfc2822(text).ok();
        let until = date(asked)? - date(answer.header("date")?)?;
        u64::try_from(until.num_seconds()).unwrap_or(0)
    };
    Some(Duration::from_secs(seconds).min(PAUSE_AT_MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Answer {
            status,
            headers: headers.collect(),
            ..Answer::default()
        }
    }

    #[test]
    fn a_pause_is_taken_from_the_server_up_to_an_hour() {
        let seconds = |status, headers: &[(&str, &str)]| match DavError::of(&answer(status, headers)) {
            DavError::Busy { pause } => pause.map(|pause| pause.as_secs()),
            other => panic!("{other:?}"),
        };
        let date = ("date", "Fri, 27 Nov 2026 11:40:38 GMT");
        let later = ("retry-after", "Fri, 27 Nov 2026 11:42:38 GMT");
        let earlier = ("retry-after", "Fri, 27 Nov 2026 11:00:00 GMT");
        assert_eq!(seconds(429, &[("retry-after", "30")]), Some(30));
        assert_eq!(seconds(503, &[("retry-after", "86400")]), Some(3600));
        assert_eq!(seconds(503, &[date, later]), Some(120));
        assert_eq!(seconds(503, &[date, earlier]), Some(0));
        assert_eq!(seconds(503, &[later]), None);
        assert_eq!(seconds(503, &[("retry-after", "soon")]), None);
        assert_eq!(seconds(503, &[]), None);
    }

    #[test]
    fn a_page_for_people_is_told_apart() {
        let html = [("content-type", "text/html; charset=UTF-8")];
        for status in [200, 207, 405, 501] {
            assert_eq!(DavError::of(&answer(status, &html)), DavError::WebPage);
        }
        assert_eq!(DavError::of(&answer(404, &html)), DavError::NotFound);
        assert_eq!(DavError::of(&answer(403, &html)), DavError::Forbidden(None));
    }
}
