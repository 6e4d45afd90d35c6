//! `import`: files of other programs, shown or written, and undone.

use std::fs;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Command};

use super::Context;
use super::command::Words;
use super::exit::{Exit, Stop};
use super::import_words::{refusal_words, report_words};
use super::{folder, trouble};
use crate::app::exchange::import::{Defaults, ImportFile, ImportReport, Kind, read};
use crate::app::{App, Failure};
use crate::config::Limits;
use crate::domain::id::ImportId;
use crate::domain::staff::Actor;
use crate::store::{DATABASE_FILE, Fault};
use crate::sys::clock::Clock;

pub(super) fn command(words: Words) -> Command {
    let kinds = PossibleValuesParser::new(Kind::ALL.map(Kind::key));
    words
        .command("import", "FILE", "import-about")
        .arg(
            words
                .operand("file", "cli-value-file", "import-arg-file")
                .required_unless_present_any(["undo", "list"]),
        )
        .arg(
            words
                .option("kind", "import-value-kind", "import-arg-kind")
                .value_parser(kinds),
        )
        .arg(words.flag("dry-run", "import-arg-dry-run"))
        .arg(words.option("practitioner", "cli-value-name", "import-arg-practitioner"))
        .arg(words.option("care", "cli-value-name", "import-arg-care"))
        .arg(
            words
                .option("undo", "cli-value-number", "import-arg-undo")
                .value_parser(clap::value_parser!(i64))
                .conflicts_with_all(["file", "kind", "dry-run", "list"]),
        )
        .arg(words.flag("list", "import-arg-list").conflicts_with("file"))
        .args(folder::arguments(words))
}

pub(super) fn run(given: &ArgMatches, context: &Context<'_>) -> Result<Exit, Stop> {
    if let Some(number) = given.get_one::<i64>("undo") {
        let app = folder::opened(given, context)?;
        return folder::waited(undo(&app, ImportId(*number), context), &context.terminal);
    }
    if given.get_flag("list") {
        let app = folder::opened(given, context)?;
        return folder::waited(list(&app, context), &context.terminal);
    }
    let path = given.get_one::<String>("file").map(PathBuf::from);
    let path = path.unwrap_or_default();
    // Read first: a file that is not there must not make a new practice.
    let bytes = bytes_of(&path, given, context)?;
    let app = opened(given, context)?;
    folder::waited(bring(&app, &path, &bytes, given, context), &context.terminal)
}

/// A folder that does not exist yet becomes a new practice; one without data may be a disk that is not mounted.
fn opened(given: &ArgMatches, context: &Context<'_>) -> Result<App, Stop> {
    let data = folder::path(given, context)?;
    let is_new = !data.exists()
        && data
            .parent()
            .is_some_and(|parent| parent.is_dir() || parent == Path::new(""));
    if !is_new || given.get_flag("dry-run") {
        return folder::opened(given, context);
    }
    let app = App::open(&data, &Clock::system());
    let app = app.map_err(|error| trouble::not_started(&error, &context.terminal))?;
    let file = data.join(DATABASE_FILE).display().to_string();
    context.terminal.tell("import-new-practice", &[("file", &file)]);
    Ok(app)
}

fn bytes_of(path: &Path, given: &ArgMatches, context: &Context<'_>) -> Result<Vec<u8>, Stop> {
    let file = path.display().to_string();
    let failed = |error: &std::io::Error| {
        let arguments = [("file", file.as_str()), ("detail", &error.to_string())];
        Stop::new(
            Exit::Usage,
            context.terminal.words("import-unreadable-file", &arguments),
        )
    };
    let limits = match given.get_one::<String>("config") {
        Some(config) => super::config_words::loaded(Some(Path::new(config)), context)?.limits,
        None => Limits::default(),
    };
    let size = fs::metadata(path).map_err(|error| failed(&error))?.len();
    if size > limits.import_megabytes.saturating_mul(1_000_000) {
        let arguments = [
            ("file", file.as_str()),
            ("max", &limits.import_megabytes.to_string()),
        ];
        return Err(Stop::new(
            Exit::Refused,
            context.terminal.words("import-too-large", &arguments),
        ));
    }
    fs::read(path).map_err(|error| failed(&error))
}

