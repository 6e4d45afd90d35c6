//! Links of patients without an account (booking-rules §6, security §4, T15).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{NaiveDate, TimeDelta};

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::contact::folded;
use crate::domain::id::AppointmentId;
use crate::domain::patient::Patient;
use crate::domain::slot::SeriesStep;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{CalendarIdentity, Db, Fault, Link, Presence, Record, Tx};
use crate::sys::hash;
use crate::sys::secret::DeviceKey;

use super::no_show::missed_seen;
use super::{App, Booking, Contested, Failure, OfferedTimes};

/// A link outlives its appointment by this, elapsed (security §4).
pub(super) const AFTERLIFE: TimeDelta = TimeDelta::hours(24);
/// Wrong second facts before the link is locked for a while.
const FREE_TRIES: u32 = 5;
/// First lock; doubled with each further wrong fact.
const FIRST_LOCK: TimeDelta = TimeDelta::minutes(1);
/// Longest lock, as a power of two over the first.
const LOCK_DOUBLINGS: u32 = 6;
/// Life of a pass, elapsed: one visit of the page.
pub(super) const PASS_LIFE: TimeDelta = TimeDelta::minutes(30);
const PASS: &str = "link-pass";
/// Letters of the family name that are asked.
const LETTERS: usize = 3;

/// What the holder of a link must know of the patient.
#[derive(Clone, Debug)]
pub enum SecondFact {
    /// Birth date.
    Born(NaiveDate),
    /// First three letters of the family name, accents and case aside.
    Letters(String),
}

/// Proof that link and second fact were shown, for a short cookie: sealed with the device key, good for half an hour.
#[derive(Clone, Debug)]
pub struct LinkPass(String);

