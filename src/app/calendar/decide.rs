//! The answers of the practice to what was seen in a calendar (caldav §6.1, « à décider »).

use crate::app::cancel::{free, free_undoably, with_patient};
use crate::app::{App, Failure};
use crate::domain::booking::{Refusal, Status};
use crate::domain::calendar::{DecisionKind, LinkState};
use crate::domain::id::{AppointmentId, CalendarDecisionId, CalendarLinkId, PractitionerId};
use crate::domain::staff::Actor;
use crate::store::{CalendarDecision, DayRow, Db, Fault, Record, Tx};

use super::accept::way;
use super::keep::refresh;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionAnswer {
    /// Cancel the appointment and tell the patient.
    Cancel,
    /// Write our event again as the appointment is.
    PutBack,
    /// Move the appointment to where the event stands and tell the patient.
    Move,
    /// Give back the time of events that vanished.
    Free,
    /// It was only to be known.
    Seen,
}

impl DecisionAnswer {
    /// Spelling in forms and on record.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::PutBack => "put_back",
            Self::Move => "move",
            Self::Free => "free",
            Self::Seen => "seen",
        }
    }

    /// The answer of a spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        let all = [Self::Cancel, Self::PutBack, Self::Move, Self::Free, Self::Seen];
        all.into_iter().find(|answer| answer.key() == key)
    }

    /// The answers to a kind, the one that changes the appointment first.
    pub fn to(kind: DecisionKind) -> &'static [Self] {
        match kind {
            DecisionKind::Deleted => &[Self::Cancel, Self::PutBack],
            DecisionKind::MoveAsked => &[Self::Move, Self::PutBack],
            DecisionKind::Kept => &[Self::Free],
            _ => &[Self::Seen],
        }
    }
}

/// What was seen, with the appointment as it is now.
#[derive(Clone, Debug)]
pub struct SeenInCalendar {
    /// What is to be decided or known.
    pub decision: CalendarDecision,
    /// The row that stands for the appointment now; `None` of what is about none.
    pub row: Option<DayRow>,
    /// In whose calendar.
    pub practitioner: PractitionerId,
}

impl App {
    /// What is not settled yet, questions first, for the list of the staff.
    pub async fn seen_in_calendars(&self) -> Result<Vec<SeenInCalendar>, Fault> {
        self.store
            .read(|db: &Db<'_>| {
                let mut seen = Vec::new();
                for decision in db.open_calendar_decisions()? {
                    let Some(link) = db.calendar_link(decision.link)? else {
                        continue;
                    };
                    let row = decision.appointment.map(|id| standing_for(db, id)).transpose()?;
                    let row = row.map(|row| db.day_row(row)).transpose()?.flatten();
                    seen.push(SeenInCalendar {
                        decision,
                        row,
                        practitioner: link.practitioner,
                    });
                }
                Ok(seen)
            })
            .await
    }

    /// What is not settled yet: questions first, the oldest first.
    pub async fn open_calendar_decisions(&self) -> Result<Vec<CalendarDecision>, Fault> {
        self.store.read(|db: &Db<'_>| db.open_calendar_decisions()).await
    }

    /// Answers a question, or takes note. A time that somebody has by now refuses the move and leaves the question open.
    pub async fn answer_calendar_decision(
        &self,
        id: CalendarDecisionId,
        answer: DecisionAnswer,
        actor: Actor,
    ) -> Result<(), Failure> {
        let app = self.clone();
        self.store
            .write(move |tx| {
                let decision = tx.calendar_decision(id)?.ok_or(Refusal::NotFound)?;
                if decision.settled.is_some() || !DecisionAnswer::to(decision.kind).contains(&answer) {
                    return Err(Refusal::WrongState.into());
                }
                // First: what follows ends every open question about the appointment.
                tx.settle_calendar_decision(id, &actor, answer.key())?;
                let row = decision.appointment.map(|id| standing_for(tx, id)).transpose()?;
                let record = Record::new(&actor, "calendar.decide");
                let record = match row {
                    Some(row) => record.on(format_args!("appointment:{row}")),
                    None => record.on(super::link::object(decision.link)),
                };
                let revision = tx.audit(&record)?;
                if answer == DecisionAnswer::Free {
                    return Ok(free_kept(tx, decision.link)?);
                }
                let Some(row) = row.filter(|_| answer != DecisionAnswer::Seen) else {
                    return Ok(());
                };
                match answer {
                    DecisionAnswer::Cancel => {
                        let (appointment, patient) = with_patient(tx, row)?;
                        free_undoably(tx, &appointment, &patient, Status::CancelledByPractice, &actor)?;
                    }
                    DecisionAnswer::Move => app.move_there(tx, &decision, row, &actor)?,
                    DecisionAnswer::PutBack => {
                        if let Some(event) = event_of(tx, &decision, row)? {
                            tx.write_event_again(&event, revision)?;
                        }
                    }
                    DecisionAnswer::Free | DecisionAnswer::Seen => {}
                }
                Ok(())
            })
            .await
    }

    fn move_there(
        &self,
        tx: &mut Tx<'_>,
        decision: &CalendarDecision,
        row: AppointmentId,
        actor: &Actor,
    ) -> Result<(), Failure> {
        let to = decision.details.seen.ok_or(Refusal::WrongState)?;
        let (appointment, patient) = with_patient(tx, row)?;
        let way = way(tx, (&appointment, &patient), to, actor)?;
        let new = self.follow_way(tx, (&appointment, &patient), way)?;
        if let Some(event) = event_of(tx, decision, new.id)? {
            tx.agree_on_event(&event, to)?;
        }
        if let Some(link) = tx.calendar_link(decision.link)? {
            self.note_series(tx, &link, (&new, &decision.details))?;
        }
        Ok(())
    }

    /// Cancels what was deleted in a calendar that cancels by that, once the grace is over and the event is not back; how many.
    pub async fn cancel_deleted(&self) -> Result<usize, Failure> {
        self.store.write(cancel_due).await
    }
}

