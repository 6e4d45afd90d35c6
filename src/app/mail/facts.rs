//! What the headers of an e-mail say of it: which message it is, which it follows, how reminders end (reminders §5).

use std::sync::Arc;

use crate::domain::mail::CalendarMode;
use crate::store::{Db, Fault, Message, MessageIdentity, MessageKind};
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::super::App;
use super::dkim::DkimSetup;
use super::reminder_link::reminder_token;

/// Setting of [`CalendarMode`].
pub(super) const CALENDAR: &str = "mail.calendar";
/// Digits of an identity.
const DIGITS: usize = 32;

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct MailFacts {
    /// Left side of its `Message-ID`: of the row, not of the attempt, so that a repeat has the same.
    pub id: String,
    /// The same of the message that a thread begins with: the first word on this appointment. `None` for that one itself.
    pub thread: Option<String>,
    /// Token of the link that ends reminders; set on reminders only.
    pub unsubscribe: Option<String>,
    /// How its calendar file goes.
    pub calendar: CalendarMode,
    /// Signs it, where it is turned on.
    pub dkim: Option<Arc<DkimSetup>>,
}

/// 32 hexadecimal digits that nobody can guess: `install` is drawn at random once (reminders §5).
pub(super) fn message_id(install: &str, of: &MessageIdentity) -> String {
    let what = match of.about {
        Some((appointment, version)) => format!("booking={appointment}|kind={}|rev={version}", of.kind),
        None => format!("key={}|kind={}", of.key, of.kind),
    };
    let mut digits = hash::sha256_hex(format!("grappe-outbox|install={install}|{what}").as_bytes());
    digits.truncate(DIGITS);
    digits
}

impl App {
    /// What the headers of a message say.
    pub(in crate::app) fn mail_facts(&self, db: &Db<'_>, message: &Message) -> Result<MailFacts, Fault> {
        let install = db.install_word()?;
        let identity = db.message_identity(message.id)?;
        let Some(identity) = identity else {
            return Ok(MailFacts::default());
        };
        let id = message_id(&install, &identity);
        let first = match message.appointment {
            Some(appointment) => first_word(db, appointment, &install)?,
            None => None,
        };
        Ok(MailFacts {
            thread: first.filter(|first| *first != id),
            unsubscribe: unsubscribe(&self.keys, db, message)?,
            calendar: db.setting(CALENDAR)?.unwrap_or_default(),
            dkim: self.mail.borrow().dkim.clone().filter(|dkim| dkim.is_on),
            id,
        })
    }
}

/// The first message that left about an appointment or one that it replaces, where that is a word on its booking.
fn first_word(
    db: &Db<'_>,
    appointment: crate::domain::id::AppointmentId,
    install: &str,
) -> Result<Option<String>, Fault> {
    let told = db.told_about(appointment)?;
    let is_word = |kind: MessageKind| matches!(kind, MessageKind::Confirmed | MessageKind::Requested);
    let first = told.iter().find(|told| told.has_left && is_word(told.kind));
    Ok(first.map(|first| {
        let identity = MessageIdentity {
            kind: first.kind.key().to_owned(),
            about: Some((first.appointment, first.version)),
            key: String::new(),
        };
        message_id(install, &identity)
    }))
}

fn unsubscribe(keys: &DeviceKey, db: &Db<'_>, message: &Message) -> Result<Option<String>, Fault> {
    if !message.kind.key().starts_with("reminder") {
        return Ok(None);
    }
    let Some(appointment) = message.appointment else {
        return Ok(None);
    };
    let patient = db
        .appointment(appointment)?
        .map(|appointment| appointment.patient);
    Ok(patient.map(|patient| reminder_token(keys, patient)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::AppointmentId;

    fn of(about: Option<(AppointmentId, i64)>, key: &str) -> MessageIdentity {
        MessageIdentity {
            kind: "reminder-24h".to_owned(),
            about,
            key: key.to_owned(),
        }
    }

    /// reminders §5.
    #[test]
    fn the_identity_is_that_of_the_specification() {
        let about = Some((AppointmentId(42), 3));
        assert_eq!(
            message_id("0001", &of(about, "x")),
            "da827f8879a1eda06498f66dd5ee4a86"
        );
        assert_eq!(
            message_id("0001", &of(about, "x")),
            message_id("0001", &of(about, "y"))
        );
    }

    #[test]
    fn what_is_about_no_appointment_has_the_identity_of_its_row() {
        let one = message_id("0001", &of(None, "x"));
        assert_eq!(one.len(), DIGITS);
        assert_ne!(one, message_id("0001", &of(None, "y")));
        assert_ne!(one, message_id("0002", &of(None, "x")));
    }
}
