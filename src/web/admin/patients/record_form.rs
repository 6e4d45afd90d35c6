//! A record as the staff edit it: the person, and what only the practice says of it.

use chrono::NaiveDate;

use super::fields::PatientFields;
use crate::domain::contact::{BLOCK_REASON_MAX, RECORD_NOTE_MAX, free_text};
use crate::domain::patient::Patient;
use crate::i18n::Texts;
use crate::store::PatientMarks;
use crate::web::extract::{FieldErrors, Form};

/// The fields as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct RecordForm {
    pub(super) person: PatientFields,
    pub(super) is_blocked: bool,
    pub(super) is_fragile: bool,
    /// Not among the fields of those who may not read it.
    pub(super) note: Option<String>,
    pub(super) marks: PatientMarks,
}

impl RecordForm {
    /// As they came; `has_note` for those who may read notes.
    pub(super) fn of(form: &Form, has_note: bool) -> Self {
        Self {
            person: PatientFields::of(form),
            is_blocked: form.is_ticked("blocked"),
            is_fragile: form.is_ticked("fragile"),
            note: has_note.then(|| form.get("note").to_owned()),
            marks: PatientMarks {
                is_phone_only: form.is_ticked("phone_only"),
                block_reason: form.get("block_reason").to_owned(),
                desk_note: form.get("desk_note").to_owned(),
            },
        }
    }

    /// Of a record.
    pub(super) fn of_record(t: Texts, (patient, marks): (&Patient, &PatientMarks), has_note: bool) -> Self {
        Self {
            person: PatientFields::of_record(t, patient),
            is_blocked: patient.is_blocked_online,
            is_fragile: patient.is_fragile,
            note: has_note.then(|| patient.note.clone()),
            marks: marks.clone(),
        }
    }

    /// The record that was typed; what was not among the fields stays as it is in `before`.
    pub(super) fn parsed(
        &self,
        t: Texts,
        today: NaiveDate,
        before: Option<&Patient>,
        errors: &mut FieldErrors,
    ) -> Option<(Patient, PatientMarks)> {
        let person = self.person.parsed(t, today, before, errors);
        let note = match &self.note {
            Some(note) => errors.keep(t, "note", free_text(note, RECORD_NOTE_MAX)),
            None => None,
        };
        let block_reason = errors.keep(
            t,
            "block_reason",
            free_text(&self.marks.block_reason, BLOCK_REASON_MAX),
        );
        let desk_note = errors.keep(t, "desk_note", free_text(&self.marks.desk_note, RECORD_NOTE_MAX));
        let person = person?;
        let patient = Patient {
            is_blocked_online: self.is_blocked,
            is_fragile: self.is_fragile,
            note: note.unwrap_or_else(|| person.note.clone()),
            ..person
        };
        let marks = PatientMarks {
            is_phone_only: self.marks.is_phone_only,
            block_reason: block_reason?,
            desk_note: desk_note?,
        };
        Some((patient, marks))
    }
}
