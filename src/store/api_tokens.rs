//! Tokens of the machine interface: only their hashes are kept (security §8).

use std::collections::BTreeSet;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};
use crate::domain::id::PractitionerId;
use crate::domain::time::Instant;

const INSERT: &str = "INSERT INTO api_tokens (name, token_hash, scopes, created_at, practitioners)
    VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id";
const REVOKE: &str = "UPDATE api_tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
const LIST: &str =
    "SELECT id, name, token_hash, scopes, created_at, revoked_at, practitioners FROM api_tokens ORDER BY id";

/// A token as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// Row number, quoted in the audit log.
    pub id: i64,
    /// What it is for, in the administrator's words.
    pub name: String,
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// Names of the scopes, as a JSON list.
    pub scopes: String,
    /// The practitioners it keeps to; `None` is everybody.
    pub practitioners: Option<BTreeSet<PractitionerId>>,
    /// When it was made.
    pub created: Instant,
    /// When it stopped being good.
    pub revoked: Option<Instant>,
}

impl Db<'_> {
    /// Every token, revoked ones included, oldest first.
    pub fn api_tokens(&self) -> Result<Vec<StoredToken>, Fault> {
        let mut statement = self.conn().prepare_cached(LIST)?;
        let rows = statement.query_map([], |row| {
            Ok(StoredToken {
                id: row.get(0)?,
                name: row.get(1)?,
                hash: row.get(2)?,
                scopes: row.get(3)?,
                created: at(row.get(4)?),
                revoked: row.get::<_, Option<i64>>(5)?.map(at),
                // A list that cannot be read reaches nobody, never everybody.
                practitioners: row
                    .get::<_, Option<String>>(6)?
                    .map(|list| serde_json::from_str(&list).unwrap_or_default()),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Adds a token and returns its row number; `named` are the practitioners it keeps to, `None` is everybody.
    pub fn insert_api_token(
        &mut self,
        name: &str,
        hash: [u8; 32],
        scopes: &str,
        named: Option<&BTreeSet<PractitionerId>>,
    ) -> Result<i64, Fault> {
        let now = seconds(self.now());
        let named = named.map(|named| {
            named
                .iter()
                .map(|id| id.0)
                .collect::<serde_json::Value>()
                .to_string()
        });
        self.insert(INSERT, (name, hash, scopes, now, named))
    }

    /// Ends a token; whether it was good until now.
    pub fn revoke_api_token(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(REVOKE, (id, now))? == 1)
    }
}
