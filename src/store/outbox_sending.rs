//! The worker's side of the outbox: what may leave now, the claim before the first byte, and what became of it (reminders §2, §3).

use chrono::TimeDelta;
use rusqlite::OptionalExtension as _;

use crate::domain::doubt::RatherTwice;
use crate::domain::id::AppointmentId;
use crate::domain::time::Instant;

use super::instant::seconds;
use super::outbox::{Message, MessageKind, select};
use super::{Db, Fault, Tx};

/// What comes after a message that may still be on its way waits for it so long, elapsed (reminders §3).
const IN_ORDER: TimeDelta = TimeDelta::minutes(2);

/// A way to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Medium {
    /// E-mail.
    Email,
    /// Text messages.
    Text,
}

impl Medium {
    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Text => "sms",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Email => Self::Text,
            Self::Text => Self::Email,
        }
    }
}

/// What a worker asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Which way.
    pub medium: Medium,
    /// So many at most.
    pub at_most: u32,
    /// A reminder that was due before is left over from an outage …
    pub late_before: Instant,
    /// … and of these come so many at most, the one of the next appointment first (reminders §4).
    pub late_at_most: u32,
}

/// A message to be claimed.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The row.
    pub id: i64,
    /// Number of the attempt, drawn.
    pub attempt: String,
    /// Over which line it is to go.
    pub carrier: Option<String>,
    /// Version of the appointment that its words were made from.
    pub version: Option<i64>,
}

/// What became of an attempt (reminders §2, outcome classes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The other side has it, under this reference if it gave one.
    Sent(Option<String>),
    /// Surely not accepted: again at that instant.
    Later(Instant, String),
    /// Surely not accepted over this line: at once over another one.
    Elsewhere(String, String),
    /// The mailbox is full: again at the first instant, the next time at the second one, then never.
    Full([Instant; 2], String),
    /// Surely not accepted, and never will be.
    Failed(String),
    /// The same, because there is no such mailbox.
    NoMailbox(String),
    /// Nobody knows; never sent again blindly.
    Unknown(String),
    /// Claimed, and then not begun.
    Untouched,
}

impl Outcome {
    /// The message will not come this way any more.
    pub fn is_end_of_way(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::NoMailbox(_))
    }
}

const PROMPT: &str = select!(
    "WHERE state = 'pending' AND channel = ?1 AND due_at <= ?2 AND coalesce(not_before, 0) <= ?2 AND useful_until > ?2
        AND NOT (substr(kind, 1, 9) = 'reminder_' AND max(due_at, coalesce(not_before, 0)) < ?3)
    ORDER BY kind <> 'code', due_at, id LIMIT ?4"
);
const LATE: &str = select!(
    "WHERE state = 'pending' AND channel = ?1 AND max(due_at, coalesce(not_before, 0)) < ?3 AND useful_until > ?2
        AND substr(kind, 1, 9) = 'reminder_'
    ORDER BY (SELECT start_at FROM appointments WHERE id = appointment), id LIMIT ?4"
);
// The first condition is that of the index.
const IN_DOUBT: &str = select!(
    "WHERE state IN ('attempting', 'unknown') AND state = 'unknown' AND channel = ?1 AND attempted_at <= ?2 ORDER BY attempted_at, id LIMIT ?3"
);
// Waited for long enough, and the visit is near.
const STRANDED: &str = select!(
    "WHERE state = 'pending' AND channel = ?1 AND due_at <= ?2 AND useful_until > ?3 AND kind <> 'code'
        AND appointment IN (SELECT id FROM appointments WHERE start_at < ?4)
    ORDER BY due_at, id LIMIT ?5"
);
const IS_WRITTEN: &str = "SELECT EXISTS (SELECT 1 FROM outbox
    WHERE appointment = ?1 AND appointment_version = ?2 AND kind = ?3 AND channel = ?4)";
const STRAND: &str = "UPDATE outbox SET state = 'failed_permanent', payload = '{}', updated_at = ?2 WHERE id = ?1 AND state = 'pending'";
const IS_PRECEDED: &str = "WITH RECURSIVE chain (id) AS (
        SELECT appointment FROM outbox WHERE id = ?1 AND appointment IS NOT NULL
        UNION SELECT a.moved_from FROM appointments AS a JOIN chain ON a.id = chain.id WHERE a.moved_from IS NOT NULL)
    SELECT EXISTS (SELECT 1 FROM outbox AS o JOIN chain ON o.appointment = chain.id
        WHERE o.id < ?1 AND o.state IN ('attempting', 'unknown') AND o.attempted_at > ?2)";
const CALL_OFF_ONE: &str = "UPDATE outbox SET state = 'cancelled', payload = '{}', updated_at = ?2
    WHERE id = ?1 AND state = 'pending' AND substr(kind, 1, 9) = 'reminder_'
        AND NOT EXISTS (SELECT 1 FROM appointments AS a WHERE a.id = outbox.appointment AND a.status = 'confirmed')";
