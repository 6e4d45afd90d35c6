//! A practice whose practitioner has a calendar on a real server, and the practitioner with another program.

use chrono::TimeDelta;
use grappe::app::{LinkRequest, MoveRequest};
use grappe::bridge::{Scribe, SyncCounts, SyncTrouble};
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{DecisionKind, LinkKind, LinkOptions, LinkState, Privacy};
use grappe::domain::id::{CalendarDecisionId, CalendarLinkId, CareTypeId, PractitionerId};
use grappe::domain::slot::{Audience, Placing};
use grappe::domain::time::{Instant, Interval};
use grappe::store::{CalendarLink, Fault, NewCalendarLink, OwnEvent};

use super::Server;
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// See the module.
pub(super) struct Office {
    pub(super) server: Server,
    /// Path of the calendar.
    pub(super) home: &'static str,
    pub(super) practice: Practice,
    pub(super) practitioner: PractitionerId,
    pub(super) care: CareTypeId,
    pub(super) link: CalendarLinkId,
    pub(super) scribe: Scribe,
}

fn home_of(kind: &str) -> &'static str {
    match kind {
        "davical" => "/caldav.php/dr/agenda/",
        _ => "/dr/agenda/",
    }
}

/// Half an hour at this time of Paris in winter.
pub(super) fn half(day: &str, hour: &str) -> Interval {
    let start = instant(&format!("{day}T{hour}:00+01:00"));
    Interval::lasting(start, TimeDelta::minutes(30))
}

fn utc(at: Instant) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// An event as another program writes it.
pub(super) fn event(uid: &str, at: Interval, lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Telephone//FR\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260301T080000Z\r\n\
         DTSTART:{}\r\nDTEND:{}\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n",
        utc(at.start),
        utc(at.end)
    )
}

impl Office {
    pub(super) async fn new(kind: &str) -> Self {
        Self::with(kind, LinkOptions::default()).await
    }

    pub(super) async fn with(kind: &str, options: LinkOptions) -> Self {
        Self::under(kind, "dr", options).await
    }

    /// Under this account of the server.
    pub(super) async fn under(kind: &str, login: &str, options: LinkOptions) -> Self {
        let (server, practice) = (Server::start(kind), Practice::new());
        let (practitioner, care) = practice.usual().await;
        let home = home_of(kind);
        let link = NewCalendarLink {
            practitioner,
            kind: LinkKind::Written,
            url: format!("{}{home}", server.url.trim_end_matches('/')),
            login: login.to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Full,
            options: LinkOptions {
                allows_clear: true,
                ..options
            },
            pin: None,
            capabilities: None,
        };
        let request = LinkRequest {
            link,
            password: "secret".to_owned(),
        };
        let link = practice.app.link_calendar(request, secretary()).await.unwrap();
        let scribe = Scribe::new(practice.app.clone(), None);
        let mut office = Self {
            server,
            home,
            practice,
            practitioner,
            care,
            link,
            scribe,
        };
        office.pass().await;
        office
    }

    /// The worker's next turn, a quarter of an hour later.
    pub(super) async fn turn(&mut self) -> Option<Result<SyncCounts, SyncTrouble>> {
        self.practice.clock.advance(TimeDelta::minutes(16));
        let reports = self.scribe.round().await.unwrap();
        reports.into_iter().next().map(|report| report.outcome)
    }

    /// The same, which goes well.
    pub(super) async fn pass(&mut self) {
        let came = self.turn().await;
        assert!(matches!(came, Some(Ok(_))), "{came:?}");
    }

    pub(super) async fn books(&self, at: Interval, family: &str) -> Appointment {
        let request = at_the_desk(self.care, &at.start.to_rfc3339(), person(family, "Zoé"));
        self.practice.app.book(request, None).await.unwrap().appointment
    }

    /// Booked, on the server, and read there.
    pub(super) async fn stands(&mut self, at: Interval, family: &str) -> (Appointment, OwnEvent) {
        let row = self.books(at, family).await;
        self.pass().await;
        self.pass().await;
        let event = self.event(&row).await;
        assert!(event.href.is_some() && event.confirmed.is_some(), "{event:?}");
        (row, event)
    }

    pub(super) async fn event(&self, row: &Appointment) -> OwnEvent {
        let id = row.id;
        let events = self.practice.app.store().read(move |db| -> Result<_, Fault> {
            let identity = db.calendar_identity(id)?.unwrap();
            db.events_of(&identity.uid)
        });
        events.await.unwrap().remove(0)
    }

