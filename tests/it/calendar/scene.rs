//! A practitioner whose calendar is written, and a server that says what a test tells it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use grappe::app::{Applied, CalendarPass, CalendarTask, LinkRequest, MoveRequest, Observed, OwnSeen, Times};
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{DecisionKind, Health, LinkKind, LinkOptions, Privacy, Stand};
use grappe::domain::id::{CalendarLinkId, CareTypeId, PractitionerId};
use grappe::domain::slot::{Audience, Placing};
use grappe::domain::time::Interval;
use grappe::store::{
    CalendarDecision, Fault, NewCalendarLink, OwnEvent, PassMarks, Wish, WriteOutcome, Written,
};

use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// Wednesday, 10 and 14 in Paris: more than a day ahead.
pub(super) const TEN: &str = "2026-03-04T09:00:00Z";
pub(super) const TWO: &str = "2026-03-04T13:00:00Z";

/// See the module.
pub(super) struct Scene {
    pub(super) practice: Practice,
    pub(super) practitioner: PractitionerId,
    pub(super) care: CareTypeId,
    pub(super) link: CalendarLinkId,
}

/// Half an hour.
pub(super) fn half(start: &str) -> Interval {
    Interval::lasting(instant(start), TimeDelta::minutes(30))
}

/// A written calendar with these choices.
pub(super) fn written(practitioner: PractitionerId, options: LinkOptions) -> LinkRequest {
    LinkRequest {
        link: NewCalendarLink {
            practitioner,
            kind: LinkKind::Written,
            url: "https://nas.example.org/dr/agenda/".to_owned(),
            login: "helene".to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Full,
            options,
            pin: None,
            capabilities: None,
        },
        password: "mot de passe".to_owned(),
    }
}

/// Somebody's event.
pub(super) fn foreign(href: &str, times: &[Interval]) -> Observed {
    Observed {
        href: href.to_owned(),
        etag: format!("\"{}\"", times.len()),
        uid: format!("{href}@elsewhere"),
        hash: [7; 32],
        has_mark: false,
        times: Times::Read(times.iter().map(|time| (None, *time)).collect()),
        own: None,
    }
}

impl Scene {
    pub(super) async fn new() -> Self {
        Self::with(LinkOptions::default()).await
    }

    pub(super) async fn with(options: LinkOptions) -> Self {
        let practice = Practice::new();
        let (practitioner, care) = practice.usual().await;
        let link = practice
            .app
            .link_calendar(written(practitioner, options), secretary());
        let link = link.await.unwrap();
        Self {
            practice,
            practitioner,
            care,
            link,
        }
    }

    pub(super) async fn books(&self, start: &str, family: &str) -> Appointment {
        let request = at_the_desk(self.care, start, person(family, "Zoé"));
        self.practice.app.book(request, None).await.unwrap().appointment
    }

    pub(super) async fn moves(&self, old: &Appointment, with: PractitionerId, start: &str) -> Appointment {
        let request = MoveRequest {
            appointment: old.id,
            expected_version: None,
            practitioner: Some(with),
            start: instant(start),
            audience: Audience::Staff,
            placing: Some(Placing::InOpeningHours),
            overbooking: None,
            actor: secretary(),
        };
        let moved = self.practice.app.move_appointment(request, None).await.unwrap();
        moved.booking.appointment
    }

    /// What a calendar waits for.
    pub(super) async fn waits(&self, link: CalendarLinkId) -> Vec<CalendarTask> {
        self.practice.app.due_calendar_tasks(link, 100).await.unwrap()
    }

    /// The server takes everything that waits, as the worker would write it; how much that was.
    pub(super) async fn served(&self, link: CalendarLinkId) -> usize {
        let waiting = self.waits(link).await;
        for task in &waiting {
            self.serve(link, task).await;
        }
        waiting.len()
    }

