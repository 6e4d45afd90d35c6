//! Who is to be told by phone of a change of schedule, and who was: of an illness and of any other change (booking-rules §7).

use crate::domain::agenda::Edit;
use crate::domain::booking::Appointment;
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::patient::Patient;
use crate::domain::schedule::Fate;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, MoveOffer, OfferState, OrphanDecision, Record, SetUpDraft};

use super::cancel::{told, with_patient};
use super::orphan::{Decision, OrphanWish};
use super::{App, Failure};

/// What came of a change that left appointments outside, for the phone.
#[derive(Clone, Debug)]
pub struct CallSheet {
    /// The change.
    pub draft: SetUpDraft,
    /// Its appointments in order of start.
    pub rows: Vec<CallRow>,
}

/// One patient to be told.
#[derive(Clone, Debug)]
pub struct CallRow {
    /// The appointment as it is now.
    pub appointment: Appointment,
    /// The one that stands in its place, when it was moved.
    pub successor: Option<Appointment>,
    /// Whose it is.
    pub patient: Patient,
    /// What was decided.
    pub decision: Option<OrphanDecision>,
    /// The newest offer by link.
    pub offer: Option<MoveOffer>,
    /// What there is to tell.
    pub fate: Fate,
    /// Somebody spoke to the patient.
    pub is_reached: bool,
    /// No e-mail tells it, or perhaps none in time.
    pub is_to_phone: bool,
}

impl CallRow {
    /// Still to be phoned.
    pub fn is_left(&self) -> bool {
        self.is_to_phone && !self.is_reached
    }
}

impl CallSheet {
    /// How many are still to be phoned.
    pub fn left(&self) -> usize {
        self.rows.iter().filter(|row| row.is_left()).count()
    }
}

/// What a call came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// The patient knows.
    Reached,
    /// The patient knows, and the appointment is cancelled.
    ReachedAndCancelled,
    /// Ticked by mistake.
    NotReached,
}

impl App {
    /// Who is to be told of a change, and who was; `None` when there is no such change.
    pub async fn call_sheet(&self, id: DraftId) -> Result<Option<CallSheet>, Fault> {
        self.store
            .read(move |db: &Db<'_>| db.set_up_draft(id)?.map(|draft| sheet(db, draft)).transpose())
            .await
    }

    /// The changes about which somebody is still to be phoned, oldest first; each stays until the last one is ticked.
    pub async fn calls_left(&self) -> Result<Vec<CallSheet>, Fault> {
        self.store.read(calls_left).await
    }

    /// Notes what a call came to.
    pub async fn note_call(
        &self,
        id: DraftId,
        orphan: AppointmentId,
        call: Call,
        actor: Actor,
    ) -> Result<(), Failure> {
        let app = self.clone();
        self.store
            .write(move |tx| -> Result<(), Failure> {
                let is_ours = tx.orphans_of(id)?.iter().any(|(of, _)| *of == orphan);
                if !is_ours {
                    return Err(crate::domain::booking::Refusal::NotFound.into());
                }
                let (appointment, _) = with_patient(tx, orphan)?;
                if call == Call::ReachedAndCancelled && appointment.status.is_pending() {
                    let wish = OrphanWish {
                        draft: id,
                        orphan,
                        decision: Decision::Cancel,
                        note: None,
                    };
                    app.decide(tx, &wish, &actor)?;
                }
                tx.note_call(id, orphan, call != Call::NotReached)?;
                tx.audit(&Record::new(&actor, "patient.call").on(format_args!("appointment:{orphan}")))?;
                Ok(())
            })
            .await
    }
}

/// Whom a change obliges to phone, and how many of them are left; `None` when there is nobody.
pub(super) fn calls_of(db: &Db<'_>, draft: &SetUpDraft) -> Result<Option<usize>, Fault> {
    let sheet = sheet(db, draft.clone())?;
    Ok(sheet.rows.iter().any(|row| row.is_to_phone).then(|| sheet.left()))
}

/// See [`App::calls_left`].
pub(super) fn calls_left(db: &Db<'_>) -> Result<Vec<CallSheet>, Fault> {
    let mut left = Vec::new();
    for draft in db.drafts_without_calls()? {
        let sheet = sheet(db, draft)?;
        if sheet.left() > 0 {
            left.push(sheet);
        }
    }
    Ok(left)
}

fn sheet(db: &Db<'_>, draft: SetUpDraft) -> Result<CallSheet, Fault> {
    let (mut offers, called) = (db.offers_of(draft.id)?, db.called(draft.id)?);
    let (applied, is_pressing) = match draft.applied {
        Some(applied) => (applied, is_away_already(&draft) || !offers.is_empty()),
        // What is not in force is to be told to nobody.
        None => (draft.created, false),
    };
    let mut rows = Vec::new();
    for (orphan, decision) in db.orphans_of(draft.id)? {
        let Some(appointment) = db.appointment(orphan)? else {
            continue;
        };
        let Some(patient) = told(db, appointment.patient)? else {
            continue;
        };
        let offer = offers.remove(&orphan);
        let is_chosen = offer.as_ref().is_some_and(|o| o.state == OfferState::Chosen);
        let is_kept = decision == Some(OrphanDecision::Keep);
        let fate = Fate::of(appointment.status, is_kept, (offer.is_some(), is_chosen));
        let moments = (appointment.interval.start, applied);
        rows.push(CallRow {
            is_to_phone: fate.is_to_phone(patient.email.is_some(), moments, is_pressing),
            is_reached: called.contains(&orphan),
            successor: successor(db, &appointment)?,
            appointment,
            patient,
            decision,
            offer,
            fate,
        });
    }
    Ok(CallSheet { draft, rows })
}

/// An absence that had begun when it was written down: an illness.
fn is_away_already(draft: &SetUpDraft) -> bool {
    draft
        .edits
        .iter()
        .any(|edit| matches!(edit, Edit::Absence(absence) if absence.interval.start <= draft.created))
}

/// Where an appointment went, however often it was moved since.
fn successor(db: &Db<'_>, moved: &Appointment) -> Result<Option<Appointment>, Fault> {
    let mut last = None;
    let mut next = db.replacement_of(moved.id)?;
    while let Some(id) = next {
        last = db.appointment(id)?;
        next = db.replacement_of(id)?;
    }
    Ok(last)
}
