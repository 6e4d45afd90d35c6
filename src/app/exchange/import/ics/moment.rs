//! Dates and times of iCalendar with their zones (caldav §5.3, §5.4).

use std::collections::HashMap;
use std::str::FromStr;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use chrono::{NaiveDateTime, TimeDelta};

use crate::domain::time::{Instant, Zone};

/// A value as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// Reading in `zone`.
    pub(super) reading: NaiveDateTime,
    /// Where the reading holds.
    pub(super) zone: Zone,
    /// The instant.
    pub(super) at: Instant,
    /// A `DATE`, without time.
    pub(super) is_date: bool,
}

impl Moment {
    /// `zone` is that of `TZID`, or the one floating values are read in; `Z` beats it. `None` for impossible dates.
    pub(super) fn read(value: &PartialDateTime, zone: Zone) -> Option<Self> {
        let written = value.to_date_time()?;
        let is_date = !value.has_time();
        let at = match written.offset {
            Some(offset) => {
                written.date_time.and_utc() - TimeDelta::seconds(i64::from(offset.local_minus_utc()))
            }
            None => zone.ics_instant(written.date_time),
        };
        let reading = if written.offset.is_some() {
            zone.wall(at).reading
        } else {
            written.date_time
        };
        Some(Self {
            reading,
            zone,
            at,
            is_date,
        })
    }
}

/// The zone of a `TZID`: its IANA name, with known prefixes and Windows names understood, else what its definition in the
/// file says it is. `None` when nobody knows it.
pub(super) fn zone_of(id: &str, definitions: &HashMap<String, String>) -> Option<Zone> {
    let id = id.trim().trim_matches('"').trim();
    let named = |name: &str| match Tz::from_str(name) {
        Ok(Tz::Tz(zone)) => Zone::named(zone.name()).ok(),
        _ => None,
    };
    named(id).or_else(|| named(definitions.get(id)?))
}
