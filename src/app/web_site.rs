//! The practice's own web sites, which may show its free times.

use crate::domain::site_origin::SiteOrigin;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

use super::App;

const SETTING: &str = "practice.sites";

impl App {
    /// The sites whose pages may hold the frame of free times; none until the practice names one.
    pub async fn sites(&self) -> Result<Vec<SiteOrigin>, Fault> {
        let kept = self.store.read(|db: &Db<'_>| db.setting(SETTING)).await?;
        Ok(kept.unwrap_or_default())
    }

    /// Replaces them; frames that are open elsewhere are refused from their next load on.
    pub async fn save_sites(&self, sites: Vec<SiteOrigin>, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(SETTING, &sites)?;
                tx.audit(&Record::new(&actor, "setting.change").on(SETTING))?;
                Ok(())
            })
            .await
    }
}
