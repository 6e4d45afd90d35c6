//! `token`: keys of the machine interface.

use std::collections::BTreeSet;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::{folder, trouble};
use crate::app::{App, NewToken, Scope};
use crate::domain::id::PractitionerId;
use crate::domain::staff::Actor;

pub(super) fn command(words: Words) -> Command {
    let scopes = PossibleValuesParser::new(Scope::ALL.map(Scope::key));
    let add = words
        .command("token add", "NAME", "cli-token-add")
        .arg(
            words
                .operand("name", "cli-value-name", "cli-token-name")
                .required(true),
        )
        .arg(
            words
                .option("scope", "cli-value-scope", "cli-token-scope")
                .value_parser(scopes)
                .action(ArgAction::Append)
                .required(true),
        )
        .arg(
            words
                .option("practitioner", "cli-value-number", "cli-token-practitioner")
                .value_parser(clap::value_parser!(i64))
                .action(ArgAction::Append),
        );
    let revoke = words.command("token revoke", "ID", "cli-token-revoke").arg(
        words
            .operand("id", "cli-value-number", "cli-token-id")
            .value_parser(clap::value_parser!(i64))
            .required(true),
    );
    let list = words.command("token list", "", "cli-token-list");
    let places = |command: Command| command.args(folder::arguments(words));
    words
        .command("token", "", "cli-token-about")
        .subcommands([places(add), places(list), places(revoke)])
        .subcommand_required(true)
        .arg_required_else_help(true)
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let Some((act, given)) = given.subcommand() else {
        return Ok(Exit::Usage);
    };
    let app = folder::opened(given, context)?;
    folder::waited(
        async {
            match act {
                "add" => add(&app, given, context).await,
                "revoke" => revoke(&app, given, context).await,
                _ => list(&app, context).await,
            }
        },
        &context.terminal,
    )
}

async fn add(app: &App, given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let name = given.get_one::<String>("name").cloned().unwrap_or_default();
    let scopes = given.get_many::<String>("scope").into_iter().flatten();
    let scopes = scopes.filter_map(|key| Scope::from_key(key)).collect();
    let named = given.get_many::<i64>("practitioner").into_iter().flatten();
    let named: BTreeSet<PractitionerId> = named.copied().map(PractitionerId).collect();
    let agenda = app.agenda();
    let known = &agenda.set_up().practitioners;
    if let Some(stranger) = named.iter().find(|id| !known.contains_key(id)) {
        let id = stranger.to_string();
        let text = context
            .terminal
            .words("cli-token-practitioner-unknown", &[("id", &id)]);
        return Err(Stop::new(Exit::Problem, text));
    }
    let named = Some(named).filter(|named| !named.is_empty());
    let secret = app
        .create_api_token(Actor::System, NewToken { name, scopes, named })
        .await
        .map_err(|fault| trouble::fault(&fault, &context.terminal))?;
    context.terminal.tell("cli-token-made", &[("secret", &secret)]);
    Ok(Exit::Done)
}

async fn list(app: &App, context: &Context<'_>) -> Result<Exit, Stop> {
    let tokens = app
        .api_tokens()
        .await
        .map_err(|fault| trouble::fault(&fault, &context.terminal))?;
    let agenda = app.agenda();
    let zone = agenda.set_up().practice.zone;
    for token in tokens {
        let day = |at| context.terminal.texts().date_plain(zone.date(at));
        let state = match token.revoked {
            Some(at) => context.terminal.words("cli-token-revoked", &[("date", &day(at))]),
            None => context
                .terminal
                .words("cli-token-good", &[("date", &day(token.created))]),
        };
        context.terminal.say(&format!(
            "{:>4}  {}  {}  {}{state}",
            token.id,
            token.name,
            scopes(&token.scopes),
            numbers(token.practitioners.as_ref())
        ));
    }
    Ok(Exit::Done)
}

/// `slots:read,agenda:read` of the list as it is stored.
fn scopes(stored: &str) -> String {
    let listed: Result<Vec<String>, _> = serde_json::from_str(stored);
    listed.map_or_else(|_| stored.to_owned(), |keys| keys.join(","))
}

/// `1,2  ` of a token that keeps to some.
fn numbers(named: Option<&BTreeSet<PractitionerId>>) -> String {
    let Some(named) = named else { return String::new() };
    let numbers: Vec<String> = named.iter().map(ToString::to_string).collect();
    format!("{}  ", numbers.join(","))
}

async fn revoke(app: &App, given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let id = given.get_one::<i64>("id").copied().unwrap_or_default();
    let was_good = app
        .revoke_api_token(Actor::System, id)
        .await
        .map_err(|fault| trouble::fault(&fault, &context.terminal))?;
    if was_good {
        context
            .terminal
            .tell("cli-token-ended", &[("id", &id.to_string())]);
        Ok(Exit::Done)
    } else {
        let text = context
            .terminal
            .words("cli-token-unknown", &[("id", &id.to_string())]);
        Err(Stop::new(Exit::Problem, text))
    }
}
