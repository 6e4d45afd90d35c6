//! Calendars that came back from a copy, for the people who decide on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::App;
use crate::domain::calendar::LinkReason;
use crate::domain::id::{AppointmentId, CalendarLinkId};
use crate::store::{CalendarLink, Db, Fault};

use super::dry_run::DryRun;

/// One of them.
#[derive(Clone, Debug)]
pub struct Restored {
    /// Which calendar.
    pub link: CalendarLink,
    /// What taking it up again would do; `None` while it was not read yet.
    pub report: Option<Arc<DryRun>>,
    /// Why it cannot be read.
    pub stopped: Option<LinkReason>,
}

/// A report with the names of the patients whom it is about.
#[derive(Clone, Debug)]
pub struct DrySheet {
    /// Which calendar, and the report.
    pub restored: Restored,
    /// Patients by appointment.
    pub names: BTreeMap<AppointmentId, String>,
}

impl App {
    /// The calendars that came back from a copy and wait for somebody's decision.
    pub async fn restored_calendars(&self) -> Result<Vec<Restored>, Fault> {
        let mut links = self.calendar_links().await?;
        links.retain(CalendarLink::is_restored);
        Ok(links.into_iter().map(|link| self.restored(link)).collect())
    }

    /// One of them with names; `None` when it does not wait any more.
    pub async fn dry_sheet(&self, id: CalendarLinkId) -> Result<Option<DrySheet>, Fault> {
        let restored = self.restored_calendars().await?;
        let Some(restored) = restored.into_iter().find(|one| one.link.id == id) else {
            return Ok(None);
        };
        let about = restored.report.as_deref().map(mentioned).unwrap_or_default();
        let by_appointment = move |db: &Db<'_>| -> Result<BTreeMap<AppointmentId, String>, Fault> {
            let mut names = BTreeMap::new();
            for id in about {
                names.extend(db.day_row(id)?.map(|row| (id, row.name)));
            }
            Ok(names)
        };
        let names = self.store.read(by_appointment).await?;
        Ok(Some(DrySheet { restored, names }))
    }

    /// Forgets the report: the calendar is read once more.
    pub fn look_at_calendar_again(&self, id: CalendarLinkId) {
        self.dry_runs.forget(id);
    }

    fn restored(&self, link: CalendarLink) -> Restored {
        Restored {
            report: self.dry_runs.of(link.id),
            stopped: self.dry_runs.why_stopped(link.id),
            link,
        }
    }
}

/// The appointments that a report names.
fn mentioned(run: &DryRun) -> Vec<AppointmentId> {
    let moved = run.moved.first.iter().map(|(id, ..)| *id);
    let asked = run.asked.first.iter().filter_map(|(id, _)| *id);
    let writes = [&run.created, &run.changed, &run.removed].into_iter();
    let written = writes.flat_map(|writes| writes.first.iter().filter_map(|write| write.appointment));
    moved.chain(asked).chain(written).collect()
}
