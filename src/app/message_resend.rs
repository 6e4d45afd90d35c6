//! What a person does about a message: send it once more, call it off, note that the telephone did it.

use chrono::TimeDelta;

use crate::domain::booking::Status;
use crate::domain::contact::Contact;
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Message, MessageKind, NewMessage, Record, Tx};
use crate::sys::ids;

use super::{App, Failure};

/// A message that is sent once more is of use for at least this long, even when the appointment starts at once.
const LIFE: TimeDelta = TimeDelta::hours(1);

/// Why a message is not sent once more, called off or noted as seen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResendRefusal {
    /// No such message.
    #[error("not found")]
    NotFound,
    /// It no longer stands as it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// The patient has it, or may have it: somebody has to say that once more is right (reminders §2).
    #[error("may have arrived")]
    MayHaveArrived,
    /// It is not about an appointment, so that there is nothing to say once more.
    #[error("nothing to repeat")]
    NothingToRepeat,
    /// The appointment is over, or another one stands in its place.
    #[error("overtaken")]
    Overtaken,
    /// The patient has no such contact, or wants none but the telephone.
    #[error("no contact")]
    NoContact,
    /// The same message is already waiting.
    #[error("already waiting")]
    AlreadyWaiting,
}

impl App {
    /// Sends a message once more, as a row of its own under a key of its own, to the contact that the patient has now; `seen` is the
    /// state that was shown, `is_sure` says that twice is better than never. The number of the new message.
    pub async fn resend_message(
        &self,
        id: i64,
        seen: String,
        is_sure: bool,
        actor: Actor,
    ) -> Result<i64, Failure<ResendRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let old = found(tx, id, &seen)?;
                let new = repeated(tx, &old, is_sure)?;
                let version = new.about.map_or(0, |(_, version)| version);
                tx.step_aside(&old, version)?;
                let number = tx.post(&new)?;
                tx.note_resent(old.id, number)?;
                record(tx, &actor, "message.resend", id)?;
                Ok(number)
            })
            .await
    }

    /// Calls a waiting message off.
    pub async fn call_off_message(&self, id: i64, actor: Actor) -> Result<(), Failure<ResendRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                if tx.message(id)?.is_none() {
                    return Err(Failure::Refused(ResendRefusal::NotFound));
                }
                if !tx.call_off_message(id)? {
                    return Err(Failure::Refused(ResendRefusal::Changed));
                }
                Ok(record(tx, &actor, "message.call_off", id)?)
            })
            .await
    }

    /// Notes that somebody saw to a message that did not arrive: the patient knows.
    pub async fn handle_message(&self, id: i64, actor: Actor) -> Result<(), Failure<ResendRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                if tx.message(id)?.is_none() {
                    return Err(Failure::Refused(ResendRefusal::NotFound));
                }
                if !tx.handle_message(id)? {
                    return Err(Failure::Refused(ResendRefusal::Changed));
                }
                Ok(record(tx, &actor, "message.handle", id)?)
            })
            .await
    }
}

fn record(tx: &mut Tx<'_>, actor: &Actor, what: &'static str, id: i64) -> Result<(), Fault> {
    tx.audit(&Record::new(actor, what).on(format_args!("message:{id}")))?;
    Ok(())
}

fn found(db: &Db<'_>, id: i64, seen: &str) -> Result<Message, Failure<ResendRefusal>> {
    let found = db.message(id)?.ok_or(Failure::Refused(ResendRefusal::NotFound))?;
    if found.state != seen {
        return Err(Failure::Refused(ResendRefusal::Changed));
    }
    Ok(found)
}

/// The message once more, of the appointment as it is now.
fn repeated(tx: &Tx<'_>, old: &Message, is_sure: bool) -> Result<NewMessage, Failure<ResendRefusal>> {
    let refused = |why| Failure::Refused(why);
    let id: AppointmentId = old
        .appointment
        .filter(|_| old.may_be_repeated())
        .ok_or(refused(ResendRefusal::NothingToRepeat))?;
    if old.may_have_arrived() && !is_sure {
        return Err(refused(ResendRefusal::MayHaveArrived));
    }
    let gone = || Fault::Bug(format!("message {} lacks its appointment", old.id));
    let appointment = tx.appointment(id)?.ok_or_else(gone)?;
    let is_over = appointment.interval.start <= tx.now() && old.kind != MessageKind::NoShow;
    if is_over || appointment.status == Status::Moved {
        return Err(refused(ResendRefusal::Overtaken));
    }
    if tx.has_rival(old)? {
        return Err(refused(ResendRefusal::AlreadyWaiting));
    }
    let patient = tx.patient(appointment.patient)?.ok_or_else(gone)?;
    let is_phone_only = tx.patient_marks(patient.id)?.is_phone_only;
    let to = contact(&patient, &old.to)
        .filter(|_| !is_phone_only)
        .ok_or(refused(ResendRefusal::NoContact))?;
    Ok(NewMessage {
        kind: old.kind,
        about: Some((id, appointment.version)),
        with: old.with.clone(),
        to,
        language: patient.language,
        code: None,
        key: ids::token(),
        useful_until: appointment.interval.start.max(tx.now() + LIFE),
    })
}

/// On the channel of the first one, what the patient has now: it may have been put right since.
fn contact(patient: &Patient, old: &Contact) -> Option<Contact> {
    match old {
        Contact::Email(_) => patient.email.clone().map(Contact::Email),
        Contact::Phone(_) => patient.phone.clone().map(Contact::Phone),
    }
}
