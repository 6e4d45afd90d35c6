//! Events whose words change though their appointments do not: a patient, a care or a room has another name, or a record of a patient
//! became another one. They are written again where they say that name (caldav §4.3).

use std::collections::BTreeSet;

use crate::domain::agenda::SetUp;
use crate::domain::id::{CareTypeId, PatientId, ResourceId, Revision};
use crate::domain::patient::Patient;

use super::instant::seconds;
use super::{Fault, Tx};

// Of coming appointments, in the calendar of who sees them; the least that the link says of a patient is the third argument.
const OF_PATIENT: &str = "SELECT e.id FROM calendar_events AS e JOIN appointments AS a ON a.id = e.appointment
    JOIN calendar_links AS l ON l.id = e.link AND l.practitioner = a.practitioner
    WHERE a.patient = ?1 AND a.end_at > ?2 AND l.privacy >= ?3 AND l.kind = 'written' AND l.state <> 'leaving'
        AND a.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done') ORDER BY a.start_at, e.id";
const OF_CARE: &str = "SELECT e.id FROM calendar_events AS e JOIN appointments AS a ON a.id = e.appointment
    JOIN calendar_links AS l ON l.id = e.link AND l.practitioner = a.practitioner
    WHERE a.care = ?1 AND a.end_at > ?2 AND l.privacy >= ?3 AND l.kind = 'written' AND l.state <> 'leaving'
        AND a.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done') ORDER BY a.start_at, e.id";
const OF_RESOURCE: &str = "SELECT e.id FROM calendar_events AS e JOIN appointments AS a ON a.id = e.appointment
    JOIN appointment_resources AS r ON r.appointment = a.id
    JOIN calendar_links AS l ON l.id = e.link AND l.practitioner = a.practitioner
    WHERE r.resource = ?1 AND a.end_at > ?2 AND l.privacy >= ?3 AND l.kind = 'written' AND l.state <> 'leaving'
        AND a.status IN ('requested', 'confirmed', 'arrived', 'in_progress', 'done') ORDER BY a.start_at, e.id";

/// From this level on an event says whom it is for and what for; where it is, it says at any.
const NAMES: u8 = 1;
const PLACES: u8 = 0;

/// What has another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Renamed {
    Patient(PatientId),
    Care(CareTypeId),
    Resource(ResourceId),
}

/// What an event may say that is not the same in both.
pub(super) fn renamed(before: &SetUp, after: &SetUp) -> BTreeSet<Renamed> {
    let cares = after.care_types.iter().filter_map(|(id, care)| {
        let was = before.care_types.get(id)?;
        (was.name != care.name).then_some(Renamed::Care(*id))
    });
    let units = after.resources.iter().filter_map(|(id, unit)| {
        let was = before.resources.get(id)?;
        (was.name != unit.name).then_some(Renamed::Resource(*id))
    });
    cares.chain(units).collect()
}

impl Tx<'_> {
    /// Notes that a saved record has another name than before.
    pub(super) fn note_name(&mut self, before: Option<&Patient>, after: &Patient) -> Result<(), Fault> {
        let is_other = before.is_some_and(|before| {
            (&before.family_name, &before.given_name) != (&after.family_name, &after.given_name)
        });
        if is_other {
            self.restate(Renamed::Patient(after.id))
        } else {
            Ok(())
        }
    }

    /// The events of a patient say another name than before, whatever they said.
    pub fn note_other_name(&mut self, patient: PatientId) -> Result<(), Fault> {
        self.restate(Renamed::Patient(patient))
    }

    /// Writes again what the record of an act has made say something else, `revision` being the record.
    pub(super) fn write_restated(&mut self, all: BTreeSet<Renamed>, revision: Revision) -> Result<(), Fault> {
        for renamed in all {
            let (sql, id, least) = match renamed {
                Renamed::Patient(id) => (OF_PATIENT, id.0, NAMES),
                Renamed::Care(id) => (OF_CARE, id.0, NAMES),
                Renamed::Resource(id) => (OF_RESOURCE, id.0, PLACES),
            };
            let now = seconds(self.now());
            let events: Vec<String> = {
                let mut statement = self.conn().prepare_cached(sql)?;
                let rows = statement.query_map((id, now, least), |row| row.get(0))?;
                rows.collect::<rusqlite::Result<_>>()?
            };
            for event in events {
                self.write_event_again(&event, revision)?;
            }
        }
        Ok(())
    }
}
