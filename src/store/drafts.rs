//! Changes of the set-up that wait for a decision, and the appointments they leave outside (booking-rules §7).

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row};

use crate::domain::agenda::Edit;
use crate::domain::id::{AppointmentId, DraftId, StaffId};
use crate::domain::time::Instant;

use super::edits::{edits_from_json, edits_to_json};
use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

// The column order is that of `read`.
const BY_ID: &str = "SELECT id, author, edits, before, created_at, applied_at FROM drafts WHERE id = ?1";
const OPEN: &str = "SELECT id, author, edits, before, created_at, applied_at FROM drafts AS d
    WHERE applied_at IS NULL OR EXISTS (
        SELECT 1 FROM orphans AS o JOIN appointments AS a ON a.id = o.appointment
        WHERE o.draft = d.id AND o.decision IS NULL AND a.status IN ('requested', 'confirmed') AND a.end_at > ?1)
    ORDER BY id";
// A first choice: whom no message reaches, what nobody has decided, and what came soon after the change.
const WITHOUT_CALLS: &str = "SELECT id, author, edits, before, created_at, applied_at FROM drafts AS d
    WHERE applied_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM orphans AS o JOIN appointments AS a ON a.id = o.appointment JOIN patients AS p ON p.id = a.patient
        WHERE o.draft = d.id AND o.decision IS NOT 'keep'
            AND NOT EXISTS (SELECT 1 FROM phone_calls AS c WHERE c.draft = d.id AND c.appointment = o.appointment)
            AND (o.decision IS NULL OR p.email IS NULL OR a.start_at < d.applied_at + 86400
                OR EXISTS (SELECT 1 FROM patient_marks AS m WHERE m.patient = p.id AND m.is_phone_only)))
    ORDER BY id";
const INSERT: &str =
    "INSERT INTO drafts (author, edits, before, created_at) VALUES (?1, ?2, ?3, ?4) RETURNING id";
const APPLIED: &str = "UPDATE drafts SET applied_at = ?2 WHERE id = ?1";
const DROP: &str = "DELETE FROM drafts WHERE id = ?1 AND applied_at IS NULL";
const ORPHANS: &str =
    "SELECT o.appointment, o.decision FROM orphans AS o JOIN appointments AS a ON a.id = o.appointment
    WHERE o.draft = ?1 ORDER BY a.start_at, a.practitioner, a.id";
const UNDECIDED: &str =
    "SELECT DISTINCT o.appointment FROM orphans AS o JOIN appointments AS a ON a.id = o.appointment
    WHERE o.decision IS NULL AND a.status IN ('requested', 'confirmed')";
const FORGET_UNDECIDED: &str = "DELETE FROM orphans WHERE draft = ?1 AND decision IS NULL";
const ADD_ORPHAN: &str = "INSERT INTO orphans (draft, appointment) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const DRAFTS_OF: &str = "SELECT draft FROM orphans WHERE appointment = ?1 AND decision IS NULL";
const DECIDE: &str = "UPDATE orphans SET decision = ?3 WHERE draft = ?1 AND appointment = ?2";

/// A change that was written down.
#[derive(Clone, Debug)]
pub struct SetUpDraft {
    /// Identifier.
    pub id: DraftId,
    /// Who wrote it.
    pub author: Option<StaffId>,
    /// What is to be changed.
    pub edits: Vec<Edit>,
    /// What each edit replaces, `None` for what is new.
    pub before: Vec<Option<Edit>>,
    /// When it was written down.
    pub created: Instant,
    /// When it was applied; `None`: not yet.
    pub applied: Option<Instant>,
}

/// What became of an appointment that a change leaves outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrphanDecision {
    /// It stays where it is, as an exception.
    Keep,
    /// It was moved.
    Move,
    /// It was cancelled, and the patient told.
    Cancel,
}

