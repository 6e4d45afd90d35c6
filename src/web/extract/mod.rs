//! What handlers get: the visit, a form, proof that the request comes from our own page.

mod cookie;
mod form;
mod origin;
mod visit;

pub use cookie::Cookie;
pub use form::{FieldErrors, Form, worded};
pub use origin::own_origin_only;
pub use visit::{LANGUAGE, Visit};
