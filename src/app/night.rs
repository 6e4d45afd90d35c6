//! The night's work: once a local day, early, while nobody waits for it.

use chrono::NaiveDate;

use crate::store::{Db, Fault, Tx};

use super::merge::MERGE_UNDO;
use super::{App, Failure};

/// Key of the last local day whose night's work is done, among the settings.
const LAST: &str = "night.last";

impl App {
    /// To be called every few minutes; does nothing before the hour, twice, or while the clock is not trusted (booking-rules §1.8).
    pub async fn night(&self) -> Result<(), Failure> {
        let last: Option<NaiveDate> = self.store.read(|db: &Db<'_>| db.setting(LAST)).await?;
        let Some(today) = self.is_night_due(last) else {
            return Ok(());
        };
        self.keep_judgement().await?;
        self.fresh_suggestions().await?;
        self.ask_presence().await?;
        self.retain_by_night().await?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.forget_merges(tx.now() - MERGE_UNDO)?;
                tx.save_setting(LAST, &today)
            })
            .await?;
        Ok(())
    }
}
