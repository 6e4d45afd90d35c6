//! From an opened device to a modem that sends: its SIM card, its network, its modes.

use std::time::Duration;

use super::dialogue::{Answer, Dialogue, Ending};
use super::fail::Fail;
use super::{ModemPatience, ModemSetting, Registration, Ties};
use crate::domain::sms::{Proof, Trouble};
use crate::sys::clock::Clock;
use crate::sys::serial::Bell;

/// How often a device that has just been plugged in is asked whether it is there.
const CALLS: usize = 3;
/// Until the card or the network is asked again.
const PAUSE: Duration = Duration::from_secs(1);
/// What a device may still say of an earlier conversation.
const QUIET: Duration = Duration::from_millis(100);
/// Tries that a card gives before it locks; with fewer left a person has to look.
const FULL_TRIES: u8 = 3;

/// What starting needs to know.
pub(super) struct Start<'a> {
    pub(super) setting: &'a ModemSetting,
    pub(super) patience: &'a ModemPatience,
    pub(super) clock: &'a Clock,
    pub(super) ties: &'a Ties,
    pub(super) bell: &'a Bell,
}

impl Start<'_> {
    /// Everything up to a modem that sends.
    pub(super) fn run(&self, line: &mut Dialogue) -> Result<(), Fail> {
        let step = self.patience.step;
        wake(line, step)?;
        self.unlock(line)?;
        self.find_network(line)?;
        let mode = line.command("AT+CMGF=0", step)?;
        if mode.ending != Ending::Ok {
            return Err(Fail::ending(mode.ending));
        }
        // Without acknowledgements of ours, which not every modem waits for (3GPP TS 27.005 §3.2.1).
        line.command("AT+CSMS=0", step)?;
        // Incoming texts stored and told of, reports handed over; else stored as well; else none.
        for modes in ["2,1,0,1,0", "2,1,0,2,0", "2,1,0,0,0"] {
            if line.command(&format!("AT+CNMI={modes}"), step)?.ending == Ending::Ok {
                break;
            }
        }
        Ok(())
    }

    /// Waits for the card, and gives it its PIN, once.
    fn unlock(&self, line: &mut Dialogue) -> Result<(), Fail> {
        let until = self.clock.elapsed() + self.patience.network;
        let mut is_given = false;
        loop {
            let answer = line.command("AT+CPIN?", self.patience.step)?;
            let fail = match (answer.after("+CPIN:"), answer.ending) {
                (Some("READY"), _) => return Ok(()),
                (Some("SIM PIN"), _) if !is_given => {
                    self.give_pin(line)?;
                    is_given = true;
                    continue;
                }
                // Taken, but the card is not there yet.
                (Some("SIM PIN"), _) => Fail::new(Proof::NoLine, Trouble::Pin, ""),
                (Some(other), _) => return Err(Fail::new(Proof::Misconfigured, Trouble::Pin, other)),
                (None, ending) => Fail::ending(ending),
            };
            if fail.proof == Proof::Misconfigured || self.clock.elapsed() >= until {
                return Err(fail);
            }
            line.listen(self.bell, PAUSE.min(self.patience.step))?;
        }
    }

    fn give_pin(&self, line: &mut Dialogue) -> Result<(), Fail> {
        let wrong = |words: &str| Fail::new(Proof::Misconfigured, Trouble::Pin, words);
        let pin = self.setting.pin.as_ref().map(|pin| pin.reveal().to_owned());
        let is_pin = |pin: &String| (4..=8).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit());
        let pin = pin.filter(is_pin).ok_or_else(|| wrong("SIM PIN"))?;
        if tries_left(line, self.patience.step)?.is_some_and(|left| left < FULL_TRIES) {
            return Err(wrong("SIM PIN"));
        }
        if !(self.ties.may_try_pin)(&self.setting.pin_mark) {
            return Err(wrong("SIM PIN"));
        }
        let answer = line.command(&format!("AT+CPIN=\"{pin}\""), self.patience.prompt)?;
        match answer.ending {
            Ending::Ok => {
                (self.ties.pin_was_right)(&self.setting.pin_mark);
                Ok(())
            }
            // Whatever the code: nothing is tried again before a person has looked.
            Ending::Equipment(code) => Err(wrong(&format!("+CME ERROR: {code}"))),
            _ => Err(wrong("ERROR")),
        }
    }

    fn find_network(&self, line: &mut Dialogue) -> Result<(), Fail> {
        let until = self.clock.elapsed() + self.patience.network;
        loop {
            let registration = registration(line, self.patience.step)?;
            if let Some(fail) = without_network(registration) {
                if fail.proof == Proof::Misconfigured || self.clock.elapsed() >= until {
                    return Err(fail);
                }
                line.listen(self.bell, PAUSE.min(self.patience.step))?;
            } else {
                return Ok(());
            }
        }
    }
}

