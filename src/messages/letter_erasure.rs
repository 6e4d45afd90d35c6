//! The words to somebody who asked to be erased.

use super::letter::{Content, one_line, phone_note, subject};
use crate::domain::practice::Practice;
use crate::i18n::Texts;
use crate::store::{Message, MessageKind};

/// The answer of the practice to somebody who asked to be erased.
pub(super) fn erasure_content(t: Texts, practice: &Practice, message: &Message) -> Option<Content> {
    let (subject_key, lead) = match message.kind {
        MessageKind::Erased => ("letter-subject-erased", "letter-erased"),
        MessageKind::NotErased => ("letter-subject-not-erased", "letter-not-erased"),
        _ => return None,
    };
    let facts = message.note.iter().map(|note| one_line(note)).collect();
    Some(Content {
        subject: subject(t, subject_key, practice, ""),
        lead: t.text(lead).into_owned(),
        code: None,
        facts,
        link: None,
        strong: 1,
        more: Vec::new(),
        notes: phone_note(t, practice).into_iter().collect(),
        calendar: None,
    })
}
