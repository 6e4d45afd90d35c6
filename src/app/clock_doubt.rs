//! A clock that nothing but a person can vouch for: a box without a battery clock and without a network (reminders §4).

use crate::domain::staff::Actor;
use crate::domain::time::Instant;
use crate::store::{Fault, Record, Tx};

use super::App;

/// What the clock reads while it is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockDoubt {
    /// What it reads.
    pub reads: Instant,
    /// Somebody may say that it is right; else it reads earlier than the newest record, and is surely wrong.
    pub may_be_right: bool,
}

impl App {
    /// What is to be asked about the clock; `None` while it is trusted.
    pub fn clock_doubt(&self) -> Option<ClockDoubt> {
        let doubted = self.clock.doubted();
        doubted.map(|(reads, may_be_right)| ClockDoubt { reads, may_be_right })
    }

    /// Takes somebody's word that the clock was right when it read `shown`: what waits for the time goes on, until the clock jumps.
    /// `false` where it reads something else by now.
    pub async fn confirm_clock(&self, shown: Instant, actor: Actor) -> Result<bool, Fault> {
        let is_news = self.clock.doubted().is_some();
        if !self.clock.confirm(shown) {
            return Ok(false);
        }
        if is_news {
            self.note_clock(actor, "clock.confirm").await?;
        }
        Ok(true)
    }

    /// Puts on record that somebody says the clock is wrong; nothing is decided by it then, as before.
    pub async fn deny_clock(&self, actor: Actor) -> Result<(), Fault> {
        self.note_clock(actor, "clock.deny").await
    }

    async fn note_clock(&self, actor: Actor, what: &'static str) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.audit(&Record::new(&actor, what))?;
                // What waits for the time is looked at now.
                tx.announce();
                Ok(())
            })
            .await
    }
}
