//! One message over a modem, part by part.

use std::time::Duration;

use chrono::TimeDelta;

use super::dialogue::{Dialogue, Ending};
use super::fail::Fail;
use super::incoming::report_reference;
use super::start::{registration, without_network};
use super::worker::Worker;
use super::{ModemPatience, PARTS_A_MINUTE_AT_MOST};
use crate::domain::gsm::{Submit, submit};
use crate::domain::sms::{Proof, Trouble};
use crate::messages::{Receipt, TextMessage, Verdict};

const MINUTE: Duration = Duration::from_mins(1);

/// What `AT+CMGS` takes for the end of a message, and for its end without sending.
const CTRL_Z: &str = "\u{1a}";
const ESCAPE: &str = "\u{1b}";

impl Worker {
    /// Sends a message, once.
    pub(super) fn send(&mut self, message: &TextMessage) -> Verdict {
        if let Some(fail) = self.known_trouble() {
            return fail.verdict();
        }
        match self.try_to_send(message) {
            Ok(receipt) => Verdict::Sent(receipt),
            Err(fail) => {
                // A line on which something was left unsaid is opened anew, so that no late answer is taken for that of the next message.
                let verdict = fail.verdict();
                match fail.proof {
                    Proof::Never | Proof::NotNow => {}
                    Proof::NoLine | Proof::Misconfigured => self.give_up(fail),
                    // That is this message's; of the next one it is sure that nothing was given.
                    Proof::Unknown => self.give_up(Fail::new(Proof::NoLine, Trouble::ModemMute, "")),
                }
                verdict
            }
        }
    }

    fn try_to_send(&mut self, message: &TextMessage) -> Result<Receipt, Fail> {
        self.joining = self.joining.wrapping_add(1);
        let validity = message.useful_until - self.clock.now();
        let submits = submit(&message.to, &message.text, self.joining, validity)
            .map_err(|_| Fail::new(Proof::Never, Trouble::Text, ""))?;
        self.open()?;
        self.look_for_network()?;
        let count = submits.len();
        let mut reference = None;
        for (nth, part) in submits.iter().enumerate() {
            let sent = self.wait_for_turn(message).and_then(|()| self.give(part));
            reference = sent.map_err(|fail| match nth {
                0 => fail,
                // A telephone may show the parts that went, or wait for the others: it is not for us to send them twice.
                _ => Fail::new(
                    Proof::Unknown,
                    fail.trouble,
                    format!("{nth}/{count} {}", fail.words),
                ),
            })?;
        }
        Ok(Receipt {
            reference: reference.map(|number| report_reference(number, message.to.as_str())),
            words: "+CMGS".to_owned(),
            parts: u32::try_from(count).ok(),
        })
    }

    fn look_for_network(&mut self) -> Result<(), Fail> {
        let line = self.line.as_mut().ok_or_else(gone)?;
        // A modem that has started anew by itself would take the octets for the words of a message.
        let mode = line.command("AT+CMGF=0", self.patience.step)?;
        if mode.ending != Ending::Ok {
            return Err(Fail::ending(mode.ending));
        }
        let registration = registration(line, self.patience.step)?;
        // Without a signal the network is not there either, whatever the modem still believes; 99 is « not known ».
        let signal = line.command("AT+CSQ", self.patience.step)?;
        let is_deaf = signal.after("+CSQ:").is_some_and(|told| told.starts_with("0,"));
        match without_network(registration) {
            Some(fail) => Err(fail),
            None if is_deaf => Err(Fail::new(Proof::NoLine, Trouble::Network, "+CSQ: 0")),
            None => Ok(()),
        }
    }

    /// Keeps to so many parts a minute, listening meanwhile.
    fn wait_for_turn(&mut self, message: &TextMessage) -> Result<(), Fail> {
        loop {
            let now = self.clock.elapsed();
            while self.sent.front().is_some_and(|at| *at + MINUTE <= now) {
                self.sent.pop_front();
            }
            if self.sent.len() < PARTS_A_MINUTE_AT_MOST {
                break;
            }
            let oldest = self.sent.front().copied().unwrap_or(now);
            let line = self.line.as_mut().ok_or_else(gone)?;
            line.listen(&self.bell, (oldest + MINUTE).saturating_sub(now))?;
            self.heed()?;
        }
        if message.useful_until - self.clock.now() < TimeDelta::zero() {
            return Err(Fail::new(Proof::NotNow, Trouble::TooMany, ""));
        }
        Ok(())
    }

    /// Gives one part; the reference of the network, where the modem tells it.
    fn give(&mut self, part: &Submit) -> Result<Option<u8>, Fail> {
        self.sent.push_back(self.clock.elapsed());
        let line = self.line.as_mut().ok_or_else(gone)?;
        let given = give(line, part, &self.patience);
        // What came in meanwhile changes nothing of what became of this message.
        if let Err(fail) = self.heed() {
            self.give_up(fail);
        }
        given
    }
}

fn give(line: &mut Dialogue, part: &Submit, patience: &ModemPatience) -> Result<Option<u8>, Fail> {
    line.give(&format!("AT+CMGS={}\r", part.octets()), patience.step)?;
    match line.prompt(patience.prompt) {
        Ok(Ok(())) => {}
        Ok(Err(ending)) => return Err(Fail::ending(ending)),
        Err(broken) => {
            // Whatever comes late finds no message behind it.
            let _ = line.give(ESCAPE, patience.step);
            return Err(broken.into());
        }
    }
    // Nothing goes without the last of these octets.
    line.give(&part.line(), patience.step)?;
    line.give(CTRL_Z, patience.step).map_err(|_| Fail::unknown())?;
    match line.first_with("+CMGS:", patience.verdict) {
        Ok(Ok(told)) => {
            // Accepted, whatever its end looks like.
            let _ = line.answer("", patience.step);
            Ok(told
                .split(',')
                .next()
                .and_then(|number| number.trim().parse().ok()))
        }
        // Some forget the reference.
        Ok(Err(Ending::Ok)) => Ok(None),
        Ok(Err(ending)) => Err(Fail::after_message(ending)),
        Err(_) => Err(Fail::unknown()),
    }
}

fn gone() -> Fail {
    Fail::new(Proof::NoLine, Trouble::ModemGone, "")
}
