//! A message in words: what it is, whose, where it stands, what is wrong and what to do about it.

use crate::app::{BoardRow, Notice};
use crate::domain::contact::Contact;
use crate::domain::patient::Patient;
use crate::domain::sms;
use crate::domain::time::Zone;
use crate::i18n::Texts;
use crate::store::Fate;
use crate::web::extract::Visit;

/// Whether somebody may send it once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It is still to leave, was replaced or is seen to.
    Never,
    /// It surely did not arrive.
    AtOnce,
    /// The patient may have it.
    IfSure,
}

/// A line of a list.
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) what: String,
    pub(super) who: String,
    pub(super) to: String,
    pub(super) visit: String,
    pub(super) at: String,
    pub(super) state: String,
    /// As stored: what the form says it saw.
    pub(super) seen: String,
    /// Why it did not arrive, and what to do.
    pub(super) why: String,
    pub(super) remedy: String,
    /// What the other side said.
    pub(super) reason: String,
    pub(super) href: Option<String>,
    /// All messages to the same person.
    pub(super) of_patient: Option<String>,
    pub(super) repeat: Repeat,
    pub(super) may_call_off: bool,
    pub(super) may_handle: bool,
}

impl Row {
    /// The line of a message.
    pub(super) fn of(visit: &Visit, zone: Zone, row: &BoardRow) -> Self {
        let t = visit.texts();
        let notice = &row.notice;
        let message = &notice.message;
        let patient = patient(notice);
        let is_troubled = row.fate == Fate::Troubled;
        let (why, remedy) = row
            .trouble
            .filter(|_| row.fate != Fate::Over)
            .map(|trouble| {
                let said = |part: &str| t.text(&format!("outbox-{part}-{}", trouble.key())).into_owned();
                (said("why"), said("do"))
            })
            .unwrap_or_default();
        // A reason of a text message begins with its spelling, which says nothing to anybody.
        let reason = message.last_error.as_deref().unwrap_or_default();
        let known = sms::Trouble::of(reason).filter(|_| matches!(message.to, Contact::Phone(_)));
        let reason = known.map_or(reason, |(_, words)| words);
        Self {
            id: message.id,
            what: t
                .text(&format!("outbox-kind-{}", message.kind.key()))
                .into_owned(),
            who: patient.map_or_else(String::new, Patient::sort_name),
            to: match &message.to {
                Contact::Email(email) => email.as_str().to_owned(),
                Contact::Phone(phone) => t.phone(phone.as_str()),
            },
            visit: start(notice).map_or_else(String::new, |start| t.moment_short(zone, start)),
            at: moment(t, zone, row),
            state: state(t, zone, row),
            seen: message.state.clone(),
            why,
            remedy,
            reason: reason.to_owned(),
            href: href(visit, notice),
            of_patient: patient.map(|patient| visit.link(&format!("{}?patient={}", super::PATH, patient.id))),
            repeat: repeat(row),
            may_call_off: message.may_be_called_off(),
            may_handle: is_troubled,
        }
    }
}

fn repeat(row: &BoardRow) -> Repeat {
    let message = &row.notice.message;
    if !message.may_be_repeated() || row.is_handled || row.resent_as.is_some() {
        return Repeat::Never;
    }
    if message.may_have_arrived() {
        Repeat::IfSure
    } else {
        Repeat::AtOnce
    }
}

fn patient(notice: &Notice) -> Option<&Patient> {
    notice
        .about
        .as_ref()
        .map(|about| &about.patient)
        .or(notice.offer.as_ref().map(|offer| &offer.patient))
        .or(notice.waiting.as_ref().map(|waiting| &waiting.patient))
}

fn start(notice: &Notice) -> Option<crate::domain::time::Instant> {
    let about = notice
        .about
        .as_ref()
        .map(|about| about.appointment.interval.start);
    about.or(notice.offer.as_ref().map(|offer| offer.start))
}

fn href(visit: &Visit, notice: &Notice) -> Option<String> {
    if let Some(about) = &notice.about {
        return Some(visit.link(&format!("/admin/appointments/{}", about.appointment.id)));
    }
    let is_waiting = notice.offer.is_some() || notice.waiting.is_some();
    is_waiting.then(|| visit.link("/admin/waiting"))
}

/// When it leaves, left or failed.
fn moment(t: Texts, zone: Zone, row: &BoardRow) -> String {
    let when = t.moment_short(zone, row.moment);
    let key = match (row.fate, row.notice.message.state.as_str()) {
        (Fate::Waiting, _) => "outbox-due",
        (_, "sent" | "delivered") => "outbox-left",
        _ => "outbox-ended",
    };
    t.with(key, &[("when", when.into())])
}

fn state(t: Texts, zone: Zone, row: &BoardRow) -> String {
    let message = &row.notice.message;
    if row.resent_as.is_some() {
        return t.text("outbox-state-resent").into_owned();
    }
    if row.is_handled {
        return t.text("outbox-state-handled").into_owned();
    }
    if message.state == "pending" && message.attempts > 0 {
        let next = t.hour_at(zone, message.due);
        return t.with("outbox-next", &[("hour", next.into())]);
    }
    let key = message.state.replace('_', "-");
    t.text(&format!("outbox-state-{key}")).into_owned()
}
