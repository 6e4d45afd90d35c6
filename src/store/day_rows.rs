//! What a screen of the agenda shows of each appointment, patient's name included, in one statement.

use std::collections::BTreeSet;

use rusqlite::Row;

use crate::domain::booking::Status;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId, ResourceId};
use crate::domain::time::{Instant, Interval};

use super::instant::{at, interval, seconds, unreadable};
use super::terms::json;
use super::{Db, Fault};

macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.practitioner, a.care, a.patient, a.start_at, a.end_at, a.seats, a.capacity, a.status,
                a.overbooking_reason, a.note <> '', p.family_name, p.given_name, a.created_at,
                EXISTS (SELECT 1 FROM orphans AS o WHERE o.appointment = a.id AND o.decision IS NULL), a.version,
                (SELECT group_concat(r.resource) FROM appointment_resources AS r WHERE r.appointment = a.id),
                EXISTS (SELECT 1 FROM late_arrivals AS l WHERE l.appointment = a.id), a.follows IS NOT NULL,
                (SELECT d.minutes FROM delays AS d WHERE d.appointment = a.id)
            FROM appointments AS a JOIN patients AS p ON p.id = a.patient ",
            $rest
        )
    };
}

const BETWEEN: &str =
    rows!("WHERE a.start_at >= ?1 AND a.start_at < ?2 ORDER BY a.start_at, a.practitioner, a.id");
const ONE: &str = rows!("WHERE a.id = ?1");
const REQUESTED: &str = rows!("WHERE a.status = 'requested' ORDER BY a.created_at, a.id");
const UNSETTLED: &str = rows!(
    "WHERE a.start_at < ?1 AND a.status IN ('confirmed', 'arrived', 'in_progress')
        AND (?2 IS NULL OR a.practitioner IN (SELECT value FROM json_each(?2)))
        ORDER BY a.start_at DESC, a.id DESC LIMIT ?4 OFFSET ?3"
);
const COUNT_UNSETTLED: &str = "SELECT count(*) FROM appointments
    WHERE start_at < ?1 AND status IN ('confirmed', 'arrived', 'in_progress')
        AND (?2 IS NULL OR practitioner IN (SELECT value FROM json_each(?2)))";

const TAKEN: &str = "SELECT practitioner, start_at, end_at FROM appointments
    WHERE start_at >= ?1 AND start_at < ?2 AND status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done')
    ORDER BY start_at";

/// Where an appointment stands in a series of visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InSeries {
    /// It follows no other.
    Alone,
    /// It follows another one.
    Follows,
    /// A visit before it was missed and nobody has decided (booking-rules §8).
    Frozen,
}

/// One appointment as a list of the staff shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// Which.
    pub id: AppointmentId,
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// For whom.
    pub patient: PatientId,
    /// `NOM Prénom`.
    pub name: String,
    /// The care itself.
    pub interval: Interval,
    /// Seats taken.
    pub seats: u16,
    /// Capacity of the session.
    pub capacity: u16,
    /// State.
    pub status: Status,
    /// Why it was booked over something; `None` when it was not.
    pub overbooking: Option<String>,
    /// There is a note, for those who may read it.
    pub has_note: bool,
    /// A change of schedule left it outside and nobody has decided (booking-rules §7).
    pub is_orphan: bool,
    /// Where it stands in a series of visits.
    pub series: InSeries,
    /// The patient came late (booking-rules §10).
    pub is_late: bool,
    /// The patient announced to come so many minutes late, and nobody has set a state of the day yet.
    pub delay: Option<u16>,
    /// When it was made.
    pub created: Instant,
    /// Grows at each change, for forms that edit it.
    pub version: i64,
    /// The units it uses, in no useful order.
    pub resources: Vec<ResourceId>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state: {0}")]
struct UnknownStatus(String);

