//! What the clients were told, held against what the database has.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OpenFlags};

use super::load::{Outcome, Wish};
use super::premises::Premises;
use super::server::Server;

/// See the module.
#[derive(Default)]
pub(super) struct Ledger {
    acknowledged: BTreeMap<i64, Wish>,
    unanswered: Vec<Wish>,
}

impl Ledger {
    /// Notes outcomes. A refusal may only say that the time is taken, or that the program cannot write just now.
    pub(super) fn note(&mut self, seen: Vec<(Wish, Outcome)>) {
        for (wish, outcome) in seen {
            match outcome {
                Outcome::Acknowledged(id) => {
                    let before = self.acknowledged.insert(id, wish.clone());
                    assert!(
                        before.as_ref().is_none_or(|before| before.key == wish.key),
                        "two clients were told of one booking: {before:?}, {wish:?}"
                    );
                }
                Outcome::Refused(answer) => {
                    assert!(matches!(answer.status, 409 | 500 | 503), "{wish:?}: {answer:?}");
                    assert!(answer.is_problem_document(), "{answer:?}");
                }
                Outcome::Unanswered => self.unanswered.push(wish),
            }
        }
    }

    pub(super) fn acknowledged(&self) -> usize {
        self.acknowledged.len()
    }

    /// Repeats what was never answered, twice each: both times the same booking, or the same refusal.
    pub(super) fn repeat_unanswered(&mut self, server: &Server) -> usize {
        let mut client = server.client();
        let wishes = std::mem::take(&mut self.unanswered);
        for wish in &wishes {
            let first = Outcome::of(wish.sent_by(&mut client));
            let second = Outcome::of(wish.sent_by(&mut client));
            match (&first, &second) {
                (Outcome::Acknowledged(one), Outcome::Acknowledged(other)) => {
                    assert_eq!(one, other, "{wish:?}");
                }
                (Outcome::Refused(one), Outcome::Refused(other)) => {
                    assert_eq!(
                        (one.status, other.status),
                        (409, 409),
                        "{wish:?}: {one:?}, {other:?}"
                    );
                }
                _ => panic!("{wish:?}: {first:?}, then {second:?}"),
            }
            self.note(vec![(wish.clone(), first)]);
        }
        wishes.len()
    }

    /// Acknowledged bookings that the database lacks or has otherwise.
    pub(super) fn lost(&self, premises: &Premises) -> Vec<Wish> {
        let kept = kept(premises);
        let is_kept = |id: &i64, wish: &Wish| {
            kept.get(id) == Some(&(wish.practitioner, wish.patient, wish.start.timestamp()))
        };
        let lost = self.acknowledged.iter().filter(|(id, wish)| !is_kept(id, wish));
        lost.map(|(_, wish)| wish.clone()).collect()
    }
}

/// Bookings in force by number; fails when two of them are one time of one practitioner.
fn kept(premises: &Premises) -> BTreeMap<i64, (i64, i64, i64)> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(premises.database(), flags).unwrap();
    let mut statement = connection
        .prepare("SELECT id, practitioner, patient, start_at FROM appointments WHERE status = 'confirmed'")
        .unwrap();
    let rows = statement
        .query_map([], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)))
        })
        .unwrap();
    let kept: BTreeMap<i64, (i64, i64, i64)> = rows.map(Result::unwrap).collect();
    let times: BTreeSet<(i64, i64)> = kept
        .values()
        .map(|(practitioner, _, start)| (*practitioner, *start))
        .collect();
    assert_eq!(times.len(), kept.len(), "a time was sold twice");
    kept
}
