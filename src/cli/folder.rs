//! Opening the data folder that a command is told of, by `--data` or by `--config`.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};

use super::Context;
use super::command::Words;
use super::config_words::loaded;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use super::trouble;
use crate::app::App;
use crate::config::Config;
use crate::store::DATABASE_FILE;
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
    Ok(configuration(given, context)?.practice.data)
}

/// The configuration meant: a file and the environment, or the environment alone.
pub(super) fn configuration(given: &ArgMatches, context: &Context<'_>) -> Result<Config, Stop> {
    let file = given.get_one::<String>("config").map(Path::new);
    loaded(file, context)
}

/// Opens it for a command; one that is not there is refused rather than created.
pub(super) fn opened(given: &ArgMatches, context: &Context<'_>) -> Result<App, Stop> {
    let folder = path(given, context)?;
    with_data(&folder, &context.terminal)?;
    App::open(&folder, &Clock::system()).map_err(|error| trouble::not_started(&error, &context.terminal))
}

/// Refuses a folder without a database: a disk that is not mounted must not pass for a new practice.
pub(super) fn with_data(folder: &Path, terminal: &Terminal) -> Result<(), Stop> {
    let key = match (folder.is_dir(), folder.join(DATABASE_FILE).exists()) {
        (true, true) => return Ok(()),
        (true, false) => "cli-empty-folder",
        (false, _) => "cli-no-folder",
    };
    let text = terminal.words(key, &[("folder", &folder.display().to_string())]);
    Err(Stop::new(Exit::Usage, text))
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