fn cancel_due(tx: &mut Tx<'_>) -> Result<usize, Failure> {
    let mut cancelled = 0;
    if !tx.is_clock_trusted() {
        return Ok(cancelled);
    }
    for decision in tx.open_calendar_decisions()? {
        let is_due = decision.details.not_before.is_some_and(|at| at <= tx.now());
        let (true, Some(row)) = (is_due, decision.appointment) else {
            continue;
        };
        let row = standing_for(tx, row)?;
        let link = tx.calendar_link(decision.link)?;
        let is_healthy = link.is_some_and(|link| link.state == LinkState::Active);
        let event = event_of(tx, &decision, row)?;
        let event = event.map(|id| tx.own_event(&id)).transpose()?.flatten();
        // One that was marked cancelled stands there still; unmarked, its question would be over.
        let is_marked = decision.details.seen.is_some();
        let is_gone = event.is_some_and(|event| is_marked || event.href.is_none());
        let (appointment, patient) = with_patient(tx, row)?;
        if !is_healthy || !is_gone || !appointment.status.is_pending() {
            continue;
        }
        let actor = Actor::Calendar(decision.link.0);
        tx.settle_calendar_decision(decision.id, &actor, DecisionAnswer::Cancel.key())?;
        free(tx, &appointment, &patient, Status::CancelledByPractice, &actor)?;
        cancelled += 1;
    }
    Ok(cancelled)
}

/// Gives back what was kept of events that vanished.
fn free_kept(tx: &mut Tx<'_>, link: CalendarLinkId) -> Result<(), Fault> {
    tx.free_kept_calendar_busy(link)?;
    match tx.calendar_link(link)? {
        Some(link) => refresh(tx, &link),
        None => Ok(()),
    }
}

/// The row that stands for an appointment after its moves.
fn standing_for(db: &Db<'_>, mut row: AppointmentId) -> Result<AppointmentId, Fault> {
    while let Some(next) = db.replacement_of(row)? {
        row = next;
    }
    Ok(row)
}

fn event_of(tx: &Tx<'_>, decision: &CalendarDecision, row: AppointmentId) -> Result<Option<String>, Fault> {
    let Some(identity) = tx.calendar_identity(row)? else {
        return Ok(None);
    };
    let events = tx.events_of(&identity.uid)?.into_iter();
    let mut own = events.filter(|event| event.link == decision.link);
    Ok(own.next().map(|event| event.id))
}
