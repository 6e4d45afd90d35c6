//! The answer of `GET /api/v1/slots`, written in one pass.
//!
//! A year of one practitioner is ten thousand starts: a value tree and a formatter per start cost more than the
//! search, so dates are formatted once a day and readings digit by digit.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};

use crate::domain::id::Revision;
use crate::domain::slot::Slots;
use crate::domain::time::{Instant, WallCursor, Zone};

/// Bytes of one start with one practitioner, for the first allocation.
const BYTES_PER_START: usize = 64;

/// `{"revision":…,"zone":"…","slots":[{"start":"…","practitioners":[…]},…]}`; starts in RFC 3339 with the offset in
/// force, so that the repeated autumn hour stays two starts (booking-rules §1.4).
pub(super) fn slots_json(revision: Revision, zone: Zone, slots: &Slots) -> String {
    let mut writer = StartWriter::new(zone);
    let mut out = String::with_capacity(64 + slots.len() * BYTES_PER_START);
    out.push_str("{\"revision\":");
    push_integer(&mut out, revision.0);
    out.push_str(",\"zone\":\"");
    out.push_str(zone.name());
    out.push_str("\",\"slots\":[");
    let mut is_first = true;
    for slot in slots.iter() {
        out.push_str(if is_first {
            "{\"start\":\""
        } else {
            ",{\"start\":\""
        });
        is_first = false;
        writer.push(&mut out, slot.start);
        out.push_str("\",\"practitioners\":[");
        for (nth, practitioner) in slot.by.iter().enumerate() {
            if nth > 0 {
                out.push(',');
            }
            push_integer(&mut out, practitioner.0);
        }
        out.push_str("]}");
    }
    out.push_str("]}");
    out
}

/// Writes instants of one zone in RFC 3339, remembering the date and offset of the one before.
struct StartWriter {
    cursor: WallCursor,
    day: i64,
    date: String,
    offset_seconds: i32,
    offset: String,
}

impl StartWriter {
    fn new(zone: Zone) -> Self {
        Self {
            cursor: WallCursor::new(zone),
            day: i64::MIN,
            date: String::new(),
            offset_seconds: i32::MIN,
            offset: String::new(),
        }
    }

    fn push(&mut self, out: &mut String, start: Instant) {
        let offset_seconds = self.cursor.offset_seconds(start);
        let local = start.timestamp() + i64::from(offset_seconds);
        let day = local.div_euclid(86_400);
        if day != self.day {
            self.day = day;
            self.date = date_text(date_of(day));
        }
        if offset_seconds != self.offset_seconds {
            self.offset_seconds = offset_seconds;
            self.offset = offset_text(offset_seconds);
        }
        let second = local.rem_euclid(86_400);
        out.push_str(&self.date);
        for (part, mark) in [(second / 3600, ':'), (second / 60 % 60, ':')] {
            push_two_digits(out, part);
            out.push(mark);
        }
        push_two_digits(out, second % 60);
        out.push_str(&self.offset);
    }
}

fn date_of(days_since_epoch: i64) -> NaiveDate {
    (DateTime::UNIX_EPOCH + TimeDelta::days(days_since_epoch)).date_naive()
}

/// `2026-03-02T`; years of other lengths do not come in agendas, and are written as they are.
fn date_text(date: NaiveDate) -> String {
    let year = date.year();
    if !(1000..=9999).contains(&year) {
        return format!("{date}T");
    }
    let mut text = String::with_capacity(11);
    push_integer(&mut text, year.into());
    for part in [date.month(), date.day()] {
        text.push('-');
        push_two_digits(&mut text, part.into());
    }
    text.push('T');
    text
}

fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60)
}

fn push_two_digits(out: &mut String, value: i64) {
    for digit in [value / 10 % 10, value % 10] {
        out.push(char::from(b'0' + u8::try_from(digit).unwrap_or(0)));
    }
}

fn push_integer(out: &mut String, value: i64) {
    use std::fmt::Write as _;
    // Writing to a String cannot fail.
    let _ = write!(out, "{value}");
}
