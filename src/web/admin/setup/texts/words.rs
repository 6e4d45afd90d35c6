//! What is wrong with a text, with the remedy.

use crate::domain::own_text::{Placeholder, TextProblem};
use crate::i18n::Texts;
use crate::web::extract::worded;

pub(super) fn problem(t: Texts, problem: &TextProblem) -> String {
    let text = |key: &str| t.text(key).into_owned();
    match problem {
        TextProblem::Empty => text("texts-problem-empty"),
        TextProblem::Field(problem) => worded(t, problem),
        TextProblem::Unknown(name) => {
            let known = Placeholder::ALL
                .map(|place| format!("{{{}}}", place.key()))
                .join(", ");
            let arguments = [("name", format!("{{{name}}}").into()), ("known", known.into())];
            t.with("texts-problem-unknown", &arguments)
        }
        TextProblem::Brace => text("texts-problem-brace"),
        TextProblem::ForeignLink(link) => t.with(
            "texts-problem-link",
            &[("link", link.as_str().into()), ("ours", "{link}".into())],
        ),
        TextProblem::LineBreak => text("texts-problem-line"),
        TextProblem::LinkMissing => t.with("texts-problem-missing", &[("ours", "{link}".into())]),
        TextProblem::LinkTwice => t.with("texts-problem-twice", &[("ours", "{link}".into())]),
        TextProblem::LinkInSubject => t.with("texts-problem-subject", &[("ours", "{link}".into())]),
    }
}
