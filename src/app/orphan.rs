//! One appointment that a change leaves outside: kept, moved, cancelled, or other times offered by link (booking-rules §7).

use crate::domain::agenda::Agenda;
use crate::domain::booking::{Alternative, Appointment, Status};
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, PatientFacts, SeriesStep, SlotQuery, substitutes};
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{MessageKind, OrphanDecision, Record, Tx};

use super::cancel::{free, with_patient};
use super::links::step_before;
use super::move_question::kept_length;
use super::{App, Failure, MoveRequest, Moved};

/// Free times proposed for an orphan.
pub(super) const PROPOSALS: usize = 5;

/// What the staff want for one orphan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Leave it where it is, as an exception.
    Keep,
    /// Cancel it, and tell the patient.
    Cancel,
    /// Move it there.
    Move(Alternative),
    /// Move it to its first proposal; without one it stays undecided.
    MoveToFirst,
    /// Offer other times by link; without an e-mail address or a free time it stays undecided.
    Offer,
}

/// What is to be done with one orphan of a draft.
pub(super) struct OrphanWish<'a> {
    pub(super) draft: DraftId,
    pub(super) orphan: AppointmentId,
    pub(super) decision: Decision,
    /// Said in the message that follows.
    pub(super) note: Option<&'a NoteToPatient>,
}

impl App {
    /// Does what is wished, with its record. An earlier offer ends with any other decision.
    pub(super) fn decide(
        &self,
        tx: &mut Tx<'_>,
        wish: &OrphanWish<'_>,
        actor: &Actor,
    ) -> Result<(), Failure> {
        if let Some(open) = tx.open_offer(wish.orphan)? {
            if wish.decision == Decision::Offer {
                return Ok(());
            }
            tx.close_offer(open.id, false)?;
        }
        let (appointment, patient) = with_patient(tx, wish.orphan)?;
        let Some(done) = self.done(tx, (&appointment, &patient), wish, actor)? else {
            return Ok(());
        };
        tx.decide_orphan(wish.draft, wish.orphan, done)?;
        let what = match done {
            OrphanDecision::Keep => "orphan.keep",
            OrphanDecision::Move => "orphan.move",
            OrphanDecision::Cancel => "orphan.cancel",
        };
        tx.audit(&Record::new(actor, what).on(format_args!("appointment:{}", wish.orphan)))?;
        Ok(())
    }

    /// `None`: nothing was decided, or the patient is asked.
    fn done(
        &self,
        tx: &mut Tx<'_>,
        (appointment, patient): (&Appointment, &Patient),
        wish: &OrphanWish<'_>,
        actor: &Actor,
    ) -> Result<Option<OrphanDecision>, Failure> {
        let to = match wish.decision {
            Decision::Keep => return Ok(Some(OrphanDecision::Keep)),
            Decision::Offer => {
                self.offer(tx, (appointment, patient), wish, actor)?;
                return Ok(None);
            }
            Decision::Cancel => {
                free(tx, appointment, patient, Status::CancelledByPractice, actor)?;
                if let Some(note) = wish.note {
                    tx.annotate_messages(appointment.id, MessageKind::Cancelled, note.as_str())?;
                }
                return Ok(Some(OrphanDecision::Cancel));
            }
            Decision::Move(to) => Some(to),
            Decision::MoveToFirst => {
                let orphan = (appointment, step_before(tx, appointment)?);
                let found = proposals(tx.agenda(), orphan, tx.now(), 1, |_| false);
                found.first().copied()
            }
        };
        let Some(to) = to else { return Ok(None) };
        let moved = self.move_orphan(tx, (appointment, patient), to, actor)?;
        if let Some(note) = wish.note {
            tx.annotate_messages(moved.booking.appointment.id, MessageKind::Moved, note.as_str())?;
        }
        Ok(Some(OrphanDecision::Move))
    }

    /// By the rules of the staff, who proposed the time.
    pub(super) fn move_orphan(
        &self,
        tx: &mut Tx<'_>,
        (appointment, patient): (&Appointment, &Patient),
        to: Alternative,
        actor: &Actor,
    ) -> Result<Moved, Failure> {
        let request = MoveRequest {
            appointment: appointment.id,
            expected_version: None,
            practitioner: Some(to.practitioner),
            start: to.start,
            audience: Audience::Staff,
            placing: None,
            overbooking: None,
            actor: actor.clone(),
        };
        self.move_in(tx, appointment, patient, &request)
    }
}

/// The question for another time of an orphan: as long as it is, and within the interval of its series.
pub(super) fn elsewhere(agenda: &Agenda, orphan: &Appointment, step: Option<SeriesStep>) -> SlotQuery {
    let date = agenda.zone().date(orphan.interval.start);
    SlotQuery {
        patient: Some(PatientFacts {
            id: Some(orphan.patient),
            ..PatientFacts::default()
        }),
        seats: orphan.seats,
        moving: Some(orphan.id),
        length: kept_length(agenda, orphan),
        after: step,
        audience: Audience::Staff,
        ..SlotQuery::new(orphan.care, None, date, date)
    }
}

/// Free times for an orphan, best first; `is_taken` leaves out what is promised elsewhere.
pub(super) fn proposals(
    agenda: &Agenda,
    (orphan, step): (&Appointment, Option<SeriesStep>),
    now: Instant,
    n: usize,
    is_taken: impl Fn(&Alternative) -> bool,
) -> Vec<Alternative> {
    let old = (orphan.practitioner, orphan.interval.start);
    substitutes(agenda, &elsewhere(agenda, orphan, step), old, now, n, is_taken)
}
