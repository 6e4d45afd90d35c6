//! Records of one person that became one, and the way back.

use rusqlite::OptionalExtension;

use crate::domain::booking::Appointment;
use crate::domain::id::{PatientId, WaitingEntryId};
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// Pairs shown at once.
const PAIRS_AT_MOST: u32 = 100;

/// A merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Its number.
    pub id: i64,
    /// The record that stayed.
    pub survivor: PatientId,
    /// The one that went.
    pub absorbed: PatientId,
    /// JSON of what was before; `None` once there is no way back.
    pub before: Option<String>,
    /// Version of the survivor that it left.
    pub left_version: i64,
    /// When.
    pub merged: Instant,
    /// When it was undone.
    pub undone: Option<Instant>,
}

// Each branch leads by an index; births that contradict each other are two people.
const PAIRS: &str = "SELECT one, other FROM (
        SELECT a.id AS one, b.id AS other, a.folded_family AS name FROM patients AS a
            JOIN patients AS b ON b.folded_family = a.folded_family AND b.folded_given = a.folded_given AND b.id > a.id
            WHERE a.born IS NULL OR b.born IS NULL OR a.born = b.born
        UNION
        SELECT a.id, b.id, a.folded_family FROM patients AS a
            JOIN patients AS b ON b.phone = a.phone AND b.folded_given = a.folded_given AND b.id > a.id
            WHERE a.born IS NULL OR b.born IS NULL OR a.born = b.born
        UNION
        SELECT min(a.id, b.id), max(a.id, b.id), a.folded_family FROM patients AS a
            JOIN patients AS b ON b.folded_family = a.folded_given AND b.folded_given = a.folded_family AND b.id <> a.id
            WHERE a.born = b.born)
    WHERE NOT EXISTS (SELECT 1 FROM not_duplicates AS n WHERE n.one = min(one, other) AND n.other = max(one, other))
    GROUP BY one, other ORDER BY min(name), one LIMIT ?1";
const NOT_PAIR: &str =
    "INSERT INTO not_duplicates (one, other) VALUES (min(?1, ?2), max(?1, ?2)) ON CONFLICT DO NOTHING";
const DISTINCT: &str = "SELECT other FROM not_duplicates WHERE one = ?1
    UNION ALL SELECT one FROM not_duplicates WHERE other = ?1 ORDER BY 1";
const PAIR_AGAIN: &str = "DELETE FROM not_duplicates WHERE one = min(?1, ?2) AND other = max(?1, ?2)";
const SNAPSHOT: &str = "SELECT json_object('id', id, 'family_name', family_name, 'given_name', given_name,
        'folded_family', folded_family, 'folded_given', folded_given, 'born', born, 'phone', phone, 'email', email,
        'language', language, 'is_blocked_online', is_blocked_online, 'is_fragile', is_fragile, 'note', note,
        'created_at', created_at, 'version', version)
    FROM patients WHERE id = ?1";
const REVIVE: &str = "INSERT INTO patients (id, family_name, given_name, folded_family, folded_given, born, phone, email, language,
        is_blocked_online, is_fragile, note, created_at, version)
    SELECT ?1 ->> 'id', ?1 ->> 'family_name', ?1 ->> 'given_name', ?1 ->> 'folded_family', ?1 ->> 'folded_given', ?1 ->> 'born',
        ?1 ->> 'phone', ?1 ->> 'email', ?1 ->> 'language', ?1 ->> 'is_blocked_online', ?1 ->> 'is_fragile', ?1 ->> 'note',
        ?1 ->> 'created_at', ?1 ->> 'version'";
const RESTORE: &str = "UPDATE patients SET family_name = ?1 ->> 'family_name', given_name = ?1 ->> 'given_name',
        folded_family = ?1 ->> 'folded_family', folded_given = ?1 ->> 'folded_given', born = ?1 ->> 'born', phone = ?1 ->> 'phone',
        email = ?1 ->> 'email', language = ?1 ->> 'language', is_blocked_online = ?1 ->> 'is_blocked_online',
        is_fragile = ?1 ->> 'is_fragile', note = ?1 ->> 'note', version = version + 1
    WHERE id = ?1 ->> 'id'";
const DROP_PATIENT: &str = "DELETE FROM patients WHERE id = ?1";
const ANNOUNCE: &str = "INSERT INTO handovers (appointment, patient) VALUES (?1, ?2)";
const HAND_OVER: &str = "UPDATE appointments SET patient = ?2, version = version + 1 WHERE id = ?1";
const MOVE_CONSENT: &str = "UPDATE consents SET patient = ?2 WHERE id = ?1";
const MOVE_ENTRY: &str = "UPDATE waiting_entries SET patient = ?2, version = version + 1 WHERE id = ?1";
const INSERT: &str = "INSERT INTO merges (survivor, absorbed, before, left_version, merged_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const ONE: &str =
    "SELECT id, survivor, absorbed, before, left_version, merged_at, undone_at FROM merges WHERE id = ?1";
const SINCE: &str = "SELECT id, survivor, absorbed, before, left_version, merged_at, undone_at FROM merges
    WHERE merged_at >= ?1 AND undone_at IS NULL ORDER BY id DESC";
const INTO: &str =
    "SELECT survivor FROM merges WHERE absorbed = ?1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1";
