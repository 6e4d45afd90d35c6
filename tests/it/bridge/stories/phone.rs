//! The practitioner's telephone: another program on the same calendar, which asks nobody before it writes.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use grappe::domain::time::{Instant, Interval};

/// See the module.
pub(crate) struct Phone {
    /// Host and port.
    server: String,
    /// Path of the calendar, with a slash at the end.
    calendar: String,
}

impl Phone {
    /// `url`: of the calendar.
    pub(crate) fn on(url: &str) -> Self {
        let (server, calendar) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        Self {
            server: server.to_owned(),
            calendar: format!("/{calendar}"),
        }
    }

    pub(crate) fn make_calendar(&self) {
        assert_eq!(self.ask("MKCALENDAR", &self.calendar, "", "").0, 201);
    }

    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let (status, body) = self.ask("GET", &self.place(name), "", "");
        (status == 200).then_some(body)
    }

    pub(crate) fn put(&self, name: &str, body: &str) {
        let kind = "Content-Type: text/calendar; charset=utf-8\r\n";
        let (status, said) = self.ask("PUT", &self.place(name), kind, body);
        assert!(matches!(status, 201 | 204), "PUT {name}: {status} {said}\n{body}");
    }

    pub(crate) fn delete(&self, name: &str) {
        let (status, _) = self.ask("DELETE", &self.place(name), "", "");
        assert!(matches!(status, 200 | 204 | 404), "DELETE {name}: {status}");
    }

    /// Everything that is in the calendar, by name.
    pub(crate) fn all(&self) -> BTreeMap<String, String> {
        let headers = "Depth: 1\r\nContent-Type: application/xml; charset=utf-8\r\n";
        let asked = "<propfind xmlns=\"DAV:\"><prop><getetag/></prop></propfind>";
        let (status, listed) = self.ask("PROPFIND", &self.calendar, headers, asked);
        assert_eq!(status, 207, "{listed}");
        let hrefs = listed.split("href>").filter_map(|part| part.split_once("</"));
        let names = hrefs.filter_map(|(href, _)| href.rsplit_once('/'));
        let names = names.filter(|(_, name)| name.rsplit_once('.').is_some_and(|(_, end)| end == "ics"));
        names
            .filter_map(|(_, name)| Some((name.to_owned(), self.get(name)?)))
            .collect()
    }

    fn place(&self, name: &str) -> String {
        format!("{}{name}", self.calendar)
    }

    /// Status and body.
    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let mut line = BufReader::new(TcpStream::connect(&self.server).unwrap());
        // dr:secret
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nAuthorization: Basic ZHI6c2VjcmV0\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            self.server,
            body.len()
        );
        line.get_mut().write_all(request.as_bytes()).unwrap();
        let mut head = String::new();
        while line.read_line(&mut head).unwrap() > 2 {}
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let lower = head.to_ascii_lowercase();
        let length = lower.split("content-length:").nth(1);
        let length = length.map(|rest| rest.lines().next().unwrap().trim().parse().unwrap());
        let mut said = Vec::new();
        line.take(length.unwrap_or(u64::MAX))
            .read_to_end(&mut said)
            .unwrap();
        (status, String::from_utf8_lossy(&said).into_owned())
    }
}

/// An event of the practitioner's own.
pub(crate) fn foreign(uid: &str, time: Interval) -> String {
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Phone//Phone//EN",
        "BEGIN:VEVENT",
        &format!("UID:{uid}"),
        "DTSTAMP:20260302T080000Z",
        &format!("DTSTART:{}", utc(time.start)),
        &format!("DTEND:{}", utc(time.end)),
        "SUMMARY:Réunion",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    .join("\r\n")
}

/// The event of a body, to be changed as a telephone does: property by property.
pub(crate) struct Edit {
    before: Vec<String>,
    event: Vec<String>,
    after: Vec<String>,
}

impl Edit {
    pub(crate) fn of(body: &str) -> Self {
        let unfolded = body.replace("\r\n", "\n").replace("\n ", "");
        let mut lines = unfolded.lines().map(ToOwned::to_owned);
        let before: Vec<_> = lines.by_ref().take_while(|line| line != "BEGIN:VEVENT").collect();
        let event: Vec<_> = lines.by_ref().take_while(|line| line != "END:VEVENT").collect();
        Self {
            before,
            event,
            after: lines.collect(),
        }
    }

    /// The value of a property.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let line = self.event.iter().find(|line| is(line, name))?;
        line.split_once(':').map(|(_, value)| value)
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.event.retain(|line| !is(line, name));
        self
    }

    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        let mut other = self.without(name);
        // Before anything that stands inside the event.
        other.event.insert(0, format!("{name}:{value}"));
        other
    }

    pub(crate) fn at(self, time: Interval) -> Self {
        let moved = self.without("DURATION");
        let (start, end) = (utc(time.start), utc(time.end));
        moved.with("DTSTART", &start).with("DTEND", &end)
    }

    pub(crate) fn reminded(mut self) -> Self {
        let alarm = [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "DESCRIPTION:Rappel",
            "TRIGGER:-PT10M",
            "END:VALARM",
        ];
        self.event.extend(alarm.map(ToOwned::to_owned));
        self
    }

    pub(crate) fn body(self) -> String {
        let event = ["BEGIN:VEVENT".to_owned()].into_iter().chain(self.event);
        let event = event.chain(["END:VEVENT".to_owned()]);
        let lines: Vec<_> = self.before.into_iter().chain(event).chain(self.after).collect();
        lines.join("\r\n") + "\r\n"
    }
}

fn is(line: &str, name: &str) -> bool {
    let rest = line.strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with([':', ';']))
}

pub(crate) fn utc(at: Instant) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
