//! `kill -9` at every step of a pass over a calendar: what is booked and what stands in the calendar agree afterwards, and nothing is doubled.

use std::collections::{BTreeMap, BTreeSet};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use grappe::app::{App, LinkRequest};
use grappe::domain::calendar::{LinkKind, LinkOptions, Privacy};
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Actor;
use grappe::domain::time::Interval;
use grappe::store::NewCalendarLink;
use grappe::sys::clock::Clock;
use serde_json::json;
use tokio::runtime::Runtime;

use super::calendar_state::Database;
use super::client::{Answer, Client};
use super::premises::{CARE, CARE_MINUTES, Premises};
use super::server::Server;
use super::{Chance, rounds};
use crate::bridge::fake::{End, Fake, SignIn, Ways, When};
use crate::bridge::stories::phone::{Edit, foreign, utc};

/// Whose calendar is written.
const PRACTITIONER: i64 = 1;
/// Steps of a pass that are tried in turn: its requests, each before it is done, after, and answered.
const REQUESTS: usize = 6;
/// A program that was killed has this long to set all right again; the next pass by itself would come later.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn kill_9_within_a_pass_doubles_and_loses_nothing() {
    let mut campaign = Campaign::new();
    let rounds = rounds("GRAPPE_CALENDAR_KILLS", 16);
    for round in 0..usize::try_from(rounds).unwrap() {
        let when = match round % 4 {
            0 => When::Before,
            1 => When::Done,
            2 => When::Answered(Duration::from_millis(campaign.chance.between(0, 60))),
            _ => When::Never,
        };
        campaign.ends_at(round / 4 % REQUESTS, when);
        campaign.comes_back();
    }
    campaign.says();
}

/// One practice and one calendar over all rounds, so that damage would add up. The acts of a round are each on an appointment of its own,
/// so that what has to come of them is known.
pub(super) struct Campaign {
    premises: Premises,
    pub(super) fake: Fake,
    chance: Chance,
    /// The appointment of each patient as the last one who changed it wanted it; `None`: cancelled.
    pub(super) wanted: BTreeMap<i64, Option<DateTime<Utc>>>,
    /// Whose last act at the desk was never answered: as before or as wanted.
    unclear: BTreeSet<i64>,
    /// Whose event the practitioner has deleted: that is a question, and the appointment stands.
    pub(super) deleted: BTreeSet<i64>,
    /// Whom the practitioner has touched in this round.
    touched: BTreeSet<i64>,
    foreign: BTreeSet<String>,
    starts: i64,
    ended: BTreeMap<&'static str, usize>,
    most_passes: usize,
}

impl Campaign {
    fn new() -> Self {
        let ways = Ways {
            sign_in: SignIn::Basic,
            ..Ways::default()
        };
        let (premises, fake) = (Premises::new(), Fake::start(ways));
        let app = App::open(&premises.data(), &Clock::system()).unwrap();
        let linked = app.link_calendar(linked(&fake.url), Actor::System);
        Runtime::new().unwrap().block_on(linked).unwrap();
        Self {
            premises,
            fake,
            chance: Chance::new("calendar"),
            wanted: BTreeMap::new(),
            unclear: BTreeSet::new(),
            deleted: BTreeSet::new(),
            touched: BTreeSet::new(),
            foreign: BTreeSet::new(),
            starts: 0,
            ended: BTreeMap::new(),
            most_passes: 0,
        }
    }

    /// Half an hour from the last one, more than a day ahead.
    fn free_start(&mut self) -> DateTime<Utc> {
        self.starts += 1;
        let today = Clock::system().now().date_naive();
        let first = today.and_hms_opt(8, 0, 0).unwrap().and_utc() + TimeDelta::days(3);
        first + TimeDelta::minutes(30 * self.starts)
    }

    /// While the program is down.
    fn phone(&mut self) {
        let mut names = self.database().names();
        names.retain(|(_, patient)| !self.deleted.contains(patient));
        let mut ours = names.into_iter();
        self.touched.clear();
        if let Some((name, patient)) = ours.next_back() {
            let start = self.free_start();
            let body = self.fake.state().calendar.members[&name].1.clone();
            let moved = Edit::of(&body)
                .at(lasting(start))
                .with("LAST-MODIFIED", &utc(Clock::system().now()));
            self.fake.write(&name, &moved.body());
            self.wanted.insert(patient, Some(start));
            self.touched.insert(patient);
        }
        if let Some((name, patient)) = ours.next_back().filter(|_| self.starts % 3 == 0) {
            self.fake.remove(&name);
            self.deleted.insert(patient);
            self.touched.insert(patient);
        }
        let start = self.free_start();
        let name = format!("own-{}.ics", self.starts);
        self.fake.write(&name, &foreign(&name, lasting(start)));
        self.foreign.insert(name);
    }

