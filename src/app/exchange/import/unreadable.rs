//! Why a line of an import cannot be taken: data for a message in the user's language, never prose, and never the
//! content of a credential.

use crate::domain::contact::FieldProblem;

/// Why a line, or a value of it, was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Over the ceiling of a line or record.
    #[error("longer than {0} bytes")]
    TooLong(usize),
    /// More records than an import takes.
    #[error("more than {0} records")]
    TooMany(usize),
    /// Not of the form of the file (quote left open, value missing, unexpected character).
    #[error("malformed")]
    Malformed,
    /// The file is not of the kind asked for.
    #[error("not a file of this kind")]
    WrongKind,
    /// The header lacks this column.
    #[error("no column {0}")]
    NoColumn(&'static str),
    /// A value is not acceptable.
    #[error("{column}: {problem}")]
    Field {
        /// Column or property.
        column: &'static str,
        /// What is wrong with it.
        problem: FieldProblem,
    },
    /// Nothing in the practice or in the file has this name.
    #[error("unknown {column}: {name}")]
    Unknown {
        /// Column.
        column: &'static str,
        /// The name read, clipped.
        name: String,
    },
    /// Several patients fit.
    #[error("several patients fit")]
    Ambiguous,
    /// The time is taken by a booking of the practice, or by an earlier line of the file.
    #[error("overlaps line {0:?}")]
    Overlap(Option<usize>),
    /// A recurrence rule that is broken or would never end.
    #[error("recurrence not supported")]
    Recurrence,
    /// The practice has practitioners or patients already: two practices are not mixed.
    #[error("the practice is not empty")]
    NotEmpty,
    /// A row of an export that does not fit into this table; the line is its place in it, 0 where only the whole shows it.
    #[error("a row of {0} does not fit")]
    Row(String),
    /// A zone that the zone data does not know; the zone of the practice was taken.
    #[error("unknown zone {0}")]
    Zone(String),
}

impl Reason {
    /// A field that does not hold what it should.
    pub(super) fn field(column: &'static str) -> impl Fn(FieldProblem) -> Self {
        move |problem| Self::Field { column, problem }
    }
}

/// One line that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Line of the file, from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}
