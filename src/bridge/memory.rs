//! What is remembered of a calendar between passes: in memory the line that is kept and how the last passes went, in the database what
//! its server said of itself.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::dav::{
    Before, Capabilities, Collection, Credentials, Identity, Kind, Pass, Reports, Session, Terms,
};
use super::report::SyncTrouble;
use crate::domain::ical::Form;
use crate::store::{CalendarLink, CalendarMember};
use crate::sys::http::{Address, Allowance, Fingerprint};

/// What a session was made with: where it is another, another session is made.
#[derive(Clone, PartialEq, Eq)]
struct Access {
    url: String,
    user: String,
    password: String,
    pin: Option<[u8; 32]>,
    allows_clear: bool,
}

/// Of one calendar, as long as the program runs; whoever starts without it only asks more.
#[derive(Default)]
pub(super) struct Memory {
    session: Option<(Access, Session)>,
    /// See [`Before::silent`].
    pub(super) silent: u8,
    /// The next pass lists everything.
    pub(super) is_doubted: bool,
    /// How long the server took for a pass in which nothing was new.
    pub(super) answer: Duration,
    /// What its server takes of our events.
    pub(super) form: Form,
    /// Something was written there since the program started, and writing was not refused since.
    pub(super) has_written: bool,
    /// Answers in a row after which nothing changes by waiting.
    pub(super) strikes: u8,
    /// A pass has gone well since the program started.
    pub(super) has_passed: bool,
    /// When the next pass is due by the clock that never goes back.
    pub(super) due: Option<Duration>,
}

impl Memory {
    /// The line to the server, the one that is kept where nothing changed.
    pub(super) fn take_session(
        &mut self,
        link: &CalendarLink,
        password: Option<&str>,
        allowance: Allowance,
    ) -> Result<Session, SyncTrouble> {
        let access = access(link, password)?;
        match self.session.take() {
            Some((known, session)) if known == access => Ok(session),
            _ => session(&access, allowance),
        }
    }

    pub(super) fn keep_session(&mut self, link: &CalendarLink, password: Option<&str>, session: Session) {
        if let Ok(access) = access(link, password) {
            self.session = Some((access, session));
        }
    }
}

fn access(link: &CalendarLink, password: Option<&str>) -> Result<Access, SyncTrouble> {
    Ok(Access {
        url: link.url.clone(),
        user: link.login.clone(),
        password: password.ok_or(SyncTrouble::NoPassword)?.to_owned(),
        pin: link.pin,
        allows_clear: link.options.allows_clear,
    })
}

fn session(access: &Access, allowance: Allowance) -> Result<Session, SyncTrouble> {
    let address = Address::parse(&access.url).map_err(SyncTrouble::Address)?;
    let credentials = Credentials {
        user: access.user.clone(),
        password: access.password.clone(),
    };
    let terms = Terms {
        allows_clear: access.allows_clear,
        pin: access.pin.map(Fingerprint::from),
        allowance,
    };
    Ok(Session::new(address, credentials, &terms))
}

/// What the pass before left, from the database alone.
pub(super) fn before(link: &CalendarLink, members: &[CalendarMember], memory: &Memory) -> Before {
    let told = Told::read(link.capabilities.as_deref());
    let calendar = Collection {
        href: collection(link),
        ctag: link.ctag.clone(),
        token: link.sync_token.clone(),
        ..told.calendar
    };
    let state = |member: &CalendarMember| {
        let etag = Some(member.etag.clone()).filter(|etag| !etag.is_empty());
        (member.href.clone(), etag)
    };
    Before {
        calendar,
        server: told.server,
        token: link.sync_token.clone(),
        members: members.iter().map(state).collect(),
        silent: memory.silent,
    }
}

/// Where the calendar is: as its server names it.
pub(super) fn collection(link: &CalendarLink) -> String {
    let told = Told::read(link.capabilities.as_deref()).calendar.href;
    if told.is_empty() {
        Address::parse(&link.url).map_or_else(|_| link.url.clone(), |address| address.path())
    } else {
        told
    }
}

