//! The outbox as the desk looks at it: by fate, by day, by patient; what a person does about a message.

use rusqlite::Row;

use crate::domain::id::PatientId;
use crate::domain::own_text::TextKind;
use crate::domain::time::{Instant, Interval, Zone};

use super::instant::{at, seconds};
use super::{Db, Fault, Message, MessageKind, Tx};

/// Where a message stands for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It did not arrive for all that is known, and nobody has seen to it. Codes trouble nobody: whoever wants one asks again.
    Troubled,
    /// It is still to leave.
    Waiting,
    /// Settled, one way or the other.
    Over,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 3] = [Self::Troubled, Self::Waiting, Self::Over];

    /// Spelling in addresses and answers to programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Troubled => "troubled",
            Self::Waiting => "waiting",
            Self::Over => "over",
        }
    }

    /// The fate of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.key() == key)
    }
}

/// Which messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageQuery {
    /// Of this fate only.
    pub fate: Option<Fate>,
    /// To this patient only.
    pub patient: Option<PatientId>,
    /// That left, failed or are due within.
    pub span: Option<Interval>,
    /// Reminders that are due later and were never tried are left out; `None`: none is.
    pub reminders_until: Option<Instant>,
    /// Those before are left out.
    pub skip: u32,
    /// Not more than these.
    pub limit: u32,
}

/// A message of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMessage {
    /// The row.
    pub message: Message,
    /// When it left or failed; when it is due, while it waits.
    pub moment: Instant,
    /// Where it stands.
    pub fate: Fate,
    /// Somebody saw to it by other means: the telephone.
    pub is_handled: bool,
    /// The message that somebody sent in its place.
    pub resent_as: Option<i64>,
    /// `email` or `sms`.
    pub channel: String,
}

/// How many messages stand so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateCount {
    /// `email` or `sms`.
    pub channel: String,
    /// As stored.
    pub state: String,
    /// How many.
    pub count: u32,
}

// Reminders that were planned anew before any was tried are nobody's news, nor are those of the weeks to come.
const LIST: &str = "WITH listed AS (
        SELECT o.id, o.channel, iif(o.state = 'pending', o.due_at, o.updated_at) AS moment,
            CASE WHEN o.state IN ('pending', 'attempting') THEN 'waiting'
                WHEN o.state IN ('failed_permanent', 'unknown', 'given_up', 'undelivered', 'expired') AND o.kind <> 'code'
                    AND o.payload ->> 'handled' IS NULL AND o.payload ->> 'resent' IS NULL THEN 'troubled'
                ELSE 'over' END AS fate,
            o.payload ->> 'handled' AS handled, o.payload ->> 'resent' AS resent
        FROM outbox AS o
        WHERE NOT (o.kind GLOB 'reminder_[1-4]' AND o.attempts = 0 AND (o.state = 'cancelled'
            OR o.state = 'pending' AND o.due_at > ?7)) AND (?2 IS NULL
            OR o.appointment IN (SELECT id FROM appointments WHERE patient = ?2)
            OR EXISTS (SELECT 1 FROM waiting_offers AS f JOIN waiting_entries AS e ON e.id = f.entry
                WHERE f.message = o.id AND e.patient = ?2)
            OR EXISTS (SELECT 1 FROM waiting_links AS l JOIN waiting_entries AS e ON e.id = l.entry
                WHERE l.message = o.id AND e.patient = ?2)))
    SELECT id, channel, moment, fate, handled, resent FROM listed
    WHERE (?1 IS NULL OR fate = ?1) AND moment >= ?3 AND moment < ?4
    ORDER BY iif(fate = 'waiting', moment, -moment), id * iif(fate = 'waiting', 1, -1) LIMIT ?5 OFFSET ?6";
