//! What only the desk may say: where a time may be, warnings that are accepted by name, words to the patient.

use serde_json::Value;

use crate::domain::agenda::SetUp;
use crate::domain::booking::{NOTE_MAX, REASON_MAX};
use crate::domain::contact::{FieldProblem, free_text};
use crate::domain::id::PractitionerId;
use crate::domain::note_to_patient::{NoteProblem, NoteToPatient};
use crate::domain::slot::Placing;
use crate::web::api::fields::{Fields, flag, text};

/// Where an appointment may be beyond the free times of the grid.
pub(super) struct Beyond {
    is_outside: bool,
    /// Why it is over other bookings.
    pub(super) overbooking: Option<String>,
}

/// Reads `outside_hours` and `overbooking_reason`.
pub(super) fn beyond(fields: &mut Fields) -> Beyond {
    Beyond {
        is_outside: fields.optional("outside_hours", flag).unwrap_or_default(),
        overbooking: fields.optional("overbooking_reason", text(reason)),
    }
}

impl Beyond {
    /// As on the screen: with a named practitioner at any free minute, with anybody on the grid, and nothing further.
    pub(super) fn placing(&self, fields: &mut Fields, with: Option<PractitionerId>) -> Option<Placing> {
        if with.is_none() && (self.is_outside || self.overbooking.is_some()) {
            fields.refuse_saying("practitioner", "api-detail-desk-practitioner");
        }
        with.map(|_| self.with_somebody())
    }

    /// The same where somebody is named.
    pub(super) fn with_somebody(&self) -> Placing {
        if self.is_outside {
            Placing::Anywhere
        } else {
            Placing::InOpeningHours
        }
    }
}

fn reason(typed: &str) -> Result<String, FieldProblem> {
    let reason = free_text(typed, REASON_MAX)?;
    Some(reason)
        .filter(|reason| !reason.is_empty())
        .ok_or(FieldProblem::Missing)
}

/// The administrative note of an appointment.
pub(super) fn note_text(value: &Value) -> Result<String, FieldProblem> {
    text(|typed: &str| free_text(typed, NOTE_MAX))(value)
}

/// Whether `accept` names this warning, the only one there is here.
pub(super) fn accepts(fields: &mut Fields, warning: &str) -> bool {
    let read = |value: &Value| {
        let names = value.as_array().ok_or(FieldProblem::Malformed)?;
        if names.iter().all(|name| name == warning) {
            return Ok(!names.is_empty());
        }
        Err(FieldProblem::UnknownChoice)
    };
    fields.optional("accept", read).unwrap_or_default()
}

/// A few words that go into the message to the patient.
pub(super) fn message(fields: &mut Fields, set_up: &SetUp) -> Option<NoteToPatient> {
    let typed = fields.optional("message", text(|typed: &str| Ok(typed.to_owned())))?;
    match NoteToPatient::parse(&typed, set_up) {
        Ok(note) => return note,
        Err(NoteProblem::Text(problem)) => fields.refuse("message", problem),
        Err(NoteProblem::Link) => fields.refuse_saying("message", "note-link"),
        Err(NoteProblem::Telling(_)) => fields.refuse_saying("message", "api-detail-message-telling"),
    }
    None
}
