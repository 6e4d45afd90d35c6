//! What the invented practice holds: every feature of the core has something to show, and no rule is broken.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};
use grappe::app::App;
use grappe::demo::{self, DemoError};
use grappe::domain::booking::{Appointment, Status};
use grappe::domain::id::CareTypeId;
use grappe::domain::schedule::fits;
use grappe::domain::slot::SlotQuery;
use grappe::domain::time::{Instant, Interval};
use grappe::store::{Db, Fault};
use grappe::sys::clock::Clock;

struct Demo {
    app: App,
    now: Instant,
    _folder: tempfile::TempDir,
}

/// Made at a local hour of a day; closed holidays, weekends and the two days of the change of hour are all days to try it on.
async fn made(at: &str) -> Demo {
    let folder = tempfile::tempdir().unwrap();
    let now: Instant = at.parse().unwrap();
    let app = demo::open(folder.path(), &Clock::manual(now)).await.unwrap();
    Demo {
        app,
        now,
        _folder: folder,
    }
}

impl Demo {
    fn today(&self) -> NaiveDate {
        self.app.agenda().zone().date(self.now)
    }

    async fn appointments(&self) -> Vec<Appointment> {
        let year = Interval {
            start: self.now - TimeDelta::days(400),
            end: self.now + TimeDelta::days(400),
        };
        let store = self.app.store();
        let all = store.read(move |db: &Db<'_>| db.appointments_between(year));
        all.await.unwrap()
    }

    /// Starts offered to a patient in the horizon of a care.
    fn offered(&self, care: CareTypeId, days: u64) -> usize {
        let query = SlotQuery::new(care, None, self.today(), self.today() + Days::new(days));
        self.app.find_slots(&query).len()
    }
}

#[tokio::test]
async fn the_night_of_the_change_of_hour_and_the_end_of_a_53_week_year_are_sound() {
    for at in ["2027-03-28T00:30:00Z", "2026-12-31T22:59:30Z"] {
        is_sound(&made(at).await).await;
    }
}

async fn is_sound(demo: &Demo) {
    let problems = demo
        .app
        .store()
        .read(|db: &Db<'_>| -> Result<_, Fault> { db.problems() });
    let problems = problems.await.unwrap();
    assert!(problems.is_empty(), "{}: {problems:?}", demo.now);
    assert!(demo.app.is_clock_trusted(), "{}", demo.now);
}

#[tokio::test]
async fn a_thursday_has_something_of_everything() {
    let demo = made("2026-11-26T09:40:00Z").await;
    is_sound(&demo).await;
    is_as_large_as_promised_and_shows_every_state(&demo).await;
    is_booked_within_hours_and_ahead(&demo).await;
    has_free_times_for_every_care_and_few_tomorrow(&demo);
    is_the_same_again(&demo).await;
}

async fn is_as_large_as_promised_and_shows_every_state(demo: &Demo) {
    let agenda = demo.app.agenda();
    let set_up = agenda.set_up();
    assert_eq!(
        (
            set_up.practitioners.len(),
            set_up.care_types.len(),
            set_up.resources.len()
        ),
        (4, 9, 2)
    );
    assert_eq!(demo.app.staff().await.unwrap().len(), 3);
    assert_eq!(set_up.exceptions.len() + set_up.absences.len(), 7);
    let all = demo.appointments().await;
    assert!((8_000..12_000).contains(&all.len()), "{}", all.len());
    let ends = [all.first().unwrap(), all.last().unwrap()].map(|a| (a.interval.start - demo.now).num_days());
    assert!(ends[0] < -175 && ends[1] > 175, "{ends:?}");
    let states: BTreeSet<&str> = all.iter().map(|a| a.status.key()).collect();
    let shown = Status::ALL.into_iter().filter(|s| *s != Status::Refused);
    for status in shown {
        assert!(states.contains(status.key()), "{}", status.key());
    }
    assert!(
        all.iter()
            .any(|a| a.overbooking.is_some() && a.interval.start > demo.now)
    );
    assert!(all.iter().any(|a| a.follows.is_some()));
    let sessions = all
        .iter()
        .filter(|a| a.capacity > 1 && a.interval.start > demo.now);
    assert!(sessions.count() > 10);
}

async fn is_booked_within_hours_and_ahead(demo: &Demo) {
    let agenda = demo.app.agenda();
    for appointment in demo.appointments().await {
        assert!(
            appointment.created < appointment.interval.start,
            "{appointment:?}"
        );
        let reference = grappe::domain::agenda::BookingRef::Appointment(appointment.id);
        if let Some(booked) = agenda.booked(reference).filter(|b| b.interval.start > demo.now) {
            assert!(fits(&agenda, booked), "{appointment:?}");
        }
    }
}

fn has_free_times_for_every_care_and_few_tomorrow(demo: &Demo) {
    for care in 1..=9 {
        assert!(demo.offered(CareTypeId(care), 60) > 5, "care {care}");
    }
    let (tomorrow, later) = (demo.offered(CareTypeId(2), 1), demo.offered(CareTypeId(2), 13));
    assert!(tomorrow < 25 && later > 60, "{tomorrow} {later}");
}

async fn is_the_same_again(demo: &Demo) {
    let again = made("2026-11-26T09:40:00Z").await;
    let plain = |all: Vec<Appointment>| -> Vec<_> {
        let told = |a: Appointment| (a.id, a.practitioner, a.patient, a.interval, a.status);
        all.into_iter().map(told).collect()
    };
    assert_eq!(
        plain(demo.appointments().await),
        plain(again.appointments().await)
    );
}

#[tokio::test]
async fn it_is_opened_again_and_no_other_practice_is() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual("2026-11-26T09:40:00Z".parse().unwrap());
    let first = demo::open(folder.path(), &clock).await.unwrap();
    let revision = first.agenda().revision();
    let codes = demo::entrance(&first).await.unwrap();
    drop(first);
    clock.advance(TimeDelta::days(3));
    let again = demo::open(folder.path(), &clock).await.unwrap();
    assert!(again.agenda().revision() >= revision);
    assert_ne!(
        demo::entrance(&again).await.unwrap().administrator,
        codes.administrator
    );

    let real = tempfile::tempdir().unwrap();
    drop(App::open(real.path(), &clock).unwrap());
    let refused = demo::open(real.path(), &clock).await;
    assert!(
        matches!(refused, Err(DemoError::NotADemonstration)),
        "{refused:?}"
    );
}
