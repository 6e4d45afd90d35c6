//! The machine interface over HTTP.

mod access;
mod appointments;
mod desk;
mod drafts;
mod hostile;
mod openapi;
mod own_terms;
mod patient_records;
mod practice;
mod program;
mod reach;
mod recorded;
mod records;
mod retries;
mod set_up;
mod settings;
mod slots;
mod statistics;
mod waiting;

use program::{Program, Served};
