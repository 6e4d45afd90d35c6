//! The appointments of a span with what the desk needs on paper. Whose file is on it is on record like every view (security T19).

use std::collections::BTreeSet;

use crate::domain::id::PractitionerId;
use crate::domain::patient::Patient;
use crate::domain::staff::Actor;
use crate::domain::time::Interval;
use crate::store::{DayRow, Fault, Record, Tx};

use super::App;

/// An appointment on paper.
#[derive(Clone, Debug)]
pub struct PrintedRow {
    /// The appointment.
    pub row: DayRow,
    /// Whose it is.
    pub patient: Patient,
}

impl App {
    /// What takes time with these practitioners within a span, in order of start.
    pub async fn printed_rows(
        &self,
        span: Interval,
        people: BTreeSet<PractitionerId>,
        actor: Actor,
    ) -> Result<Vec<PrintedRow>, Fault> {
        let mut rows = self.day_rows(span).await?;
        rows.retain(|row| people.contains(&row.practitioner) && row.status.takes_time());
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<Vec<PrintedRow>, Fault> {
                let mut printed = Vec::with_capacity(rows.len());
                let mut viewed = BTreeSet::new();
                for row in rows {
                    let Some(patient) = tx.patient(row.patient)? else {
                        continue;
                    };
                    if viewed.insert(patient.id) {
                        let record = Record::new(&actor, "patient.view");
                        tx.audit(&record.on(format_args!("patient:{}", patient.id)))?;
                    }
                    printed.push(PrintedRow { row, patient });
                }
                Ok(printed)
            })
            .await
    }
}
