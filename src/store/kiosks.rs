//! Tablets of the waiting room: only hashes of what opens them are kept (security §8).

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row};

use crate::domain::arrival::Expected;
use crate::domain::booking::Status;
use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::time::{Instant, Interval};

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

macro_rules! kiosks {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, place, is_anywhere, created_at, bound_at, revoked_at FROM kiosks ",
            $rest
        )
    };
}

const LIST: &str = kiosks!("ORDER BY id");
const BY_LINK: &str = kiosks!("WHERE link_hash = ?1 AND revoked_at IS NULL");
const BY_DEVICE: &str = kiosks!("WHERE device_hash = ?1 AND revoked_at IS NULL");
const INSERT: &str = "INSERT INTO kiosks (name, place, is_anywhere, link_hash, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const BIND: &str = "UPDATE kiosks SET link_hash = NULL, device_hash = ?2, bound_at = ?3
    WHERE link_hash = ?1 AND revoked_at IS NULL";
const REVOKE: &str = "UPDATE kiosks SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
const EXPECTED: &str = "SELECT a.id, a.patient, p.given_name, p.family_name, a.start_at, a.status
    FROM appointments AS a JOIN patients AS p ON p.id = a.patient
    WHERE p.born = ?1 AND a.start_at >= ?2 AND a.start_at < ?3
        AND a.status IN ('confirmed', 'arrived', 'in_progress', 'done', 'no_show', 'excused', 'left_unseen')
    ORDER BY a.start_at, a.id";

/// A tablet of the waiting room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kiosk {
    /// Row number, quoted in the audit log.
    pub id: i64,
    /// Where it stands, in the administrator's words.
    pub name: String,
    /// Where patients sit down; may be empty.
    pub place: String,
    /// Also works outside the practice's network.
    pub is_anywhere: bool,
    /// When the link was made.
    pub created: Instant,
    /// When a tablet used it.
    pub bound: Option<Instant>,
    /// When it stopped being good.
    pub revoked: Option<Instant>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown state: {0}")]
struct UnknownStatus(String);

fn read(row: &Row<'_>) -> rusqlite::Result<Kiosk> {
    Ok(Kiosk {
        id: row.get(0)?,
        name: row.get(1)?,
        place: row.get(2)?,
        is_anywhere: row.get(3)?,
        created: at(row.get(4)?),
        bound: row.get::<_, Option<i64>>(5)?.map(at),
        revoked: row.get::<_, Option<i64>>(6)?.map(at),
    })
}

impl Db<'_> {
    /// Every tablet, ended ones included, the oldest first.
    pub fn kiosks(&self) -> Result<Vec<Kiosk>, Fault> {
        let mut statement = self.conn().prepare_cached(LIST)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The tablet that a link is for, while no tablet has used it.
    pub fn kiosk_of_link(&self, link_hash: &[u8; 32]) -> Result<Option<Kiosk>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_LINK)?;
        Ok(statement.query_row([link_hash], read).optional()?)
    }

    /// The tablet that keeps this, while it is good.
    pub fn kiosk_of_device(&self, device_hash: &[u8; 32]) -> Result<Option<Kiosk>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_DEVICE)?;
        Ok(statement.query_row([device_hash], read).optional()?)
    }

    /// What people born on a day have in a span, in order of start; nothing that was called off or only asked for.
    pub fn expected(&self, born: NaiveDate, span: Interval) -> Result<Vec<Expected>, Fault> {
        let mut statement = self.conn().prepare_cached(EXPECTED)?;
        let bounds = (born.to_string(), seconds(span.start), seconds(span.end));
        let rows = statement.query_map(bounds, |row| {
            let status: String = row.get(5)?;
            Ok(Expected {
                appointment: AppointmentId(row.get(0)?),
                patient: PatientId(row.get(1)?),
                given_name: row.get(2)?,
                family_name: row.get(3)?,
                start: at(row.get(4)?),
                status: Status::from_key(&status).ok_or_else(|| unreadable(5, UnknownStatus(status)))?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Adds a tablet with the hash of its link; its row number.
    pub fn insert_kiosk(
        &mut self,
        (name, place): (&str, &str),
        is_anywhere: bool,
        link_hash: &[u8; 32],
    ) -> Result<i64, Fault> {
        let now = seconds(self.now());
        self.insert(INSERT, (name, place, is_anywhere, link_hash, now))
    }

    /// Uses a link up: from now on the tablet is known by what it keeps. Whether the link was good.
    pub fn bind_kiosk(&mut self, link_hash: &[u8; 32], device_hash: &[u8; 32]) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(BIND, (link_hash, device_hash, now))? == 1)
    }

    /// Ends a tablet; whether it was good until now.
    pub fn revoke_kiosk(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(REVOKE, (id, now))? == 1)
    }
}
