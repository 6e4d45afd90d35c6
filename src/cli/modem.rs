//! `modem probe`: what a modem says of itself, for who looks why no text message goes. Nothing is changed, and no PIN is tried.

use std::path::Path;

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use crate::domain::sms::Trouble;
use crate::messages::sms::modem::{ModemPatience, Probe, Registration, SimState, probe};
use crate::sys::clock::Clock;

/// Least signal with which messages go without trouble (-105 dBm); the scale ends at 31.
const FAIR_SIGNAL: u8 = 4;
/// Signal that nobody need think of (-83 dBm).
const GOOD_SIGNAL: u8 = 15;

pub(super) fn command(words: Words) -> Command {
    let probe = words.command("modem probe", "DEVICE", "modem-probe-about").arg(
        words
            .operand("device", "modem-value-device", "modem-arg-device")
            .required(true),
    );
    words
        .command("modem", "", "modem-about")
        .subcommand(probe)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let Some(("probe", given)) = given.subcommand() else {
        return Ok(Exit::Usage);
    };
    let terminal = &context.terminal;
    let device = given.get_one::<String>("device").map_or("", String::as_str);
    let said = probe(Path::new(device), &ModemPatience::default(), &Clock::system());
    let said = said.map_err(|fault| stopped(fault.trouble, terminal))?;
    terminal.say(&words(&said, terminal));
    Ok(match said.registration {
        Some(registration) if registration.is_there() && said.has_centre != Some(false) => Exit::Done,
        _ => Exit::Problem,
    })
}

fn stopped(trouble: Trouble, terminal: &Terminal) -> Stop {
    let exit = match trouble {
        Trouble::ModemTaken => Exit::Busy,
        _ => Exit::Fault,
    };
    Stop::new(
        exit,
        terminal.words(&format!("sms-trouble-{}", trouble.key()), &[]),
    )
}

/// What was said, a line for each thing, with what to do where something is wrong.
fn words(said: &Probe, terminal: &Terminal) -> String {
    let line = |key: &str| terminal.words(key, &[]);
    let unknown = line("modem-unknown");
    let named = |name: &str| {
        if name.is_empty() {
            unknown.clone()
        } else {
            name.to_owned()
        }
    };
    let (maker, model) = (named(&said.maker), named(&said.model));
    let mut lines = vec![terminal.words("modem-named", &[("maker", &maker), ("model", &model)])];
    lines.push(line(match said.sim {
        SimState::Ready => "modem-sim-ready",
        SimState::Pin => "modem-sim-pin",
        SimState::Puk => "modem-sim-puk",
        SimState::None => "modem-sim-none",
    }));
    if let Some(registration) = said.registration {
        let operator = said.operator.as_deref().unwrap_or(&unknown);
        let key = match registration {
            Registration::Home => "modem-network-home",
            Registration::Roaming => "modem-network-roaming",
            Registration::Searching => "modem-network-searching",
            Registration::Denied => "modem-network-denied",
            Registration::Off => "modem-network-off",
        };
        lines.push(terminal.words(key, &[("operator", operator)]));
    }
    let strength = said.signal.map(|signal| signal.to_string()).unwrap_or_default();
    let key = match said.signal {
        None => "modem-signal-unknown",
        Some(..FAIR_SIGNAL) => "modem-signal-weak",
        Some(FAIR_SIGNAL..GOOD_SIGNAL) => "modem-signal-fair",
        Some(_) => "modem-signal-good",
    };
    lines.push(terminal.words(key, &[("signal", &strength)]));
    if said.has_centre == Some(false) {
        lines.push(line("modem-no-centre"));
    }
    lines.join("\n")
}
