//! What the practice and the calendar hold, looked at from beside the program.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use super::calendar::Campaign;
use super::premises::Premises;
use crate::bridge::fake::Fake;
use crate::bridge::stories::phone::Edit;
use crate::bridge::stories::told::first_time;

const DOMAIN: &str = "@grappe.invalid";

/// A look at the practice from beside.
pub(super) struct Database(Connection);

pub(super) struct Row {
    pub(super) id: i64,
    pub(super) patient: i64,
    pub(super) start: DateTime<Utc>,
    /// Left half of the UID of its event.
    event: Option<String>,
    is_asked: bool,
}

impl Database {
    pub(super) fn of(premises: &Premises) -> Self {
        let connection = Connection::open_with_flags(
            premises.database(),
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        );
        let connection = connection.unwrap();
        connection.busy_timeout(Duration::from_secs(10)).unwrap();
        Self(connection)
    }

    /// The next pass begins with the program. Only while it is down.
    pub(super) fn is_due_now(&self) {
        self.0
            .execute("UPDATE calendar_links SET due_at = 0", [])
            .unwrap();
    }

    fn list<T>(&self, sql: &str, read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
        let mut statement = self.0.prepare(sql).unwrap();
        let rows = statement.query_map([], read).unwrap();
        rows.map(Result::unwrap).collect()
    }

    /// Appointments that stand.
    pub(super) fn rows(&self) -> Vec<Row> {
        let sql = "SELECT a.id, a.patient, a.start_at, e.id, EXISTS (SELECT 1 FROM calendar_decisions AS d
                WHERE d.appointment = a.id AND d.kind = 'deleted' AND d.settled_at IS NULL)
            FROM appointments AS a LEFT JOIN calendar_events AS e ON e.appointment = a.id WHERE a.status = 'confirmed' ORDER BY a.id";
        self.list(sql, |row| {
            Ok(Row {
                id: row.get(0)?,
                patient: row.get(1)?,
                start: DateTime::from_timestamp(row.get(2)?, 0).unwrap(),
                event: row.get(3)?,
                is_asked: row.get(4)?,
            })
        })
    }

    /// Our events that stand in the calendar as far as is known, with the patient.
    pub(super) fn names(&self) -> Vec<(String, i64)> {
        let sql = "SELECT e.href, a.patient FROM calendar_events AS e JOIN appointments AS a ON a.id = e.appointment
            WHERE a.status = 'confirmed' AND e.href IS NOT NULL ORDER BY a.id";
        self.list(sql, |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// What does not agree: the desk, the appointments, the calendar.
    pub(super) fn differences(&self, campaign: &Campaign) -> Vec<String> {
        let rows = self.rows();
        let mut wrong = Vec::new();
        for (patient, wanted) in &campaign.wanted {
            let starts: Vec<_> = rows
                .iter()
                .filter(|row| row.patient == *patient)
                .map(|row| row.start)
                .collect();
            if starts != wanted.iter().copied().collect::<Vec<_>>() {
                wrong.push(format!("patient {patient}: wanted {wanted:?}, is {starts:?}"));
            }
        }
        let (mut ours, foreign) = there(&campaign.fake);
        for row in rows {
            let times = row
                .event
                .and_then(|event| ours.remove(&event))
                .unwrap_or_default();
            let is_deleted = campaign.deleted.contains(&row.patient);
            let is_well = if is_deleted {
                times.is_empty() && row.is_asked
            } else {
                times == [row.start] && !row.is_asked
            };
            if !is_well {
                wrong.push(format!(
                    "patient {} at {}: there {times:?}, asked {}",
                    row.patient, row.start, row.is_asked
                ));
            }
        }
        wrong.extend(
            ours.into_iter()
                .map(|left| format!("of no appointment: {left:?}")),
        );
        let taking = self.list("SELECT href FROM calendar_busy", |row| row.get(0));
        if taking.iter().cloned().collect::<BTreeSet<String>>() != foreign || taking.len() != foreign.len() {
            wrong.push(format!("taken {taking:?}, there {foreign:?}"));
        }
        let waiting: Vec<String> = self.list("SELECT event FROM calendar_outbox", |row| row.get(0));
        wrong.extend(waiting.into_iter().map(|event| format!("{event} waits")));
        wrong
    }
}

/// Starts of our events by the left half of their UID, and names of the others.
fn there(fake: &Fake) -> (BTreeMap<String, Vec<DateTime<Utc>>>, BTreeSet<String>) {
    let (mut ours, mut others) = (BTreeMap::<_, Vec<_>>::new(), BTreeSet::new());
    for (name, (_, body)) in &fake.state().calendar.members {
        let event = Edit::of(body);
        match event.value("UID").and_then(|uid| uid.strip_suffix(DOMAIN)) {
            Some(id) => ours
                .entry(id.to_owned())
                .or_default()
                .extend(first_time(event).map(|time| time.start)),
            None => others.extend([name.clone()]),
        }
    }
    (ours, others)
}
