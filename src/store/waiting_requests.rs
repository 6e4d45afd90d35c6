//! Who asks to be put on the waiting list, until a code proves the mailbox (booking-rules §9, security §4).

use rusqlite::OptionalExtension;

use crate::domain::id::CareTypeId;
use crate::domain::time::Instant;
use crate::domain::waiting_list::Wishes;

use super::hold_form::{Draft, from_json, to_json};
use super::holds::Code;
use super::instant::{at, seconds, unreadable};
use super::terms::json;
use super::{Db, Fault, Tx};

/// What somebody without an appointment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingRequest {
    /// For which care.
    pub care: CareTypeId,
    /// What suits.
    pub wishes: Wishes,
    /// Who waits, and the mailbox that the code proves.
    pub draft: Draft,
}

const BY_TOKEN: &str = "SELECT care, wishes, draft, code_hash, expires_at, code_tries FROM waiting_requests WHERE token_hash = ?1";
const SAVE: &str = "INSERT INTO waiting_requests (token_hash, care, wishes, draft, code_hash, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const COUNT_TRY: &str = "UPDATE waiting_requests SET code_tries = code_tries + 1 WHERE token_hash = ?1";
const DROP: &str = "DELETE FROM waiting_requests WHERE token_hash = ?1";
const FORGET: &str = "DELETE FROM waiting_requests WHERE expires_at <= ?1";

impl Db<'_> {
    /// What the browser with this secret asked for, and the code that was sent; also when that is over and was not swept yet.
    pub fn waiting_request(&self, token_hash: &[u8; 32]) -> Result<Option<(WaitingRequest, Code)>, Fault> {
        let mut statement = self.conn().prepare_cached(BY_TOKEN)?;
        let found = statement.query_row([token_hash], |row| {
            let (wishes, draft): (String, String) = (row.get(1)?, row.get(2)?);
            let request = WaitingRequest {
                care: CareTypeId(row.get(0)?),
                wishes: serde_json::from_str(&wishes).map_err(|error| unreadable(1, error))?,
                draft: from_json(&draft).map_err(|error| unreadable(2, error))?,
            };
            let code = Code {
                hash: row.get(3)?,
                expires: at(row.get(4)?),
                tries: row.get(5)?,
            };
            Ok((request, code))
        });
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Keeps a request until its code is over.
    pub fn save_waiting_request(
        &mut self,
        token_hash: &[u8; 32],
        request: &WaitingRequest,
        (code_hash, expires): (&[u8; 32], Instant),
    ) -> Result<(), Fault> {
        let (wishes, draft) = (json(&request.wishes)?, to_json(&request.draft)?);
        let row = rusqlite::params![
            token_hash,
            request.care.0,
            wishes,
            draft,
            code_hash,
            seconds(expires)
        ];
        self.execute(SAVE, row)?;
        Ok(())
    }

    /// Counts a wrong code.
    pub fn count_waiting_try(&mut self, token_hash: &[u8; 32]) -> Result<(), Fault> {
        self.execute(COUNT_TRY, [token_hash])?;
        Ok(())
    }

    /// Forgets a request; it was granted, or its code was guessed at.
    pub fn drop_waiting_request(&mut self, token_hash: &[u8; 32]) -> Result<(), Fault> {
        self.execute(DROP, [token_hash])?;
        Ok(())
    }

    /// Forgets those whose code is over; how many.
    pub fn forget_waiting_requests(&mut self) -> Result<usize, Fault> {
        let now = seconds(self.now());
        self.execute(FORGET, [now])
    }
}
