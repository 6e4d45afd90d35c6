//! `update check`: whether a newer version is published. Nothing is installed, and no data folder is opened.

use std::path::Path;

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::config_words::loaded;
use super::exit::{Exit, Stop};
use super::folder::waited;
use super::terminal::Terminal;
use crate::domain::patient::Language;
use crate::domain::update::{Release, UpdateTrouble, Version};
use crate::sys::http::Client;
use crate::updates::{Answered, Source, SourceProblem, check};

pub(super) fn command(words: Words) -> Command {
    let check = words
        .command("update check", "", "cli-update-check-about")
        .arg(words.option("config", "cli-value-file", "cli-arg-config"));
    words
        .command("update", "", "cli-update-about")
        .subcommand(check)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let Some(("check", given)) = given.subcommand() else {
        return Ok(Exit::Usage);
    };
    let terminal = &context.terminal;
    let unfit = |key: &str| Stop::new(Exit::Usage, terminal.words(key, &[]));
    let file = given.get_one::<String>("config").map(Path::new);
    let update = loaded(file, context)?.update;
    let update = update.ok_or_else(|| unfit("update-not-set-up"))?;
    let source = Source::new(&update).map_err(|problem| {
        unfit(match problem {
            SourceProblem::Address => "update-source-address",
            SourceProblem::Key => "update-source-key",
        })
    })?;
    let client = Client::default();
    let asked = async { Ok(check(&client, &source, None).await) };
    match waited(asked, terminal)? {
        Ok(Answered::Found(release, _)) => told(&release, terminal),
        // Nothing was known that it could be the same as.
        Ok(Answered::Same) => Err(failed(UpdateTrouble::Unreachable, terminal)),
        Err(trouble) => Err(failed(trouble, terminal)),
    }
}

fn failed(trouble: UpdateTrouble, terminal: &Terminal) -> Stop {
    let exit = match trouble {
        UpdateTrouble::Forbidden => Exit::Usage,
        UpdateTrouble::Unreachable | UpdateTrouble::Absent => Exit::Fault,
        UpdateTrouble::Signature | UpdateTrouble::Form | UpdateTrouble::Older => Exit::Refused,
    };
    Stop::new(
        exit,
        terminal.words(&format!("update-trouble-{}", trouble.key()), &[]),
    )
}

/// A newer version is something that a check has found.
fn told(release: &Release, terminal: &Terminal) -> Result<Exit, Stop> {
    let own = env!("CARGO_PKG_VERSION");
    let published = terminal.texts().date(release.published);
    let newest = release.version.as_str();
    let known = Version::parse(own);
    let known = known.map_err(|error| Stop::new(Exit::Fault, error.to_string()))?;
    if release.version > known {
        let words = [("version", newest), ("published", &published), ("own", own)];
        terminal.tell("update-newer", &words);
        terminal.tell("update-newer-do", &[]);
        let notes = match terminal.texts().language() {
            Language::Fr => &release.notes_fr,
            _ => &release.notes_en,
        };
        if !notes.is_empty() {
            terminal.tell("update-notes", &[]);
            terminal.say(notes);
        }
        return Ok(Exit::Problem);
    }
    let key = if release.version == known {
        "update-current"
    } else {
        "update-ahead"
    };
    terminal.tell(
        key,
        &[("version", own), ("published", &published), ("newest", newest)],
    );
    Ok(Exit::Done)
}
