//! A patient's own appointments for a calendar of theirs, by a secret address: made and ended from the page of an appointment. An event
//! says what a message may say: the neutral name of the practice, its address and the hour; never the care, nor with whom (security §1).

use chrono::{DurationRound as _, TimeDelta};

use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};
use crate::sys::{hash, ids};

use super::calendar_file::calendar_of_events;
use super::links::linked_in;
use super::notices::event;
use super::pass::LinkPass;
use super::{App, Failure};

impl App {
    /// Makes the address and returns its secret part, shown this once only; one from before ends.
    pub async fn create_own_feed(&self, pass: &LinkPass) -> Result<String, Failure> {
        let token_hash = self.token_hash(pass)?;
        let secret = ids::secret256();
        let digest = hash::sha256(secret.as_bytes());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (_, patient) = linked_in(tx, &token_hash)?;
                tx.save_own_feed(patient.id, &digest)?;
                let record = Record::new(&Actor::Patient, "feed.own");
                tx.audit(&record.on(format_args!("patient:{}", patient.id)))?;
                Ok(())
            })
            .await?;
        Ok(secret)
    }

    /// Ends it at once; where there is none that is fine.
    pub async fn end_own_feed(&self, pass: &LinkPass) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (_, patient) = linked_in(tx, &token_hash)?;
                if tx.drop_own_feed(patient.id)? {
                    let record = Record::new(&Actor::Patient, "feed.own_end");
                    tx.audit(&record.on(format_args!("patient:{}", patient.id)))?;
                }
                Ok(())
            })
            .await
    }

    /// The calendar file of an address: what is still to come. `None` for one that is unknown, was ended, or belongs to somebody whom
    /// the practice serves by phone only.
    pub async fn own_calendar(&self, secret: &str) -> Result<Option<String>, Fault> {
        let digest = hash::sha256(secret.as_bytes());
        let (agenda, now) = (self.agenda(), self.now());
        // A stamp of the second would make another file of it at each question.
        let stamp = now.duration_trunc(TimeDelta::days(1)).unwrap_or(now);
        self.store
            .read(move |db: &Db<'_>| -> Result<_, Fault> {
                let patient = match db.own_feed_patient(&digest)? {
                    Some(id) => db.patient(id)?,
                    None => None,
                };
                let Some(patient) = patient.filter(|patient| !patient.is_blocked_online) else {
                    return Ok(None);
                };
                if db.patient_marks(patient.id)?.is_phone_only {
                    return Ok(None);
                }
                let mut coming = db.appointments_of(patient.id)?;
                coming.retain(|a| a.status.takes_time() && a.interval.end > now);
                let mut events = Vec::new();
                for appointment in &coming {
                    if let Some(identity) = db.calendar_identity(appointment.id)? {
                        events.push(event(&agenda, appointment, &identity, stamp));
                    }
                }
                Ok(Some(calendar_of_events(&events)))
            })
            .await
    }
}
