//! Which PIN of a SIM card may be tried: each once until somebody has typed it again, over restarts and power cuts, because three wrong ones
//! lock the card (reminders §6).

use std::collections::BTreeSet;

use crate::store::{Fault, Tx};

use super::App;

/// The marks of PINs that were begun to be tried and did not turn out right.
const SETTING: &str = "sms.modem_pins";

impl App {
    /// Writes down that the PIN of this mark is about to be tried; whether it may be.
    pub async fn may_try_pin(&self, mark: &str) -> Result<bool, Fault> {
        let mark = mark.to_owned();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let mut tried: BTreeSet<String> = tx.setting(SETTING)?.unwrap_or_default();
                let is_first = tried.insert(mark);
                if is_first {
                    tx.save_setting(SETTING, &tried)?;
                }
                Ok(is_first)
            })
            .await
    }

    /// Takes it back: that PIN opened the card.
    pub async fn pin_was_right(&self, mark: &str) -> Result<(), Fault> {
        let mark = mark.to_owned();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut tried: BTreeSet<String> = tx.setting(SETTING)?.unwrap_or_default();
                if tried.remove(&mark) {
                    tx.save_setting(SETTING, &tried)?;
                }
                Ok(())
            })
            .await
    }
}
