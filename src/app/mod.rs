//! Use cases: one per file, methods of [`App`]. A verdict is taken inside the writer's transaction only; whatever is checked
//! outside is courtesy (booking-rules §5).

mod api_tokens;
mod calendar_file;
mod event;
pub mod exchange;
mod failure;
mod sign_in;
mod staff;
mod state;

pub use api_tokens::{Scope, TokenBearer};
pub use calendar_file::{CalendarEvent, calendar_file};
pub use failure::Failure;
pub use sign_in::{
    Credentials, Device, OpenedSession, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, Proposal, SignInRefusal,
    SignedIn, WeakPassword,
};
pub use staff::{STAFF_NAME_MAX_CHARS, StaffEntry, StaffRefusal};
pub use state::{App, StartError};
