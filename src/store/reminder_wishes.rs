//! Who wants no reminders, who is to be reminded by phone, and what the machine's clock has reached.

use rusqlite::OptionalExtension;

use crate::domain::contact::Phone;
use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

/// By what a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageChannel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
}

impl MessageChannel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The channel of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.key() == key)
    }
}

/// How reminders were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedBy {
    /// On the page behind the link of an appointment.
    Link,
    /// By the button of a mail program (RFC 8058).
    OneClick,
    /// By a text message that says STOP.
    Stop,
    /// At the desk.
    Desk,
}

impl RefusedBy {
    const ALL: [Self; 4] = [Self::Link, Self::OneClick, Self::Stop, Self::Desk];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::OneClick => "one_click",
            Self::Stop => "stop",
            Self::Desk => "desk",
        }
    }
}

/// Reminders that somebody refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReminderRefusal {
    /// By which channel.
    pub channel: MessageChannel,
    /// How.
    pub by: RefusedBy,
    /// When.
    pub refused: Instant,
}

/// An appointment still to come whose patient was not reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreminded {
    /// Which.
    pub appointment: AppointmentId,
    /// What became of the reminder: `expired`, `failed_permanent`, `undelivered`, `given_up`.
    pub state: String,
    /// When the desk reached the patient.
    pub called: Option<Instant>,
}

const REFUSALS: &str =
    "SELECT channel, source, refused_at FROM reminder_refusals WHERE patient = ?1 ORDER BY channel";
const REFUSE: &str =
    "INSERT INTO reminder_refusals (patient, channel, source, refused_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO NOTHING";
const ALLOW: &str = "DELETE FROM reminder_refusals WHERE patient = ?1 AND channel = ?2";
const TAKE_BACK: &str =
    "DELETE FROM reminder_refusals WHERE patient = ?1 AND channel = ?2 AND source = ?3 AND refused_at = ?4";
// Only the last reminder of an appointment counts: one that is still to go, or went, makes up for those before it; so does one that took
// another channel.
const UNREMINDED: &str = "SELECT a.id, max(o.due_at), o.state, c.called_at
    FROM outbox AS o CROSS JOIN reminders AS r ON r.message = o.id CROSS JOIN appointments AS a ON a.id = r.appointment
        LEFT JOIN reminder_calls AS c ON c.appointment = a.id
    WHERE o.kind GLOB 'reminder_[1-4]' AND o.state IN ('expired', 'failed_permanent', 'undelivered', 'given_up')
        AND o.useful_until > ?1 - 86400 AND a.start_at > ?1 AND a.status = 'confirmed'
        AND NOT EXISTS (SELECT 1 FROM reminders AS s CROSS JOIN outbox AS n ON n.id = s.message
            WHERE s.appointment = a.id AND n.due_at >= o.due_at
                AND n.state IN ('pending', 'attempting', 'unknown', 'sent', 'delivered'))
        AND NOT EXISTS (SELECT 1 FROM outbox AS n WHERE n.appointment = o.appointment AND n.kind = o.kind AND n.id > o.id
            AND n.state IN ('pending', 'attempting', 'unknown', 'sent', 'delivered'))
    GROUP BY a.id ORDER BY a.start_at, a.id";
const BY_NUMBER: &str = "SELECT id FROM patients WHERE phone IN (?1, ?2) ORDER BY id";
const CALLED: &str =
    "INSERT INTO reminder_calls (appointment, called_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const NOT_CALLED: &str = "DELETE FROM reminder_calls WHERE appointment = ?1";
const ZONE_DATA: &str = "SELECT zone_data FROM machine_clock";
const SAVE_ZONE_DATA: &str = "UPDATE machine_clock SET zone_data = ?1";
const RAISE: &str = "UPDATE machine_clock SET high_water = ?1 WHERE high_water < ?1";

#[derive(Debug, thiserror::Error)]
#[error("unknown word: {0}")]
struct UnknownWord(String);

/// A mobile overseas as it is written within the French numbering: +262 692 … is 0692 …, which a form makes +33 692 ….
fn dialled_at_home(number: &Phone) -> String {
    let digits = number.as_str().trim_start_matches('+');
    format!("+33{}", digits.get(3..).unwrap_or(digits))
}

