//! Text messages: a line is one provider with the account of the practice. Each is a [`Carrier`] that hands a message over at most once.

mod brevo;
mod free_mobile;
mod ovh;
mod setting;
mod smsfactor;
mod template;
mod twilio;
mod wire;

use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::time::Instant;

pub use brevo::Brevo;
pub use free_mobile::FreeMobile;
pub use ovh::{Ovh, OvhKeys, signature};
pub use setting::{Site, line};
pub use smsfactor::SmsFactor;
pub use template::Templated;
pub use twilio::{Twilio, is_from_twilio};
pub use wire::Wire;

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
        }
    }
}

impl Line {
    /// What is left on the account, in the provider's unit; `None` where it does not tell.
    pub async fn balance(&self) -> Option<String> {
        match self {
            Self::Ovh(line) => line.balance().await,
            Self::Brevo(line) => line.balance().await,
            Self::SmsFactor(line) => line.balance().await,
            Self::Twilio(line) => line.balance().await,
            Self::FreeMobile(_) | Self::Template(_) => None,
        }
    }
}
