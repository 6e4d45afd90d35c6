//! What an import file says, before anything is compared with the practice.

use chrono::{NaiveDate, NaiveDateTime};

use super::unreadable::Unreadable;
use crate::domain::booking::Status;
use crate::domain::contact::{Email, PersonName, Phone};
use crate::domain::time::{DayTime, Instant, Interval};

/// A file, read; in the order of its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Practitioners to have.
    pub practitioners: Vec<PractitionerDraft>,
    /// Care types to have.
    pub care_types: Vec<CareTypeDraft>,
    /// Weekly hours of the practitioners named.
    pub schedules: Vec<ScheduleDraft>,
    /// Patients to have.
    pub patients: Vec<PatientDraft>,
    /// Appointments to have.
    pub appointments: Vec<AppointmentDraft>,
    /// Busy time without a patient.
    pub busy: Vec<BusyDraft>,
    /// What could not be read, by line.
    pub unreadable: Vec<Unreadable>,
}

/// A practitioner of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PractitionerDraft {
    /// Line of the file, from 1.
    pub line: usize,
    /// Name as shown.
    pub name: String,
    /// Calendar of the practitioner, with credentials.
    pub calendar: Option<CalendarDraft>,
}

/// A calendar connection; its `Debug` shows no credential.
#[derive(Clone, PartialEq, Eq)]
pub struct CalendarDraft {
    /// Address of the calendar.
    pub url: String,
    /// Account.
    pub login: String,
    /// Password of the account.
    pub password: String,
}

impl std::fmt::Debug for CalendarDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CalendarDraft(…)")
    }
}

/// A care type of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareTypeDraft {
    /// Line of the file, from 1.
    pub line: usize,
    /// Name shown to patients.
    pub name: String,
    /// Text shown to patients.
    pub public_text: String,
    /// Length, minutes.
    pub minutes: u16,
    /// Distance of grid starts, minutes.
    pub step_minutes: u16,
    /// Offered online.
    pub is_online: bool,
}

/// Hours of one practitioner, the same on each day named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleDraft {
    /// Name of the practitioner.
    pub practitioner: String,
    /// Monday first.
    pub days: [bool; 7],
    /// Wall-clock start.
    pub start: DayTime,
    /// Wall-clock end.
    pub end: DayTime,
}

/// A patient of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientDraft {
    /// Line of the file, from 1.
    pub line: usize,
    /// Family name.
    pub family_name: PersonName,
    /// Given name.
    pub given_name: PersonName,
    /// Birth date.
    pub born: Option<NaiveDate>,
    /// Phone.
    pub phone: Option<Phone>,
    /// E-mail.
    pub email: Option<Email>,
    /// Administrative note.
    pub note: String,
}

/// When a draft takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A wall-clock reading of the practice.
    Wall(NaiveDateTime),
    /// An instant.
    At(Instant),
}

/// An appointment of another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentDraft {
    /// Line of the file, from 1.
    pub line: usize,
    /// Name of the practitioner.
    pub practitioner: String,
    /// Name of the care type; empty when the file has none.
    pub care: String,
    /// For whom.
    pub patient: PatientDraft,
    /// Start of the care.
    pub start: When,
    /// Length, minutes; `None` takes that of the care type.
    pub minutes: Option<u16>,
    /// State.
    pub status: Option<Status>,
    /// Administrative note.
    pub note: String,
}

/// Time that is taken, for no patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusyDraft {
    /// Line of the file, from 1.
    pub line: usize,
    /// Name of the practitioner.
    pub practitioner: String,
    /// When.
    pub interval: Interval,
    /// Title in the agenda it comes from.
    pub label: String,
}