impl Db<'_> {
    /// By which channels somebody wants no reminders.
    pub fn reminder_refusals(&self, patient: PatientId) -> Result<Vec<ReminderRefusal>, Fault> {
        let mut statement = self.conn().prepare_cached(REFUSALS)?;
        let rows = statement.query_map([patient.0], |row| {
            let (channel, source): (String, String) = (row.get(0)?, row.get(1)?);
            let by = RefusedBy::ALL.into_iter().find(|by| by.key() == source);
            Ok(ReminderRefusal {
                channel: MessageChannel::from_key(&channel)
                    .ok_or_else(|| unreadable(0, UnknownWord(channel)))?,
                by: by.ok_or_else(|| unreadable(1, UnknownWord(source)))?,
                refused: at(row.get(2)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The appointments after an instant whose patients were not reminded, in order of start.
    pub fn unreminded(&self, after: Instant) -> Result<Vec<Unreminded>, Fault> {
        let mut statement = self.conn().prepare_cached(UNREMINDED)?;
        let rows = statement.query_map([seconds(after)], |row| {
            Ok(Unreminded {
                appointment: AppointmentId(row.get(0)?),
                state: row.get(2)?,
                called: row.get::<_, Option<i64>>(3)?.map(at),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Everybody whose text messages go to a number.
    pub fn patients_with_text_number(&self, number: &Phone) -> Result<Vec<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_NUMBER)?;
        let rows = statement.query_map([number.as_str(), &dialled_at_home(number)], |row| row.get(0))?;
        Ok(rows
            .collect::<rusqlite::Result<Vec<i64>>>()?
            .into_iter()
            .map(PatientId)
            .collect())
    }

    /// The zone rules by which reminders were planned last.
    pub fn planned_by_zone_data(&self) -> Result<String, Fault> {
        let mut statement = self.conn().prepare_cached(ZONE_DATA)?;
        let found = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(found.unwrap_or_default())
    }
}

impl Tx<'_> {
    /// Notes that somebody wants no reminders by a channel; whether that is new.
    pub fn refuse_reminders(
        &mut self,
        patient: PatientId,
        channel: MessageChannel,
        by: RefusedBy,
    ) -> Result<bool, Fault> {
        let refused = self.now();
        self.restore_refusal(patient, ReminderRefusal { channel, by, refused })
    }

    /// The same as it was noted elsewhere.
    pub fn restore_refusal(&mut self, patient: PatientId, refusal: ReminderRefusal) -> Result<bool, Fault> {
        self.touch_patient(patient);
        let (channel, by) = (refusal.channel.key(), refusal.by.key());
        Ok(self.execute(REFUSE, (patient.0, channel, by, seconds(refusal.refused)))? == 1)
    }

    /// Notes that somebody wants them again; whether they had refused them.
    pub fn allow_reminders(&mut self, patient: PatientId, channel: MessageChannel) -> Result<bool, Fault> {
        self.touch_patient(patient);
        Ok(self.execute(ALLOW, (patient.0, channel.key()))? == 1)
    }

    /// Takes one refusal away, if it is this very one.
    pub fn drop_refusal(&mut self, patient: PatientId, refusal: ReminderRefusal) -> Result<(), Fault> {
        self.touch_patient(patient);
        let (channel, by) = (refusal.channel.key(), refusal.by.key());
        self.execute(TAKE_BACK, (patient.0, channel, by, seconds(refusal.refused)))?;
        Ok(())
    }

    /// Notes that the desk has reminded somebody by phone, or that this was a mistake.
    pub fn note_reminder_call(&mut self, appointment: AppointmentId, is_reached: bool) -> Result<(), Fault> {
        let now = seconds(self.now());
        if is_reached {
            self.execute(CALLED, (appointment.0, now))?;
        } else {
            self.execute(NOT_CALLED, [appointment.0])?;
        }
        self.announce();
        Ok(())
    }

    /// Notes the zone rules by which reminders are planned.
    pub fn save_zone_data(&mut self, version: &str) -> Result<(), Fault> {
        self.execute(SAVE_ZONE_DATA, [version])?;
        Ok(())
    }

    /// Raises the high-water mark of the machine's clock (reminders §4).
    pub fn raise_high_water(&mut self, reached: Instant) -> Result<(), Fault> {
        self.execute(RAISE, [seconds(reached)])?;
        Ok(())
    }
}

/// The newest instant that the machine's clock was believed at: the mark, or what the outbox was written at since.
pub(super) fn high_water(conn: &rusqlite::Connection) -> Result<Option<Instant>, Fault> {
    const NEWEST: &str = "SELECT max((SELECT high_water FROM machine_clock), coalesce((SELECT max(updated_at) FROM outbox), 0))";
    let found: i64 = conn.query_row(NEWEST, [], |row| row.get(0))?;
    Ok((found > 0).then(|| at(found)))
}
