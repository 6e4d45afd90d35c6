//! A file of many events → one small file for each identity, so that what is wrong with one event is no fault of the others and each has
//! a budget of its own (caldav §5.7). Lines are looked at and not taken apart: a large file costs its own size.

use std::collections::BTreeMap;

use super::fault::{Defect, Fault};

/// Most events of one file.
const EVENTS_MAX: usize = 100_000;
const HEAD: &[u8] = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n";
const TAIL: &[u8] = b"END:VCALENDAR\r\n";

/// The events of one identity, as a file of their own with the zones that they name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `UID`; of an event without one, the text of the event stands for it.
    pub uid: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Takes a file apart; one that is no calendar, or is cut off, gives nothing but the fault.
pub fn split(bytes: &[u8]) -> Result<Vec<Part>, Fault> {
    let mut scan = Scan::default();
    for (number, line) in (1..).zip(lines(bytes)) {
        scan.line(number, line)?;
    }
    if !scan.open.is_empty() {
        return Err(Defect::Nesting.at(scan.last));
    }
    if !scan.is_calendar {
        return Err(Defect::NotCalendar.at(1));
    }
    Ok(scan.parts())
}

/// Each with its end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.split_inclusive(|byte| *byte == b'\n')
}

#[derive(Default)]
struct Scan {
    /// Names of the components that are open, in capitals.
    open: Vec<Vec<u8>>,
    is_calendar: bool,
    last: usize,
    count: usize,
    /// Of the event or zone that is open.
    text: Vec<u8>,
    uid: Option<String>,
    /// Whether the line before was the `UID`, which may go on.
    is_uid: bool,
    zones: Vec<Vec<u8>>,
    events: BTreeMap<String, Vec<u8>>,
    nameless: Vec<Vec<u8>>,
}

