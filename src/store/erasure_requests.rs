//! Patients who ask to be erased, and what the practice answers (GDPR art. 12 and 17).

use rusqlite::{OptionalExtension, Row};

use crate::domain::id::PatientId;
use crate::domain::time::Instant;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

const LAST: &str = "SELECT patient, asked_at, decided_at, answer FROM erasure_requests WHERE patient = ?1 ORDER BY id DESC LIMIT 1";
const OPEN: &str = "SELECT patient, asked_at, decided_at, answer FROM erasure_requests WHERE decided_at IS NULL ORDER BY asked_at, id";
const ASK: &str = "INSERT INTO erasure_requests (patient, asked_at) VALUES (?1, ?2)";
const REFUSE: &str =
    "UPDATE erasure_requests SET decided_at = ?2, answer = ?3 WHERE patient = ?1 AND decided_at IS NULL";

/// A request to be erased that was not granted, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureRequest {
    /// Who asks.
    pub patient: PatientId,
    /// When.
    pub asked: Instant,
    /// When it was refused, and what the practice answered.
    pub refused: Option<(Instant, String)>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<ErasureRequest> {
    let decided: Option<i64> = row.get(2)?;
    let answer: Option<String> = row.get(3)?;
    Ok(ErasureRequest {
        patient: PatientId(row.get(0)?),
        asked: at(row.get(1)?),
        refused: decided.map(at).zip(answer),
    })
}

impl Db<'_> {
    /// What somebody asked last.
    pub fn erasure_request(&self, patient: PatientId) -> Result<Option<ErasureRequest>, Fault> {
        let mut statement = self.conn().prepare_cached(LAST)?;
        Ok(statement.query_row([patient.0], read).optional()?)
    }

    /// What waits for the practice, the oldest first.
    pub fn open_erasure_requests(&self) -> Result<Vec<ErasureRequest>, Fault> {
        let mut statement = self.conn().prepare_cached(OPEN)?;
        Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Notes that somebody asks.
    pub fn ask_erasure(&mut self, patient: PatientId) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(ASK, (patient.0, now))?;
        self.announce();
        Ok(())
    }

    /// Refuses what is open, with an answer; whether there was something.
    pub fn refuse_erasure(&mut self, patient: PatientId, answer: &str) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let refused = self.execute(REFUSE, (patient.0, now, answer))? > 0;
        self.announce();
        Ok(refused)
    }
}
