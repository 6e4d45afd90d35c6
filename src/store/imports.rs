//! Imports: what each wrote, for its undo, and the few acts that only an import or its undo may do.

use rusqlite::OptionalExtension;

use crate::domain::booking::Appointment;
use crate::domain::id::{AppointmentId, ImportId, PractitionerId};
use crate::domain::time::{Instant, Interval};

use super::agenda;
use super::appointments::CalendarIdentity;
use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// Kind of a row that an import wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportNoun {
    /// A practitioner.
    Practitioner,
    /// A care type.
    CareType,
    /// Weekly hours.
    Schedule,
    /// A calendar connection.
    Calendar,
    /// A patient.
    Patient,
    /// An appointment.
    Appointment,
    /// An absence.
    Absence,
}

impl ImportNoun {
    /// Every kind, in the order in which an import writes them.
    pub const ALL: [Self; 7] = [
        Self::Practitioner,
        Self::CareType,
        Self::Schedule,
        Self::Calendar,
        Self::Patient,
        Self::Appointment,
        Self::Absence,
    ];

    /// Stored spelling, and the last part of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Practitioner => "practitioner",
            Self::CareType => "care-type",
            Self::Schedule => "schedule",
            Self::Calendar => "calendar",
            Self::Patient => "patient",
            Self::Appointment => "appointment",
            Self::Absence => "absence",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noun| noun.key() == key)
    }

    /// Whether something that is no part of the import leans on the row `?1` of import `?2`, or changed it since.
    fn used_since(self) -> Option<&'static str> {
        match self {
            Self::Practitioner => Some(PRACTITIONER_USED),
            Self::CareType => Some(CARE_USED),
            Self::Patient => Some(PATIENT_USED),
            Self::Appointment => Some(APPOINTMENT_USED),
            Self::Schedule | Self::Calendar | Self::Absence => None,
        }
    }

    fn erase(self) -> &'static str {
        match self {
            Self::Practitioner => "DELETE FROM practitioners WHERE id = ?1",
            Self::CareType => "DELETE FROM care_types WHERE id = ?1",
            Self::Schedule => "DELETE FROM schedules WHERE id = ?1",
            Self::Calendar => "DELETE FROM calendar_settings WHERE practitioner = ?1",
            Self::Patient => "DELETE FROM patients WHERE id = ?1",
            Self::Appointment => "DELETE FROM appointments WHERE id = ?1",
            Self::Absence => "DELETE FROM absences WHERE id = ?1",
        }
    }
}

const PRACTITIONER_USED: &str = "SELECT
        EXISTS (SELECT 1 FROM appointments WHERE practitioner = ?1 AND id NOT IN
            (SELECT row_id FROM import_rows WHERE import = ?2 AND noun = 'appointment'))
        OR EXISTS (SELECT 1 FROM schedules WHERE practitioner = ?1 AND id NOT IN
            (SELECT row_id FROM import_rows WHERE import = ?2 AND noun = 'schedule'))
        OR EXISTS (SELECT 1 FROM absences WHERE practitioner = ?1 AND id NOT IN
            (SELECT row_id FROM import_rows WHERE import = ?2 AND noun = 'absence'))
        OR EXISTS (SELECT 1 FROM holds WHERE practitioner = ?1)
        OR EXISTS (SELECT 1 FROM exceptions WHERE practitioner = ?1)
        OR EXISTS (SELECT 1 FROM staff WHERE practitioner = ?1)
        OR EXISTS (SELECT 1 FROM care_practitioners WHERE practitioner = ?1)
        OR EXISTS (SELECT 1 FROM care_overrides WHERE practitioner = ?1)
        OR EXISTS (SELECT 1 FROM resource_practitioners WHERE practitioner = ?1)";
const CARE_USED: &str = "SELECT
        EXISTS (SELECT 1 FROM appointments WHERE care = ?1 AND id NOT IN
            (SELECT row_id FROM import_rows WHERE import = ?2 AND noun = 'appointment'))
        OR EXISTS (SELECT 1 FROM holds WHERE care = ?1)
        OR EXISTS (SELECT 1 FROM care_practitioners WHERE care = ?1)
        OR EXISTS (SELECT 1 FROM care_overrides WHERE care = ?1)";
