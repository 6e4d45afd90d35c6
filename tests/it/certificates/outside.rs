//! The look from outside, at real servers with certificates of chosen ages, by a clock that moves when told.

use std::sync::Arc;

use chrono::TimeDelta;
use grappe::app::{MailWishes, StaffEntry};
use grappe::certificates::Lookout;
use grappe::domain::certificate::{Finding, Grade, Outside};
use grappe::domain::contact::Email;
use grappe::domain::staff::{Actor, Role};
use grappe::messages::Steward;
use grappe::sys::tls::Served;
use grappe::web::listener::Limits;

use super::authority::Authority;
use super::front::Front;
use crate::support::house::instant;

/// What the practice is called in these tests; it leads to this machine everywhere.
const HERE: &str = "localhost";

struct Scene {
    front: Front,
    served: Arc<Served>,
    authority: Authority,
}

impl Scene {
    fn new() -> Self {
        let served = Arc::new(Served::default());
        let front = Front::new(&served, Limits::default());
        front.practice.clock.advance(TimeDelta::seconds(1));
        Self {
            front,
            served,
            authority: Authority::new(),
        }
    }

    fn lookout(&self) -> Lookout {
        let address = (HERE.to_owned(), self.front.encrypted.port());
        Lookout::new(self.front.practice.app.clone(), address).trusting(self.authority.roots())
    }

    fn looks(&self) -> Option<(Grade, Finding)> {
        self.front.run(self.lookout().round());
        self.front.practice.app.certificate_finding()
    }

    fn shows(&self, name: &str, from: &str, until: &str) {
        self.served
            .replace(self.authority.issues(name, from, until).pair());
    }

    fn outside(&self) -> Outside {
        let known = self.front.practice.app.certificates();
        known.looked.as_ref().unwrap().outside.clone()
    }
}

#[test]
fn twenty_one_days_are_a_warning_and_seven_are_urgent() {
    let scene = Scene::new();
    scene.shows(HERE, "2026-01-01", "2026-04-01");
    assert_eq!(scene.looks(), None);
    for (now, found) in [
        ("2026-03-10T23:00:00Z", None),
        ("2026-03-11T23:00:00Z", Some((Grade::Warning, Finding::EndsSoon))),
        ("2026-03-24T23:00:00Z", Some((Grade::Warning, Finding::EndsSoon))),
        ("2026-03-25T23:00:00Z", Some((Grade::Critical, Finding::EndsSoon))),
        ("2026-04-01T23:00:00Z", Some((Grade::Critical, Finding::Over))),
    ] {
        scene.front.practice.clock.set(instant(now));
        assert_eq!(scene.looks(), found, "{now}");
    }
    // It was renewed: known within the hour, not tomorrow.
    scene.shows(HERE, "2026-04-01", "2026-07-01");
    scene.front.practice.clock.advance(TimeDelta::minutes(59));
    assert!(scene.looks().is_some());
    scene.front.practice.clock.advance(TimeDelta::minutes(2));
    assert_eq!(scene.looks(), None);
}

#[test]
fn another_name_and_an_unknown_authority_are_told_apart() {
    let scene = Scene::new();
    scene.shows("other.example.org", "2026-01-01", "2026-12-01");
    assert_eq!(scene.looks(), Some((Grade::Critical, Finding::OtherName)));
    scene.front.practice.clock.advance(TimeDelta::hours(2));
    let stranger = Authority::new();
    scene
        .served
        .replace(stranger.issues(HERE, "2026-01-01", "2026-12-01").pair());
    assert_eq!(scene.looks(), Some((Grade::Critical, Finding::NotBelieved)));
}

#[test]
fn nobody_there_is_no_fault() {
    let scene = Scene::new();
    // Without a certificate the handshake fails, as it does where a router answers by itself.
    assert_eq!(scene.looks(), None);
    assert_eq!(scene.outside(), Outside::NotSeen);
    let nowhere = Lookout::new(
        scene.front.practice.app.clone(),
        ("nobody.invalid".to_owned(), 443),
    );
    scene.front.practice.clock.advance(TimeDelta::days(2));
    scene.front.run(nowhere.round());
    assert_eq!(scene.outside(), Outside::NotSeen);
    assert_eq!(scene.front.practice.app.certificate_finding(), None);
}

#[test]
fn a_clock_that_may_be_wrong_judges_nothing() {
    let scene = Scene::new();
    scene.shows(HERE, "2026-01-01", "2026-03-05");
    scene.front.practice.clock.jump(instant("2031-01-01T00:00:00Z"));
    assert_eq!(scene.looks(), None);
    assert!(scene.front.practice.app.certificates().looked.is_none());
}

#[test]
fn administrators_are_written_to_once_for_each_grade() {
    let scene = Scene::new();
    let (app, clock) = (&scene.front.practice.app, &scene.front.practice.clock);
    scene.front.run(async {
        for (login, role) in [("anne", Role::Administrator), ("marie", Role::Secretary)] {
            let entry = StaffEntry {
                email: Email::parse(&format!("{login}@example.org")).ok(),
                ..StaffEntry::new(login, login, role)
            };
            let id = app.create_staff(Actor::System, entry).await.unwrap();
            let wishes = MailWishes {
                alerts: true,
                ..MailWishes::default()
            };
            app.save_mail_wishes(id, wishes).await.unwrap();
        }
    });
    scene.shows(HERE, "2026-01-01", "2026-04-01");
    let steward = Steward::new(app.clone(), Some("https://localhost".to_owned()));
    for (now, written) in [
        ("2026-03-10T12:00:00Z", 0),
        ("2026-03-12T12:00:00Z", 1),
        ("2026-03-12T12:01:00Z", 0),
        ("2026-03-16T12:00:00Z", 0),
        ("2026-03-26T12:00:00Z", 1),
        ("2026-03-26T13:02:00Z", 0),
    ] {
        clock.set(instant(now));
        scene.looks();
        assert_eq!(scene.front.run(steward.round()).unwrap(), written, "{now}");
    }
    let notices = scene.front.run(app.recent_notices(2)).unwrap();
    assert_eq!(notices.len(), 2);
}
