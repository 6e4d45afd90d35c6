//! A practitioner's account on a server, and events of ours.

use std::time::Duration;

use grappe::bridge::dav::{
    Before, Body, Collection, Credentials, DavError, Found, Intake, Ours, Pass, Seen, Session, Terms,
    discover, read,
};
use grappe::sys::http::{Address, Allowance};

/// A session in which passwords may travel over loopback, with little patience.
pub(super) fn session(url: &str, password: &str) -> Session {
    session_on(url, password, terms())
}

pub(super) fn session_on(url: &str, password: &str, terms: Terms) -> Session {
    let credentials = Credentials {
        user: "dr".to_owned(),
        password: password.to_owned(),
    };
    Session::new(Address::parse(url).unwrap(), credentials, &terms)
}

pub(super) fn terms() -> Terms {
    Terms {
        allows_clear: true,
        pin: None,
        allowance: Allowance {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(30),
            body: 8 * 1024 * 1024,
        },
    }
}

/// The text of an event of ours.
pub(super) fn event(uid: &str, revision: &str, summary: &str) -> String {
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Grappe//Grappe//FR",
        "BEGIN:VEVENT",
        &format!("UID:{uid}"),
        "DTSTAMP:20260302T080000Z",
        "DTSTART:20260303T080000Z",
        "DTEND:20260303T083000Z",
        &format!("SUMMARY:{summary}"),
        &format!("X-GRAPPE-REV:{revision}"),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    .join("\r\n")
}

pub(super) fn ours<'a>(uid: &'a str, revision: &'a str, body: &'a str) -> Ours<'a> {
    Ours { uid, revision, body }
}

/// What is known of a calendar between passes, as the bridge keeps it.
pub(super) struct Reader {
    pub(super) session: Session,
    pub(super) before: Before,
}

impl Reader {
    /// Of the calendar of this name among those found.
    pub(super) fn new(session: Session, found: &Found, name: &str) -> Self {
        let is_meant = |calendar: &&Collection| calendar.href.trim_end_matches('/').ends_with(name);
        let calendar = found.calendars.iter().find(is_meant);
        let calendar = calendar.expect(name).clone();
        Self {
            session,
            before: Before::first(calendar, found.server.clone()),
        }
    }

    pub(super) async fn found(url: &str, name: &str) -> Self {
        let mut session = session(url, "secret");
        let found = discover(&mut session).await.unwrap();
        Self::new(session, &found, name)
    }

    pub(super) fn calendar(&self) -> String {
        self.before.calendar.href.clone()
    }

    pub(super) fn href(&self, name: &str) -> String {
        format!("{}{name}", self.before.calendar.href)
    }

    /// A pass, taken as it is.
    pub(super) async fn pass(&mut self) -> Pass {
        self.tried().await.unwrap()
    }

    pub(super) async fn tried(&mut self) -> Result<Pass, DavError> {
        let intake = Intake {
            domain: "grappe.invalid",
            read: &std::convert::identity::<Body>,
        };
        let pass = read(&mut self.session, (&self.before, false), intake).await?;
        self.take(&pass);
        Ok(pass)
    }

    pub(super) fn take(&mut self, pass: &Pass) {
        match &pass.seen {
            Seen::Nothing => {}
            Seen::Delta(gone) => self.before.members.retain(|name, _| !gone.contains(name)),
            Seen::Listing(members) => {
                let is_there = |name: &String| members.iter().any(|member| member.name == *name);
                self.before.members.retain(|name, _| is_there(name));
            }
        }
        for body in &pass.fetched.bodies {
            self.before.members.insert(body.name.clone(), body.etag.clone());
        }
        self.before.calendar = pass.calendar.clone();
        self.before.server = pass.server.clone();
        self.before.token.clone_from(&pass.token);
        self.before.silent = pass.silent;
    }
}

/// Names of the bodies that came with a pass, sorted.
pub(super) fn came(pass: &Pass) -> Vec<&str> {
    let mut names: Vec<&str> = pass
        .fetched
        .bodies
        .iter()
        .map(|body| body.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

/// Names of what a pass listed, sorted; nothing where it listed nothing.
pub(super) fn listed(pass: &Pass) -> Option<Vec<&str>> {
    let Seen::Listing(members) = &pass.seen else {
        return None;
    };
    let mut names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    names.sort_unstable();
    Some(names)
}
