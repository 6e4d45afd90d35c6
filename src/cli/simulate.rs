//! `simulate`: an invented year of demand played under every setting of the agenda, as one table.

use std::sync::Arc;

use clap::{ArgMatches, Command, value_parser};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::simulate_table::{Figure, Spread, csv, table, verdict};
use super::terminal::Terminal;
use crate::domain::simulation::{Figures, Plan, Trial, Year};
use crate::sys::task;

const SEED: &str = "1";
const PRACTITIONERS: &str = "10";
const DAYS: &str = "365";
/// Percent: demand that nearly fills the agenda, so that settings matter.
const LOAD: &str = "95";
const RUNS: &str = "1";

/// One seed's year under every setting, in the order of [`Trial::BASELINES`].
pub(super) struct Run {
    pub(super) seed: u64,
    pub(super) requests: usize,
    pub(super) figures: Vec<Figures>,
}

pub(super) fn command(words: Words) -> Command {
    words
        .command("simulate", "", "simulate-about")
        .arg(
            words
                .option("seed", "simulate-value", "simulate-seed")
                .value_parser(value_parser!(u64))
                .default_value(SEED),
        )
        .arg(
            words
                .option("runs", "simulate-value", "simulate-runs")
                .value_parser(value_parser!(u64).range(1..=100))
                .default_value(RUNS),
        )
        .arg(
            words
                .option("practitioners", "simulate-value", "simulate-practitioners")
                .value_parser(value_parser!(u16).range(1..=50))
                .default_value(PRACTITIONERS),
        )
        .arg(
            words
                .option("days", "simulate-value", "simulate-days")
                .value_parser(value_parser!(u16).range(1..=1000))
                .default_value(DAYS),
        )
        .arg(
            words
                .option("load", "simulate-value", "simulate-load")
                .value_parser(value_parser!(u16).range(1..=300))
                .default_value(LOAD),
        )
        .arg(words.flag("csv", "simulate-csv"))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let number = |name| given.get_one::<u16>(name).copied().unwrap_or(1);
    let first = given.get_one::<u64>("seed").copied().unwrap_or(1);
    let count = given.get_one::<u64>("runs").copied().unwrap_or(1);
    let plan = Plan {
        seed: first,
        practitioners: number("practitioners"),
        days: number("days"),
        load: f64::from(number("load")) / 100.0,
    };
    let mut runs = Vec::new();
    for seed in (0..count).map(|n| first.wrapping_add(n)) {
        runs.push(played(&Plan { seed, ..plan }, terminal)?);
    }
    if given.get_flag("csv") {
        terminal.say(csv(&runs).trim_end());
        return Ok(Exit::Done);
    }
    let spread = Spread::of(&runs);
    introduce(&plan, &runs, terminal);
    terminal.say(&table(terminal.texts(), &spread));
    terminal.tell("simulate-notes", &[]);
    for trial in [Trial::Compact, Trial::BestFit] {
        terminal.say(&verdict(terminal.texts(), &spread, trial));
    }
    Ok(Exit::Done)
}

fn introduce(plan: &Plan, runs: &[Run], terminal: &Terminal) {
    let requests: usize = runs.iter().map(|run| run.requests).sum::<usize>() / runs.len().max(1);
    let numbers = [
        ("practitioners", plan.practitioners.to_string()),
        ("days", plan.days.to_string()),
        ("load", format!("{:.0}", plan.load * 100.0)),
        ("requests", requests.to_string()),
        ("runs", runs.len().to_string()),
        ("seed", plan.seed.to_string()),
    ];
    let arguments: Vec<(&str, &str)> = numbers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    terminal.tell("simulate-head", &arguments);
}

/// Every agenda on a thread of its own: they share nothing but the year.
fn played(plan: &Plan, terminal: &Terminal) -> Result<Run, Stop> {
    let failed = |detail: String| {
        Stop::new(
            Exit::Fault,
            terminal.words("simulate-failed", &[("detail", &detail)]),
        )
    };
    let year = Arc::new(Year::new(plan).ok_or_else(|| failed("calendar".to_owned()))?);
    let threads = Trial::BASELINES.map(|trial| {
        let year = Arc::clone(&year);
        task::thread("simulate", move || match trial {
            Trial::FirstFit => {
                let (first_fit, waves) = year.play_both();
                vec![(trial, first_fit), (Trial::Wave, waves)]
            }
            Trial::Wave => Vec::new(),
            _ => vec![(trial, year.play(trial))],
        })
    });
    let mut found = Vec::new();
    for thread in threads {
        let thread = thread.map_err(|error| failed(error.to_string()))?;
        found.extend(thread.join().map_err(|_| failed("thread".to_owned()))?);
    }
    found.sort_by_key(|(trial, _)| Trial::BASELINES.iter().position(|one| one == trial));
    Ok(Run {
        seed: plan.seed,
        requests: year.requests(),
        figures: found.into_iter().map(|(_, figures)| figures).collect(),
    })
}

impl Run {
    /// A figure of a setting; usable slots at equal load are compared with the baseline's days.
    pub(super) fn figure(&self, at: usize, what: Figure) -> f64 {
        let (Some(own), Some(base)) = (self.figures.get(at), self.figures.first()) else {
            return 0.0;
        };
        what.of(own, base)
    }
}
