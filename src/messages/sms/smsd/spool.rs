//! The folders of messages that go out.

use std::fs::{self, DirEntry, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime};

use crate::domain::time::Instant;
use crate::messages::TextMessage;
use crate::sys::hash;

/// Digits of the hash of a key: all that a name has of it, since a key may have signs that mean something in a name.
const NOTE_DIGITS: usize = 32;
/// What a file of ours begins with; the letter is SMSD's priority, A to Z.
const OURS: &str = "OUTC";
/// When it ceases to be useful, UTC, in the place of SMSD's date: what is useful soonest goes first.
const TIME: &str = "%Y%m%d_%H%M%S";
/// Behind the name of a file whose failure was told.
const TOLD: &str = ".told";
/// SMSD runs as a user of its own, in a group of ours.
const MODE: u32 = 0o660;

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// With SMSD, which has not sent it yet.
    Waiting,
    /// Sent.
    Sent,
    /// Given up by SMSD, or taken back.
    Failed,
}

/// The folders of one SMSD.
#[derive(Clone, Debug)]
pub(super) struct Spool {
    folder: PathBuf,
}

/// A file of ours that waits.
#[derive(Debug)]
pub(super) struct Waiting {
    name: String,
    since: Option<Instant>,
}

/// A message that SMSD could not send.
#[derive(Debug)]
pub(super) struct Failed {
    name: String,
    /// As receipts have it.
    pub(super) key: String,
}

/// What a name has of the key of a message.
pub(super) fn note(key: &str) -> String {
    let mut digits = hash::sha256_hex(key.as_bytes());
    digits.truncate(NOTE_DIGITS);
    digits
}

impl Spool {
    pub(super) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    pub(super) fn inbox(&self) -> PathBuf {
        self.folder.join("inbox")
    }

    fn outbox(&self) -> PathBuf {
        self.folder.join("outbox")
    }

    fn sent(&self) -> PathBuf {
        self.folder.join("sent")
    }

    fn error(&self) -> PathBuf {
        self.folder.join("error")
    }

    /// Where the message of a key is; `None` nowhere. In the order in which SMSD moves files: what it moves meanwhile is seen once more.
    pub(super) fn place(&self, key: &str) -> io::Result<Option<Place>> {
        let mark = format!("_{}.", note(key));
        let folders = [
            (self.outbox(), Place::Waiting),
            (self.sent(), Place::Sent),
            (self.error(), Place::Failed),
        ];
        for (folder, place) in folders {
            let is_there = |entry: &DirEntry| {
                let name = entry.file_name();
                name.to_str()
                    .is_some_and(|name| name.starts_with(OURS) && name.contains(&mark))
            };
            if entries(&folder)?.iter().any(is_there) {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Gives a message to SMSD: the whole file appears at once, on disk, or not at all.
    pub(super) fn put(&self, message: &TextMessage) -> io::Result<()> {
        let note = note(&message.key);
        let until = message.useful_until.format(TIME);
        let name = format!("{OURS}{until}_00_{}_{note}.txt", message.to.as_str());
        let outbox = self.outbox();
        // SMSD looks at no file whose name begins with a dot.
        let draft = outbox.join(format!(".grappe-{note}"));
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(MODE)
            .open(&draft)?;
        let units = message.text.encode_utf16().flat_map(u16::to_be_bytes);
        let octets: Vec<u8> = [0xfe, 0xff].into_iter().chain(units).collect();
        file.write_all(&octets)?;
        file.sync_all()?;
        // Never over a file that is there already: such a one is this message.
        match fs::hard_link(&draft, outbox.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        // It is there: what follows is tidiness, and an error of it would be taken for a message that is not.
        let _ = fs::remove_file(&draft);
        let _ = File::open(&outbox).and_then(|folder| folder.sync_all());
        Ok(())
    }

    /// Our files that wait.
    pub(super) fn waiting(&self) -> io::Result<Vec<Waiting>> {
        let waiting = entries(&self.outbox())?.into_iter().filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let since = entry.metadata().and_then(|data| data.modified()).ok();
            name.starts_with(OURS).then(|| Waiting {
                name,
                since: since.map(DateTime::from),
            })
        });
        Ok(waiting.collect())
    }

    /// Whether something has waited for so long, and nothing was sent or given up meanwhile.
    pub(super) fn stands_still(
        &self,
        waiting: &[Waiting],
        now: Instant,
        limit: Duration,
    ) -> io::Result<bool> {
        let is_old = |at: Instant| (now - at).to_std().is_ok_and(|age| age > limit);
        if !waiting.iter().filter_map(|one| one.since).any(is_old) {
            return Ok(false);
        }
        for folder in [self.sent(), self.error()] {
            if !is_old(fs::metadata(folder)?.modified()?.into()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes back what is useful no more: a reminder is not sent after its appointment because SMSD was down.
    pub(super) fn take_back(&self, now: Instant) -> io::Result<()> {
        for waiting in self.waiting()? {
            let until = waiting.name.get(OURS.len()..OURS.len() + 15);
            let until = until.and_then(|text| NaiveDateTime::parse_from_str(text, TIME).ok());
            if until.is_some_and(|until| until.and_utc() <= now) {
                // Whoever moves it first wins; a file that is gone was sent or given up.
                match fs::rename(
                    self.outbox().join(&waiting.name),
                    self.error().join(&waiting.name),
                ) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Messages that were given up, and of which nobody was told.
    pub(super) fn failed(&self) -> io::Result<Vec<Failed>> {
        let failed = entries(&self.error())?.into_iter().filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let stem = name.strip_prefix(OURS)?.strip_suffix(".txt")?;
            let key = stem.rsplit('_').next()?.to_owned();
            Some(Failed { name, key })
        });
        Ok(failed.collect())
    }

    /// Notes that a failure was told.
    pub(super) fn told(&self, failed: &Failed) -> io::Result<()> {
        let told = format!("{}{TOLD}", failed.name);
        fs::rename(self.error().join(&failed.name), self.error().join(told))
    }
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}
