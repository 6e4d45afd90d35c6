//! Patients: an administrative record, never a medical one (security §1).

use chrono::{Datelike, NaiveDate};

use super::contact::{Email, PersonName, Phone};
use super::id::PatientId;

/// Language of the pages and messages for a person; two-letter code of a locale folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, the reference language.
    #[default]
    Fr,
    /// English.
    En,
}

/// One person; a contact may book for several (booking-rules §8, relatives).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patient {
    /// Identifier.
    pub id: PatientId,
    /// Family name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: PersonName,
    /// Birth date.
    pub born: Option<NaiveDate>,
    /// Phone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// Language of messages.
    pub language: Language,
    /// Sees no slots online and a neutral text with the phone number (booking-rules §8).
    pub is_blocked_online: bool,
    /// Exempt from the no-show ladder.
    pub is_fragile: bool,
    /// Administrative note, staff only.
    pub note: String,
}

impl Patient {
    /// `NOM Prénom` as French front desks write it.
    pub fn sort_name(&self) -> String {
        format!("{} {}", self.family_name.as_str().to_uppercase(), self.given_name)
    }
}

/// Completed years on a local day; born on 29 February, the year is completed on 1 March in common years (booking-rules §8).
pub fn age_on(born: NaiveDate, day: NaiveDate) -> i32 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i32::from(!had_birthday)
}
