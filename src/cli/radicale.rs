//! `radicale`, and `init --with-radicale`: the calendar server beside us, for the telephones of the practitioners (ADR 0015).

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::config_words::loaded;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use super::{folder, trouble};
use crate::app::{App, RadicaleFault, write_radicale_configuration};
use crate::bridge::radicale::{Linked, link_all};
use crate::config::Radicale;
use crate::domain::radicale::configuration;
use crate::domain::staff::Actor;

/// Where it is put when no other folder is named: the only place of Radicale that outlives an update of the image (image §5).
const FOLDER: &str = "/var/lib/radicale";

pub(super) fn command(words: Words) -> Command {
    let set_up = words
        .command("radicale setup", "", "cli-radicale-setup")
        .args(folder::arguments(words))
        .arg(words.option("folder", "cli-value-folder", "cli-radicale-folder"));
    words
        .command("radicale", "", "cli-radicale-about")
        .subcommand(set_up)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

/// `--with-radicale`, with a folder or without.
pub(super) fn option(words: Words) -> Arg {
    words
        .option("with-radicale", "cli-value-folder", "cli-init-radicale")
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value(FOLDER)
}

/// What `init` was told of it: the folder, absolute.
pub(super) fn wanted(given: &ArgMatches, terminal: &Terminal) -> Result<Option<Radicale>, Stop> {
    let Some(typed) = given.get_one::<String>("with-radicale") else {
        return Ok(None);
    };
    placed(Path::new(typed), terminal).map(Some)
}

fn placed(typed: &Path, terminal: &Terminal) -> Result<Radicale, Stop> {
    let path = std::path::absolute(typed).map_err(|error| trouble::file(typed, &error, terminal))?;
    // It stands on lines of Radicale's configuration.
    if path.to_string_lossy().contains(char::is_control) {
        return Err(Stop::new(
            Exit::Usage,
            terminal.words("cli-radicale-folder-unfit", &[]),
        ));
    }
    Ok(Radicale::in_folder(path))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let Some((_, given)) = given.subcommand() else {
        return Ok(Exit::Usage);
    };
    let terminal = &context.terminal;
    let config = loaded(given.get_one::<String>("config").map(Path::new), context)?.radicale;
    let place = match (given.get_one::<String>("folder"), &config) {
        (Some(typed), _) => placed(Path::new(typed), terminal)?,
        (None, Some(place)) => place.clone(),
        (None, None) => Radicale::in_folder(PathBuf::from(FOLDER)),
    };
    let app = folder::opened(given, context)?;
    prepare(&app, &place, terminal)?;
    if config.as_ref() != Some(&place) {
        let folder = toml::Value::from(place.folder.display().to_string()).to_string();
        terminal.tell("cli-radicale-configure", &[("folder", &folder)]);
    }
    link(&app, &place, terminal)
}

/// Writes configuration and accounts, and says what Radicale is started with.
pub(super) fn prepare(app: &App, place: &Radicale, terminal: &Terminal) -> Result<(), Stop> {
    let folder = place.folder.display().to_string();
    let heading = terminal.words("cli-radicale-heading", &[]);
    let text = configuration(&heading, &folder, place.address);
    let failed = |fault: &RadicaleFault| failed(fault, terminal);
    let is_new = write_radicale_configuration(place, &text).map_err(|fault| failed(&fault))?;
    let added = folder::waited(
        async {
            let added = app.add_radicale_accounts(place, Actor::System).await;
            added.map_err(|fault| failed(&fault))
        },
        terminal,
    )?;
    let config = place.configuration().display().to_string();
    let key = if is_new {
        "cli-radicale-written"
    } else {
        "cli-radicale-kept"
    };
    terminal.tell(key, &[("config", &config)]);
    let accounts = place.accounts().display().to_string();
    let count = added.to_string();
    terminal.tell(
        "cli-radicale-accounts",
        &[("count", &count), ("accounts", &accounts)],
    );
    terminal.tell("cli-radicale-start", &[("folder", &folder), ("config", &config)]);
    Ok(())
}

/// Makes and links the calendars, where Radicale answers already.
fn link(app: &App, place: &Radicale, terminal: &Terminal) -> Result<Exit, Stop> {
    let name = terminal.words("phone-calendar", &[]);
    let linked = folder::waited(
        async {
            let linked = link_all(app, place, &name, &Actor::System).await;
            linked.map_err(|fault| failed(&fault, terminal))
        },
        terminal,
    )?;
    let agenda = app.agenda();
    let mut exit = Exit::Done;
    for (practitioner, linked) in linked {
        let name = agenda.set_up().practitioners.get(&practitioner);
        let name = name.map_or("", |found| found.name.as_str());
        let key = match linked {
            Linked::Now => "cli-radicale-linked",
            Linked::Before => "cli-radicale-linked-before",
            Linked::UnknownPassword => "cli-radicale-password-unknown",
            Linked::Trouble(_) => "cli-radicale-silent",
        };
        if matches!(linked, Linked::UnknownPassword | Linked::Trouble(_)) {
            exit = Exit::Problem;
        }
        terminal.tell(key, &[("name", name)]);
    }
    Ok(exit)
}

fn failed(fault: &RadicaleFault, terminal: &Terminal) -> Stop {
    match fault {
        RadicaleFault::File { path, source } => trouble::file(path, source, terminal),
        RadicaleFault::Fault(fault) => trouble::fault(fault, terminal),
    }
}
