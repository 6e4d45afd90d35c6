//! Gammu SMSD on the same machine, by its folders (its « files » service; ADR 0016, reminders §2 and §6).
//!
//! A message is a file whose name has our key. SMSD takes it out of `outbox` and renames it into `sent` or `error`, so that a file is always
//! in one of the three: looking for it in that order, and then making it, makes it once, whatever was cut in between.

mod inbox;
mod spool;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Carrier, Found, TextMessage, Verdict};
use crate::domain::gsm::{PARTS_MAX, Segments};
use crate::domain::sms::{CameIn, Fate, Provider, Trouble, reference};
use crate::domain::time::Instant;
use crate::messages::Receipt;
use crate::sys::clock::Clock;
use spool::{Place, Spool};

/// Messages that wait in SMSD's folder; the caller keeps the others.
const WAITING_MAX: usize = 100;
/// How often it is looked whether SMSD has sent a message.
const GLANCE: Duration = Duration::from_millis(250);

/// How long SMSD may take.
#[derive(Clone, Copy, Debug)]
pub struct SmsdPatience {
    /// To send a message whose verdict somebody waits for; after it, it is SMSD's.
    pub verdict: Duration,
    /// To send anything at all: after it, SMSD or its modem stands still.
    pub still: Duration,
}

impl Default for SmsdPatience {
    fn default() -> Self {
        Self {
            verdict: Duration::from_secs(20),
            still: Duration::from_mins(10),
        }
    }
}

/// SMSD's folders.
#[derive(Clone, Debug)]
pub struct Smsd {
    spool: Spool,
    patience: SmsdPatience,
    clock: Clock,
}

impl Smsd {
    /// `folder`: the one with `outbox`, `sent`, `error` and `inbox`, `/var/spool/gammu` on Debian.
    pub fn new(folder: &Path, patience: SmsdPatience, clock: Clock) -> Self {
        Self {
            spool: Spool::new(folder),
            patience,
            clock,
        }
    }

    /// Takes back what is useful no more, and tells what SMSD could not send and what came in. `hear` says whether it is kept, else it is told
    /// again. To be called now and then: nothing of it comes by itself.
    pub async fn look(&self, hear: impl Fn(CameIn) -> bool + Send + 'static) -> io::Result<()> {
        let (spool, now) = (self.spool.clone(), self.clock.now());
        blocking(move || {
            spool.take_back(now)?;
            for failed in spool.failed()? {
                let report = CameIn::Report {
                    reference: Some(reference(Provider::Smsd, &failed.key)),
                    key: None,
                    fate: Fate::Undelivered,
                };
                if hear(report) {
                    spool.told(&failed)?;
                }
            }
            inbox::read(&spool.inbox(), now, hear)
        })
        .await
    }

    async fn spooled(&self, message: &TextMessage) -> io::Result<Verdict> {
        let (spool, message, now) = (self.spool.clone(), message.clone(), self.clock.now());
        let still = self.patience.still;
        blocking(move || {
            spool.take_back(now)?;
            if let Some(place) = spool.place(&message.key)? {
                return Ok(verdict(place, &message));
            }
            let waiting = spool.waiting()?;
            if waiting.len() >= WAITING_MAX {
                return Ok(Verdict::NotNow(Trouble::TooMany.reason("")));
            }
            if spool.stands_still(&waiting, now, still)? {
                return Ok(Verdict::NoLine(Trouble::SpoolStuck.reason("")));
            }
            spool.put(&message)?;
            Ok(verdict(Place::Waiting, &message))
        })
        .await
    }
}

impl Carrier for Smsd {
    async fn send(&self, message: &TextMessage) -> Verdict {
        if Segments::of(&message.text).parts > PARTS_MAX {
            return Verdict::Never(Trouble::Text.reason(""));
        }
        let spooled = match self.spooled(message).await {
            Ok(verdict) => verdict,
            Err(error) => return untaken(&error),
        };
        // From here on it is there: a few seconds show whether SMSD sends it, and nothing else is changed by them.
        let until = self.clock.elapsed() + self.patience.verdict;
        while matches!(spooled, Verdict::Sent(_)) && self.clock.elapsed() < until {
            tokio::time::sleep(GLANCE).await;
            let (spool, key) = (self.spool.clone(), message.key.clone());
            match blocking(move || spool.place(&key)).await {
                Ok(Some(Place::Waiting)) => {}
                Ok(Some(place)) => return verdict(place, message),
                Ok(None) | Err(_) => break,
            }
        }
        spooled
    }

    async fn find(&self, message: &TextMessage, _: Instant) -> Found {
        let (spool, key) = (self.spool.clone(), message.key.clone());
        match blocking(move || spool.place(&key)).await {
            Ok(Some(Place::Waiting | Place::Sent)) => Found::Accepted(receipt(message)),
            Ok(Some(Place::Failed)) | Err(_) => Found::Unclear,
            Ok(None) => Found::Absent,
        }
    }
}

fn verdict(place: Place, message: &TextMessage) -> Verdict {
    match place {
        Place::Waiting | Place::Sent => Verdict::Sent(receipt(message)),
        // SMSD calls failed what a modem did not answer in time as well, so that this does not prove that nothing went.
        Place::Failed => Verdict::Unknown(Trouble::NoAnswer.reason("SMSD")),
    }
}

fn receipt(message: &TextMessage) -> Receipt {
    Receipt {
        reference: Some(reference(Provider::Smsd, &spool::note(&message.key))),
        words: "SMSD".to_owned(),
        parts: u32::try_from(Segments::of(&message.text).parts).ok(),
    }
}

/// The file was surely not made: making it is the last step.
fn untaken(error: &io::Error) -> Verdict {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::Interrupted => Verdict::NotNow(Trouble::Spool.reason("")),
        _ => Verdict::Misconfigured(Trouble::Spool.reason(&error.kind().to_string())),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(io::Error::other("the look at the folders broke off")))
}

/// The folder that Debian's package brings.
pub fn usual_folder() -> PathBuf {
    PathBuf::from("/var/spool/gammu")
}
