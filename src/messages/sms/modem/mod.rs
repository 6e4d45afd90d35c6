//! A modem on a serial line, by AT commands in PDU mode (3GPP TS 27.005; reminders §6): a thread of its own that blocks for nobody.
//!
//! A message is given at most once. Up to its last octet it was surely not accepted; between Ctrl-Z and `+CMGS` nobody knows.

mod deliver;
mod dialogue;
mod fail;
mod held;
mod incoming;
mod probe;
mod start;
mod ties;
mod worker;

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Carrier, Found, Hear, TextMessage, Verdict};
use crate::config::Secret;
use crate::domain::sms::Trouble;
use crate::domain::time::Instant;
use crate::sys::clock::Clock;
use crate::sys::serial::{self, Ringer};
use crate::sys::task;

pub use held::Modems;
pub use incoming::report_reference;
pub use probe::{Probe, ProbeFault, Registration, SimState, probe};
pub use ties::hear;

/// Messages that go over a modem in a minute, each part for itself: operators forbid more on a card for people (reminders §6).
pub const PARTS_A_MINUTE_AT_MOST: usize = 8;
/// Messages that wait for the modem; the caller keeps the others.
const QUEUE: usize = 16;

/// A modem as the practice set it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModemSetting {
    /// The device, best one of `/dev/serial/by-id`.
    pub device: PathBuf,
    /// Of the SIM card; `None` for a card without one.
    pub pin: Option<Secret>,
    /// What tells this PIN, as it was typed, from one that is typed later; it tells nothing of it.
    pub pin_mark: String,
}

/// How long a modem may take.
#[derive(Clone, Copy, Debug)]
pub struct ModemPatience {
    /// For the answer to a command.
    pub step: Duration,
    /// For the prompt after which a message is given.
    pub prompt: Duration,
    /// For its word on a message.
    pub verdict: Duration,
    /// To find the network.
    pub network: Duration,
    /// Until a device that could not be used is tried again by itself.
    pub again: Duration,
}

impl Default for ModemPatience {
    fn default() -> Self {
        Self {
            step: Duration::from_secs(5),
            prompt: Duration::from_secs(10),
            verdict: Duration::from_mins(1),
            network: Duration::from_secs(30),
            again: Duration::from_secs(30),
        }
    }
}

/// What the modem tells, and asks before it does what cannot be undone; called on its thread.
#[derive(Clone)]
pub struct Ties {
    /// Takes what came in; whether it is kept, else it stays on the card and is told again.
    pub hear: Hear,
    /// Writes down, to last, that the PIN of this mark is about to be tried; whether it may be, which is once until somebody has typed it
    /// again: three wrong ones lock a card.
    pub may_try_pin: Arc<dyn Fn(&str) -> bool + Send + Sync>,
    /// Takes that back: it was right.
    pub pin_was_right: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Default for Ties {
    /// Nobody listens, and no PIN may be tried: what comes in stays on the card.
    fn default() -> Self {
        Self {
            hear: Arc::new(|_| false),
            may_try_pin: Arc::new(|_| false),
            pin_was_right: Arc::new(|_| {}),
        }
    }
}

impl fmt::Debug for Ties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ties(…)")
    }
}

/// A modem at work. Its thread ends with it.
#[derive(Debug)]
pub struct Modem {
    orders: Option<mpsc::SyncSender<Order>>,
    ringer: Ringer,
}

/// A message to be sent, and who waits for its verdict.
#[derive(Debug)]
struct Order {
    message: TextMessage,
    answer: oneshot::Sender<Verdict>,
}

impl Modem {
    /// Starts the thread, which opens the device by itself and again whenever it is gone.
    pub fn start(
        setting: ModemSetting,
        patience: ModemPatience,
        clock: Clock,
        ties: Ties,
    ) -> io::Result<Self> {
        let (orders, received) = mpsc::sync_channel(QUEUE);
        let (bell, ringer) = serial::bell()?;
        let worker = worker::Worker::new(setting, patience, clock, ties, bell);
        task::thread("modem", move || worker.run(&received))?;
        Ok(Self {
            orders: Some(orders),
            ringer,
        })
    }
}

impl Drop for Modem {
    fn drop(&mut self) {
        self.orders = None;
        self.ringer.ring();
    }
}

impl Carrier for Modem {
    async fn send(&self, message: &TextMessage) -> Verdict {
        let (answer, answered) = oneshot::channel();
        let order = Order {
            message: message.clone(),
            answer,
        };
        let taken = self.orders.as_ref().map(|orders| orders.try_send(order));
        match taken {
            Some(Ok(())) => self.ringer.ring(),
            Some(Err(mpsc::TrySendError::Full(_))) => return Verdict::NotNow(Trouble::TooMany.reason("")),
            _ => return Verdict::NoLine(Trouble::ModemMute.reason("")),
        }
        // The thread ended with the message in its hands, or before it.
        answered
            .await
            .unwrap_or_else(|_| Verdict::Unknown(Trouble::NoAnswer.reason("")))
    }

    /// A modem keeps nothing of what it sent.
    async fn find(&self, _: &TextMessage, _: Instant) -> Found {
        Found::Unclear
    }
}
