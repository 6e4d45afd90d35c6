//! What an import does, or would do: data for the command's words.

use std::collections::BTreeMap;

use super::unreadable::Unreadable;
use crate::domain::id::ImportId;
use crate::store::ImportNoun;

/// How many of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Written anew.
    pub created: usize,
    /// There already, as the file has it.
    pub matched: usize,
    /// There already, and lacking something that the file has.
    pub completed: usize,
}

/// A line that says what another one said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Line of the file, from 1.
    pub line: usize,
    /// The earlier line.
    pub of: usize,
}

/// Outcome of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Number to undo it by; `None` while nothing is written.
    pub number: Option<ImportId>,
    /// By kind; kinds that the file does not hold are absent.
    pub tallies: BTreeMap<ImportNoun, Tally>,
    /// Lines that repeat an earlier one, left out.
    pub duplicates: Vec<Duplicate>,
    /// Lines that could be read and not written: taken times, unknown names. Left out.
    pub conflicts: Vec<Unreadable>,
    /// Lines that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// Appointments of the practice that lie in an imported absence: they stay, and are to be settled by the staff
    /// (booking-rules §7).
    pub under_absence: usize,
    /// Patients of the file who were erased since it was written, and are again.
    pub erased_again: usize,
}

impl ImportReport {
    /// Whether some line of the file is not in the practice afterwards.
    pub fn has_losses(&self) -> bool {
        !(self.conflicts.is_empty() && self.unreadable.is_empty())
    }

    /// Whether anything is or would be written.
    pub fn has_news(&self) -> bool {
        self.tallies.values().any(|t| t.created + t.completed > 0)
    }

    pub(super) fn tally(&mut self, noun: ImportNoun) -> &mut Tally {
        self.tallies.entry(noun).or_default()
    }
}
