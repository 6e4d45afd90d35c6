//! Reminders: what they are planned from, and their rows in the outbox (reminders §2, §4).

use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, Row};

use crate::domain::contact::{Contact, Email, Phone};
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, PractitionerId};
use crate::domain::patient::Language;
use crate::domain::reminder::{Bundle, Visit};
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::outbox::MessageKind;
use super::patients::language_of;
use super::{Db, Fault, Tx};

/// A confirmed appointment still to come, with what decides on its reminders.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Remindable {
    /// Which.
    pub appointment: AppointmentId,
    /// Its version.
    pub version: i64,
    /// With whom.
    pub practitioner: PractitionerId,
    /// Which care.
    pub care: CareTypeId,
    /// Whose.
    pub patient: PatientId,
    /// Its start, and when the patient was told of it last. A change of length tells nobody.
    pub visit: Visit,
    /// It came with an import.
    pub is_imported: bool,
    /// The patient's address.
    pub email: Option<Email>,
    /// The patient's phone.
    pub phone: Option<Phone>,
    /// The patient's language.
    pub language: Language,
    /// The practice only phones.
    pub is_phone_only: bool,
    /// Reminders are refused: by e-mail, by text message.
    pub refused: [bool; 2],
    /// Agreed to reminders, and that stands.
    pub has_agreed: bool,
    /// Agreed to reminders once, and took it back.
    pub has_withdrawn: bool,
}

/// A reminder in the outbox that was not called off, as far as it is about an appointment still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedReminder {
    /// The message.
    pub id: i64,
    /// Which appointment it is about, in which version.
    pub about: (AppointmentId, i64),
    /// Which of its reminders.
    pub nth: u8,
    /// To whom.
    pub to: Contact,
    /// In which language.
    pub language: Language,
    /// It has not left and may be changed.
    pub is_pending: bool,
    /// When it is due; after a try, when the next one is.
    pub due: Instant,
    /// Until when it is of use.
    pub useful_until: Instant,
    /// It was tried.
    pub was_tried: bool,
    /// Whom it reminds: patient and start of the appointment, its number, and the wish.
    pub covers: Vec<Covered>,
}

impl PlannedReminder {
    /// Whose reminder it is: the patient of the appointment that it is about. Records that became two again may share one until it is
    /// planned anew.
    pub fn patient(&self) -> Option<PatientId> {
        let about = self
            .covers
            .iter()
            .find(|covered| covered.appointment == self.about.0);
        about.or(self.covers.first()).map(|covered| covered.patient)
    }
}

/// One appointment of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Whose it is now.
    pub patient: PatientId,
    /// When it starts.
    pub start: Instant,
    /// Which it is.
    pub appointment: AppointmentId,
    /// When it is wished, on the practice's clock.
    pub wish: NaiveDateTime,
}

