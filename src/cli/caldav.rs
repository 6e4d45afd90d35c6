//! `caldav`: what a calendar server says before a calendar is linked (`probe`), and passes over those that are (`sync`).

use clap::{ArgMatches, Command, value_parser};

use super::Context;
use super::caldav_sync;
use super::caldav_words::{TrialWords, calendar_words, server_words, trouble_words};
use super::command::Words;
use super::exit::{Exit, Stop};
use super::folder::waited;
use super::terminal::Terminal;
use crate::bridge::dav::{Collection, Credentials, DavError, Session, Terms, Trial, discover, write_probe};
use crate::sys::clock::Clock;
use crate::sys::http::{Address, AddressProblem, Fingerprint, LinkError};
use crate::sys::prompt;

/// Where a script puts the password: arguments can be seen by everybody on the machine.
const PASSWORD: &str = "GRAPPE_CALDAV_PASSWORD";

pub(super) fn command(words: Words) -> Command {
    let probe = words
        .command("caldav probe", "URL", "caldav-probe-about")
        .arg(
            words
                .operand("url", "caldav-value-url", "caldav-arg-url")
                .required(true),
        )
        .arg(words.option("user", "cli-value-name", "caldav-arg-user"))
        .arg(words.option("pin", "caldav-value-fingerprint", "caldav-arg-pin"))
        .arg(words.flag("unencrypted", "caldav-arg-unencrypted"))
        .arg(words.flag("write", "caldav-arg-write"))
        .arg(
            words
                .option("calendar", "cli-value-number", "caldav-arg-calendar")
                .value_parser(value_parser!(u16).range(1..))
                .requires("write"),
        )
        .arg(words.flag("yes", "caldav-arg-yes").requires("write"));
    words
        .command("caldav", "", "caldav-about")
        .subcommand(probe)
        .subcommand(caldav_sync::command(words))
        .subcommand_required(true)
        .arg_required_else_help(true)
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    match given.subcommand() {
        Some(("probe", given)) => probe(given, context),
        Some(("sync", given)) => caldav_sync::run(given, context),
        _ => Ok(Exit::Usage),
    }
}

fn probe(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let typed = given.get_one::<String>("url").map_or("", String::as_str);
    let address = address(typed, terminal)?;
    let pin = match given.get_one::<String>("pin") {
        Some(text) => Some(Fingerprint::parse(text).ok_or_else(|| wrong("caldav-pin-unfit", &[], terminal))?),
        None => None,
    };
    let terms = Terms {
        allows_clear: given.get_flag("unencrypted"),
        pin,
        ..Terms::default()
    };
    let session = Session::new(address, credentials(given, context)?, &terms);
    waited(looked(session, given, terminal), terminal)
}

fn address(typed: &str, terminal: &Terminal) -> Result<Address, Stop> {
    Address::parse(typed).map_err(|problem| {
        let key = match problem {
            AddressProblem::Malformed => "caldav-url-malformed",
            AddressProblem::Credentials => "caldav-url-credentials",
            AddressProblem::Forbidden => "caldav-url-forbidden",
            AddressProblem::InClear => "caldav-url-in-clear",
        };
        wrong(key, &[("url", typed)], terminal)
    })
}

fn wrong(key: &str, arguments: &[(&str, &str)], terminal: &Terminal) -> Stop {
    Stop::new(Exit::Usage, terminal.words(key, arguments))
}

/// The account by its option or asked for; the password by the environment, else from standard input, where a terminal shows nothing.
fn credentials(given: &ArgMatches, context: &Context<'_>) -> Result<Credentials, Stop> {
    let terminal = &context.terminal;
    let unread = || wrong("caldav-no-password", &[("variable", PASSWORD)], terminal);
    let user = match given.get_one::<String>("user") {
        Some(user) => user.clone(),
        None if prompt::is_there() => answered(prompt::asked(&terminal.words("caldav-ask-user", &[])))
            .ok_or_else(|| wrong("caldav-no-user", &[], terminal))?,
        None => return Err(wrong("caldav-no-user", &[], terminal)),
    };
    let password = match context.environment.get(PASSWORD) {
        Some(password) => Some(password.to_owned()),
        None if prompt::is_there() => answered(prompt::asked_secretly(
            &terminal.words("caldav-ask-password", &[]),
        )),
        None => answered(prompt::line()),
    };
    let password = password.ok_or_else(unread)?;
    Ok(Credentials { user, password })
}

fn answered(line: std::io::Result<Option<String>>) -> Option<String> {
    line.ok().flatten().filter(|line| !line.is_empty())
}

async fn looked(mut session: Session, given: &ArgMatches, terminal: &Terminal) -> Result<Exit, Stop> {
    let found = discover(&mut session).await;
    let found = found.map_err(|error| stopped(&error, &session, terminal))?;
    terminal.say(&server_words(&found.server, &session, terminal));
    if found.calendars.is_empty() {
        return Err(stopped(&DavError::NoCalendar, &session, terminal));
    }
    for (nth, calendar) in (1..).zip(&found.calendars) {
        terminal.say(&calendar_words(nth, calendar, terminal));
    }
    if !given.get_flag("write") {
        return Ok(Exit::Done);
    }
    let calendar = chosen(&found.calendars, given, terminal)?;
    if !(given.get_flag("yes") || consents(calendar, terminal)?) {
        terminal.tell("caldav-not-written", &[]);
        return Ok(Exit::Done);
    }
    let trial = Trial {
        summary: &terminal.words("caldav-trial-summary", &[]),
        now: Clock::system().known_now(),
    };
    let learnt = write_probe(&mut session, &calendar.href, &trial).await;
    let learnt = learnt.map_err(|error| stopped(&error, &session, terminal))?;
    let words = TrialWords::of(learnt);
    terminal.say(&words.text(terminal));
    Ok(if words.is_good { Exit::Done } else { Exit::Problem })
}

/// The only one, or that of the number.
fn chosen<'a>(
    calendars: &'a [Collection],
    given: &ArgMatches,
    terminal: &Terminal,
) -> Result<&'a Collection, Stop> {
    let number = given.get_one::<u16>("calendar").copied();
    let nth = match (number, calendars.len()) {
        (Some(number), _) => usize::from(number) - 1,
        (None, 1) => 0,
        (None, _) => return Err(wrong("caldav-which", &[], terminal)),
    };
    let count = calendars.len().to_string();
    calendars
        .get(nth)
        .ok_or_else(|| wrong("caldav-no-such-number", &[("count", &count)], terminal))
}

fn consents(calendar: &Collection, terminal: &Terminal) -> Result<bool, Stop> {
    if !prompt::is_there() {
        return Err(wrong("caldav-needs-consent", &[], terminal));
    }
    let name = calendar.name.as_deref().unwrap_or(&calendar.href);
    let answer = answered(prompt::asked(
        &terminal.words("caldav-ask-write", &[("name", name)]),
    ));
    let yes = terminal.words("caldav-yes", &[]);
    Ok(answer.is_some_and(|answer| answer.trim().eq_ignore_ascii_case(&yes)))
}

fn stopped(error: &DavError, session: &Session, terminal: &Terminal) -> Stop {
    let exit = match error {
        DavError::Link(LinkError::Untrusted(_) | LinkError::KeyChanged { .. }) => Exit::Refused,
        DavError::Link(_) => Exit::Fault,
        DavError::Busy { .. } => Exit::Busy,
        _ => Exit::Problem,
    };
    Stop::new(exit, trouble_words(error, session.address(), terminal))
}
