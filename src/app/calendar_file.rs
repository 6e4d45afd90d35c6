//! An appointment as a calendar file (RFC 5545).

use std::fmt::Write as _;

use crate::domain::time::{Instant, Interval};

/// Longest line in bytes, without its end (RFC 5545 §3.1).
const LINE_BYTES: usize = 75;

/// One event; texts as they are, escaped here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Stays with the appointment over moves.
    pub uid: String,
    /// Grows with each change.
    pub sequence: i64,
    /// When the file was made.
    pub stamp: Instant,
    /// The care itself.
    pub interval: Interval,
    /// Title.
    pub summary: String,
    /// Where.
    pub location: String,
    /// How to get in, whom to call; may be empty.
    pub description: String,
    /// Whether it takes place.
    pub state: EventState,
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventState {
    /// Agreed.
    Confirmed,
    /// Waits for the practice.
    Tentative,
    /// Called off: the file takes it out of the calendar again (RFC 5546 §3.2.5).
    Cancelled,
}

/// Between whom an invitation goes; addresses as they are written, without `mailto:`.
#[derive(Clone, Debug)]
pub struct CalendarPeople {
    /// What the practice is called.
    pub organizer_name: String,
    /// Where answers go.
    pub organizer: String,
    /// Who is asked: the recipient of the message.
    pub attendee: String,
}

impl CalendarEvent {
    /// The same as an invitation to one person, or as its withdrawal (RFC 5546 §3.2.2, §3.2.5).
    pub fn invitation(&self, people: &CalendarPeople) -> String {
        let (method, asked) = match self.state {
            EventState::Cancelled => ("CANCEL", ""),
            EventState::Confirmed | EventState::Tentative => ("REQUEST", ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"),
        };
        // A parameter's value has no way to hold a quotation mark (RFC 5545 §3.2).
        let name: String = people
            .organizer_name
            .chars()
            .filter(|c| *c != '"' && !c.is_control())
            .collect();
        let people = [
            format!("ORGANIZER;CN=\"{name}\":mailto:{}", people.organizer),
            format!("ATTENDEE;ROLE=REQ-PARTICIPANT{asked}:mailto:{}", people.attendee),
        ];
        written(&[format!("METHOD:{method}")], std::slice::from_ref(self), &people)
    }
}

/// The file's text.
pub fn calendar_file(event: &CalendarEvent) -> String {
    let method = match event.state {
        EventState::Confirmed | EventState::Tentative => "PUBLISH",
        EventState::Cancelled => "CANCEL",
    };
    written(&[format!("METHOD:{method}")], std::slice::from_ref(event), &[])
}

/// The text of a file of several events that take place, to be put into a calendar at once.
pub fn calendar_file_of(events: &[CalendarEvent]) -> String {
    written(&["METHOD:PUBLISH".to_owned()], events, &[])
}

/// A file of many events, to be fetched again and again.
pub(super) fn calendar_of_events(events: &[CalendarEvent]) -> String {
    written(&[], events, &[])
}

/// `people`: the lines of each event that say between whom it is.
fn written(head: &[String], events: &[CalendarEvent], people: &[String]) -> String {
    let opening = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Grappe//Grappe//FR",
        "CALSCALE:GREGORIAN",
    ];
    let opening = opening.map(str::to_owned).into_iter();
    let lines = opening
        .chain(head.iter().cloned())
        .chain(events.iter().flat_map(|event| event_lines(event, people)))
        .chain(["END:VCALENDAR".to_owned()]);
    lines.fold(String::new(), |mut text, line| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{}\r\n", folded(&line));
        text
    })
}

fn event_lines(event: &CalendarEvent, people: &[String]) -> Vec<String> {
    let utc = |at: Instant| at.format("%Y%m%dT%H%M%SZ").to_string();
    let status = match event.state {
        EventState::Confirmed => "CONFIRMED",
        EventState::Tentative => "TENTATIVE",
        EventState::Cancelled => "CANCELLED",
    };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", event.uid),
        format!("SEQUENCE:{}", event.sequence),
        format!("DTSTAMP:{}", utc(event.stamp)),
        format!("DTSTART:{}", utc(event.interval.start)),
        format!("DTEND:{}", utc(event.interval.end)),
        format!("SUMMARY:{}", escaped(&event.summary)),
    ];
    for (name, text) in [("LOCATION", &event.location), ("DESCRIPTION", &event.description)] {
        if !text.is_empty() {
            lines.push(format!("{name}:{}", escaped(text)));
        }
    }
    lines.extend_from_slice(people);
    lines.push(format!("STATUS:{status}"));
    lines.push("CLASS:PRIVATE".to_owned());
    lines.push("END:VEVENT".to_owned());
    lines
}

/// One event of an agenda file; texts as they are, escaped here.
#[derive(Clone, Debug)]
pub(super) struct AgendaEvent {
    /// Identity in other people's calendars; stays with an appointment over moves.
    pub(super) uid: String,
    /// Grows with each change.
    pub(super) sequence: i64,
    /// Waits for the practice.
    pub(super) is_tentative: bool,
    /// When.
    pub(super) interval: Interval,
    /// Title.
    pub(super) summary: String,
    /// Kind of appointment; empty for none.
    pub(super) category: String,
}