// Nobody is at two places at once: whoever had the same start before has the same appointment, of another length or number.
macro_rules! remindable {
    ($where:literal) => {
        concat!(
            "SELECT a.id, a.version, a.practitioner, a.care, a.patient, a.start_at,
        max(min(a.created_at, coalesce((SELECT min(b.created_at) FROM appointments AS b
                WHERE b.patient = a.patient AND b.start_at = a.start_at AND b.status = 'moved'), a.created_at)),
            coalesce((SELECT max(o.created_at) FROM outbox AS o
                WHERE o.appointment = a.id AND o.kind IN ('confirmed', 'moved') AND o.state <> 'cancelled'), 0)),
        a.origin = 'import', p.email, p.phone, p.language,
        EXISTS (SELECT 1 FROM patient_marks AS m WHERE m.patient = p.id AND m.is_phone_only),
        EXISTS (SELECT 1 FROM reminder_refusals AS r WHERE r.patient = p.id AND r.channel = 'email'),
        EXISTS (SELECT 1 FROM reminder_refusals AS r WHERE r.patient = p.id AND r.channel = 'sms'),
        EXISTS (SELECT 1 FROM consents AS c WHERE c.patient = p.id AND c.kind = 'reminders' AND c.withdrawn_at IS NULL),
        EXISTS (SELECT 1 FROM consents AS c WHERE c.patient = p.id AND c.kind = 'reminders' AND c.withdrawn_at IS NOT NULL)
    FROM appointments AS a CROSS JOIN patients AS p ON p.id = a.patient
    WHERE ",
            $where,
            " AND a.start_at > ?1 AND a.status = 'confirmed'
        AND NOT EXISTS (SELECT 1 FROM move_offers AS f WHERE f.appointment = a.id AND f.outcome IS NULL)
    ORDER BY a.patient, a.start_at, a.id"
        )
    };
}
macro_rules! planned {
    ($where:literal) => {
        concat!(
            "SELECT o.id, o.appointment, o.appointment_version, o.kind, o.channel, o.recipient, o.language, o.state = 'pending',
        o.due_at, o.useful_until, o.attempts > 0, a.patient, a.start_at, a.id, r.wish
    FROM (SELECT DISTINCT s.message FROM appointments AS b CROSS JOIN reminders AS s ON s.appointment = b.id
            WHERE ",
            $where,
            " AND b.start_at > ?1) AS m
        CROSS JOIN outbox AS o ON o.id = m.message CROSS JOIN reminders AS r ON r.message = o.id
        CROSS JOIN appointments AS a ON a.id = r.appointment
    WHERE o.state <> 'cancelled' ORDER BY o.id, a.start_at, a.id, r.wish"
        )
    };
}
const REMINDABLE: &str = remindable!("a.patient = ?2");
const ALL_REMINDABLE: &str = remindable!("1");
const PLANNED: &str = planned!("b.patient = ?2");
const ALL_PLANNED: &str = planned!("1");
// A row that was called off may be wished again; one that left, or may have left, never goes twice.
const PLAN: &str = "INSERT INTO outbox (appointment, appointment_version, kind, channel, recipient, language, payload, state, key,
        due_at, useful_until, created_at, updated_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
    ON CONFLICT (appointment, appointment_version, kind, channel) DO UPDATE SET recipient = excluded.recipient,
        language = excluded.language, payload = excluded.payload, state = excluded.state, due_at = excluded.due_at,
        useful_until = excluded.useful_until, attempts = 0, last_error = NULL, updated_at = excluded.updated_at
    WHERE state = 'cancelled'
    RETURNING id";
const REPLAN: &str = "UPDATE OR IGNORE outbox SET appointment = ?2, appointment_version = ?3, recipient = ?4, language = ?5, payload = ?6,
        due_at = CASE attempts WHEN 0 THEN ?7 ELSE due_at END, useful_until = ?8, updated_at = ?9
    WHERE id = ?1 AND state = 'pending'";
const CALL_OFF: &str = "UPDATE outbox SET state = 'cancelled', payload = '{}', updated_at = ?2 WHERE id = ?1 AND state = 'pending'";
const UNCOVER: &str = "DELETE FROM reminders WHERE message = ?1";
const COVER: &str = "INSERT OR IGNORE INTO reminders (message, appointment, wish) VALUES (?1, ?2, ?3)";
const EXPIRE: &str = "UPDATE outbox SET state = 'expired', payload = '{}', updated_at = ?2 WHERE id = ?1 AND state = 'pending'";
const POSTPONE: &str = "UPDATE outbox SET due_at = ?2, updated_at = ?3 WHERE id = ?1 AND state = 'pending'";
const USEFUL: &str = "SELECT due_at, useful_until, attempts > 0 FROM outbox WHERE id = ?1";

#[derive(Debug, thiserror::Error)]
#[error("no reminder: {0}")]
struct NoReminder(String);

fn remindable(row: &Row<'_>) -> rusqlite::Result<Remindable> {
    let (email, phone): (Option<String>, Option<String>) = (row.get(8)?, row.get(9)?);
    let email = email.map(|text| Email::parse(&text)).transpose();
    let phone = phone.map(|text| Phone::parse(&text)).transpose();
    Ok(Remindable {
        appointment: AppointmentId(row.get(0)?),
        version: row.get(1)?,
        practitioner: PractitionerId(row.get(2)?),
        care: CareTypeId(row.get(3)?),
        patient: PatientId(row.get(4)?),
        visit: Visit {
            start: at(row.get(5)?),
            agreed: at(row.get(6)?),
        },
        is_imported: row.get(7)?,
        email: email.map_err(|error| unreadable(8, error))?,
        phone: phone.map_err(|error| unreadable(9, error))?,
        language: language_of(&row.get::<_, String>(10)?),
        is_phone_only: row.get(11)?,
        refused: [row.get(12)?, row.get(13)?],
        has_agreed: row.get(14)?,
        has_withdrawn: row.get(15)?,
    })
}

fn planned(row: &Row<'_>) -> rusqlite::Result<PlannedReminder> {
    let (kind, channel, recipient): (String, String, String) = (row.get(3)?, row.get(4)?, row.get(5)?);
    let Some(MessageKind::Reminder(nth)) = MessageKind::from_key(&kind) else {
        return Err(unreadable(3, NoReminder(kind)));
    };
    let to = match channel.as_str() {
        "sms" => Phone::parse(&recipient).map(Contact::Phone),
        _ => Email::parse(&recipient).map(Contact::Email),
    };
    let wish: String = row.get(14)?;
    Ok(PlannedReminder {
        id: row.get(0)?,
        about: (AppointmentId(row.get(1)?), row.get(2)?),
        nth,
        to: to.map_err(|error| unreadable(5, error))?,
        language: language_of(&row.get::<_, String>(6)?),
        is_pending: row.get(7)?,
        due: at(row.get(8)?),
        useful_until: at(row.get(9)?),
        was_tried: row.get(10)?,
        covers: vec![Covered {
            patient: PatientId(row.get(11)?),
            start: at(row.get(12)?),
            appointment: AppointmentId(row.get(13)?),
            wish: wish.parse().map_err(|error| unreadable(14, error))?,
        }],
    })
}

/// The wish as it is stored: ISO text, to the second.
fn reading(wish: NaiveDateTime) -> String {
    wish.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn payload(bundle: &Bundle) -> String {
    let with: Vec<String> = bundle.with().iter().map(ToString::to_string).collect();
    if with.is_empty() {
        return "{}".to_owned();
    }
    format!(r#"{{"with":[{}]}}"#, with.join(","))
}

fn parts(to: &Contact) -> (&'static str, &str) {
    match to {
        Contact::Email(email) => ("email", email.as_str()),
        Contact::Phone(phone) => ("sms", phone.as_str()),
    }
}

impl MessageKind {
    /// Whether it is a reminder, which a patient may refuse.
    pub fn is_reminder(self) -> bool {
        matches!(self, Self::Reminder(_))
    }
}

impl Db<'_> {
    /// The confirmed appointments that start after an instant, of one patient or of all, in order of patient and start. One for which
    /// other times are offered is none: its patient was told not to come (booking-rules §7).
    pub fn remindable(&self, of: Option<PatientId>, after: Instant) -> Result<Vec<Remindable>, Fault> {
        let after = seconds(after);
        let found = if let Some(patient) = of {
            let mut statement = self.conn().prepare_cached(REMINDABLE)?;
            let rows = statement.query_map((after, patient.0), remindable)?;
            rows.collect::<rusqlite::Result<_>>()?
        } else {
            let mut statement = self.conn().prepare_cached(ALL_REMINDABLE)?;
            let rows = statement.query_map([after], remindable)?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        Ok(found)
    }

    /// The reminders of appointments that start after an instant, of one patient or of all; those that were called off are left out.
    pub fn planned_reminders(
        &self,
        of: Option<PatientId>,
        after: Instant,
    ) -> Result<Vec<PlannedReminder>, Fault> {
        let after = seconds(after);
        let rows: Vec<PlannedReminder> = if let Some(patient) = of {
            let mut statement = self.conn().prepare_cached(PLANNED)?;
            let rows = statement.query_map((after, patient.0), planned)?;
            rows.collect::<rusqlite::Result<_>>()?
        } else {
            let mut statement = self.conn().prepare_cached(ALL_PLANNED)?;
            let rows = statement.query_map([after], planned)?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let mut found: Vec<PlannedReminder> = Vec::new();
        for row in rows {
            match found.last_mut() {
                Some(last) if last.id == row.id => last.covers.extend(row.covers),
                _ => found.push(row),
            }
        }
        Ok(found)
    }

    /// When a message is due, until when it is of use, and whether it was tried.
    pub fn message_usefulness(&self, id: i64) -> Result<Option<(Instant, Instant, bool)>, Fault> {
        let mut statement = self.conn().prepare_cached(USEFUL)?;
        let found = statement.query_row([id], |row| Ok((at(row.get(0)?), at(row.get(1)?), row.get(2)?)));
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Writes a reminder, unless the same one has left; its number. One that comes too late to be sent is written as expired, for the
    /// phone list. Wakes nobody: what is due in hours needs no haste.
    pub fn plan_reminder(
        &mut self,
        bundle: &Bundle,
        (version, language): (i64, Language),
        (key, is_too_late): (&str, bool),
    ) -> Result<Option<i64>, Fault> {
        let ((channel, recipient), now) = (parts(&bundle.to), seconds(self.now()));
        let state = if is_too_late { "expired" } else { "pending" };
        let values = rusqlite::params![
            bundle.appointment.0,
            version,
            MessageKind::Reminder(bundle.nth).key(),
            channel,
            recipient,
            language.code(),
            payload(bundle),
            state,
            key,
            seconds(bundle.due),
            seconds(bundle.useful_until),
            now,
        ];
        let written: Option<i64> = self
            .conn()
            .prepare_cached(PLAN)?
            .query_row(values, |row| row.get(0))
            .optional()?;
        if let Some(id) = written {
            self.cover(id, bundle)?;
        }
        Ok(written)
    }

    /// Makes a reminder that has not left what it is to be now; `false` when it has, or when another one stands in its way. Once it
    /// was tried, its next try stays when it is.
    pub fn replan_reminder(
        &mut self,
        id: i64,
        bundle: &Bundle,
        (version, language): (i64, Language),
    ) -> Result<bool, Fault> {
        let ((_, recipient), now) = (parts(&bundle.to), seconds(self.now()));
        let values = rusqlite::params![
            id,
            bundle.appointment.0,
            version,
            recipient,
            language.code(),
            payload(bundle),
            seconds(bundle.due),
            seconds(bundle.useful_until),
            now,
        ];
        if self.execute(REPLAN, values)? == 0 {
            return Ok(false);
        }
        self.cover(id, bundle)?;
        Ok(true)
    }

    /// Calls a reminder off that has not left.
    pub fn call_off_reminder(&mut self, id: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        if self.execute(CALL_OFF, (id, now))? == 1 {
            self.execute(UNCOVER, [id])?;
        }
        Ok(())
    }

    /// Gives a message up whose time has passed: it goes to the phone list.
    pub fn expire_message(&mut self, id: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(EXPIRE, (id, now))?;
        Ok(())
    }

    /// Lets a message wait until an instant.
    pub fn postpone_message(&mut self, id: i64, until: Instant) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(POSTPONE, (id, seconds(until), now))?;
        Ok(())
    }

    fn cover(&mut self, id: i64, bundle: &Bundle) -> Result<(), Fault> {
        self.execute(UNCOVER, [id])?;
        for (appointment, wish) in &bundle.covers {
            self.execute(COVER, (id, appointment.0, reading(*wish)))?;
        }
        Ok(())
    }
}
