//! The database itself refuses overlaps (booking-rules §5), whatever code writes to it: rows are inserted here past all of ours, and
//! each answer is compared with a minute-by-minute count.

use std::collections::BTreeSet;

use grappe::store::DATABASE_FILE;
use proptest::prelude::*;
use rusqlite::{Connection, params};

use crate::support::house::{Practice, person};

const UNIT: i64 = 900;
/// Any day will do.
const DAY: i64 = 1_772_438_400;
/// Units of the one resource.
const CHAIRS: usize = 2;

#[derive(Clone, Debug)]
struct Row {
    practitioner: i64,
    patient: i64,
    start: i64,
    length: i64,
    before: i64,
    after: i64,
    seats: i64,
    capacity: i64,
    is_overbooked: bool,
    uses_chair: bool,
}

impl Row {
    fn care(&self) -> (i64, i64) {
        (self.start, self.start + self.length)
    }

    fn occupied(&self) -> (i64, i64) {
        (self.start - self.before, self.start + self.length + self.after)
    }

    fn session(&self, id: usize) -> String {
        if self.capacity > 1 {
            format!("{} {}", self.practitioner, self.start)
        } else {
            format!("alone {id}")
        }
    }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        1..3i64,
        1..6i64,
        0..14i64,
        1..5i64,
        (0..2i64, 0..2i64),
        1..3i64,
        any::<bool>(),
        0..8u8,
        any::<bool>(),
    );
    let row = row.prop_map(
        |(practitioner, patient, start, length, (before, after), seats, is_group, over, uses_chair)| Row {
            practitioner,
            patient,
            start,
            length,
            before,
            after,
            seats: if is_group { seats } else { 1 },
            capacity: if is_group { 3 } else { 1 },
            is_overbooked: over == 0,
            uses_chair,
        },
    );
    proptest::collection::vec(row, 1..24)
}

fn meet(a: (i64, i64), b: (i64, i64)) -> bool {
    (a.0..a.1).any(|t| b.0 <= t && t < b.1)
}

/// The rule, counted quarter by quarter.
fn is_allowed(taken: &[(usize, Row)], new: &Row, id: usize) -> bool {
    if taken
        .iter()
        .any(|(_, t)| t.patient == new.patient && meet(t.care(), new.care()))
    {
        return false;
    }
    if new.is_overbooked {
        return true;
    }
    let session = new.session(id);
    let same = |t: &(usize, Row)| t.1.session(t.0) == session;
    let with = |t: &&(usize, Row)| t.1.practitioner == new.practitioner;
    let is_busy = taken
        .iter()
        .filter(with)
        .any(|t| !same(t) && meet(t.1.occupied(), new.occupied()));
    let seats: i64 = taken
        .iter()
        .filter(with)
        .filter(|t| same(t))
        .map(|t| t.1.seats)
        .sum();
    let is_crowded = new.uses_chair
        && (new.occupied().0..new.occupied().1).any(|at| {
            let others: BTreeSet<String> = taken
                .iter()
                .filter(|t| t.1.uses_chair && !same(t) && meet(t.1.occupied(), (at, at + 1)))
                .map(|t| t.1.session(t.0))
                .collect();
            others.len() >= CHAIRS
        });
    !is_busy && !is_crowded && seats + new.seats <= new.capacity
}

const INSERT: &str = "INSERT INTO appointments (practitioner, care, patient, start_at, end_at, occupied_from, occupied_to, seats,
        capacity, status, origin, zone, wall_start, overbooking_reason, note, uid, created_at)
    VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'confirmed', 'desk', 'Europe/Paris', '2026-03-02T09:00:00', ?9, '', ?10, 0)";

fn insert(conn: &Connection, row: &Row) -> rusqlite::Result<i64> {
    let at = |units: i64| DAY + units * UNIT;
    let (from, to) = row.occupied();
    conn.execute_batch("SAVEPOINT one")?;
    let done = conn
        .execute(
            INSERT,
            params![
                row.practitioner,
                row.patient,
                at(row.care().0),
                at(row.care().1),
                at(from),
                at(to),
                row.seats,
                row.capacity,
                row.is_overbooked.then_some("urgence"),
                grappe::sys::ids::token(),
            ],
        )
        .map(|_| conn.last_insert_rowid())
        .and_then(|id| {
            if row.uses_chair {
                conn.execute("INSERT INTO appointment_resources VALUES (?1, 1)", [id])?;
            }
            Ok(id)
        });
    if done.is_err() {
        conn.execute_batch("ROLLBACK TO one")?;
    }
    conn.execute_batch("RELEASE one")?;
    done
}

/// A practice with two practitioners, five patients and two chairs, and its file opened past the program.
async fn raw() -> (Practice, Connection) {
    let practice = Practice::new();
    practice.usual().await;
    practice.with_practitioner("Dr Karim Benali").await;
    practice
        .with_resource("fauteuil", u16::try_from(CHAIRS).unwrap())
        .await;
    for given in ["Ana", "Bea", "Cyr", "Dan", "Eva"] {
        practice.knows(person("Petit", given)).await;
    }
    let conn = Connection::open(practice.folder.path().join(DATABASE_FILE)).unwrap();
    conn.pragma_update(None, "foreign_keys", "ON").unwrap();
    (practice, conn)
}

