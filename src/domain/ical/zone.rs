//! Whose wall a reading is on (caldav §5.3).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::budget::Budget;
use super::component::Calendar;
use super::fault::Defect;
use super::vtimezone::Definition;
use super::windows_zones::iana_name;
use crate::domain::time::{Instant, Zone};

/// What turns readings into instants and back.
#[derive(Clone, Debug)]
pub enum Clock {
    /// `Z`.
    Utc,
    /// A zone of the zone data.
    Zone(Zone),
    /// A zone that only the file itself describes.
    Own(Arc<Definition>),
}

impl Clock {
    /// In a gap the offset before it holds, and a repeated reading is its first occurrence (caldav §5.4).
    pub fn instant(&self, reading: NaiveDateTime) -> Instant {
        match self {
            Self::Utc => reading.and_utc(),
            Self::Zone(zone) => zone.ics_instant(reading),
            Self::Own(definition) => definition.instant(reading),
        }
    }

    /// What the wall shows.
    pub fn reading(&self, at: Instant) -> NaiveDateTime {
        match self {
            Self::Utc => at.naive_utc(),
            Self::Zone(zone) => zone.wall(at).reading,
            Self::Own(definition) => definition.reading(at),
        }
    }

    /// The day it is.
    pub fn date(&self, at: Instant) -> NaiveDate {
        self.reading(at).date()
    }
}

/// Longest name with a prefix that is looked up, in bytes.
const ZONE_NAME_BYTES: usize = 200;

/// How far a definition of the file is followed: as far as the zone data itself goes, whatever is asked for, so that a time reads the same
/// in every horizon.
const FOLLOWED_UNTIL: NaiveDate = match NaiveDate::from_ymd_opt(2100, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// Prefixes of names that programs invented to make them unique on earth.
const PREFIXES: [&str; 4] = [
    "/freeassociation.sourceforge.net/",
    "/mozilla.org/",
    "/softwarestudio.org/",
    "/citadel.org/",
];

/// The zones of one file, each looked up once.
pub(super) struct Zones<'c, 'a> {
    calendar: &'c Calendar<'a>,
    /// Zone of the practice: of all-day and floating values, and of those whose zone nobody knows.
    pub(super) home: Zone,
    /// Place of the definition of each `TZID`.
    definitions: BTreeMap<String, usize>,
    known: BTreeMap<String, Option<Clock>>,
}

impl<'c, 'a> Zones<'c, 'a> {
    pub(super) fn new(calendar: &'c Calendar<'a>, home: Zone) -> Self {
        let mut definitions = BTreeMap::new();
        for (place, component) in calendar.components.iter().enumerate() {
            if component.name == "VTIMEZONE"
                && let Some(id) = component.text("TZID")
            {
                definitions.entry(id).or_insert(place);
            }
        }
        Self {
            calendar,
            home,
            definitions,
            known: BTreeMap::new(),
        }
    }

    /// `None` when nobody knows the name; an error only when finding out costs too much.
    pub(super) fn clock(&mut self, id: &str, budget: &mut Budget) -> Result<Option<Clock>, Defect> {
        let id = id.trim().trim_matches('"').trim();
        if let Some(known) = self.known.get(id) {
            return Ok(known.clone());
        }
        let clock = match named(id).or_else(|| Zone::named(iana_name(id)?).ok()) {
            Some(zone) => Some(Clock::Zone(zone)),
            None => self.defined(id, budget)?,
        };
        self.known.insert(id.to_owned(), clock.clone());
        Ok(clock)
    }

    fn defined(&self, id: &str, budget: &mut Budget) -> Result<Option<Clock>, Defect> {
        let Some(place) = self.definitions.get(id).copied() else {
            return Ok(None);
        };
        let until = FOLLOWED_UNTIL.and_time(NaiveTime::MIN);
        if let Some(definition) = Definition::read(self.calendar, place, until, budget)? {
            return Ok(Some(Clock::Own(Arc::new(definition))));
        }
        let component = self.calendar.components.get(place);
        let location = component.and_then(|component| component.text("X-LIC-LOCATION"));
        Ok(location.and_then(|name| named(name.trim())).map(Clock::Zone))
    }
}

/// By its IANA name, alone or behind a known prefix.
fn named(id: &str) -> Option<Zone> {
    if let Ok(zone) = Zone::named(id) {
        return Some(zone);
    }
    // No name is that long; looking up every ending of one would be.
    if id.len() > ZONE_NAME_BYTES || !PREFIXES.iter().any(|prefix| id.starts_with(prefix)) {
        return None;
    }
    let mut rest = id;
    while let Some((_, after)) = rest.split_once('/') {
        if let Ok(zone) = Zone::named(after) {
            return Some(zone);
        }
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::budget::Limits;
    use super::*;

    fn clock_of(id: &str, file: &str) -> Option<String> {
        let calendar = Calendar::read(file.as_bytes(), &Limits::default());
        let home = Zone::named("Europe/Paris").unwrap();
        let mut zones = Zones::new(&calendar, home);
        let clock = zones.clock(id, &mut Budget::default()).unwrap()?;
        Some(match clock {
            Clock::Zone(zone) => zone.name().to_owned(),
            other => {
                let reading = "2027-07-01T12:00:00".parse().unwrap();
                other.instant(reading).format("%H:%M").to_string()
            }
        })
    }

    #[test]
    fn names_come_before_definitions() {
        let with =
            |body: &str| format!("BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\n{body}\nEND:VTIMEZONE\nEND:VCALENDAR\n");
        let observance =
            "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0300\nEND:STANDARD";
        for (id, body, zone) in [
            ("Europe/Paris", "", Some("Europe/Paris")),
            (" \"Europe/Paris\" ", "", Some("Europe/Paris")),
            (
                "/mozilla.org/20050126_1/America/Argentina/Ushuaia",
                "",
                Some("America/Argentina/Ushuaia"),
            ),
            (
                "/freeassociation.sourceforge.net/Tzfile/Europe/Rome",
                "",
                Some("Europe/Rome"),
            ),
            ("/example.org/Europe/Rome", "", None),
            ("Romance Standard Time ", "", Some("Europe/Paris")),
            (
                "Ours",
                &format!("TZID:Ours\nX-LIC-LOCATION:Europe/Rome\n{observance}"),
                Some("09:00"),
            ),
            (
                "Ours",
                "TZID:Ours\nX-LIC-LOCATION:Europe/Rome",
                Some("Europe/Rome"),
            ),
            ("Ours", "TZID:Ours", None),
            (
                "Europe/Paris",
                &format!("TZID:Europe/Paris\n{observance}"),
                Some("Europe/Paris"),
            ),
        ] {
            assert_eq!(clock_of(id, &with(body)).as_deref(), zone, "{id} {body}");
        }
    }
}