const PATIENT_USED: &str = "SELECT
        EXISTS (SELECT 1 FROM appointments WHERE patient = ?1 AND id NOT IN
            (SELECT row_id FROM import_rows WHERE import = ?2 AND noun = 'appointment'))
        OR (SELECT version FROM patients WHERE id = ?1) > 1";
const APPOINTMENT_USED: &str = "SELECT ?2 > 0 AND (
        (SELECT version FROM appointments WHERE id = ?1) > 1
        OR EXISTS (SELECT 1 FROM appointments WHERE moved_from = ?1 OR follows = ?1)
        OR EXISTS (SELECT 1 FROM outbox WHERE appointment = ?1
            AND NOT (kind GLOB 'reminder_[1-4]' AND state IN ('pending', 'cancelled'))))";

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredImport {
    /// Number, quoted to undo it.
    pub id: ImportId,
    /// Kind of file.
    pub kind: String,
    /// Name of the file, without its folder.
    pub file_name: String,
    /// When it was written.
    pub created: Instant,
    /// When it was undone.
    pub undone: Option<Instant>,
}

/// One row that an import wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedRow {
    /// What it is.
    pub noun: ImportNoun,
    /// Its number.
    pub id: i64,
    /// JSON of what it was before; `None` when the import made it.
    pub before: Option<String>,
}

const LIST: &str = "SELECT id, kind, file_name, created_at, undone_at FROM imports ORDER BY id";
const ROWS: &str = "SELECT noun, row_id, before FROM import_rows WHERE import = ?1 ORDER BY number";
const INSERT: &str =
    "INSERT INTO imports (kind, file_name, summary, created_at) VALUES (?1, ?2, '{}', ?3) RETURNING id";
const SUMMARISE: &str = "UPDATE imports SET summary = ?2 WHERE id = ?1";
const ADD_ROW: &str =
    "INSERT INTO import_rows (import, number, noun, row_id, before) VALUES (?1, ?2, ?3, ?4, ?5)";
const UNDONE: &str = "UPDATE imports SET undone_at = ?2 WHERE id = ?1";
const SAVE_CALENDAR: &str = "INSERT INTO calendar_settings (practitioner, url, login, secret, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
const SECRET: &str = "SELECT secret FROM calendar_settings WHERE practitioner = ?1";
const TOUCHING: &str = "SELECT count(*) FROM occupied
    WHERE kind = 'practitioner' AND entity = ?1 AND start_at > ?2 - 86400 AND start_at < ?3 AND end_at > ?2
        AND booking = 'appointment'";
const SAME: &str = "SELECT 1 FROM appointments WHERE patient = ?1 AND start_at = ?2 AND practitioner = ?3 AND status <> 'moved'";

