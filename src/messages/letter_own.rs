//! A letter in the practice's own words: theirs in the place of our first sentence, of the facts and of the words around the link. What is
//! not theirs to say stays: the calendar file and its note, a line of the staff, and that nobody reads answers.

use super::letter::{Content, Invitation, one_line, phone_note};
use super::short::start_of;
use crate::app::{Notice, StaffWords};
use crate::domain::own_text::{OwnText, Placeholder};
use crate::domain::practice::Practice;
use crate::i18n::Texts;

/// Stands for the link until the lines are known: no text can hold it.
const LINK: char = '\u{0}';

/// The content of a standard letter with own words.
pub(super) fn own_content(
    t: Texts,
    own: &OwnText,
    standard: Content,
    (notice, practice): (&Notice, &Practice),
) -> Content {
    let value = |place| in_letter(t, place, (notice, practice));
    let text = own.filled(value);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lead = lines.next().unwrap_or_default();
    let mut content = Content {
        subject: own
            .filled_subject(value)
            .map_or(standard.subject, |subject| one_line(&subject)),
        lead: String::new(),
        code: None,
        facts: Vec::new(),
        link: None,
        strong: 1,
        more: standard.more,
        notes: Vec::new(),
        calendar: standard.calendar,
    };
    let mut is_after = false;
    for line in std::iter::once(lead).chain(lines) {
        let Some((before, after)) = line.split_once(LINK) else {
            let place = if is_after {
                &mut content.notes
            } else {
                &mut content.facts
            };
            place.push(line.to_owned());
            continue;
        };
        is_after = true;
        content.link = standard.link.as_ref().map(|link| Invitation {
            lead: before.trim().to_owned(),
            address: link.address.clone(),
        });
        // A stop that stood behind the link would be taken for a part of it.
        let rest = after.trim_start_matches(['.', ',', ';', ' ', '\u{a0}']);
        content.notes.extend((!rest.is_empty()).then(|| rest.to_owned()));
    }
    if !content.facts.is_empty() {
        content.lead = content.facts.remove(0);
    }
    // Their text has the number already.
    let phone = phone_note(t, practice).filter(|_| own.has(Placeholder::Phone));
    content.notes.extend(
        standard
            .notes
            .into_iter()
            .filter(|note| Some(note) != phone.as_ref()),
    );
    content
}

/// A letter to somebody of the staff, whose words were made when it was written.
pub(super) fn crew_content(notice: &Notice) -> Option<Content> {
    let words = StaffWords::read(notice.message.note.as_deref()?)?;
    let mut lines = words.text.lines().map(one_line).filter(|line| !line.is_empty());
    Some(Content {
        subject: one_line(&words.subject),
        lead: lines.next().unwrap_or_default(),
        code: None,
        facts: Vec::new(),
        link: None,
        strong: 1,
        more: Vec::new(),
        notes: lines.collect(),
        calendar: None,
    })
}

/// What stands in the place of a placeholder in a letter.
fn in_letter(t: Texts, place: Placeholder, (notice, practice): (&Notice, &Practice)) -> String {
    let zone = practice.zone;
    let start = start_of(notice);
    match place {
        Placeholder::Practice => one_line(practice.message_name()),
        Placeholder::Day => start.map(|start| t.weekday(zone.date(start))).unwrap_or_default(),
        Placeholder::Date => start
            .map(|start| t.date_plain(zone.date(start)))
            .unwrap_or_default(),
        Placeholder::Time => start.map(|start| t.hour_at(zone, start)).unwrap_or_default(),
        Placeholder::Address => one_line(&practice.address),
        Placeholder::Link => LINK.to_string(),
        Placeholder::Phone => t.phone(&one_line(&practice.phone)),
    }
}
