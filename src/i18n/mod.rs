//! Words: French first, English second, in `locales/<language>/<area>.ftl` (Fluent).

mod catalogue;
pub mod format;
mod negotiate;

pub use catalogue::{Texts, Value, keys, mistakes};
pub use negotiate::{from_tag, negotiated};
