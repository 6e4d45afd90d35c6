//! Somebody is ill: absence and messages to all in one act; who is to be phoned is in `phone_list` (booking-rules §7).

use chrono::NaiveDate;

use crate::domain::agenda::Edit;
use crate::domain::booking::Appointment;
use crate::domain::id::{AbsenceId, AppointmentId, DraftId, PractitionerId};
use crate::domain::note_to_patient::NoteToPatient;
use crate::domain::patient::Patient;
use crate::domain::schedule::Absence;
use crate::domain::staff::Actor;
use crate::domain::time::{DayTime, Instant, Interval};
use crate::store::{Db, Fault, Record, Tx};

use super::cancel::{told, with_patient};
use super::change_schedule::{
    ChangeRefusal, left_outside, may_change, remember_change, repeated_change, write_edits,
};
use super::once::Key;
use super::orphan::{Decision, OrphanWish};
use super::{App, Changed, Failure};

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
            Actor::Patient | Actor::Token(_) | Actor::Kiosk(_) | Actor::Calendar(_) | Actor::System => None,
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
