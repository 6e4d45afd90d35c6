//! Whom a booking is for: a record's number, or a person as declared.

use chrono::NaiveDate;
use serde_json::Value;

use super::fields::{Fields, date, text};
use crate::app::ForWhom;
use crate::domain::contact::{Email, FieldProblem, PersonName, Phone};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};
use crate::i18n::from_tag;

/// Birth years before this are typing mistakes.
const FIRST_BIRTH_YEAR: i32 = 1900;

/// Reads `patient`; `today` is the practice's local date.
pub(super) fn patient(fields: &mut Fields, today: NaiveDate) -> Option<ForWhom> {
    patient_read(fields, |inner| declared(inner, today))
}

/// The same at the desk, where somebody may come without a phone or an address.
pub(super) fn patient_at_desk(fields: &mut Fields, today: NaiveDate) -> Option<ForWhom> {
    patient_read(fields, |inner| person(inner, today))
}

fn patient_read(fields: &mut Fields, read: impl FnOnce(&mut Fields) -> Option<Patient>) -> Option<ForWhom> {
    match fields.raw("patient") {
        Some(Value::Object(object)) => {
            let declared = fields.inside("patient", object, read)?;
            Some(ForWhom::Declared(Box::new(declared)))
        }
        Some(Value::Number(number)) if number.as_i64().is_some() => {
            number.as_i64().map(|id| ForWhom::Known(PatientId(id)))
        }
        None | Some(Value::Null) => {
            fields.refuse("patient", FieldProblem::Missing);
            None
        }
        Some(_) => {
            fields.refuse("patient", FieldProblem::Malformed);
            None
        }
    }
}

/// A person as declared.
pub(super) fn declared(fields: &mut Fields, today: NaiveDate) -> Option<Patient> {
    let has_contact = fields.has("phone") || fields.has("email");
    let person = person(fields, today);
    // The practice must be able to call off what was booked.
    if !has_contact {
        fields.refuse("phone", FieldProblem::Missing);
    }
    person
}

fn person(fields: &mut Fields, today: NaiveDate) -> Option<Patient> {
    let family_name = fields.required("family_name", text(PersonName::parse));
    let given_name = fields.required("given_name", text(PersonName::parse));
    let born = fields.optional("born", |value| birth_date(date(value)?, today));
    let phone = fields.optional("phone", text(Phone::parse));
    let email = fields.optional("email", text(Email::parse));
    let language = fields.optional("language", text(language));
    Some(Patient {
        id: PatientId(0),
        family_name: family_name?,
        given_name: given_name?,
        born,
        phone,
        email,
        language: language.unwrap_or_default(),
        is_blocked_online: false,
        is_fragile: false,
        note: String::new(),
    })
}

pub(super) fn birth_date(born: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldProblem> {
    let is_plausible = born <= today && chrono::Datelike::year(&born) >= FIRST_BIRTH_YEAR;
    is_plausible.then_some(born).ok_or(FieldProblem::Malformed)
}

pub(super) fn language(tag: &str) -> Result<Language, FieldProblem> {
    from_tag(tag).ok_or(FieldProblem::UnknownChoice)
}
