//! Messages that follow from acts, written in the transaction of the act and sent by a worker: at most once (reminders §2).

use rusqlite::{OptionalExtension, Row};

use crate::domain::contact::{Contact, Email, Phone};
use crate::domain::id::AppointmentId;
use crate::domain::patient::Language;
use crate::domain::time::Instant;

use super::instant::{at, seconds, unreadable};
use super::patients::language_of;
use super::{Db, Fault, Tx};

/// What a message tells; the words are made when it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// The six digits that prove a contact; nothing a visitor typed goes with them (security T9).
    Code,
    /// An appointment is agreed.
    Confirmed,
    /// A booking waits for the practice.
    Requested,
    /// An appointment has another time.
    Moved,
    /// An appointment was cancelled.
    Cancelled,
    /// The practice did not accept a request.
    Refused,
    /// The time cannot stay: other times are offered by link (booking-rules §7).
    Offered,
    /// Somebody did not come: how to cancel next time (booking-rules §10).
    NoShow,
    /// Somebody is asked to confirm that they come (booking-rules §10).
    PresenceAsked,
    /// Somebody of the staff is given an account.
    Invitation,
    /// A freed time is offered to somebody on the waiting list.
    Freed,
    /// Somebody put themselves on the waiting list: the link to see it and to leave it.
    Waiting,
    /// Somebody who asked for it was erased.
    Erased,
    /// Somebody who asked to be erased is told why not.
    NotErased,
    /// Somebody of the staff: words made when it was written.
    Staff,
    /// An appointment is near: which of its reminders, from 1 (reminders §1).
    Reminder(u8),
}

impl MessageKind {
    const ALL: [Self; 19] = [
        Self::Code,
        Self::Confirmed,
        Self::Requested,
        Self::Moved,
        Self::Cancelled,
        Self::Refused,
        Self::Offered,
        Self::NoShow,
        Self::PresenceAsked,
        Self::Invitation,
        Self::Freed,
        Self::Waiting,
        Self::Erased,
        Self::NotErased,
        Self::Staff,
        Self::Reminder(1),
        Self::Reminder(2),
        Self::Reminder(3),
        Self::Reminder(4),
    ];

    /// The kind of a stored spelling.
    pub(super) fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Confirmed => "confirmed",
            Self::Requested => "requested",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Offered => "offered",
            Self::NoShow => "no_show",
            Self::PresenceAsked => "presence_asked",
            Self::Invitation => "invitation",
            Self::Freed => "freed",
            Self::Waiting => "waiting",
            Self::Erased => "erased",
            Self::NotErased => "not_erased",
            Self::Staff => "staff",
            Self::Reminder(1) => "reminder_1",
            Self::Reminder(2) => "reminder_2",
            Self::Reminder(3) => "reminder_3",
            Self::Reminder(_) => "reminder_4",
        }
    }
}

/// A message to write.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// What it tells.
    pub kind: MessageKind,
    /// The appointment and its version, which with kind and channel make it unique.
    pub about: Option<(AppointmentId, i64)>,
    /// Other appointments that it tells of, booked in the same go.
    pub with: Vec<AppointmentId>,
    /// Where it goes.
    pub to: Contact,
    /// In which language.
    pub language: Language,
    /// The digits of a [`MessageKind::Code`]; of an invitation its code, sealed.
    pub code: Option<String>,
    /// Identity of the row for providers and for Message-ID; random.
    pub key: String,
    /// Not sent any more from this instant on.
    pub useful_until: Instant,
}

/// A written message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its number.
    pub id: i64,
    /// What it tells.
    pub kind: MessageKind,
    /// About which appointment.
    pub appointment: Option<AppointmentId>,
    /// Which others it tells of, until it was sent.
    pub with: Vec<AppointmentId>,
    /// Where it goes.
    pub to: Contact,
    /// In which language.
    pub language: Language,
    /// The digits of a code, until it was sent.
    pub code: Option<String>,
    /// A line of the staff, until it was sent.
    pub note: Option<String>,
    /// Identity for providers and Message-ID.
    pub key: String,
    /// Where it stands, as stored: `pending`, `attempting`, `sent` …
    pub state: String,
    /// Attempts so far.
    pub attempts: u32,
    /// When it was written.
    pub created: Instant,
    /// When it is to be tried next, while it is pending.
    pub due: Instant,
    /// What the last attempt was answered; for the staff, never for a log: it may name the recipient.
    pub last_error: Option<String>,
    /// Not sent any more from this instant on.
    pub useful_until: Instant,
    /// Over which line it was tried last.
    pub carrier: Option<String>,
    /// When that began.
    pub attempted: Option<Instant>,
    /// Lines that surely did not take it since its last pause.
    pub passed: Vec<String>,
    /// Version of its appointment when this was read.
    pub version: Option<i64>,
}

