//! Whole passes: a practice over the real store, a practitioner's calendar on an invented server, and the worker between them.

mod faults;
mod fresh;
mod joined;
mod limits;
mod own_writes;
mod says;
mod subscribed;

use chrono::TimeDelta;
use grappe::app::LinkRequest;
use grappe::bridge::{Scribe, SyncCounts, SyncTrouble};
use grappe::domain::booking::Appointment;
use grappe::domain::calendar::{DecisionKind, LinkKind, LinkOptions, LinkState, Privacy};
use grappe::domain::id::{CalendarLinkId, CareTypeId, PractitionerId};
use grappe::domain::time::Interval;
use grappe::store::{CalendarLink, Fault, NewCalendarLink};

use super::fake::{Fake, Ways};
use crate::support::house::{Practice, at_the_desk, instant, person, secretary};

/// Wednesday, 10 and 14 in Paris.
const TEN: &str = "2026-03-04T09:00:00Z";
const TWO: &str = "2026-03-04T13:00:00Z";

fn half(start: &str) -> Interval {
    Interval::lasting(instant(start), TimeDelta::minutes(30))
}

/// Somebody's event of half an hour.
fn foreign(uid: &str, start: &str) -> String {
    let utc = |at: grappe::domain::time::Instant| at.format("%Y%m%dT%H%M%SZ").to_string();
    let Interval { start, end } = half(start);
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260301T080000Z\r\nDTSTART:{}\r\nDTEND:{}\r\n\
         SUMMARY:Dentiste\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        utc(start),
        utc(end)
    )
}

/// See the module.
struct Scene {
    practice: Practice,
    practitioner: PractitionerId,
    care: CareTypeId,
    link: CalendarLinkId,
    fake: Fake,
    scribe: Scribe,
}

fn request(practitioner: PractitionerId, (kind, url): (LinkKind, &str), options: LinkOptions) -> LinkRequest {
    LinkRequest {
        link: NewCalendarLink {
            practitioner,
            kind,
            url: url.to_owned(),
            login: "dr".to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Full,
            options: LinkOptions {
                allows_clear: true,
                ..options
            },
            pin: None,
            capabilities: None,
        },
        password: "secret".to_owned(),
    }
}

impl Scene {
    /// A calendar that is written, on such a server.
    async fn new(ways: Ways) -> Self {
        Self::with(ways, LinkOptions::default()).await
    }

    async fn with(ways: Ways, options: LinkOptions) -> Self {
        let fake = Fake::start(ways);
        Self::over(fake, LinkKind::Written, options).await
    }

    async fn over(fake: Fake, kind: LinkKind, options: LinkOptions) -> Self {
        let practice = Practice::new();
        let (practitioner, care) = practice.usual().await;
        let wished = request(practitioner, (kind, &fake.url), options);
        let link = practice.app.link_calendar(wished, secretary()).await.unwrap();
        let scribe = Scribe::new(practice.app.clone(), Some("https://rdv.example.org".to_owned()));
        Self {
            practice,
            practitioner,
            care,
            link,
            fake,
            scribe,
        }
    }

    /// Lets time go by until the next pass is due, and makes it.
    async fn pass(&mut self) -> Result<SyncCounts, SyncTrouble> {
        self.practice.clock.advance(TimeDelta::minutes(16));
        self.round().await.expect("a pass was due")
    }

    /// What is due now, the first of it.
    async fn round(&mut self) -> Option<Result<SyncCounts, SyncTrouble>> {
        let reports = self.scribe.round().await.unwrap();
        reports.into_iter().next().map(|report| report.outcome)
    }

    async fn passes(&mut self, count: usize) {
        for _ in 0..count {
            let passed = self.pass().await;
            assert!(passed.is_ok(), "{passed:?}");
        }
    }

    async fn books(&self, start: &str, family: &str) -> Appointment {
        let request = at_the_desk(self.care, start, person(family, "Zoé"));
        self.practice.app.book(request, None).await.unwrap().appointment
    }

    /// Booked, and written to the server.
    async fn stands(&mut self, start: &str, family: &str) -> Appointment {
        let row = self.books(start, family).await;
        let written = self.round().await.unwrap().unwrap();
        assert_eq!(written.written, 1);
        row
    }

    fn busy(&self) -> Vec<Interval> {
        self.practice.app.agenda().busy(self.practitioner).to_vec()
    }

    async fn link(&self) -> CalendarLink {
        let links = self.practice.app.calendar_links().await.unwrap();
        links.into_iter().find(|link| link.id == self.link).unwrap()
    }

    async fn is_active(&self) -> bool {
        self.link().await.state == LinkState::Active
    }

    async fn kinds(&self) -> Vec<DecisionKind> {
        let open = self.practice.app.open_calendar_decisions().await.unwrap();
        open.into_iter().map(|one| one.kind).collect()
    }

    async fn row(&self, row: &Appointment) -> Appointment {
        self.practice.app.appointment(row.id).await.unwrap().unwrap()
    }

    async fn replacement(&self, row: &Appointment) -> Option<Appointment> {
        let id = row.id;
        let next = self.practice.app.store().read(move |db| -> Result<_, Fault> {
            let next = db.replacement_of(id)?;
            next.map(|next| db.appointment(next)).transpose()
        });
        next.await.unwrap().flatten()
    }

    /// Names of our events there.
    fn ours(&self) -> Vec<String> {
        let state = self.fake.state();
        let names = state.calendar.members.keys();
        names
            .filter(|name| name.starts_with("grappe-"))
            .cloned()
            .collect()
    }

    /// Name and text, unfolded, of the only event of ours.
    fn own(&self) -> (String, String) {
        let names = self.ours();
        assert_eq!(names.len(), 1, "{names:?}");
        let text = self.fake.state().calendar.members[&names[0]].1.clone();
        (names[0].clone(), text.replace("\r\n ", ""))
    }

    /// Somebody changes our event there.
    fn edit(&self, change: impl FnOnce(&str) -> String) {
        let (name, text) = self.own();
        self.fake.write(&name, &change(&text));
    }

    /// Somebody moves our event from ten to two.
    fn moves_to_two(&self) {
        self.edit(|text| text.replace("20260304T10", "20260304T14"));
    }

    /// Nothing that was told is wrong in the data folder.
    async fn is_sound(&self) {
        assert_eq!(self.practice.problems().await, []);
    }
}
