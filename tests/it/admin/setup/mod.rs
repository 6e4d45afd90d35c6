//! The set-up over HTTP: forms only, as an administrator fills them.

mod accounts;
mod calendar;
pub(crate) mod calendars;
mod calls;
mod closures;
mod conflicts;
mod drafts;
mod exceptions;
pub(super) mod form;
mod from_nothing;
mod hostile;
mod ill;
mod mail;
mod own_terms;
mod pages;
mod plans;
mod questions;
mod texts;
mod tokens;
mod website;

use form::{Filled, filled, saved};

use super::Crew;
