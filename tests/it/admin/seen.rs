//! What was seen in a practitioner's own calendar, on the list of what is to be done (caldav §6.1).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use grappe::app::{CalendarPass, LinkRequest, Observed, Times};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::calendar::{Health, LinkKind, LinkOptions, Privacy};
use grappe::domain::id::CalendarLinkId;
use grappe::domain::staff::Actor;
use grappe::domain::time::Interval;
use grappe::store::{NewCalendarLink, PassMarks, Wish, WriteOutcome, Written};

use super::Crew;
use super::desk::{TUESDAY_9, send};

impl Crew {
    /// Booked, written to the calendar of its practitioner, and deleted there; an event of a whole day stands in its place.
    fn deleted_in_the_calendar(&self) -> Appointment {
        let (link, appointment) = self.written_in_the_calendar();
        let pass = self.without_it(link, &appointment);
        self.run(self.app.apply_calendar(pass)).unwrap();
        appointment
    }

    /// Booked and written to the calendar of its practitioner.
    pub(super) fn written_in_the_calendar(&self) -> (CalendarLinkId, Appointment) {
        let appointment = self.booked("Roux", "Zoé", TUESDAY_9);
        let link = NewCalendarLink {
            practitioner: appointment.practitioner,
            kind: LinkKind::Written,
            url: "https://nas.example.org/dr/agenda/".to_owned(),
            login: "dr".to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Initials,
            options: LinkOptions::default(),
            pin: None,
            capabilities: None,
        };
        let request = LinkRequest {
            link,
            password: "secret".to_owned(),
        };
        let link = self.run(self.app.link_calendar(request, Actor::System)).unwrap();
        let tasks = self.run(self.app.due_calendar_tasks(link, 100)).unwrap();
        let mine = |row: &Appointment| row.id == appointment.id;
        let task = tasks
            .iter()
            .find(|task| task.appointment.as_ref().is_some_and(mine))
            .unwrap();
        let event = task.write.event.id.clone();
        let written = Written {
            href: "a.ics".to_owned(),
            interval: appointment.interval,
            etag: None,
            body: String::new(),
        };
        let settled = (event, task.write.revision, Wish::Present);
        let settled = self
            .app
            .settle_calendar_write(link, settled, WriteOutcome::Stands(written));
        self.run(settled).unwrap();
        (link, appointment)
    }

    /// What a pass saw that no longer found the event.
    pub(super) fn without_it(&self, link: CalendarLinkId, appointment: &Appointment) -> CalendarPass {
        let day = Interval::lasting(
            appointment.interval.start - TimeDelta::hours(9),
            TimeDelta::hours(24),
        );
        let event = Observed {
            href: "congres.ics".to_owned(),
            etag: "\"1\"".to_owned(),
            uid: "x@elsewhere".to_owned(),
            hash: [0; 32],
            has_mark: false,
            times: Times::Read(vec![(None, day)]),
            own: None,
        };
        CalendarPass {
            link,
            health: Health::Sound,
            listed: None::<BTreeSet<String>>,
            seen: vec![event],
            gone: vec!["a.ics".to_owned()],
            marks: PassMarks {
                sync_token: None,
                ctag: None,
                is_full: false,
                due: self.app.now(),
            },
        }
    }
}

#[test]
fn what_was_deleted_in_a_calendar_is_answered_on_the_list() {
    let site = Crew::demo();
    let appointment = site.deleted_in_the_calendar();
    let mut marie = site.signed_in("marie");
    let list = marie.get("/admin/to-do");
    list.assert(
        200,
        &[
            "Vu dans un agenda personnel",
            "a été supprimé dans l'agenda",
            "Une occupation du praticien tombe sur",
            "Annuler et prévenir le patient",
            "Remettre dans l'agenda",
        ],
    );
    let day = marie.get("/admin?day=2026-03-03");
    day.assert(200, &["Occupé (agenda personnel)"]);
    let to = "/admin/calendars/seen/1";
    let none = send(&mut marie, "/admin/to-do", to, &[("answer", "perhaps")]);
    none.assert(422, &[]);
    let question = site.run(site.app.open_calendar_decisions()).unwrap().remove(0);
    let to = format!("/admin/calendars/seen/{}", question.id);
    let sent = send(&mut marie, "/admin/to-do", &to, &[("answer", "cancel")]);
    assert_eq!(sent.location().as_deref(), Some("/admin/to-do?done=seen"));
    let list = marie.follow(sent);
    list.assert(200, &["C'est noté."]);
    assert!(!list.text().contains("Annuler et prévenir"));
    let row = site.run(site.app.appointment(appointment.id)).unwrap().unwrap();
    assert_eq!(row.status, Status::CancelledByPractice);
    assert!(site.recorded("calendar.decide"));
    let again = send(&mut marie, "/admin/to-do", &to, &[("answer", "put_back")]);
    let list = marie.follow(again);
    list.assert(200, &["Quelqu'un a déjà répondu"]);
}
