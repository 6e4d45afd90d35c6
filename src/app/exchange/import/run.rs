//! The use case: a file is read, shown, and written in one transaction.

use super::apply::{Applier, CALENDAR_SECRET};
use super::draft::Draft;
use super::kind::Kind;
use super::report::ImportReport;
use super::roster::Roster;
use crate::app::measures::measure_again;
use crate::app::{App, Failure};
use crate::domain::id::PractitionerId;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

/// A file ready to be written.
#[derive(Clone, Debug)]
pub struct ImportFile {
    /// Kind of file.
    pub kind: Kind,
    /// Its name, without its folder.
    pub name: String,
    /// What it says.
    pub draft: Draft,
}

/// Everything was done as in earnest and is undone: what would have become of it.
struct Rehearsed(Box<ImportReport>);

impl App {
    /// Whether a name stands for exactly one practitioner; no name does where there is only one.
    pub fn knows_practitioner(&self, name: &str) -> bool {
        Roster::of(self.agenda().set_up()).practitioner(name).is_ok()
    }

    /// What [`App::import`] would do; nothing is written.
    pub async fn rehearse_import(&self, file: ImportFile) -> Result<ImportReport, Fault> {
        let app = self.clone();
        let end = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Failure<Rehearsed>> {
                let report = app.import_in(tx, &file, &Actor::System)?;
                Err(Failure::Refused(Rehearsed(Box::new(report))))
            })
            .await;
        match end {
            Err(Failure::Refused(Rehearsed(report))) => Ok(ImportReport {
                number: None,
                ..*report
            }),
            Err(Failure::Fault(fault)) => Err(fault),
            Ok(()) => Err(Fault::Bug("a rehearsal was kept".to_owned())),
        }
    }

    /// Writes a file in one transaction; what conflicts is left out and listed, never forced. A file with nothing new
    /// leaves no trace.
    pub async fn import(&self, file: ImportFile, actor: Actor) -> Result<ImportReport, Fault> {
        let app = self.clone();
        let end = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<_, Failure<Rehearsed>> {
                let report = app.import_in(tx, &file, &actor)?;
                if report.has_news() {
                    Ok(report)
                } else {
                    Err(Failure::Refused(Rehearsed(Box::new(report))))
                }
            })
            .await;
        match end {
            Ok(report) => Ok(report),
            Err(Failure::Refused(Rehearsed(report))) => Ok(ImportReport {
                number: None,
                ..*report
            }),
            Err(Failure::Fault(fault)) => Err(fault),
        }
    }

    /// The password of a practitioner's calendar connection, opened with the device key.
    pub async fn calendar_password(&self, practitioner: PractitionerId) -> Result<Option<String>, Fault> {
        let sealed = self
            .store
            .read(move |db: &Db<'_>| db.calendar_secret(practitioner));
        let Some(sealed) = sealed.await? else {
            return Ok(None);
        };
        let opened = self.keys().open(CALENDAR_SECRET, &sealed);
        let plain = opened.map_err(|error| Fault::Bug(error.to_string()))?;
        Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
    }

    fn import_in(&self, tx: &mut Tx<'_>, file: &ImportFile, actor: &Actor) -> Result<ImportReport, Fault> {
        let import = tx.insert_import(file.kind.key(), &file.name)?;
        let report = Applier::new(tx, import, self.keys())?.apply(&file.draft)?;
        let tallies: Vec<_> = report
            .tallies
            .iter()
            .map(|(noun, tally)| (noun.key(), tally))
            .collect();
        let summary = serde_json::to_string(&tallies).map_err(|error| Fault::Bug(error.to_string()))?;
        tx.summarise_import(import, &summary)?;
        let record = Record::new(actor, "import.apply").on(format_args!("import:{import}"));
        tx.audit(&record)?;
        measure_again(tx)?;
        Ok(report)
    }
}
