//! The code that proves a contact (security §4, §5, T9).

use chrono::TimeDelta;

use crate::domain::booking::{Hold, Refusal};
use crate::domain::contact::Contact;
use crate::domain::patient::Patient;
use crate::domain::slot::{Audience, PatientFacts, SlotQuery, place_held};
use crate::domain::time::Instant;
use crate::domain::writing::figures;
use crate::store::{Code, Draft, HeldForm, MessageKind, NewMessage, Tx};
use crate::sys::{hash, ids};

use super::hold_slot::{HOLD_AT_MOST, live_hold, record};
use super::{App, Failure};

/// Life of a code, elapsed (security §4).
pub(super) const CODE_LIFE: TimeDelta = TimeDelta::minutes(10);
/// Least time between two codes to one contact (security §5).
const BETWEEN_CODES: TimeDelta = TimeDelta::minutes(1);
/// Codes to one contact in 24 hours (security §5).
const CODES_A_DAY: i64 = 3;

/// A code is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// Until when it counts.
    pub code_expires: Instant,
    /// Until when the time is held.
    pub hold_expires: Instant,
}

impl App {
    /// Keeps what was typed and sends a code to its contact, known or not. Asking for the code keeps the hold as long as the code
    /// lives, within fifteen minutes of picking the time.
    pub async fn request_code(&self, token: &str, draft: Draft) -> Result<CodeSent, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        let digits = ids::code6();
        let code_hash = self.code_hash(&token_hash, &digits);
        let contact_hash = self
            .keys
            .tag("code-contact", contact_text(&draft.contact).as_bytes());
        let message = NewMessage {
            kind: MessageKind::Code,
            about: None,
            with: Vec::new(),
            to: draft.contact.clone(),
            language: draft.patient.language,
            code: Some(digits),
            key: ids::token(),
            useful_until: self.now() + CODE_LIFE,
        };
        let at_most = self.code_mails_a_day;
        let sent = self
            .store
            .write(move |tx| -> Result<CodeSent, Failure> {
                let form = live_hold(tx, &token_hash)?;
                refuse_undeclared(tx, &form, &draft)?;
                refuse_too_many(tx, &contact_hash, at_most)?;
                refuse_by_text(tx, &draft.contact)?;
                // One contact keeps one time (security §5), whatever the browsers.
                if tx.has_other_hold(&contact_hash, form.hold.id, tx.now())? {
                    return Err(Refusal::TooManyHolds.into());
                }
                let expires = tx.now() + CODE_LIFE;
                let hold = kept_for_code(tx, &form.hold, expires)?;
                let code = Code {
                    hash: code_hash,
                    expires,
                    tries: 0,
                };
                tx.save_draft(hold.id, &draft, &code)?;
                tx.note_code_sent(&contact_hash, hold.id, tx.now() - TimeDelta::days(1))?;
                tx.post(&NewMessage {
                    useful_until: expires,
                    ..message
                })?;
                record(tx, "code.send", &hold)?;
                Ok(CodeSent {
                    code_expires: expires,
                    hold_expires: hold.expires,
                })
            })
            .await;
        if let Err(Failure::Refused(Refusal::TooManyCodes | Refusal::TooManyHolds)) = &sent {
            self.note_refused();
        }
        sent
    }

    /// Bound to the hold: a code is worthless for another one.
    pub(super) fn code_hash(&self, token_hash: &[u8; 32], code: &str) -> [u8; 32] {
        let bound = [token_hash.as_slice(), figures(code).as_bytes()].concat();
        self.keys.tag("code", &bound)
    }
}

pub(super) fn contact_text(contact: &Contact) -> &str {
    match contact {
        Contact::Email(email) => email.as_str(),
        Contact::Phone(phone) => phone.as_str(),
    }
}

/// Only what was declared is judged here: whoever types somebody else's name must not learn from the answer (security T4).
fn refuse_undeclared(tx: &Tx<'_>, form: &HeldForm, draft: &Draft) -> Result<(), Failure> {
    for (hold, draft) in each_person(form, draft)? {
        let query = question(&hold, Some(declared(&draft.patient, &draft)));
        place_held(tx.agenda(), &hold, &query, tx.now())?;
    }
    Ok(())
}

/// Each of the people with the time that is held for them. A form of more or fewer people was typed for another hold.
pub(super) fn each_person(form: &HeldForm, draft: &Draft) -> Result<Vec<(Hold, Draft)>, Refusal> {
    let (holds, drafts) = (form.hold.each(), draft.each());
    if holds.len() != drafts.len() {
        return Err(Refusal::HoldExpired);
    }
    Ok(holds.into_iter().zip(drafts).collect())
}

fn declared(patient: &Patient, draft: &Draft) -> PatientFacts {
    PatientFacts {
        born: patient.born,
        profession: draft.profession.clone(),
        referral_until: draft.referral_until,
        answers: Some(draft.answers.clone()),
        ..PatientFacts::default()
    }
}

/// The question that a hold answers.
pub(super) fn question(hold: &Hold, patient: Option<PatientFacts>) -> SlotQuery {
    let booked = &hold.booked;
    let date = booked.interval.start.date_naive();
    SlotQuery {
        seats: booked.seats,
        patient,
        hold: Some(hold.id),
        audience: Audience::Patient,
        ..SlotQuery::new(booked.care, Some(booked.practitioner), date, date)
    }
}

/// One more code to a contact (security §5).
pub(super) fn refuse_too_many(tx: &Tx<'_>, contact_hash: &[u8; 32], at_most: u32) -> Result<(), Failure> {
    let since = tx.now() - TimeDelta::days(1);
    if tx.all_codes_sent(since)? >= at_most {
        return Err(Refusal::TooManyCodes.into());
    }
    let (sent, last) = tx.codes_sent(contact_hash, since)?;
    let is_too_soon = last.is_some_and(|last| tx.now() < last + BETWEEN_CODES);
    if is_too_soon || sent >= CODES_A_DAY {
        return Err(Refusal::TooManyCodes.into());
    }
    Ok(())
}

/// A code by text message costs money: only where the practice wants that, to numbers that it texts, and so many a day (security T18).
pub(super) fn refuse_by_text(tx: &Tx<'_>, contact: &Contact) -> Result<(), Failure> {
    let Contact::Phone(phone) = contact else {
        return Ok(());
    };
    let lines = tx.sms_lines()?;
    if !lines.may_send_codes() || lines.may_text(phone).is_err() {
        return Err(Refusal::NotAllowed.into());
    }
    if tx.sms_codes_since(tx.now() - TimeDelta::days(1))? >= lines.codes_a_day {
        return Err(Refusal::TooManyCodes.into());
    }
    Ok(())
}

fn kept_for_code(tx: &mut Tx<'_>, hold: &Hold, code_expires: Instant) -> Result<Hold, Failure> {
    let until = code_expires.min(hold.created + HOLD_AT_MOST);
    if until <= hold.expires {
        return Ok(hold.clone());
    }
    Ok(tx.renew_hold(hold, until)?)
}
