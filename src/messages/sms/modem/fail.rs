//! Why the line of a modem cannot be used, or a message did not go.

use std::io;

use super::dialogue::{Broken, Ending};
use crate::domain::sms::{Proof, Trouble, equipment_refused, message_refused};
use crate::messages::Verdict;

/// What is wrong, and what it proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fail {
    pub(super) proof: Proof,
    pub(super) trouble: Trouble,
    /// The modem's own word.
    pub(super) words: String,
}

impl Fail {
    pub(super) fn new(proof: Proof, trouble: Trouble, words: impl Into<String>) -> Self {
        Self {
            proof,
            trouble,
            words: words.into(),
        }
    }

    /// Of a device that could not be opened.
    pub(super) fn opening(error: &io::Error) -> Self {
        let (proof, trouble) = match error.kind() {
            io::ErrorKind::PermissionDenied => (Proof::Misconfigured, Trouble::ModemClosed),
            io::ErrorKind::ResourceBusy => (Proof::NoLine, Trouble::ModemTaken),
            io::ErrorKind::InvalidInput => (Proof::Misconfigured, Trouble::ModemGone),
            _ => (Proof::NoLine, Trouble::ModemGone),
        };
        Self::new(proof, trouble, "")
    }

    /// Of an end other than `OK`, before a message was given.
    pub(super) fn ending(ending: Ending) -> Self {
        let ((proof, trouble), words) = match ending {
            Ending::Equipment(code) => (equipment_refused(code), format!("+CME ERROR: {code}")),
            Ending::Message(code) => (message_refused(code), format!("+CMS ERROR: {code}")),
            Ending::Ok | Ending::Error => ((Proof::NotNow, Trouble::Refused), "ERROR".to_owned()),
        };
        // Nothing was given yet, so that every refusal is sure.
        let proof = match proof {
            Proof::Unknown => Proof::NotNow,
            sure => sure,
        };
        Self::new(proof, trouble, words)
    }

    /// Of an end other than `OK`, after a message was given.
    pub(super) fn after_message(ending: Ending) -> Self {
        let ((proof, trouble), words) = match ending {
            Ending::Message(code) => (message_refused(code), format!("+CMS ERROR: {code}")),
            Ending::Equipment(code) => ((Proof::Unknown, Trouble::NoAnswer), format!("+CME ERROR: {code}")),
            Ending::Ok | Ending::Error => ((Proof::Unknown, Trouble::NoAnswer), "ERROR".to_owned()),
        };
        Self::new(proof, trouble, words)
    }

    /// Nobody knows whether the message went.
    pub(super) fn unknown() -> Self {
        Self::new(Proof::Unknown, Trouble::NoAnswer, "")
    }

    pub(super) fn verdict(&self) -> Verdict {
        let reason = self.trouble.reason(&self.words);
        match self.proof {
            Proof::Never => Verdict::Never(reason),
            Proof::NotNow => Verdict::NotNow(reason),
            Proof::NoLine => Verdict::NoLine(reason),
            Proof::Misconfigured => Verdict::Misconfigured(reason),
            Proof::Unknown => Verdict::Unknown(reason),
        }
    }
}

impl From<Broken> for Fail {
    fn from(broken: Broken) -> Self {
        let trouble = match broken {
            Broken::Gone => Trouble::ModemGone,
            Broken::Mute => Trouble::ModemMute,
        };
        Self::new(Proof::NoLine, trouble, "")
    }
}
