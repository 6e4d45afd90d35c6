//! What other programs export: pure parsers from text to a [`Draft`], then one transaction that matches and writes it.

mod apply;
mod apply_times;
pub mod csv;
pub mod docjailbrake;
mod draft;
pub mod ics;
mod kind;
mod names;
mod register;
mod report;
mod restore;
mod roster;
mod run;
mod taken;
mod text;
mod undo;
mod unreadable;
mod when;
pub mod workload;

pub use draft::{
    AppointmentDraft, BusyDraft, CalendarDraft, CareTypeDraft, Draft, PatientDraft, PractitionerDraft,
    ScheduleDraft, When,
};
pub use ics::IcsOptions;
pub use kind::{Defaults, Kind, read};
pub use report::{Duplicate, ImportReport, Tally};
pub use run::ImportFile;
pub use text::{FILE_MAX_BYTES, LINE_MAX_BYTES, RECORDS_MAX, UNREADABLE_MAX, decoded, plain};
pub use undo::UndoRefusal;
pub use unreadable::{Reason, Unreadable};
