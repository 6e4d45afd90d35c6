//! The JSON of an export, taken over by an empty practice with every number as it was.

use std::collections::{BTreeMap, BTreeSet};

use super::report::ImportReport;
use super::unreadable::{Reason, Unreadable};
use crate::app::erase::erase_again;
use crate::app::exchange::export::FORM;
use crate::app::{App, Failure};
use crate::domain::staff::Actor;
use crate::store::{Fault, ImportNoun, NotTaken, Record, Rows, Tombstone, Tx};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    grappe: i64,
    schema: i64,
    #[serde(rename = "exported")]
    _exported: String,
    numbers: BTreeMap<String, i64>,
    rows: Rows,
}

/// What is counted for the report, by table.
const COUNTED: [(&str, ImportNoun); 6] = [
    ("practitioners", ImportNoun::Practitioner),
    ("care_types", ImportNoun::CareType),
    ("schedules", ImportNoun::Schedule),
    ("patients", ImportNoun::Patient),
    ("appointments", ImportNoun::Appointment),
    ("absences", ImportNoun::Absence),
];

/// Nothing is kept: what was refused, or what would have been written.
struct Undone(Box<ImportReport>);

impl App {
    /// Takes an export over, in one transaction; `is_dry` only tells what would come. Refused, with nothing written, where
    /// the practice has anybody in it: two practices are not mixed. An export of an older program is brought up like its database.
    pub async fn restore(&self, text: String, is_dry: bool, actor: Actor) -> Result<ImportReport, Fault> {
        let whole = match parsed(&text) {
            Ok(whole) => whole,
            Err(line) => return Ok(refused(line, Reason::WrongKind)),
        };
        let erased = self.store.forgotten_tombstones().await?;
        let end = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Failure<Undone>> {
                let report = restored(tx, whole, &erased, &actor)?;
                if is_dry || report.has_losses() {
                    return Err(Failure::Refused(Undone(Box::new(report))));
                }
                Ok(report)
            })
            .await;
        match end {
            Ok(report) => {
                self.store.note_tombstones().await?;
                Ok(report)
            }
            Err(Failure::Refused(Undone(report))) => Ok(*report),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }
}

/// The document, or the line that is not one.
fn parsed(text: &str) -> Result<Whole, usize> {
    let whole: Whole = serde_json::from_str(text).map_err(|error| error.line().max(1))?;
    if whole.grappe == FORM { Ok(whole) } else { Err(1) }
}

fn refused(line: usize, reason: Reason) -> ImportReport {
    ImportReport {
        unreadable: vec![Unreadable { line, reason }],
        ..ImportReport::default()
    }
}

fn restored(
    tx: &mut Tx<'_>,
    whole: Whole,
    erased: &BTreeSet<Tombstone>,
    actor: &Actor,
) -> Result<ImportReport, Fault> {
    let set_up = tx.agenda().set_up();
    let is_empty = set_up.practitioners.is_empty() && set_up.care_types.is_empty();
    if !is_empty || !tx.patients()?.is_empty() {
        return Ok(refused(1, Reason::NotEmpty));
    }
    let mut report = ImportReport::default();
    for (table, noun) in COUNTED {
        let count = whole.rows.get(table).map_or(0, Vec::len);
        if count > 0 {
            report.tally(noun).created += count;
        }
    }
    match tx.take_over(whole.schema, whole.rows, &whole.numbers) {
        Ok(()) => {}
        Err(NotTaken::Row(row)) => return Ok(refused(row.number, Reason::Row(row.table))),
        Err(NotTaken::Fault(fault)) => return Err(fault),
    }
    report.erased_again = erase_again(tx, erased)?;
    tx.audit(&Record::new(actor, "import.restore"))?;
    Ok(report)
}
