//! Erasing people: everything that says who they are, wherever it lies. What is left names nobody.

use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// People of whom no appointment is younger than `?1`, who are nobody's contact.
const FORGOTTEN: &str = "SELECT p.id FROM patients AS p
    WHERE p.created_at < ?1
        AND NOT EXISTS (SELECT 1 FROM appointments AS a WHERE a.patient = p.id AND a.start_at >= ?1)
        AND NOT EXISTS (SELECT 1 FROM relatives AS r WHERE r.contact = p.id)
        AND NOT EXISTS (SELECT 1 FROM waiting_entries AS w WHERE w.patient = p.id AND w.state IN ('waiting', 'paused'))
    ORDER BY p.folded_family, p.folded_given, p.id LIMIT ?2";
const HOW_MANY: &str = "SELECT count(*), coalesce(sum((SELECT count(*) FROM appointments AS a WHERE a.patient = p.id)), 0) FROM patients AS p
    WHERE p.created_at < ?1
        AND NOT EXISTS (SELECT 1 FROM appointments AS a WHERE a.patient = p.id AND a.start_at >= ?1)
        AND NOT EXISTS (SELECT 1 FROM relatives AS r WHERE r.contact = p.id)
        AND NOT EXISTS (SELECT 1 FROM waiting_entries AS w WHERE w.patient = p.id AND w.state IN ('waiting', 'paused'))";
// As the statistics count them (store/statistics.rs), so that no figure changes.
const KEEP_VISITS: &str =
    "INSERT INTO past_visits (practitioner, care, day, hour, seconds, status, origin, lead_days)
    SELECT practitioner, care, substr(wall_start, 1, 10), CAST(substr(wall_start, 12, 2) AS INTEGER),
        (end_at - start_at) * seats / capacity, status, origin, ?2
    FROM appointments WHERE id = ?1";
// Local days, which only the practice's zone knows; an import does not know them. Rows from before this was so have whole elapsed days:
// when their appointments were asked for is gone with them.
const VISITS: &str =
    "SELECT id, start_at, created_at, origin = 'import' FROM appointments WHERE patient = ?1 ORDER BY id";
// A mailbox may be shared: an invitation, and a code that may still be needed, are somebody else's.
const MESSAGES: &str =
    "DELETE FROM outbox WHERE appointment IS NULL AND recipient IN (?1, ?2) AND kind <> 'invitation'
    AND (kind <> 'code' OR state NOT IN ('pending', 'attempting', 'unknown'))";
// A number may be shared by a family; what it sent about somebody's appointment goes with that.
const TEXTS: &str = "DELETE FROM sms_texts WHERE phone = ?2
    AND NOT EXISTS (SELECT 1 FROM patients WHERE phone = ?2 AND id <> ?1)";
const STOPS: &str = "DELETE FROM sms_stops WHERE phone = ?2
    AND NOT EXISTS (SELECT 1 FROM patients WHERE phone = ?2 AND id <> ?1)";
const IMPORTED: &str = "DELETE FROM import_rows WHERE noun = 'patient' AND row_id = ?1";
const IMPORTED_VISITS: &str = "DELETE FROM import_rows WHERE noun = 'appointment' AND row_id IN (SELECT id FROM appointments WHERE patient = ?1)";
const MERGED: &str = "DELETE FROM merges WHERE survivor = ?1 OR absorbed = ?1";
const UNTIED_MOVES: &str = "UPDATE appointments SET moved_from = NULL
    WHERE patient <> ?1 AND moved_from IN (SELECT id FROM appointments WHERE patient = ?1)";
const UNTIED_SERIES: &str = "UPDATE appointments SET follows = NULL
    WHERE patient <> ?1 AND follows IN (SELECT id FROM appointments WHERE patient = ?1)";
const APPOINTMENTS: &str = "DELETE FROM appointments WHERE patient = ?1";
const OLD_MESSAGES: &str = "DELETE FROM outbox
    WHERE updated_at < ?1 AND state NOT IN ('pending', 'attempting') AND (appointment IS NULL OR useful_until < ?1)";
const UNUSED_CONTACTS: &str = "DELETE FROM bad_contacts WHERE NOT EXISTS (SELECT 1 FROM patients AS p WHERE p.email = contact OR p.phone = contact)";
const COUNT_OLD_MESSAGES: &str = "SELECT count(*) FROM outbox
    WHERE updated_at < ?1 AND state NOT IN ('pending', 'attempting') AND (appointment IS NULL OR useful_until < ?1)";

/// A message that somebody got, for an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// What it told.
    pub kind: String,
    /// E-mail or SMS.
    pub channel: String,
    /// Where it went.
    pub recipient: String,
    /// What became of it.
    pub state: String,
    /// When it was written.
    pub created: Instant,
}