/// A file of many events, for other programs; `stamp` is when it was made.
pub(super) fn agenda_file(events: &[AgendaEvent], stamp: Instant) -> String {
    let utc = |at: Instant| at.format("%Y%m%dT%H%M%SZ").to_string();
    let mut text = String::new();
    let mut push = |line: &str| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{}\r\n", folded(line));
    };
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Grappe//Grappe//FR"] {
        push(line);
    }
    for event in events {
        push("BEGIN:VEVENT");
        push(&format!("UID:{}", escaped(&event.uid)));
        push(&format!("SEQUENCE:{}", event.sequence));
        push(&format!("DTSTAMP:{}", utc(stamp)));
        push(&format!("DTSTART:{}", utc(event.interval.start)));
        push(&format!("DTEND:{}", utc(event.interval.end)));
        push(&format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.category.is_empty() {
            push(&format!("CATEGORIES:{}", escaped(&event.category)));
        }
        if event.is_tentative {
            push("STATUS:TENTATIVE");
        }
        push("CLASS:PRIVATE");
        push("END:VEVENT");
    }
    push("END:VCALENDAR");
    text
}

/// TEXT value (RFC 5545 §3.3.11); control characters have no place in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Breaks a long line between characters.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / LINE_BYTES * 3);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE_BYTES {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// reminders §5.
    #[test]
    fn vectors_of_the_specification() {
        assert_eq!(escaped("Cabinet A, B; C\\D\n"), "Cabinet A\\, B\\; C\\\\D\\n");
        let line = format!("{}é", "a".repeat(74));
        assert_eq!(folded(&line), format!("{}\r\n é", "a".repeat(74)));
    }

    #[test]
    fn an_invitation_names_who_asks_and_who_is_asked() {
        let start: Instant = "2026-03-03T08:30:00Z".parse().unwrap();
        let event = |sequence, state| CalendarEvent {
            uid: "abc@grappe".to_owned(),
            sequence,
            stamp: start,
            interval: Interval::lasting(start, chrono::TimeDelta::minutes(30)),
            summary: "Cabinet".to_owned(),
            location: String::new(),
            description: String::new(),
            state,
        };
        let people = CalendarPeople {
            organizer_name: "Cabinet \"A\": B".to_owned(),
            organizer: "rdv@cabinet.example.org".to_owned(),
            attendee: "marie@example.org".to_owned(),
        };
        for (sequence, state, method, status, asked) in [
            (0, EventState::Confirmed, "REQUEST", "CONFIRMED", true),
            (1, EventState::Confirmed, "REQUEST", "CONFIRMED", true),
            (2, EventState::Cancelled, "CANCEL", "CANCELLED", false),
        ] {
            let text = event(sequence, state).invitation(&people).replace("\r\n ", "");
            for line in [
                format!("METHOD:{method}"),
                format!("SEQUENCE:{sequence}"),
                format!("STATUS:{status}"),
                "UID:abc@grappe".to_owned(),
                "DTSTART:20260303T083000Z".to_owned(),
                "ORGANIZER;CN=\"Cabinet A: B\":mailto:rdv@cabinet.example.org".to_owned(),
            ] {
                assert!(text.split("\r\n").any(|found| found == line), "{line} in {text}");
            }
            assert_eq!(text.contains("RSVP=TRUE:mailto:marie@example.org"), asked);
            let read = calcard::icalendar::ICalendar::parse(&text).unwrap();
            assert!(format!("{read:?}").contains("mailto:marie@example.org"));
        }
    }

    #[test]
    fn files_are_read_back_as_they_were_written() {
        let start: Instant = "2026-03-03T08:30:00Z".parse().unwrap();
        let location = "12, rue de l'Église ; « bâtiment B », ".repeat(4);
        let event = CalendarEvent {
            uid: "abc@grappe".to_owned(),
            sequence: 2,
            stamp: start,
            interval: Interval::lasting(start, chrono::TimeDelta::minutes(30)),
            summary: "Rendez-vous – Cabinet".to_owned(),
            location: location.clone(),
            description: "Sonnez\nBEGIN:VEVENT".to_owned(),
            state: EventState::Confirmed,
        };
        let text = calendar_file(&event);
        assert!(text.lines().all(|line| line.len() <= LINE_BYTES), "{text}");
        assert!(text.split("\r\n").all(|line| !line.contains('\n')));
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("DTSTART:20260303T083000Z\r\nDTEND:20260303T090000Z\r\n"));
        assert!(
            unfolded.contains("DESCRIPTION:Sonnez\\nBEGIN:VEVENT\r\n"),
            "{unfolded}"
        );
        let read = calcard::icalendar::ICalendar::parse(&text).unwrap();
        let shown = format!("{read:?}");
        assert!(shown.contains(location.trim_end()), "{shown}");
    }
}
