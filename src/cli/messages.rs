//! `messages`: what became of messages to patients, and one of them once more. Looking needs no stopped server and shows nobody's name
//! or address: those are for the pages, where each look is on record.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command, value_parser};
use serde_json::json;

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use super::{folder, trouble};
use crate::app::{Failure, ResendRefusal};
use crate::domain::id::PatientId;
use crate::domain::message_trouble::Trouble;
use crate::domain::staff::Actor;
use crate::domain::time::{Interval, Zone};
use crate::store::{Db, Fate, Fault, ListedMessage, MessageQuery, look};

/// Lines of a list where nothing is said.
const LINES: &str = "50";

pub(super) fn command(words: Words) -> Command {
    let fates = PossibleValuesParser::new(Fate::ALL.map(Fate::key));
    let as_json = || words.flag("json", "cli-messages-json");
    let count = words
        .command("messages count", "", "cli-messages-count")
        .arg(as_json());
    let list = words
        .command("messages list", "", "cli-messages-list")
        .arg(as_json())
        .arg(
            words
                .option("state", "cli-value-state", "cli-messages-state")
                .value_parser(fates),
        )
        .arg(
            words
                .option("patient", "cli-value-number", "cli-messages-patient")
                .value_parser(value_parser!(i64)),
        )
        .arg(
            words
                .option("date", "cli-value-date", "cli-messages-date")
                .value_parser(value_parser!(NaiveDate)),
        )
        .arg(
            words
                .option("limit", "cli-value-number", "cli-messages-limit")
                .value_parser(value_parser!(u32).range(1..=1000))
                .default_value(LINES),
        );
    let resend = words
        .command("messages resend", "ID", "cli-messages-resend")
        .arg(
            words
                .operand("id", "cli-value-number", "cli-messages-id")
                .value_parser(value_parser!(i64))
                .required(true),
        )
        .arg(words.flag("sure", "cli-messages-sure"));
    let places = |command: Command| command.args(folder::arguments(words));
    words
        .command("messages", "", "cli-messages-about")
        .subcommands([places(count), places(list), places(resend)])
        .subcommand_required(true)
        .arg_required_else_help(true)
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    match given.subcommand() {
        Some(("count", given)) => count(given, context),
        Some(("list", given)) => list(given, context),
        Some(("resend", given)) => resend(given, context),
        _ => Ok(Exit::Usage),
    }
}

