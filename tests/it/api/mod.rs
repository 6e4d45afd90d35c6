//! The machine interface over HTTP.

mod access;
mod appointments;
mod desk;
mod hostile;
mod openapi;
mod own_terms;
mod program;
mod reach;
mod recorded;
mod records;
mod retries;
mod set_up;
mod slots;
mod waiting;

use program::{Program, Served};
