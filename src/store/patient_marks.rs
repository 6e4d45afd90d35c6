//! What the practice says of a patient beside the record: marks, relatives, consents.

use rusqlite::OptionalExtension;

use crate::domain::consent::ConsentKind;
use crate::domain::id::PatientId;
use crate::domain::relative::Kinship;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

/// What only the practice says of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PatientMarks {
    /// No e-mail, nothing online.
    pub is_phone_only: bool,
    /// Why online booking is closed; never public.
    pub block_reason: String,
    /// What the front desk must know.
    pub desk_note: String,
}

/// A tie between two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Who may book.
    pub contact: PatientId,
    /// For whom.
    pub patient: PatientId,
    /// Who the patient is to the contact.
    pub kind: Kinship,
    /// Since when it is noted.
    pub created: Instant,
}

/// Something that was agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Its number.
    pub id: i64,
    /// What.
    pub kind: ConsentKind,
    /// Version of the text.
    pub version: String,
    /// By the patient online; else noted at the desk.
    pub is_online: bool,
    /// When.
    pub given: Instant,
    /// When it was taken back.
    pub withdrawn: Option<Instant>,
}

#[derive(Debug, thiserror::Error)]
#[error("unknown word: {0}")]
struct UnknownWord(String);

const MARKS: &str = "SELECT is_phone_only, block_reason, desk_note FROM patient_marks WHERE patient = ?1";
const SAVE_MARKS: &str = "INSERT INTO patient_marks (patient, is_phone_only, block_reason, desk_note) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (patient) DO UPDATE SET is_phone_only = excluded.is_phone_only, block_reason = excluded.block_reason,
        desk_note = excluded.desk_note";
const DROP_MARKS: &str = "DELETE FROM patient_marks WHERE patient = ?1";
const TIES: &str = "SELECT contact, patient, kind, created_at FROM relatives WHERE contact = ?1
    UNION ALL SELECT contact, patient, kind, created_at FROM relatives WHERE patient = ?1";
const TIE: &str = "INSERT INTO relatives (contact, patient, kind, created_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (contact, patient) DO UPDATE SET kind = excluded.kind";
const UNTIE: &str = "DELETE FROM relatives WHERE contact = ?1 AND patient = ?2";
const CONSENTS: &str = "SELECT id, kind, version, source = 'online', given_at, withdrawn_at FROM consents WHERE patient = ?1 ORDER BY given_at, id";
const CONSENT: &str = "INSERT INTO consents (patient, kind, version, source, given_at) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const WITHDRAW: &str =
    "UPDATE consents SET withdrawn_at = ?3 WHERE id = ?2 AND patient = ?1 AND withdrawn_at IS NULL";

fn word<T>(row: &rusqlite::Row<'_>, column: usize, of: fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let key: String = row.get(column)?;
    of(&key).ok_or_else(|| unreadable(column, UnknownWord(key)))
}

impl Db<'_> {
    /// What the practice says of somebody.
    pub fn patient_marks(&self, id: PatientId) -> Result<PatientMarks, Fault> {
        let mut statement = self.conn().prepare_cached(MARKS)?;
        let found = statement.query_row([id.0], |row| {
            Ok(PatientMarks {
                is_phone_only: row.get(0)?,
                block_reason: row.get(1)?,
                desk_note: row.get(2)?,
            })
        });
        Ok(found.optional()?.unwrap_or_default())
    }

    /// Both ways.
    pub fn ties(&self, id: PatientId) -> Result<Vec<Tie>, Fault> {
        let mut statement = self.conn().prepare_cached(TIES)?;
        let rows = statement.query_map([id.0], |row| {
            Ok(Tie {
                contact: PatientId(row.get(0)?),
                patient: PatientId(row.get(1)?),
                kind: word(row, 2, Kinship::from_key)?,
                created: at(row.get(3)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What somebody agreed to, the oldest first.
    pub fn consents(&self, id: PatientId) -> Result<Vec<Consent>, Fault> {
        let mut statement = self.conn().prepare_cached(CONSENTS)?;
        let rows = statement.query_map([id.0], |row| {
            Ok(Consent {
                id: row.get(0)?,
                kind: word(row, 1, ConsentKind::from_key)?,
                version: row.get(2)?,
                is_online: row.get(3)?,
                given: at(row.get(4)?),
                withdrawn: row.get::<_, Option<i64>>(5)?.map(at),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes the marks.
    pub fn save_patient_marks(&mut self, id: PatientId, marks: &PatientMarks) -> Result<(), Fault> {
        self.touch_patient(id);
        if *marks == PatientMarks::default() {
            self.execute(DROP_MARKS, [id.0])?;
            return Ok(());
        }
        let row = (id.0, marks.is_phone_only, &marks.block_reason, &marks.desk_note);
        self.execute(SAVE_MARKS, row)?;
        Ok(())
    }

    /// Ties two people, or says otherwise what they are.
    pub fn save_tie(&mut self, tie: &Tie) -> Result<(), Fault> {
        let created = seconds(tie.created);
        self.execute(TIE, (tie.contact.0, tie.patient.0, tie.kind.key(), created))?;
        Ok(())
    }

    /// Unties them.
    pub fn drop_tie(&mut self, contact: PatientId, patient: PatientId) -> Result<(), Fault> {
        self.execute(UNTIE, (contact.0, patient.0))?;
        Ok(())
    }

    /// Notes that somebody agreed; its number.
    pub fn note_consent(
        &mut self,
        id: PatientId,
        kind: ConsentKind,
        version: &str,
        is_online: bool,
    ) -> Result<i64, Fault> {
        self.touch_patient(id);
        let (now, source) = (seconds(self.now()), if is_online { "online" } else { "desk" });
        self.insert(CONSENT, (id.0, kind.key(), version, source, now))
    }

    /// Notes that it was taken back; whether there was something to take back.
    pub fn withdraw_consent(&mut self, id: PatientId, consent: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        self.touch_patient(id);
        Ok(self.execute(WITHDRAW, (id.0, consent, now))? == 1)
    }
}