/// Reads something of the folder that is meant, whether or not a server works on it.
fn seen<T>(
    given: &ArgMatches,
    context: &Context<'_>,
    read: impl FnOnce(&Db<'_>) -> Result<T, Fault>,
) -> Result<T, Stop> {
    let data = folder::path(given, context)?;
    folder::with_data(&data, &context.terminal)?;
    look(&data, read).map_err(|error| trouble::not_opened(&error, &context.terminal))
}

fn count(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let counts = seen(given, context, |db: &Db<'_>| db.message_counts())?;
    if given.get_flag("json") {
        let mut channels: BTreeMap<&str, BTreeMap<&str, u32>> = BTreeMap::new();
        for one in &counts {
            let states = channels.entry(&one.channel).or_default();
            states.insert(&one.state, one.count);
        }
        terminal.say(&json!(channels).to_string());
        return Ok(Exit::Done);
    }
    if counts.is_empty() {
        terminal.tell("cli-messages-none", &[]);
    }
    for one in counts {
        let state = state_words(terminal, &one.state);
        terminal.say(&format!("{:>7}  {:<6} {state}", one.count, one.channel));
    }
    Ok(Exit::Done)
}

fn state_words(terminal: &Terminal, state: &str) -> String {
    terminal.words(&format!("outbox-state-{}", state.replace('_', "-")), &[])
}

fn list(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let date = given.get_one::<NaiveDate>("date").copied();
    let query = MessageQuery {
        fate: given
            .get_one::<String>("state")
            .and_then(|key| Fate::from_key(key)),
        patient: given.get_one::<i64>("patient").copied().map(PatientId),
        span: None,
        reminders_until: None,
        skip: 0,
        limit: given.get_one::<u32>("limit").copied().unwrap_or(1),
    };
    let (zone, found) = seen(given, context, |db| {
        let zone = db.practice_zone()?;
        let span = date.zip(zone).map(|(date, zone)| day(zone, date));
        let found = db.listed_messages(&MessageQuery { span, ..query })?;
        Ok((zone, found))
    })?;
    if given.get_flag("json") {
        let all: Vec<_> = found.iter().map(as_json).collect();
        terminal.say(&json!(all).to_string());
        return Ok(Exit::Done);
    }
    if found.is_empty() {
        terminal.tell("cli-messages-none", &[]);
    }
    for one in &found {
        terminal.say(&line(terminal, zone, one));
    }
    Ok(Exit::Done)
}

fn day(zone: Zone, date: NaiveDate) -> Interval {
    let after = date.checked_add_days(Days::new(1)).unwrap_or(date);
    Interval {
        start: zone.start_of(date),
        end: zone.start_of(after),
    }
}

fn trouble_of(one: &ListedMessage) -> Option<Trouble> {
    Trouble::of(&one.message.state, one.message.last_error.as_deref()).filter(|_| one.fate != Fate::Over)
}

fn line(terminal: &Terminal, zone: Option<Zone>, one: &ListedMessage) -> String {
    let t = terminal.texts();
    let when = zone.map_or_else(
        || one.moment.to_rfc3339(),
        |zone| t.moment_short(zone, one.moment),
    );
    let kind = terminal.words(&format!("outbox-kind-{}", one.message.kind.key()), &[]);
    let state = state_words(terminal, &one.message.state);
    let why = trouble_of(one).map_or_else(String::new, |trouble| {
        format!(
            "  {}",
            terminal.words(&format!("outbox-why-{}", trouble.key()), &[])
        )
    });
    format!(
        "{:>6}  {when}  {:<5}  {kind}  {state}{why}",
        one.message.id, one.channel
    )
}

fn as_json(one: &ListedMessage) -> serde_json::Value {
    json!({
        "id": one.message.id,
        "kind": one.message.kind.key(),
        "channel": one.channel,
        "state": one.message.state,
        "fate": one.fate.key(),
        "at": one.moment.to_rfc3339(),
        "attempts": one.message.attempts,
        "appointment": one.message.appointment.map(|id| id.0),
        "trouble": trouble_of(one).map(Trouble::key),
        "resent_as": one.resent_as,
    })
}

fn resend(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let id = given.get_one::<i64>("id").copied().unwrap_or_default();
    let is_sure = given.get_flag("sure");
    let app = folder::opened(given, context)?;
    folder::waited(
        async {
            let fault = |fault: Fault| trouble::fault(&fault, terminal);
            let number = id.to_string();
            let refused = |key: &str| Err(Stop::new(Exit::Problem, terminal.words(key, &[("id", &number)])));
            let Some(notice) = app.notice(id).await.map_err(fault)? else {
                return refused("cli-messages-unknown");
            };
            match app
                .resend_message(id, notice.message.state, is_sure, Actor::System)
                .await
            {
                Ok(new) => {
                    let new = new.to_string();
                    terminal.tell("cli-messages-resent", &[("id", &number), ("new", &new)]);
                    Ok(Exit::Done)
                }
                Err(Failure::Fault(found)) => Err(fault(found)),
                Err(Failure::Refused(why)) => refused(refusal_key(why)),
            }
        },
        terminal,
    )
}

fn refusal_key(why: ResendRefusal) -> &'static str {
    match why {
        ResendRefusal::NotFound => "cli-messages-unknown",
        ResendRefusal::Changed => "cli-messages-refused-changed",
        ResendRefusal::MayHaveArrived => "cli-messages-refused-sure",
        ResendRefusal::NothingToRepeat => "cli-messages-refused-nothing",
        ResendRefusal::Overtaken => "cli-messages-refused-overtaken",
        ResendRefusal::NoContact => "cli-messages-refused-contact",
        ResendRefusal::AlreadyWaiting => "cli-messages-refused-waiting",
    }
}