    pub(super) async fn cancels(&self, row: &Appointment) {
        let cancelled = self.practice.app.cancel(row.id, None, secretary()).await;
        cancelled.unwrap();
    }

    pub(super) async fn moves(&self, row: &Appointment, to: Interval) -> Appointment {
        let request = MoveRequest {
            appointment: row.id,
            expected_version: None,
            practitioner: Some(self.practitioner),
            start: to.start,
            audience: Audience::Staff,
            placing: Some(Placing::InOpeningHours),
            overbooking: None,
            actor: secretary(),
        };
        let moved = self.practice.app.move_appointment(request, None).await.unwrap();
        moved.booking.appointment
    }

    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.home)
    }

    /// Another program writes a resource.
    pub(super) fn puts(&self, name: &str, body: &str) {
        let status = self.server.somebody("PUT", &self.path(name), body);
        assert!((200..300).contains(&status), "PUT {name}: {status}");
    }

    pub(super) fn deletes(&self, name: &str) {
        let status = self.server.somebody("DELETE", &self.path(name), "");
        assert!((200..300).contains(&status), "DELETE {name}: {status}");
    }

    /// What stands there under that name.
    pub(super) fn reads(&self, name: &str) -> Option<String> {
        self.server.reads(&self.path(name))
    }

    /// Another program leaves our event at a time; it keeps what it knows nothing of.
    pub(super) fn drags(&self, event: &OwnEvent, to: Interval) {
        self.edits(event, to, "");
    }

    /// The same with more lines in it.
    pub(super) fn edits(&self, ours: &OwnEvent, to: Interval, lines: &str) {
        let name = ours.href.clone().unwrap();
        let there = self.reads(&name).unwrap();
        let mark = there.lines().filter(|line| line.starts_with("X-GRAPPE-"));
        let mut kept: Vec<String> = mark.map(|line| format!("{line}\r\n")).collect();
        kept.push("LAST-MODIFIED:20260302T070000Z\r\nSUMMARY:PETIT\r\n".to_owned());
        kept.push(lines.to_owned());
        let uid = format!("{}@grappe.invalid", ours.id);
        self.puts(&name, &event(&uid, to, &kept.concat()));
    }

    /// Whether our event stands there at this time, in whatever zone it is written.
    pub(super) fn shows(&self, ours: &OwnEvent, at: Interval) -> bool {
        let local = at.start + TimeDelta::hours(1);
        let there = self
            .reads(ours.href.as_deref().unwrap_or_default())
            .unwrap_or_default();
        let start = format!(":{}", local.format("%Y%m%dT%H%M%S"));
        let mut lines = there.lines().filter(|line| line.starts_with("DTSTART"));
        lines.any(|line| line.ends_with(&start) || line.ends_with(&format!(":{}", utc(at.start))))
    }

    pub(super) async fn row(&self, row: &Appointment) -> Appointment {
        self.practice.app.appointment(row.id).await.unwrap().unwrap()
    }

    /// The row that replaced it.
    pub(super) async fn replacement(&self, row: &Appointment) -> Option<Appointment> {
        let id = row.id;
        let next = self.practice.app.store().read(move |db| -> Result<_, Fault> {
            let next = db.replacement_of(id)?;
            next.map(|next| db.appointment(next)).transpose()
        });
        next.await.unwrap().flatten()
    }

    /// What is open, and everything that is only to be known taken note of.
    pub(super) async fn told(&self) -> Vec<(DecisionKind, CalendarDecisionId)> {
        let open = self.practice.app.open_calendar_decisions().await.unwrap();
        for one in open.iter().filter(|one| !one.kind.is_question()) {
            let seen = grappe::app::DecisionAnswer::Seen;
            let answered = self
                .practice
                .app
                .answer_calendar_decision(one.id, seen, secretary());
            answered.await.unwrap();
        }
        open.into_iter().map(|one| (one.kind, one.id)).collect()
    }

    pub(super) async fn kinds(&self) -> Vec<DecisionKind> {
        self.told().await.into_iter().map(|(kind, _)| kind).collect()
    }

    pub(super) fn busy(&self) -> Vec<Interval> {
        self.practice.app.agenda().busy(self.practitioner).to_vec()
    }

    pub(super) async fn state(&self) -> CalendarLink {
        let links = self.practice.app.calendar_links().await.unwrap();
        links.into_iter().find(|link| link.id == self.link).unwrap()
    }

    pub(super) async fn is_active(&self) -> bool {
        self.state().await.state == LinkState::Active
    }

    pub(super) async fn is_sound(&self) {
        assert_eq!(self.practice.problems().await, []);
    }
}
