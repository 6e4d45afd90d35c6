//! `demo`: a practice with invented patients, until Ctrl-C.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use super::trouble;
use crate::app::App;
use crate::daemon::{self, Certificates, Daemon, DaemonError};
use crate::demo::{self, DemoError, Entrance};
use crate::sys::clock::Clock;
use crate::sys::temporary::TemporaryFolder;
use crate::web::Settings;
use crate::web::listener::Limits;

/// Where it listens unless told otherwise: nobody outside this machine sees it.
const LISTEN: &str = "127.0.0.1:8080";
/// Whoever tries it books, signs in and looks at more pages from one address than any patient.
const LIMIT_FACTOR: u32 = 20;
/// What is worth telling beside the invitation.
const LOG: &str = "warn";

pub(super) fn command(words: Words) -> Command {
    words
        .command("demo", "", "cli-demo-about")
        .arg(
            words
                .option("listen", "cli-value-address", "cli-demo-listen")
                .value_parser(clap::value_parser!(SocketAddr))
                .default_value(LISTEN),
        )
        .arg(words.option("data", "cli-value-folder", "cli-demo-data"))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let Some(listen) = given.get_one::<SocketAddr>("listen").copied() else {
        return Ok(Exit::Usage);
    };
    daemon::log_to_stderr(LOG);
    let runtime = daemon::runtime().map_err(|error| trouble::daemon(&error.into(), terminal))?;
    let place = Place::of(given.get_one::<String>("data"), terminal)?;
    let app = runtime.block_on(prepared(place.path(), terminal))?;
    let Some((app, entrance)) = app else {
        return Ok(Exit::Done);
    };
    let shown = Daemon {
        app,
        listen: listen.into(),
        settings: Settings {
            is_demo: true,
            calls_nobody: true,
            limit_factor: LIMIT_FACTOR,
            ..Settings::default()
        },
        limits: Limits::default(),
        post: None,
        certificates: Certificates::default(),
    };
    daemon::run(runtime, shown, |address| invite(address, &entrance, terminal))
        .map_err(|error| not_shown(&error, terminal))?;
    Ok(Exit::Done)
}

/// An address that cannot be had is given on the command line here, not in a configuration.
fn not_shown(error: &DaemonError, terminal: &Terminal) -> Stop {
    let DaemonError::Address { address, source } = error else {
        return trouble::daemon(error, terminal);
    };
    let Stop { exit, .. } = trouble::daemon(error, terminal);
    let (address, detail) = (address.to_string(), source.to_string());
    let arguments = [("address", address.as_str()), ("detail", &detail)];
    Stop::new(exit, terminal.words("cli-demo-address", &arguments))
}

/// Where the demonstration lies: a folder that is kept, or one that goes when the command ends.
enum Place {
    Kept(PathBuf),
    Passing(TemporaryFolder),
}

impl Place {
    fn of(kept: Option<&String>, terminal: &Terminal) -> Result<Self, Stop> {
        if let Some(folder) = kept {
            return Ok(Self::Kept(PathBuf::from(folder)));
        }
        let made = TemporaryFolder::new("grappe-demo");
        made.map(Self::Passing)
            .map_err(|error| trouble::file(&std::env::temp_dir(), &error, terminal))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Kept(path) => path,
            Self::Passing(folder) => folder.path(),
        }
    }
}

/// The practice and the ways in; nothing when the user stopped it before it was there.
async fn prepared(place: &Path, terminal: &Terminal) -> Result<Option<(App, Entrance)>, Stop> {
    terminal.tell("cli-demo-wait", &[]);
    let made = async {
        let app = demo::open(place, &Clock::system()).await?;
        let entrance = demo::entrance(&app).await?;
        Ok((app, entrance))
    };
    let stop = daemon::stop_signal().map_err(|error| trouble::daemon(&error.into(), terminal))?;
    tokio::select! {
        made = made => made.map(Some).map_err(|error| not_made(&error, place, terminal)),
        () = stop => Ok(None),
    }
}

/// The addresses to open; the codes are good once.
fn invite(address: SocketAddr, entrance: &Entrance, terminal: &Terminal) {
    // A server on every address of the machine is reached from here by this one.
    let here = if address.ip().is_unspecified() {
        SocketAddr::from(([127, 0, 0, 1], address.port()))
    } else {
        address
    };
    let link = |code: &str| format!("http://{here}/admin/welcome?code={code}");
    let (administrator, secretary) = (link(&entrance.administrator), link(&entrance.secretary));
    let booking = format!("http://{here}/");
    let arguments = [
        ("booking", booking.as_str()),
        ("administrator", &administrator),
        ("secretary", &secretary),
    ];
    terminal.tell("cli-demo-ready", &arguments);
}

fn not_made(error: &DemoError, place: &Path, terminal: &Terminal) -> Stop {
    match error {
        DemoError::NotADemonstration => {
            let text = terminal.words("cli-demo-other", &[("folder", &place.display().to_string())]);
            Stop::new(Exit::Refused, text)
        }
        DemoError::Start(error) => trouble::not_started(error, terminal),
        DemoError::Fault(error) => trouble::fault(error, terminal),
    }
}
