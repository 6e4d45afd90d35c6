//! Somebody is ill: absence, messages to all, and who is to be phoned, in one act (booking-rules §7).

use chrono::{NaiveDate, TimeDelta};

use crate::domain::agenda::Edit;
use crate::domain::booking::Appointment;
use crate::domain::id::{AbsenceId, AppointmentId, DraftId, PractitionerId};
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::patient::Patient;
use crate::domain::schedule::Absence;
use crate::domain::staff::Actor;
use crate::domain::time::{DayTime, Instant, Interval};
use crate::store::{Db, Fault, MoveOffer, OrphanDecision, Record, SetUpDraft, Tx};

use super::cancel::{told, with_patient};
use super::change_schedule::{
    ChangeRefusal, left_outside, may_change, remember_change, repeated_change, write_edits,
};
use super::once::Key;
use super::orphan::{Decision, OrphanWish};
use super::{App, Changed, Failure};

/// Who comes sooner than this may not read an e-mail before leaving, elapsed.
const SOON: TimeDelta = TimeDelta::hours(3);

/// An absence that begins now.
#[derive(Clone, Debug)]
pub struct IllRequest {
    /// Who.
    pub practitioner: PractitionerId,
    /// Last local date away.
    pub until: NaiveDate,
    /// Other times are offered by link; else the appointments are cancelled.
    pub is_offering: bool,
    /// Said in every message.
    pub note: Option<NoteToPatient>,
    /// Why, for staff.
    pub label: String,
    /// Who says so.
    pub actor: Actor,
}

/// What came of an absence that left appointments outside, for the phone.
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
    /// Whose it is.
    pub patient: Patient,
    /// What was decided.
    pub decision: Option<OrphanDecision>,
    /// The newest offer by link.
    pub offer: Option<MoveOffer>,
    /// Somebody spoke to the patient.
    pub is_reached: bool,
    /// No e-mail tells it, or perhaps none in time.
    pub is_to_phone: bool,
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
    /// The appointments that an absence from now on would leave outside, in order of start.
    pub async fn ill_preview(
        &self,
        practitioner: PractitionerId,
        until: NaiveDate,
    ) -> Result<Vec<(Appointment, Patient)>, Fault> {
        let app = self.clone();
        self.store
            .read(move |db: &Db<'_>| {
                let agenda = app.agenda();
                let Some(interval) = away(agenda.zone(), app.now(), until) else {
                    return Ok(Vec::new());
                };
                let edits = [absence(practitioner, interval, String::new())];
                let mut found = Vec::new();
                for id in left_outside(&agenda, &edits, app.now()) {
                    let Some(appointment) = db.appointment(id)?.filter(|a| a.status.is_pending()) else {
                        continue;
                    };
                    if let Some(patient) = told(db, appointment.patient)? {
                        found.push((appointment, patient));
                    }
                }
                Ok(found)
            })
            .await
    }

    /// Writes the absence and deals with every appointment: who has an e-mail address is told, the others stay undecided and are on
    /// the phone list. The same key returns the first answer.
    pub async fn declare_ill(
        &self,
        request: IllRequest,
        key: Option<String>,
    ) -> Result<Changed, Failure<ChangeRefusal>> {
        let app = self.clone();
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let key = key.map(|key| Key::of(&request.actor, &key, &request));
                if let Some(changed) = repeated_change(tx, key.as_ref())? {
                    return Ok(changed);
                }
                let changed = app.declare_in(tx, &request)?;
                remember_change(tx, key.as_ref(), &changed)?;
                Ok(changed)
            })
            .await
    }

    fn declare_in(&self, tx: &mut Tx<'_>, request: &IllRequest) -> Result<Changed, Failure<ChangeRefusal>> {
        let interval = away(tx.agenda().zone(), tx.now(), request.until);
        let interval = interval.ok_or(Failure::Refused(ChangeRefusal::NotFound))?;
        let edits = [absence(request.practitioner, interval, request.label.clone())];
        if !may_change(tx, &edits, &request.actor)? {
            return Err(Failure::Refused(ChangeRefusal::NotAllowed));
        }
        let lost = left_outside(tx.agenda(), &edits, tx.now());
        if lost.is_empty() {
            return Ok(Changed::Applied(write_edits(tx, &edits, &request.actor)?));
        }
        let author = match request.actor {
            Actor::Staff(id) => Some(id),
            Actor::Patient | Actor::Token(_) | Actor::System => None,
        };
        let draft = tx.insert_draft(author, &edits, &[None])?;
        tx.list_orphans(draft, &lost)?;
        write_edits(tx, &edits, &request.actor)?;
        tx.mark_draft_applied(draft)?;
        let record = Record::new(&request.actor, "practitioner.ill");
        tx.audit(&record.on(format_args!("draft:{draft}")))?;
        for orphan in lost {
            self.tell(tx, draft, orphan, request)?;
        }
        Ok(Changed::Drafted(draft))
    }

    fn tell(
        &self,
        tx: &mut Tx<'_>,
        draft: DraftId,
        orphan: AppointmentId,
        request: &IllRequest,
    ) -> Result<(), Failure<ChangeRefusal>> {
        let wish = OrphanWish {
            draft,
            orphan,
            decision: if request.is_offering {
                Decision::Offer
            } else {
                Decision::Cancel
            },
            note: request.note.as_ref(),
        };
        let told = with_patient(tx, orphan).and_then(|(appointment, patient)| {
            // Who is in the waiting room is told there.
            let is_told = patient.email.is_some() && appointment.status.is_pending();
            if is_told {
                self.decide(tx, &wish, &request.actor)?;
            }
            Ok(())
        });
        told.map_err(|failure| match failure {
            Failure::Fault(fault) => Failure::Fault(fault),
            Failure::Refused(_) => Failure::Refused(ChangeRefusal::NotFound),
        })
    }

    /// Who is to be told of a change, and who was; `None` when there is no such change.
    pub async fn call_sheet(&self, id: DraftId) -> Result<Option<CallSheet>, Fault> {
        self.store
            .read(move |db: &Db<'_>| {
                let Some(draft) = db.set_up_draft(id)? else {
                    return Ok(None);
                };
                let rows = call_rows(db, &draft)?;
                Ok(Some(CallSheet { draft, rows }))
            })
            .await
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

/// From now to the end of a local date; `None` when that is over.
fn away(zone: crate::domain::time::Zone, now: Instant, until: NaiveDate) -> Option<Interval> {
    let end = zone.at(until, DayTime::END);
    (now < end).then_some(Interval { start: now, end })
}

fn absence(practitioner: PractitionerId, interval: Interval, label: String) -> Edit {
    Edit::Absence(Absence {
        id: AbsenceId(0),
        practitioner: Some(practitioner),
        interval,
        label,
    })
}

fn call_rows(db: &Db<'_>, draft: &SetUpDraft) -> Result<Vec<CallRow>, Fault> {
    let (mut offers, called) = (db.offers_of(draft.id)?, db.called(draft.id)?);
    let mut rows = Vec::new();
    for (orphan, decision) in db.orphans_of(draft.id)? {
        let Some(appointment) = db.appointment(orphan)? else {
            continue;
        };
        let Some(patient) = told(db, appointment.patient)? else {
            continue;
        };
        let offer = offers.remove(&orphan);
        let is_told = patient.email.is_some() && (decision.is_some() || offer.is_some());
        let is_soon = appointment.interval.start < draft.created + SOON;
        rows.push(CallRow {
            is_to_phone: !is_told || is_soon,
            is_reached: called.contains(&orphan),
            appointment,
            patient,
            decision,
            offer,
        });
    }
    Ok(rows)
}
