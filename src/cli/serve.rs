//! `serve`: the practice's server, until it is told to stop.

use std::path::Path;

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::config_words::loaded;
use super::exit::{Exit, Stop};
use super::{folder, trouble};
use crate::app::App;
use crate::daemon::{self, Daemon};
use crate::sys::clock::Clock;
use crate::sys::sockets::{self, Handed, Listen};

pub(super) fn command(words: Words) -> Command {
    words.command("serve", "", "cli-serve-about").arg(words.option(
        "config",
        "cli-value-file",
        "cli-arg-config",
    ))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    // Before anything else: nothing may run beside it.
    let mut handed = Handed::to_process(context.environment.get("LISTEN_FDNAMES"))
        .map_err(|error| trouble::handed(&error, terminal))?;
    let file = given.get_one::<String>("config").map(Path::new);
    let config = loaded(file, context)?;
    daemon::log_to_stderr(&config.log.filter);
    folder::with_data(&config.practice.data, terminal)?;
    let clock = Clock::system().needing_network_time(config.clock.require_network_time);
    let app =
        App::open(&config.practice.data, &clock).map_err(|error| trouble::not_started(&error, terminal))?;
    let runtime = daemon::runtime().map_err(|error| trouble::daemon(&error.into(), terminal))?;
    let page = config.server.page_url();
    let mut daemon = Daemon::of(app, &config);
    if let Some(socket) = handed.take(sockets::HTTP) {
        daemon.listen = Listen::On(socket);
    }
    // Without a certificate to speak of nobody could answer there.
    if daemon.certificates.place.is_some()
        && let Some(socket) = handed.take(sockets::HTTPS)
    {
        daemon.certificates.place = Some(Listen::On(socket));
    }
    for (name, address) in handed.rest() {
        tracing::warn!(
            name,
            ?address,
            "a socket was handed over under a name that means nothing here; nobody answers on it"
        );
    }
    daemon::run(runtime, daemon, |address| {
        let address = address.to_string();
        terminal.tell("cli-serve-ready", &[("address", &address), ("page", &page)]);
    })
    .map_err(|error| trouble::daemon(&error, terminal))?;
    Ok(Exit::Done)
}
