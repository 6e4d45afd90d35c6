//! Texts that came in: files that SMSD names `IN<date>_<time>_<serial>_<sender>_<part>.txt`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta};

use crate::domain::sms::CameIn;
use crate::domain::time::Instant;

/// Most of a part that is read, in bytes.
const PART_BYTES_MAX: u64 = 4096;
/// Files of one look.
const FILES_MAX: usize = 500;
/// A file that young may still be written, or its other parts.
const SETTLING: TimeDelta = TimeDelta::seconds(2);

/// The parts of a message, in order, and who sent it.
#[derive(Debug)]
struct Message {
    from: String,
    parts: BTreeMap<u16, PathBuf>,
    is_settled: bool,
}

/// Reads what came in. What `hear` keeps is removed, the rest is read again next time.
pub(super) fn read(inbox: &Path, now: Instant, hear: impl Fn(CameIn) -> bool) -> io::Result<()> {
    for message in messages(inbox, now)?
        .into_values()
        .filter(|message| message.is_settled)
    {
        let mut text = String::new();
        for part in message.parts.values() {
            text.push_str(&text_of(part)?);
        }
        let from = message.from;
        if hear(CameIn::Text { from, text }) {
            for part in message.parts.values() {
                fs::remove_file(part)?;
            }
        }
    }
    Ok(())
}

/// By all of the name but the part.
fn messages(inbox: &Path, now: Instant) -> io::Result<BTreeMap<String, Message>> {
    let mut messages = BTreeMap::new();
    let mut entries = fs::read_dir(inbox)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries.into_iter().take(FILES_MAX) {
        let name = entry.file_name();
        let Some((stem, from, part)) = name.to_str().and_then(parsed) else {
            continue;
        };
        let written: Instant = DateTime::from(entry.metadata()?.modified()?);
        let message = messages.entry(stem.to_owned()).or_insert_with(|| Message {
            from: from.to_owned(),
            parts: BTreeMap::new(),
            is_settled: true,
        });
        message.parts.insert(part, entry.path());
        message.is_settled &= now - written >= SETTLING;
    }
    Ok(messages)
}

/// The name without its part, the sender, and the part.
fn parsed(name: &str) -> Option<(&str, &str, u16)> {
    let stem = name.strip_prefix("IN")?.strip_suffix(".txt")?;
    let (stem, part) = stem.rsplit_once('_')?;
    let from = stem.splitn(4, '_').nth(3)?;
    Some((stem, from, part.parse().ok()?))
}

/// UTF-16 behind its mark, or what SMSD makes of the machine's own letters.
fn text_of(part: &Path) -> io::Result<String> {
    let mut octets = Vec::new();
    File::open(part)?.take(PART_BYTES_MAX).read_to_end(&mut octets)?;
    Ok(match octets.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> = wide
                .as_chunks()
                .0
                .iter()
                .map(|two| u16::from_be_bytes(*two))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(&octets).into_owned(),
    })
}
