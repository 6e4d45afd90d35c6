//! Reminders off and on again, by channel: by the patient behind a link, by one click of a mail program (RFC 8058), by STOP, at the desk.
//! It never cancels the appointment.

use crate::app::links::linked_in;
use crate::app::mail::{patient_of_reminder_token, reminder_token};
use crate::app::pass::LinkPass;
use crate::app::{App, Failure};
use crate::domain::booking::Refusal;
use crate::domain::contact::Phone;
use crate::domain::id::PatientId;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, MessageChannel, Record, RefusedBy, Tx};

use super::plan::has_text_line;

/// How somebody is reminded, and may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReminderChoice {
    /// Which channel.
    pub channel: MessageChannel,
    /// Reminders by it are sent; else they were refused.
    pub is_on: bool,
}

impl App {
    /// The path, after the pages' own address, by which a reminder's `List-Unsubscribe` is reached (RFC 8058).
    pub fn reminders_off_path(&self, patient: PatientId) -> String {
        format!("/reminders/off/{}", reminder_token(&self.keys, patient))
    }

    /// Whether a path of [`Self::reminders_off_path`] is one that this box made; looking changes nothing.
    pub fn may_end_reminders(&self, token: &str) -> bool {
        patient_of_reminder_token(&self.keys, token).is_some()
    }

    /// The channels by which a patient may be reminded, for the desk.
    pub async fn reminder_choices(&self, patient: PatientId) -> Result<Vec<ReminderChoice>, Fault> {
        self.store
            .read(move |db: &Db<'_>| reminder_choices(db, patient))
            .await
    }

    /// Switches the own reminders behind a link.
    pub async fn choose_own_reminders(&self, pass: &LinkPass, choice: ReminderChoice) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (_, patient) = linked_in(tx, &token_hash)?;
                Ok(choose(
                    tx,
                    patient.id,
                    choice,
                    (RefusedBy::Link, &Actor::Patient),
                )?)
            })
            .await
    }

    /// Switches a patient's reminders at the desk.
    pub async fn choose_reminders(
        &self,
        patient: PatientId,
        choice: ReminderChoice,
        actor: Actor,
    ) -> Result<(), Failure> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                tx.patient(patient)?.ok_or(Refusal::NotFound)?;
                Ok(choose(tx, patient, choice, (RefusedBy::Desk, &actor))?)
            })
            .await
    }

    /// Switches reminders by e-mail off for the patient of a token; a second click changes nothing. A token that is not ours, and
    /// somebody who was erased, are refused alike.
    pub async fn reminders_off_by_click(&self, token: &str) -> Result<(), Failure> {
        let patient = patient_of_reminder_token(&self.keys, token).ok_or(Refusal::NotFound)?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                tx.patient(patient)?.ok_or(Refusal::NotFound)?;
                let off = ReminderChoice {
                    channel: MessageChannel::Email,
                    is_on: false,
                };
                Ok(choose(tx, patient, off, (RefusedBy::OneClick, &Actor::Patient))?)
            })
            .await
    }

    /// Switches reminders by text message off for everybody with a phone number: it said STOP. How many people that is.
    pub async fn reminders_off_by_text(&self, phone: Phone) -> Result<usize, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| reminders_off_by_text_in(tx, &phone))
            .await
    }
}

/// The same within a transaction.
pub(in crate::app) fn reminders_off_by_text_in(tx: &mut Tx<'_>, phone: &Phone) -> Result<usize, Fault> {
    let people = tx.patients_with_text_number(phone)?;
    let off = ReminderChoice {
        channel: MessageChannel::Sms,
        is_on: false,
    };
    for patient in &people {
        choose(tx, *patient, off, (RefusedBy::Stop, &Actor::Patient))?;
    }
    Ok(people.len())
}

/// The channels by which a patient may be reminded: those that reach them, and those that they refused.
pub(in crate::app) fn reminder_choices(
    db: &Db<'_>,
    patient: PatientId,
) -> Result<Vec<ReminderChoice>, Fault> {
    let Some(person) = db.patient(patient)? else {
        return Ok(Vec::new());
    };
    let refused = db.reminder_refusals(patient)?;
    let has_mobile = person
        .phone
        .as_ref()
        .is_some_and(|phone| phone.for_text().is_some());
    let is_texted = has_mobile && has_text_line(db)?;
    let all = MessageChannel::ALL.into_iter().map(|channel| ReminderChoice {
        channel,
        is_on: refused.iter().all(|refusal| refusal.channel != channel),
    });
    let is_of_use = |choice: &ReminderChoice| match choice.channel {
        _ if !choice.is_on => true,
        MessageChannel::Email => person.email.is_some(),
        MessageChannel::Sms => is_texted,
    };
    Ok(all.filter(is_of_use).collect())
}

fn choose(
    tx: &mut Tx<'_>,
    patient: PatientId,
    choice: ReminderChoice,
    (by, actor): (RefusedBy, &Actor),
) -> Result<(), Fault> {
    let (what, is_new) = if choice.is_on {
        ("reminders.on", tx.allow_reminders(patient, choice.channel)?)
    } else {
        ("reminders.off", tx.refuse_reminders(patient, choice.channel, by)?)
    };
    if choice.is_on && choice.channel == MessageChannel::Sms {
        // The telephone itself said STOP once: whoever switches them on again has asked.
        if let Some(phone) = tx.patient(patient)?.and_then(|person| person.phone) {
            tx.unstop_sms(&phone.for_text().unwrap_or(phone))?;
        }
    }
    if is_new {
        tx.announce();
        let record = Record::new(actor, what).on(format_args!("patient:{patient}"));
        tx.audit(&record.change(choice.channel.key(), by.key()))?;
    }
    Ok(())
}
