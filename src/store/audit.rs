//! The append-only, hash-chained log of acts (security §7). Its sequence number is the revision everyone quotes.

use std::collections::BTreeMap;

use chrono::SecondsFormat;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::domain::id::Revision;
use crate::domain::staff::Actor;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

/// One act: identifiers only, never names, so that a person can be erased without breaking the chain.
#[derive(Clone, Debug)]
pub struct Record {
    who: String,
    what: &'static str,
    rest: BTreeMap<&'static str, Value>,
}

impl Record {
    /// `what` is a dotted verb such as `appointment.book`.
    pub fn new(actor: &Actor, what: &'static str) -> Self {
        Self {
            who: actor.label(),
            what,
            rest: BTreeMap::new(),
        }
    }

    /// The object acted on, e.g. `appointment:7`.
    #[must_use]
    pub fn on(self, object: impl std::fmt::Display) -> Self {
        self.with("id", object)
    }

    /// What became of it, when it is not plainly done: `refused`, `failed`.
    #[must_use]
    pub fn outcome(self, outcome: &'static str) -> Self {
        self.with("outcome", outcome)
    }

    /// State before and after (booking-rules §6).
    #[must_use]
    pub fn change(self, before: impl std::fmt::Display, after: impl std::fmt::Display) -> Self {
        self.with("before", before).with("after", after)
    }

    /// Network address, already cut to /24 or /48.
    #[must_use]
    pub fn address(self, address: impl std::fmt::Display) -> Self {
        self.with("address", address)
    }

    fn with(mut self, key: &'static str, value: impl std::fmt::Display) -> Self {
        self.rest.insert(key, Value::String(value.to_string()));
        self
    }

    /// Keys sorted, no spaces, UTF-8; what is empty is left out.
    fn canonical(&self, seq: i64, t: Instant, is_trusted: bool) -> Result<String, Fault> {
        let mut row = self.rest.clone();
        row.insert("seq", Value::from(seq));
        row.insert("t", Value::String(t.to_rfc3339_opts(SecondsFormat::Secs, true)));
        row.insert("what", Value::from(self.what));
        row.insert("who", Value::from(self.who.as_str()));
        if !is_trusted {
            row.insert("clock_trusted", Value::Bool(false));
        }
        serde_json::to_string(&row).map_err(|error| Fault::Bug(error.to_string()))
    }
}

/// `SHA-256(previous hash || canonical JSON)`.
fn link(previous: &[u8; 32], body: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(previous)
        .chain_update(body)
        .finalize()
        .into()
}

/// End of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the last record; 0 when there is none.
    pub revision: Revision,
    /// Its hash; zeros when there is none.
    pub hash: [u8; 32],
    /// When it was written.
    pub at: Option<Instant>,
}

const HEAD: &str = "SELECT seq, hash, at FROM audit ORDER BY seq DESC LIMIT 1";

pub(super) fn head(conn: &Connection) -> Result<Head, Fault> {
    let found = conn
        .prepare_cached(HEAD)?
        .query_row([], |row| {
            Ok(Head {
                revision: Revision(row.get(0)?),
                hash: row.get(1)?,
                at: Some(at(row.get(2)?)),
            })
        })
        .optional()?;
    Ok(found.unwrap_or(Head {
        revision: Revision(0),
        hash: [0; 32],
        at: None,
    }))
}

const NEWEST: &str = "SELECT max(at) FROM audit";

/// The latest time on record: a clock that reads earlier is wrong (booking-rules §1.8).
pub(super) fn newest(conn: &Connection) -> Result<Option<Instant>, Fault> {
    let newest: Option<i64> = conn.query_row(NEWEST, [], |row| row.get(0))?;
    Ok(newest.map(at))
}

const APPEND: &str = "INSERT INTO audit (seq, at, body, hash) VALUES (?1, ?2, ?3, ?4)";

