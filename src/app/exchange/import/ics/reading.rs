//! Every occurrence of a file, and every line that gives none, by the one reader of calendars (`domain::ical`).

use std::collections::BTreeSet;

use crate::app::exchange::import::text::{LINE_MAX_BYTES, clipped, decoded};
use crate::app::exchange::import::unreadable::{Reason, Unreadable};
use crate::domain::contact::FieldProblem;
use crate::domain::ical::{
    Budget, Calendar, Component, Defect, Event, Fault, Limits, Notice, Occurrence, Series, occurrences,
};
use crate::domain::time::{Interval, Zone};

/// Most components of a file, alarms included.
const COMPONENTS_MAX: usize = 200_000;
/// Most steps of all rules of a file; each series has those of one resource at most.
const FILE_STEPS_MAX: usize = 20_000_000;
/// Occurrences of the whole file at most.
const FILE_MAX: usize = 200_000;
/// Longest event, in days; longer ones are slips of the pen that would close the practice for ever.
const EVENT_DAYS_MAX: u16 = 366;

/// What a file gives.
pub(super) struct File<'a> {
    calendar: Calendar<'a>,
    series: Vec<Vec<Event>>,
    window: Interval,
}

impl<'a> File<'a> {
    /// Reads it, and says which lines could not be.
    pub(super) fn read(bytes: &'a [u8], home: Zone, window: Interval) -> (Self, Vec<Unreadable>) {
        let limits = Limits {
            // The file is bounded before it is read.
            bytes: usize::MAX,
            components: COMPONENTS_MAX,
            decode: decoded,
        };
        let calendar = Calendar::read(bytes, &limits);
        let mut file = Series::read(&calendar, home, &mut Budget::default());
        let mut unreadable: Vec<_> = file.faults.iter().map(told).collect();
        let is_told = unreadable.iter().any(|told| told.reason == Reason::Malformed);
        // A file that breaks off inside an event names that event.
        let form = calendar
            .fault
            .iter()
            .filter(|fault| !(is_told && fault.defect == Defect::Nesting));
        unreadable.extend(form.map(told));
        unreadable.extend(file.notices.drain(..).filter_map(noticed));
        let too_long = too_long(&calendar);
        unreadable.extend(too_long.iter().map(|(_, line)| Unreadable {
            line: *line,
            reason: Reason::TooLong(LINE_MAX_BYTES),
        }));
        let spoilt: BTreeSet<usize> = too_long.into_iter().map(|(place, _)| place).collect();
        for events in &mut file.series {
            events.retain(|event| !spoilt.contains(&event.place));
        }
        let read = Self {
            calendar,
            series: file.series,
            window,
        };
        (read, unreadable)
    }

    /// Hands every occurrence to `act`; those that cannot be known go to `unreadable`.
    pub(super) fn each(
        &self,
        unreadable: &mut Vec<Unreadable>,
        mut act: impl FnMut(&Component, &Occurrence),
    ) {
        let (mut steps, mut left) = (FILE_STEPS_MAX, FILE_MAX);
        for events in &self.series {
            let mut budget = Budget::new(steps, left);
            let before = budget.steps();
            let found = occurrences(events, self.window, &mut budget);
            steps -= before - budget.steps();
            left -= found.occurrences.len();
            unreadable.extend(found.faults.iter().map(told));
            for occurrence in &found.occurrences {
                if occurrence.interval.length().num_days() > i64::from(EVENT_DAYS_MAX) {
                    unreadable.push(length(occurrence.event.line));
                } else if let Some(component) = self.calendar.components.get(occurrence.event.place) {
                    act(component, occurrence);
                }
            }
        }
    }
}

/// Events with a line over the ceiling, and that line; attachments may be longer.
fn too_long(calendar: &Calendar) -> Vec<(usize, usize)> {
    let events = calendar.components.iter().enumerate();
    events
        .filter(|(_, component)| component.name == "VEVENT")
        .filter_map(|(place, component)| {
            let mut lines = component.properties.iter();
            let long = lines.find(|p| p.range.len() > LINE_MAX_BYTES && !p.is("ATTACH"))?;
            Some((place, long.line))
        })
        .collect()
}

fn length(line: usize) -> Unreadable {
    let reason = Reason::field("duration")(FieldProblem::OutOfRange {
        min: 0,
        max: EVENT_DAYS_MAX.into(),
    });
    Unreadable { line, reason }
}

fn told(fault: &Fault) -> Unreadable {
    let reason = match fault.defect {
        Defect::NotCalendar => Reason::WrongKind,
        Defect::Nesting => Reason::Malformed,
        Defect::TooLarge | Defect::TooManyComponents => Reason::TooMany(COMPONENTS_MAX),
        Defect::TooManySteps | Defect::TooManyIntervals | Defect::OutOfTime | Defect::Rule => {
            Reason::Recurrence
        }
        Defect::Missing(_) => Reason::field("dtstart")(FieldProblem::Missing),
        Defect::Malformed("RDATE" | "EXDATE") => Reason::Recurrence,
        Defect::Malformed("DURATION") => Reason::field("duration")(FieldProblem::Malformed),
        Defect::Malformed("DTEND") => Reason::field("end")(FieldProblem::Malformed),
        Defect::Malformed(_) => Reason::field("dtstart")(FieldProblem::Malformed),
    };
    Unreadable {
        line: fault.line,
        reason,
    }
}

fn noticed(notice: Notice) -> Option<Unreadable> {
    match notice {
        Notice::UnknownZone { line, name } => Some(Unreadable {
            line,
            reason: Reason::Zone(clipped(&name)),
        }),
        Notice::NegativeLength { line } => Some(length(line)),
        // Nothing in a file is ours.
        Notice::OwnEventRepeats { .. } => None,
    }
}
