//! Who need not say again who they are: from the page of an appointment, just after one, or in a browser that they asked to be
//! remembered. It opens nothing but another booking, and tells nothing but the given name (security §4).

use chrono::TimeDelta;

use crate::domain::booking::{Appointment, Origin, Refusal, Status};
use crate::domain::consent::{ConsentKind, TEXTS_VERSION};
use crate::domain::contact::Contact;
use crate::domain::id::CareTypeId;
use crate::domain::patient::Patient;
use crate::domain::slot::PatientFacts;
use crate::domain::staff::Actor;
use crate::domain::time::{Instant, Zone};
use crate::store::{Consent, Db, Fault, Record, Tx};
use crate::sys::{hash, ids};

use super::facts::known_in;
use super::links::{behind, linked_in, usable};
use super::no_show::{is_closed_online, standing_of};
use super::pass::{AgainPass, LinkPass};
use super::{App, Booking, Failure};

/// How long a browser is remembered, elapsed; then the link and its second fact are asked again.
const REMEMBERED: TimeDelta = TimeDelta::days(180);

/// What somebody shows instead of typing who they are.
#[derive(Clone, Debug)]
pub enum Proof {
    /// A link and its second fact.
    Link(LinkPass),
    /// An appointment that was just made or given up here.
    Lately(AgainPass),
    /// The token of a browser that was asked to be remembered.
    Device(String),
}

/// Somebody who is known, and the appointment that the next one will be like.
#[derive(Clone, Debug)]
pub struct Familiar {
    /// Whose record.
    pub patient: Patient,
    /// The newest one, or the one of the link.
    pub before: Appointment,
    /// Those who were booked for in one go with it, in order of their times (booking-rules §8, relatives).
    pub with: Vec<Patient>,
    /// What is to be booked: as before, unless something else was asked for.
    pub care: CareTypeId,
    /// The notice on personal data was read in its present version.
    pub is_informed: bool,
    /// What the rules ask of a patient, with no question answered.
    pub facts: PatientFacts,
}

/// The same as a proof, read: hashes only.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown {
    Link([u8; 32]),
    Lately([u8; 32]),
    Device([u8; 32]),
}

impl App {
    /// Who it is, for the care of the appointment before or another one; nothing is changed by looking. Refused where online booking is
    /// closed to them.
    pub async fn familiar(&self, proof: &Proof, care: Option<CareTypeId>) -> Result<Familiar, Failure> {
        let shown = self.shown(proof)?;
        let (zone, now) = (self.agenda().zone(), self.now());
        self.store
            .read(move |db| familiar_in(db, (zone, now), (shown, care)))
            .await
    }

    /// For who gives an appointment up: another one can be booked as long as a pass lives.
    pub fn lately(&self, pass: &LinkPass) -> Result<AgainPass, Failure> {
        let token_hash = self.token_hash(pass)?;
        Ok(AgainPass::seal(&self.keys, &token_hash, self.now())?)
    }

    /// The same for a booking that was just made.
    pub fn lately_booked(&self, booking: &Booking) -> Result<AgainPass, Fault> {
        AgainPass::seal(&self.keys, &hash::sha256(booking.link.as_bytes()), self.now())
    }

