//! The waiting list over the real program: of several who accept at once exactly one has the time, a booking at the desk does not
//! come between, and `kill -9` neither offers twice nor loses an answer.

use std::net::SocketAddr;
use std::sync::{Arc, Barrier};
use std::thread;
use std::thread::sleep;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use grappe::app::{App, BookingRequest, ForWhom, JoinRequest, OfferRow};
use grappe::domain::id::{CareTypeId, PatientId, PractitionerId};
use grappe::domain::staff::Actor;
use grappe::domain::waiting_list::{Channel, Urgency, Wishes};
use grappe::store::WaitingOfferState;
use grappe::sys::clock::Clock;
use serde_json::json;
use tokio::runtime::Runtime;

use super::premises::{CARE, Premises};
use super::server::Server;
use super::{Chance, rounds};
use crate::support::Browser;

/// Asked at once when under three hours remain.
const AT_ONCE: usize = 3;
/// As many as one address may open and accept in an hour.
const ACCEPTING: usize = 8;
/// The second fact of everybody on the premises.
const FACT: &str = "épr";

/// The library on the data of the premises, while no program runs.
struct Ledger {
    app: App,
    runtime: Runtime,
}

impl Ledger {
    fn of(premises: &Premises) -> Self {
        Self {
            app: App::open(&premises.data(), &Clock::system()).unwrap(),
            runtime: Runtime::new().unwrap(),
        }
    }

    fn books(&self, patient: i64, start: DateTime<Utc>) -> i64 {
        let whom = ForWhom::Known(PatientId(patient));
        let mut request = BookingRequest::new(CareTypeId(CARE), None, start, whom, Actor::System);
        request.practitioner = Some(PractitionerId(1));
        let booked = self.runtime.block_on(self.app.book(request, None));
        booked.unwrap().appointment.id.0
    }

    fn cancels(&self, appointment: i64) {
        let id = grappe::domain::id::AppointmentId(appointment);
        let done = self.runtime.block_on(self.app.cancel(id, None, Actor::System));
        done.unwrap();
    }

    fn waits(&self, patient: i64) {
        let request = JoinRequest {
            patient: PatientId(patient),
            care: CareTypeId(CARE),
            wishes: Wishes::default(),
            channel: Channel::Email,
            replaces: None,
            urgency: Urgency::Normal,
            until: None,
        };
        let joined = self.app.join_waiting_list(request, Actor::System);
        self.runtime.block_on(joined).unwrap();
    }

    fn offers(&self) -> Vec<OfferRow> {
        self.runtime.block_on(self.app.offer_rows(1000)).unwrap()
    }

    /// The links of the open offers.
    fn links(&self) -> Vec<String> {
        let notices = self.runtime.block_on(self.app.recent_notices(1000)).unwrap();
        let offers = notices.into_iter().filter_map(|notice| notice.offer);
        offers
            .filter(|offer| offer.is_open)
            .map(|offer| offer.link)
            .collect()
    }

    fn count(&self, state: WaitingOfferState) -> usize {
        self.offers()
            .iter()
            .filter(|row| row.offer.state == state)
            .count()
    }
}

/// On the grid, so long from now.
fn ahead(length: TimeDelta) -> DateTime<Utc> {
    let at = (Clock::system().now() + length).timestamp();
    DateTime::from_timestamp(at - at % 300 + 300, 0).unwrap()
}

/// Opens the link of an offer, up to the button.
fn opened(address: SocketAddr, link: &str) -> Browser {
    let mut browser = Browser::at(address);
    browser.get(&format!("/o/{link}"));
    let page = browser.post("/offer/open", &[("fact", FACT)]);
    assert_eq!(page.location().as_deref(), Some("/offer"), "{}", page.text());
    browser
}

/// Everybody presses the button at once; the statuses they got. A program that was killed answers nothing.
fn accepted(browsers: Vec<Browser>, meanwhile: impl FnOnce()) -> Vec<u16> {
    let start = Arc::new(Barrier::new(browsers.len() + 1));
    let pressing = browsers.into_iter().map(|mut browser| {
        let start = Arc::clone(&start);
        thread::spawn(move || {
            start.wait();
            browser.post("/offer/accept", &[]).status
        })
    });
    let pressing: Vec<_> = pressing.collect();
    start.wait();
    meanwhile();
    pressing
        .into_iter()
        .map(|thread| thread.join().unwrap_or(0))
        .collect()
}

