//! Care types with their overrides. Reading goes through the agenda (`store/set_up.rs`).

use crate::domain::care_type::{CareType, Venue};
use crate::domain::id::CareTypeId;

use super::terms::{override_to_json, terms_to_json};
use super::{Fault, Tx};

const SAVE: &str = "INSERT INTO care_types (id, name, public_text, color, venue, is_online, is_archived, needs_approval, terms,
        price, preparation, keywords)
    VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, public_text = excluded.public_text, color = excluded.color,
        venue = excluded.venue, is_online = excluded.is_online, is_archived = excluded.is_archived,
        needs_approval = excluded.needs_approval, terms = excluded.terms, price = excluded.price,
        preparation = excluded.preparation, keywords = excluded.keywords
    RETURNING id";
const DROP_PRACTITIONERS: &str = "DELETE FROM care_practitioners WHERE care = ?1";
const ADD_PRACTITIONER: &str = "INSERT INTO care_practitioners (care, practitioner) VALUES (?1, ?2)";
const DROP_OVERRIDES: &str = "DELETE FROM care_overrides WHERE care = ?1";
const ADD_OVERRIDE: &str =
    "INSERT INTO care_overrides (care, practitioner, is_not_offered, terms) VALUES (?1, ?2, ?3, ?4)";

impl Tx<'_> {
    /// Writes a care type with its practitioners and overrides; number 0 makes a new one. Existing bookings keep the length and
    /// buffers they were made with (booking-rules §4). Call [`Tx::refresh_set_up`] when all of the set-up is written.
    pub fn save_care_type(&mut self, care: &CareType) -> Result<CareTypeId, Fault> {
        let venue = match care.venue {
            Venue::Practice => "practice",
            Venue::Video => "video",
        };
        let id = self.insert(
            SAVE,
            (
                care.id.0,
                &care.name,
                &care.public_text,
                &care.color,
                venue,
                care.is_online,
                care.is_archived,
                care.needs_approval,
                terms_to_json(&care.terms)?,
                &care.words.price,
                &care.words.preparation,
                &care.words.keywords,
            ),
        )?;
        self.execute(DROP_PRACTITIONERS, [id])?;
        for practitioner in &care.practitioners {
            self.execute(ADD_PRACTITIONER, (id, practitioner.0))?;
        }
        self.execute(DROP_OVERRIDES, [id])?;
        for (practitioner, own) in &care.overrides {
            let terms = override_to_json(own)?;
            self.execute(ADD_OVERRIDE, (id, practitioner.0, own.is_not_offered, terms))?;
        }
        Ok(CareTypeId(id))
    }
}
