//! The command line: one file per command, help in the language of the terminal, documented exit codes.

mod caldav;
mod caldav_sync;
mod caldav_words;
mod check;
mod command;
mod config_words;
mod demo;
mod exit;
mod export;
mod folder;
mod import;
mod import_words;
mod init;
mod messages;
mod modem;
mod radicale;
mod serve;
mod simulate;
mod simulate_table;
mod terminal;
mod token;
mod trouble;
mod update;
mod usage;
mod user;
mod version;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;

use crate::config::Environment;
use crate::i18n::Texts;
use exit::{Exit, Stop};
use terminal::Terminal;

/// What every command works with.
struct Context<'a> {
    terminal: Terminal,
    environment: &'a Environment,
}

/// Runs the command of `arguments` (program name first) and says how it ended.
pub fn main(arguments: impl IntoIterator<Item = OsString>, environment: &Environment) -> ExitCode {
    let context = Context {
        terminal: Terminal::new(Texts::of(environment.language())),
        environment,
    };
    let terminal = &context.terminal;
    let exit = match command::tree(terminal.texts()).try_get_matches_from(arguments) {
        Ok(matches) => match run(&matches, &context) {
            Ok(exit) => exit,
            Err(stop) => {
                terminal.complain(&stop.text);
                stop.exit
            }
        },
        Err(error) => usage::shown(&error, terminal),
    };
    ExitCode::from(exit.code())
}

fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    match matches.subcommand() {
        Some(("serve", given)) => serve::run(given, context),
        Some(("init", given)) => init::run(given, context),
        Some(("check", given)) => check::run(given, context),
        Some(("user", given)) => user::run(given, context),
        Some(("demo", given)) => demo::run(given, context),
        Some(("export", given)) => export::run(given, context),
        Some(("import", given)) => import::run(given, context),
        Some(("messages", given)) => messages::run(given, context),
        Some(("token", given)) => token::run(given, context),
        Some(("radicale", given)) => radicale::run(given, context),
        Some(("caldav", given)) => caldav::run(given, context),
        Some(("modem", given)) => modem::run(given, context),
        Some(("update", given)) => update::run(given, context),
        Some(("simulate", given)) => simulate::run(given, context),
        _ => Ok(version::run(context)),
    }
}
