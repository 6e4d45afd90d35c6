//! An event of ours as somebody left it in the calendar (caldav §6.1).

use super::budget::{Budget, Limits};
use super::component::{Calendar, Component};
use super::event::{Event, end, uid_of};
use super::value::Time;
use super::zone::Zones;
use crate::domain::time::{Instant, Interval, Zone};

/// Our event as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnEventRead {
    /// When; of one that repeats, its first time.
    pub interval: Interval,
    /// It is marked cancelled.
    pub is_cancelled: bool,
    /// It says that it takes no time.
    pub is_transparent: bool,
    /// It was made to repeat.
    pub repeats: bool,
    /// The revision that it carries, where it still does.
    pub revision: Option<i64>,
    /// When it was changed last, as the program that did says.
    pub modified: Option<Instant>,
}

/// Where and how the event of this identity stands; `None` where the file cannot be read in full, or has none. Of one that was made to
/// repeat it is the first instance, wherever a change of its own has put that (caldav §4.3).
pub fn stand(bytes: &[u8], uid: &str, home: Zone) -> Option<OwnEventRead> {
    let calendar = Calendar::read(bytes, &Limits::default());
    if calendar.fault.is_some() {
        return None;
    }
    let mut zones = Zones::new(&calendar, home);
    let mut budget = Budget::default();
    let mut events = Vec::new();
    for (place, component) in calendar.components.iter().enumerate() {
        if component.name != "VEVENT" || uid_of(component).as_deref() != Some(uid) {
            continue;
        }
        let event = Event::read(place, component, &mut zones, &mut budget, &mut Vec::new()).ok()?;
        events.push((event, component));
    }
    let (master, written) = events
        .iter()
        .find(|(event, _)| event.replaces.is_none())
        .or(events.first())?;
    let replaces_first = |event: &Event| {
        let stamp = event.replaces.as_ref();
        stamp.is_some_and(|stamp| stamp.on(&master.start.clock).at == master.start.at)
    };
    let (first, shown) = events
        .iter()
        .find(|(event, _)| replaces_first(event))
        .unwrap_or(&(master.clone(), *written))
        .clone();
    let start = &first.start;
    let interval = Interval::new(start.at, end(&start.clock, start.at, start.reading, first.length))?;
    Some(OwnEventRead {
        interval,
        is_cancelled: says(shown, "STATUS", "CANCELLED"),
        is_transparent: says(shown, "TRANSP", "TRANSPARENT"),
        repeats: master.repeats(),
        revision: number(written, "X-GRAPPE-REV"),
        modified: utc(shown, "LAST-MODIFIED"),
    })
}

fn says(component: &Component, name: &str, word: &str) -> bool {
    let property = component.property(name);
    property.is_some_and(|property| property.value().eq_ignore_ascii_case(word))
}

fn number(component: &Component, name: &str) -> Option<i64> {
    component.property(name)?.value().parse().ok()
}

fn utc(component: &Component, name: &str) -> Option<Instant> {
    match Time::read(component.property(name)?.value())? {
        Time::Utc(reading) => Some(reading.and_utc()),
        Time::Date(_) | Time::Local(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Option<OwnEventRead> {
        let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@x\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
        stand(text.as_bytes(), "a@x", Zone::named("Europe/Paris").unwrap())
    }

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn an_event_is_where_it_says_whatever_its_clock() {
        let ten = at("2026-03-04T09:00:00Z");
        for lines in [
            "DTSTART:20260304T090000Z\nDTEND:20260304T093000Z",
            "DTSTART;TZID=Europe/Paris:20260304T100000\nDURATION:PT30M",
            "dtstart;tzid=Romance Standard Time:20260304T100000\ndtend;tzid=Europe/London:20260304T093000",
        ] {
            let stand = read(lines).unwrap();
            assert_eq!(
                (stand.interval.start, stand.interval.length().num_minutes()),
                (ten, 30)
            );
            assert!(!stand.is_cancelled && !stand.is_transparent && !stand.repeats);
        }
        let more = "DTSTART:20260304T090000Z\nDTEND:20260304T093000Z\nSTATUS:Cancelled\nTRANSP:transparent\nRRULE:FREQ=DAILY;COUNT=3\n\
            X-GRAPPE-REV:12\nLAST-MODIFIED:20260303T080000Z";
        let stand = read(more).unwrap();
        assert!(stand.is_cancelled && stand.is_transparent && stand.repeats);
        assert_eq!(
            (stand.revision, stand.modified),
            (Some(12), Some(at("2026-03-03T08:00:00Z")))
        );
    }

    #[test]
    fn of_a_series_the_first_instance_counts_where_it_was_put() {
        let series = "DTSTART:20260304T090000Z\nDTEND:20260304T093000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nEND:VEVENT\nBEGIN:VEVENT\nUID:a@x\n\
            RECURRENCE-ID:20260304T090000Z\nDTSTART:20260305T140000Z\nDTEND:20260305T143000Z";
        let stand = read(series).unwrap();
        assert_eq!(stand.interval.start, at("2026-03-05T14:00:00Z"));
        assert!(stand.repeats);
    }

    #[test]
    fn what_cannot_be_read_stands_nowhere() {
        assert_eq!(read("DTSTART:20261304T090000Z"), None);
        assert_eq!(read("DTSTART:20260304T090000Z\nDTEND:20260304T080000Z"), None);
        assert_eq!(read("DTSTART:20260304T090000Z\nEND:VCALENDAR"), None);
        let home = Zone::named("Europe/Paris").unwrap();
        assert_eq!(stand(b"<html>", "a@x", home), None);
    }
}
