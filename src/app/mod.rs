//! Use cases: one per file, methods of [`App`]. A verdict is taken inside the writer's transaction only; whatever is checked
//! outside is courtesy (booking-rules §5).

mod api_tokens;
mod calendar_file;
mod event;
pub mod exchange;
mod failure;
mod state;

pub use api_tokens::{Scope, TokenBearer};
pub use calendar_file::{CalendarEvent, calendar_file};
pub use failure::Failure;
pub use state::{App, StartError};
