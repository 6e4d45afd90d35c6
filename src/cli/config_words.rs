//! Problems of the configuration in words: file, line, key, remedy.

use std::path::Path;

use super::Context;
use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use crate::config::{Config, ConfigProblem, Origin, load};

/// The configuration, or every problem of it on a line of its own.
pub(super) fn loaded(file: Option<&Path>, context: &Context<'_>) -> Result<Config, Stop> {
    load(file, context.environment).map_err(|problems| {
        let lines: Vec<String> = problems
            .iter()
            .map(|problem| line(problem, &context.terminal))
            .collect();
        Stop::new(Exit::Usage, lines.join("\n"))
    })
}

fn line(problem: &ConfigProblem, terminal: &Terminal) -> String {
    let file = problem
        .file
        .as_ref()
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    let (number, variable) = match &problem.origin {
        Origin::Line(number) => (number.to_string(), String::new()),
        Origin::Variable(name) => (String::new(), name.clone()),
        Origin::Absent => (String::new(), String::new()),
    };
    let key = match (&problem.origin, problem.key.is_empty()) {
        (Origin::Line(_), false) => "config-place-line",
        (Origin::Line(_), true) => "config-place-whole-line",
        (Origin::Variable(_), false) => "config-place-variable",
        (Origin::Variable(_), true) => "config-place-whole-variable",
        (Origin::Absent, false) => "config-place-file",
        (Origin::Absent, true) => "config-place-whole-file",
    };
    let place = terminal.words(
        key,
        &[
            ("file", &file),
            ("line", &number),
            ("variable", &variable),
            ("key", &problem.key),
        ],
    );
    let arguments = problem.unfit.arguments();
    let arguments: Vec<(&str, &str)> = arguments
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    terminal.words(
        "cli-config-problem",
        &[
            ("place", &place),
            ("reason", &terminal.words(problem.unfit.message(), &arguments)),
        ],
    )
}
