//! What must hold in a data folder whatever happened to it: `check`. Reads only, so that it may run twice, or while bookings go on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;

use super::audit::Break;
use super::{Db, Fault};

/// Largest file that is checked whole at start, bytes: measured 5 ms of CPU per MB, and a start may cost 300 ms in all.
const WHOLE_AT_MOST: u64 = 16 * 1024 * 1024;
/// Of a larger file, what the program reads first; the rest is found when it is read, or by `check`.
const FIRST_READ: [&str; 6] = [
    "PRAGMA quick_check(practice)",
    "PRAGMA quick_check(practitioners)",
    "PRAGMA quick_check(care_types)",
    "PRAGMA quick_check(schedules)",
    "PRAGMA quick_check(holds)",
    "PRAGMA quick_check(staff)",
];
/// Bytes of the header that are looked at (file format §1.3).
const HEADER: usize = 100;

/// Bounded, at start and after a disk error: SQLite's own structures, not what they mean.
pub(super) fn quick(conn: &Connection, file: &Path) -> Result<(), Fault> {
    let damaged = |found: String| Fault::Corrupt(Arc::new(io::Error::other(found)));
    let disk = |error: io::Error| Fault::Disk(Arc::new(error));
    let length = file.metadata().map_err(disk)?.len();
    if is_cut(file, length).map_err(disk)? {
        return Err(damaged(format!("cut off after {length} bytes")));
    }
    let checks = if length <= WHOLE_AT_MOST {
        &["PRAGMA quick_check(1)"][..]
    } else {
        &FIRST_READ
    };
    for check in checks {
        let found: String = conn.query_row(check, [], |row| row.get(0))?;
        if found != "ok" {
            return Err(damaged(found));
        }
    }
    Ok(())
}

/// Whether the file is shorter than its own header says. While the log holds commits, the file may be behind.
fn is_cut(file: &Path, length: u64) -> io::Result<bool> {
    let log = file.with_extension("sqlite3-wal");
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        return Ok(false);
    }
    let mut header = [0; HEADER];
    File::open(file)?.read_exact(&mut header)?;
    let number = |at: usize| -> u64 {
        let bytes = header.get(at..at + 4).and_then(|b| <[u8; 4]>::try_from(b).ok());
        bytes.map_or(0, |b| u32::from_be_bytes(b).into())
    };
    // The page size is the upper half of the four bytes at 16; 1 stands for 65,536.
    let page = match number(16) >> 16 {
        1 => 65_536,
        size => size,
    };
    let is_count_valid = number(24) == number(92);
    Ok(is_count_valid && length < page * number(28))
}

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// SQLite finds its file wrong.
    #[error("the file is damaged: {0}")]
    File(String),
    /// A row names another row that is not there.
    #[error("{table} row {row:?} names a row of {parent} that is not there")]
    ForeignKey {
        /// Where.
        table: String,
        /// Which row; `None` in a table without row numbers.
        row: Option<i64>,
        /// What it names.
        parent: String,
    },
    /// The audit chain is broken.
    #[error("the audit log is broken: {0:?}")]
    Audit(Break),
    /// A booking's time is not marked as taken, or a mark has no booking.
    #[error("taken time and bookings disagree: {0}")]
    Occupied(String),
    /// Two bookings at once.
    #[error("booked twice: {0}")]
    Overlap(String),
    /// More seats or users than there are.
    #[error("over capacity: {0}")]
    Capacity(String),
    /// An appointment that was moved has no successor, or one that is not moved has.
    #[error("a move that is not whole: appointment {0}")]
    Move(i64),
    /// A freed time, its hold and its offers disagree.
    #[error("the waiting list contradicts itself: freed time {0}")]
    WaitingList(i64),
    /// Somebody who was erased is here again: the database is an older copy.
    #[error("patient {0} was erased and is here again")]
    Returned(i64),
    /// A merge whose record that stayed is gone, or whose other record is still there.
    #[error("a merge that is not whole: merge {0}")]
    Merge(i64),
    /// Somebody waits in exchange for a booking of somebody else.
    #[error("waiting entry {0} gives up a booking of another patient")]
    Exchange(i64),
    /// Somebody is asked who has a time by now, or has left the list.
    #[error("offer {0} is open and nobody waits for it")]
    Offer(i64),
    /// No word leads to a patient.
    #[error("patient {0} cannot be found by name")]
    Unfindable(i64),
    /// An appointment was announced to change hands and did not.
    #[error("appointment {0} was to get another patient")]
    Handover(i64),
    /// Two appointments, neither a move of the other, are one entry in the patient's calendar.
    #[error("appointment {0} shares its calendar identity with another one")]
    Identity(i64),
}

