//! First answers of requests that may be repeated (booking-rules §5).

use rusqlite::OptionalExtension;

use crate::domain::time::Instant;

use super::instant::seconds;
use super::{Db, Fault, Tx};

/// A request that was answered before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Hash of the request that came with the key.
    pub request_hash: [u8; 32],
    /// JSON of the answer.
    pub response: String,
}

const FIND: &str = "SELECT request_hash, response FROM idempotency WHERE scope = ?1 AND key_hash = ?2";
const INSERT: &str = "INSERT INTO idempotency (scope, key_hash, request_hash, response, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
const SWEEP: &str = "DELETE FROM idempotency WHERE created_at < ?1";

impl Db<'_> {
    /// The first answer to a key.
    pub fn answered(&self, scope: &str, key_hash: &[u8; 32]) -> Result<Option<Answered>, Fault> {
        let found = self
            .conn()
            .prepare_cached(FIND)?
            .query_row((scope, key_hash), |row| {
                Ok(Answered {
                    request_hash: row.get(0)?,
                    response: row.get(1)?,
                })
            });
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Keeps the answer in the transaction of the act.
    pub fn remember_answer(
        &mut self,
        scope: &str,
        key_hash: &[u8; 32],
        answer: &Answered,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        let Answered {
            request_hash,
            response,
        } = answer;
        self.execute(INSERT, (scope, key_hash, request_hash, response, now))?;
        Ok(())
    }

    /// Forgets answers given before an instant.
    pub fn forget_answers(&mut self, before: Instant) -> Result<usize, Fault> {
        self.execute(SWEEP, [seconds(before)])
    }
}