#[tokio::test]
async fn rows_are_refused_exactly_where_the_rule_says() {
    let (_practice, conn) = raw().await;
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let seen = std::cell::Cell::new((0, 0));
    runner
        .run(&rows(), |rows| {
            conn.execute_batch("BEGIN").unwrap();
            let mut taken: Vec<(usize, Row)> = Vec::new();
            for (id, row) in rows.into_iter().enumerate() {
                let expected = is_allowed(&taken, &row, id);
                let done = insert(&conn, &row);
                if done.is_ok() != expected {
                    conn.execute_batch("ROLLBACK").unwrap();
                    return Err(TestCaseError::fail(format!("{row:?} after {taken:?}: {done:?}")));
                }
                let (accepted, refused) = seen.get();
                seen.set(if expected {
                    (accepted + 1, refused)
                } else {
                    (accepted, refused + 1)
                });
                if expected {
                    taken.push((id, row));
                }
            }
            conn.execute_batch("ROLLBACK").unwrap();
            Ok(())
        })
        .unwrap();
    let (accepted, refused) = seen.get();
    assert!(
        accepted > 300 && refused > 300,
        "both answers are met: {accepted}, {refused}"
    );
}

fn plain(start: i64) -> Row {
    Row {
        practitioner: 1,
        patient: 1,
        start,
        length: 2,
        before: 0,
        after: 0,
        seats: 1,
        capacity: 1,
        is_overbooked: false,
        uses_chair: true,
    }
}

#[tokio::test]
async fn time_is_freed_and_taken_again_with_the_state() {
    let (_practice, conn) = raw().await;
    let first = insert(&conn, &plain(0)).unwrap();
    let marks = || -> i64 {
        conn.query_row("SELECT count(*) FROM occupied", [], |r| r.get(0))
            .unwrap()
    };
    let set = |id: i64, status: &str| {
        conn.execute(
            "UPDATE appointments SET status = ?2 WHERE id = ?1",
            params![id, status],
        )
    };
    assert_eq!(marks(), 3);
    set(first, "arrived").unwrap();
    assert_eq!(marks(), 3);
    set(first, "no_show").unwrap();
    assert_eq!(marks(), 0);
    let other = Row {
        patient: 2,
        ..plain(1)
    };
    let second = insert(&conn, &other).unwrap();
    let refused = set(first, "confirmed").unwrap_err();
    assert!(refused.to_string().contains("overlap:practitioner"), "{refused}");
    conn.execute("DELETE FROM appointments WHERE id = ?1", [second])
        .unwrap();
    assert_eq!(marks(), 0);
    set(first, "confirmed").unwrap();
    assert_eq!(marks(), 3);
}

#[tokio::test]
async fn the_walls_cannot_be_talked_around() {
    let (practice, conn) = raw().await;
    insert(&conn, &plain(0)).unwrap();
    for (statement, why) in [
        ("DELETE FROM occupied", "immutable:occupied"),
        ("UPDATE occupied SET end_at = start_at + 1", "immutable:occupied"),
        (
            "UPDATE appointments SET start_at = start_at + 900",
            "immutable:appointment",
        ),
        (
            "UPDATE appointments SET practitioner = 2",
            "immutable:appointment",
        ),
        (
            "UPDATE appointments SET overbooking_reason = 'x'",
            "immutable:appointment",
        ),
        ("DELETE FROM appointment_resources", "immutable:appointment"),
        (
            "UPDATE appointment_resources SET resource = 2",
            "immutable:appointment",
        ),
        ("UPDATE appointments SET status = 'gone'", "CHECK"),
        (
            "INSERT INTO occupied VALUES ('practitioner', 1, 0, 90000, 'hold', 1, 'x', 1, 1, 0)",
            "CHECK",
        ),
    ] {
        let refused = conn.execute(statement, []).unwrap_err();
        assert!(refused.to_string().contains(why), "{statement}: {refused}");
    }
    assert_eq!(practice.problems().await, []);
    // A mark without a booking does no harm but is told.
    conn.execute(
        "INSERT INTO occupied VALUES ('practitioner', 2, 0, 900, 'hold', 77, 'x', 1, 1, 0)",
        [],
    )
    .unwrap();
    let problems = practice.problems().await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0]
            .to_string()
            .contains("practitioner 2 from 0 to 900 by hold 77"),
        "{problems:?}"
    );
}

#[tokio::test]
async fn check_finds_double_bookings_that_no_wall_saw() {
    let (practice, conn) = raw().await;
    conn.execute_batch(
        "DROP TRIGGER occupied_practitioner; DROP TRIGGER occupied_resource; DROP TRIGGER occupied_patient;",
    )
    .unwrap();
    for row in [
        plain(0),
        Row {
            patient: 2,
            ..plain(1)
        },
        Row {
            practitioner: 2,
            patient: 2,
            ..plain(1)
        },
    ] {
        insert(&conn, &row).unwrap();
    }
    let told: Vec<String> = practice
        .problems()
        .await
        .iter()
        .map(ToString::to_string)
        .collect();
    let about = |text: &str| told.iter().filter(|t| t.starts_with(text)).count();
    assert_eq!(about("booked twice: patient 2"), 1, "{told:?}");
    assert_eq!(about("booked twice: practitioner 1"), 1, "{told:?}");
    assert_eq!(about("over capacity: resource 1"), 1, "{told:?}");
    assert_eq!(practice.problems().await.len(), 3, "and finds the same twice");
}