const SENT: &str = "SELECT kind, channel, recipient, state, created_at FROM outbox
    WHERE appointment IN (SELECT id FROM appointments WHERE patient = ?1) OR (appointment IS NULL AND recipient IN (?2, ?3) AND kind NOT IN ('code', 'invitation'))
    ORDER BY id";

fn contacts(patient: &Patient) -> (Option<&str>, Option<&str>) {
    let email = patient.email.as_ref().map(crate::domain::contact::Email::as_str);
    let phone = patient.phone.as_ref().map(crate::domain::contact::Phone::as_str);
    (email, phone)
}

impl Db<'_> {
    /// People whom nothing keeps any more: number of records, of their appointments, and the first of them.
    pub fn forgotten_patients(
        &self,
        cut: Instant,
        first: usize,
    ) -> Result<(usize, usize, Vec<PatientId>), Fault> {
        let mut statement = self.conn().prepare_cached(HOW_MANY)?;
        let (people, visits): (i64, i64) =
            statement.query_row([seconds(cut)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let count = |n: i64| usize::try_from(n).unwrap_or(0);
        let limit = i64::try_from(first).unwrap_or(i64::MAX);
        let mut statement = self.conn().prepare_cached(FORGOTTEN)?;
        let rows = statement.query_map((seconds(cut), limit), |row| Ok(PatientId(row.get(0)?)))?;
        Ok((
            count(people),
            count(visits),
            rows.collect::<rusqlite::Result<_>>()?,
        ))
    }

    /// Messages that are settled and older than an instant.
    pub fn old_messages(&self, cut: Instant) -> Result<usize, Fault> {
        let mut statement = self.conn().prepare_cached(COUNT_OLD_MESSAGES)?;
        let count: i64 = statement.query_row([seconds(cut)], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Messages to somebody.
    pub fn messages_to(&self, patient: &Patient) -> Result<Vec<SentMessage>, Fault> {
        let (email, phone) = contacts(patient);
        let mut statement = self.conn().prepare_cached(SENT)?;
        let rows = statement.query_map((patient.id.0, email, phone), |row| {
            Ok(SentMessage {
                kind: row.get(0)?,
                channel: row.get(1)?,
                recipient: row.get(2)?,
                state: row.get(3)?,
                created: at(row.get(4)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Erases somebody with everything that is theirs, and notes that they were. Call [`super::Store::note_tombstones`] afterwards.
    pub fn erase_patient(&mut self, patient: &Patient) -> Result<(), Fault> {
        self.keep_visits(patient.id)?;
        let (email, phone) = contacts(patient);
        self.execute(MESSAGES, (email, phone))?;
        self.execute(TEXTS, (patient.id.0, phone))?;
        self.execute(STOPS, (patient.id.0, phone))?;
        let person = self.same_person_as(patient.id)?;
        self.bury(&person)?;
        for record in person {
            self.execute(IMPORTED, [record.0])?;
            self.execute(MERGED, [record.0])?;
        }
        self.forget_in_calendars(patient.id)?;
        for sql in [IMPORTED_VISITS, UNTIED_MOVES, UNTIED_SERIES] {
            self.execute(sql, [patient.id.0])?;
        }
        let gone = self.appointments_of(patient.id)?;
        self.execute(APPOINTMENTS, [patient.id.0])?;
        for appointment in gone {
            self.change(crate::domain::agenda::Change::Freed(
                crate::domain::agenda::BookingRef::Appointment(appointment.id),
            ));
        }
        self.drop_patient(patient.id)?;
        self.execute(UNUSED_CONTACTS, [])?;
        Ok(())
    }

    /// Erases messages that are settled and older than an instant, and what is known of addresses that nobody has any more; how many messages.
    pub fn erase_old_messages(&mut self, cut: Instant) -> Result<usize, Fault> {
        self.execute(UNUSED_CONTACTS, [])?;
        self.execute(OLD_MESSAGES, [seconds(cut)])
    }

    fn keep_visits(&mut self, patient: PatientId) -> Result<(), Fault> {
        let zone = self.agenda().zone();
        let visits: Vec<(i64, Option<i64>)> = {
            let mut statement = self.conn().prepare_cached(VISITS)?;
            let rows = statement.query_map([patient.0], |row| {
                let ahead = zone.days_ahead(at(row.get(2)?), at(row.get(1)?));
                Ok((row.get(0)?, (!row.get::<_, bool>(3)?).then_some(ahead)))
            })?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for visit in visits {
            self.execute(KEEP_VISITS, visit)?;
        }
        Ok(())
    }
}
