//! Text messages: a line is one provider with the account of the practice. Each is a [`Carrier`] that hands a message over at most once.

mod attendant;
mod brevo;
mod free_mobile;
pub mod modem;
mod ovh;
mod setting;
pub mod smsd;
mod smsfactor;
mod template;
mod twilio;
mod wire;

use std::io;
use std::sync::Arc;

use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::sms::CameIn;
use crate::domain::time::Instant;

pub use attendant::{Attendant, attending};
pub use brevo::Brevo;
pub use free_mobile::{FreeAccount, FreeMobile};
pub use modem::Modem;
pub use ovh::{Ovh, OvhKeys, signature};
pub use setting::{Site, line};
pub use smsd::Smsd;
pub use smsfactor::SmsFactor;
pub use template::Templated;
pub use twilio::{Twilio, is_from_twilio};
pub use wire::Wire;

/// Takes what came in over a line; whether it is kept, else it is told again.
pub type Hear = Arc<dyn Fn(CameIn) -> bool + Send + Sync>;

/// A way to send text messages that the practice set up.
#[derive(Debug)]
pub enum Line {
    /// `OVHcloud`.
    Ovh(Ovh),
    /// Brevo.
    Brevo(Brevo),
    /// `SMSFactor`.
    SmsFactor(SmsFactor),
    /// Twilio.
    Twilio(Twilio),
    /// Free Mobile.
    FreeMobile(FreeMobile),
    /// Another provider.
    Template(Templated),
    /// A modem of the practice.
    Modem(Arc<Modem>),
    /// Gammu SMSD on this machine.
    Smsd(Smsd),
}

impl Carrier for Line {
    async fn send(&self, message: &TextMessage) -> Verdict {
        match self {
            Self::Ovh(line) => line.send(message).await,
            Self::Brevo(line) => line.send(message).await,
            Self::SmsFactor(line) => line.send(message).await,
            Self::Twilio(line) => line.send(message).await,
            Self::FreeMobile(line) => line.send(message).await,
            Self::Template(line) => line.send(message).await,
            Self::Modem(line) => line.send(message).await,
            Self::Smsd(line) => line.send(message).await,
        }
    }

    async fn find(&self, message: &TextMessage, since: Instant) -> Found {
        match self {
            Self::Ovh(line) => line.find(message, since).await,
            Self::Brevo(line) => line.find(message, since).await,
            Self::SmsFactor(line) => line.find(message, since).await,
            Self::Twilio(line) => line.find(message, since).await,
            Self::FreeMobile(line) => line.find(message, since).await,
            Self::Template(line) => line.find(message, since).await,
            Self::Modem(line) => line.find(message, since).await,
            Self::Smsd(line) => line.find(message, since).await,
        }
    }
}

impl Line {
    /// Looks after a line of which nobody calls us, every minute or so: what SMSD could not send, and what came in there. A modem tells by
    /// itself, as soon as its line was asked for once.
    pub async fn look(&self, hear: Hear) -> io::Result<()> {
        match self {
            Self::Smsd(line) => line.look(move |came_in| hear(came_in)).await,
            _ => Ok(()),
        }
    }

    /// What is left on the account, in the provider's unit; `None` where it does not tell.
    pub async fn balance(&self) -> Option<String> {
        match self {
            Self::Ovh(line) => line.balance().await,
            Self::Brevo(line) => line.balance().await,
            Self::SmsFactor(line) => line.balance().await,
            Self::Twilio(line) => line.balance().await,
            Self::FreeMobile(_) | Self::Template(_) | Self::Modem(_) | Self::Smsd(_) => None,
        }
    }
}