/// What a server said of itself and of the calendar; beside what others keep in the same record.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Told {
    pub(super) server: Identity,
    pub(super) calendar: Collection,
}

impl Told {
    pub(super) fn of<T>(seen: &Pass<T>) -> Self {
        let calendar = &seen.calendar;
        Self {
            server: seen.server.clone(),
            calendar: Collection {
                href: calendar.href.clone(),
                is_calendar: true,
                name: calendar.name.clone(),
                resource_id: calendar.resource_id.clone(),
                reports: calendar.reports,
                ..Collection::default()
            },
        }
    }

    /// What is missing or unknown is as if nothing had been said.
    pub(super) fn read(record: Option<&str>) -> Self {
        let record = parsed(record);
        let text = |of: &str, name: &str| {
            let value = record.get(of).and_then(|of| of.get(name))?;
            value.as_str().map(ToOwned::to_owned)
        };
        let is = |name: &str| {
            let value = record.get("calendar").and_then(|calendar| calendar.get(name));
            value.and_then(Value::as_bool).unwrap_or_default()
        };
        Self {
            server: Identity {
                kind: Kind::from_key(&text("server", "kind").unwrap_or_default()),
                name: text("server", "name").unwrap_or_default(),
                abilities: text("server", "abilities").unwrap_or_default(),
            },
            calendar: Collection {
                href: text("calendar", "href").unwrap_or_default(),
                is_calendar: true,
                name: text("calendar", "name"),
                resource_id: text("calendar", "resource_id"),
                reports: Reports {
                    sync: is("sync"),
                    multiget: is("multiget"),
                    query: is("query"),
                },
                ..Collection::default()
            },
        }
    }

    /// The record with this in it.
    pub(super) fn written(&self, record: Option<&str>) -> String {
        let calendar = &self.calendar;
        let server = json!({
            "kind": self.server.kind.key(),
            "name": self.server.name,
            "abilities": self.server.abilities,
        });
        let calendar = json!({
            "href": calendar.href,
            "name": calendar.name,
            "resource_id": calendar.resource_id,
            "sync": calendar.reports.sync,
            "multiget": calendar.reports.multiget,
            "query": calendar.reports.query,
        });
        with(record, [("server", server), ("calendar", calendar)])
    }
}

/// The record with what a trial of writing showed.
pub(super) fn with_trial(record: Option<&str>, learnt: Capabilities) -> String {
    let learnt = json!({
        "tells_etag": learnt.tells_etag,
        "rewrites": learnt.rewrites,
        "keeps_marks": learnt.keeps_marks,
        "refuses_twice": learnt.refuses_twice,
        "compares": learnt.compares,
    });
    with(record, [("writing", learnt)])
}

fn with<const N: usize>(record: Option<&str>, new: [(&str, Value); N]) -> String {
    let mut whole = parsed(record);
    whole.extend(new.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(whole).to_string()
}

/// Empty where it is none.
fn parsed(record: Option<&str>) -> Map<String, Value> {
    let read = record.and_then(|record| serde_json::from_str(record).ok());
    read.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_said_is_read_back_beside_what_others_wrote() {
        let told = Told {
            server: Identity {
                kind: Kind::Radicale,
                name: "Radicale 3".to_owned(),
                abilities: "1, calendar-access".to_owned(),
            },
            calendar: Collection {
                href: "/dr/agenda/".to_owned(),
                is_calendar: true,
                name: Some("Agenda".to_owned()),
                reports: Reports {
                    sync: true,
                    multiget: true,
                    query: false,
                },
                ..Collection::default()
            },
        };
        let record = told.written(Some(r#"{"trial":{"compares":true}}"#));
        assert_eq!(Told::read(Some(&record)), told);
        assert!(record.contains(r#""trial":{"compares":true}"#), "{record}");
        assert_eq!(Told::read(Some(&told.written(Some("[1]")))), told);
        for nothing in [None, Some("{}"), Some("no"), Some(r#"{"server":3}"#)] {
            assert_eq!(Told::read(nothing).server, Identity::default());
        }
    }
}
