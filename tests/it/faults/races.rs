//! 64 programs want the same thing at the same instant, over the machine interface of the real program: exactly as many get it as
//! there is room, every other one is told so, with three other times.

use std::sync::{Arc, Barrier};
use std::thread;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::client::{Answer, Client};
use super::premises::{CARE, GROUP_CARE, PRACTITIONERS, Premises, ROOM_CARE, ROOMS, SEATS};
use super::rounds;
use super::server::Server;

const CLIENTS: usize = 64;
const BOOK: &str = "/api/v1/appointments";

/// What one of them posts.
struct Post {
    path: String,
    body: Value,
}

impl Post {
    fn booking(care: i64, practitioner: Option<i64>, start: DateTime<Utc>, patient: usize) -> Self {
        let start = start.to_rfc3339();
        Self {
            path: BOOK.to_owned(),
            body: json!({"care": care, "practitioner": practitioner, "start": start, "patient": patient + 1}),
        }
    }
}

/// The program, with a kept connection for each client.
struct Course {
    premises: Premises,
    server: Server,
    clients: Vec<Client>,
    first: DateTime<Utc>,
}

impl Course {
    fn new() -> Self {
        let premises = Premises::new();
        let server = Server::sound(&premises);
        let clients = (0..CLIENTS).map(|_| server.client()).collect();
        let today = grappe::sys::clock::Clock::system().now().date_naive();
        let first = today.and_hms_opt(8, 0, 0).unwrap().and_utc() + TimeDelta::days(2);
        Self {
            premises,
            server,
            clients,
            first,
        }
    }

    /// A time of its own for each round.
    fn time(&self, round: u64) -> DateTime<Utc> {
        let (day, slot) = (round / 100, round % 100);
        self.first
            + TimeDelta::days(i64::try_from(day).unwrap())
            + TimeDelta::minutes(5 * i64::try_from(slot).unwrap())
    }

    /// All of them at once; what each was told.
    fn run(&mut self, post: impl Fn(usize) -> Post) -> Vec<Answer> {
        let start = Arc::new(Barrier::new(CLIENTS));
        let running = self.clients.drain(..).enumerate().map(|(n, mut client)| {
            let (start, post) = (Arc::clone(&start), post(n));
            thread::spawn(move || {
                start.wait();
                let answer = client.post(&post.path, "", &post.body).unwrap();
                (client, answer)
            })
        });
        let running: Vec<_> = running.collect();
        let mut answers = Vec::new();
        for client in running {
            let (client, answer) = client.join().unwrap();
            self.clients.push(client);
            answers.push(answer);
        }
        answers
    }

    fn won(&mut self, expected: usize, post: impl Fn(usize) -> Post) {
        let answers = self.run(post);
        let mut winners = 0;
        for answer in &answers {
            if answer.status == 201 {
                winners += 1;
                continue;
            }
            assert_eq!(answer.status, 409, "{answer:?}");
            assert!(answer.is_problem_document(), "{answer:?}");
            assert_eq!(
                answer.json()["type"],
                "urn:grappe:problem:slot-taken",
                "{answer:?}"
            );
            assert_eq!(
                answer.json()["alternatives"].as_array().unwrap().len(),
                3,
                "{answer:?}"
            );
        }
        assert_eq!(winners, expected);
    }

    fn ends(self) {
        let Self { premises, server, .. } = self;
        drop(server);
        assert_eq!(premises.complaint(), None);
    }
}

fn campaign(race: impl Fn(&mut Course, DateTime<Utc>, u64)) {
    let mut course = Course::new();
    for round in 0..rounds("GRAPPE_RACES", 2) {
        let start = course.time(round);
        race(&mut course, start, round);
    }
    course.ends();
}

#[test]
fn one_time_has_one_winner() {
    campaign(|course, start, _| course.won(1, |n| Post::booking(CARE, Some(1), start, n)));
}

#[test]
fn anybody_of_twenty_has_twenty_winners() {
    let everybody = usize::try_from(PRACTITIONERS).unwrap();
    campaign(|course, start, _| course.won(everybody, |n| Post::booking(CARE, None, start, n)));
}

#[test]
fn two_rooms_have_two_winners() {
    campaign(|course, start, _| course.won(ROOMS, |n| Post::booking(ROOM_CARE, None, start, n)));
}

#[test]
fn ten_seats_have_ten_winners() {
    campaign(|course, start, _| course.won(SEATS.into(), |n| Post::booking(GROUP_CARE, Some(1), start, n)));
}

#[test]
fn moves_onto_one_time_have_one_winner() {
    campaign(|course, start, round| {
        // Everybody has a time with somebody else first, days later, and nobody the time of another round.
        let later = course.time(round) + TimeDelta::days(20);
        let practitioner = |n: usize| Some(2 + i64::try_from(n % 16).unwrap());
        let at = |n: usize| later + TimeDelta::days(5 * i64::try_from(n / 16).unwrap());
        let booked = course.run(|n| Post::booking(CARE, practitioner(n), at(n), n));
        let ids: Vec<i64> = booked
            .iter()
            .map(|answer| answer.json()["id"].as_i64().unwrap())
            .collect();
        let body = json!({"start": start.to_rfc3339(), "practitioner": 1});
        course.won(1, |n| Post {
            path: format!("{BOOK}/{}/move", ids[n]),
            body: body.clone(),
        });
        let mut client = course.server.client();
        let kept = ids.iter().filter(|id| {
            let answer = client.get(&format!("{BOOK}/{id}")).unwrap();
            answer.json()["status"] == "confirmed"
        });
        assert_eq!(kept.count(), CLIENTS - 1, "nobody else lost the old time");
    });
}
