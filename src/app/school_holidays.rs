//! School holidays that the practice shows (booking-rules §3: they close nothing).

use crate::domain::schedule::SchoolHolidays;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

use super::App;

const SETTING: &str = "schedule.school_holidays";

impl App {
    /// Zone and own periods.
    pub async fn school_holidays(&self) -> Result<SchoolHolidays, Fault> {
        let found = self.store.read(|db: &Db<'_>| db.setting(SETTING)).await?;
        Ok(found.unwrap_or_default())
    }

    /// Replaces them.
    pub async fn save_school_holidays(&self, shown: SchoolHolidays, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| {
                tx.save_setting(SETTING, &shown)?;
                tx.audit(&Record::new(&actor, "school_holidays.edit").on("practice"))?;
                Ok(())
            })
            .await
    }
}