impl Scan {
    fn line(&mut self, number: usize, line: &[u8]) -> Result<(), Fault> {
        self.last = number;
        let content = line.trim_ascii_end();
        if let Some(name) = after(content, b"BEGIN:") {
            self.is_calendar |= name == b"VCALENDAR" && self.open.is_empty();
            self.open.push(name);
            if self.open.len() > 8 {
                return Err(Defect::Nesting.at(number));
            }
        }
        if self.open.len() >= 2 {
            self.keep(line, content);
        }
        if let Some(name) = after(content, b"END:") {
            if self.open.pop() != Some(name.clone()) {
                return Err(Defect::Nesting.at(number));
            }
            if self.open.len() == 1 {
                self.close(number, &name)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, line: &[u8], content: &[u8]) {
        self.text.extend_from_slice(line);
        if self.open.len() > 2 || self.open.last().is_none_or(|name| name != b"VEVENT") {
            self.is_uid = false;
            return;
        }
        let is_more = content.starts_with(b" ") || content.starts_with(b"\t");
        if is_more && self.is_uid {
            let more = content.get(1..).unwrap_or_default();
            let uid = self.uid.get_or_insert_default();
            uid.push_str(&String::from_utf8_lossy(more));
        } else if !is_more {
            let name = content.get(..4).unwrap_or_default();
            self.is_uid = self.uid.is_none()
                && (name.eq_ignore_ascii_case(b"UID:") || name.eq_ignore_ascii_case(b"UID;"));
            if self.is_uid {
                let colon = content.iter().position(|byte| *byte == b':');
                let value = colon.and_then(|at| content.get(at + 1..)).unwrap_or_default();
                self.uid = Some(String::from_utf8_lossy(value.trim_ascii()).into_owned());
            }
        }
    }

    fn close(&mut self, number: usize, name: &[u8]) -> Result<(), Fault> {
        let text = std::mem::take(&mut self.text);
        let uid = self.uid.take().filter(|uid| !uid.is_empty());
        match (name, uid) {
            (b"VTIMEZONE", _) => self.zones.push(text),
            (b"VEVENT", Some(uid)) => self.events.entry(uid).or_default().extend(text),
            (b"VEVENT", None) => self.nameless.push(text),
            _ => return Ok(()),
        }
        self.count += 1;
        if self.count > EVENTS_MAX {
            return Err(Defect::TooManyComponents.at(number));
        }
        Ok(())
    }

    fn parts(self) -> Vec<Part> {
        let zones: Vec<(Vec<u8>, Vec<u8>)> = self
            .zones
            .into_iter()
            .filter_map(|zone| Some((name_of(&zone)?, zone)))
            .collect();
        let named = self.events.into_iter().map(|(uid, text)| (Some(uid), text));
        let nameless = self.nameless.into_iter().map(|text| (None, text));
        let part = |(uid, text): (Option<String>, Vec<u8>)| {
            let mut bytes = HEAD.to_vec();
            for (name, zone) in &zones {
                if text.windows(name.len()).any(|part| part == name.as_slice()) {
                    bytes.extend_from_slice(zone);
                }
            }
            bytes.extend_from_slice(&text);
            if !text.ends_with(b"\n") {
                bytes.extend_from_slice(b"\r\n");
            }
            bytes.extend_from_slice(TAIL);
            Part { uid, bytes }
        };
        named.chain(nameless).map(part).collect()
    }
}

/// What stands behind a word, in capitals.
fn after(content: &[u8], word: &[u8]) -> Option<Vec<u8>> {
    let (head, rest) = content.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word)
        .then(|| rest.trim_ascii().to_ascii_uppercase())
}

/// The `TZID` of a definition.
fn name_of(zone: &[u8]) -> Option<Vec<u8>> {
    let mut all = lines(zone);
    let line = all.find(|line| {
        line.get(..5)
            .is_some_and(|head| head.eq_ignore_ascii_case(b"TZID:"))
    })?;
    let name = line.get(5..)?.trim_ascii();
    (!name.is_empty()).then(|| name.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

    fn event(uid: &str, more: &str) -> String {
        format!("BEGIN:VEVENT\r\n{uid}{more}BEGIN:VALARM\r\nUID:no\r\nEND:VALARM\r\nEND:VEVENT\r\n")
    }

    fn file(inside: &str) -> String {
        format!("\u{feff}BEGIN:VCALENDAR\r\nX-WR-CALNAME:Garde\r\n{inside}END:VCALENDAR\r\n")
    }

    #[test]
    fn each_identity_becomes_a_file_with_the_zones_that_it_names() {
        let inside = [
            ZONE,
            &event("UID:a-\r\n b@x\r\n", "DTSTART;TZID=Ours:20260304T100000\r\n"),
            &event("uid;X=1:c\r\n", "SUMMARY:alone\r\n"),
            "BEGIN:VTODO\r\nUID:task\r\nEND:VTODO\r\n",
            &event("UID:a-b@x\r\n", "RECURRENCE-ID:20260304T100000\r\n"),
            &event("", "SUMMARY:nameless\r\n"),
        ];
        let parts = split(file(&inside.concat()).as_bytes()).unwrap();
        let uids: Vec<_> = parts.iter().map(|part| part.uid.as_deref()).collect();
        assert_eq!(uids, [Some("a-b@x"), Some("c"), None]);
        let text = |nth: usize| String::from_utf8(parts[nth].bytes.clone()).unwrap();
        assert!(text(0).contains("TZID:Ours") && text(0).matches("BEGIN:VEVENT").count() == 2);
        assert!(!text(1).contains("TZID") && text(1).ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        assert!(text(2).contains("nameless"));
    }

    #[test]
    fn what_is_cut_off_gives_nothing() {
        let whole = file(&event("UID:a\r\n", ""));
        for (text, defect) in [
            ("<html>", Defect::NotCalendar),
            ("", Defect::NotCalendar),
            (&whole[..whole.len() - 20], Defect::Nesting),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", Defect::Nesting),
        ] {
            assert_eq!(
                split(text.as_bytes()).map_err(|fault| fault.defect),
                Err(defect),
                "{text}"
            );
        }
    }
}
