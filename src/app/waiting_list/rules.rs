//! The numbers of the waiting list that the practice sets (booking-rules §9).

use crate::domain::staff::Actor;
use crate::domain::waiting_list::OfferRules;
use crate::store::{Db, Fault, Record, Tx};

use super::super::App;

const SETTING: &str = "waiting.offers";

/// The numbers in force; those of booking-rules §9 until the practice writes others.
pub(super) fn rules(db: &Db<'_>) -> Result<OfferRules, Fault> {
    Ok(db.setting(SETTING)?.unwrap_or_default())
}

impl App {
    /// See [`rules`].
    pub async fn offer_rules(&self) -> Result<OfferRules, Fault> {
        self.store.read(|db: &Db<'_>| rules(db)).await
    }

    /// Changes them; the caller has checked that they go together. Offers that stand keep the end they were made with.
    pub async fn save_offer_rules(&self, rules: OfferRules, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(SETTING, &rules)?;
                tx.audit(&Record::new(&actor, "setting.change").on(SETTING))?;
                Ok(())
            })
            .await
    }
}
