//! `export`: everything the practice has, into a folder that only its account reads.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::{folder, trouble};
use crate::domain::staff::Actor;
use crate::sys::file;

/// Permissions of the folder.
const PRIVATE_FOLDER: u32 = 0o700;

pub(super) fn command(words: Words) -> Command {
    words
        .command("export", "FOLDER", "export-about")
        .arg(
            words
                .operand("folder", "cli-value-folder", "export-arg-folder")
                .required(true),
        )
        .args(folder::arguments(words))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let target = given
        .get_one::<String>("folder")
        .map(PathBuf::from)
        .unwrap_or_default();
    let app = folder::opened(given, context)?;
    let failed = |error: &io::Error| {
        let arguments = [
            ("folder", target.display().to_string()),
            ("detail", error.to_string()),
        ];
        let arguments = arguments.each_ref().map(|(name, text)| (*name, text.as_str()));
        Stop::new(Exit::Fault, terminal.words("export-failed", &arguments))
    };
    if !is_empty(&target).map_err(|error| failed(&error))? {
        let text = terminal.words("export-not-empty", &[("folder", &target.display().to_string())]);
        return Err(Stop::new(Exit::Usage, text));
    }
    let files = folder::waited(
        async {
            let files = app.export(Actor::System).await;
            files.map_err(|fault| trouble::fault(&fault, terminal))
        },
        terminal,
    )?;
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE_FOLDER)
        .create(&target)
        .map_err(|error| failed(&error))?;
    for exported in &files {
        file::replace(&target.join(&exported.name), &exported.bytes, file::PRIVATE)
            .map_err(|error| failed(&error))?;
        terminal.say(&exported.name);
    }
    terminal.tell("export-done", &[("folder", &target.display().to_string())]);
    Ok(Exit::Done)
}

/// Not there, or a folder with nothing in it: an export must not mix with another one.
fn is_empty(target: &Path) -> io::Result<bool> {
    match fs::read_dir(target) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}
