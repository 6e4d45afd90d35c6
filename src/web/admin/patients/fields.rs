//! What is asked about a person, as typed and as understood.

use chrono::{Datelike, NaiveDate};

use crate::domain::contact::{Email, FieldProblem, PersonName, Phone};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};
use crate::i18n::Texts;
use crate::web::extract::{FieldErrors, Form};

/// Nobody who comes was born before.
const EARLIEST_BIRTH: i32 = 1900;

/// The fields as typed.
#[derive(Clone, Debug, Default)]
pub(in crate::web::admin) struct PatientFields {
    pub(in crate::web::admin) family: String,
    pub(in crate::web::admin) given: String,
    pub(in crate::web::admin) born: String,
    pub(in crate::web::admin) phone: String,
    pub(in crate::web::admin) email: String,
    pub(in crate::web::admin) language: Language,
}

impl PatientFields {
    /// As they came.
    pub(in crate::web::admin) fn of(form: &Form) -> Self {
        let typed = |name| form.get(name).to_owned();
        Self {
            family: typed("family"),
            given: typed("given"),
            born: typed("born"),
            phone: typed("phone"),
            email: typed("email"),
            language: Language::of_code(form.get("language")).unwrap_or_default(),
        }
    }

    /// Of a record.
    pub(in crate::web::admin) fn of_record(t: Texts, patient: &Patient) -> Self {
        let text = |value: Option<&str>| value.unwrap_or("").to_owned();
        Self {
            family: patient.family_name.to_string(),
            given: patient.given_name.to_string(),
            born: patient.born.map_or_else(String::new, written_date),
            phone: patient
                .phone
                .as_ref()
                .map_or_else(String::new, |p| t.phone(p.as_str())),
            email: text(patient.email.as_ref().map(Email::as_str)),
            language: patient.language,
        }
    }

    /// The languages that can be chosen for their messages: code, name, chosen.
    pub(in crate::web::admin) fn languages(&self) -> [(&'static str, &'static str, bool); 6] {
        Language::ALL.map(|one| (one.code(), one.own_name(), one == self.language))
    }

    /// From the words of a search that found nobody.
    pub(in crate::web::admin) fn of_search(typed: &str) -> Self {
        let mut fields = Self::default();
        let mut names = Vec::new();
        for word in typed.split_whitespace() {
            if birth_date(word).is_ok() {
                word.clone_into(&mut fields.born);
            } else if word.contains('@') {
                word.clone_into(&mut fields.email);
            } else if word.chars().any(char::is_alphabetic) {
                names.push(word);
            } else {
                fields.phone.push_str(word);
            }
        }
        let (family, given) = names.split_first().unwrap_or((&"", &[]));
        (*family).clone_into(&mut fields.family);
        fields.given = given.join(" ");
        fields
    }

    /// A record of what was typed, everything else as in `before` or as for somebody new; every mistake is noted at its field.
    pub(in crate::web::admin) fn parsed(
        &self,
        t: Texts,
        today: NaiveDate,
        before: Option<&Patient>,
        errors: &mut FieldErrors,
    ) -> Option<Patient> {
        let family = errors.keep(t, "family", PersonName::parse(&self.family));
        let given = errors.keep(t, "given", PersonName::parse(&self.given));
        let born = optional(&self.born, |text| birth_date(text).and_then(|d| past(d, today)));
        let born = errors.keep(t, "born", born);
        let phone = errors.keep(t, "phone", optional(&self.phone, Phone::parse));
        let email = errors.keep(t, "email", optional(&self.email, Email::parse));
        Some(Patient {
            id: before.map_or(PatientId(0), |p| p.id),
            family_name: family?,
            given_name: given?,
            born: born?,
            phone: phone?,
            email: email?,
            language: self.language,
            is_blocked_online: before.is_some_and(|p| p.is_blocked_online),
            is_fragile: before.is_some_and(|p| p.is_fragile),
            note: before.map_or_else(String::new, |p| p.note.clone()),
        })
    }
}

/// « 17/05/1980 », as it is typed.
pub(in crate::web::admin) fn written_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `31/12/1980`, `31.12.1980`, `31121980` or ISO.
fn birth_date(text: &str) -> Result<NaiveDate, FieldProblem> {
    let forms = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d%m%Y", "%Y-%m-%d"];
    let read = forms
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    read.filter(|date| date.year() >= EARLIEST_BIRTH)
        .ok_or(FieldProblem::Malformed)
}

fn past(date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldProblem> {
    if date <= today {
        Ok(date)
    } else {
        Err(FieldProblem::Malformed)
    }
}

fn optional<T>(
    text: &str,
    parse: impl FnOnce(&str) -> Result<T, FieldProblem>,
) -> Result<Option<T>, FieldProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    parse(text).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_found_nobody_fills_the_form() {
        let fields = PatientFields::of_search("d'Aubigné Marie Anne 17/05/1980 06 12 34 56 78");
        assert_eq!(
            (fields.family.as_str(), fields.given.as_str()),
            ("d'Aubigné", "Marie Anne")
        );
        assert_eq!(
            (fields.born.as_str(), fields.phone.as_str()),
            ("17/05/1980", "0612345678")
        );
    }

    #[test]
    fn birth_dates_are_read_as_people_write_them() {
        for text in ["17/05/1980", "17.05.1980", "17-05-1980", "17051980", "1980-05-17"] {
            assert_eq!(birth_date(text).unwrap().to_string(), "1980-05-17", "{text}");
        }
        for text in ["31/02/1980", "17/05/80", "1600-01-01", "hier"] {
            assert!(birth_date(text).is_err(), "{text}");
        }
    }
}
