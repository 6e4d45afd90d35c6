//! An `.ics` file of an existing agenda, as busy time or as appointments.
//!
//! The reading rules are those of caldav §5: zones by name before any embedded definition, exact lengths, overrides by
//! recurrence identifier, budgets. A broken event is listed with its line and blocks nothing but itself.

mod reading;

use reading::File;

use super::draft::{AppointmentDraft, BusyDraft, Draft, PatientDraft, When};
use super::names::split_name;
use super::text::{UNREADABLE_MAX, clipped};
use super::unreadable::{Reason, Unreadable};
use crate::domain::ical::{Component, Occurrence};
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
    let (file, unreadable) = File::read(bytes, options.zone, options.window);
    let mut draft = Draft {
        unreadable,
        ..Draft::default()
    };
    let busy = &mut draft.busy;
    file.each(&mut draft.unreadable, |event, at| {
        busy.push(BusyDraft {
            line: event.line,
            practitioner: options.practitioner.clone(),
            interval: at.interval,
            label: clipped(&event.text("SUMMARY").unwrap_or_default()),
        });
    });
    finished(draft)
}

/// Reads events as appointments: the title is the patient's name, the category the care type.
pub fn read_appointments(bytes: &[u8], options: &IcsOptions) -> Draft {
    let (file, unreadable) = File::read(bytes, options.zone, options.window);
    let mut draft = Draft {
        unreadable,
        ..Draft::default()
    };
    let (appointments, mut refused) = (&mut draft.appointments, Vec::new());
    file.each(&mut draft.unreadable, |event, at| {
        match appointment(event, at, options) {
            Ok(appointment) => appointments.push(appointment),
            Err(reason) => refused.push(Unreadable {
                line: event.line,
                reason,
            }),
        }
    });
    draft.unreadable.append(&mut refused);
    finished(draft)
}

fn appointment(event: &Component, at: &Occurrence, options: &IcsOptions) -> Result<AppointmentDraft, Reason> {
    let summary = event.text("SUMMARY").unwrap_or_default();
    let (family_name, given_name) = split_name(summary.trim()).map_err(Reason::field("summary"))?;
    let category = event.first_of("CATEGORIES").filter(|name| !name.is_empty());
    let minutes = u16::try_from(at.interval.length().num_minutes()).ok();
    Ok(AppointmentDraft {
        line: event.line,
        practitioner: options.practitioner.clone(),
        care: category.unwrap_or_else(|| options.care.clone()),
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

/// Each line is named once for a reason, in order.
fn finished(mut draft: Draft) -> Draft {
    draft.unreadable.sort_by_key(|u| u.line);
    draft.unreadable.dedup();
    draft.unreadable.truncate(UNREADABLE_MAX);
    draft
}
