//! The waiting list: who waits for what (booking-rules §9).

use rusqlite::Row;

use crate::domain::agenda::Change;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId, WaitingEntryId};
use crate::domain::time::Instant;
use crate::domain::waiting_list::{Channel, EntryState, Urgency, WaitingEntry};

use super::instant::{at, seconds, unreadable};
use super::{Db, Fault, Tx};

// The column order is that of `read`, shared by every SELECT below.
const BY_ID: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries WHERE id = ?1";
const ON_LIST: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries WHERE state IN ('waiting', 'paused') ORDER BY urgency DESC, created_at, id";
// Whoever has an offer already is not asked about another time.
const CANDIDATES: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries AS e
    WHERE state = 'waiting' AND expires_at > ?1 AND created_at >= ?2
        AND NOT EXISTS (SELECT 1 FROM waiting_offers WHERE entry = e.id AND state = 'open')
    ORDER BY urgency DESC, created_at, id";
const OF_PATIENT: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries WHERE patient = ?1 ORDER BY id";
const REPLACING: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries WHERE replaces = ?1 AND state IN ('waiting', 'paused') ORDER BY id";
const OVERDUE: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries WHERE state IN ('waiting', 'paused') AND expires_at <= ?1 ORDER BY id";
const ALL: &str = "SELECT id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at, expires_at, version
    FROM waiting_entries ORDER BY id";
const IS_ANYBODY_WAITING: &str =
    "SELECT EXISTS (SELECT 1 FROM waiting_entries WHERE state = 'waiting' AND created_at >= ?1)";
const COUNT: &str = "SELECT count(*) FROM waiting_entries WHERE state = 'waiting'";
const SAVE: &str = "INSERT INTO waiting_entries (id, patient, care, wishes, channel, replaces, urgency, state, ignored, created_at,
        expires_at)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
    ON CONFLICT (id) DO UPDATE SET care = excluded.care, wishes = excluded.wishes, channel = excluded.channel,
        replaces = excluded.replaces, urgency = excluded.urgency, state = excluded.state, ignored = excluded.ignored,
        expires_at = excluded.expires_at, version = version + 1
    RETURNING id";

#[derive(Debug, thiserror::Error)]
#[error("unknown word of the waiting list: {0}")]
struct UnknownWord(String);

fn read(row: &Row<'_>) -> rusqlite::Result<WaitingEntry> {
    let word = |column: usize| row.get::<_, String>(column);
    let (wishes, channel, state) = (word(3)?, word(4)?, word(7)?);
    let urgency: u32 = row.get(6)?;
    Ok(WaitingEntry {
        id: WaitingEntryId(row.get(0)?),
        patient: PatientId(row.get(1)?),
        care: CareTypeId(row.get(2)?),
        wishes: serde_json::from_str(&wishes).map_err(|error| unreadable(3, error))?,
        channel: Channel::from_key(&channel).ok_or_else(|| unreadable(4, UnknownWord(channel)))?,
        replaces: row.get::<_, Option<i64>>(5)?.map(AppointmentId),
        urgency: Urgency::ALL.get(urgency as usize).copied().unwrap_or_default(),
        state: EntryState::from_key(&state).ok_or_else(|| unreadable(7, UnknownWord(state)))?,
        ignored: row.get(8)?,
        created: at(row.get(9)?),
        expires: at(row.get(10)?),
        version: row.get(11)?,
    })
}

impl Db<'_> {
    /// One entry, whatever its state.
    pub fn waiting_entry(&self, id: WaitingEntryId) -> Result<Option<WaitingEntry>, Fault> {
        Ok(self.waiting_entries(BY_ID, [id.0])?.pop())
    }

    /// Everybody on the list, paused ones included, in the order in which they are asked.
    pub fn waiting_list(&self) -> Result<Vec<WaitingEntry>, Fault> {
        self.waiting_entries(ON_LIST, [])
    }

    /// Who may be offered something now, of those on the list since an instant: in the order in which they are asked.
    pub fn waiting_candidates(&self, now: Instant, since: Instant) -> Result<Vec<WaitingEntry>, Fault> {
        self.waiting_entries(CANDIDATES, (seconds(now), seconds(since)))
    }

    /// The entries of a patient, whatever their state.
    pub fn waiting_entries_of(&self, patient: PatientId) -> Result<Vec<WaitingEntry>, Fault> {
        self.waiting_entries(OF_PATIENT, [patient.0])
    }

    /// The entries that would replace a booking.
    pub fn waiting_to_replace(&self, appointment: AppointmentId) -> Result<Vec<WaitingEntry>, Fault> {
        self.waiting_entries(REPLACING, [appointment.0])
    }

    /// The entries whose time is over and that are still on the list.
    pub fn overdue_waiting_entries(&self, now: Instant) -> Result<Vec<WaitingEntry>, Fault> {
        self.waiting_entries(OVERDUE, [seconds(now)])
    }

    /// Every entry there ever was: for the export.
    pub fn all_waiting_entries(&self) -> Result<Vec<WaitingEntry>, Fault> {
        self.waiting_entries(ALL, [])
    }

    /// Whether anybody who came since an instant waits at all; asked after every act that frees time.
    pub fn is_anybody_waiting(&self, since: Instant) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(IS_ANYBODY_WAITING)?;
        Ok(statement.query_row([seconds(since)], |row| row.get(0))?)
    }

    /// How many wait.
    pub fn waiting_list_length(&self) -> Result<u32, Fault> {
        Ok(self
            .conn()
            .prepare_cached(COUNT)?
            .query_row([], |row| row.get(0))?)
    }

    fn waiting_entries(&self, sql: &str, params: impl rusqlite::Params) -> Result<Vec<WaitingEntry>, Fault> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes an entry, number 0 for a new one; patient and creation of a known one stay as they are.
    pub fn save_waiting_entry(&mut self, entry: &WaitingEntry) -> Result<WaitingEntryId, Fault> {
        let wishes = serde_json::to_string(&entry.wishes).map_err(|error| Fault::Bug(error.to_string()))?;
        let urgency = (0_u32..)
            .zip(Urgency::ALL)
            .find(|(_, urgency)| *urgency == entry.urgency);
        let id = self.insert(
            SAVE,
            rusqlite::params![
                entry.id.0,
                entry.patient.0,
                entry.care.0,
                wishes,
                entry.channel.key(),
                entry.replaces.map(|a| a.0),
                urgency.map_or(0, |(number, _)| number),
                entry.state.key(),
                entry.ignored,
                seconds(entry.created),
                seconds(entry.expires),
            ],
        )?;
        let count = self.waiting_list_length()?;
        self.change(Change::Waiting(count));
        Ok(WaitingEntryId(id))
    }
}
