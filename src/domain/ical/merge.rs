//! An event of ours merged into what the server has: every line that is not ours stays where and as it is (caldav §4.3).

use std::ops::Range;

use super::budget::Limits;
use super::component::{Calendar, Component, Property};
use super::compose::{ALARM, Form, OwnEventText, Standing, alarm, fingerprint, marked};
use super::event::uid_of;
use super::lines::fold;
use super::value::{escaped, text};
use super::zone_text::vtimezone;

/// A body of the server, and what is done to it: pieces of it with what stands there instead.
pub(super) struct Merge<'b> {
    before: &'b str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'b> Merge<'b> {
    /// `None` where our event is not found in it, or it cannot be read.
    pub(super) fn new(own: &OwnEventText, before: &'b str, form: Form) -> Option<Self> {
        let calendar = Calendar::read(before.as_bytes(), &Limits::default());
        let is_ours = |component: &Component| {
            component.name == "VEVENT"
                && uid_of(component).as_deref() == Some(&own.uid)
                && component.property("RECURRENCE-ID").is_none()
        };
        let place = calendar.components.iter().position(is_ours)?;
        let event = calendar.components.get(place)?;
        if calendar.fault.is_some() {
            return None;
        }
        let mut merge = Self {
            before,
            edits: Vec::new(),
        };
        let new = merge.properties(own, event);
        // Where the first of ours stood, so that a repetition changes no order.
        let ours = merge.edits.iter().map(|(range, _)| range.start).min();
        let at = ours.unwrap_or(event.properties.first()?.range.start);
        merge.edits.push((at..at, new));
        merge.alarms(own, (&calendar, place, event), at);
        merge.zones(own, &calendar, (event, form));
        for outer in calendar.components.iter().filter(|one| one.name == "VCALENDAR") {
            merge.drop_all(outer, "METHOD");
        }
        Some(merge)
    }

    /// Takes what is ours out; its lines as they are from now on.
    fn properties(&mut self, own: &OwnEventText, event: &Component) -> String {
        let there: i64 = event
            .property("SEQUENCE")
            .and_then(|property| property.value().parse().ok())
            .unwrap_or_default();
        let mut new = String::new();
        for (name, line) in own.times_and_state(own.sequence.max(there)) {
            self.drop_all(event, name);
            new += &fold(&format!("{name}{line}"));
        }
        self.drop_all(event, "DURATION");
        if own.appointment.is_none() {
            self.drop_all(event, "X-GRAPPE-ID");
        }
        for (name, said, mark) in own.words() {
            new += &self.words(event, (name, said, mark), own.hidden.as_deref());
        }
        let was_cancelled = event
            .property("STATUS")
            .is_some_and(|status| status.value().eq_ignore_ascii_case("CANCELLED"));
        if was_cancelled || own.standing == Standing::Cancelled {
            self.drop_all(event, "TRANSP");
            new += &fold(&format!("TRANSP:{}", own.transparency()));
        }
        new
    }

    /// Words that somebody else put there stay, unless they say what may not stay.
    fn words(
        &mut self,
        event: &Component,
        (name, said, mark): (&'static str, &str, &'static str),
        hidden: Option<&str>,
    ) -> String {
        let last = event.property(mark).map(|mark| mark.value().to_owned());
        let there = event.property(name).map(|property| text(property.value()));
        let is_ours = match (&there, &last) {
            (Some(there), Some(last)) => format!("{:016x}", fingerprint(there)) == *last,
            // Taken out by somebody: until we have something else to say.
            (None, Some(last)) => format!("{:016x}", fingerprint(said)) != *last,
            (Some(_), None) => false,
            (None, None) => true,
        };
        let says_hidden = |hidden: &str| {
            event
                .all(name)
                .any(|property| text(property.value()).contains(hidden))
        };
        let is_hidden = hidden.is_some_and(says_hidden);
        if !(is_ours || is_hidden) {
            return String::new();
        }
        self.drop_all(event, name);
        self.drop_all(event, mark);
        if said.is_empty() {
            return String::new();
        }
        fold(&format!("{name}:{}", escaped(said))) + &fold(&marked(mark, said))
    }

    /// Our alarm is another one only where the choice is another one: whoever deleted it does not want it.
    fn alarms(
        &mut self,
        own: &OwnEventText,
        (calendar, place, event): (&Calendar, usize, &Component),
        at: usize,
    ) {
        let minutes =
            |component: &Component| -> Option<u16> { component.property(ALARM)?.value().parse().ok() };
        if minutes(event) == own.reminds {
            return;
        }
        self.drop_all(event, ALARM);
        let ours = calendar
            .inside(place)
            .filter(|inside| inside.name == "VALARM" && inside.property(ALARM).is_some());
        for alarm in ours {
            self.edits.push((alarm.range.clone(), String::new()));
        }
        if let Some(minutes) = own.reminds {
            let end = event.end_from;
            self.edits.push((at..at, fold(&format!("{ALARM}:{minutes}"))));
            self.edits.push((end..end, alarm(minutes, &own.summary)));
        }
    }

    /// The definition of the zone that is written, where there is none; none that nobody needs for a server that takes none.
    fn zones(&mut self, own: &OwnEventText, calendar: &Calendar, (event, form): (&Component, Form)) {
        let defines = |component: &&Component| component.name == "VTIMEZONE";
        let named = |component: &Component| component.text("TZID");
        if let Some(zone) = own.zone {
            let mut all = calendar.components.iter().filter(defines);
            if !all.any(|component| named(component).as_deref() == Some(zone.name())) {
                let at = event.range.start;
                self.edits.push((at..at, vtimezone(zone)));
            }
        } else if form != Form::Whole {
            let ranges: Vec<_> = self.edits.iter().map(|(range, _)| range.clone()).collect();
            let is_kept = |property: &&Property| !ranges.contains(&property.range);
            let properties = calendar.components.iter().flat_map(|one| &one.properties);
            let used: Vec<&str> = properties
                .filter(is_kept)
                .filter_map(|property| property.parameter("TZID"))
                .collect();
            for unused in calendar.components.iter().filter(defines) {
                if named(unused).is_none_or(|name| !used.contains(&name.as_str())) {
                    self.edits.push((unused.range.clone(), String::new()));
                }
            }
        }
    }

    fn drop_all(&mut self, component: &Component, name: &'static str) {
        for property in component.all(name) {
            self.edits.push((property.range.clone(), String::new()));
        }
    }

    /// The whole of it.
    pub(super) fn text(mut self) -> String {
        // Stable: what is put in at one place stays in its order, before what is taken out there.
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(self.before.len() + 512);
        let mut from = 0;
        for (range, new) in &self.edits {
            out += self.before.get(from..range.start).unwrap_or_default();
            out += new;
            from = range.end.max(from);
        }
        out + self.before.get(from..).unwrap_or_default()
    }
}

/// A body of a server as we send it back: lines end as a server wants them, and without control characters (caldav §4.1).
pub(super) fn sendable(body: &str) -> String {
    let clean = |line: &str| line.replace(|c: char| c.is_control() && c != '\t', "");
    let lines = body.trim_start_matches('\u{feff}').split(['\n', '\r']);
    let lines = lines.map(clean).filter(|line| !line.is_empty());
    lines.map(|line| line + "\r\n").collect()
}
