//! Joining the list without an appointment and without an account: who it is is typed, and a code proves the mailbox, or the mobile where
//! the practice sends codes by text message (booking-rules §9,
//! security §4). Nothing is written of anybody before, and no answer tells whether somebody is known (security T4).

use chrono::TimeDelta;

use crate::domain::agenda::SetUp;
use crate::domain::booking::Refusal;
use crate::domain::consent::{ConsentKind, TEXTS_VERSION};
use crate::domain::contact::Contact;
use crate::domain::id::{CareTypeId, HoldId, WaitingEntryId};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::waiting_list::{Channel, EntryState, LastDay, Urgency, WaitingEntry};
use crate::store::{Code, Fault, MessageKind, NewMessage, Record, Tx, WaitingRequest};
use crate::sys::secret::DeviceKey;
use crate::sys::{hash, ids};

use super::super::answers::asked_online;
use super::super::book::record_of;
use super::super::confirm_hold::{TRIES, proven};
use super::super::mismatch::refuse_blocked_namesake;
use super::super::pass::WaitingPass;
use super::super::request_code::{CODE_LIFE, contact_text, refuse_by_text, refuse_too_many};
use super::super::{App, Failure};
use super::channel::is_closed_to;
use super::entries::{JoinRefusal, JoinRequest, expiry, join, written};
use super::own_link::waiting_token;

/// Cares that one contact waits for at a time, each once: the list is for the next visit, not for keeping places.
const CARES_PER_CONTACT: usize = 3;

/// A judgement that must be written down although it refuses.
type Judged<T> = Result<Result<T, Refusal>, Failure>;

impl App {
    /// Whether patients put themselves on the list for a care: it is booked online, and nobody asks questions before it, whose
    /// answers would be old when a time is found.
    pub fn may_wait_for(&self, care: CareTypeId) -> bool {
        may_wait(self.agenda().set_up(), care)
    }

    /// Keeps what was typed and sends a code to its contact, known or not, within the ceilings of all codes (security §5); the secret
    /// for the browser.
    pub async fn ask_to_wait(&self, request: WaitingRequest) -> Result<String, Failure> {
        let (token, digits) = (ids::token(), ids::code6());
        let token_hash = hash::sha256(token.as_bytes());
        let code_hash = self.code_hash(&token_hash, &digits);
        let contact = contact_text(&request.draft.contact).as_bytes();
        let contact_hash = self.keys.tag("code-contact", contact);
        let at_most = self.code_mails_a_day;
        let asked = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                if !may_wait(tx.agenda().set_up(), request.care) {
                    return Err(Refusal::UnknownCare.into());
                }
                refuse_too_many(tx, &contact_hash, at_most)?;
                refuse_by_text(tx, &request.draft.contact)?;
                let expires = tx.now() + CODE_LIFE;
                tx.save_waiting_request(&token_hash, &request, (&code_hash, expires))?;
                let since = tx.now() - TimeDelta::days(1);
                tx.note_code_sent(&contact_hash, HoldId(0), since)?;
                tx.post(&NewMessage {
                    kind: MessageKind::Code,
                    about: None,
                    with: Vec::new(),
                    to: request.draft.contact.clone(),
                    language: request.draft.patient.language,
                    code: Some(digits),
                    key: ids::token(),
                    useful_until: expires,
                })?;
                tx.audit(&Record::new(&Actor::Patient, "waiting.ask"))?;
                Ok(())
            })
            .await;
        if let Err(Failure::Refused(Refusal::TooManyCodes)) = &asked {
            self.note_refused();
        }
        asked.map(|()| token)
    }

    /// What the browser with this secret asked for, while its code counts.
    pub async fn asked_to_wait(&self, token: &str) -> Result<Option<WaitingRequest>, Fault> {
        let (token_hash, now) = (hash::sha256(token.as_bytes()), self.now());
        let found = self.store.read(move |db| db.waiting_request(&token_hash)).await?;
        Ok(found.and_then(|(request, code)| (code.expires > now).then_some(request)))
    }

    /// Judges the code; a right one puts them on the list, or changes what they said before, and shows the entry.
    pub async fn confirm_waiting(&self, token: &str, code: &str) -> Result<WaitingPass, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        let code_hash = self.code_hash(&token_hash, code);
        let keys = std::sync::Arc::clone(&self.keys);
        let judged: Result<[u8; 32], Refusal> = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Judged<[u8; 32]> {
                let asked = tx.waiting_request(&token_hash)?;
                let Some((request, sent)) = asked.filter(|(_, code)| code.expires > tx.now()) else {
                    return Ok(Err(Refusal::CodeExpired));
                };
                if !hash::equal(&sent.hash, &code_hash) {
                    return Ok(Err(wrong(tx, &token_hash, &sent)?));
                }
                let link = put_on_list(tx, &keys, &request)?;
                tx.drop_waiting_request(&token_hash)?;
                Ok(Ok(link))
            })
            .await?;
        Ok(WaitingPass::seal(&self.keys, &judged?, self.now())?)
    }
}

fn may_wait(set_up: &SetUp, care: CareTypeId) -> bool {
    let found = set_up.care_types.get(&care);
    found.is_some_and(|care| !care.is_archived && care.is_online_with_somebody())
        && asked_online(set_up, care, None).is_empty()
}

