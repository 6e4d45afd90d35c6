//! Patients: reading, matching, writing.

use rusqlite::{OptionalExtension, Row};

use crate::domain::contact::{Contact, Email, PersonName, Phone, folded};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};

use super::instant::{date, seconds, unreadable};
use super::{Db, Fault, Tx};

// The column order is that of `read`, shared by every SELECT below.
const BY_ID: &str =
    "SELECT id, family_name, given_name, born, phone, email, language, is_blocked_online, is_fragile, note
    FROM patients WHERE id = ?1";
const BY_NAME: &str =
    "SELECT id, family_name, given_name, born, phone, email, language, is_blocked_online, is_fragile, note
    FROM patients WHERE folded_family = ?1 AND folded_given = ?2 ORDER BY id";
const BY_CONTACT: &str =
    "SELECT id, family_name, given_name, born, phone, email, language, is_blocked_online, is_fragile, note
    FROM patients WHERE phone = ?1 OR email = ?1 ORDER BY id";
const ALL: &str =
    "SELECT id, family_name, given_name, born, phone, email, language, is_blocked_online, is_fragile, note
    FROM patients ORDER BY id";
const VERSION: &str = "SELECT version FROM patients WHERE id = ?1";
const SAVE: &str = "INSERT INTO patients (id, family_name, given_name, folded_family, folded_given, born, phone, email, language,
        is_blocked_online, is_fragile, note, created_at)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
    ON CONFLICT (id) DO UPDATE SET family_name = excluded.family_name, given_name = excluded.given_name,
        folded_family = excluded.folded_family, folded_given = excluded.folded_given, born = excluded.born,
        phone = excluded.phone, email = excluded.email, language = excluded.language,
        is_blocked_online = excluded.is_blocked_online, is_fragile = excluded.is_fragile, note = excluded.note,
        version = version + 1
    RETURNING id";

pub(super) fn language_of(key: &str) -> Language {
    Language::of_code(key).unwrap_or_default()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Patient> {
    let name = |column| {
        let text: String = row.get(column)?;
        PersonName::parse(&text).map_err(|error| unreadable(column, error))
    };
    let (phone, email): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    Ok(Patient {
        id: PatientId(row.get(0)?),
        family_name: name(1)?,
        given_name: name(2)?,
        born: date(row, 3)?,
        phone: phone
            .map(|text| Phone::parse(&text).map_err(|error| unreadable(4, error)))
            .transpose()?,
        email: email
            .map(|text| Email::parse(&text).map_err(|error| unreadable(5, error)))
            .transpose()?,
        language: language_of(&row.get::<_, String>(6)?),
        is_blocked_online: row.get(7)?,
        is_fragile: row.get(8)?,
        note: row.get(9)?,
    })
}

impl Db<'_> {
    /// One patient.
    pub fn patient(&self, id: PatientId) -> Result<Option<Patient>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_ID)?;
        Ok(statement.query_row([id.0], read).optional()?)
    }

    /// Everybody, in order of number: for imports and exports.
    pub fn patients(&self) -> Result<Vec<Patient>, Fault> {
        let mut statement = self.conn().prepare(ALL)?;
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// Version of a patient's record, for forms that edit it.
    pub fn patient_version(&self, id: PatientId) -> Result<Option<i64>, Fault> {
        let mut statement = self.conn().prepare_cached(VERSION)?;
        Ok(statement.query_row([id.0], |row| row.get(0)).optional()?)
    }

    /// Everybody who gave this contact; a family may share it.
    pub fn patients_with_contact(&self, contact: &Contact) -> Result<Vec<Patient>, Fault> {
        let text = match contact {
            Contact::Email(email) => email.as_str(),
            Contact::Phone(phone) => phone.as_str(),
        };
        let mut statement = self.conn().prepare_cached(BY_CONTACT)?;
        Ok(statement
            .query_map([text], read)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The record of the same person: same folded names, same birth date where both are known, and the phone or e-mail in common.
    /// A homonym with other contacts is somebody else until the desk says otherwise.
    pub fn same_person(&self, declared: &Patient) -> Result<Option<Patient>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_NAME)?;
        let names = (
            folded(declared.family_name.as_str()),
            folded(declared.given_name.as_str()),
        );
        let homonyms: Vec<Patient> = statement
            .query_map(names, read)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(homonyms.into_iter().find(|known| is_same_person(known, declared)))
    }
}

fn is_same_person(known: &Patient, declared: &Patient) -> bool {
    let agree_on_birth = match (known.born, declared.born) {
        (Some(known), Some(declared)) => known == declared,
        _ => true,
    };
    let share_phone = known.phone.is_some() && known.phone == declared.phone;
    let share_email = known.email.is_some() && known.email == declared.email;
    agree_on_birth && (share_phone || share_email)
}

impl Tx<'_> {
    /// Writes a patient; number 0 makes a new one.
    pub fn save_patient(&mut self, patient: &Patient) -> Result<PatientId, Fault> {
        let now = seconds(self.now());
        let before = self.patient(patient.id)?;
        let id = self.insert(
            SAVE,
            (
                patient.id.0,
                patient.family_name.as_str(),
                patient.given_name.as_str(),
                folded(patient.family_name.as_str()),
                folded(patient.given_name.as_str()),
                patient.born.map(|d| d.to_string()),
                patient.phone.as_ref().map(Phone::as_str),
                patient.email.as_ref().map(Email::as_str),
                patient.language.code(),
                patient.is_blocked_online,
                patient.is_fragile,
                &patient.note,
                now,
            ),
        )?;
        self.note_name(before.as_ref(), patient)?;
        self.touch_patient(PatientId(id));
        Ok(PatientId(id))
    }
}
