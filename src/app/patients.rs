//! Patients' records: looked up, opened (each view is on record, security §7), written.

use std::collections::BTreeSet;

use crate::domain::booking::{Appointment, Refusal};
use crate::domain::consent::{ConsentKind, TEXTS_VERSION};
use crate::domain::contact::Contact;
use crate::domain::id::{AppointmentId, PatientId};
use crate::domain::no_show::Standing;
use crate::domain::patient::Patient;
use crate::domain::relative::Kinship;
use crate::domain::staff::Actor;
use crate::domain::waiting_list::WaitingEntry;
use crate::store::{Consent, Db, Fault, PatientMarks, Record, Tie, Tx};

use super::looks::PatientList;
use super::no_show::standing_of;
use super::once::{Key, keep_answer, told_before};
use super::reminders::reminder_choices;
use super::{App, Failure, ReminderChoice};

/// A record as it is opened.
#[derive(Clone, Debug)]
pub struct PatientFile {
    /// The person.
    pub patient: Patient,
    /// For the form that edits it.
    pub version: i64,
    /// Every appointment, whatever its state, in order of start.
    pub appointments: Vec<Appointment>,
    /// Those to which the person came late.
    pub late: BTreeSet<AppointmentId>,
    /// What only the practice says.
    pub marks: PatientMarks,
    /// Relatives, both ways.
    pub relatives: Vec<Relative>,
    /// Others with the same phone or e-mail who are no relatives yet.
    pub household: Vec<Patient>,
    /// What was agreed to.
    pub consents: Vec<Consent>,
    /// How they are reminded of appointments, and may be.
    pub reminders: Vec<ReminderChoice>,
    /// Where the person stands with no-shows.
    pub standing: Standing,
    /// What they wait for (booking-rules §9).
    pub waiting: Vec<WaitingEntry>,
}

/// Somebody tied to a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relative {
    /// The other one.
    pub person: Patient,
    /// Who the patient of the tie is to its contact.
    pub kind: Kinship,
    /// The other one books for this patient; else this patient books for the other one.
    pub is_contact: bool,
}

impl App {
    /// Patients whose name, phone or birth date fits what was typed, at most fifty, in order of name. That somebody looks people up is
    /// on record once in a while, not with every letter; whose record is opened then is on record each time.
    pub async fn find_patients(&self, typed: String, actor: Actor) -> Result<Vec<Patient>, Fault> {
        self.note_look(PatientList::Search, actor).await?;
        self.store
            .read(move |db: &Db<'_>| db.search_patients(&typed))
            .await
    }

    /// Opens a record, which is itself recorded; `None` when there is none.
    pub async fn open_patient(&self, id: PatientId, actor: Actor) -> Result<Option<PatientFile>, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Fault> {
                let (Some(patient), Some(version)) = (tx.patient(id)?, tx.patient_version(id)?) else {
                    return Ok(None);
                };
                tx.audit(&Record::new(&actor, "patient.view").on(format_args!("patient:{id}")))?;
                file(tx, patient, version).map(Some)
            })
            .await
    }

    /// Writes a record, number 0 for a new one. `seen` is the version the form showed; another one is refused as stale.
    pub async fn save_patient(
        &self,
        patient: Patient,
        seen: Option<i64>,
        actor: Actor,
    ) -> Result<PatientId, Failure> {
        self.save_patient_with(patient, None, seen, actor).await
    }

    /// A new record for a request that may be sent again: the key returns the first answer.
    pub async fn create_patient_once(
        &self,
        patient: Patient,
        key: Option<Key>,
        actor: Actor,
    ) -> Result<PatientId, Failure> {
        self.store
            .write(move |tx| {
                if let Some(id) = told_before(tx, key.as_ref())? {
                    return Ok(id);
                }
                let id = save(tx, (&patient, None), None, &actor)?;
                keep_answer(tx, key.as_ref(), &id)?;
                Ok(id)
            })
            .await
    }

    /// [`Self::save_patient`] with what the practice says of the person; `None` leaves it as it is.
    pub async fn save_patient_with(
        &self,
        patient: Patient,
        marks: Option<PatientMarks>,
        seen: Option<i64>,
        actor: Actor,
    ) -> Result<PatientId, Failure> {
        self.store
            .write(move |tx| save(tx, (&patient, marks.as_ref()), seen, &actor))
            .await
    }

    /// Says that a contact may book for a patient, or (`None`) no longer.
    pub async fn tie_relatives(
        &self,
        (contact, patient): (PatientId, PatientId),
        kind: Option<Kinship>,
        actor: Actor,
    ) -> Result<(), Failure> {
        self.store
            .write(move |tx| {
                if contact == patient || tx.patient(contact)?.is_none() || tx.patient(patient)?.is_none() {
                    return Err(Refusal::NotFound.into());
                }
                let what = if let Some(kind) = kind {
                    tx.save_tie(&Tie {
                        contact,
                        patient,
                        kind,
                        created: tx.now(),
                    })?;
                    "patient.tie"
                } else {
                    tx.drop_tie(contact, patient)?;
                    "patient.untie"
                };
                for id in [contact, patient] {
                    tx.audit(&Record::new(&actor, what).on(format_args!("patient:{id}")))?;
                }
                Ok(())
            })
            .await
    }

    /// People somebody may book for: relatives, and others with the same contact.
    pub async fn books_for(&self, id: PatientId) -> Result<Vec<Patient>, Fault> {
        self.store
            .read(move |db: &Db<'_>| {
                let Some(patient) = db.patient(id)? else {
                    return Ok(Vec::new());
                };
                let relatives = relatives(db, id)?;
                let others = household(db, &patient, &relatives)?;
                let people = relatives.into_iter().map(|relative| relative.person);
                Ok(people.chain(others).collect())
            })
            .await
    }

    /// Notes at the desk that somebody agreed, to the text in force.
    pub async fn note_consent(&self, id: PatientId, kind: ConsentKind, actor: Actor) -> Result<(), Failure> {
        self.note_consent_once(id, kind, None, actor).await.map(drop)
    }

    /// The same for a request that may be sent again: the number of the consent, the first one for a key that comes again.
    pub async fn note_consent_once(
        &self,
        id: PatientId,
        kind: ConsentKind,
        key: Option<Key>,
        actor: Actor,
    ) -> Result<i64, Failure> {
        self.store
            .write(move |tx| {
                if let Some(number) = told_before(tx, key.as_ref())? {
                    return Ok(number);
                }
                tx.patient(id)?.ok_or(Refusal::NotFound)?;
                let number = tx.note_consent(id, kind, TEXTS_VERSION, false)?;
                let record = Record::new(&actor, "consent.give").on(format_args!("patient:{id}"));
                tx.audit(&record.change("-", kind.key()))?;
                keep_answer(tx, key.as_ref(), &number)?;
                Ok(number)
            })
            .await
    }

    /// Notes that it was taken back.
    pub async fn withdraw_consent(&self, id: PatientId, consent: i64, actor: Actor) -> Result<(), Failure> {
        self.store
            .write(move |tx| {
                if !tx.withdraw_consent(id, consent)? {
                    return Err(Refusal::NotFound.into());
                }
                tx.audit(&Record::new(&actor, "consent.withdraw").on(format_args!("patient:{id}")))?;
                Ok(())
            })
            .await
    }
}