impl OrphanDecision {
    fn key(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Move => "move",
            Self::Cancel => "cancel",
        }
    }

    fn of(key: &str) -> Self {
        match key {
            "keep" => Self::Keep,
            "move" => Self::Move,
            _ => Self::Cancel,
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<(SetUpDraft, String, String)> {
    let draft = SetUpDraft {
        id: DraftId(row.get(0)?),
        author: row.get::<_, Option<i64>>(1)?.map(StaffId),
        edits: Vec::new(),
        before: Vec::new(),
        created: at(row.get(4)?),
        applied: row.get::<_, Option<i64>>(5)?.map(at),
    };
    Ok((draft, row.get(2)?, row.get(3)?))
}

fn filled((draft, edits, before): (SetUpDraft, String, String)) -> Result<SetUpDraft, Fault> {
    Ok(SetUpDraft {
        edits: edits_from_json(&edits)?.into_iter().flatten().collect(),
        before: edits_from_json(&before)?,
        ..draft
    })
}

impl Db<'_> {
    /// One draft, applied or not.
    pub fn set_up_draft(&self, id: DraftId) -> Result<Option<SetUpDraft>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_ID)?;
        let found = statement.query_row([id.0], read).optional()?;
        found.map(filled).transpose()
    }

    /// Drafts that were not applied, and applied ones with appointments still to be decided on, oldest first.
    pub fn open_drafts(&self, now: Instant) -> Result<Vec<SetUpDraft>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN)?;
        let rows: Vec<_> = statement
            .query_map([seconds(now)], read)?
            .collect::<rusqlite::Result<_>>()?;
        rows.into_iter().map(filled).collect()
    }

    /// Changes in force about which somebody may still have to be phoned, oldest first: all of those, and some more.
    pub fn drafts_without_calls(&self) -> Result<Vec<SetUpDraft>, Fault> {
        let mut statement = self.conn().prepare_cached(WITHOUT_CALLS)?;
        let rows: Vec<_> = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
        rows.into_iter().map(filled).collect()
    }

    /// The appointments a draft leaves outside with what was decided, in order of start.
    pub fn orphans_of(&self, id: DraftId) -> Result<Vec<(AppointmentId, Option<OrphanDecision>)>, Fault> {
        let mut statement = self.conn().prepare_cached(ORPHANS)?;
        let rows = statement.query_map([id.0], |row| {
            let decision: Option<String> = row.get(1)?;
            let decision = decision.as_deref().map(OrphanDecision::of);
            Ok((AppointmentId(row.get(0)?), decision))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The drafts that leave an appointment outside without a decision.
    pub fn drafts_without_decision(&self, orphan: AppointmentId) -> Result<Vec<DraftId>, Fault> {
        let mut statement = self.conn().prepare_cached(DRAFTS_OF)?;
        let rows = statement.query_map([orphan.0], |row| Ok(DraftId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The appointments that some change leaves outside and nobody has decided on: flagged on the agenda, valid all the same.
    pub fn undecided_orphans(&self) -> Result<BTreeSet<AppointmentId>, Fault> {
        let mut statement = self.conn().prepare_cached(UNDECIDED)?;
        let rows = statement.query_map([], |row| Ok(AppointmentId(row.get(0)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Writes a change down with what it replaces.
    pub fn insert_draft(
        &mut self,
        author: Option<StaffId>,
        edits: &[Edit],
        before: &[Option<Edit>],
    ) -> Result<DraftId, Fault> {
        let edits: Vec<Option<Edit>> = edits.iter().cloned().map(Some).collect();
        let now = seconds(self.now());
        let id = self.insert(
            INSERT,
            (
                author.map(|a| a.0),
                edits_to_json(&edits)?,
                edits_to_json(before)?,
                now,
            ),
        )?;
        Ok(DraftId(id))
    }

    /// Replaces the undecided orphans of a draft.
    pub fn list_orphans(&mut self, id: DraftId, orphans: &[AppointmentId]) -> Result<(), Fault> {
        self.execute(FORGET_UNDECIDED, [id.0])?;
        for orphan in orphans {
            self.execute(ADD_ORPHAN, (id.0, orphan.0))?;
        }
        Ok(())
    }

    /// Notes what became of an orphan.
    pub fn decide_orphan(
        &mut self,
        id: DraftId,
        orphan: AppointmentId,
        decision: OrphanDecision,
    ) -> Result<(), Fault> {
        self.execute(DECIDE, (id.0, orphan.0, decision.key()))?;
        self.announce();
        Ok(())
    }

    /// Notes that a draft was applied.
    pub fn mark_draft_applied(&mut self, id: DraftId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(APPLIED, (id.0, now))?;
        Ok(())
    }

    /// Drops a draft that was not applied; whether there was one.
    pub fn drop_draft(&mut self, id: DraftId) -> Result<bool, Fault> {
        let is_dropped = self.execute(DROP, [id.0])? > 0;
        self.announce();
        Ok(is_dropped)
    }
}
