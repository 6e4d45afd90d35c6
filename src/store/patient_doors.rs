//! What patients asked for by their link: browsers that are known again, calendars that follow the own appointments, and the code that
//! proves the mailbox before a whole file is handed out. Only hashes are kept (security §8).

use rusqlite::OptionalExtension;

use crate::domain::id::PatientId;
use crate::domain::time::Instant;

use super::holds::Code;
use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

const DEVICE: &str = "SELECT patient FROM patient_devices WHERE token_hash = ?1 AND expires_at > ?2";
const DEVICES: &str = "SELECT count(*) FROM patient_devices WHERE patient = ?1 AND expires_at > ?2";
const SAVE_DEVICE: &str =
    "INSERT INTO patient_devices (patient, token_hash, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)";
const DROP_DEVICE: &str = "DELETE FROM patient_devices WHERE token_hash = ?1";
const DROP_DEVICES: &str = "DELETE FROM patient_devices WHERE patient = ?1";
const OLD_DEVICES: &str = "DELETE FROM patient_devices WHERE expires_at <= ?1";
const FEED: &str = "SELECT patient FROM patient_feeds WHERE token_hash = ?1";
const HAS_FEED: &str = "SELECT EXISTS (SELECT 1 FROM patient_feeds WHERE patient = ?1)";
const SAVE_FEED: &str = "INSERT INTO patient_feeds (patient, token_hash, created_at) VALUES (?1, ?2, ?3)";
const DROP_FEED: &str = "DELETE FROM patient_feeds WHERE patient = ?1";
const CODE: &str = "SELECT code_hash, expires_at, tries FROM file_codes WHERE link = ?1";
const SAVE_CODE: &str = "INSERT INTO file_codes (link, code_hash, expires_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (link) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0";
const COUNT_TRY: &str = "UPDATE file_codes SET tries = tries + 1 WHERE link = ?1";
const DROP_CODE: &str = "DELETE FROM file_codes WHERE link = ?1";
// What goes with somebody whose records become one, and comes back with the undo.
const KEPT_OF: [&str; 3] = [
    "SELECT id FROM patient_devices WHERE patient = ?1 ORDER BY id",
    "SELECT id FROM patient_feeds WHERE patient = ?1 ORDER BY id",
    "SELECT id FROM erasure_requests WHERE patient = ?1 ORDER BY id",
];
const HAND_OVER: [&str; 3] = [
    "UPDATE patient_devices SET patient = ?2 WHERE id = ?1",
    "UPDATE patient_feeds SET patient = ?2 WHERE id = ?1",
    "UPDATE erasure_requests SET patient = ?2 WHERE id = ?1",
];
const OLD_CODES: &str = "DELETE FROM file_codes WHERE expires_at <= ?1";

impl Db<'_> {
    /// Whose browser this is, until its memory ends.
    pub fn device_patient(&self, token_hash: &[u8; 32], now: Instant) -> Result<Option<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(DEVICE)?;
        let found = statement.query_row((token_hash, seconds(now)), |row| Ok(PatientId(row.get(0)?)));
        Ok(found.optional()?)
    }

    /// How many browsers know somebody.
    pub fn devices_of(&self, patient: PatientId, now: Instant) -> Result<u32, Fault> {
        let mut statement = self.conn().prepare_cached(DEVICES)?;
        Ok(statement.query_row((patient.0, seconds(now)), |row| row.get(0))?)
    }

    /// Whose appointments an address follows.
    pub fn own_feed_patient(&self, token_hash: &[u8; 32]) -> Result<Option<PatientId>, Fault> {
        let mut statement = self.conn().prepare_cached(FEED)?;
        let found = statement.query_row([token_hash], |row| Ok(PatientId(row.get(0)?)));
        Ok(found.optional()?)
    }

    /// Whether a calendar follows somebody's appointments.
    pub fn has_own_feed(&self, patient: PatientId) -> Result<bool, Fault> {
        let mut statement = self.conn().prepare_cached(HAS_FEED)?;
        Ok(statement.query_row([patient.0], |row| row.get(0))?)
    }

    /// The code that was sent last to whoever shows a link, before the file is handed out.
    pub fn file_code(&self, link: &[u8; 32]) -> Result<Option<Code>, Fault> {
        let mut statement = self.conn().prepare_cached(CODE)?;
        let found = statement.query_row([link], |row| {
            Ok(Code {
                hash: row.get(0)?,
                expires: at(row.get(1)?),
                tries: row.get(2)?,
            })
        });
        Ok(found.optional()?)
    }
}

