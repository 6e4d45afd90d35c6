//! From a file and the environment to values, with every problem at once.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::environment::Environment;
use super::key::{KEYS, Key};
use super::problem::{ConfigProblem, Origin, Unfit};
use super::section::{Section, Value, Written};
use super::{Clock, Limits, Log, Practice, Radicale, Server, Smtp, Tls, Update};

/// Largest configuration file, in bytes.
const FILE_MAX_BYTES: u64 = 256 * 1024;
/// Beyond this many edits a key is no slip of another.
const SLIP_MAX_EDITS: usize = 3;

/// Everything configured, by section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `[practice]`.
    pub practice: Practice,
    /// `[server]`.
    pub server: Server,
    /// `[tls]`, when an address is set.
    pub tls: Option<Tls>,
    /// `[smtp]`, when a host is set.
    pub smtp: Option<Smtp>,
    /// `[radicale]`, when a folder is set.
    pub radicale: Option<Radicale>,
    /// `[update]`, when an address is set.
    pub update: Option<Update>,
    /// `[clock]`.
    pub clock: Clock,
    /// `[log]`.
    pub log: Log,
    /// `[limits]`.
    pub limits: Limits,
}

impl Config {
    /// Every name the pages answer to; empty when none was configured, which means any.
    pub fn names(&self) -> Vec<String> {
        let mut names = self.server.names();
        let others = self.tls.iter().flat_map(|tls| &tls.names);
        if !names.is_empty() {
            let others: Vec<_> = others.filter(|name| !names.contains(name)).cloned().collect();
            names.extend(others);
        }
        names
    }
}

type Found = Vec<(Origin, String, Unfit)>;
type Sections = BTreeMap<&'static str, BTreeMap<&'static str, Written>>;

