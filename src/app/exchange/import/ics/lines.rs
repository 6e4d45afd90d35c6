//! From bytes to events of unfolded lines; folds are undone before decoding, since they may cut a letter.

use std::collections::HashMap;

use crate::app::exchange::import::text::{LINE_MAX_BYTES, decoded};
use crate::app::exchange::import::unreadable::{Reason, Unreadable};

/// Most events of a file (caldav §5.7).
const EVENTS_MAX: usize = 50_000;

/// One event: its line and its unfolded lines without `VALARM` and `ATTACH`.
pub(super) struct Chunk {
    pub(super) line: usize,
    pub(super) lines: Vec<String>,
}

/// The parts of a file.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) chunks: Vec<Chunk>,
    /// `X-LIC-LOCATION` by the `TZID` of its definition.
    pub(super) zones: HashMap<String, String>,
    pub(super) unreadable: Vec<Unreadable>,
}

/// Logical lines with the physical line each began on; NUL is dropped, CR, LF and CR LF end a line.
fn logical(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let mut out: Vec<(usize, Vec<u8>)> = Vec::new();
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut number = 1;
    while !rest.is_empty() {
        let end = rest
            .iter()
            .position(|b| *b == b'\n' || *b == b'\r')
            .unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        rest = after
            .strip_prefix(b"\r\n")
            .or_else(|| after.get(1..))
            .unwrap_or_default();
        let kept = line.iter().copied().filter(|b| *b != 0);
        match (line.first(), out.last_mut()) {
            (Some(b' ' | b'\t'), Some((_, last))) => last.extend(kept.skip(1)),
            _ => out.push((number, kept.collect())),
        }
        number += 1;
    }
    out
}

/// Cuts a file into its events.
pub(super) fn split(bytes: &[u8]) -> Parts {
    let mut cut = Cut::default();
    for (number, line) in logical(bytes) {
        let is_attachment = line
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"ATTACH"));
        if line.len() > LINE_MAX_BYTES && !is_attachment {
            cut.parts.unreadable.push(Unreadable {
                line: number,
                reason: Reason::TooLong(LINE_MAX_BYTES),
            });
            cut.is_spoilt = true;
        } else if !is_attachment {
            cut.line(number, decoded(&line).into_owned());
        }
    }
    cut.finished()
}

#[derive(Default)]
struct Cut {
    parts: Parts,
    /// Components open, outermost first.
    open: Vec<String>,
    event: Option<Chunk>,
    /// A line of the event at hand was refused already.
    is_spoilt: bool,
    zone: Option<String>,
    was_calendar: bool,
    last_line: usize,
}

impl Cut {
    fn line(&mut self, number: usize, text: String) {
        self.last_line = number;
        let (name, value) = text.split_once(':').unwrap_or((text.as_str(), ""));
        let value = value.trim().to_ascii_uppercase();
        if name.eq_ignore_ascii_case("BEGIN") {
            self.begin(number, value);
        } else if name.eq_ignore_ascii_case("END") {
            self.end(&value);
        } else {
            self.property(text);
        }
    }

    fn begin(&mut self, number: usize, name: String) {
        self.was_calendar |= name == "VCALENDAR";
        if name == "VEVENT" && self.event.is_none() {
            self.is_spoilt = false;
            self.event = Some(Chunk {
                line: number,
                lines: Vec::new(),
            });
        }
        self.open.push(name);
    }

    fn end(&mut self, name: &str) {
        if self.open.pop().as_deref() != Some(name) {
            return;
        }
        if name == "VEVENT" && !self.open.iter().any(|outer| outer == "VEVENT") {
            let whole = self.event.take().filter(|_| !self.is_spoilt);
            if self.parts.chunks.len() < EVENTS_MAX {
                self.parts.chunks.extend(whole);
            } else if let Some(chunk) = whole.filter(|_| self.parts.chunks.len() == EVENTS_MAX) {
                self.refuse(chunk.line, Reason::TooMany(EVENTS_MAX));
                self.parts.chunks.push(chunk);
            }
        }
    }

    fn property(&mut self, text: String) {
        match (self.open.last().map(String::as_str), &mut self.event) {
            (Some("VEVENT"), Some(event)) => event.lines.push(text),
            (Some("VTIMEZONE"), _) => self.zone_property(&text),
            _ => {}
        }
    }

    fn zone_property(&mut self, text: &str) {
        let (name, value) = text.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("TZID") {
            self.zone = Some(value.trim().to_owned());
        } else if let (true, Some(id)) = (name.eq_ignore_ascii_case("X-LIC-LOCATION"), &self.zone) {
            self.parts.zones.insert(id.clone(), value.trim().to_owned());
        }
    }

    fn refuse(&mut self, line: usize, reason: Reason) {
        self.parts.unreadable.push(Unreadable { line, reason });
    }

    /// A file that breaks off may miss an event: the last line says so.
    fn finished(mut self) -> Parts {
        if !self.was_calendar {
            self.refuse(1, Reason::WrongKind);
        } else if let Some(event) = self.event.take() {
            self.refuse(event.line, Reason::Malformed);
        } else if !self.open.is_empty() {
            self.refuse(self.last_line, Reason::Malformed);
        }
        self.parts
    }
}
