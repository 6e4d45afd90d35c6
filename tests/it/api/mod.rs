//! The machine interface over HTTP.

mod access;
mod appointments;
mod hostile;
mod openapi;
mod program;
mod records;
mod retries;
mod slots;

use program::{Program, Served};
