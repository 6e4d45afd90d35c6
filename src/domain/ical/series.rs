//! The events of a file, those of one identifier together.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::component::Calendar;
use super::event::Event;
use super::fault::{Fault, Notice};
use super::zone::Zones;
use crate::domain::time::{Interval, Zone};

/// What a file has.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// Events by identifier; one without any stands for itself.
    pub series: Vec<Vec<Event>>,
    /// Events that could not be read.
    pub faults: Vec<Fault>,
    /// What was read, but should be known.
    pub notices: Vec<Notice>,
    /// Start to end of events that could not be read in full, and the identifier of each.
    pub(super) plain: Vec<(Option<std::sync::Arc<str>>, Interval)>,
}

impl Series {
    /// Reads every `VEVENT`. `home` is the zone of the practice.
    pub fn read(calendar: &Calendar, home: Zone, budget: &mut Budget) -> Self {
        let mut zones = Zones::new(calendar, home);
        let mut out = Self::default();
        let mut by_uid: BTreeMap<std::sync::Arc<str>, Vec<Event>> = BTreeMap::new();
        for (place, component) in calendar.components.iter().enumerate() {
            if component.name != "VEVENT" {
                continue;
            }
            let line = component.line;
            let mut unknown = Vec::new();
            let event = if component.is_closed {
                Event::read(place, component, &mut zones, budget, &mut unknown)
            } else {
                Err(super::fault::Defect::Nesting.at(line))
            };
            let unknown = unknown.into_iter().map(|name| Notice::UnknownZone { line, name });
            out.notices.extend(unknown);
            match event {
                Err(fault) => {
                    out.faults.push(fault);
                    let plain = Event::plain(component, &mut zones, budget);
                    out.plain
                        .extend(plain.map(|plain| (super::event::uid_of(component), plain)));
                }
                Ok(event) => {
                    if event.length.days * 86_400 + event.length.seconds < 0 {
                        out.notices.push(Notice::NegativeLength { line });
                    }
                    match &event.uid {
                        Some(uid) => by_uid.entry(uid.clone()).or_default().push(event),
                        None => out.series.push(vec![event]),
                    }
                }
            }
        }
        out.series.extend(by_uid.into_values());
        out
    }
}
