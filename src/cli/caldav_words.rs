//! What `caldav probe` says of a server and of a calendar, and the options that answer what went wrong.

use super::terminal::Terminal;
use crate::bridge::dav::{Capabilities, Collection, DavError, Identity, Session};
use crate::bridge::words;
use crate::sys::http::{Address, LinkError};

/// Who answered and how one signs in there.
pub(super) fn server_words(server: &Identity, session: &Session, terminal: &Terminal) -> String {
    let t = terminal.texts();
    let (line, way) = words::line(t, session.address(), session.scheme());
    let arguments = [
        ("kind", words::kind(t, server)),
        ("name", server.name.clone()),
        ("way", way),
        ("line", line),
    ];
    terminal.words("caldav-server", &borrowed(&arguments))
}

/// One calendar, with its number.
pub(super) fn calendar_words(nth: u16, calendar: &Collection, terminal: &Terminal) -> String {
    let t = terminal.texts();
    let arguments = [
        ("number", nth.to_string()),
        ("name", calendar.name.clone().unwrap_or_default()),
        ("href", calendar.href.clone()),
        ("reading", words::reading(t, calendar)),
        ("writing", words::writing(t, calendar)),
    ];
    terminal.words("caldav-calendar", &borrowed(&arguments))
}

/// What came of the trial of writing.
pub(super) fn trial_words(learnt: Capabilities, terminal: &Terminal) -> String {
    words::trial(terminal.texts(), learnt).join("\n")
}

/// What is wrong and what to do, with the option that does it.
pub(super) fn trouble_words(error: &DavError, address: &Address, terminal: &Terminal) -> String {
    let trouble = words::trouble(terminal.texts(), error, address);
    let option = match error {
        DavError::InClear => terminal.words("caldav-in-clear-option", &[]),
        DavError::Link(LinkError::Untrusted(found)) => {
            terminal.words("caldav-untrusted-option", &[("detail", &found.to_string())])
        }
        DavError::Link(LinkError::KeyChanged { found, .. }) => {
            terminal.words("caldav-key-changed-option", &[("detail", &found.to_string())])
        }
        _ => return trouble,
    };
    format!("{trouble}\n{option}")
}

fn borrowed<'a, const N: usize>(arguments: &'a [(&'a str, String); N]) -> [(&'a str, &'a str); N] {
    arguments.each_ref().map(|(name, text)| (*name, text.as_str()))
}