/// Counts a wrong code; with the last one the request is over.
fn wrong(tx: &mut Tx<'_>, token_hash: &[u8; 32], sent: &Code) -> Result<Refusal, Fault> {
    let tries_left = TRIES.saturating_sub(sent.tries + 1);
    if tries_left == 0 {
        tx.drop_waiting_request(token_hash)?;
    } else {
        tx.count_waiting_try(token_hash)?;
    }
    tx.audit(&Record::new(&Actor::Patient, "waiting.unproven"))?;
    Ok(Refusal::WrongCode { tries_left })
}

/// The entry with its link, which is told to the mailbox; the hash of the link's token.
fn put_on_list(tx: &mut Tx<'_>, keys: &DeviceKey, request: &WaitingRequest) -> Result<[u8; 32], Failure> {
    let draft = &request.draft;
    if !may_wait(tx.agenda().set_up(), request.care) {
        return Err(Refusal::UnknownCare.into());
    }
    let proven = proven(draft);
    refuse_blocked_namesake(tx, draft, &proven)?;
    let patient = record_of(tx, &draft.patient, &proven)?;
    // Who is only phoned joins by phone, and is told nothing of why.
    if is_closed_to(tx, &patient)? {
        return Err(Refusal::BlockedOnline.into());
    }
    tx.note_consent(patient.id, ConsentKind::Information, TEXTS_VERSION, true)?;
    let id = match own_entry(tx, request, &patient)? {
        Some(entry) => said_again(tx, request, &entry)?,
        None => join(tx, &new_entry(tx, request, &patient), &Actor::Patient).map_err(refused)?,
    };
    let entry = tx.waiting_entry(id)?.ok_or(Refusal::NotFound)?;
    let key = ids::token();
    let token_hash = hash::sha256(waiting_token(keys, &key).as_bytes());
    let message = tx.post(&NewMessage {
        kind: MessageKind::Waiting,
        about: None,
        with: Vec::new(),
        to: draft.contact.clone(),
        language: draft.patient.language,
        code: None,
        key: ids::token(),
        useful_until: entry.expires,
    })?;
    tx.save_waiting_link(entry.id, (&key, &token_hash), message)?;
    Ok(token_hash)
}

/// What this very person waits for already, for the same care. One contact has one entry for a care, and a few in all: whoever waits
/// for others as well is served by phone.
fn own_entry(
    tx: &Tx<'_>,
    request: &WaitingRequest,
    patient: &Patient,
) -> Result<Option<WaitingEntry>, Failure> {
    let (mut own, mut others) = (None, 0);
    for person in tx.patients_with_contact(&request.draft.contact)? {
        for entry in tx.waiting_entries_of(person.id)? {
            if !entry.state.is_on_list() {
                continue;
            }
            if entry.care == request.care && person.id == patient.id {
                own = Some(entry);
            } else if entry.care == request.care {
                return Err(Refusal::LimitReached.into());
            } else {
                others += 1;
            }
        }
    }
    if own.is_none() && others >= CARES_PER_CONTACT {
        return Err(Refusal::LimitReached.into());
    }
    Ok(own)
}

/// Offers go where the code went: a letter with a link, or a call of the desk, since an offer has to be answered in time and a text message
/// proves a number, not that somebody reads what comes there.
fn channel(request: &WaitingRequest) -> Channel {
    match request.draft.contact {
        Contact::Email(_) => Channel::Email,
        Contact::Phone(_) => Channel::Phone,
    }
}

fn last_day(tx: &Tx<'_>, request: &WaitingRequest) -> Option<LastDay> {
    let today = tx.agenda().zone().date(tx.now());
    request
        .wishes
        .latest
        .and_then(|latest| LastDay::of(latest, today))
}

fn new_entry(tx: &Tx<'_>, request: &WaitingRequest, patient: &Patient) -> JoinRequest {
    JoinRequest {
        patient: patient.id,
        care: request.care,
        wishes: request.wishes.clone(),
        channel: channel(request),
        replaces: None,
        urgency: Urgency::Normal,
        until: last_day(tx, request),
    }
}

/// Saying it again is an answer, and changes what suits; the place on the list stays.
fn said_again(
    tx: &mut Tx<'_>,
    request: &WaitingRequest,
    entry: &WaitingEntry,
) -> Result<WaitingEntryId, Failure> {
    let changed = WaitingEntry {
        wishes: request.wishes.clone(),
        channel: channel(request),
        state: EntryState::Waiting,
        ignored: 0,
        expires: expiry(tx, last_day(tx, request), entry.replaces)?,
        ..entry.clone()
    };
    written(tx, &changed, &Actor::Patient, "waiting.edit").map_err(refused)
}

/// What the list itself refuses, in the words of a booking.
pub(super) fn refused(failure: Failure<JoinRefusal>) -> Failure {
    match failure {
        Failure::Fault(fault) => Failure::Fault(fault),
        Failure::Refused(JoinRefusal::NotFound) => Refusal::UnknownCare.into(),
        Failure::Refused(_) => Refusal::WrongState.into(),
    }
}
