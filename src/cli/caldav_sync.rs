//! `caldav sync`: one pass over every linked calendar now, while no server runs on the data folder.

use clap::{ArgMatches, Command};

use super::Context;
use super::caldav_words::trouble_words;
use super::command::Words;
use super::config_words::loaded;
use super::exit::{Exit, Stop};
use super::folder::{self, waited};
use super::terminal::Terminal;
use super::trouble;
use crate::app::App;
use crate::bridge::{Scribe, SyncReport, SyncTrouble};
use crate::domain::calendar::LinkState;
use crate::store::CalendarLink;
use crate::sys::http::Address;

pub(super) fn command(words: Words) -> Command {
    words
        .command("caldav sync", "", "caldav-sync-about")
        .args(folder::arguments(words))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    let terminal = &context.terminal;
    let app = folder::opened(given, context)?;
    // Links in events are those of the configuration; without one there are none.
    let file = given.get_one::<String>("config").map(std::path::Path::new);
    let base = match (given.contains_id("data"), file) {
        (false, Some(_)) => Some(loaded(file, context)?.server.page_url()),
        _ => None,
    };
    waited(synced(app, base, terminal), terminal)
}

async fn synced(app: App, base: Option<String>, terminal: &Terminal) -> Result<Exit, Stop> {
    let fault = |fault| trouble::fault(&fault, terminal);
    let links = app.calendar_links().await.map_err(fault)?;
    if links.is_empty() {
        terminal.tell("caldav-sync-none", &[]);
        return Ok(Exit::Done);
    }
    if !app.is_clock_trusted() {
        return Err(Stop::new(Exit::Fault, terminal.words("caldav-sync-clock", &[])));
    }
    let reports = Scribe::new(app.clone(), base).all().await.map_err(fault)?;
    let mut has_failed = false;
    for link in &links {
        let name = name(&app, link);
        let text = match reports.iter().find(|report| report.link == link.id) {
            Some(report) => {
                has_failed |= report.outcome.is_err();
                told(report, (link, &name), terminal)
            }
            None => resting(link, &name, terminal),
        };
        terminal.say(&text);
    }
    Ok(if has_failed { Exit::Problem } else { Exit::Done })
}

/// Whose calendar, and where.
fn name(app: &App, link: &CalendarLink) -> String {
    let agenda = app.agenda();
    let whose = agenda.set_up().practitioners.get(&link.practitioner);
    let whose = whose.map_or_else(String::new, |practitioner| practitioner.name.clone());
    let host = Address::parse(&link.url).map_or_else(|_| link.url.clone(), |address| address.host());
    format!("{whose} ({host})")
}

fn told(report: &SyncReport, (link, name): (&CalendarLink, &str), terminal: &Terminal) -> String {
    match &report.outcome {
        Ok(counts) => {
            let numbers = [counts.seen, counts.gone, counts.written].map(|count| count.to_string());
            let [seen, gone, written] = numbers.each_ref().map(String::as_str);
            let arguments = [
                ("name", name),
                ("seen", seen),
                ("gone", gone),
                ("written", written),
            ];
            terminal.words("caldav-sync-done", &arguments)
        }
        Err(trouble) => {
            let why = why(trouble, link, terminal);
            terminal.words("caldav-sync-failed", &[("name", name), ("why", &why)])
        }
    }
}

fn why(trouble: &SyncTrouble, link: &CalendarLink, terminal: &Terminal) -> String {
    let say = |key: &str| terminal.words(key, &[]);
    match trouble {
        SyncTrouble::Dav(error) => match Address::parse(&link.url) {
            Ok(address) => trouble_words(error, &address, terminal),
            Err(_) => say("caldav-sync-address"),
        },
        SyncTrouble::NoPassword => say("caldav-sync-no-password"),
        SyncTrouble::Address(_) => say("caldav-sync-address"),
        SyncTrouble::Unreadable(fault) => {
            terminal.words("caldav-sync-unreadable", &[("detail", &fault.to_string())])
        }
        SyncTrouble::Full => say("caldav-sync-full"),
        SyncTrouble::Suspended(_) => say("caldav-sync-suspended"),
        SyncTrouble::Store(fault) => trouble::fault(fault, terminal).text,
    }
}

fn resting(link: &CalendarLink, name: &str, terminal: &Terminal) -> String {
    let key = match link.state {
        LinkState::Paused => "caldav-sync-paused",
        _ => "caldav-sync-stopped",
    };
    terminal.words(key, &[("name", name)])
}
