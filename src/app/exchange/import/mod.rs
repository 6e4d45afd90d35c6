//! Reading what other programs export: pure parsers first, each from text to a [`Draft`].

pub mod csv;
pub mod docjailbrake;
mod draft;
pub mod ics;
mod names;
mod text;
mod unreadable;
mod when;
pub mod workload;

pub use draft::{
    AppointmentDraft, BusyDraft, CalendarDraft, CareTypeDraft, Draft, PatientDraft, PractitionerDraft,
    ScheduleDraft, When,
};
pub use ics::IcsOptions;
pub use text::{FILE_MAX_BYTES, LINE_MAX_BYTES, RECORDS_MAX, UNREADABLE_MAX, decoded, plain};
pub use unreadable::{Reason, Unreadable};