impl Db<'_> {
    /// Browsers, calendars and requests of somebody, by number.
    pub fn patient_doors(&self, patient: PatientId) -> Result<[Vec<i64>; 3], Fault> {
        let mut found: [Vec<i64>; 3] = Default::default();
        for (numbers, sql) in found.iter_mut().zip(KEPT_OF) {
            let mut statement = self.conn().prepare_cached(sql)?;
            *numbers = statement
                .query_map([patient.0], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
        }
        Ok(found)
    }
}

impl Tx<'_> {
    /// Gives them to somebody else, who is the same person; those that are gone stay gone.
    pub fn hand_over_doors(&mut self, doors: &[Vec<i64>; 3], to: PatientId) -> Result<(), Fault> {
        for (numbers, sql) in doors.iter().zip(HAND_OVER) {
            for number in numbers {
                self.execute(sql, (number, to.0))?;
            }
        }
        Ok(())
    }

    /// Keeps a browser until an instant.
    pub fn save_device(
        &mut self,
        patient: PatientId,
        token_hash: &[u8; 32],
        until: Instant,
    ) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(SAVE_DEVICE, (patient.0, token_hash, now, seconds(until)))?;
        Ok(())
    }

    /// Forgets a browser; whether it was known.
    pub fn drop_device(&mut self, token_hash: &[u8; 32]) -> Result<bool, Fault> {
        Ok(self.execute(DROP_DEVICE, [token_hash])? == 1)
    }

    /// Forgets every browser of somebody; how many.
    pub fn drop_devices(&mut self, patient: PatientId) -> Result<usize, Fault> {
        self.execute(DROP_DEVICES, [patient.0])
    }

    /// Makes the address that follows somebody's appointments; one from before ends.
    pub fn save_own_feed(&mut self, patient: PatientId, token_hash: &[u8; 32]) -> Result<(), Fault> {
        self.execute(DROP_FEED, [patient.0])?;
        let now = seconds(self.now());
        self.execute(SAVE_FEED, (patient.0, token_hash, now))?;
        Ok(())
    }

    /// Ends it; whether there was one.
    pub fn drop_own_feed(&mut self, patient: PatientId) -> Result<bool, Fault> {
        Ok(self.execute(DROP_FEED, [patient.0])? > 0)
    }

    /// Keeps a code in the place of one that was sent before.
    pub fn save_file_code(
        &mut self,
        link: &[u8; 32],
        code_hash: &[u8; 32],
        expires: Instant,
    ) -> Result<(), Fault> {
        self.execute(SAVE_CODE, (link, code_hash, seconds(expires)))?;
        Ok(())
    }

    /// Counts a wrong try.
    pub fn count_file_code_try(&mut self, link: &[u8; 32]) -> Result<(), Fault> {
        self.execute(COUNT_TRY, [link])?;
        Ok(())
    }

    /// Uses a code up.
    pub fn drop_file_code(&mut self, link: &[u8; 32]) -> Result<(), Fault> {
        self.execute(DROP_CODE, [link])?;
        Ok(())
    }

    /// Forgets browsers and codes whose time is over.
    pub fn forget_patient_doors(&mut self) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(OLD_DEVICES, [now])?;
        self.execute(OLD_CODES, [now])?;
        Ok(())
    }
}
