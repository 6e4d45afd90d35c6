//! Everything the administrator sets up, read at once for the agenda.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use crate::domain::agenda::SetUp;
use crate::domain::care_type::{CareOverride, CareType, CareWords, Venue};
use crate::domain::id::{AbsenceId, CareTypeId, ExceptionId, PractitionerId, ResourceId, ScheduleId};
use crate::domain::practice::Practice;
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::resource::{Resource, ResourceKind};
use crate::domain::schedule::{
    Absence, HolidayEdit, HolidayRegion, HolidayRules, ScheduleException, WeeklySchedule,
};
use crate::domain::spoken::Spoken;
use crate::domain::time::{Interval, Zone};

use super::Fault;
use super::instant::{at, date, interval, unreadable};
use super::terms::{override_from_json, terms_from_json};

/// Reads the whole set-up; some hundred rows.
pub(super) fn load(conn: &Connection) -> Result<SetUp, Fault> {
    Ok(SetUp {
        practice: practice(conn)?,
        practitioners: keyed(all(conn, PRACTITIONERS, practitioner)?, |p| p.id),
        care_types: keyed(care_types(conn)?, |c| c.id),
        resources: keyed(resources(conn)?, |r| r.id),
        schedules: all(conn, SCHEDULES, schedule)?,
        exceptions: all(conn, EXCEPTIONS, exception)?,
        absences: all(conn, ABSENCES, absence)?,
    })
}

fn all<T>(conn: &Connection, sql: &str, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Fault> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn keyed<K: Ord, T>(values: Vec<T>, key: impl Fn(&T) -> K) -> BTreeMap<K, T> {
    values.into_iter().map(|value| (key(&value), value)).collect()
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(column, error))
}

#[derive(Debug, thiserror::Error)]
#[error("unknown value: {0}")]
struct Unknown(String);

const PRACTICE: &str =
    "SELECT name, neutral_name, address, directions, phone, email, zone, holiday_region, accent
    FROM practice";
const HOLIDAY_EDITS: &str = "SELECT date, name FROM holiday_edits";

fn practice(conn: &Connection) -> Result<Practice, Fault> {
    let edits = all(conn, HOLIDAY_EDITS, |row| {
        let edit = row
            .get::<_, Option<String>>(1)?
            .map_or(HolidayEdit::Removed, HolidayEdit::Added);
        Ok((date(row, 0)?.unwrap_or_default(), edit))
    })?;
    let mut found = all(conn, PRACTICE, |row| {
        let (zone, region): (String, String) = (row.get(6)?, row.get(7)?);
        Ok(Practice {
            name: row.get(0)?,
            neutral_name: row.get(1)?,
            address: row.get(2)?,
            directions: row.get(3)?,
            phone: row.get(4)?,
            email: row.get(5)?,
            zone: Zone::named(&zone).map_err(|error| unreadable(6, error))?,
            holidays: HolidayRules {
                region: HolidayRegion::from_key(&region).ok_or_else(|| unreadable(7, Unknown(region)))?,
                edits: BTreeMap::new(),
            },
            accent: row.get(8)?,
        })
    })?;
    let mut practice = found
        .pop()
        .ok_or_else(|| Fault::Bug("the practice has no row".to_owned()))?;
    practice.holidays.edits = edits.into_iter().collect();
    Ok(practice)
}

const PRACTITIONERS: &str =
    "SELECT id, name, speciality, holidays = 'open', color, is_online, is_archived, languages, is_step_free
    FROM practitioners ORDER BY id";

fn practitioner(row: &Row<'_>) -> rusqlite::Result<Practitioner> {
    let (is_open, languages): (bool, String) = (row.get(3)?, row.get(7)?);
    let spoken: Result<Vec<Spoken>, _> = languages.split_whitespace().map(str::parse).collect();
    let spoken = spoken.map_err(|error| unreadable(7, error))?;
    Ok(Practitioner {
        id: PractitionerId(row.get(0)?),
        name: row.get(1)?,
        speciality: row.get(2)?,
        languages: spoken,
        is_step_free: row.get(8)?,
        holidays: if is_open {
            HolidayHabit::Open
        } else {
            HolidayHabit::Closed
        },
        color: row.get(4)?,
        is_online: row.get(5)?,
        is_archived: row.get(6)?,
    })
}

const CARE_TYPES: &str =
    "SELECT id, name, public_text, color, venue = 'video', is_online, is_archived, needs_approval, terms, price, preparation, keywords
    FROM care_types ORDER BY id";
const CARE_PRACTITIONERS: &str =
    "SELECT care, practitioner FROM care_practitioners ORDER BY care, practitioner";
const CARE_OVERRIDES: &str = "SELECT care, practitioner, is_not_offered, terms FROM care_overrides";