/// One row of taken time, derived from a booking.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Taken {
    kind: String,
    entity: i64,
    start: i64,
    end: i64,
    booking: String,
    id: i64,
    session: String,
    seats: i64,
    capacity: i64,
    is_overbooked: bool,
}

impl fmt::Display for Taken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            entity,
            start,
            end,
            booking,
            id,
            ..
        } = self;
        write!(f, "{kind} {entity} from {start} to {end} by {booking} {id}")
    }
}

const INTEGRITY: &str = "PRAGMA integrity_check";
const FOREIGN_KEYS: &str = "PRAGMA foreign_key_check";
const OCCUPIED: &str = "SELECT kind, entity, start_at, end_at, booking, booking_id, session, seats, capacity, is_overbooked FROM occupied";
// Written without the triggers' own expressions where that is possible: it must not repeat their mistakes.
const DERIVED: &str = "
    WITH bookings AS (
        SELECT 'appointment' AS booking, id, practitioner, patient, care, start_at, end_at, occupied_from, occupied_to, seats,
            capacity, overbooking_reason IS NOT NULL AS is_overbooked
        FROM appointments WHERE status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
        UNION ALL
        SELECT 'hold', id, practitioner, NULL, care, start_at, end_at, occupied_from, occupied_to, seats, capacity, 0 FROM holds),
    units AS (
        SELECT 'appointment' AS booking, appointment AS id, resource FROM appointment_resources
        UNION ALL SELECT 'hold', hold, resource FROM hold_resources)
    SELECT 'practitioner', practitioner, occupied_from, occupied_to, booking, id,
        iif(capacity > 1, concat_ws(':', practitioner, care, start_at), concat_ws(':', booking, id)), seats, capacity, is_overbooked
    FROM bookings
    UNION ALL
    SELECT 'patient', patient, start_at, end_at, booking, id, concat_ws(':', booking, id), seats, capacity, is_overbooked
    FROM bookings WHERE patient IS NOT NULL
    UNION ALL
    SELECT 'resource', u.resource, b.occupied_from, b.occupied_to, b.booking, b.id,
        iif(b.capacity > 1, concat_ws(':', b.practitioner, b.care, b.start_at), concat_ws(':', b.booking, b.id)),
        b.seats, b.capacity, b.is_overbooked
    FROM bookings AS b JOIN units AS u ON u.booking = b.booking AND u.id = b.id";
const UNITS: &str = "SELECT id, capacity FROM resources";
const HALF_MOVES: &str =
    "SELECT a.id FROM appointments AS a LEFT JOIN appointments AS n ON n.moved_from = a.id
    WHERE (a.status = 'moved') <> (n.id IS NOT NULL)";
const TWINS: &str =
    "SELECT max(id) FROM appointments WHERE status <> 'moved' GROUP BY uid HAVING count(*) > 1";