pub(super) fn file(tx: &Tx<'_>, patient: Patient, version: i64) -> Result<PatientFile, Fault> {
    let appointments = tx.appointments_of(patient.id)?;
    let mut late = BTreeSet::new();
    for appointment in &appointments {
        if tx.is_late_arrival(appointment.id)? {
            late.insert(appointment.id);
        }
    }
    let relatives = relatives(tx, patient.id)?;
    Ok(PatientFile {
        waiting: on_list(tx.waiting_entries_of(patient.id)?),
        marks: tx.patient_marks(patient.id)?,
        household: household(tx, &patient, &relatives)?,
        consents: tx.consents(patient.id)?,
        reminders: reminder_choices(tx, patient.id)?,
        standing: standing_of(tx, tx.agenda().zone(), &patient, tx.now())?,
        relatives,
        late,
        appointments,
        patient,
        version,
    })
}

fn relatives(db: &Db<'_>, id: PatientId) -> Result<Vec<Relative>, Fault> {
    let mut found = Vec::new();
    for tie in db.ties(id)? {
        let is_contact = tie.contact != id;
        let other = if is_contact { tie.contact } else { tie.patient };
        found.extend(db.patient(other)?.map(|person| Relative {
            person,
            kind: tie.kind,
            is_contact,
        }));
    }
    Ok(found)
}

fn household(db: &Db<'_>, patient: &Patient, relatives: &[Relative]) -> Result<Vec<Patient>, Fault> {
    let phone = patient.phone.clone().map(Contact::Phone);
    let email = patient.email.clone().map(Contact::Email);
    let mut found: Vec<Patient> = Vec::new();
    for contact in phone.into_iter().chain(email) {
        for other in db.patients_with_contact(&contact)? {
            let is_known = other.id == patient.id
                || found.iter().any(|one| one.id == other.id)
                || relatives.iter().any(|one| one.person.id == other.id);
            if !is_known {
                found.push(other);
            }
        }
    }
    Ok(found)
}

fn on_list(mut entries: Vec<WaitingEntry>) -> Vec<WaitingEntry> {
    entries.retain(|entry| entry.state.is_on_list());
    entries
}

fn save(
    tx: &mut Tx<'_>,
    (patient, marks): (&Patient, Option<&PatientMarks>),
    seen: Option<i64>,
    actor: &Actor,
) -> Result<PatientId, Failure> {
    let before = match patient.id {
        PatientId(0) => None,
        known => Some(tx.patient(known)?.ok_or(Refusal::NotFound)?),
    };
    if before.is_some() && tx.patient_version(patient.id)? != seen {
        return Err(Refusal::Stale.into());
    }
    let id = tx.save_patient(patient)?;
    if let Some(marks) = marks {
        tx.save_patient_marks(id, marks)?;
    }
    tx.announce();
    let what = if before.is_some() {
        "patient.edit"
    } else {
        "patient.create"
    };
    tx.audit(&Record::new(actor, what).on(format_args!("patient:{id}")))?;
    if before.is_some_and(|b| b.is_blocked_online) != patient.is_blocked_online {
        let record = Record::new(actor, "patient.block").on(format_args!("patient:{id}"));
        tx.audit(&record.change(!patient.is_blocked_online, patient.is_blocked_online))?;
    }
    Ok(id)
}
