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
    /// German.
    De,
    /// Spanish.
    Es,
    /// Portuguese, as in Portugal.
    Pt,
    /// Arabic, written from right to left.
    Ar,
}

impl Language {
    /// Every language of patients' pages and messages, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Fr, Self::En, Self::De, Self::Es, Self::Pt, Self::Ar];
    /// Those of the staff's pages, the command line and the machine interface.
    pub const STAFF: [Self; 2] = [Self::Fr, Self::En];

    /// The code of ISO 639-1, which is the name of the locale folder.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Pt => "pt",
            Self::Ar => "ar",
        }
    }

    /// The language of a code as [`Language::code`] writes it.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// How it calls itself, for those who read no other.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Es => "Español",
            Self::Pt => "Português",
            Self::Ar => "العربية",
        }
    }

    /// Whether lines run from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar)
    }
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

/// Completed months on a local day, negative before birth: how the age of small children is told.
pub fn months_on(born: NaiveDate, day: NaiveDate) -> i32 {
    let months = |date: NaiveDate| date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0);
    months(day) - months(born) - i32::from(day.day() < born.day())
}

/// Completed years on a local day; born on 29 February, the year is completed on 1 March in common years (booking-rules §8).
pub fn age_on(born: NaiveDate, day: NaiveDate) -> i32 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i32::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_completed_on_the_day() {
        for (born, day, expected) in [
            ("2026-05-11", "2026-11-10", 5),
            ("2026-05-11", "2026-11-11", 6),
            ("2025-12-31", "2026-01-01", 0),
            ("2026-01-31", "2026-02-28", 0),
            ("2026-01-31", "2026-03-01", 1),
            ("2024-02-29", "2026-02-28", 23),
            ("2026-03-02", "2026-03-02", 0),
        ] {
            assert_eq!(
                months_on(born.parse().unwrap(), day.parse().unwrap()),
                expected,
                "{born} {day}"
            );
        }
    }
}