/// What [`read`] reads; the instant is when it is to be tried next.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, appointment, channel, recipient, language, payload ->> 'code', key, state, attempts, created_at,
        max(due_at, coalesce(not_before, 0)), last_error, payload ->> 'note', payload ->> 'with', useful_until, carrier, attempted_at,
        payload ->> 'passed', (SELECT version FROM appointments WHERE id = appointment)
    FROM outbox ",
            $rest
        )
    };
}
pub(super) use select;

const POST: &str = "INSERT INTO outbox (appointment, appointment_version, kind, channel, recipient, language, payload, state, key,
        due_at, useful_until, created_at, updated_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', ?8, ?11, ?10, ?9, ?9) RETURNING id";
const ANNOTATE: &str = "UPDATE outbox SET payload = json_set(payload, '$.note', ?3)
    WHERE appointment = ?1 AND kind = ?2 AND state = 'pending'";
const ADD_NOTE: &str =
    "UPDATE outbox SET payload = json_set(payload, '$.note', ?2) WHERE id = ?1 AND state = 'pending'";
// What it tells of others is still to be told: it goes on about one of them. Reminders are planned anew after each act.
const HAND_ON: &str = "UPDATE outbox SET updated_at = ?2, (appointment, appointment_version) = (
        SELECT a.id, a.version FROM json_each(outbox.payload, '$.with') AS j JOIN appointments AS a ON a.id = j.value
        WHERE a.id <> ?1 AND a.status IN ('requested', 'confirmed') ORDER BY a.start_at, a.id LIMIT 1)
    WHERE appointment = ?1 AND state = 'pending' AND kind NOT GLOB 'reminder_[1-4]' AND EXISTS (
        SELECT 1 FROM json_each(outbox.payload, '$.with') AS j JOIN appointments AS a ON a.id = j.value
        WHERE a.id <> ?1 AND a.status IN ('requested', 'confirmed'))";
const CALL_OFF: &str = "UPDATE outbox SET state = 'cancelled', payload = '{}', updated_at = ?2
    WHERE appointment = ?1 AND state = 'pending'";
const EXPIRE: &str = "UPDATE outbox SET state = 'expired', payload = '{}', updated_at = ?1
    WHERE state = 'pending' AND useful_until <= ?1";
const DUE: &str = select!(
    "WHERE state = 'pending' AND channel = 'email' AND due_at <= ?1 AND coalesce(not_before, 0) <= ?1 AND useful_until > ?1
    ORDER BY kind <> 'code', due_at, id LIMIT ?2"
);
const RECENT: &str = select!(
    "WHERE attempts > 0 OR NOT (kind GLOB 'reminder_[1-4]' AND state IN ('pending', 'cancelled')) ORDER BY id DESC LIMIT ?1"
);
const ONE: &str = select!("WHERE id = ?1");
const STRIP_CODES: &str = "UPDATE outbox SET payload = json_remove(payload, '$.code')
    WHERE kind = 'code' AND useful_until <= ?1 AND payload ->> 'code' IS NOT NULL";
const FORGET_CODES: &str =
    "DELETE FROM outbox WHERE kind = 'code' AND created_at <= ?1 AND state NOT IN ('pending', 'attempting')";
const NEXT_DUE: &str = "SELECT min(max(due_at, coalesce(not_before, 0))) FROM outbox WHERE state = 'pending'";

#[derive(Debug, thiserror::Error)]
#[error("unknown message kind: {0}")]
struct UnknownKind(String);

/// Numbers out of a payload; what is none is left out.
fn with(payload: Option<String>) -> Vec<AppointmentId> {
    let numbers: Vec<i64> = payload
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    numbers.into_iter().map(AppointmentId).collect()
}