fn read(row: &Row<'_>) -> rusqlite::Result<DayRow> {
    let (status, family, given): (String, String, String) = (row.get(8)?, row.get(11)?, row.get(12)?);
    let status = Status::from_key(&status).ok_or_else(|| unreadable(8, UnknownStatus(status)))?;
    Ok(DayRow {
        id: AppointmentId(row.get(0)?),
        practitioner: PractitionerId(row.get(1)?),
        care: CareTypeId(row.get(2)?),
        patient: PatientId(row.get(3)?),
        name: format!("{} {given}", family.to_uppercase()),
        interval: interval(row.get(4)?, row.get(5)?),
        seats: row.get(6)?,
        capacity: row.get(7)?,
        status,
        overbooking: row.get(9)?,
        has_note: row.get(10)?,
        is_orphan: row.get::<_, bool>(14)? && status.is_pending(),
        // `rows` looks at those before it.
        series: if row.get(18)? {
            InSeries::Follows
        } else {
            InSeries::Alone
        },
        is_late: row.get(17)?,
        delay: row
            .get::<_, Option<u16>>(19)?
            .filter(|_| status == Status::Confirmed),
        created: at(row.get(13)?),
        version: row.get(15)?,
        resources: units(row.get::<_, Option<String>>(16)?.as_deref()),
    })
}

/// Practitioners as a statement takes them.
fn numbers(reach: Option<&BTreeSet<PractitionerId>>) -> Result<Option<String>, Fault> {
    let list = |reach: &BTreeSet<PractitionerId>| json(&reach.iter().map(|id| id.0).collect::<Vec<_>>());
    reach.map(list).transpose()
}

/// Numbers as SQLite strings them together.
fn units(list: Option<&str>) -> Vec<ResourceId> {
    let numbers = list.unwrap_or("").split(',');
    numbers.filter_map(|number| number.parse().ok()).collect()
}

impl Db<'_> {
    /// Appointments that start in `[from, to)`, whatever their state, in order of start.
    pub fn day_rows(&self, span: Interval) -> Result<Vec<DayRow>, Fault> {
        self.rows(BETWEEN, [seconds(span.start), seconds(span.end)])
    }

    /// With whom and when something counts as taken, of what starts in `[from, to)`, in order of start.
    pub fn taken_between(&self, span: Interval) -> Result<Vec<(PractitionerId, Interval)>, Fault> {
        let mut statement = self.conn().prepare_cached(TAKEN)?;
        let found = statement.query_map([seconds(span.start), seconds(span.end)], |row| {
            Ok((PractitionerId(row.get(0)?), interval(row.get(1)?, row.get(2)?)))
        });
        Ok(found?.collect::<rusqlite::Result<_>>()?)
    }

    /// One appointment.
    pub fn day_row(&self, id: AppointmentId) -> Result<Option<DayRow>, Fault> {
        Ok(self.rows(ONE, [id.0])?.pop())
    }

    /// Bookings that wait for the practice, the oldest first.
    pub fn requested_rows(&self) -> Result<Vec<DayRow>, Fault> {
        self.rows(REQUESTED, [])
    }

    /// Bookings that began before an instant and were left without a final state, the newest first; `reach` keeps to some
    /// practitioners, `place` is how many are left out first, and how many are read at most.
    pub fn unsettled_rows(
        &self,
        before: Instant,
        reach: Option<&BTreeSet<PractitionerId>>,
        place: (u32, u32),
    ) -> Result<Vec<DayRow>, Fault> {
        self.rows(UNSETTLED, (seconds(before), numbers(reach)?, place.0, place.1))
    }

    /// How many there are of them.
    pub fn unsettled_count(
        &self,
        before: Instant,
        reach: Option<&BTreeSet<PractitionerId>>,
    ) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(COUNT_UNSETTLED)?;
        Ok(statement.query_row((seconds(before), numbers(reach)?), |row| row.get(0))?)
    }

    fn rows(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<DayRow>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut found: Vec<DayRow> = statement
            .query_map(params, read)?
            .collect::<rusqlite::Result<_>>()?;
        let may_be_frozen = |row: &&mut DayRow| row.series == InSeries::Follows && row.status.is_pending();
        for row in found.iter_mut().filter(may_be_frozen) {
            if self.is_frozen(row.id)? {
                row.series = InSeries::Frozen;
            }
        }
        Ok(found)
    }
}
