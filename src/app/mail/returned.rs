//! What comes back by e-mail: reports of mail that was not delivered, answers to invitations (reminders §5).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::mail::Returned;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Db, Fault, Record, Tx};

use super::super::App;
use super::facts::message_id;

/// A report may come as long as this after the message left, elapsed: servers give up after five days.
const REPORTED_WITHIN: TimeDelta = TimeDelta::days(14);
/// What is shown at once to the staff.
const SHOWN: u32 = 50;
/// Setting: how far the mailbox was read.
const MARK: &str = "mail.returns_mark";

/// Something that came back, to which somebody is to see.
#[derive(Clone, Debug)]
pub struct MailNotice {
    /// Its number.
    pub id: i64,
    /// A message was not delivered; else an invitation was declined.
    pub is_returned: bool,
    /// The status of the report, empty for an invitation.
    pub status: String,
    /// When it was read.
    pub created: Instant,
    /// About which appointment, where it is about one.
    pub appointment: Option<AppointmentId>,
    /// Whose: number and name.
    pub patient: Option<(PatientId, String)>,
    /// Where the message went.
    pub recipient: Option<String>,
}

/// How far a mailbox was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnsMark {
    /// `UIDVALIDITY` of the folder (RFC 9051 §2.3.1.1).
    pub validity: u32,
    /// The highest `UID` that was read.
    pub uid: u32,
}

impl App {
    /// Takes in what a message that came back says; whether it was news. An invitation that was declined cancels nothing: the staff is
    /// told.
    pub async fn take_returned(&self, returned: Returned) -> Result<bool, Fault> {
        match returned {
            Returned::Undelivered { id, status, words } => self.take_undelivered(id, status, words).await,
            Returned::Declined { uid } => self.take_declined(uid).await,
            Returned::Nothing => Ok(false),
        }
    }

    async fn take_undelivered(&self, id: String, status: String, words: String) -> Result<bool, Fault> {
        let since = self.now() - REPORTED_WITHIN;
        let find = move |db: &Db<'_>| -> Result<Option<i64>, Fault> {
            let install = db.install_word()?;
            let left = db.mails_left_since(since)?;
            let found = left
                .iter()
                .find(|(_, identity)| message_id(&install, identity) == id);
            Ok(found.map(|(message, _)| *message))
        };
        let Some(message) = self.store.read(find).await? else {
            return Ok(false);
        };
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let is_news = tx.return_message(message, &status, &words)?;
                if is_news {
                    if let Some(returned) = tx.message(message)? {
                        tx.mark_contact_bad(&returned.to, &status)?;
                    }
                    let record = Record::new(&Actor::System, "message.returned");
                    tx.audit(&record.on(format_args!("message:{message}")))?;
                }
                Ok(is_news)
            })
            .await
    }

    async fn take_declined(&self, uid: String) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let Some(appointment) = tx.appointment_of_uid(&uid)? else {
                    return Ok(false);
                };
                let is_news = tx.note_declined(appointment)?;
                if is_news {
                    let record = Record::new(&Actor::System, "appointment.declined");
                    tx.audit(&record.on(format_args!("appointment:{appointment}")))?;
                }
                Ok(is_news)
            })
            .await
    }

    /// What came back and nobody has seen to, the newest first.
    pub async fn mail_notices(&self) -> Result<Vec<MailNotice>, Fault> {
        self.store
            .read(|db: &Db<'_>| {
                let rows = db.open_mail_notices(SHOWN)?.into_iter();
                let named = rows.map(|row| {
                    let patient = match row.about {
                        Some((_, patient)) => db.patient(patient)?,
                        None => None,
                    };
                    Ok(MailNotice {
                        id: row.id,
                        is_returned: row.is_returned,
                        status: row.status,
                        created: row.created,
                        appointment: row.about.map(|(appointment, _)| appointment),
                        patient: patient.map(|patient| (patient.id, patient.sort_name())),
                        recipient: row.recipient,
                    })
                });
                named.collect()
            })
            .await
    }

    /// Somebody has seen to it; whether it was open.
    pub async fn settle_mail_notice(&self, id: i64, actor: Actor) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_open = tx.settle_mail_notice(id)?;
                if was_open {
                    let record = Record::new(&actor, "message.seen");
                    tx.audit(&record.on(format_args!("notice:{id}")))?;
                }
                Ok(was_open)
            })
            .await
    }

    /// How far the mailbox was read; `None` before the first time.
    pub async fn returns_mark(&self) -> Result<Option<ReturnsMark>, Fault> {
        self.store.read(|db: &Db<'_>| db.setting(MARK)).await
    }

    /// Notes how far the mailbox was read.
    pub async fn save_returns_mark(&self, mark: ReturnsMark) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.save_setting(MARK, &mark))
            .await
    }
}
