//! `version`: what is needed to report a problem.

use clap::Command;

use super::Context;
use super::command::Words;
use super::exit::Exit;
use crate::domain::time::zone_data_version;
use crate::store::sqlite_version;

pub(super) fn command(words: Words) -> Command {
    words.command("version", "", "cli-version-about")
}

pub(super) fn run(context: &Context<'_>) -> Exit {
    context.terminal.tell(
        "cli-version",
        &[
            ("version", env!("CARGO_PKG_VERSION")),
            ("commit", env!("GRAPPE_COMMIT")),
            ("date", env!("GRAPPE_COMMIT_DATE")),
            ("zones", zone_data_version()),
            ("sqlite", sqlite_version()),
        ],
    );
    Exit::Done
}