async fn bring(
    app: &App,
    path: &Path,
    bytes: &[u8],
    given: &ArgMatches,
    context: &Context<'_>,
) -> Result<Exit, Stop> {
    let told = |name| given.get_one::<String>(name).cloned().unwrap_or_default();
    let kind = Kind::from_key(&told("kind")).unwrap_or_else(|| Kind::detected(bytes));
    let defaults = Defaults {
        practitioner: told("practitioner"),
        care: told("care"),
    };
    let is_dry = given.get_flag("dry-run");
    if kind == Kind::Whole {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let report = app.restore(text, is_dry, Actor::System).await;
        return told_report(kind, report, is_dry, context);
    }
    if matches!(kind, Kind::Busy | Kind::Agenda) && !app.knows_practitioner(&defaults.practitioner) {
        return Err(whose_agenda(app, context));
    }
    let draft = read(kind, bytes, &defaults, app.agenda().zone(), app.now());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let file = ImportFile {
        kind,
        name: name.unwrap_or_default(),
        draft,
    };
    let report = if is_dry {
        app.rehearse_import(file).await
    } else {
        app.import(file, Actor::System).await
    };
    told_report(kind, report, is_dry, context)
}

fn told_report(
    kind: Kind,
    report: Result<ImportReport, Fault>,
    is_dry: bool,
    context: &Context<'_>,
) -> Result<Exit, Stop> {
    let report = report.map_err(|fault| trouble::fault(&fault, &context.terminal))?;
    context
        .terminal
        .say(&report_words(kind, &report, is_dry, &context.terminal));
    Ok(match (report.has_losses(), report.has_news()) {
        (true, false) => Exit::Refused,
        (true, true) => Exit::Problem,
        (false, _) => Exit::Done,
    })
}

fn whose_agenda(app: &App, context: &Context<'_>) -> Stop {
    let agenda = app.agenda();
    let names: Vec<&str> = agenda
        .set_up()
        .practitioners
        .values()
        .map(|p| p.name.as_str())
        .collect();
    let text = context
        .terminal
        .words("import-whose-agenda", &[("names", &names.join(", "))]);
    Stop::new(Exit::Usage, text)
}

async fn undo(app: &App, import: ImportId, context: &Context<'_>) -> Result<Exit, Stop> {
    match app.undo_import(import, Actor::System).await {
        Ok(rows) => {
            let arguments = [("number", import.to_string()), ("rows", rows.to_string())];
            let arguments = arguments.each_ref().map(|(name, text)| (*name, text.as_str()));
            context.terminal.tell("import-undone", &arguments);
            Ok(Exit::Done)
        }
        Err(Failure::Refused(refusal)) => Err(Stop::new(
            Exit::Refused,
            refusal_words(import, &refusal, &context.terminal),
        )),
        Err(Failure::Fault(fault)) => Err(trouble::fault(&fault, &context.terminal)),
    }
}

async fn list(app: &App, context: &Context<'_>) -> Result<Exit, Stop> {
    let imports = app.imports().await;
    let zone = app.agenda().zone();
    let day = |at| context.terminal.texts().date_plain(zone.date(at));
    for one in imports.map_err(|fault| trouble::fault(&fault, &context.terminal))? {
        let number = one.id.to_string();
        let (made, undone) = (day(one.created), one.undone.map(day).unwrap_or_default());
        let key = if one.undone.is_some() {
            "import-listed-undone"
        } else {
            "import-listed"
        };
        let arguments = [
            ("number", number.as_str()),
            ("file", &one.file_name),
            ("date", &made),
            ("undone", &undone),
        ];
        context.terminal.tell(key, &arguments);
    }
    Ok(Exit::Done)
}