/// Reads the file (none: environment and defaults only); all problems, never only the first.
pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Config, Vec<ConfigProblem>> {
    let Some(path) = file else {
        return parse("", None, environment);
    };
    let unreadable = |detail: String| {
        vec![ConfigProblem {
            file: Some(path.to_owned()),
            origin: Origin::Absent,
            key: String::new(),
            unfit: Unfit::Unreadable(detail),
        }]
    };
    let length = std::fs::metadata(path)
        .map_err(|e| unreadable(e.to_string()))?
        .len();
    if length > FILE_MAX_BYTES {
        return Err(unreadable(format!("> {FILE_MAX_BYTES} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(|e| unreadable(e.to_string()))?;
    parse(&text, Some(path), environment)
}

/// Reads a text; `file` is only named in problems.
pub fn parse(
    text: &str,
    file: Option<&Path>,
    environment: &Environment,
) -> Result<Config, Vec<ConfigProblem>> {
    let mut found = Found::new();
    let mut sections = written_in(text, &mut found);
    unknown_variables(environment, &mut found);
    let mut read = |name: &'static str, found: &mut Found, act: &mut dyn FnMut(&mut Section<'_>)| {
        let keys = KEYS.iter().filter(|key| key.section == name);
        let written = sections.remove(name).unwrap_or_default();
        act(&mut Section::new(name, keys, written, environment, found));
    };
    let mut config = Config::default();
    read("practice", &mut found, &mut |s| {
        config.practice = Practice::read(s);
    });
    read("server", &mut found, &mut |s| config.server = Server::read(s));
    let server = config.server.clone();
    read("tls", &mut found, &mut |s| config.tls = Tls::read(s, &server));
    read("smtp", &mut found, &mut |s| config.smtp = Smtp::read(s));
    read("radicale", &mut found, &mut |s| {
        config.radicale = Radicale::read(s);
    });
    read("update", &mut found, &mut |s| config.update = Update::read(s));
    read("clock", &mut found, &mut |s| config.clock = Clock::read(s));
    read("log", &mut found, &mut |s| config.log = Log::read(s));
    read("limits", &mut found, &mut |s| config.limits = Limits::read(s));
    if found.is_empty() {
        return Ok(config);
    }
    let problem = |(origin, key, unfit)| ConfigProblem {
        file: file.map(Path::to_owned),
        origin,
        key,
        unfit,
    };
    Err(found.into_iter().map(problem).collect())
}

fn line_of(text: &str, at: usize) -> Origin {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    Origin::Line(before.split(|byte| *byte == b'\n').count())
}

fn written_in(text: &str, found: &mut Found) -> Sections {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let origin = error
            .span()
            .map_or(Origin::Absent, |span| line_of(text, span.start));
        found.push((origin, String::new(), Unfit::Syntax(error.message().to_owned())));
    }
    let mut sections = Sections::new();
    for (name, content) in document.get_ref() {
        let origin = || line_of(text, name.span().start);
        let Some(section) = section_named(name.get_ref()) else {
            let slip = nearest(name.get_ref(), section_names());
            found.push((origin(), clipped(name.get_ref()), Unfit::UnknownSection(slip)));
            continue;
        };
        match content.get_ref() {
            DeValue::Table(table) => {
                sections.insert(section, keys_in(text, section, table, found));
            }
            _ => found.push((origin(), section.to_owned(), Unfit::UnknownSection(None))),
        }
    }
    sections
}

fn keys_in(
    text: &str,
    section: &'static str,
    table: &DeTable<'_>,
    found: &mut Found,
) -> BTreeMap<&'static str, Written> {
    let mut written = BTreeMap::new();
    for (name, value) in table {
        let origin = line_of(text, name.span().start);
        let full = || format!("{section}.{}", clipped(name.get_ref()));
        let of_section = || KEYS.iter().filter(|key| key.section == section);
        if let Some(key) = of_section().find(|key| key.name == name.get_ref().as_ref()) {
            let value = value_of(value);
            written.insert(key.name, Written { value, origin });
        } else {
            let slip = nearest(name.get_ref(), of_section().map(|key| key.name));
            found.push((
                origin,
                full(),
                Unfit::UnknownKey(slip.map(|near| format!("{section}.{near}"))),
            ));
        }
    }
    written
}

fn value_of(value: &Spanned<DeValue<'_>>) -> Value {
    match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Number)
        }
        DeValue::Array(items) => {
            let text = |item: &Spanned<DeValue<'_>>| item.get_ref().as_str().map(str::to_owned);
            items
                .iter()
                .map(text)
                .collect::<Option<_>>()
                .map_or(Value::Other, Value::List)
        }
        _ => Value::Other,
    }
}

/// A misspelt variable would be ignored in silence, so it is refused as an unknown key is.
fn unknown_variables(environment: &Environment, found: &mut Found) {
    let known: Vec<String> = KEYS.iter().map(Key::variable).collect();
    for name in environment.names_with("GRAPPE_") {
        let is_ours = section_names().any(|section| {
            name.strip_prefix("GRAPPE_")
                .and_then(|rest| rest.strip_prefix(section.to_ascii_uppercase().as_str()))
                .is_some_and(|rest| rest.starts_with('_'))
        });
        if is_ours && !known.iter().any(|variable| variable == name) {
            let slip = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
            found.push((
                Origin::Variable(name.to_owned()),
                String::new(),
                Unfit::UnknownKey(slip),
            ));
        }
    }
}

fn section_names() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    KEYS.iter()
        .map(|key| key.section)
        .filter(move |name| std::mem::replace(&mut last, name) != *name)
}

fn section_named(name: &str) -> Option<&'static str> {
    section_names().find(|section| *section == name)
}

/// Names are echoed to the terminal: no more than a line's worth.
fn clipped(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (edits(name, candidate), candidate))
        .min()
        .filter(|(distance, _)| *distance <= SLIP_MAX_EDITS)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance of the first 60 characters.
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().take(60).enumerate() {
        let mut next = vec![i + 1];
        for ((b, diagonal), above) in right.iter().zip(&row).zip(row.iter().skip(1)) {
            let before = next.last().copied().unwrap_or_default();
            next.push((diagonal + usize::from(a != *b)).min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