    pub(super) async fn serve(&self, link: CalendarLinkId, task: &CalendarTask) {
        let app = &self.practice.app;
        assert!(app.claim_calendar_write(&task.write).await.unwrap());
        let event = &task.write.event;
        let interval = match (&task.appointment, task.write.wish) {
            (Some(row), Wish::Present) => Some(row.interval),
            (_, Wish::Nameless) => event.confirmed.map(|(_, stood)| stood),
            _ => None,
        };
        let name = task
            .patient
            .as_ref()
            .map_or("", |patient| patient.family_name.as_str());
        let outcome = interval.map_or(WriteOutcome::IsGone, |interval| {
            WriteOutcome::Stands(Written {
                href: format!("grappe-{}.ics", event.id),
                interval,
                etag: Some(format!("\"{}\"", task.write.revision.0)),
                body: format!("SUMMARY:{name}"),
            })
        });
        let written = (event.id.clone(), task.write.revision, task.write.wish);
        app.settle_calendar_write(link, written, outcome).await.unwrap();
    }

    /// The event of an appointment.
    pub(super) async fn event(&self, row: &Appointment) -> OwnEvent {
        let id = row.id;
        let events = self.practice.app.store().read(move |db| -> Result<_, Fault> {
            let identity = db.calendar_identity(id)?.unwrap();
            db.events_of(&identity.uid)
        });
        let mut events = events.await.unwrap();
        assert_eq!(events.len(), 1, "{events:?}");
        events.remove(0)
    }

    /// Booked, and confirmed by the server.
    pub(super) async fn stands(&self, start: &str, family: &str) -> (Appointment, OwnEvent) {
        let row = self.books(start, family).await;
        self.served(self.link).await;
        let event = self.event(&row).await;
        (row, event)
    }

    /// Our event as somebody left it at a time.
    pub(super) fn own(event: &OwnEvent, interval: Interval) -> Observed {
        let href = event
            .href
            .clone()
            .unwrap_or_else(|| format!("grappe-{}.ics", event.id));
        Observed {
            etag: "\"by hand\"".to_owned(),
            uid: format!("{}@grappe.invalid", event.id),
            has_mark: true,
            own: Some(OwnSeen {
                stand: Stand {
                    interval,
                    is_cancelled: false,
                    is_transparent: false,
                    repeats: false,
                    revision: event.confirmed.map(|(revision, _)| revision),
                    modified: None,
                },
                body: "SUMMARY:by hand".to_owned(),
            }),
            ..foreign(&href, &[interval])
        }
    }

    /// A pass that asked for changes and saw these.
    pub(super) fn pass(&self, seen: Vec<Observed>, gone: &[&str]) -> CalendarPass {
        CalendarPass {
            link: self.link,
            health: Health::Sound,
            listed: None,
            seen,
            gone: gone.iter().map(|href| (*href).to_owned()).collect(),
            marks: PassMarks {
                sync_token: Some("token".to_owned()),
                ctag: None,
                is_full: false,
                due: self.practice.app.now() + TimeDelta::seconds(60),
            },
        }
    }

    pub(super) async fn sees(&self, seen: Vec<Observed>, gone: &[&str]) {
        let applied = self.practice.app.apply_calendar(self.pass(seen, gone)).await;
        assert_eq!(applied.unwrap(), Applied::Done);
    }

    /// A pass that listed all there is.
    pub(super) async fn lists(&self, seen: Vec<Observed>, listed: &[&str]) -> Applied {
        let listed: BTreeSet<String> = listed.iter().map(|href| (*href).to_owned()).collect();
        let pass = CalendarPass {
            listed: Some(listed),
            ..self.pass(seen, &[])
        };
        self.practice.app.apply_calendar(pass).await.unwrap()
    }

    pub(super) async fn open(&self) -> Vec<CalendarDecision> {
        self.practice.app.open_calendar_decisions().await.unwrap()
    }

    pub(super) async fn kinds(&self) -> Vec<DecisionKind> {
        self.open().await.into_iter().map(|one| one.kind).collect()
    }

    pub(super) fn busy(&self) -> Vec<Interval> {
        self.practice.app.agenda().busy(self.practitioner).to_vec()
    }

    /// The appointment as it is now.
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
}
