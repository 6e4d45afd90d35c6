//! What became of an appointment since somebody looked at it: who, when, from what to what (booking-rules §6).

use crate::domain::booking::{Appointment, Status};
use crate::domain::id::{AppointmentId, StaffId};
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Step};

use super::App;

/// Changes told at most; who was away longer opens the appointment anew.
const TOLD: usize = 5;

/// Who changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedBy {
    /// Somebody of the staff, by name.
    Staff(String),
    /// The patient.
    Patient,
    /// A program.
    Program,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// The state.
    State(Status, Status),
    /// Time, practitioner or length: the rows before and after.
    Moved(Box<(Appointment, Appointment)>),
    /// The note, whose text the record does not hold.
    Note,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeTold {
    /// Who.
    pub by: ChangedBy,
    /// When.
    pub at: Instant,
    /// What.
    pub kind: ChangeKind,
}

/// The appointment as it is now, and how it came to be so.
#[derive(Clone, Debug, Default)]
pub struct Meanwhile {
    /// The row that stands for it now: the last of its moves.
    pub now: Option<Appointment>,
    /// The changes, the oldest first.
    pub changes: Vec<ChangeTold>,
}

impl App {
    /// What happened to an appointment after the version that somebody saw.
    pub async fn meanwhile(&self, id: AppointmentId, seen: i64) -> Result<Meanwhile, Fault> {
        self.store.read(move |db: &Db<'_>| meanwhile(db, id, seen)).await
    }
}

fn meanwhile(db: &Db<'_>, id: AppointmentId, seen: i64) -> Result<Meanwhile, Fault> {
    let Some(mut row) = db.appointment(id)? else {
        return Ok(Meanwhile::default());
    };
    let mut changes = Vec::new();
    let own = usize::try_from(row.version - seen).unwrap_or(0).min(TOLD);
    for step in db.steps_of(id, own)? {
        // A move is told of the row that it made.
        let kind = match states(&step) {
            Some((before, after)) => ChangeKind::State(before, after),
            None if step.what == "appointment.note" => ChangeKind::Note,
            None => continue,
        };
        changes.push(told(db, &step, kind)?);
    }
    while let Some(next) = db.replacement_of(row.id)? {
        let Some(new) = db.appointment(next)? else { break };
        if let Some(step) = db.steps_of(next, TOLD)?.into_iter().next() {
            let kind = ChangeKind::Moved(Box::new((row, new.clone())));
            changes.push(told(db, &step, kind)?);
        }
        row = new;
    }
    let first = changes.len().saturating_sub(TOLD);
    changes.drain(..first);
    Ok(Meanwhile {
        now: Some(row),
        changes,
    })
}

fn states(step: &Step) -> Option<(Status, Status)> {
    let status = |key: &Option<String>| Status::from_key(key.as_deref()?);
    status(&step.before).zip(status(&step.after))
}

fn told(db: &Db<'_>, step: &Step, kind: ChangeKind) -> Result<ChangeTold, Fault> {
    let staff = step.who.strip_prefix("user:").and_then(|id| id.parse().ok());
    let by = match staff.map(StaffId) {
        Some(id) => ChangedBy::Staff(db.account(id)?.map(|found| found.member.name).unwrap_or_default()),
        None if step.who.starts_with("patient") => ChangedBy::Patient,
        None => ChangedBy::Program,
    };
    Ok(ChangeTold {
        by,
        at: step.at,
        kind,
    })
}
