//! The machine interface over HTTP.

mod access;
mod appointments;
mod hostile;
mod program;
mod retries;
mod slots;

use program::{Program, Served};
