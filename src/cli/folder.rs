//! Opening the data folder that a command is told of, by `--data` or by `--config`.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::Context;
use super::command::Words;
use super::config_words::loaded;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use crate::app::{App, StartError};
use crate::store::{Fault, OpenError};
use crate::sys::clock::Clock;

/// `--config FILE` and `--data DIR`, of which one at most is given.
pub(super) fn arguments(words: Words) -> [Arg; 2] {
    [
        words
            .option("config", "cli-value-file", "cli-arg-config")
            .conflicts_with("data"),
        words.option("data", "cli-value-folder", "cli-arg-data"),
    ]
}

/// The folder meant: `--data`, else that of the configuration.
pub(super) fn path(given: &ArgMatches, context: &Context<'_>) -> Result<PathBuf, Stop> {
    if let Some(folder) = given.get_one::<String>("data") {
        return Ok(PathBuf::from(folder));
    }
    let file = given.get_one::<String>("config").map(Path::new);
    Ok(loaded(file, context)?.practice.data)
}

/// Opens it for a command; one that is not there is refused rather than created.
pub(super) fn opened(given: &ArgMatches, context: &Context<'_>) -> Result<App, Stop> {
    let folder = path(given, context)?;
    if !folder.is_dir() {
        let text = context
            .terminal
            .words("cli-no-folder", &[("folder", &folder.display().to_string())]);
        return Err(Stop::new(Exit::Usage, text));
    }
    App::open(&folder, &Clock::system()).map_err(|error| not_started(&error, &context.terminal))
}

/// Why a folder cannot be used, and what to do.
pub(super) fn not_started(error: &StartError, terminal: &Terminal) -> Stop {
    let fault = |error: &dyn std::fmt::Display| {
        Stop::new(
            Exit::Fault,
            terminal.words("cli-fault", &[("detail", &error.to_string())]),
        )
    };
    let open = match error {
        StartError::Store(open) => open,
        StartError::Fault(error) => return self::fault(error, terminal),
        StartError::Key(error) => return fault(error),
    };
    match open {
        OpenError::InUse(folder) => {
            let text = terminal.words("cli-folder-in-use", &[("folder", &folder.display().to_string())]);
            Stop::new(Exit::Busy, text)
        }
        OpenError::Newer { file, found, known } => {
            let (file, found, known) = (file.display().to_string(), found.to_string(), known.to_string());
            let arguments = [("file", file.as_str()), ("found", &found), ("known", &known)];
            Stop::new(Exit::Refused, terminal.words("cli-folder-newer", &arguments))
        }
        OpenError::Damaged { file, problem, .. } => {
            let file = file.display().to_string();
            let arguments = [("file", file.as_str()), ("detail", problem)];
            let mut text = terminal.words("cli-folder-damaged", &arguments);
            text.push('\n');
            text += &match open.restore_command() {
                Some(command) => terminal.words("cli-folder-restore", &[("command", &command)]),
                None => terminal.words("cli-folder-no-copy", &[]),
            };
            Stop::new(Exit::Refused, text)
        }
        OpenError::File { path, source } => {
            let arguments = [
                ("file", path.display().to_string()),
                ("detail", source.to_string()),
            ];
            let arguments = arguments.each_ref().map(|(name, value)| (*name, value.as_str()));
            Stop::new(Exit::Fault, terminal.words("cli-file-fault", &arguments))
        }
        OpenError::Database { source, .. } => self::fault(source, terminal),
    }
}

/// Trouble below the rules, with its chain of causes.
pub(super) fn fault(fault: &Fault, terminal: &Terminal) -> Stop {
    let exit = match fault {
        Fault::Busy | Fault::Closed => Exit::Busy,
        Fault::Corrupt(_) => Exit::Refused,
        _ => Exit::Fault,
    };
    let mut detail = fault.to_string();
    let mut source = std::error::Error::source(fault);
    while let Some(cause) = source {
        detail = format!("{detail}: {cause}");
        source = cause.source();
    }
    Stop::new(exit, terminal.words("cli-fault", &[("detail", &detail)]))
}

/// A runtime for the few commands that write; the reason is the machine's when there is none.
pub(super) fn waited<T>(work: impl Future<Output = Result<T, Stop>>, terminal: &Terminal) -> Result<T, Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            Stop::new(
                Exit::Fault,
                terminal.words("cli-fault", &[("detail", &error.to_string())]),
            )
        })?;
    runtime.block_on(work)
}
