//! `patients.csv`.

use super::column::Column;
use super::table::{Row, each_row};
use crate::app::exchange::import::draft::{Draft, PatientDraft};
use crate::app::exchange::import::names::split_name;
use crate::app::exchange::import::unreadable::Reason;
use crate::app::exchange::import::when;
use crate::domain::contact::{Email, FieldProblem, PersonName, Phone, holds_social_security_number};

/// Longest administrative note, in characters.
const NOTE_MAX_CHARS: usize = 1_000;

/// Reads a file of patients.
pub fn read(text: &str) -> Draft {
    let mut draft = Draft::default();
    let required: &[&[Column]] = &[&[Column::FamilyName, Column::FullName]];
    draft.unreadable = each_row(text, required, |row| {
        draft.patients.push(patient(row)?);
        Ok(())
    });
    draft
}

/// The patient of a row, of either file. A phone or e-mail that is not one is refused rather than dropped: nobody would
/// notice that a patient can no longer be reached.
pub(super) fn patient(row: &Row<'_>) -> Result<PatientDraft, Reason> {
    let (family_name, given_name) = names(row)?;
    let phone = match row.cell(Column::Mobile) {
        "" => row.cell(Column::Phone),
        mobile => mobile,
    };
    Ok(PatientDraft {
        line: row.line,
        family_name,
        given_name,
        born: optional(row.cell(Column::Born), when::date, "born")?,
        phone: optional(phone, Phone::parse, "phone")?,
        email: optional(row.cell(Column::Email), Email::parse, "email")?,
        note: note(row)?,
    })
}

fn names(row: &Row<'_>) -> Result<(PersonName, PersonName), Reason> {
    let (family, given) = (row.cell(Column::FamilyName), row.cell(Column::GivenName));
    if family.is_empty() || given.is_empty() {
        let both = if family.is_empty() {
            row.cell(Column::FullName)
        } else {
            family
        };
        return split_name(both).map_err(Reason::field("family-name"));
    }
    Ok((
        PersonName::parse(family).map_err(Reason::field("family-name"))?,
        PersonName::parse(given).map_err(Reason::field("given-name"))?,
    ))
}

fn note(row: &Row<'_>) -> Result<String, Reason> {
    let note = row.cell(Column::Note);
    let refused = Reason::field("note");
    if note.chars().count() > NOTE_MAX_CHARS {
        return Err(refused(FieldProblem::TooLong { max: NOTE_MAX_CHARS }));
    }
    if holds_social_security_number(note) {
        return Err(refused(FieldProblem::SocialSecurityNumber));
    }
    Ok(note.replace("\r\n", "\n"))
}

/// Nothing for an empty cell.
pub(super) fn optional<T>(
    cell: &str,
    parse: impl FnOnce(&str) -> Result<T, FieldProblem>,
    column: &'static str,
) -> Result<Option<T>, Reason> {
    if cell.is_empty() {
        return Ok(None);
    }
    parse(cell).map(Some).map_err(Reason::field(column))
}