// Quarters of an hour: every zone is a number of them away from the next.
const BY_QUARTER: &str = "SELECT updated_at / 900 * 900, state IN ('sent', 'delivered'), count(*) FROM outbox
    WHERE updated_at >= ?1 AND state IN ('sent', 'delivered', 'undelivered', 'failed_permanent', 'given_up', 'unknown', 'expired')
        AND NOT (kind = 'code' AND state = 'expired')
    GROUP BY 1, 2";
const COUNTS: &str =
    "SELECT channel, state, count(*) FROM outbox GROUP BY channel, state ORDER BY channel, state";
const CALL_OFF_ONE: &str = "UPDATE outbox SET state = 'cancelled', payload = '{}', updated_at = ?2
    WHERE id = ?1 AND state = 'pending' AND kind NOT IN ('code', 'invitation')";
const HANDLE: &str = "UPDATE outbox SET payload = json_set(payload, '$.handled', 1)
    WHERE id = ?1 AND state IN ('failed_permanent', 'unknown', 'given_up', 'undelivered', 'expired')";
// The uniqueness of a message about a version of an appointment is that of the newest: the older one steps aside with a version that no
// appointment has. Of what was in doubt nobody asks any more: a person has decided.
const STEP_ASIDE: &str = "UPDATE outbox SET appointment_version = -id, state = iif(state = 'unknown', 'given_up', state)
    WHERE appointment = ?1 AND appointment_version = ?2 AND kind = ?3 AND channel = ?4 AND state NOT IN ('pending', 'attempting')";
const RESIGN: &str = "UPDATE outbox SET state = 'given_up' WHERE id = ?1 AND state = 'unknown'";
const RESENT: &str = "UPDATE outbox SET payload = json_set(payload, '$.resent', ?2) WHERE id = ?1";
const RIVAL: &str =
    "SELECT EXISTS (SELECT 1 FROM outbox WHERE appointment = ?1 AND kind = ?2 AND channel = ?3
        AND state IN ('pending', 'attempting'))";

const ZONE: &str = "SELECT zone FROM practice";
const HAS_KEY: &str = "SELECT EXISTS (SELECT 1 FROM outbox WHERE key = ?1)";

struct Line {
    id: i64,
    channel: String,
    moment: Instant,
    fate: Fate,
    is_handled: bool,
    resent_as: Option<i64>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Line> {
    let fate: String = row.get(3)?;
    Ok(Line {
        id: row.get(0)?,
        channel: row.get(1)?,
        moment: at(row.get(2)?),
        fate: Fate::from_key(&fate).unwrap_or(Fate::Over),
        is_handled: row.get::<_, Option<i64>>(4)?.is_some(),
        resent_as: row.get(5)?,
    })
}

impl MessageKind {
    /// The kind of message that an own text is for; of the reminders the first.
    pub fn of_text(kind: TextKind) -> Option<Self> {
        Self::from_key(kind.key()).or_else(|| Self::from_key(&format!("{}_1", kind.key())))
    }
}

impl Message {
    /// Whether somebody may send it once more, as far as the row tells: it is settled, and nothing replaced it.
    pub fn may_be_repeated(&self) -> bool {
        let has_failed = matches!(
            self.state.as_str(),
            "failed_permanent" | "undelivered" | "expired"
        );
        self.appointment.is_some() && (has_failed || self.may_have_arrived())
    }

    /// Whether the other side may have it, so that once more may be twice (reminders §2).
    pub fn may_have_arrived(&self) -> bool {
        matches!(self.state.as_str(), "sent" | "delivered" | "unknown" | "given_up")
    }