    /// Two are booked, one is moved and one cancelled, as far as the program lives.
    fn desk(&mut self, server: &Server) {
        let Ok(mut client) = Client::connect(server.address(), server.token()) else {
            return;
        };
        let mut others: Vec<(i64, i64)> = self
            .database()
            .rows()
            .into_iter()
            .map(|row| (row.patient, row.id))
            .collect();
        others.retain(|(patient, _)| !self.touched.contains(patient) && !self.deleted.contains(patient));
        let mut others = others.into_iter();
        for _ in 0..2 {
            let patient = i64::try_from(self.wanted.len()).unwrap() + 1;
            let start = self.free_start();
            let body = json!({"care": CARE, "practitioner": PRACTITIONER, "start": start.to_rfc3339(), "patient": patient});
            self.asked(
                client.post("/api/v1/appointments", "", &body),
                patient,
                Some(start),
            );
        }
        if let Some((patient, id)) = others.next() {
            let start = self.free_start();
            let path = format!("/api/v1/appointments/{id}/move");
            let body = json!({"start": start.to_rfc3339()});
            self.asked(client.post(&path, "", &body), patient, Some(start));
        }
        if let Some((patient, id)) = others.next().filter(|_| self.starts % 2 == 0) {
            let path = format!("/api/v1/appointments/{id}/cancel");
            self.asked(client.post(&path, "", &json!({})), patient, None);
        }
    }

    fn asked(&mut self, answer: std::io::Result<Answer>, patient: i64, wanted: Option<DateTime<Utc>>) {
        if let Ok(answer) = answer {
            assert!(matches!(answer.status, 200 | 201), "{answer:?}");
            self.wanted.insert(patient, wanted);
        } else {
            self.unclear.insert(patient);
            self.wanted.entry(patient).or_insert(None);
        }
    }

    /// Starts a pass and acts beside it, and ends the program at that request or soon after.
    fn ends_at(&mut self, requests: usize, when: When) {
        self.phone();
        self.database().is_due_now();
        // Nothing is answered before it is known whom to end.
        let mut state = self.fake.state();
        let mut server = Server::sound(&self.premises);
        state.end = Some(End {
            program: server.pid(),
            requests,
            when,
        });
        drop(state);
        self.desk(&server);
        // A pass without so many requests, or one that no request ends, is ended at a moment of chance.
        let pause = if when == When::Never {
            self.chance.between(0, 300)
        } else {
            1000
        };
        let limit = Instant::now() + Duration::from_millis(pause);
        while server.is_running() && Instant::now() < limit {
            sleep(Duration::from_millis(2));
        }
        let was_ended = self.fake.state().end.take().is_none();
        server.kill();
        let how = match when {
            _ if !was_ended => "by chance",
            When::Before => "before a request was done",
            When::Done => "before its answer left",
            When::Answered(_) => "after an answer",
            When::Never => "by chance",
        };
        *self.ended.entry(how).or_default() += 1;
    }

    /// Starts it again: within two passes both sides agree.
    fn comes_back(&mut self) {
        self.clears_up();
        self.database().is_due_now();
        self.fake.heard();
        let server = Server::sound(&self.premises);
        let limit = Instant::now() + PATIENCE;
        loop {
            let wrong = self.database().differences(self);
            if wrong.is_empty() {
                break;
            }
            let heard = self.fake.state().heard.len();
            assert!(
                Instant::now() < limit,
                "after {heard} requests: {wrong:#?}\n{:#?}",
                self.ended
            );
            sleep(Duration::from_millis(20));
        }
        drop(server);
        let heard = std::mem::take(&mut self.fake.state().heard);
        let passes = heard
            .iter()
            .filter(|one| one.body.contains("sync-collection"))
            .count();
        self.most_passes = self.most_passes.max(passes);
        assert!(passes <= 2, "{passes} passes");
    }

    /// What was never answered is as the database has it.
    fn clears_up(&mut self) {
        let rows = self.database().rows();
        for patient in std::mem::take(&mut self.unclear) {
            let row = rows.iter().find(|row| row.patient == patient);
            self.wanted.insert(patient, row.map(|row| row.start));
        }
    }

    fn database(&self) -> Database {
        Database::of(&self.premises)
    }

    #[expect(clippy::print_stdout, reason = "the figures of a campaign are its result")]
    fn says(&self) {
        assert_eq!(self.premises.complaint(), None);
        println!(
            "kills {:?}: {} appointments, {} deleted events, {} events of the practitioner's own; at most {} passes to agree",
            self.ended,
            self.wanted.len(),
            self.deleted.len(),
            self.foreign.len(),
            self.most_passes,
        );
    }
}

fn lasting(start: DateTime<Utc>) -> Interval {
    Interval::lasting(start, TimeDelta::minutes(CARE_MINUTES))
}

fn linked(url: &str) -> LinkRequest {
    LinkRequest {
        link: NewCalendarLink {
            practitioner: PractitionerId(PRACTITIONER),
            kind: LinkKind::Written,
            url: url.to_owned(),
            login: "dr".to_owned(),
            domain: "grappe.invalid".to_owned(),
            privacy: Privacy::Initials,
            options: LinkOptions {
                allows_clear: true,
                ..LinkOptions::default()
            },
            pin: None,
            capabilities: None,
        },
        password: "secret".to_owned(),
    }
}