/// A device that answers, without its echo and with codes for what goes wrong.
pub(super) fn wake(line: &mut Dialogue, step: Duration) -> Result<(), Fail> {
    // A prompt that an earlier conversation has left open would take the next command for a message: escape leaves it.
    line.give("\u{1b}\r", step)?;
    line.silence(QUIET)?;
    let mut calls = 0;
    loop {
        match line.command("AT", step) {
            Ok(answer) if answer.ending == Ending::Ok => break,
            Ok(_) | Err(super::dialogue::Broken::Mute) if calls + 1 < CALLS => calls += 1,
            Ok(answer) => return Err(Fail::ending(answer.ending)),
            Err(broken) => return Err(broken.into()),
        }
    }
    line.silence(QUIET)?;
    line.command("ATE0", step)?;
    line.command("AT+CMEE=1", step)?;
    Ok(())
}

/// Tries of the PIN that are left, where the modem tells (3GPP TS 27.007 §8.65, or the way of one maker).
fn tries_left(line: &mut Dialogue, step: Duration) -> Result<Option<u8>, Fail> {
    let standard = line.command("AT+CPINR=\"SIM PIN\"", step)?;
    let second = |text: &str, nth: usize| text.split(',').nth(nth).and_then(|n| n.trim().parse().ok());
    if let Some(told) = standard.after("+CPINR:") {
        return Ok(second(told, 1));
    }
    // `^CPIN: SIM PIN,,10,3,10,3`: tries of what is asked for now, of the PUK, of the PIN, of their seconds.
    let own = line.command("AT^CPIN?", step)?;
    Ok(own.after("^CPIN:").and_then(|told| second(told, 3)))
}

/// Where the modem stands with the network.
pub(super) fn registration(line: &mut Dialogue, step: Duration) -> Result<Registration, Fail> {
    let state = |answer: &Answer, prefix: &str| {
        let told = answer.after(prefix)?;
        // `+CREG: mode,state`, or `+CREG: state` where the modem tells by itself.
        told.split(',')
            .nth(usize::from(told.contains(',')))
            .map(Registration::of)
    };
    let answer = line.command("AT+CREG?", step)?;
    if let Ending::Equipment(_) = answer.ending {
        return Err(Fail::ending(answer.ending));
    }
    let circuit = state(&answer, "+CREG:").unwrap_or(Registration::Searching);
    if circuit.is_there() {
        return Ok(circuit);
    }
    // A network of the fourth generation may be the only one.
    let answer = line.command("AT+CEREG?", step)?;
    let packet = state(&answer, "+CEREG:").filter(|packet| packet.is_there());
    Ok(packet.unwrap_or(circuit))
}

/// What a missing network proves; `None` with one.
pub(super) fn without_network(registration: Registration) -> Option<Fail> {
    match registration {
        Registration::Home | Registration::Roaming => None,
        Registration::Denied => Some(Fail::new(Proof::Misconfigured, Trouble::Sim, "+CREG: 3")),
        Registration::Off | Registration::Searching => {
            Some(Fail::new(Proof::NoLine, Trouble::Network, "+CREG"))
        }
    }
}