impl Db<'_> {
    /// How many coming or past appointments that count touch an interval of a practitioner.
    pub fn appointments_touching(
        &self,
        practitioner: PractitionerId,
        interval: Interval,
    ) -> Result<usize, Fault> {
        let mut statement = self.conn().prepare_cached(TOUCHING)?;
        let span = (practitioner.0, seconds(interval.start), seconds(interval.end));
        let count: i64 = statement.query_row(span, |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Every import, the oldest first.
    pub fn imports(&self) -> Result<Vec<StoredImport>, Fault> {
        let mut statement = self.conn().prepare_cached(LIST)?;
        let rows = statement.query_map([], |row| {
            Ok(StoredImport {
                id: ImportId(row.get(0)?),
                kind: row.get(1)?,
                file_name: row.get(2)?,
                created: at(row.get(3)?),
                undone: row.get::<_, Option<i64>>(4)?.map(at),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What an import wrote, in the order of writing.
    pub fn import_rows(&self, import: ImportId) -> Result<Vec<ImportedRow>, Fault> {
        let mut statement = self.conn().prepare_cached(ROWS)?;
        let mut rows = statement.query([import.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let noun: String = row.get(0)?;
            let noun =
                ImportNoun::from_key(&noun).ok_or_else(|| Fault::Bug(format!("import row of {noun}")))?;
            found.push(ImportedRow {
                noun,
                id: row.get(1)?,
                before: row.get(2)?,
            });
        }
        Ok(found)
    }

    /// Whether a row that an import made was changed since, or something that is no part of the import leans on it.
    pub fn is_used_since(&self, import: ImportId, noun: ImportNoun, id: i64) -> Result<bool, Fault> {
        let Some(sql) = noun.used_since() else {
            return Ok(false);
        };
        let mut statement = self.conn().prepare_cached(sql)?;
        let used: Option<bool> = statement.query_row((id, import.0), |row| row.get(0))?;
        // A row that is gone is in nobody's way.
        Ok(used.unwrap_or(false))
    }

    /// The sealed password of a practitioner's calendar connection.
    pub fn calendar_secret(&self, practitioner: PractitionerId) -> Result<Option<String>, Fault> {
        let mut statement = self.conn().prepare_cached(SECRET)?;
        Ok(statement
            .query_row([practitioner.0], |row| row.get(0))
            .optional()?)
    }

    /// Whether the patient has this very appointment, whatever its state.
    pub fn has_appointment(&self, appointment: &Appointment) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(SAME)?;
        let key = (
            appointment.patient.0,
            seconds(appointment.interval.start),
            appointment.practitioner.0,
        );
        Ok(statement.query_row(key, |_| Ok(())).optional()?.is_some())
    }
}

impl Tx<'_> {
    /// Begins an import.
    pub fn insert_import(&mut self, kind: &str, file_name: &str) -> Result<ImportId, Fault> {
        let now = seconds(self.now());
        Ok(ImportId(self.insert(INSERT, (kind, file_name, now))?))
    }

    /// Keeps the counts of an import, as JSON.
    pub fn summarise_import(&mut self, import: ImportId, summary: &str) -> Result<(), Fault> {
        self.execute(SUMMARISE, (import.0, summary))?;
        Ok(())
    }

    /// Notes a row of an import; numbers count from 1.
    pub fn note_import_row(
        &mut self,
        import: ImportId,
        number: usize,
        row: &ImportedRow,
    ) -> Result<(), Fault> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let row = (import.0, number, row.noun.key(), row.id, &row.before);
        self.execute(ADD_ROW, row)?;
        Ok(())
    }

    /// Writes down that an import was undone.
    pub fn mark_import_undone(&mut self, import: ImportId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(UNDONE, (import.0, now))?;
        Ok(())
    }

    /// Keeps a calendar connection; `secret` is sealed already.
    pub fn save_calendar(
        &mut self,
        practitioner: PractitionerId,
        url: &str,
        login: &str,
        secret: &str,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(SAVE_CALENDAR, (practitioner.0, url, login, secret, now))?;
        Ok(())
    }

    /// [`Tx::insert_appointment`] for one of thousands: without rooms it is not shown in the agenda, which
    /// [`Tx::reload_agenda`] reads again at once; where it is refused, the transaction goes on without it.
    pub fn import_appointment(
        &mut self,
        appointment: &Appointment,
        identity: &CalendarIdentity,
    ) -> Result<AppointmentId, Fault> {
        if appointment.resources.is_empty() {
            return self.write_appointment(appointment, identity).map(AppointmentId);
        }
        // The row may be in when its room is refused.
        let agenda = self.agenda().clone();
        self.conn().execute_batch("SAVEPOINT imported")?;
        let written = self.insert_appointment(appointment, identity);
        if written.is_err() {
            self.conn().execute_batch("ROLLBACK TO imported")?;
            self.replace_agenda(agenda);
        }
        self.conn().execute_batch("RELEASE imported")?;
        written.map(|written| written.id)
    }

    /// Deletes a row that an import made.
    pub fn erase_imported(&mut self, row: &ImportedRow) -> Result<(), Fault> {
        if row.noun == ImportNoun::Appointment {
            self.leave_calendars(AppointmentId(row.id))?;
        }
        self.execute(row.noun.erase(), [row.id])?;
        Ok(())
    }

    /// Reads the agenda again from everything written so far.
    pub fn reload_agenda(&mut self) -> Result<(), Fault> {
        self.touch_everybody();
        let agenda = agenda::load(self.conn(), self.now())?;
        self.replace_agenda(agenda);
        Ok(())
    }
}
