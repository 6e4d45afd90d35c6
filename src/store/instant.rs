//! How instants and local dates are stored: unix seconds, ISO text.

use chrono::{DateTime, NaiveDate, SubsecRound};
use rusqlite::types::Type;

use crate::domain::time::{Instant, Interval};

/// Unix seconds of an instant.
pub(super) fn seconds(instant: Instant) -> i64 {
    instant.timestamp()
}

/// The instant of unix seconds; what no calendar holds becomes the epoch, which every rule treats as long past.
pub(super) fn at(seconds: i64) -> Instant {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// The interval of two stored ends.
pub(super) fn interval(start: i64, end: i64) -> Interval {
    Interval {
        start: at(start),
        end: at(end.max(start)),
    }
}

/// As it comes back from the database.
pub(super) fn whole_seconds(instant: Instant) -> Instant {
    instant.trunc_subsecs(0)
}

/// An optional local date.
pub(super) fn date(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(column)?;
    text.map(|t| t.parse().map_err(|error| unreadable(column, error)))
        .transpose()
}

/// A stored value that no longer means anything to this program.
pub(super) fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}