    /// Remembers the browser, which its owner asked for; the token for its cookie.
    pub async fn remember_device(&self, pass: &LinkPass) -> Result<String, Failure> {
        let token_hash = self.token_hash(pass)?;
        let token = ids::secret256();
        let device = hash::sha256(token.as_bytes());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (_, patient) = linked_in(tx, &token_hash)?;
                tx.save_device(patient.id, &device, tx.now() + REMEMBERED)?;
                let record = Record::new(&Actor::Patient, "browser.remember");
                tx.audit(&record.on(format_args!("patient:{}", patient.id)))?;
                Ok(())
            })
            .await?;
        Ok(token)
    }

    /// Forgets this browser; one that nobody knows is fine.
    pub async fn forget_device(&self, token: &str) -> Result<(), Fault> {
        let device = hash::sha256(token.as_bytes());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let Some(patient) = tx.device_patient(&device, tx.now())? else {
                    return Ok(());
                };
                tx.drop_device(&device)?;
                let record = Record::new(&Actor::Patient, "browser.forget");
                tx.audit(&record.on(format_args!("patient:{patient}")))?;
                Ok(())
            })
            .await
    }

    /// Forgets every browser of the person of a link.
    pub async fn forget_devices(&self, pass: &LinkPass) -> Result<(), Failure> {
        let token_hash = self.token_hash(pass)?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure> {
                let (_, patient) = linked_in(tx, &token_hash)?;
                if tx.drop_devices(patient.id)? > 0 {
                    let record = Record::new(&Actor::Patient, "browser.forget");
                    tx.audit(&record.on(format_args!("patient:{}", patient.id)))?;
                }
                Ok(())
            })
            .await
    }

    pub(super) fn shown(&self, proof: &Proof) -> Result<Shown, Refusal> {
        Ok(match proof {
            Proof::Link(pass) => Shown::Link(self.token_hash(pass)?),
            Proof::Lately(pass) => Shown::Lately(pass.token_hash(&self.keys, self.now())?),
            // What has expired cannot be told (security T21).
            Proof::Device(_) if !self.is_clock_trusted() => return Err(Refusal::NotFound),
            Proof::Device(token) => Shown::Device(hash::sha256(token.as_bytes())),
        })
    }
}

/// [`App::familiar`] from any view of the database.
pub(super) fn familiar_in(
    db: &Db<'_>,
    (zone, now): (Zone, Instant),
    (shown, care): (Shown, Option<CareTypeId>),
) -> Result<Familiar, Failure> {
    let (before, patient) = whose(db, now, shown)?;
    let standing = standing_of(db, zone, &patient, now)?;
    if is_closed_online(db, &patient, &standing)? {
        return Err(Refusal::BlockedOnline.into());
    }
    let is_read = |consent: &Consent| {
        consent.kind == ConsentKind::Information
            && consent.version == TEXTS_VERSION
            && consent.withdrawn.is_none()
    };
    let care = care.unwrap_or(before.care);
    let facts = PatientFacts {
        answers: Some(Vec::new()),
        ..known_in(db, (zone, now), &patient, care)?.facts
    };
    Ok(Familiar {
        is_informed: db.consents(patient.id)?.iter().any(is_read),
        with: companions(db, (&before, &patient))?,
        patient,
        before,
        care,
        facts,
    })
}

/// Booked online with the same contact in the same second, each with an own time that still stands or took place.
fn companions(db: &Db<'_>, (before, patient): (&Appointment, &Patient)) -> Result<Vec<Patient>, Fault> {
    let is_first = before.origin == Origin::Online && before.follows.is_none();
    let Some(contact) = patient.email.clone().map(Contact::Email).filter(|_| is_first) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for other in db.patients_with_contact(&contact)? {
        let all = db.appointments_of(other.id)?;
        let is_with = |a: &&Appointment| {
            (a.created, a.care, a.origin) == (before.created, before.care, Origin::Online)
                && a.status != Status::Moved
        };
        let start = all.iter().find(is_with).map(|a| a.interval.start);
        if let Some(start) = start.filter(|_| other.id != patient.id) {
            found.push((start, other));
        }
    }
    found.sort_by_key(|(start, other)| (*start, other.id));
    Ok(found.into_iter().map(|(_, other)| other).collect())
}

fn whose(db: &Db<'_>, now: Instant, shown: Shown) -> Result<(Appointment, Patient), Failure> {
    match shown {
        Shown::Link(token_hash) => behind(db, &usable(db, &token_hash, now)?),
        // What was given up has used its link up.
        Shown::Lately(token_hash) => behind(db, &db.link(&token_hash)?.ok_or(Refusal::NotFound)?),
        Shown::Device(token_hash) => {
            let id = db.device_patient(&token_hash, now)?.ok_or(Refusal::NotFound)?;
            let patient = db.patient(id)?.ok_or(Refusal::NotFound)?;
            let mut all = db.appointments_of(id)?;
            all.retain(|a| a.status != Status::Moved);
            Ok((all.pop().ok_or(Refusal::NotFound)?, patient))
        }
    }
}
