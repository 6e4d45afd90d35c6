//! The calendar file of a message.

use crate::app::{About, CalendarEvent};
use crate::domain::booking::Status;
use crate::i18n::Texts;
use crate::store::MessageKind;

/// A calendar file and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPart {
    /// Name of the file.
    pub name: String,
    /// Its text.
    pub text: String,
    /// `PUBLISH`, or `CANCEL` when it takes the appointment out again.
    pub method: &'static str,
    /// What it tells.
    pub events: Vec<CalendarEvent>,
}

impl CalendarPart {
    /// Its event, where it has one only: an invitation is about one (RFC 5546 §3.2.2).
    pub(super) fn single(&self) -> Option<&CalendarEvent> {
        match self.events.as_slice() {
            [event] => Some(event),
            _ => None,
        }
    }

    /// The method of the same as an invitation.
    pub(super) fn invitation_method(&self) -> &'static str {
        match self.method {
            "PUBLISH" => "REQUEST",
            method => method,
        }
    }
}

/// A request is not in anybody's calendar yet, so there is nothing to put in or take out.
pub(super) fn calendar_part(
    t: Texts,
    (about, others): (&About, &[About]),
    kind: MessageKind,
) -> Option<CalendarPart> {
    let method = match (kind, about.appointment.status) {
        (
            MessageKind::Requested
            | MessageKind::Refused
            | MessageKind::Offered
            | MessageKind::Code
            | MessageKind::NoShow
            | MessageKind::PresenceAsked
            | MessageKind::Freed
            | MessageKind::Waiting
            | MessageKind::Reminder(_),
            _,
        )
        | (_, Status::Requested | Status::Refused) => return None,
        (_, status) if status.is_called_off() => "CANCEL",
        _ => "PUBLISH",
    };
    Some(CalendarPart {
        name: t.text("letter-calendar-file").into_owned(),
        text: if others.is_empty() {
            about.calendar.clone()
        } else {
            about.calendar_with(others)
        },
        method,
        events: std::iter::once(about)
            .chain(others)
            .map(|about| about.event.clone())
            .collect(),
    })
}

/// What the letter says of it.
pub(super) fn calendar_note(t: Texts, kind: MessageKind, (part, others): (&CalendarPart, usize)) -> String {
    let key = match (part.method, kind) {
        ("CANCEL", _) => "letter-calendar-out",
        (_, MessageKind::Moved) => "letter-calendar-moved",
        _ if others > 0 => "letter-calendar-in-all",
        _ => "letter-calendar-in",
    };
    t.text(key).into_owned()
}