const ABSORBED: &str = "SELECT absorbed FROM merges WHERE survivor = ?1 AND undone_at IS NULL";
const UNDONE: &str = "UPDATE merges SET undone_at = ?2, before = NULL WHERE id = ?1";
const FORGET: &str = "UPDATE merges SET before = NULL WHERE before IS NOT NULL AND merged_at < ?1";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Merge> {
    Ok(Merge {
        id: row.get(0)?,
        survivor: PatientId(row.get(1)?),
        absorbed: PatientId(row.get(2)?),
        before: row.get(3)?,
        left_version: row.get(4)?,
        merged: at(row.get(5)?),
        undone: row.get::<_, Option<i64>>(6)?.map(at),
    })
}

impl Db<'_> {
    /// Pairs of records that are likely one person, in order of name; pairs that were dismissed are left out.
    pub fn likely_duplicates(&self) -> Result<Vec<(PatientId, PatientId)>, Fault> {
        let mut statement = self.conn().prepare_cached(PAIRS)?;
        let rows = statement.query_map([PAIRS_AT_MOST], |row| {
            Ok((PatientId(row.get(0)?), PatientId(row.get(1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The records that somebody said are other people than this one.
    pub fn distinct_from(&self, id: PatientId) -> Result<Vec<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(DISTINCT)?;
        let rows = statement.query_map([id.0], |row| Ok(PatientId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// JSON of a whole record.
    pub fn patient_snapshot(&self, id: PatientId) -> Result<Option<String>, Fault> {
        let mut statement = self.conn().prepare_cached(SNAPSHOT)?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }

    /// One merge.
    pub fn merge(&self, id: i64) -> Result<Option<Merge>, Fault> {
        let mut statement = self.conn().prepare_cached(ONE)?;
        Ok(statement.query_row([id], read).optional()?)
    }

    /// Merges since an instant that were not undone, the newest first.
    pub fn merges_since(&self, since: Instant) -> Result<Vec<Merge>, Fault> {
        let mut statement = self.conn().prepare_cached(SINCE)?;
        Ok(statement
            .query_map([seconds(since)], read)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The record that a merged one became.
    pub fn merged_into(&self, absorbed: PatientId) -> Result<Option<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(INTO)?;
        let found = statement.query_row([absorbed.0], |row| row.get(0)).optional()?;
        Ok(found.map(PatientId))
    }

    /// The records that became this one, directly.
    pub fn absorbed_by(&self, survivor: PatientId) -> Result<Vec<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(ABSORBED)?;
        let rows = statement.query_map([survivor.0], |row| Ok(PatientId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Notes that two records are two people.
    pub fn note_not_duplicates(&mut self, one: PatientId, other: PatientId) -> Result<(), Fault> {
        self.execute(NOT_PAIR, (one.0, other.0))?;
        Ok(())
    }

    /// Takes back that two records are two people.
    pub fn forget_not_duplicates(&mut self, one: PatientId, other: PatientId) -> Result<(), Fault> {
        self.execute(PAIR_AGAIN, (one.0, other.0))?;
        Ok(())
    }

    /// Gives an appointment to another record of the same person; refused like a booking where the times overlap.
    pub fn hand_over(&mut self, appointment: &Appointment, to: PatientId) -> Result<(), Fault> {
        self.execute(ANNOUNCE, (appointment.id.0, to.0))?;
        self.execute(HAND_OVER, (appointment.id.0, to.0))?;
        let handed = Appointment {
            patient: to,
            version: appointment.version + 1,
            ..appointment.clone()
        };
        self.touch_patient(appointment.patient);
        self.show(&handed, self.now());
        self.note_other_name(to)
    }

    /// Gives a consent to another record of the same person.
    pub fn move_consent(&mut self, consent: i64, to: PatientId) -> Result<(), Fault> {
        self.execute(MOVE_CONSENT, (consent, to.0))?;
        self.touch_patient(to);
        Ok(())
    }

    /// Gives a place on the waiting list to another record of the same person.
    pub fn move_waiting_entry(&mut self, entry: WaitingEntryId, to: PatientId) -> Result<(), Fault> {
        self.execute(MOVE_ENTRY, (entry.0, to.0))?;
        Ok(())
    }

    /// Deletes a record on which no appointment leans.
    pub fn drop_patient(&mut self, id: PatientId) -> Result<(), Fault> {
        self.execute(DROP_PATIENT, [id.0])?;
        Ok(())
    }

    /// Writes a record that is gone as it was, number and all.
    pub fn revive_patient(&mut self, snapshot: &str) -> Result<(), Fault> {
        self.execute(REVIVE, [snapshot])?;
        Ok(())
    }

    /// Makes a record what it was.
    pub fn restore_patient(&mut self, snapshot: &str) -> Result<(), Fault> {
        self.execute(RESTORE, [snapshot])?;
        Ok(())
    }

    /// Remembers a merge.
    pub fn insert_merge(
        &mut self,
        survivor: PatientId,
        absorbed: PatientId,
        before: &str,
        left_version: i64,
    ) -> Result<i64, Fault> {
        let now = seconds(self.now());
        self.insert(INSERT, (survivor.0, absorbed.0, before, left_version, now))
    }

    /// Notes that a merge was undone.
    pub fn mark_merge_undone(&mut self, id: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(UNDONE, (id, now))?;
        Ok(())
    }

    /// Forgets the way back of merges made before an instant; how many.
    pub fn forget_merges(&mut self, before: Instant) -> Result<usize, Fault> {
        self.execute(FORGET, [seconds(before)])
    }
}