const CLAIM: &str = "UPDATE outbox SET state = 'attempting', attempts = attempts + 1, attempt_id = ?2, attempted_at = ?3,
        carrier = ?4, updated_at = ?3
    WHERE id = ?1 AND state = 'pending' AND due_at <= ?3 AND coalesce(not_before, 0) <= ?3 AND useful_until > ?3
        AND (appointment IS NULL OR EXISTS (SELECT 1 FROM appointments AS a WHERE a.id = outbox.appointment AND a.version = ?5
            AND (substr(outbox.kind, 1, 9) <> 'reminder_' OR a.status = 'confirmed')))";
const SETTLE: &str = "UPDATE outbox SET state = ?3, provider_ref = ?4, last_error = ?5, not_before = ?6, updated_at = ?7,
        payload = CASE ?3 WHEN 'pending' THEN json_remove(payload, '$.passed') WHEN 'unknown' THEN json_remove(payload, '$.code')
            ELSE '{}' END
    WHERE id = ?1 AND attempt_id = ?2 AND state = 'attempting'";
const PASS: &str = "UPDATE outbox SET state = 'pending', last_error = ?4, updated_at = ?5,
        payload = json_set(payload, '$.passed', json_insert(coalesce(payload -> '$.passed', '[]'), '$[#]', ?3))
    WHERE id = ?1 AND attempt_id = ?2 AND state = 'attempting'";
const FULL: &str = "UPDATE outbox SET last_error = ?3, updated_at = ?6,
        state = CASE coalesce(payload ->> 'full', 0) WHEN 0 THEN 'pending' WHEN 1 THEN 'pending' ELSE 'failed_permanent' END,
        not_before = CASE coalesce(payload ->> 'full', 0) WHEN 0 THEN ?4 ELSE ?5 END,
        payload = json_set(payload, '$.full', coalesce(payload ->> 'full', 0) + 1)
    WHERE id = ?1 AND attempt_id = ?2 AND state = 'attempting' RETURNING state";
const PUT_BACK: &str =
    "UPDATE outbox SET state = 'pending', attempts = attempts - 1, attempted_at = NULL, updated_at = ?3
    WHERE id = ?1 AND attempt_id = ?2 AND state = 'attempting'";
const PARTS: &str = "UPDATE outbox SET parts = ?2 WHERE id = ?1";
const ORPHANED: &str = "UPDATE outbox SET state = 'unknown', updated_at = ?1
    WHERE state IN ('attempting', 'unknown') AND state = 'attempting' AND channel = ?2";
// An e-mail of unknown fate is repeated once, under the same Message-ID, where the practice would rather be heard twice; a code only while
// its digits are there.
const RECONSIDER: &str =
    "UPDATE outbox SET state = 'pending', payload = json_set(payload, '$.repeated', 1), updated_at = ?1
    WHERE state IN ('attempting', 'unknown') AND state = 'unknown' AND channel = 'email' AND payload ->> 'repeated' IS NULL
        AND useful_until > ?1 AND coalesce(not_before, due_at) > ?2 AND updated_at <= ?3
        AND (kind <> 'code' OR payload ->> 'code' IS NOT NULL)
        AND CASE WHEN substr(kind, 1, 9) = 'reminder_' THEN ?4 ELSE ?5 END";
const GIVE_UP: &str = "UPDATE outbox SET state = 'given_up', updated_at = ?1
    WHERE state IN ('attempting', 'unknown') AND state = 'unknown' AND channel = 'email' AND attempted_at <= ?2 AND updated_at <= ?2";
const CLEAR_UP: &str =
    "UPDATE outbox SET state = ?2, provider_ref = coalesce(?3, provider_ref), updated_at = ?4
    WHERE id = ?1 AND state = 'unknown'";

impl Db<'_> {
    /// What may leave now: codes first, because somebody waits for them, then the oldest; then what an outage has left over, by appointment.
    pub fn messages_to_send(&self, now: Instant, wanted: &Wanted) -> Result<Vec<Message>, Fault> {
        let key = (wanted.medium.key(), seconds(now), seconds(wanted.late_before));
        let mut found = self.messages(PROMPT, (key.0, key.1, key.2, wanted.at_most))?;
        let room = wanted
            .at_most
            .saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
        let room = room.min(wanted.late_at_most);
        if room > 0 {
            found.extend(self.messages(LATE, (key.0, key.1, key.2, room))?);
        }
        Ok(found)
    }

    /// What waits in vain about visits before an instant: due until `due`, and still of use.
    pub fn stranded_messages(
        &self,
        medium: Medium,
        (now, due, start_before): (Instant, Instant, Instant),
        at_most: u32,
    ) -> Result<Vec<Message>, Fault> {
        let (now, due, start_before) = (seconds(now), seconds(due), seconds(start_before));
        self.messages(STRANDED, (medium.key(), due, now, start_before, at_most))
    }

    /// Whether a message of a kind about a version of an appointment was written for a medium.
    pub fn is_message_written(
        &self,
        (appointment, version): (AppointmentId, i64),
        kind: MessageKind,
        medium: Medium,
    ) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(IS_WRITTEN)?;
        let found = statement.query_row((appointment.0, version, kind.key(), medium.key()), |row| {
            row.get(0)
        })?;
        Ok(found)
    }

    /// What was attempted until an instant and is of unknown fate.
    pub fn messages_in_doubt(
        &self,
        medium: Medium,
        attempted_until: Instant,
        at_most: u32,
    ) -> Result<Vec<Message>, Fault> {
        self.messages(IN_DOUBT, (medium.key(), seconds(attempted_until), at_most))
    }
}

