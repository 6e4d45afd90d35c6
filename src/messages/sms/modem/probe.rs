//! What a modem says of itself, for a person who looks why nothing goes. Nothing is changed and no PIN is tried.

use std::path::Path;

use super::ModemPatience;
use super::dialogue::{Dialogue, Ending};
use super::fail::Fail;
use super::start::{registration, wake};
use crate::domain::sms::Trouble;
use crate::sys::clock::Clock;
use crate::sys::serial::Serial;

/// Longest word of a modem that is shown, in characters.
const WORDS_MAX: usize = 60;

/// What a modem says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// Who made it; empty where it does not say.
    pub maker: String,
    /// Its model.
    pub model: String,
    /// Its SIM card.
    pub sim: SimState,
    /// Its network, with a card that is open.
    pub registration: Option<Registration>,
    /// The operator's name, where there is a network.
    pub operator: Option<String>,
    /// Strength of the signal, 0 to 31; `None` where the modem does not know.
    pub signal: Option<u8>,
    /// Whether the card knows through whom text messages go.
    pub has_centre: Option<bool>,
}

/// The SIM card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SimState {
    /// Open.
    Ready,
    /// Waits for its PIN.
    Pin,
    /// Locked, until its PUK is typed on a telephone.
    Puk,
    /// Missing, broken or not understood.
    None,
}

/// The network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// None, and none is looked for.
    Off,
    /// The operator's own.
    Home,
    /// None yet.
    Searching,
    /// Refused by the network.
    Denied,
    /// Another operator's.
    Roaming,
}

impl Registration {
    /// Of the number in `+CREG` (3GPP TS 27.007 §7.2).
    pub(super) fn of(text: &str) -> Self {
        match text.trim() {
            // 6 and 7: for text messages only, home and roaming.
            "1" | "6" => Self::Home,
            "5" | "7" => Self::Roaming,
            "2" => Self::Searching,
            "3" => Self::Denied,
            _ => Self::Off,
        }
    }

    /// Whether messages can go.
    pub fn is_there(self) -> bool {
        matches!(self, Self::Home | Self::Roaming)
    }
}

/// Why a device says nothing of itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", trouble.key())]
pub struct ProbeFault {
    /// What is wrong.
    pub trouble: Trouble,
}

impl From<Fail> for ProbeFault {
    fn from(fail: Fail) -> Self {
        Self {
            trouble: fail.trouble,
        }
    }
}

impl From<super::dialogue::Broken> for ProbeFault {
    fn from(broken: super::dialogue::Broken) -> Self {
        Fail::from(broken).into()
    }
}

/// Asks a modem; blocks for some seconds. The device is let go of at the end.
pub fn probe(device: &Path, patience: &ModemPatience, clock: &Clock) -> Result<Probe, ProbeFault> {
    let serial = Serial::open(device).map_err(|error| Fail::opening(&error))?;
    let mut line = Dialogue::new(serial, clock.clone());
    wake(&mut line, patience.step)?;
    let mut ask = |command: &str| line.command(command, patience.step);
    let mut words = |command: &str, prefix: &str| -> Result<String, ProbeFault> {
        let answer = ask(command)?;
        let said = answer.after(prefix).or(answer.lines.first().map(String::as_str));
        Ok(clipped(
            said.filter(|_| answer.ending == Ending::Ok).unwrap_or_default(),
        ))
    };
    let maker = words("AT+CGMI", "+CGMI:")?;
    let model = words("AT+CGMM", "+CGMM:")?;
    let card = ask("AT+CPIN?")?;
    let sim = match card.after("+CPIN:") {
        Some("READY") => SimState::Ready,
        Some("SIM PIN") => SimState::Pin,
        Some("SIM PUK") => SimState::Puk,
        _ => SimState::None,
    };
    let signal = ask("AT+CSQ")?;
    let signal = signal
        .after("+CSQ:")
        .and_then(|told| told.split(',').next()?.parse().ok());
    let mut probe = Probe {
        maker,
        model,
        sim,
        registration: None,
        operator: None,
        signal: signal.filter(|signal| *signal <= 31),
        has_centre: None,
    };
    if sim == SimState::Ready {
        let centre = ask("AT+CSCA?")?;
        probe.has_centre = centre.after("+CSCA:").map(|told| !told.starts_with("\"\""));
        // Named, not numbered.
        ask("AT+COPS=3,0")?;
        let operator = ask("AT+COPS?")?;
        let name = operator.after("+COPS:").and_then(|told| told.split('"').nth(1));
        probe.operator = name.map(clipped);
        probe.registration = Some(registration(&mut line, patience.step)?);
    }
    Ok(probe)
}

fn clipped(words: &str) -> String {
    words
        .trim_matches('"')
        .chars()
        .filter(|c| !c.is_control())
        .take(WORDS_MAX)
        .collect()
}
