//! Kinds of files, and which one a file is.

use chrono::TimeDelta;

use super::draft::Draft;
use super::ics::{self, IcsOptions};
use super::text::decoded;
use super::unreadable::{Reason, Unreadable};
use super::{csv, docjailbrake, workload};
use crate::domain::time::{Instant, Interval, Zone};

/// How far back an agenda is read, elapsed: its past is of use for the patients' history only.
const PAST: TimeDelta = TimeDelta::days(5 * 366);
/// How far ahead an agenda is read, elapsed: a rule without an end goes on for ever.
const FUTURE: TimeDelta = TimeDelta::days(2 * 366);

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dump of `DocJailbrake`'s database.
    DocJailbrake,
    /// CSV of patients.
    Patients,
    /// CSV of appointments.
    Appointments,
    /// An agenda, as busy time.
    Busy,
    /// An agenda, as appointments: the title is the patient's name.
    Agenda,
    /// The workload of `booking_bench`.
    Workload,
    /// The JSON of an export, for an empty practice.
    Whole,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::DocJailbrake,
        Self::Patients,
        Self::Appointments,
        Self::Busy,
        Self::Agenda,
        Self::Workload,
        Self::Whole,
    ];

    /// Spelling on the command line and in the database, and the last part of the key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::DocJailbrake => "docjailbrake",
            Self::Patients => "patients",
            Self::Appointments => "appointments",
            Self::Busy => "ics-busy",
            Self::Agenda => "ics-appointments",
            Self::Workload => "workload",
            Self::Whole => "grappe",
        }
    }

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What the bytes look like. An agenda is taken as busy time: a title is not always a patient.
    pub fn detected(bytes: &[u8]) -> Self {
        let text = decoded(bytes);
        let begins = text.trim_start_matches('\u{feff}').trim_start();
        let first_line = begins.lines().next().unwrap_or_default();
        if first_line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR") {
            Self::Busy
        } else if begins.starts_with('{') {
            if begins.contains("\"grappe\"") {
                Self::Whole
            } else {
                Self::Workload
            }
        } else if text.contains("INSERT INTO") {
            Self::DocJailbrake
        } else if csv::has_appointments(first_line) {
            Self::Appointments
        } else {
            Self::Patients
        }
    }
}

/// What a file leaves open.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// Whose agenda an `.ics` file is.
    pub practitioner: String,
    /// Care of appointments that name none.
    pub care: String,
}

/// Reads a file, other than the JSON of an export, which is taken over whole by [`crate::app::App::restore`]; `now` bounds an agenda that has no end.
pub fn read(kind: Kind, bytes: &[u8], defaults: &Defaults, zone: Zone, now: Instant) -> Draft {
    let options = || IcsOptions {
        zone,
        window: Interval {
            start: now
                - if kind == Kind::Busy {
                    TimeDelta::days(1)
                } else {
                    PAST
                },
            end: now + FUTURE,
        },
        practitioner: defaults.practitioner.clone(),
        care: defaults.care.clone(),
    };
    let mut draft = match kind {
        Kind::DocJailbrake => docjailbrake::read(&decoded(bytes)),
        Kind::Patients => csv::read_patients(&decoded(bytes)),
        Kind::Appointments => csv::read_appointments(&decoded(bytes)),
        Kind::Busy => ics::read_busy(bytes, &options()),
        Kind::Agenda => ics::read_appointments(bytes, &options()),
        Kind::Workload => workload::read(&decoded(bytes)),
        Kind::Whole => Draft {
            unreadable: vec![Unreadable {
                line: 1,
                reason: Reason::WrongKind,
            }],
            ..Draft::default()
        },
    };
    for appointment in &mut draft.appointments {
        if appointment.care.is_empty() {
            appointment.care.clone_from(&defaults.care);
        }
    }
    draft
}