    /// Whether somebody may call it off: codes and invitations were asked for.
    pub fn may_be_called_off(&self) -> bool {
        self.state == "pending" && !matches!(self.kind, MessageKind::Code | MessageKind::Invitation)
    }
}

impl Db<'_> {
    /// Messages of a list: those that wait by the time at which they are due, the others the newest first.
    pub fn listed_messages(&self, query: &MessageQuery) -> Result<Vec<ListedMessage>, Fault> {
        let (from, until) = query.span.map_or((i64::MIN, i64::MAX), |span| {
            (seconds(span.start), seconds(span.end))
        });
        let mut statement = self.conn().prepare_cached(LIST)?;
        let fate = query.fate.map(Fate::key);
        let patient = query.patient.map(|id| id.0);
        let reminders_until = query.reminders_until.map_or(i64::MAX, seconds);
        let lines = statement.query_map(
            (
                fate,
                patient,
                from,
                until,
                query.limit,
                query.skip,
                reminders_until,
            ),
            read,
        )?;
        let mut listed = Vec::new();
        for line in lines {
            let line = line?;
            let found = self.message(line.id)?;
            listed.extend(found.map(|message| ListedMessage {
                message,
                moment: line.moment,
                fate: line.fate,
                is_handled: line.is_handled,
                resent_as: line.resent_as,
                channel: line.channel,
            }));
        }
        Ok(listed)
    }

    /// What left and what failed since an instant, by the quarter of an hour in which it did: start, whether it left, how many.
    pub fn settled_by_quarter(&self, since: Instant) -> Result<Vec<(Instant, bool, u32)>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_QUARTER)?;
        let rows = statement.query_map([seconds(since)], |row| {
            Ok((at(row.get(0)?), row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many messages stand in which state on which channel.
    pub fn message_counts(&self) -> Result<Vec<StateCount>, Fault> {
        let mut statement = self.conn().prepare_cached(COUNTS)?;
        let rows = statement.query_map([], |row| {
            Ok(StateCount {
                channel: row.get(0)?,
                state: row.get(1)?,
                count: row.get(2)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The practice's zone, for who looks at a database without its agenda; `None` where it is none that we know.
    pub fn practice_zone(&self) -> Result<Option<Zone>, Fault> {
        let mut statement = self.conn().prepare_cached(ZONE)?;
        let name: String = statement.query_row([], |row| row.get(0))?;
        Ok(Zone::named(&name).ok())
    }

    /// Whether a message of this key was ever written and is still kept.
    pub fn has_message_key(&self, key: &str) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(HAS_KEY)?;
        Ok(statement.query_row([key], |row| row.get(0))?)
    }

    /// Whether a message of the same kind about the same appointment is still to leave, or on its way.
    pub fn has_rival(&self, message: &Message) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(RIVAL)?;
        let about = message.appointment.map(|id| id.0);
        let channel = channel_of(message);
        Ok(statement.query_row((about, message.kind.key(), channel), |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Calls one waiting message off; whether it was waiting. Codes and invitations are not called off: somebody asked for them.
    pub fn call_off_message(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let is_done = self.execute(CALL_OFF_ONE, (id, now))? == 1;
        if is_done {
            self.announce();
        }
        Ok(is_done)
    }

    /// Notes that somebody saw to a message that did not arrive; whether it was one.
    pub fn handle_message(&mut self, id: i64) -> Result<bool, Fault> {
        Ok(self.execute(HANDLE, [id])? == 1)
    }

    /// Makes room for a message in the place of one that is settled: what was in doubt is given up.
    pub fn step_aside(&mut self, old: &Message, version: i64) -> Result<(), Fault> {
        let about = old.appointment.map(|id| id.0);
        let channel = channel_of(old);
        self.execute(STEP_ASIDE, (about, version, old.kind.key(), channel))?;
        self.execute(RESIGN, [old.id])?;
        Ok(())
    }

    /// Notes which message was sent in the place of another.
    pub fn note_resent(&mut self, old: i64, new: i64) -> Result<(), Fault> {
        self.execute(RESENT, (old, new))?;
        Ok(())
    }
}

fn channel_of(message: &Message) -> &'static str {
    match message.to {
        crate::domain::contact::Contact::Email(_) => "email",
        crate::domain::contact::Contact::Phone(_) => "sms",
    }
}
