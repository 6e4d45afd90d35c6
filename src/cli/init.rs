//! `init`: a commented configuration, an empty data folder, the first administrator.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::{folder, radicale, trouble, user};
use crate::app::{App, StaffEntry};
use crate::config::{Answers, Practice, Server, template};
use crate::domain::staff::{Actor, Role};
use crate::sys::clock::Clock;
use crate::sys::file;

pub(super) fn command(words: Words) -> Command {
    words
        .command("init", "", "cli-init-about")
        .arg(
            words
                .option("config", "cli-value-file", "cli-init-config")
                .default_value("/etc/grappe/grappe.toml"),
        )
        .arg(words.option("data", "cli-value-folder", "cli-init-data"))
        .arg(
            words
                .option("listen", "cli-value-address", "cli-init-listen")
                .value_parser(clap::value_parser!(SocketAddr)),
        )
        .arg(
            words
                .option("login", "cli-value-login", "cli-init-login")
                .default_value("admin"),
        )
        .arg(words.option("name", "cli-value-name", "cli-init-name"))
        .arg(radicale::option(words))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let text = |name: &str| given.get_one::<String>(name).cloned();
    let config = absolute(Path::new(&text("config").unwrap_or_default()), context)?;
    let data = text("data").map_or_else(|| Practice::default().data, PathBuf::from);
    let data = absolute(&data, context)?;
    let listen = given
        .get_one("listen")
        .copied()
        .unwrap_or(Server::default().listen);
    let beside = radicale::wanted(given, terminal)?;
    if config.exists() {
        return Err(taken(&config, context));
    }
    let name = text("name").unwrap_or_else(|| terminal.words("role-administrator", &[]));
    let entry = StaffEntry::new(text("login").unwrap_or_default(), name, Role::Administrator);
    let app = opened(&data, &entry, context)?;
    let answers = Answers {
        data: &data,
        listen,
        radicale: beside.as_ref().map(|beside| beside.folder.as_path()),
    };
    write_config(&config, &answers, context)?;
    let code = folder::waited(first_administrator(&app, entry, context), terminal).inspect_err(|_| {
        // The whole may be tried again; the reason is told already.
        let _ = std::fs::remove_file(&config);
    })?;
    let page = format!("http://{listen}/admin/welcome");
    let (config, data) = (config.display().to_string(), data.display().to_string());
    let arguments = [
        ("config", config.as_str()),
        ("data", &data),
        ("code", &code),
        ("page", &page),
    ];
    terminal.tell("cli-init-done", &arguments);
    if let Some(beside) = &beside {
        radicale::prepare(&app, beside, terminal)?;
    }
    Ok(Exit::Done)
}

fn absolute(path: &Path, context: &Context<'_>) -> Result<PathBuf, Stop> {
    std::path::absolute(path).map_err(|error| trouble::file(path, &error, &context.terminal))
}

fn taken(file: &Path, context: &Context<'_>) -> Stop {
    let file = file.display().to_string();
    let text = context.terminal.words("cli-init-taken", &[("file", &file)]);
    Stop::new(Exit::Usage, text)
}

/// The data folder, made when it is not there. One in which nobody has an account yet is what a first try left behind.
fn opened(data: &Path, entry: &StaffEntry, context: &Context<'_>) -> Result<App, Stop> {
    let terminal = &context.terminal;
    if let Some(refusal) = entry.refusal() {
        return Err(user::refused(refusal, &entry.login, terminal));
    }
    let app = App::open(data, &Clock::system()).map_err(|error| trouble::not_started(&error, terminal))?;
    let staff = folder::waited(
        async {
            app.staff()
                .await
                .map_err(|fault| trouble::fault(&fault, terminal))
        },
        terminal,
    )?;
    if staff.is_empty() {
        Ok(app)
    } else {
        Err(taken(app.store().file(), context))
    }
}

async fn first_administrator(app: &App, entry: StaffEntry, context: &Context<'_>) -> Result<String, Stop> {
    let terminal = &context.terminal;
    let login = entry.login.clone();
    let made = app.create_staff(Actor::System, entry).await;
    let id = made.map_err(|failure| user::not_done(failure, &login, terminal))?;
    let code = app.create_sign_in_code(Actor::System, id).await;
    code.map_err(|fault| trouble::fault(&fault, terminal))
}

/// Only its owner reads it: a password of the mail server may come to stand in it.
fn write_config(path: &Path, answers: &Answers<'_>, context: &Context<'_>) -> Result<(), Stop> {
    let failed = |error| trouble::file(path, &error, &context.terminal);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let text = template(answers, |key| context.terminal.words(key, &[]));
    file::replace(path, text.as_bytes(), file::PRIVATE).map_err(failed)
}