impl Db<'_> {
    /// Everything that is wrong, in no more than a few lines each; empty when all is well.
    pub fn problems(&self) -> Result<Vec<Problem>, Fault> {
        let mut problems = self.file_problems()?;
        if !problems.is_empty() {
            // What a damaged file says of anything else means nothing.
            return Ok(problems);
        }
        problems.extend(self.audit_break()?.map(Problem::Audit));
        let derived = self.taken(DERIVED)?;
        problems.extend(disagreements(&derived, &self.taken(OCCUPIED)?));
        problems.extend(overlaps(&derived));
        problems.extend(crowds(&derived, &self.units()?));
        problems.extend(self.numbers(HALF_MOVES)?.into_iter().map(Problem::Move));
        problems.extend(self.numbers(TWINS)?.into_iter().map(Problem::Identity));
        problems.extend(self.contradictions()?);
        Ok(problems)
    }

    fn file_problems(&self) -> Result<Vec<Problem>, Fault> {
        let mut statement = self.conn().prepare(INTEGRITY)?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut problems = Vec::new();
        for line in lines {
            let line = line?;
            if line != "ok" {
                problems.push(Problem::File(line));
            }
        }
        let mut statement = self.conn().prepare(FOREIGN_KEYS)?;
        let broken = statement.query_map([], |row| {
            Ok(Problem::ForeignKey {
                table: row.get(0)?,
                row: row.get(1)?,
                parent: row.get(2)?,
            })
        })?;
        for problem in broken {
            problems.push(problem?);
        }
        Ok(problems)
    }

    fn taken(&self, sql: &str) -> Result<BTreeSet<Taken>, Fault> {
        let mut statement = self.conn().prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(Taken {
                kind: row.get(0)?,
                entity: row.get(1)?,
                start: row.get(2)?,
                end: row.get(3)?,
                booking: row.get(4)?,
                id: row.get(5)?,
                session: row.get(6)?,
                seats: row.get(7)?,
                capacity: row.get(8)?,
                is_overbooked: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn units(&self) -> Result<BTreeMap<i64, u32>, Fault> {
        let mut statement = self.conn().prepare(UNITS)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    pub(super) fn numbers(&self, sql: &str) -> Result<Vec<i64>, Fault> {
        let mut statement = self.conn().prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn disagreements(derived: &BTreeSet<Taken>, marked: &BTreeSet<Taken>) -> Vec<Problem> {
    let missing = derived.difference(marked).map(|t| format!("{t} is not marked"));
    let stray = marked
        .difference(derived)
        .map(|t| format!("{t} has no such booking"));
    missing.chain(stray).map(Problem::Occupied).collect()
}

/// Two bookings of one practitioner or patient at once, other than one session or an overbooking (booking-rules §5).
fn overlaps(taken: &BTreeSet<Taken>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut open: Vec<&Taken> = Vec::new();
    // The set is in order of kind, entity and start: whatever may still overlap the next one is in `open`.
    for next in taken.iter().filter(|t| t.kind != "resource") {
        open.retain(|t| t.kind == next.kind && t.entity == next.entity && next.start < t.end);
        for other in &open {
            let is_allowed = next.kind == "practitioner"
                && (other.session == next.session || other.is_overbooked || next.is_overbooked);
            if !is_allowed {
                problems.push(Problem::Overlap(format!("{other}, and {next}")));
            }
        }
        open.push(next);
    }
    problems
}

/// Sessions with more seats taken than there are, and units with more users at one instant than they have room for.
fn crowds(taken: &BTreeSet<Taken>, units: &BTreeMap<i64, u32>) -> Vec<Problem> {
    let mut sessions: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mut problems = Vec::new();
    let counted = |t: &&Taken| !t.is_overbooked;
    for seat in taken.iter().filter(|t| t.kind == "practitioner").filter(counted) {
        let (seats, capacity) = sessions.entry(&seat.session).or_default();
        *seats += seat.seats;
        *capacity = (*capacity).max(seat.capacity);
    }
    for (session, (seats, capacity)) in sessions {
        if seats > capacity {
            problems.push(Problem::Capacity(format!(
                "session {session}: {seats} of {capacity}"
            )));
        }
    }
    let mut open: Vec<&Taken> = Vec::new();
    for next in taken.iter().filter(|t| t.kind == "resource").filter(counted) {
        open.retain(|t| t.entity == next.entity && next.start < t.end);
        open.push(next);
        let users: BTreeSet<&str> = open.iter().map(|t| t.session.as_str()).collect();
        let room = units.get(&next.entity).copied().unwrap_or(0);
        if users.len() > room as usize {
            problems.push(Problem::Capacity(format!("{next}: {} at once", users.len())));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_file_is_seen_by_its_header_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.sqlite3");
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(100000));")
            .unwrap();
        drop(conn);
        let whole = path.metadata().unwrap().len();
        assert!(!is_cut(&path, whole).unwrap());
        let file = File::options().write(true).open(&path).unwrap();
        file.set_len(whole - 4096).unwrap();
        assert!(is_cut(&path, whole - 4096).unwrap());
        // What the file lacks may still be in the log.
        std::fs::write(dir.path().join("x.sqlite3-wal"), b"frames").unwrap();
        assert!(!is_cut(&path, whole - 4096).unwrap());
    }
}
