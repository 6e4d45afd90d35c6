//! Patients' records: looked up, opened, written.

mod consents;
mod duplicates;
mod erase;
mod export;
mod fields;
mod line;
mod merge;
mod new;
mod record;
mod record_form;
mod relatives;
mod search;
mod sections;

pub(super) use consents::send as consents_send;
pub(super) use duplicates::{dismiss as duplicates_dismiss, show as duplicates_show, undo as merge_undo};
pub(super) use erase::{refuse as erase_refuse, send as erase_send, show as erase_show};
pub(in crate::web) use export::document;
pub(super) use export::{json as export_json, page as export_page};
pub(super) use fields::{PatientFields, written_date};
pub(super) use line::PatientLine;
pub(super) use merge::{send as merge_send, show as merge_show};
pub(super) use new::{send as new_send, show as new_show};
pub(super) use record::{send as record_send, show as record_show};
pub(super) use relatives::{send as relatives_send, show as relatives_show};
pub(super) use search::{send as search_send, show as search_show};
