//! What becomes of an e-mail of which nobody knows whether it was accepted (reminders §2).

use serde::{Deserialize, Serialize};

/// Whether an e-mail of unknown fate is sent once more, under the same Message-ID: rather twice than never. A text message never is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatherTwice {
    /// Reminders: one that is missed costs less than one that is doubled.
    pub reminders: bool,
    /// What somebody has just done or waits for, a cancellation by the practice before all: one that is missed costs a journey.
    pub others: bool,
}

impl RatherTwice {
    /// Where the practice keeps its choice.
    pub const SETTING: &str = "mail.rather_twice";
}

impl Default for RatherTwice {
    fn default() -> Self {
        Self {
            reminders: false,
            others: true,
        }
    }
}
