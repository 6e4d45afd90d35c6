//! What the staff see of a change that was written down: its orphans and where each could go.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::agenda::{Agenda, Booked, BookingRef, Change};
use crate::domain::booking::{Alternative, Appointment};
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::patient::Patient;
use crate::domain::slot::SeriesStep;
use crate::store::{Db, Fault, MoveOffer, OrphanDecision, SetUpDraft};

use super::App;
use super::cancel::told;
use super::links::step_before;
use super::orphan::{PROPOSALS, proposals};
use super::phone_list::calls_of;

/// Orphans shown at once; the others follow when these are decided on.
pub const ORPHANS_SHOWN: usize = 40;

/// A draft with everything its page shows.
#[derive(Clone, Debug)]
pub struct DraftSheet {
    /// The change.
    pub draft: SetUpDraft,
    /// Nobody has decided on these; at most [`ORPHANS_SHOWN`], in order of start.
    pub undecided: Vec<Orphan>,
    /// How many there are in all.
    pub undecided_count: usize,
    /// What was decided on the others.
    pub decided: Vec<(Appointment, Patient, OrphanDecision)>,
    /// How many patients are still to be phoned; `None` when nobody was.
    pub calls: Option<usize>,
}

/// An appointment left outside.
#[derive(Clone, Debug)]
pub struct Orphan {
    /// The appointment.
    pub appointment: Appointment,
    /// Whose it is.
    pub patient: Patient,
    /// Free times once the change is in force, best first; no two orphans have the same first one.
    pub proposals: Vec<Alternative>,
    /// The newest offer by link.
    pub offer: Option<MoveOffer>,
}

impl App {
    /// Changes that wait: not applied, or applied with appointments still to be decided on.
    pub async fn open_drafts(&self) -> Result<Vec<SetUpDraft>, Fault> {
        let now = self.clock.now();
        self.store.read(move |db: &Db<'_>| db.open_drafts(now)).await
    }

    /// The appointments flagged on the agenda: some change leaves them outside, and nobody has decided.
    pub async fn undecided_orphans(&self) -> Result<BTreeSet<AppointmentId>, Fault> {
        self.store.read(|db: &Db<'_>| db.undecided_orphans()).await
    }

    /// A draft for its page; `None` when there is no such draft.
    pub async fn draft_sheet(&self, id: DraftId) -> Result<Option<DraftSheet>, Fault> {
        let (agenda, now) = (self.agenda(), self.clock.now());
        self.store
            .read(move |db: &Db<'_>| {
                let Some(draft) = db.set_up_draft(id)? else {
                    return Ok(None);
                };
                let mut open = Vec::new();
                let mut decided = Vec::new();
                for (orphan, decision) in db.orphans_of(id)? {
                    let Some(appointment) = db.appointment(orphan)? else {
                        continue;
                    };
                    let Some(patient) = told(db, appointment.patient)? else {
                        continue;
                    };
                    match decision {
                        Some(decision) => decided.push((appointment, patient, decision)),
                        None if appointment.status.is_pending() && appointment.interval.end > now => {
                            let step = step_before(db, &appointment)?;
                            open.push((appointment, patient, step));
                        }
                        None => {}
                    }
                }
                let undecided_count = open.len();
                open.truncate(ORPHANS_SHOWN);
                let agenda = with_draft(&agenda, &draft);
                let mut undecided = with_proposals(agenda, open, now);
                let mut offers = db.offers_of(id)?;
                for orphan in &mut undecided {
                    orphan.offer = offers.remove(&orphan.appointment.id);
                }
                Ok(Some(DraftSheet {
                    calls: calls_of(db, &draft)?,
                    draft,
                    undecided,
                    undecided_count,
                    decided,
                }))
            })
            .await
    }
}

fn with_draft(agenda: &Agenda, draft: &SetUpDraft) -> Agenda {
    if draft.applied.is_some() {
        return agenda.clone();
    }
    let proposed = Arc::new(agenda.set_up().edited(&draft.edits));
    agenda.after(agenda.revision(), &[Change::SetUp(proposed)])
}

/// Each in turn is thought to take its first proposal, so that the next one is not offered the same.
fn with_proposals(
    mut agenda: Agenda,
    orphans: Vec<(Appointment, Patient, Option<SeriesStep>)>,
    now: crate::domain::time::Instant,
) -> Vec<Orphan> {
    let mut sheet = Vec::with_capacity(orphans.len());
    for (appointment, patient, step) in orphans {
        let proposals = proposals(&agenda, (&appointment, step), now, PROPOSALS, |_| false);
        let reference = BookingRef::Appointment(appointment.id);
        if let (Some(first), Some(booked)) = (proposals.first(), agenda.booked(reference)) {
            let shift = first.start - booked.interval.start;
            let mut moved = Booked {
                practitioner: first.practitioner,
                ..booked.as_ref().clone()
            };
            for end in [&mut moved.interval, &mut moved.occupied] {
                end.start += shift;
                end.end += shift;
            }
            agenda = agenda.after(agenda.revision(), &[Change::Taken(moved)]);
        }
        sheet.push(Orphan {
            appointment,
            patient,
            proposals,
            offer: None,
        });
    }
    sheet
}
