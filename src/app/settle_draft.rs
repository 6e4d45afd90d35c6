//! A change that was written down: what it leaves outside, where that could go, and settling it in one transaction
//! (booking-rules §7).

use std::collections::BTreeMap;

use crate::domain::booking::Refusal;
use crate::domain::id::{AppointmentId, DraftId};
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::staff::Actor;
use crate::store::{Fault, Record, SetUpDraft, Tx};

use super::change_schedule::{left_outside, may_change, write_edits};
use super::orphan::{Decision, OrphanWish};
use super::{App, Failure};

/// What the staff want: for each orphan named, and for all others.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// By appointment.
    pub each: BTreeMap<AppointmentId, Decision>,
    /// For those not named; `None` leaves them undecided.
    pub others: Option<Decision>,
    /// Said in every message that follows from these decisions.
    pub note: Option<NoteToPatient>,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Orphans on which nobody has decided.
    pub undecided: usize,
}

/// Why a draft is not settled; nothing is written then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftRefusal {
    /// No such draft, or all of it is settled.
    #[error("not found")]
    NotFound,
    /// What it changes was changed by somebody else since it was written down.
    #[error("changed meanwhile")]
    Stale,
    /// The person's rights do not reach that far (security 8.3.1).
    #[error("not allowed")]
    NotAllowed,
    /// One orphan could not be dealt with as wished.
    #[error("orphan refused")]
    Orphan(AppointmentId, Refusal),
}

impl App {
    /// Applies a draft, if it was not, and does what was decided, all in one transaction. Orphans on which nothing was decided
    /// stay valid and flagged, and the draft stays open for them.
    pub async fn settle_draft(
        &self,
        id: DraftId,
        decisions: Decisions,
        actor: Actor,
    ) -> Result<Settled, Failure<DraftRefusal>> {
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let draft = tx
                    .set_up_draft(id)?
                    .ok_or(Failure::Refused(DraftRefusal::NotFound))?;
                if draft.applied.is_none() {
                    if !may_change(tx, &draft.edits, &actor)? {
                        return Err(Failure::Refused(DraftRefusal::NotAllowed));
                    }
                    apply(tx, &draft, &actor)?;
                }
                for (orphan, decision) in in_order(&undecided(tx, id)?, &decisions) {
                    let wish = OrphanWish {
                        draft: id,
                        orphan,
                        decision,
                        note: decisions.note.as_ref(),
                    };
                    app.decide(tx, &wish, &actor).map_err(|failure| match failure {
                        Failure::Fault(fault) => Failure::Fault(fault),
                        Failure::Refused(why) => Failure::Refused(DraftRefusal::Orphan(orphan, why)),
                    })?;
                }
                Ok(Settled {
                    undecided: undecided(tx, id)?.len(),
                })
            })
            .await
    }

    /// Throws away a draft that was not applied.
    pub async fn discard_draft(&self, id: DraftId, actor: Actor) -> Result<(), Failure<DraftRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let draft = tx.set_up_draft(id)?;
                if !may_change(tx, draft.as_ref().map_or(&[], |d| &d.edits), &actor)? {
                    return Err(Failure::Refused(DraftRefusal::NotAllowed));
                }
                if !tx.drop_draft(id)? {
                    return Err(Failure::Refused(DraftRefusal::NotFound));
                }
                tx.audit(&Record::new(&actor, "draft.discard").on(format_args!("draft:{id}")))?;
                Ok(())
            })
            .await
    }
}

/// Puts the change in force. What it leaves outside is looked up again: somebody may have booked since.
fn apply(tx: &mut Tx<'_>, draft: &SetUpDraft, actor: &Actor) -> Result<(), Failure<DraftRefusal>> {
    let set_up = tx.agenda().set_up();
    let is_stale = draft
        .edits
        .iter()
        .zip(&draft.before)
        .any(|(edit, before)| set_up.present(edit.noun()) != *before);
    if is_stale {
        return Err(Failure::Refused(DraftRefusal::Stale));
    }
    let lost = left_outside(tx.agenda(), &draft.edits, tx.now());
    tx.list_orphans(draft.id, &lost)?;
    write_edits(tx, &draft.edits, actor)?;
    tx.mark_draft_applied(draft.id)?;
    tx.audit(&Record::new(actor, "draft.apply").on(format_args!("draft:{}", draft.id)))?;
    Ok(())
}

/// Those on which nothing was decided and on which something can still be.
pub(super) fn undecided(tx: &Tx<'_>, id: DraftId) -> Result<Vec<AppointmentId>, Fault> {
    let mut open = Vec::new();
    for (orphan, decision) in tx.orphans_of(id)? {
        let is_pending = tx
            .appointment(orphan)?
            .is_some_and(|a| a.status.is_pending() && a.interval.end > tx.now());
        if decision.is_none() && is_pending {
            open.push(orphan);
        }
    }
    Ok(open)
}

/// What frees time comes before what takes it; who was given a place of their own comes before who takes the next one.
fn in_order(undecided: &[AppointmentId], decisions: &Decisions) -> Vec<(AppointmentId, Decision)> {
    let mut all: Vec<_> = undecided
        .iter()
        .filter_map(|id| {
            let decision = decisions.each.get(id).copied().or(decisions.others)?;
            Some((*id, decision))
        })
        .collect();
    all.sort_by_key(|(_, decision)| match decision {
        Decision::Keep | Decision::Cancel => 0,
        Decision::Move(_) => 1,
        Decision::MoveToFirst => 2,
        Decision::Offer => 3,
    });
    all
}
