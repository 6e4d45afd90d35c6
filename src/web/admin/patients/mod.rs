//! Patients' records: looked up, opened, written.

mod fields;
mod line;
mod new;
mod record;
mod record_form;
mod search;

pub(super) use fields::PatientFields;
pub(super) use line::PatientLine;
pub(super) use new::{send as new_send, show as new_show};
pub(super) use record::{send as record_send, show as record_show};
pub(super) use search::{send as search_send, show as search_show};
