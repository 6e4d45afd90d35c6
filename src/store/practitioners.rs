//! Practitioners, and the rooms and machines they use. Reading goes through the agenda (`store/set_up.rs`).

use crate::domain::id::{PractitionerId, ResourceId};
use crate::domain::practitioner::{HolidayHabit, Practitioner};
use crate::domain::resource::Resource;

use super::instant::seconds;
use super::{Fault, Tx};

const SAVE_PRACTITIONER: &str = "INSERT INTO practitioners (id, name, speciality, holidays, color, is_online, is_archived, languages, is_step_free)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, speciality = excluded.speciality, holidays = excluded.holidays,
        color = excluded.color, is_online = excluded.is_online, is_archived = excluded.is_archived,
        languages = excluded.languages, is_step_free = excluded.is_step_free
    RETURNING id";
const SAVE_RESOURCE: &str = "INSERT INTO resources (id, name, kind, capacity, is_restricted, is_archived)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, capacity = excluded.capacity,
        is_restricted = excluded.is_restricted, is_archived = excluded.is_archived
    RETURNING id";
const DROP_USERS: &str = "DELETE FROM resource_practitioners WHERE resource = ?1";
const ADD_USER: &str = "INSERT INTO resource_practitioners (resource, practitioner) VALUES (?1, ?2)";
const DROP_CLOSURES: &str = "DELETE FROM resource_closures WHERE resource = ?1";
const ADD_CLOSURE: &str = "INSERT INTO resource_closures (resource, start_at, end_at) VALUES (?1, ?2, ?3)";

impl Tx<'_> {
    /// Writes a practitioner; number 0 makes a new one. Call [`Tx::refresh_set_up`] when all of the set-up is written.
    pub fn save_practitioner(&mut self, practitioner: &Practitioner) -> Result<PractitionerId, Fault> {
        let holidays = match practitioner.holidays {
            HolidayHabit::Closed => "closed",
            HolidayHabit::Open => "open",
        };
        let languages: Vec<&str> = practitioner
            .languages
            .iter()
            .map(|spoken| spoken.code())
            .collect();
        let id = self.insert(
            SAVE_PRACTITIONER,
            (
                practitioner.id.0,
                &practitioner.name,
                &practitioner.speciality,
                holidays,
                &practitioner.color,
                practitioner.is_online,
                practitioner.is_archived,
                languages.join(" "),
                practitioner.is_step_free,
            ),
        )?;
        Ok(PractitionerId(id))
    }

    /// Writes a resource with its users and closures; number 0 makes a new one. Call [`Tx::refresh_set_up`] afterwards.
    pub fn save_resource(&mut self, resource: &Resource) -> Result<ResourceId, Fault> {
        let id = self.insert(
            SAVE_RESOURCE,
            (
                resource.id.0,
                &resource.name,
                &resource.kind.0,
                resource.capacity,
                resource.practitioners.is_some(),
                resource.is_archived,
            ),
        )?;
        self.execute(DROP_USERS, [id])?;
        for practitioner in resource.practitioners.iter().flatten() {
            self.execute(ADD_USER, (id, practitioner.0))?;
        }
        self.execute(DROP_CLOSURES, [id])?;
        for closed in &resource.closed {
            self.execute(ADD_CLOSURE, (id, seconds(closed.start), seconds(closed.end)))?;
        }
        Ok(ResourceId(id))
    }
}
