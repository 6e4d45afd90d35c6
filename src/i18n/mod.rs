//! Words, in `locales/<language>/<area>.ftl` (Fluent): French and English for everybody, further languages for patients.

mod catalogue;
mod certificate;
pub mod format;
mod negotiate;

pub use catalogue::{PATIENT_FILES, Texts, Value, keys, mistakes};
pub use negotiate::{from_tag, negotiated};
