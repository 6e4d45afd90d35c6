//! « Je viendrai »: confirmed by the patient's link (booking-rules §10, second step).

use crate::app::links::linked_in;
use crate::app::pass::LinkPass;
use crate::app::{App, Failure};
use crate::domain::booking::{Refusal, Status};
use crate::domain::staff::Actor;
use crate::store::Record;

impl App {
    /// Notes that the patient confirmed; again is fine.
    pub async fn confirm_presence(&self, pass: &LinkPass) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx| {
                let (appointment, _) = linked_in(tx, &token_hash)?;
                if appointment.status != Status::Confirmed || appointment.interval.start <= tx.now() {
                    return Err(Refusal::WrongState.into());
                }
                tx.note_presence_confirmed(appointment.id)?;
                let record = Record::new(&Actor::Patient, "presence.confirm");
                tx.audit(&record.on(format_args!("appointment:{}", appointment.id)))?;
                Ok(())
            })
            .await
    }
}
