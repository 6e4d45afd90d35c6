//! The thread of a modem: it opens the device, sends what it is told to, and listens in between.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use super::dialogue::Dialogue;
use super::fail::Fail;
use super::incoming::Incoming;
use super::start::Start;
use super::{ModemPatience, ModemSetting, Order, Ties};
use crate::domain::sms::{Proof, Trouble};
use crate::sys::clock::Clock;
use crate::sys::ids;
use crate::sys::serial::{Bell, Serial};

/// How often an idle modem is asked what it has stored, whether it told or not; a mute one is noticed by it.
const IDLE: Duration = Duration::from_mins(5);

pub(super) struct Worker {
    pub(super) setting: ModemSetting,
    pub(super) patience: ModemPatience,
    pub(super) clock: Clock,
    pub(super) ties: Ties,
    pub(super) bell: Bell,
    pub(super) line: Option<Dialogue>,
    /// When the last parts went, on the clock that never goes back.
    pub(super) sent: VecDeque<Duration>,
    /// Joins the parts of the next long message.
    pub(super) joining: u8,
    incoming: Incoming,
    /// When the card was read last.
    read_at: Duration,
    /// When the device is tried again by itself.
    again_at: Duration,
    /// What was wrong when it was tried last.
    trouble: Option<Fail>,
}

impl Worker {
    pub(super) fn new(
        setting: ModemSetting,
        patience: ModemPatience,
        clock: Clock,
        ties: Ties,
        bell: Bell,
    ) -> Self {
        Self {
            setting,
            patience,
            clock,
            ties,
            bell,
            line: None,
            sent: VecDeque::new(),
            // Another one after a restart, so that a telephone takes no old part for one of a new message.
            joining: ids::bytes::<1>()[0],
            incoming: Incoming::default(),
            read_at: Duration::ZERO,
            again_at: Duration::ZERO,
            trouble: None,
        }
    }

    /// Works until nobody can give orders any more.
    pub(super) fn run(mut self, orders: &Receiver<Order>) {
        loop {
            match orders.try_recv() {
                Ok(order) => {
                    let verdict = self.send(&order.message);
                    // Who does not wait any more finds an attempt without a verdict, and looks after it.
                    let _ = order.answer.send(verdict);
                }
                Err(TryRecvError::Empty) => self.idle(),
                Err(TryRecvError::Disconnected) => return,
            }
        }
    }

    /// Listens, or looks whether the device is back.
    fn idle(&mut self) {
        let now = self.clock.elapsed();
        let read_again = self.read_at + IDLE;
        let outcome = match self.line.as_mut() {
            Some(_) if now >= read_again => self.read_card(),
            Some(line) => line
                .listen(&self.bell, read_again.saturating_sub(now))
                .map_err(Fail::from),
            None => {
                if now < self.again_at {
                    // Nothing else can be done with a bell that cannot be heard than trying sooner.
                    let _ = self.bell.wait(self.again_at.saturating_sub(now));
                    return;
                }
                self.open()
            }
        };
        let heeded = outcome.and_then(|()| self.heed());
        if let Err(fail) = heeded {
            self.give_up(fail);
        }
    }

    /// Opens the device, where it is not open.
    pub(super) fn open(&mut self) -> Result<(), Fail> {
        if self.line.is_some() {
            return Ok(());
        }
        let serial = Serial::open(&self.setting.device).map_err(|error| Fail::opening(&error))?;
        let mut line = Dialogue::new(serial, self.clock.clone());
        let start = Start {
            setting: &self.setting,
            patience: &self.patience,
            clock: &self.clock,
            ties: &self.ties,
            bell: &self.bell,
        };
        start.run(&mut line)?;
        if self.trouble.take().is_some() {
            tracing::info!("the modem is back");
        }
        self.line = Some(line);
        self.read_card()
    }

    fn read_card(&mut self) -> Result<(), Fail> {
        self.read_at = self.clock.elapsed();
        let Some(line) = self.line.as_mut() else {
            return Ok(());
        };
        Ok(self.incoming.read_all(line, &self.patience, &self.ties)?)
    }

    /// Deals with what the modem said by itself.
    pub(super) fn heed(&mut self) -> Result<(), Fail> {
        let Some(line) = self.line.as_mut() else {
            return Ok(());
        };
        Ok(self.incoming.heed(line, &self.patience, &self.ties)?)
    }

    /// Lets go of a device that cannot be used, and tries it again later.
    pub(super) fn give_up(&mut self, fail: Fail) {
        self.line = None;
        self.again_at = self.clock.elapsed() + self.patience.again;
        if self.trouble.as_ref() != Some(&fail) {
            tracing::warn!(trouble = fail.trouble.key(), "the modem cannot be used");
        }
        self.trouble = Some(fail);
    }

    /// What was wrong when the device was tried last, for as long as it is not tried again: nobody should wait for a mute device once more.
    pub(super) fn known_trouble(&self) -> Option<&Fail> {
        let is_fresh = self.line.is_none() && self.clock.elapsed() < self.again_at;
        // A stick that was put in a moment ago can be told at once.
        let is_slow = |fail: &&Fail| fail.proof == Proof::Misconfigured || fail.trouble != Trouble::ModemGone;
        self.trouble.as_ref().filter(is_slow).filter(|_| is_fresh)
    }
}
