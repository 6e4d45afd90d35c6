//! CalDAV, the client's side.
//!
//! Requests are pairs *prepare* and *parse* without input or output, a method a file; `session` asks, with the credentials and within the
//! limits; `discover`, `read` and `write` put requests in a row and hand back what was seen, as data. What to do about it is not decided here.

mod auth;
mod body;
mod delete;
mod discover;
mod fetch;
mod get;
mod href;
mod mark;
mod mkcalendar;
mod multiget;
mod multistatus;
mod probe;
mod propfind;
mod put;
mod query;
mod question;
mod read;
mod server;
mod session;
mod subscription;
mod suspicion;
mod sync;
mod trouble;
mod write;
mod xml;

pub use auth::{Credentials, Scheme};
pub use body::Body;
pub use discover::{Found, discover, make_calendar, may_write};
pub use fetch::{Fetched, Intake, fetch};
pub use mark::Mark;
pub use probe::{Capabilities, Trial, write_probe};
pub use propfind::{Collection, Member, Reports};
pub use read::{Before, Pass, Seen, read};
pub use server::{Identity, Kind};
pub use session::{Session, Terms};
pub use subscription::{File, file};
pub use suspicion::Suspicion;
pub use trouble::DavError;
pub use write::{
    Created, Deleted, Ours, Refusal, Updated, create, href_of, new_href, new_name, remove, remove_unseen,
    there, update,
};
pub use xml::XmlError;