impl Tx<'_> {
    /// Writes the record of an act, in the transaction of the act.
    pub fn audit(&mut self, record: &Record) -> Result<Revision, Fault> {
        let head = head(self.conn())?;
        let seq = head.revision.0 + 1;
        let body = record.canonical(seq, self.now(), self.is_clock_trusted())?;
        let hash = link(&head.hash, &body);
        self.execute(APPEND, (seq, seconds(self.now()), &body, hash))?;
        let text = |key| record.rest.get(key).and_then(Value::as_str).unwrap_or_default();
        // Refused acts changed nothing that others could be told of.
        if text("outcome").is_empty() {
            self.tell_webhooks(record.what, text("id"), text("before"), Revision(seq))?;
            self.note_in_calendars(record.what, text("id"), Revision(seq))?;
        }
        self.recorded(Revision(seq))
    }
}

/// A break in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A number is missing, or the body says another one.
    Number(i64),
    /// The body does not hash to what is stored.
    Hash(i64),
}

const CHAIN: &str = "SELECT seq, body, hash FROM audit ORDER BY seq";

const BODIES: &str = "SELECT body FROM audit ORDER BY seq";

impl Db<'_> {
    /// Every record as it was hashed, in order: whoever has the lines and a hash of the end can prove that none is missing.
    pub fn audit_lines(&self) -> Result<Vec<String>, Fault> {
        let mut statement = self.conn().prepare(BODIES)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// End of the chain, for the owner's mail and the backups (security §7).
    pub fn audit_head(&self) -> Result<Head, Fault> {
        head(self.conn())
    }

    /// Walks the whole chain; the first break, if any.
    pub fn audit_break(&self) -> Result<Option<Break>, Fault> {
        let mut statement = self.conn().prepare_cached(CHAIN)?;
        let mut rows = statement.query([])?;
        let (mut expected, mut previous) = (1i64, [0u8; 32]);
        while let Some(row) = rows.next()? {
            let (seq, body, hash): (i64, String, [u8; 32]) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if seq != expected || !is_numbered(&body, seq) {
                return Ok(Some(Break::Number(expected)));
            }
            if link(&previous, &body) != hash {
                return Ok(Some(Break::Hash(seq)));
            }
            (expected, previous) = (seq + 1, hash);
        }
        Ok(None)
    }
}

fn is_numbered(body: &str, seq: i64) -> bool {
    serde_json::from_str::<Value>(body).is_ok_and(|body| body.get("seq").and_then(Value::as_i64) == Some(seq))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::StaffId;
    use crate::sys::hash::hex;

    #[test]
    fn the_chain_is_that_of_security_7() {
        let t = |text: &str| text.parse::<Instant>().unwrap();
        let actor = Actor::Staff(StaffId(1));
        let login = Record::new(&actor, "login")
            .canonical(1, t("2026-03-03T08:00:00Z"), true)
            .unwrap();
        assert_eq!(
            login,
            r#"{"seq":1,"t":"2026-03-03T08:00:00Z","what":"login","who":"user:1"}"#
        );
        let first = link(&[0; 32], &login);
        assert_eq!(
            hex(&first),
            "e49116b4892d12e8084ccf50239084f0a4da03a301f965f15a4ca2192dde9439"
        );
        let view = Record::new(&actor, "patient.view")
            .on("p42")
            .canonical(2, t("2026-03-03T08:00:05Z"), true)
            .unwrap();
        assert_eq!(
            hex(&link(&first, &view)),
            "bd3905a9e4480425de4adfc3f87498b981f63aba31dc99be6e731d7b5e0a4a11"
        );
    }

    #[test]
    fn an_untrusted_clock_is_written_down() {
        let at = Instant::UNIX_EPOCH;
        let body = Record::new(&Actor::System, "start")
            .canonical(1, at, false)
            .unwrap();
        assert!(body.starts_with(r#"{"clock_trusted":false,"seq":1"#), "{body}");
    }
}
