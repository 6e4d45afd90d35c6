//! Who is to be reminded by phone: the reminder did not go out, or did not arrive, and the appointment is still to come.

use crate::app::{App, Failure};
use crate::domain::booking::{Appointment, Refusal};
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

/// Somebody to be reminded by phone.
#[derive(Clone, Debug)]
pub struct ToRemind {
    /// Of what.
    pub appointment: Appointment,
    /// Who.
    pub patient: Patient,
    /// What became of the reminder: `expired`, `failed_permanent`, `undelivered`, `given_up`.
    pub state: String,
    /// Somebody spoke to the patient.
    pub is_reached: bool,
}

impl App {
    /// Whose reminder did not go out, in order of start, those who were reached among them.
    pub async fn unreminded(&self) -> Result<Vec<ToRemind>, Fault> {
        let now = self.now();
        self.store
            .read(move |db: &Db<'_>| {
                let mut list = Vec::new();
                for one in db.unreminded(now)? {
                    let Some(appointment) = db.appointment(one.appointment)? else {
                        continue;
                    };
                    let Some(patient) = db.patient(appointment.patient)? else {
                        continue;
                    };
                    list.push(ToRemind {
                        appointment,
                        patient,
                        state: one.state,
                        is_reached: one.called.is_some(),
                    });
                }
                Ok(list)
            })
            .await
    }

    /// Notes that somebody was reminded by phone, or that this was a mistake.
    pub async fn note_reminder_call(
        &self,
        appointment: AppointmentId,
        is_reached: bool,
        actor: Actor,
    ) -> Result<(), Failure> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                tx.appointment(appointment)?.ok_or(Refusal::NotFound)?;
                tx.note_reminder_call(appointment, is_reached)?;
                let record = Record::new(&actor, "patient.call");
                tx.audit(&record.on(format_args!("appointment:{appointment}")))?;
                Ok(())
            })
            .await
    }
}
