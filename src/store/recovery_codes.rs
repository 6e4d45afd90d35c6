//! Recovery codes: hashes, each used once.

use crate::domain::id::StaffId;

use super::instant::seconds;
use super::{Db, Fault, Tx};

const LEFT: &str = "SELECT count(*) FROM recovery_codes WHERE staff = ?1 AND used_at IS NULL";
const INSERT: &str = "INSERT INTO recovery_codes (staff, code_hash) VALUES (?1, ?2)";
const USE: &str =
    "UPDATE recovery_codes SET used_at = ?3 WHERE staff = ?1 AND code_hash = ?2 AND used_at IS NULL";
const DROP: &str = "DELETE FROM recovery_codes WHERE staff = ?1";

impl Db<'_> {
    /// How many codes of a person are still good.
    pub fn recovery_codes_left(&self, staff: StaffId) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(LEFT)?;
        Ok(statement.query_row([staff.0], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Replaces the codes of a person; no codes at all when `hashes` is empty.
    pub fn replace_recovery_codes(&mut self, staff: StaffId, hashes: &[[u8; 32]]) -> Result<(), Fault> {
        self.execute(DROP, [staff.0])?;
        for hash in hashes {
            self.execute(INSERT, (staff.0, hash))?;
        }
        Ok(())
    }

    /// Uses a code up; `false` when it is none, or was used before.
    pub fn use_recovery_code(&mut self, staff: StaffId, hash: &[u8; 32]) -> Result<bool, Fault> {
        let now = seconds(self.now());
        Ok(self.execute(USE, (staff.0, hash, now))? == 1)
    }
}
