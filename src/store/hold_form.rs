//! What was typed on the public page, kept with the hold until it is confirmed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::contact::{Contact, Email, FieldProblem, PersonName, Phone};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};
use crate::domain::question::Declared;
use crate::domain::time::Instant;

use super::Fault;
use super::terms::json;

/// What was typed, and where the code went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The declared person; number 0, never trusted to be the record of that number.
    pub patient: Patient,
    /// The channel that the code proves.
    pub contact: Contact,
    /// Profession, where the care type asks for it (booking-rules §8).
    pub profession: Option<String>,
    /// Last day of validity of a doctor's letter, where the care type asks for it.
    pub referral_until: Option<NaiveDate>,
    /// Starts chosen for the next visits of a series, in order.
    pub next_starts: Vec<Instant>,
    /// Answers to the questions of the care type (booking-rules §8).
    pub answers: Vec<Declared>,
    /// What the staff must know, in their words: somebody else booked. Never what a visitor typed (security §1).
    pub note: String,
    /// The other people who come together with this one, in order of their times.
    pub further: Vec<DraftPerson>,
}

/// One more person who comes, reached by the contact of the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPerson {
    /// Family name.
    #[serde(with = "name")]
    pub family_name: PersonName,
    /// Given name.
    #[serde(with = "name")]
    pub given_name: PersonName,
    /// Birth date.
    pub born: Option<NaiveDate>,
    /// As of the first person.
    pub profession: Option<String>,
    /// As of the first person.
    pub referral_until: Option<NaiveDate>,
    /// As of the first person.
    pub note: String,
}

/// A name as text, judged again when it is read.
mod name {
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    use super::PersonName;

    pub(super) fn serialize<S: Serializer>(name: &PersonName, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(name.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PersonName, D::Error> {
        PersonName::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

impl Draft {
    /// What was typed of each of the people, each as if they came alone.
    pub fn each(&self) -> Vec<Self> {
        let alone = Self {
            further: Vec::new(),
            ..self.clone()
        };
        let other = |person: &DraftPerson| Self {
            patient: Patient {
                family_name: person.family_name.clone(),
                given_name: person.given_name.clone(),
                born: person.born,
                ..self.patient.clone()
            },
            profession: person.profession.clone(),
            referral_until: person.referral_until,
            next_starts: Vec::new(),
            note: person.note.clone(),
            ..alone.clone()
        };
        let others: Vec<Self> = self.further.iter().map(other).collect();
        std::iter::once(alone.clone()).chain(others).collect()
    }
}

/// JSON of a draft.
#[derive(Debug, Serialize, Deserialize)]
struct StoredDraft {
    family_name: String,
    given_name: String,
    born: Option<NaiveDate>,
    phone: Option<String>,
    email: Option<String>,
    language: Language,
    is_by_phone: bool,
    profession: Option<String>,
    referral_until: Option<NaiveDate>,
    #[serde(default)]
    next_starts: Vec<Instant>,
    #[serde(default)]
    answers: Vec<Declared>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    further: Vec<DraftPerson>,
}

impl From<&Draft> for StoredDraft {
    fn from(draft: &Draft) -> Self {
        let patient = &draft.patient;
        Self {
            family_name: patient.family_name.as_str().to_owned(),
            given_name: patient.given_name.as_str().to_owned(),
            born: patient.born,
            phone: patient.phone.as_ref().map(|p| p.as_str().to_owned()),
            email: patient.email.as_ref().map(|e| e.as_str().to_owned()),
            language: patient.language,
            is_by_phone: matches!(draft.contact, Contact::Phone(_)),
            profession: draft.profession.clone(),
            referral_until: draft.referral_until,
            next_starts: draft.next_starts.clone(),
            answers: draft.answers.clone(),
            note: draft.note.clone(),
            further: draft.further.clone(),
        }
    }
}

impl TryFrom<StoredDraft> for Draft {
    type Error = FieldProblem;
    fn try_from(stored: StoredDraft) -> Result<Self, FieldProblem> {
        let phone = stored.phone.as_deref().map(Phone::parse).transpose()?;
        let email = stored.email.as_deref().map(Email::parse).transpose()?;
        let contact = match (&phone, &email) {
            (Some(phone), _) if stored.is_by_phone => Contact::Phone(phone.clone()),
            (_, Some(email)) => Contact::Email(email.clone()),
            _ => return Err(FieldProblem::Missing),
        };
        Ok(Self {
            patient: Patient {
                id: PatientId(0),
                family_name: PersonName::parse(&stored.family_name)?,
                given_name: PersonName::parse(&stored.given_name)?,
                born: stored.born,
                phone,
                email,
                language: stored.language,
                is_blocked_online: false,
                is_fragile: false,
                note: String::new(),
            },
            contact,
            profession: stored.profession,
            referral_until: stored.referral_until,
            next_starts: stored.next_starts,
            answers: stored.answers,
            note: stored.note,
            further: stored.further,
        })
    }
}

/// Why a stored draft means nothing any more.
#[derive(Debug, thiserror::Error)]
pub(super) enum DraftError {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Field(#[from] FieldProblem),
}

pub(super) fn to_json(draft: &Draft) -> Result<String, Fault> {
    json(&StoredDraft::from(draft))
}

pub(super) fn from_json(text: &str) -> Result<Draft, DraftError> {
    let stored: StoredDraft = serde_json::from_str(text)?;
    Ok(Draft::try_from(stored)?)
}