#[test]
fn of_those_who_accept_at_once_one_has_it_and_no_booking_comes_between() {
    for _ in 0..rounds("GRAPPE_RACES", 2).min(3) {
        let premises = Premises::new();
        let start = ahead(TimeDelta::hours(2));
        let ledger = Ledger::of(&premises);
        let taken = ledger.books(1, start);
        for patient in 0..i64::try_from(AT_ONCE).unwrap() {
            ledger.waits(2 + patient);
        }
        ledger.cancels(taken);
        let links = ledger.links();
        assert_eq!(links.len(), AT_ONCE);
        drop(ledger);

        let server = Server::sound(&premises);
        let browsers = links.iter().map(|link| opened(server.address(), link)).collect();
        let mut desk = server.client();
        let body = json!({"care": CARE, "practitioner": 1, "start": start.to_rfc3339(), "patient": 100});
        let statuses = accepted(browsers, || {
            for _ in 0..5 {
                assert_eq!(desk.post("/api/v1/appointments", "", &body).unwrap().status, 409);
            }
        });
        assert_eq!(
            statuses.iter().filter(|status| **status == 303).count(),
            1,
            "{statuses:?}"
        );
        assert!(
            statuses.iter().all(|status| [303, 409].contains(status)),
            "{statuses:?}"
        );
        drop(server);
        assert_eq!(premises.complaint(), None);
        let ledger = Ledger::of(&premises);
        assert_eq!(ledger.count(WaitingOfferState::Accepted), 1);
        assert_eq!(ledger.count(WaitingOfferState::Lost), AT_ONCE - 1);
    }
}

#[test]
fn kill_9_offers_nothing_twice_and_loses_no_answer() {
    let mut chance = Chance::new("waiting");
    for _ in 0..rounds("GRAPPE_KILLS", 2) {
        let premises = Premises::new();
        let cancelled = cancelled_until_killed(&premises, &mut chance);
        let ledger = Ledger::of(&premises);
        let offers = ledger.offers();
        assert!(
            offers.len() >= cancelled,
            "{cancelled} cancelled, {} offered",
            offers.len()
        );
        assert_offered_once(&offers);
        let links = ledger.links();
        drop(ledger);
        assert_eq!(premises.complaint(), None);

        let acknowledged = accepted_until_killed(&premises, &links, &mut chance);
        assert_eq!(premises.complaint(), None);
        let ledger = Ledger::of(&premises);
        assert!(
            ledger.count(WaitingOfferState::Accepted) >= acknowledged,
            "acknowledged and lost"
        );
        assert_offered_once(&ledger.offers());
    }
}

fn assert_offered_once(offers: &[OfferRow]) {
    let mut made: Vec<_> = offers
        .iter()
        .map(|row| (row.offer.entry, row.offer.start))
        .collect();
    let mut open: Vec<_> = offers
        .iter()
        .filter(|row| row.offer.state == WaitingOfferState::Open)
        .collect();
    let (all, all_open) = (made.len(), open.len());
    made.sort();
    made.dedup();
    assert_eq!(made.len(), all, "the same time twice to the same person");
    open.sort_by_key(|row| row.time.id);
    open.dedup_by_key(|row| row.time.id);
    assert_eq!(
        open.len(),
        all_open,
        "one time to two people who were to have it alone"
    );
}

/// Bookings days ahead are cancelled one after the other until the program is killed; so many were acknowledged.
fn cancelled_until_killed(premises: &Premises, chance: &mut Chance) -> usize {
    let ledger = Ledger::of(premises);
    let start = ahead(TimeDelta::days(3));
    let mut booked = Vec::new();
    for n in 0..i64::try_from(ACCEPTING).unwrap() {
        booked.push(ledger.books(1 + n, start + TimeDelta::minutes(10 * n)));
        ledger.waits(100 + n);
    }
    drop(ledger);
    let mut server = Server::sound(premises);
    let mut client = server.client();
    let cancelling = thread::spawn(move || {
        let cancelled = booked.iter().take_while(|id| {
            let path = format!("/api/v1/appointments/{id}/cancel");
            let answer = client.post(&path, "", &json!({"by": "practice"}));
            answer.is_ok_and(|answer| answer.status == 200)
        });
        cancelled.count()
    });
    sleep(Duration::from_millis(chance.between(5, 120)));
    server.kill();
    cancelling.join().unwrap()
}

fn accepted_until_killed(premises: &Premises, links: &[String], chance: &mut Chance) -> usize {
    let mut server = Server::sound(premises);
    let browsers = links
        .iter()
        .take(ACCEPTING)
        .map(|link| opened(server.address(), link))
        .collect();
    let pause = Duration::from_millis(chance.between(1, 60));
    let statuses = accepted(browsers, || {
        sleep(pause);
        server.kill();
    });
    statuses.into_iter().filter(|status| *status == 303).count()
}