impl LinkPass {
    /// What a cookie brought back; judged when it is used.
    pub fn from_cookie(text: String) -> Self {
        Self(text)
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a pass shows.
#[derive(Clone, Debug)]
pub struct LinkedAppointment {
    /// The appointment, in whatever state.
    pub appointment: Appointment,
    /// Whose it is.
    pub patient: Patient,
    /// Later visits of its series that are still to come (booking-rules §8).
    pub next: Vec<Appointment>,
    /// The visit that it follows in a series, to which its date is bound.
    pub after: Option<SeriesStep>,
    /// Its time cannot stay: others are offered (booking-rules §7).
    pub offered: Option<OfferedTimes>,
    /// Of a no-show: the count, and what the patient may say (booking-rules §10).
    pub missed: Option<Contested>,
    /// Whether the patient was asked to confirm, and did.
    pub presence: Presence,
    /// The video room, once it is agreed.
    pub video: Option<String>,
    /// They are on the waiting list for this care (booking-rules §9).
    pub is_waiting: bool,
}

/// The token of an appointment's link: 128 bits that only this device can make, so that reminders and repeated answers may tell it
/// again though the database holds its hash only.
pub(super) fn link_token(keys: &DeviceKey, identity: &CalendarIdentity) -> String {
    let tag = keys.tag("link", identity.uid.as_bytes());
    URL_SAFE_NO_PAD.encode(tag.get(..16).unwrap_or(&tag))
}

pub(super) fn link_expires(appointment: &Appointment) -> Instant {
    appointment.interval.end + AFTERLIFE
}

impl App {
    /// The link of an appointment for the patient; made anew where it has none.
    pub async fn issue_link(&self, appointment: &Appointment, actor: Actor) -> Result<String, Failure> {
        let (app, appointment) = (self.clone(), appointment.clone());
        self.store
            .write(move |tx| -> Result<String, Failure> {
                let identity = tx.calendar_identity(appointment.id)?.ok_or(Refusal::NotFound)?;
                super::booking::carry_link(tx, &app.keys, &identity, &appointment)?;
                let object = format_args!("appointment:{}", appointment.id).to_string();
                tx.audit(&Record::new(&actor, "link.issue").on(object))?;
                Ok(link_token(&app.keys, &identity))
            })
            .await
    }

    /// Exchanges a link and a second fact for a pass. Wrong facts lock the link for a growing while; a locked link answers as a wrong
    /// fact does.
    pub async fn open_link(&self, token: &str, fact: SecondFact) -> Result<LinkPass, Failure> {
        let token_hash = hash::sha256(token.as_bytes());
        let judged: Result<(), Refusal> = self
            .store
            .write(move |tx| -> Result<Result<(), Refusal>, Failure> {
                let link = usable(tx, &token_hash, tx.now())?;
                let (_, patient) = behind(tx, &link)?;
                if link.locked_until.is_some_and(|until| tx.now() < until) {
                    return Ok(Err(Refusal::WrongSecondFact));
                }
                let is_right = knows(&patient, &fact);
                let failed = if is_right { 0 } else { link.failed_tries + 1 };
                tx.note_link_tries(&token_hash, failed, lock(failed, tx.now()))?;
                let what = if is_right { "link.open" } else { "link.wrong" };
                tx.audit(
                    &Record::new(&Actor::Patient, what).on(format_args!("appointment:{}", link.appointment)),
                )?;
                Ok(if is_right {
                    Ok(())
                } else {
                    Err(Refusal::WrongSecondFact)
                })
            })
            .await?;
        judged?;
        Ok(self.pass(&token_hash)?)
    }

    /// What a pass shows; nothing is changed by looking (security T15).
    pub async fn linked(&self, pass: &LinkPass) -> Result<LinkedAppointment, Failure> {
        let token_hash = self.token_hash(pass)?;
        let (app, now, zone) = (self.clone(), self.now(), self.agenda().zone());
        self.store
            .read(move |db| -> Result<LinkedAppointment, Failure> {
                let link = usable(db, &token_hash, now)?;
                let (appointment, patient) = behind(db, &link)?;
                let mut next = db.appointments_following(appointment.id)?;
                next.retain(|visit| visit.status.is_pending());
                let entries = db.waiting_entries_of(patient.id)?;
                let is_waiting = |e: &WaitingEntry| e.care == appointment.care && e.state.is_on_list();
                Ok(LinkedAppointment {
                    is_waiting: entries.iter().any(is_waiting),
                    after: step_before(db, &appointment)?,
                    offered: app.offered(db, &appointment)?,
                    missed: missed_seen(db, zone, (&appointment, &patient), now)?,
                    presence: db.presence(appointment.id)?,
                    video: app.video_room(db, &appointment)?,
                    appointment,
                    patient,
                    next,
                })
            })
            .await
    }

    /// Whether a link still opens something; told to whoever has it, before the second fact.
    pub async fn is_link_open(&self, token: &str) -> Result<bool, Fault> {
        let (token_hash, now) = (hash::sha256(token.as_bytes()), self.now());
        let found = self
            .store
            .read(move |db| -> Result<(), Failure> { usable(db, &token_hash, now).map(|_| ()) })
            .await;
        match found {
            Ok(()) => Ok(true),
            Err(Failure::Refused(_)) => Ok(false),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }

    /// A pass for who has just made a booking: the code has proven the contact.
    pub fn pass_of(&self, booking: &Booking) -> Result<LinkPass, Fault> {
        self.pass(&hash::sha256(booking.link.as_bytes()))
    }

    /// A pass for a later visit of the same series, for who has one for an earlier visit.
    pub async fn pass_to_next(&self, pass: &LinkPass, next: AppointmentId) -> Result<LinkPass, Failure> {
        let linked = self.linked(pass).await?;
        let visit = linked.next.iter().find(|visit| visit.id == next);
        let about = self.about(visit.ok_or(Refusal::NotFound)?).await?;
        Ok(self.pass(&hash::sha256(about.link.as_bytes()))?)
    }

    fn pass(&self, token_hash: &[u8; 32]) -> Result<LinkPass, Fault> {
        let until = (self.now() + PASS_LIFE).timestamp();
        let plain = [until.to_be_bytes().as_slice(), token_hash].concat();
        let sealed = self.keys.seal(PASS, &plain);
        sealed
            .map(LinkPass)
            .map_err(|error| Fault::Bug(error.to_string()))
    }

    /// The link that a pass was given for, while the pass is good.
    pub(super) fn token_hash(&self, pass: &LinkPass) -> Result<[u8; 32], Refusal> {
        let plain = self.keys.open(PASS, &pass.0).map_err(|_| Refusal::NotFound)?;
        let (until, token_hash) = plain.split_at_checked(8).ok_or(Refusal::NotFound)?;
        let until = <[u8; 8]>::try_from(until).map_err(|_| Refusal::NotFound)?;
        if i64::from_be_bytes(until) <= self.now().timestamp() {
            return Err(Refusal::NotFound);
        }
        token_hash.try_into().map_err(|_| Refusal::NotFound)
    }
}

/// A link that still opens something.
pub(super) fn usable(db: &Db<'_>, token_hash: &[u8; 32], now: Instant) -> Result<Link, Failure> {
    let link = db.link(token_hash)?.ok_or(Refusal::NotFound)?;
    if link.is_revoked || link.expires <= now {
        return Err(Refusal::NotFound.into());
    }
    Ok(link)
}

pub(super) fn behind(db: &Db<'_>, link: &Link) -> Result<(Appointment, Patient), Failure> {
    let appointment = db.appointment(link.appointment)?.ok_or(Refusal::NotFound)?;
    let patient = db.patient(appointment.patient)?.ok_or(Refusal::NotFound)?;
    Ok((appointment, patient))
}

/// The visit that binds the date of this one.
pub(super) fn step_before(db: &Db<'_>, appointment: &Appointment) -> Result<Option<SeriesStep>, Fault> {
    let Some(first) = appointment.follows else {
        return Ok(None);
    };
    Ok(db.appointment(first)?.map(|first| SeriesStep {
        first_start: first.interval.start,
        first_care: first.care,
        first_practitioner: first.practitioner,
    }))
}

/// Also used inside transactions that act on a link.
pub(super) fn linked_in(tx: &Tx<'_>, token_hash: &[u8; 32]) -> Result<(Appointment, Patient), Failure> {
    let link = usable(tx, token_hash, tx.now())?;
    behind(tx, &link)
}

pub(super) fn knows(patient: &Patient, fact: &SecondFact) -> bool {
    match fact {
        SecondFact::Born(born) => patient.born == Some(*born),
        SecondFact::Letters(typed) => {
            let (name, typed) = (letters(patient.family_name.as_str()), letters(typed));
            // A family name of two letters is asked whole.
            let asked = name.get(..LETTERS.min(name.len())).unwrap_or(&[]);
            !asked.is_empty() && typed.get(..asked.len()) == Some(asked)
        }
    }
}

fn letters(text: &str) -> Vec<char> {
    folded(text).chars().filter(|c| *c != ' ').collect()
}

pub(super) fn lock(failed: u32, now: Instant) -> Option<Instant> {
    let over = failed.checked_sub(FREE_TRIES)?;
    Some(now + FIRST_LOCK * (1 << over.min(LOCK_DOUBLINGS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_grow_and_stop_growing() {
        let now = Instant::UNIX_EPOCH;
        let minutes = |failed| lock(failed, now).map(|until| (until - now).num_minutes());
        assert_eq!(
            [0, 4, 5, 6, 8, 11, 50].map(minutes),
            [None, None, Some(1), Some(2), Some(8), Some(64), Some(64)]
        );
    }
}
