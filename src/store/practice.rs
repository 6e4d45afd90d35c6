//! The practice, its edits of the public holidays, and small settings.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::practice::Practice;
use crate::domain::reminder::QUIET_HOURS;
use crate::domain::schedule::HolidayEdit;

use super::instant::seconds;
use super::terms::json;
use super::{Db, Fault, Tx};

const UPDATE: &str =
    "UPDATE practice SET name = ?1, neutral_name = ?2, address = ?3, directions = ?4, phone = ?5, email = ?6,
    zone = ?7, holiday_region = ?8, accent = ?9";
/// Settings by which all reminders are planned.
const REMINDED_BY: [&str; 1] = [QUIET_HOURS];
/// Floating times and whole days are read in the zone of the practice (caldav §5): after a change of it every event is read anew.
const REREAD: &str = "UPDATE calendar_links SET read_until = NULL,
        due_at = CASE WHEN failures = 0 THEN min(due_at, ?2) ELSE due_at END
    WHERE EXISTS (SELECT 1 FROM practice WHERE zone <> ?1)";
const DROP_EDITS: &str = "DELETE FROM holiday_edits";
const ADD_EDIT: &str = "INSERT INTO holiday_edits (date, name) VALUES (?1, ?2)";
const SETTING: &str = "SELECT value FROM settings WHERE key = ?1";
const SET: &str = "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";

impl Tx<'_> {
    /// Replaces the practice with its holiday edits. Call [`Tx::refresh_set_up`] when all of the set-up is written.
    pub fn save_practice(&mut self, practice: &Practice) -> Result<(), Fault> {
        let now = seconds(self.now());
        self.execute(REREAD, (practice.zone.name(), now))?;
        self.execute(
            UPDATE,
            (
                &practice.name,
                &practice.neutral_name,
                &practice.address,
                &practice.directions,
                &practice.phone,
                &practice.email,
                practice.zone.name(),
                practice.holidays.region.key(),
                &practice.accent,
            ),
        )?;
        self.execute(DROP_EDITS, [])?;
        for (date, edit) in &practice.holidays.edits {
            let name = match edit {
                HolidayEdit::Added(name) => Some(name),
                HolidayEdit::Removed => None,
            };
            self.execute(ADD_EDIT, (date.to_string(), name))?;
        }
        Ok(())
    }

    /// Writes a setting; the key starts with its owner, e.g. `reminders.quiet_hours`.
    pub fn save_setting(&mut self, key: &str, value: &impl Serialize) -> Result<(), Fault> {
        let value = json(value)?;
        self.execute(SET, (key, value))?;
        if REMINDED_BY.contains(&key) {
            self.touch_everybody();
        }
        Ok(())
    }
}

impl Db<'_> {
    /// A setting, `None` when it was never written.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Fault> {
        let text: Option<String> = self
            .conn()
            .prepare_cached(SETTING)?
            .query_row([key], |row| row.get(0))
            .optional()?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| Fault::Bug(format!("{key}: {error}"))))
            .transpose()
    }
}