fn care_types(conn: &Connection) -> Result<Vec<CareType>, Fault> {
    let mut cares = all(conn, CARE_TYPES, |row| {
        let (is_video, terms): (bool, String) = (row.get(4)?, row.get(8)?);
        Ok(CareType {
            id: CareTypeId(row.get(0)?),
            name: row.get(1)?,
            public_text: row.get(2)?,
            words: CareWords {
                price: row.get(9)?,
                preparation: row.get(10)?,
                keywords: row.get(11)?,
            },
            color: row.get(3)?,
            venue: if is_video { Venue::Video } else { Venue::Practice },
            is_online: row.get(5)?,
            is_archived: row.get(6)?,
            needs_approval: row.get(7)?,
            terms: terms_from_json(&terms).map_err(|error| unreadable(8, error))?,
            overrides: BTreeMap::new(),
            practitioners: Vec::new(),
        })
    })?;
    let offered = pairs(conn, CARE_PRACTITIONERS)?;
    let overrides = all(conn, CARE_OVERRIDES, |row| {
        let terms: String = row.get(3)?;
        let own: CareOverride =
            override_from_json(row.get(2)?, &terms).map_err(|error| unreadable(3, error))?;
        Ok((CareTypeId(row.get(0)?), PractitionerId(row.get(1)?), own))
    })?;
    for care in &mut cares {
        care.practitioners = who(&offered, care.id.0);
        let own = overrides.iter().filter(|(id, ..)| *id == care.id);
        care.overrides = own
            .map(|(_, practitioner, own)| (*practitioner, own.clone()))
            .collect();
    }
    Ok(cares)
}

const RESOURCES: &str =
    "SELECT id, name, kind, capacity, is_restricted, is_archived FROM resources ORDER BY id";
const RESOURCE_PRACTITIONERS: &str =
    "SELECT resource, practitioner FROM resource_practitioners ORDER BY resource, practitioner";
const CLOSURES: &str = "SELECT resource, start_at, end_at FROM resource_closures ORDER BY resource, start_at";

fn resources(conn: &Connection) -> Result<Vec<Resource>, Fault> {
    let users = pairs(conn, RESOURCE_PRACTITIONERS)?;
    let closures: Vec<(i64, Interval)> = all(conn, CLOSURES, |row| {
        Ok((row.get(0)?, interval(row.get(1)?, row.get(2)?)))
    })?;
    let found = all(conn, RESOURCES, |row| {
        let is_restricted: bool = row.get(4)?;
        Ok(Resource {
            id: ResourceId(row.get(0)?),
            name: row.get(1)?,
            kind: ResourceKind(row.get(2)?),
            capacity: row.get(3)?,
            practitioners: is_restricted.then(Vec::new),
            closed: Vec::new(),
            is_archived: row.get(5)?,
        })
    })?;
    let filled = found.into_iter().map(|resource| Resource {
        practitioners: resource.practitioners.map(|_| who(&users, resource.id.0)),
        closed: closures
            .iter()
            .filter(|(id, _)| *id == resource.id.0)
            .map(|(_, closed)| *closed)
            .collect(),
        ..resource
    });
    Ok(filled.collect())
}

fn pairs(conn: &Connection, sql: &str) -> Result<Vec<(i64, PractitionerId)>, Fault> {
    all(conn, sql, |row| Ok((row.get(0)?, PractitionerId(row.get(1)?))))
}

fn who(pairs: &[(i64, PractitionerId)], of: i64) -> Vec<PractitionerId> {
    pairs
        .iter()
        .filter(|(id, _)| *id == of)
        .map(|(_, p)| *p)
        .collect()
}

const SCHEDULES: &str =
    "SELECT id, practitioner, days, valid_from, valid_to, weeks FROM schedules ORDER BY id";

fn schedule(row: &Row<'_>) -> rusqlite::Result<WeeklySchedule> {
    Ok(WeeklySchedule {
        id: ScheduleId(row.get(0)?),
        practitioner: PractitionerId(row.get(1)?),
        days: json(row, 2)?,
        valid_from: date(row, 3)?,
        valid_to: date(row, 4)?,
        weeks: json(row, 5)?,
    })
}

const EXCEPTIONS: &str =
    "SELECT id, practitioner, from_date, to_date, windows, label FROM exceptions ORDER BY written, id";

fn exception(row: &Row<'_>) -> rusqlite::Result<ScheduleException> {
    Ok(ScheduleException {
        id: ExceptionId(row.get(0)?),
        practitioner: PractitionerId(row.get(1)?),
        from: date(row, 2)?.unwrap_or_default(),
        to: date(row, 3)?.unwrap_or_default(),
        windows: json(row, 4)?,
        label: row.get(5)?,
    })
}

const ABSENCES: &str = "SELECT id, practitioner, start_at, end_at, label FROM absences ORDER BY id";

fn absence(row: &Row<'_>) -> rusqlite::Result<Absence> {
    Ok(Absence {
        id: AbsenceId(row.get(0)?),
        practitioner: row.get::<_, Option<i64>>(1)?.map(PractitionerId),
        interval: Interval {
            start: at(row.get(2)?),
            end: at(row.get(3)?),
        },
        label: row.get(4)?,
    })
}
