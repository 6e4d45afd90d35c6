//! Clients that book without pause and keep a record of their own of what they were told.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::client::{Answer, Client};
use super::premises::{CARE, CARE_MINUTES, PATIENTS, PRACTITIONERS};
use super::server::Server;

/// Starts of a day that are used: from 8 to 17 UTC, away from midnight and the hours of clock changes.
const STARTS_A_DAY: i64 = 9 * 60 / CARE_MINUTES;
/// Every time with this number is wanted by two clients.
const CONTESTED: i64 = 10;

/// What a client wants.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) key: String,
    pub(super) practitioner: i64,
    pub(super) start: DateTime<Utc>,
    pub(super) patient: i64,
}

impl Wish {
    pub(super) fn sent_by(&self, client: &mut Client) -> std::io::Result<Answer> {
        let start = self.start.to_rfc3339();
        let body =
            json!({"care": CARE, "practitioner": self.practitioner, "start": start, "patient": self.patient});
        client.post("/api/v1/appointments", &self.key, &body)
    }
}

/// What it was told.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Booked, under this number.
    Acknowledged(i64),
    /// Anything else that was said.
    Refused(Answer),
    /// The connection ended before an answer: nobody knows.
    Unanswered,
}

impl Outcome {
    pub(super) fn of(answer: std::io::Result<Answer>) -> Self {
        match answer {
            Err(_) => Self::Unanswered,
            Ok(answer) if answer.status == 201 || answer.status == 200 => {
                Self::Acknowledged(answer.json()["id"].as_i64().unwrap())
            }
            Ok(answer) => Self::Refused(answer),
        }
    }
}

/// Hands out times, each once, the contested ones twice.
pub(super) struct Plan {
    first_day: DateTime<Utc>,
    next: AtomicI64,
    again: Mutex<Option<Wish>>,
}

impl Plan {
    /// From the day after tomorrow on.
    pub(super) fn new() -> Arc<Self> {
        let today = grappe::sys::clock::Clock::system().now().date_naive();
        Arc::new(Self {
            first_day: today.and_hms_opt(8, 0, 0).unwrap().and_utc() + TimeDelta::days(2),
            next: AtomicI64::new(0),
            again: Mutex::new(None),
        })
    }

    pub(super) fn wish(&self) -> Wish {
        if let Some(second) = self.again.lock().unwrap().take() {
            return second;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (nth, practitioner) = (number / PRACTITIONERS, number % PRACTITIONERS + 1);
        let (day, slot) = (nth / STARTS_A_DAY, nth % STARTS_A_DAY);
        let patient = |shift: i64| (nth + shift) % (PATIENTS / PRACTITIONERS) * PRACTITIONERS + practitioner;
        let wish = Wish {
            key: format!("wish-{number}"),
            practitioner,
            start: self.first_day + TimeDelta::days(day) + TimeDelta::minutes(slot * CARE_MINUTES),
            patient: patient(0),
        };
        if number % CONTESTED == 0 {
            *self.again.lock().unwrap() = Some(Wish {
                key: format!("rival-{number}"),
                patient: patient(1),
                ..wish.clone()
            });
        }
        wish
    }
}

/// Clients at work.
pub(super) struct Load {
    stop: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Vec<(Wish, Outcome)>>>,
    acknowledged: Arc<AtomicI64>,
}

impl Load {
    /// Each client books until it is stopped, or until the server is gone.
    pub(super) fn on(server: &Server, plan: &Arc<Plan>, clients: usize) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let acknowledged = Arc::new(AtomicI64::new(0));
        let clients = (0..clients).map(|_| {
            let (plan, stop, acknowledged) = (Arc::clone(plan), Arc::clone(&stop), Arc::clone(&acknowledged));
            let (address, token) = (server.address(), server.token().to_owned());
            std::thread::spawn(move || {
                let mut seen = Vec::new();
                let Ok(mut client) = Client::connect(address, &token) else {
                    return seen;
                };
                while !stop.load(Ordering::Relaxed) {
                    let wish = plan.wish();
                    let outcome = Outcome::of(wish.sent_by(&mut client));
                    let is_gone = matches!(outcome, Outcome::Unanswered);
                    if matches!(outcome, Outcome::Acknowledged(_)) {
                        acknowledged.fetch_add(1, Ordering::Relaxed);
                    }
                    seen.push((wish, outcome));
                    if is_gone {
                        break;
                    }
                }
                seen
            })
        });
        Self {
            clients: clients.collect(),
            stop,
            acknowledged,
        }
    }

    pub(super) fn acknowledged(&self) -> i64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// What all of them were told.
    pub(super) fn end(self) -> Vec<(Wish, Outcome)> {
        self.stop.store(true, Ordering::Relaxed);
        self.clients
            .into_iter()
            .flat_map(|client| client.join().unwrap())
            .collect()
    }
}
