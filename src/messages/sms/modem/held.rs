//! The modems at work: one thread for each device, however often its line is asked for.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Modem, ModemPatience, ModemSetting, Ties};
use crate::sys::clock::Clock;

/// Modems by the token of their line; cheap to clone.
#[derive(Clone, Debug)]
pub struct Modems {
    ties: Ties,
    clock: Clock,
    held: Arc<Mutex<BTreeMap<String, Held>>>,
}

#[derive(Debug)]
struct Held {
    setting: ModemSetting,
    modem: Arc<Modem>,
}

impl Modems {
    /// None yet; each one started later has these ties.
    pub fn new(clock: Clock, ties: Ties) -> Self {
        Self {
            ties,
            clock,
            held: Arc::default(),
        }
    }

    /// The modem of a line, started where it is not at work with this setting.
    pub fn modem(&self, token: &str, setting: &ModemSetting) -> io::Result<Arc<Modem>> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = held.get(token).filter(|known| known.setting == *setting) {
            return Ok(Arc::clone(&known.modem));
        }
        // The device is let go of first.
        held.remove(token);
        let (clock, ties) = (self.clock.clone(), self.ties.clone());
        let modem = Arc::new(Modem::start(
            setting.clone(),
            ModemPatience::default(),
            clock,
            ties,
        )?);
        let (setting, kept) = (setting.clone(), Arc::clone(&modem));
        held.insert(token.to_owned(), Held { setting, modem: kept });
        Ok(modem)
    }

    /// Lets go of the modems of other lines than these.
    pub fn keep_only(&self, tokens: &[&str]) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|token, _| tokens.contains(&token.as_str()));
    }
}
