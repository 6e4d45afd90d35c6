//! An `.ics` file of an existing agenda, as busy time or as appointments.
//!
//! The reading rules are those of caldav §5: zones by name before any embedded definition, exact lengths, overrides by
//! recurrence identifier, budgets. A broken event is listed with its line and blocks nothing but itself.

mod event;
mod expand;
mod lines;
mod moment;

use std::collections::BTreeMap;

use event::Event;
use expand::{Budget, Occurrence, expanded};

use super::draft::{AppointmentDraft, BusyDraft, Draft, PatientDraft, When};
use super::names::split_name;
use super::text::{UNREADABLE_MAX, clipped};
use super::unreadable::{Reason, Unreadable};
use crate::domain::time::{Interval, Zone};

/// How the file is to be read.
#[derive(Clone, Debug)]
pub struct IcsOptions {
    /// Zone of readings without one.
    pub zone: Zone,
    /// Only what touches this interval is taken.
    pub window: Interval,
    /// Whose agenda it is.
    pub practitioner: String,
    /// Care type of appointments whose event names none.
    pub care: String,
}

/// Reads events as busy time.
pub fn read_busy(bytes: &[u8], options: &IcsOptions) -> Draft {
    let mut draft = Draft::default();
    let taken = |event: &Event, at: &Occurrence, draft: &mut Draft| {
        draft.busy.push(BusyDraft {
            line: event.line,
            practitioner: options.practitioner.clone(),
            interval: at.interval,
            label: clipped(&event.summary),
        });
    };
    each_occurrence(bytes, options, &mut draft, taken);
    draft
}

/// Reads events as appointments: the title is the patient's name, the category the care type.
pub fn read_appointments(bytes: &[u8], options: &IcsOptions) -> Draft {
    let mut draft = Draft::default();
    let taken = |event: &Event, at: &Occurrence, draft: &mut Draft| match appointment(event, at, options) {
        Ok(appointment) => draft.appointments.push(appointment),
        Err(reason) => draft.unreadable.push(Unreadable {
            line: event.line,
            reason,
        }),
    };
    each_occurrence(bytes, options, &mut draft, taken);
    draft.unreadable.dedup();
    draft
}

fn appointment(event: &Event, at: &Occurrence, options: &IcsOptions) -> Result<AppointmentDraft, Reason> {
    let (family_name, given_name) = split_name(&event.summary).map_err(Reason::field("summary"))?;
    let care = if event.category.is_empty() {
        &options.care
    } else {
        &event.category
    };
    let minutes = u16::try_from(at.interval.length().num_minutes()).ok();
    Ok(AppointmentDraft {
        line: event.line,
        practitioner: options.practitioner.clone(),
        care: care.clone(),
        patient: PatientDraft {
            line: event.line,
            family_name,
            given_name,
            born: None,
            phone: None,
            email: None,
            note: String::new(),
        },
        start: When::At(at.interval.start),
        minutes,
        status: None,
        note: String::new(),
    })
}

fn each_occurrence(
    bytes: &[u8],
    options: &IcsOptions,
    draft: &mut Draft,
    mut act: impl FnMut(&Event, &Occurrence, &mut Draft),
) {
    let file = lines::split(bytes);
    draft.unreadable = file.unreadable;
    let mut series: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for chunk in &file.chunks {
        match Event::read(chunk, &file.zones, options.zone) {
            Ok(event) => {
                if let Some(name) = &event.unknown_zone {
                    let reason = Reason::Zone(name.clone());
                    draft.unreadable.push(Unreadable {
                        line: event.line,
                        reason,
                    });
                }
                // An event without identifier stands for itself.
                let uid = event
                    .uid
                    .clone()
                    .unwrap_or_else(|| format!("line {}", event.line));
                series.entry(uid).or_default().push(event);
            }
            Err(reason) => draft.unreadable.push(Unreadable {
                line: chunk.line,
                reason,
            }),
        }
    }
    let mut budget = Budget::default();
    for events in series.values() {
        for (event, outcome) in expanded(events, options.window, &mut budget) {
            match outcome {
                Ok(at) => act(event, &at, draft),
                Err(reason) => draft.unreadable.push(Unreadable {
                    line: event.line,
                    reason,
                }),
            }
        }
    }
    draft.unreadable.sort_by_key(|u| u.line);
    draft.unreadable.truncate(UNREADABLE_MAX);
}
