//! E-mail beyond the words: what its headers say, the server that it goes through, and what comes back.

mod dkim;
mod facts;
mod reminder_link;
mod returned;
mod server;
mod setup;

pub use dkim::{DkimKey, DkimSetup};
pub use facts::MailFacts;
pub use reminder_link::{patient_of_reminder_token, reminder_token};
pub use returned::{MailNotice, ReturnsMark};
pub use server::{NewMailServer, NewReturns, Returns};
pub use setup::MailSetup;
pub(super) use setup::load;

use crate::store::Fault;
use crate::sys::secret::DeviceKey;

fn sealed(keys: &DeviceKey, purpose: &str, secret: &[u8]) -> Result<String, Fault> {
    keys.seal(purpose, secret)
        .map_err(|error| Fault::Bug(error.to_string()))
}

fn opened(keys: &DeviceKey, purpose: &str, sealed: &str) -> Option<String> {
    String::from_utf8(keys.open(purpose, sealed).ok()?).ok()
}
