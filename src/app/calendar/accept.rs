//! A move that the practitioner made in the calendar, as the rules of booking see it.

use crate::app::move_booking::MoveRequest;
use crate::app::move_question::question;
use crate::app::tell_move::conclude_move;
use crate::app::{App, Failure};
use crate::domain::agenda::Change;
use crate::domain::booking::{Appointment, Refusal};
use crate::domain::busy::{BusyTime, touching};
use crate::domain::calendar::Around;
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, Placement, Placing, SlotQuery, place_free};
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Interval};
use crate::store::{Fault, Tx};

/// Where an appointment would go.
pub(super) struct Way {
    request: MoveRequest,
    query: SlotQuery,
    /// Over the practitioner's own events, which the practitioner has put there.
    placed: Result<Placement, Refusal>,
    is_in_hours: bool,
    meets_busy: bool,
}

impl Way {
    /// What surrounds it.
    pub(super) fn around(&self, tx: &Tx<'_>, polled: Option<Instant>) -> Around {
        Around {
            now: tx.now(),
            polled,
            is_in_hours: self.is_in_hours,
            meets_booking: self.placed.is_err(),
            meets_busy: self.meets_busy,
        }
    }
}

/// Asks the engine about a time at which the practitioner has put an appointment.
pub(super) fn way(
    tx: &Tx<'_>,
    (old, patient): (&Appointment, &Patient),
    to: Interval,
    actor: &Actor,
) -> Result<Way, Fault> {
    let request = MoveRequest {
        appointment: old.id,
        expected_version: None,
        practitioner: Some(old.practitioner),
        start: to.start,
        audience: Audience::Staff,
        placing: Some(Placing::Anywhere),
        overbooking: None,
        actor: actor.clone(),
    };
    let asked = question(tx, old, patient, &request);
    let query = match asked {
        Ok(query) => query,
        Err(Failure::Fault(fault)) => return Err(fault),
        Err(Failure::Refused(refusal)) => {
            return Err(Fault::Bug(format!("a move without a question: {refusal}")));
        }
    };
    // The length that it has there now, be it the care's own or not.
    let query = SlotQuery {
        length: Some(to.length()).filter(|length| !length.is_zero()),
        ..query
    };
    let quiet = Change::Busy {
        practitioner: old.practitioner,
        time: BusyTime::default(),
    };
    let agenda = tx.agenda().after(tx.agenda().revision(), &[quiet]);
    let asked = |placing| place_free(&agenda, &query, to.start, placing, tx.now());
    Ok(Way {
        placed: asked(Placing::Anywhere),
        is_in_hours: asked(Placing::InOpeningHours).is_ok(),
        meets_busy: !touching(tx.agenda().busy(old.practitioner), to).is_empty(),
        request,
        query,
    })
}

impl App {
    /// Moves an appointment along a way that is free; the patient is told as of any move.
    pub(super) fn follow_way(
        &self,
        tx: &mut Tx<'_>,
        (old, patient): (&Appointment, &Patient),
        way: Way,
    ) -> Result<Appointment, Failure> {
        if !old.status.is_pending() {
            return Err(Refusal::WrongState.into());
        }
        let placement = way.placed?;
        let was_frozen = tx.is_frozen(old.id)?;
        tx.drop_expired_holds()?;
        let new = self.replace(tx, old, &way.query, placement, &way.request)?;
        conclude_move(tx, (old, patient), (&new, was_frozen), &way.request.actor)?;
        Ok(new)
    }
}
