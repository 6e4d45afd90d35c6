//! A patient in a list.

use chrono::NaiveDate;

use super::fields::written_date;
use crate::domain::id::PatientId;
use crate::domain::patient::{Patient, age_on, months_on};
use crate::i18n::Texts;

/// Age in completed years from which it is told in years.
const IN_YEARS: i32 = 2;

/// See the module.
#[derive(Clone, Debug)]
pub(in crate::web::admin) struct PatientLine {
    pub(in crate::web::admin) id: PatientId,
    pub(in crate::web::admin) name: String,
    /// « 17/05/1980 (45 ans) », « 11/05/2026 (6 mois) », empty when it is not known.
    pub(in crate::web::admin) born: String,
    pub(in crate::web::admin) phone: String,
}

impl PatientLine {
    /// Age in completed years on a local day.
    pub(in crate::web::admin) fn of(t: Texts, patient: &Patient, today: NaiveDate) -> Self {
        let born = patient.born.map(|date| {
            let (age, months) = (age_on(date, today), months_on(date, today));
            let (key, age) = if age < IN_YEARS {
                ("patient-born-lately", months)
            } else {
                ("patient-born", age)
            };
            t.with(key, &[("date", written_date(date).into()), ("age", age.into())])
        });
        Self {
            id: patient.id,
            name: patient.sort_name(),
            born: born.unwrap_or_default(),
            phone: patient
                .phone
                .as_ref()
                .map_or_else(String::new, |p| t.phone(p.as_str())),
        }
    }
}