impl Tx<'_> {
    /// Claims a message before the first byte leaves; `false` when it, or what it tells, changed since it was read, or when an earlier
    /// message about the same appointment may still be on its way.
    pub fn claim_message(&mut self, claim: &Claim) -> Result<bool, Fault> {
        let (now, in_order) = (seconds(self.now()), seconds(self.now() - IN_ORDER));
        let is_preceded = self
            .conn()
            .prepare_cached(IS_PRECEDED)?
            .query_row((claim.id, in_order), |row| row.get(0))?;
        if is_preceded {
            return Ok(false);
        }
        let is_claimed = self.execute(
            CLAIM,
            (claim.id, &claim.attempt, now, &claim.carrier, claim.version),
        )? == 1;
        if !is_claimed {
            self.execute(CALL_OFF_ONE, (claim.id, now))?;
        }
        Ok(is_claimed)
    }

    /// Records what became of an attempt; whether the message has failed for good by it.
    pub fn settle_message(&mut self, id: i64, attempt: &str, outcome: &Outcome) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let (state, reference, error, again) = match outcome {
            Outcome::Sent(reference) => ("sent", reference.as_deref(), None, None),
            Outcome::Later(again, error) => ("pending", None, Some(error), Some(seconds(*again))),
            Outcome::Failed(error) | Outcome::NoMailbox(error) => {
                ("failed_permanent", None, Some(error), None)
            }
            Outcome::Unknown(error) => ("unknown", None, Some(error), None),
            Outcome::Untouched => return self.execute(PUT_BACK, (id, attempt, now)).map(|_| false),
            Outcome::Elsewhere(line, error) => {
                return self.execute(PASS, (id, attempt, line, error, now)).map(|_| false);
            }
            Outcome::Full(again, error) => return self.settle_full((id, attempt), (*again, error), now),
        };
        let settled = self.execute(SETTLE, (id, attempt, state, reference, error, again, now))?;
        Ok(settled == 1 && outcome.is_end_of_way())
    }

    fn settle_full(
        &mut self,
        (id, attempt): (i64, &str),
        (again, error): ([Instant; 2], &str),
        now: i64,
    ) -> Result<bool, Fault> {
        let [first, second] = again.map(seconds);
        let mut statement = self.conn().prepare_cached(FULL)?;
        let state: Option<String> = statement
            .query_row((id, attempt, error, first, second, now), |row| row.get(0))
            .optional()?;
        Ok(state.as_deref() == Some("failed_permanent"))
    }

    /// Gives up a message that waits: it goes another way.
    pub fn strand_message(&mut self, id: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(STRAND, (id, now))?;
        Ok(())
    }

    /// Notes in how many parts a message went.
    pub fn note_parts(&mut self, id: i64, parts: u32) -> Result<(), Fault> {
        self.execute(PARTS, (id, parts))?;
        Ok(())
    }

    /// At start: whatever was on its way when the program ended has an unknown fate and is never sent again blindly.
    pub fn doubt_attempted_messages(&mut self, medium: Medium) -> Result<usize, Fault> {
        let now = seconds(self.now());
        self.execute(ORPHANED, (now, medium.key()))
    }

    /// Puts e-mails of unknown fate back, each once in its life, where the practice wants it so: those that are still of use, were due after
    /// `due_after`, and have been in doubt since `in_doubt_since`. How many.
    pub fn reconsider_messages(
        &mut self,
        due_after: Instant,
        in_doubt_since: Instant,
        rather_twice: RatherTwice,
    ) -> Result<usize, Fault> {
        let now = seconds(self.now());
        let (due_after, since) = (seconds(due_after), seconds(in_doubt_since));
        self.execute(
            RECONSIDER,
            (now, due_after, since, rather_twice.reminders, rather_twice.others),
        )
    }

    /// Leaves e-mails to the desk that have been in doubt since an instant and are not repeated. How many.
    pub fn give_up_messages(&mut self, in_doubt_since: Instant) -> Result<usize, Fault> {
        let now = seconds(self.now());
        self.execute(GIVE_UP, (now, seconds(in_doubt_since)))
    }

    /// Ends a doubt: the other side has the message (`Some`, with its reference), or surely has it not and it is tried again (`None`).
    pub fn clear_up_message(&mut self, id: i64, accepted: Option<Option<&str>>) -> Result<(), Fault> {
        let now = seconds(self.now());
        let (state, reference) = match accepted {
            Some(reference) => ("sent", reference),
            None => ("pending", None),
        };
        self.execute(CLEAR_UP, (id, state, reference, now))?;
        Ok(())
    }

    /// Leaves a message to the desk whose fate cannot be known any more.
    pub fn give_up_message(&mut self, id: i64) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(CLEAR_UP, (id, "given_up", None::<&str>, now))?;
        Ok(())
    }
}
