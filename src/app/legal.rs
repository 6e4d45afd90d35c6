//! What the practice says on its legal pages.

use crate::domain::legal::LegalNotice;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

use super::App;

const SETTING: &str = "practice.legal";

impl App {
    /// What the practice has written; all of it is empty until it does.
    pub async fn legal_notice(&self) -> Result<LegalNotice, Fault> {
        let kept = self.store.read(|db: &Db<'_>| db.setting(SETTING)).await?;
        Ok(kept.unwrap_or_default())
    }

    /// Replaces it; the declaration has the date of today.
    pub async fn save_legal_notice(&self, notice: LegalNotice, actor: Actor) -> Result<(), Fault> {
        let today = self.agenda().zone().date(self.now());
        let notice = LegalNotice {
            declared: Some(today),
            ..notice
        };
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(SETTING, &notice)?;
                tx.audit(&Record::new(&actor, "setting.change").on(SETTING))?;
                Ok(())
            })
            .await
    }
}
