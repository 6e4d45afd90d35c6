//! Words: nothing untranslated, nothing left over.

mod audit;
mod keys;
mod patients;
mod typography;
