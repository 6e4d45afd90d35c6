//! Patients' records: looked up, opened, written.

mod consents;
mod fields;
mod line;
mod new;
mod record;
mod record_form;
mod relatives;
mod search;
mod sections;

pub(super) use consents::send as consents_send;
pub(super) use fields::{PatientFields, written_date};
pub(super) use line::PatientLine;
pub(super) use new::{send as new_send, show as new_show};
pub(super) use record::{send as record_send, show as record_show};
pub(super) use relatives::{send as relatives_send, show as relatives_show};
pub(super) use search::{send as search_send, show as search_show};
