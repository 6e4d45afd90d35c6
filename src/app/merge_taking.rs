//! A merge asked for by the names of the fields that the record that goes gives: the records are read in its transaction, so that a
//! request may be sent again (booking-rules §5).

use crate::domain::id::PatientId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;

use super::merge::{MergeRefusal, MergeRequest, merge};
use super::once::{Key, KeyReused, keep_answer, told_before};
use super::{App, Failure};

/// A field of which the other record's stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeField {
    /// Family name.
    FamilyName,
    /// Given name.
    GivenName,
    /// Birth date.
    Born,
    /// Phone.
    Phone,
    /// E-mail address.
    Email,
    /// Language.
    Language,
}

impl MergeField {
    /// Every field.
    pub const ALL: [Self; 6] = [
        Self::FamilyName,
        Self::GivenName,
        Self::Born,
        Self::Phone,
        Self::Email,
        Self::Language,
    ];

    /// Name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::Born => "born",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Language => "language",
        }
    }
}

/// Two records, as they were read, that become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeTaking {
    /// The record that stays, and its version.
    pub survivor: (PatientId, i64),
    /// The one that goes, and its version.
    pub absorbed: (PatientId, i64),
    /// The fields that it gives.
    pub take: Vec<MergeField>,
}

impl KeyReused for MergeRefusal {
    fn key_reused() -> Self {
        Self::KeyReused
    }
}

impl App {
    /// Merges; the number of the merge, for a key that comes again that of the first answer.
    pub async fn merge_taking(
        &self,
        asked: MergeTaking,
        key: Option<Key>,
        actor: Actor,
    ) -> Result<i64, Failure<MergeRefusal>> {
        self.store
            .write(move |tx| {
                if let Some(id) = told_before(tx, key.as_ref())? {
                    return Ok(id);
                }
                let pair = tx.patient(asked.survivor.0)?.zip(tx.patient(asked.absorbed.0)?);
                let Some((kept, gone)) = pair else {
                    return Err(Failure::Refused(MergeRefusal::Unknown));
                };
                let request = MergeRequest {
                    survivor: taken(kept, &gone, &asked.take),
                    survivor_version: asked.survivor.1,
                    absorbed: asked.absorbed.0,
                    absorbed_version: asked.absorbed.1,
                    actor,
                };
                let id = merge(tx, &request)?;
                keep_answer(tx, key.as_ref(), &id)?;
                Ok(id)
            })
            .await
    }
}

fn taken(mut kept: Patient, gone: &Patient, take: &[MergeField]) -> Patient {
    for field in take {
        match field {
            MergeField::FamilyName => kept.family_name = gone.family_name.clone(),
            MergeField::GivenName => kept.given_name = gone.given_name.clone(),
            MergeField::Born => kept.born = gone.born,
            MergeField::Phone => kept.phone.clone_from(&gone.phone),
            MergeField::Email => kept.email.clone_from(&gone.email),
            MergeField::Language => kept.language = gone.language,
        }
    }
    kept
}
