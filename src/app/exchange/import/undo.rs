//! Undoing an import: everything it wrote goes, or, when something was used since, nothing does.

use chrono::{NaiveDate, TimeDelta};

use crate::app::measures::measure_again;
use crate::app::{App, Failure};
use crate::domain::contact::{Email, Phone};
use crate::domain::id::{ImportId, PatientId};
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, ImportNoun, ImportedRow, Record, StoredImport, Tx};

/// How long an import may be undone, elapsed.
const UNDO_LIFE: TimeDelta = TimeDelta::days(30);

/// Why an import cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoRefusal {
    /// No import has this number.
    #[error("no such import")]
    Unknown,
    /// It was undone before.
    #[error("already undone")]
    Done,
    /// It is older than thirty days.
    #[error("too old")]
    TooOld,
    /// Something it wrote was changed or used since: kind and number of each.
    #[error("used since")]
    Used(Vec<(ImportNoun, i64)>),
}

/// What a patient's record was before an import completed it.
#[derive(serde::Serialize, serde::Deserialize)]
struct Before {
    born: Option<NaiveDate>,
    phone: Option<String>,
    email: Option<String>,
    note: String,
    /// Version that the import left: another one means that somebody edited the record since.
    left: i64,
}

/// JSON of what a record was; to be called once it is written.
pub(super) fn remembered(tx: &Tx<'_>, known: &Patient) -> Result<String, Fault> {
    let before = Before {
        born: known.born,
        phone: known.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        email: known.email.as_ref().map(|email| email.as_str().to_owned()),
        note: known.note.clone(),
        left: tx.patient_version(known.id)?.unwrap_or(0),
    };
    serde_json::to_string(&before).map_err(|error| Fault::Bug(error.to_string()))
}

impl App {
    /// Every import, the oldest first.
    pub async fn imports(&self) -> Result<Vec<StoredImport>, Fault> {
        self.store.read(|db: &Db<'_>| db.imports()).await
    }

    /// Undoes an import whole; how many rows went.
    pub async fn undo_import(&self, import: ImportId, actor: Actor) -> Result<usize, Failure<UndoRefusal>> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                may_be_undone(tx, import)?;
                let rows = tx.import_rows(import)?;
                let used = used_since(tx, import, &rows)?;
                if !used.is_empty() {
                    return Err(Failure::Refused(UndoRefusal::Used(used)));
                }
                for row in rows.iter().rev() {
                    match &row.before {
                        None => tx.erase_imported(row)?,
                        Some(before) => restore(tx, PatientId(row.id), before)?,
                    }
                }
                tx.mark_import_undone(import)?;
                measure_again(tx)?;
                tx.reload_agenda()?;
                tx.audit(&Record::new(&actor, "import.undo").on(format_args!("import:{import}")))?;
                Ok(rows.len())
            })
            .await
    }
}

fn may_be_undone(tx: &Tx<'_>, import: ImportId) -> Result<(), Failure<UndoRefusal>> {
    let found = tx.imports()?.into_iter().find(|one| one.id == import);
    let refusal = match found {
        None => UndoRefusal::Unknown,
        Some(one) if one.undone.is_some() => UndoRefusal::Done,
        Some(one) if tx.now() - one.created > UNDO_LIFE => UndoRefusal::TooOld,
        Some(_) => return Ok(()),
    };
    Err(Failure::Refused(refusal))
}

fn used_since(tx: &Tx<'_>, import: ImportId, rows: &[ImportedRow]) -> Result<Vec<(ImportNoun, i64)>, Fault> {
    let mut used = Vec::new();
    for row in rows {
        let is_used = match &row.before {
            None => tx.is_used_since(import, row.noun, row.id)?,
            Some(before) => tx.patient_version(PatientId(row.id))? != Some(parsed(before)?.left),
        };
        if is_used {
            used.push((row.noun, row.id));
        }
    }
    Ok(used)
}

fn restore(tx: &mut Tx<'_>, id: PatientId, before: &str) -> Result<(), Fault> {
    let Some(patient) = tx.patient(id)? else {
        return Ok(());
    };
    let before = parsed(before)?;
    tx.save_patient(&Patient {
        born: before.born,
        phone: before.phone.and_then(|phone| Phone::parse(&phone).ok()),
        email: before.email.and_then(|email| Email::parse(&email).ok()),
        note: before.note,
        ..patient
    })?;
    Ok(())
}

fn parsed(before: &str) -> Result<Before, Fault> {
    serde_json::from_str(before).map_err(|error| Fault::Bug(format!("import row: {error}")))
}
