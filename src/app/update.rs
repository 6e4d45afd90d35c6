//! What is known of the releases of the program, kept from one question to the next.

use crate::app::App;
use crate::domain::update::UpdateRecord;
use crate::store::{Db, Fault, Tx};

const SETTING: &str = "update.record";

impl App {
    /// What is known; nothing before the first question.
    pub async fn update_record(&self) -> Result<UpdateRecord, Fault> {
        let record = self.store.read(|db: &Db<'_>| db.setting(SETTING)).await?;
        Ok(record.unwrap_or_default())
    }

    /// Keeps what a question led to.
    pub async fn save_update_record(&self, record: UpdateRecord) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.save_setting(SETTING, &record))
            .await
    }
}
