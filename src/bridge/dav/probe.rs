//! The trial of writing, with consent: one event far ahead that takes no time, written, changed and taken away again.

use chrono::{DateTime, Days, Utc};

use super::delete::{self, Delete};
use super::get;
use super::mark::Mark;
use super::put::{self, Condition, Put};
use super::session::Session;
use super::trouble::DavError;
use super::write::new_href;
use crate::sys::hash::hex;
use crate::sys::http::Answer;
use crate::sys::ids;

/// How far ahead the event is: nobody looks there.
const AHEAD: Days = Days::new(3653);

/// How a server keeps events; learnt once, with its identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a record of what a server does, each by itself"
)]
pub struct Capabilities {
    /// It tells the state of what was written.
    pub tells_etag: bool,
    /// It writes events in its own way.
    pub rewrites: bool,
    /// It keeps `X-GRAPPE-REV`.
    pub keeps_marks: bool,
    /// It refuses a second event at the same place.
    pub refuses_twice: bool,
    /// It refuses a change of what somebody else changed meanwhile.
    pub compares: bool,
}

impl Capabilities {
    /// Whether appointments can be written there without writing over what others wrote.
    pub fn may_be_linked(self) -> bool {
        self.refuses_twice && self.compares
    }
}

/// The event of a trial.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'a> {
    /// What somebody would read who looked just then.
    pub summary: &'a str,
    /// From which the day ten years ahead is counted.
    pub now: DateTime<Utc>,
}

/// Writes, reads, changes and removes one event.
pub async fn write_probe(
    session: &mut Session,
    collection: &str,
    trial: &Trial<'_>,
) -> Result<Capabilities, DavError> {
    let id = hex(&ids::bytes::<16>());
    let href = new_href(collection, &id);
    let tried = tried(session, &href, &id, trial).await;
    // Whatever went wrong, nothing of the trial stays there.
    let removed = session.ask(&delete::prepare(&href, Condition::None)).await;
    let capabilities = tried?;
    match delete::parse(&removed?)? {
        Delete::Done | Delete::Absent => Ok(capabilities),
        Delete::Unmet => Err(status(412)),
    }
}

async fn tried(
    session: &mut Session,
    href: &str,
    id: &str,
    trial: &Trial<'_>,
) -> Result<Capabilities, DavError> {
    let first = event(id, 1, trial);
    let answer = session.ask(&put::prepare(href, &first, Condition::New)).await?;
    let tells_etag = match put::parse(&answer)? {
        Put::Stored(etag) => etag.is_some(),
        _ => return Err(refused(&answer)),
    };
    let there = get::parse(&session.ask(&get::prepare(href)).await?, href)?;
    let again = session.ask(&put::prepare(href, &first, Condition::New)).await?;
    let refuses_twice = put::parse(&again)? == Put::Unmet;
    let second = event(id, 2, trial);
    let wrong = Condition::Unchanged("\"grappe-never\"");
    let answer = session.ask(&put::prepare(href, &second, wrong)).await?;
    let mut compares = put::parse(&answer)? == Put::Unmet;
    if let Some(etag) = &there.etag {
        let right = Condition::Unchanged(etag);
        let answer = session.ask(&put::prepare(href, &second, right)).await?;
        compares &= matches!(put::parse(&answer)?, Put::Stored(_));
    }
    Ok(Capabilities {
        tells_etag,
        rewrites: there.data != first.as_bytes(),
        keeps_marks: Mark::of(&there.data).revision.as_deref() == Some("1"),
        refuses_twice,
        compares: compares && there.etag.is_some(),
    })
}

fn refused(answer: &Answer) -> DavError {
    match DavError::of(answer) {
        DavError::NotFound => status(answer.status),
        error => error,
    }
}

fn status(status: u16) -> DavError {
    DavError::Status {
        status,
        precondition: None,
    }
}

fn event(id: &str, revision: u8, trial: &Trial<'_>) -> String {
    let now = trial.now;
    let day = now.checked_add_days(AHEAD).unwrap_or(now).format("%Y%m%d");
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Grappe//Grappe//FR",
        "BEGIN:VEVENT",
        &format!("UID:{id}@grappe.invalid"),
        &format!("DTSTAMP:{stamp}"),
        &format!("DTSTART:{day}T100000Z"),
        &format!("DTEND:{day}T101500Z"),
        &format!("SUMMARY:{}", escaped(trial.summary)),
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        &format!("X-GRAPPE-REV:{revision}"),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    .join("\r\n")
}

/// Text of a property (RFC 5545 §3.3.11); Radicale drops what follows a comma that is not escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
