//! From where the back office opens, and what becomes of those it does not open to (security 3.5.4, T14, 16.3.x).

use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

use super::App;

const SETTING: &str = "access.outside";

impl App {
    /// Whether the back office also opens outside the practice's network, with a second factor; not until the practice says so
    /// (security 3.5.4).
    pub async fn is_open_outside(&self) -> Result<bool, Fault> {
        let kept = self.store.read(|db: &Db<'_>| db.setting(SETTING)).await?;
        Ok(kept.unwrap_or(false))
    }

    /// Opens or closes it; sessions elsewhere are refused from the next request on.
    pub async fn open_outside(&self, is_open: bool, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let before = tx.setting(SETTING)?.unwrap_or(false);
                tx.save_setting(SETTING, &is_open)?;
                let record = Record::new(&actor, "setting.change").on(SETTING);
                tx.audit(&record.change(before, is_open))?;
                Ok(())
            })
            .await
    }

    /// Puts on record that somebody who is known was refused: `object` is what they asked for,
    /// `route:` and its pattern, never what they typed; `network` is cut to /24 or /48.
    pub async fn note_refusal(&self, actor: Actor, object: String, network: String) -> Result<(), Fault> {
        let record = Record::new(&actor, "access.refuse").outcome("refused");
        let record = record.on(object).address(network);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.audit(&record)?;
                Ok(())
            })
            .await
    }
}
