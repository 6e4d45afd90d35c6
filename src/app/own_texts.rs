//! Words of the practice's own for messages: kept, changed on record, shown with a real appointment (security T9).

use crate::domain::booking::Status;
use crate::domain::own_text::{OwnText, OwnTexts, TextChannel, TextKind, TextName};
use crate::domain::patient::Language;
use crate::domain::staff::Actor;
use crate::store::{Db, Fate, Fault, Message, MessageKind, MessageQuery, Record, Tx};

use super::{App, Notice};

const SETTING: &str = "texts.own";
/// The lines of text messages, of which the price alone is read here.
const LINES: &str = "sms.lines";
/// Thousandths of a euro, the order of what French providers ask.
const USUAL_MILLS: u32 = 65;
/// Messages looked at for one about an appointment that is still to come.
const LOOKED_AT: u32 = 200;

#[derive(serde::Deserialize)]
struct Prices {
    price_mills: Option<u32>,
}

impl App {
    /// Every own text.
    pub async fn own_texts(&self) -> Result<OwnTexts, Fault> {
        self.store.read(|db: &Db<'_>| own_texts(db)).await
    }

    /// Writes an own text, or goes back to the standard words with `None`; the caller has checked the role and the password. Messages
    /// that have not left go with the words of the moment at which they leave.
    pub async fn save_own_text(
        &self,
        name: TextName,
        text: Option<OwnText>,
        actor: Actor,
    ) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut texts = own_texts(tx)?;
                let (before, after) = (texts.get(name).is_some(), text.is_some());
                if texts.get(name) == text.as_ref() {
                    return Ok(());
                }
                texts.set(name, text);
                tx.save_setting(SETTING, &texts)?;
                let record = Record::new(&actor, "setting.change").on(SETTING);
                tx.audit(&record.change(before, after))?;
                Ok(())
            })
            .await
    }

    /// What one part of a text message costs, in thousandths of a euro: as the practice set it for its lines, else what is usual.
    pub async fn sms_price_mills(&self) -> Result<u32, Fault> {
        let lines: Option<Prices> = self.store.read(|db: &Db<'_>| db.setting(LINES)).await?;
        Ok(lines.and_then(|lines| lines.price_mills).unwrap_or(USUAL_MILLS))
    }

    /// A real appointment that is still to come as it would be told, in another language and for another reason than it was; its own
    /// words are left out. `None` where no message is about any.
    pub async fn sample_notice(&self, kind: TextKind, language: Language) -> Result<Option<Notice>, Fault> {
        let (app, now) = (self.clone(), self.now());
        self.store
            .read(move |db: &Db<'_>| {
                let mut messages = Vec::new();
                for fate in [Fate::Waiting, Fate::Over] {
                    let query = MessageQuery {
                        fate: Some(fate),
                        limit: LOOKED_AT,
                        ..MessageQuery::default()
                    };
                    messages.extend(
                        db.listed_messages(&query)?
                            .into_iter()
                            .map(|listed| listed.message),
                    );
                }
                messages.retain(|message| message.code.is_none());
                for message in messages {
                    let is_offer = message.kind == MessageKind::Freed;
                    let is_about = message.appointment.is_some() && kind != TextKind::Freed;
                    if !(is_about || is_offer && kind == TextKind::Freed) {
                        continue;
                    }
                    let found = app.notices(db, vec![message])?.into_iter().next();
                    let is_to_come = |notice: &Notice| {
                        let about = notice.about.as_ref();
                        let is_off = about.is_some_and(|about| about.appointment.status.is_called_off());
                        let start = notice
                            .about
                            .as_ref()
                            .map(|about| about.appointment.interval.start);
                        let start = start.or(notice.offer.as_ref().map(|offer| offer.start));
                        !is_off && start.is_some_and(|start| start > now)
                    };
                    if let Some(notice) = found.filter(is_to_come) {
                        return Ok(Some(as_if(notice, kind, language)));
                    }
                }
                Ok(None)
            })
            .await
    }
}

/// Of one appointment, for a reason and in a language.
fn as_if(mut notice: Notice, kind: TextKind, language: Language) -> Notice {
    notice.message.kind = MessageKind::of_text(kind).unwrap_or(MessageKind::Confirmed);
    notice.message.language = language;
    if let Some(about) = &mut notice.about {
        about.appointment.status = match kind {
            TextKind::Requested => Status::Requested,
            TextKind::Cancelled => Status::CancelledByPatient,
            TextKind::Refused => Status::Refused,
            TextKind::NoShow => Status::NoShow,
            TextKind::Confirmed
            | TextKind::Reminder
            | TextKind::Moved
            | TextKind::Offered
            | TextKind::PresenceAsked
            | TextKind::Freed => Status::Confirmed,
        };
    }
    notice.message.note = None;
    notice.with.clear();
    notice.words = None;
    notice
}

/// Every own text, as a transaction or a reader sees it.
pub(super) fn own_texts(db: &Db<'_>) -> Result<OwnTexts, Fault> {
    Ok(db.setting(SETTING)?.unwrap_or_default())
}

/// The own text with which a message goes, if there is one.
pub(super) fn words_of(texts: &OwnTexts, message: &Message) -> Option<OwnText> {
    let kind = TextKind::from_key(message.kind.key())?;
    let channel = match message.to {
        crate::domain::contact::Contact::Email(_) => TextChannel::Email,
        crate::domain::contact::Contact::Phone(_) => TextChannel::Sms,
    };
    texts.get((kind, channel, message.language)).cloned()
}
