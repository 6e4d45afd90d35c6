//! What is wrong with a line to patients, in words (security T9).

use crate::domain::note_to_patient::NoteProblem;
use crate::i18n::Texts;
use crate::web::extract::worded;

/// Why it is not sent.
pub(super) fn refused(t: Texts, problem: &NoteProblem) -> String {
    match problem {
        NoteProblem::Text(problem) => worded(t, problem),
        NoteProblem::Link => t.text("note-link").into_owned(),
        NoteProblem::Telling(word) => t.with("note-telling", &[("word", word.as_str().into())]),
    }
}
