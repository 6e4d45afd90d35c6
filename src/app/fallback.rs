//! The other way to somebody whom a message surely did not reach (reminders §2).

use chrono::TimeDelta;

use crate::domain::contact::Contact;
use crate::store::{Fault, Medium, Message, MessageKind, NewMessage, Tx};
use crate::sys::ids;

use super::App;

/// A message whose line is down goes the other way after so long, elapsed …
const IN_VAIN: TimeDelta = TimeDelta::minutes(20);
/// … when its visit begins within this, elapsed; what is about a later one can wait for the line.
const NEAR: TimeDelta = TimeDelta::hours(24);
/// Messages that go the other way in one transaction.
const AT_ONCE: u32 = 50;

impl App {
    /// Sends the other way what waits in vain for a line and is about a visit that is near; how many.
    pub async fn hand_over(&self, medium: Medium) -> Result<usize, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<usize, Fault> {
                if !tx.is_clock_trusted() || !tx.is_line_working(medium.other())? {
                    return Ok(0);
                }
                let now = tx.now();
                let mut gone = 0;
                for message in tx.stranded_messages(medium, (now, now - IN_VAIN, now + NEAR), AT_ONCE)? {
                    if fall_back(tx, &message)? {
                        tx.strand_message(message.id)?;
                        gone += 1;
                    }
                }
                Ok(gone)
            })
            .await
    }
}

/// Writes a message again for the other medium; `false` where there is no other way. A code never goes another way: it proves a contact.
pub(super) fn fall_back(tx: &mut Tx<'_>, message: &Message) -> Result<bool, Fault> {
    let medium = match message.to {
        Contact::Email(_) => Medium::Text,
        Contact::Phone(_) => Medium::Email,
    };
    let appointment = match message.appointment.filter(|_| message.kind != MessageKind::Code) {
        Some(id) => tx.appointment(id)?,
        None => None,
    };
    let Some(appointment) = appointment.filter(|_| tx.now() < message.useful_until) else {
        return Ok(false);
    };
    let Some(patient) = tx.patient(appointment.patient)? else {
        return Ok(false);
    };
    let is_phone_only = tx.patient_marks(patient.id)?.is_phone_only;
    let contact = match medium {
        Medium::Email => patient.email.map(Contact::Email),
        Medium::Text => {
            let mobile = patient.phone.and_then(|phone| phone.for_text());
            mobile.map(Contact::Phone)
        }
    };
    let Some(to) = contact.filter(|_| !is_phone_only) else {
        return Ok(false);
    };
    let refused = tx.reminder_refusals(patient.id)?;
    if message.kind.is_reminder() && refused.iter().any(|one| one.channel.key() == medium.key()) {
        return Ok(false);
    }
    let about = (appointment.id, appointment.version);
    if !tx.is_line_working(medium)?
        || tx.bad_contact(&to)?.is_some()
        || tx.is_message_written(about, message.kind, medium)?
    {
        return Ok(false);
    }
    let id = tx.post_quietly(
        &NewMessage {
            kind: message.kind,
            about: Some(about),
            with: message.with.clone(),
            to,
            language: message.language,
            code: None,
            key: ids::token(),
            useful_until: message.useful_until,
        },
        tx.now(),
    )?;
    if let Some(note) = &message.note {
        tx.annotate_message(id, note)?;
    }
    Ok(true)
}
