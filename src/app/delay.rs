//! « J'ai du retard »: told by the patient's link on the day, seen by the desk at once.

use crate::domain::booking::{Refusal, delays_to_tell};
use crate::domain::staff::Actor;
use crate::store::{Record, Tx};

use super::links::linked_in;
use super::pass::LinkPass;
use super::{App, Failure};

impl App {
    /// Keeps the delay in the place of one told before; the same again is fine. Whether the patient came late is another matter, which
    /// the staff note.
    pub async fn tell_delay(&self, pass: &LinkPass, minutes: u16) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (appointment, _) = linked_in(tx, &token_hash)?;
                if !delays_to_tell(&appointment, tx.now()).contains(&minutes) {
                    return Err(Refusal::WrongState.into());
                }
                let before = tx.delay(appointment.id)?;
                if before == Some(minutes) {
                    return Ok(());
                }
                tx.save_delay(appointment.id, minutes)?;
                let record = Record::new(&Actor::Patient, "appointment.delay");
                let record = record.on(format_args!("appointment:{}", appointment.id));
                tx.audit(&record.change(before.unwrap_or(0), minutes))?;
                Ok(())
            })
            .await
    }
}
