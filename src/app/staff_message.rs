//! Messages to the staff: a test of a text, the agenda of the day, trouble on a line. Their words are made where languages are known, and
//! wait in the row until it has left.

use chrono::TimeDelta;

use crate::domain::contact::Contact;
use crate::domain::patient::Language;
use crate::domain::staff::Actor;
use crate::store::{Fault, MessageKind, NewMessage, Record, Tx};

use super::App;

/// Subject and text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StaffWords {
    /// One line; of no meaning to a text message.
    pub subject: String,
    /// Lines.
    pub text: String,
}

impl StaffWords {
    /// The words of a stored message.
    pub fn read(stored: &str) -> Option<Self> {
        serde_json::from_str(stored).ok()
    }
}

/// A message to somebody of the staff.
#[derive(Clone, Debug)]
pub struct StaffMessage {
    /// Where it goes.
    pub to: Contact,
    /// In which language its frame is.
    pub language: Language,
    /// What it says; nothing about a patient (security §1).
    pub words: StaffWords,
    /// Its identity: a second message of the same key is not written.
    pub key: String,
    /// Of use for so long, elapsed.
    pub life: TimeDelta,
}

impl App {
    /// Writes a message to the staff; `false` when one of this key was written before.
    pub async fn post_to_staff(&self, message: StaffMessage, actor: Actor) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| post_to_staff(tx, &message, &actor))
            .await
    }
}

/// The same within a transaction.
pub(super) fn post_to_staff(tx: &mut Tx<'_>, message: &StaffMessage, actor: &Actor) -> Result<bool, Fault> {
    if tx.has_message_key(&message.key)? {
        return Ok(false);
    }
    let words = serde_json::to_string(&message.words).map_err(|error| Fault::Bug(error.to_string()))?;
    let id = tx.post(&NewMessage {
        kind: MessageKind::Staff,
        about: None,
        with: Vec::new(),
        to: message.to.clone(),
        language: message.language,
        code: None,
        key: message.key.clone(),
        useful_until: tx.now() + message.life,
    })?;
    tx.annotate_message(id, &words)?;
    tx.audit(&Record::new(actor, "message.staff").on(format_args!("message:{id}")))?;
    Ok(true)
}
