//! Everything typed on the page of a new appointment.

use super::next::{Choice, choices};
use super::when::When;
use crate::domain::id::{AppointmentId, CareTypeId, PatientId};
use crate::sys::ids;
use crate::web::admin::patients::PatientFields;
use crate::web::extract::Form;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct BookForm {
    pub(super) when: When,
    pub(super) care: Option<CareTypeId>,
    /// A record that was chosen.
    pub(super) patient: Option<PatientId>,
    /// Words of the search.
    pub(super) q: String,
    /// Fields for somebody new are shown.
    pub(super) is_new: bool,
    pub(super) fields: PatientFields,
    /// Another length than the care's own, in minutes, as typed.
    pub(super) length: String,
    pub(super) note: String,
    /// The booking beside which the agenda proposed one more.
    pub(super) beside: Option<AppointmentId>,
    /// What was chosen for the visits that follow, in order.
    pub(super) next: Vec<Choice>,
    /// The same form sent twice books once.
    pub(super) key: String,
}

impl BookForm {
    /// Reads the fields; the buttons `pick`, `do=new` and `do=other-patient` decide over them.
    pub(super) fn of(form: &Form) -> Self {
        let mut typed = Self {
            when: When::of(form),
            care: form.parsed("care"),
            patient: form.parsed("pick").or_else(|| form.parsed("patient")),
            q: form.get("q").to_owned(),
            is_new: form.is_ticked("new") || form.get("do") == "new",
            fields: PatientFields::of(form),
            length: form.get("length").to_owned(),
            note: form.get("note").to_owned(),
            beside: form.parsed("beside"),
            next: choices(form),
            key: form.get("key").chars().take(64).collect(),
        };
        if form.get("do") == "other-patient" {
            typed.patient = None;
            typed.is_new = false;
        }
        if form.get("do") == "new" && typed.fields.family.is_empty() {
            typed.fields = PatientFields::of_search(&typed.q);
        }
        if typed.key.is_empty() {
            typed.key = ids::token();
        }
        typed
    }
}
