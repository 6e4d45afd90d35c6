//! What a patient sees of the own no-shows, and may answer (booking-rules §10).

use crate::app::cancel::{change_status, with_patient};
use crate::app::links::linked_in;
use crate::app::pass::LinkPass;
use crate::app::{App, Failure};
use crate::domain::booking::{Appointment, Refusal, Status};
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Zone};
use crate::store::{Contest, ContestDecision, Db, Fault, Record, Tx};

use super::standing_of;

/// Longest answer, in characters.
pub const CONTEST_MAX: usize = 300;

/// What the patient is shown of a no-show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    /// No-shows of the last months that count, this one among them while it does.
    pub missed: u16,
    /// What the patient wrote, and what came of it.
    pub contest: Option<Contest>,
    /// Whether something may be written.
    pub is_open: bool,
}

/// Of a no-show, an excused one, or nothing.
pub(in crate::app) fn missed_seen(
    db: &Db<'_>,
    zone: Zone,
    (appointment, patient): (&Appointment, &Patient),
    now: Instant,
) -> Result<Option<Contested>, Fault> {
    if !matches!(appointment.status, Status::NoShow | Status::Excused) {
        return Ok(None);
    }
    let contest = db.contest(appointment.id)?;
    Ok(Some(Contested {
        missed: standing_of(db, zone, patient, now)?.missed,
        is_open: contest.is_none() && appointment.status == Status::NoShow,
        contest,
    }))
}

impl App {
    /// Keeps the patient's answer to a no-show, once; the same words again are fine. The caller has checked the text.
    pub async fn contest_by_link(&self, pass: &LinkPass, words: String) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx| {
                let (appointment, _) = linked_in(tx, &token_hash)?;
                // A second click: what it says is kept already.
                if tx
                    .contest(appointment.id)?
                    .is_some_and(|said| said.words == words)
                {
                    return Ok(());
                }
                if appointment.status != Status::NoShow || !tx.save_contest(appointment.id, &words)? {
                    return Err(Refusal::WrongState.into());
                }
                let record = Record::new(&Actor::Patient, "no_show.contest");
                tx.audit(&record.on(format_args!("appointment:{}", appointment.id)))?;
                Ok(())
            })
            .await
    }

    /// Decides on a contested no-show: excused, or kept.
    pub async fn decide_contest(
        &self,
        id: AppointmentId,
        decision: ContestDecision,
        actor: Actor,
    ) -> Result<(), Failure> {
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (appointment, _) = with_patient(tx, id)?;
                if !tx.decide_contest(id, decision)? {
                    return Err(Refusal::WrongState.into());
                }
                if decision == ContestDecision::Excused && appointment.status == Status::NoShow {
                    let excused =
                        change_status(tx, &appointment, Status::Excused, &actor, "appointment.mark")?;
                    super::after_mark(tx, &app.keys, appointment.status, &excused)?;
                }
                let record = Record::new(&actor, "no_show.decide").on(format_args!("appointment:{id}"));
                tx.audit(&record.change("-", decision.key()))?;
                Ok(())
            })
            .await
    }
}