/// Names out of a payload; what is none is left out.
fn names(payload: Option<String>) -> Vec<String> {
    payload
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Message> {
    let (kind, channel, recipient): (String, String, String) = (row.get(1)?, row.get(3)?, row.get(4)?);
    let to = match channel.as_str() {
        "sms" => Phone::parse(&recipient).map(Contact::Phone),
        _ => Email::parse(&recipient).map(Contact::Email),
    };
    Ok(Message {
        id: row.get(0)?,
        kind: MessageKind::from_key(&kind).ok_or_else(|| unreadable(1, UnknownKind(kind)))?,
        appointment: row.get::<_, Option<i64>>(2)?.map(AppointmentId),
        to: to.map_err(|error| unreadable(4, error))?,
        language: language_of(&row.get::<_, String>(5)?),
        code: row.get(6)?,
        key: row.get(7)?,
        state: row.get(8)?,
        attempts: row.get(9)?,
        created: at(row.get(10)?),
        due: at(row.get(11)?),
        last_error: row.get(12)?,
        note: row.get(13)?,
        with: with(row.get(14)?),
        useful_until: at(row.get(15)?),
        carrier: row.get(16)?,
        attempted: row.get::<_, Option<i64>>(17)?.map(at),
        passed: names(row.get(18)?),
        version: row.get(19)?,
    })
}

impl Db<'_> {
    /// E-mails to send now: codes first, because somebody waits for them, then oldest first.
    pub fn due_messages(&self, now: Instant, at_most: u32) -> Result<Vec<Message>, Fault> {
        self.messages(DUE, (seconds(now), at_most))
    }

    /// The newest messages, whatever their state: the outbox page. Reminders that only wait for their day are none.
    pub fn recent_messages(&self, at_most: u32) -> Result<Vec<Message>, Fault> {
        self.messages(RECENT, [at_most])
    }

    /// One message by its number.
    pub fn message(&self, id: i64) -> Result<Option<Message>, Fault> {
        Ok(self.messages(ONE, [id])?.into_iter().next())
    }

    /// When the next pending message is due.
    pub fn next_message_due(&self) -> Result<Option<Instant>, Fault> {
        let mut statement = self.conn().prepare_cached(NEXT_DUE)?;
        let due: Option<Option<i64>> = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(due.flatten().map(at))
    }

    pub(super) fn messages(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Message>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        Ok(statement
            .query_map(params, read)?
            .collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes a message, due at once, and wakes its worker. The act that causes it needs an audit record.
    pub fn post(&mut self, message: &NewMessage) -> Result<i64, Fault> {
        self.post_at(message, self.now())
    }

    /// The same, due at an instant.
    pub fn post_at(&mut self, message: &NewMessage, due: Instant) -> Result<i64, Fault> {
        self.announce();
        self.post_quietly(message, due)
    }

    /// The same for what no act of anybody has caused: no worker is woken, each finds it when it looks next.
    pub fn post_quietly(&mut self, message: &NewMessage, due: Instant) -> Result<i64, Fault> {
        let (channel, recipient) = match &message.to {
            Contact::Email(email) => ("email", email.as_str()),
            Contact::Phone(phone) => ("sms", phone.as_str()),
        };
        let payload = match &message.code {
            Some(code) => format!(r#"{{"code":"{code}"}}"#),
            None if message.with.is_empty() => "{}".to_owned(),
            None => {
                let with: Vec<String> = message.with.iter().map(ToString::to_string).collect();
                format!(r#"{{"with":[{}]}}"#, with.join(","))
            }
        };
        let now = seconds(self.now());
        self.insert(
            POST,
            (
                message.about.map(|(id, _)| id.0),
                message.about.map(|(_, version)| version),
                message.kind.key(),
                channel,
                recipient,
                message.language.code(),
                payload,
                &message.key,
                now,
                seconds(message.useful_until),
                seconds(due),
            ),
        )
    }

    /// Adds a line of the staff to what was not sent yet.
    pub fn annotate_messages(
        &mut self,
        appointment: AppointmentId,
        kind: MessageKind,
        note: &str,
    ) -> Result<(), Fault> {
        self.execute(ANNOTATE, (appointment.0, kind.key(), note))?;
        Ok(())
    }

    /// Adds a line of the staff to one message that was not sent yet.
    pub fn annotate_message(&mut self, id: i64, note: &str) -> Result<(), Fault> {
        self.execute(ADD_NOTE, (id, note))?;
        Ok(())
    }

    /// Calls off what was not sent yet about an appointment that changed (reminders §3); others that such a message tells of are told
    /// all the same.
    pub fn call_off_messages(&mut self, appointment: AppointmentId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(HAND_ON, (appointment.0, now))?;
        self.execute(CALL_OFF, (appointment.0, now))?;
        Ok(())
    }

    /// Marks what is no longer of use; how many.
    pub fn expire_messages(&mut self) -> Result<usize, Fault> {
        let now = seconds(self.now());
        self.execute(EXPIRE, [now])
    }

    /// Takes the digits out of codes that are over, whatever became of them, and erases those that are settled and were written up to
    /// an instant (security §11).
    pub fn forget_codes(&mut self, written_until: Instant) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(STRIP_CODES, [now])?;
        self.execute(FORGET_CODES, [seconds(written_until)])?;
        Ok(())
    }
}
