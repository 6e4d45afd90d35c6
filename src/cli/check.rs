//! `check`: every invariant of a data folder, in words.

use std::path::Path;

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use super::{folder, trouble};
use crate::certificates;
use crate::store::{Break, Problem, inspect};
use crate::sys::clock::Clock;
use crate::sys::hash::hex;
use crate::sys::secret::DeviceKey;

/// Problems told one by one; the rest is counted.
const TOLD: usize = 50;

pub(super) fn command(words: Words) -> Command {
    words
        .command("check", "", "cli-check-about")
        .args(folder::arguments(words))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let data = folder::path(given, context)?;
    folder::with_data(&data, terminal)?;
    let found = inspect(&data).map_err(|error| trouble::not_opened(&error, terminal))?;
    let mut lines: Vec<String> = found.problems.iter().map(|p| line(p, terminal)).collect();
    if let Err(error) = DeviceKey::read(&data) {
        lines.push(terminal.words("cli-key-fault", &[("detail", &error.to_string())]));
    }
    lines.extend(certificate(given, &data, context)?);
    let count = lines.len().to_string();
    if lines.is_empty() {
        let numbers = (found.appointments.to_string(), found.head.revision.0.to_string());
        let hash = hex(&found.head.hash);
        let arguments = [
            ("appointments", numbers.0.as_str()),
            ("records", &numbers.1),
            ("hash", &hash),
        ];
        terminal.tell("cli-check-sound", &arguments);
        return Ok(Exit::Done);
    }
    for line in lines.iter().take(TOLD) {
        terminal.say(&format!("- {line}"));
    }
    terminal.tell("cli-check-found", &[("count", &count)]);
    Ok(Exit::Problem)
}

/// Tells until when the certificate holds, where we speak https ourselves; what is wrong with it.
fn certificate(given: &ArgMatches, data: &Path, context: &Context<'_>) -> Result<Option<String>, Stop> {
    let terminal = &context.terminal;
    // A folder alone says nothing of https.
    if given.get_one::<String>("data").is_some() {
        return Ok(None);
    }
    let Some(tls) = folder::configuration(given, context)?.tls else {
        return Ok(None);
    };
    let found = certificates::found(&tls, data);
    let until = found.until().map(|until| until.to_rfc3339()).unwrap_or_default();
    if let Some((_, finding)) = found.finding(Clock::system().now()) {
        let (finding, remedy) = terminal.texts().certificate(finding, &until);
        let arguments = [("finding", finding.as_str()), ("remedy", &remedy)];
        return Ok(Some(terminal.words("https-check-finding", &arguments)));
    }
    match found.until() {
        Some(_) => terminal.tell("https-check-until", &[("until", &until)]),
        None => terminal.tell("https-check-none", &[]),
    }
    Ok(None)
}

fn line(problem: &Problem, terminal: &Terminal) -> String {
    let told = |key: &str, detail: &str| terminal.words(key, &[("detail", detail)]);
    match problem {
        Problem::File(detail) => told("cli-check-file", detail),
        Problem::ForeignKey { table, row, parent } => {
            let row = row.map(|row| row.to_string());
            let key = if row.is_some() {
                "cli-check-reference"
            } else {
                "cli-check-reference-somewhere"
            };
            let row = row.unwrap_or_default();
            let arguments = [("table", table.as_str()), ("row", &row), ("parent", parent)];
            terminal.words(key, &arguments)
        }
        Problem::Audit(Break::Number(at)) => told("cli-check-audit-number", &at.to_string()),
        Problem::Audit(Break::Hash(at)) => told("cli-check-audit-hash", &at.to_string()),
        Problem::Occupied(detail) => told("cli-check-occupied", detail),
        Problem::Overlap(detail) => told("cli-check-overlap", detail),
        Problem::Capacity(detail) => told("cli-check-capacity", detail),
        Problem::Move(appointment) => told("cli-check-move", &appointment.to_string()),
        Problem::WaitingList(freed) => told("cli-check-waiting-list", &freed.to_string()),
        Problem::Returned(patient) => told("cli-check-returned", &patient.to_string()),
        Problem::Merge(merge) => told("cli-check-merge", &merge.to_string()),
        Problem::Exchange(entry) => told("cli-check-exchange", &entry.to_string()),
        Problem::Offer(offer) => told("cli-check-offer", &offer.to_string()),
        Problem::Unfindable(patient) => told("cli-check-unfindable", &patient.to_string()),
        Problem::Handover(appointment) => told("cli-check-handover", &appointment.to_string()),
        Problem::Identity(appointment) => told("cli-check-identity", &appointment.to_string()),
    }
}
