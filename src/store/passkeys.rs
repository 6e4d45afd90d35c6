//! Passkeys: public halves only, bound to a host name.

use rusqlite::{OptionalExtension, Row};

use crate::domain::id::StaffId;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

const OF_STAFF: &str =
    "SELECT id, staff, credential, public_key, relying_party, name, sign_count, created_at, used_at
    FROM passkeys WHERE staff = ?1 ORDER BY id";
const OF_CREDENTIAL: &str =
    "SELECT id, staff, credential, public_key, relying_party, name, sign_count, created_at, used_at
    FROM passkeys WHERE credential = ?1";
const INSERT: &str =
    "INSERT INTO passkeys (staff, credential, public_key, relying_party, name, sign_count, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id";
const USED: &str = "UPDATE passkeys SET sign_count = ?2, used_at = ?3 WHERE id = ?1";
const DROP: &str = "DELETE FROM passkeys WHERE staff = ?1 AND id = ?2";
const DROP_ALL: &str = "DELETE FROM passkeys WHERE staff = ?1";

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Row number, quoted in the audit log; 0 for a new one.
    pub id: i64,
    /// Whose.
    pub staff: StaffId,
    /// How the authenticator names it.
    pub credential: Vec<u8>,
    /// Public key (COSE).
    pub key: Vec<u8>,
    /// The host name it is bound to.
    pub relying_party: String,
    /// What its owner calls it.
    pub name: String,
    /// The last counter told; 0 when it does not count.
    pub count: u32,
    /// When it was registered.
    pub created: Instant,
    /// When it was used last.
    pub used: Option<Instant>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<Passkey> {
    Ok(Passkey {
        id: row.get(0)?,
        staff: StaffId(row.get(1)?),
        credential: row.get(2)?,
        key: row.get(3)?,
        relying_party: row.get(4)?,
        name: row.get(5)?,
        count: row.get(6)?,
        created: at(row.get(7)?),
        used: row.get::<_, Option<i64>>(8)?.map(at),
    })
}

impl Db<'_> {
    /// The passkeys of a person, the oldest first.
    pub fn passkeys_of(&self, staff: StaffId) -> Result<Vec<Passkey>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_STAFF)?;
        let rows = statement.query_map([staff.0], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The passkey that an authenticator names so.
    pub fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, Fault> {
        let mut statement = self.conn().prepare_cached(OF_CREDENTIAL)?;
        Ok(statement.query_row([credential], read).optional()?)
    }
}

impl Tx<'_> {
    /// Adds a passkey; its number. [`Fault::Duplicate`] when the credential is known.
    pub fn insert_passkey(&mut self, new: &Passkey) -> Result<i64, Fault> {
        let now = seconds(self.now());
        self.insert(
            INSERT,
            (
                new.staff.0,
                &new.credential,
                &new.key,
                &new.relying_party,
                &new.name,
                new.count,
                now,
            ),
        )
    }

    /// Notes the use of a passkey and its counter.
    pub fn passkey_used(&mut self, id: i64, count: u32) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(USED, (id, count, now))?;
        Ok(())
    }

    /// Drops a passkey of a person; whether it was there.
    pub fn drop_passkey(&mut self, staff: StaffId, id: i64) -> Result<bool, Fault> {
        Ok(self.execute(DROP, (staff.0, id))? == 1)
    }

    /// Drops every passkey of a person.
    pub fn drop_passkeys(&mut self, staff: StaffId) -> Result<(), Fault> {
        self.execute(DROP_ALL, [staff.0])?;
        Ok(())
    }
}
