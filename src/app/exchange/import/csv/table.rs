//! Rows of a CSV file by column, with the line each began on.

use std::collections::HashMap;

use super::column::Column;
use crate::app::exchange::import::text::{LINE_MAX_BYTES, RECORDS_MAX, UNREADABLE_MAX, plain};
use crate::app::exchange::import::unreadable::{Reason, Unreadable};

/// Columns that must be there: one of each group.
pub(super) type Required = &'static [&'static [Column]];

/// One row.
pub(super) struct Row<'a> {
    /// Line of the file, from 1.
    pub(super) line: usize,
    record: &'a csv::StringRecord,
    places: &'a HashMap<Column, usize>,
}

impl Row<'_> {
    /// The cell, trimmed; empty when the column or the cell is absent. A guard against formulas put before a cell by an
    /// export (`'=1+1`, `'+33…`) is taken off.
    pub(super) fn cell(&self, column: Column) -> &str {
        let cell = self
            .places
            .get(&column)
            .and_then(|at| self.record.get(*at))
            .unwrap_or_default()
            .trim();
        match cell.strip_prefix('\'') {
            Some(guarded) if guarded.starts_with(['=', '+', '-', '@']) => guarded,
            _ => cell,
        }
    }
}

/// Calls `act` for each row; what cannot be read, and what `act` refuses, is listed with its line.
pub(super) fn each_row(
    text: &str,
    required: Required,
    mut act: impl FnMut(&Row<'_>) -> Result<(), Reason>,
) -> Vec<Unreadable> {
    let mut unreadable = Vec::new();
    let (header, delimiter) = header_of(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let places = places_of(header, delimiter);
    for group in required {
        if let (false, Some(first)) = (group.iter().any(|c| places.contains_key(c)), group.first()) {
            let reason = Reason::NoColumn(first.key());
            unreadable.push(Unreadable { line: 1, reason });
        }
    }
    if !unreadable.is_empty() {
        return unreadable;
    }
    let mut record = csv::StringRecord::new();
    let mut lines = Lines::new(text);
    let mut is_header = true;
    for rows in 0.. {
        let line = lines.at(reader.position().byte());
        let outcome = match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) if std::mem::take(&mut is_header) => continue,
            Ok(true) if record.iter().all(|cell| cell.trim().is_empty()) => continue,
            Ok(true) if record.as_slice().len() > LINE_MAX_BYTES => Err(Reason::TooLong(LINE_MAX_BYTES)),
            Ok(true) if rows > RECORDS_MAX => Err(Reason::TooMany(RECORDS_MAX)),
            Ok(true) => act(&Row {
                line,
                record: &record,
                places: &places,
            }),
            Err(_) => Err(Reason::Malformed),
        };
        if let Err(reason) = outcome {
            unreadable.push(Unreadable { line, reason });
        }
        if unreadable.len() >= UNREADABLE_MAX || rows > RECORDS_MAX {
            break;
        }
    }
    unreadable
}

/// Lines by byte: the reader stops between CR and LF, and before blank lines that it passes over next.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// Line of the first byte from `byte` on that ends no line; calls go forward.
    fn at(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(next) = self.bytes.get(self.at) {
            if self.at >= byte && !matches!(next, b'\r' | b'\n') {
                break;
            }
            let is_pair = *next == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            self.line += usize::from(matches!(next, b'\r' | b'\n') && !is_pair);
            self.at += 1;
        }
        self.line
    }
}

/// First line that is not blank, and the delimiter that occurs most in it outside quotes.
fn header_of(text: &str) -> (&str, u8) {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut is_quoted = false;
    let mut counts = [(0_usize, b';'), (0, b','), (0, b'\t')];
    for byte in header.bytes().take(LINE_MAX_BYTES) {
        is_quoted ^= byte == b'"';
        for (count, delimiter) in &mut counts {
            *count += usize::from(!is_quoted && byte == *delimiter);
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(count, _)| *count);
    (header, most.map_or(b';', |(_, delimiter)| delimiter))
}

/// Whether a header is that of a file of appointments: those have a practitioner and a day.
pub fn has_appointments(header: &str) -> bool {
    let (header, delimiter) = header_of(header);
    let places = places_of(header, delimiter);
    [Column::Practitioner, Column::Date]
        .iter()
        .all(|column| places.contains_key(column))
}

fn places_of(header: &str, delimiter: u8) -> HashMap<Column, usize> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(header.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut places = HashMap::new();
    if reader.read_record(&mut record).is_ok_and(|is_row| is_row) {
        for (at, cell) in record.iter().enumerate() {
            if let Some(column) = Column::of_header(&plain(cell)) {
                places.entry(column).or_insert(at);
            }
        }
    }
    places
}
