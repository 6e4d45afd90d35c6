//! Wrong arguments, told in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::Exit;
use super::terminal::Terminal;

/// Shows help where it was asked for, else what is wrong with the arguments.
pub(super) fn shown(error: &clap::Error, terminal: &Terminal) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp => {
            terminal.say(error.render().to_string().trim_end());
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal.complain(error.render().to_string().trim_end());
            Exit::Usage
        }
        kind => {
            terminal.complain(&complaint(error, kind, terminal));
            terminal.complain(&terminal.words("cli-usage-see-help", &[]));
            Exit::Usage
        }
    }
}

fn complaint(error: &clap::Error, kind: ErrorKind, terminal: &Terminal) -> String {
    let argument = of_context(error, ContextKind::InvalidArg);
    let value = of_context(error, ContextKind::InvalidValue);
    let known = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::ValidValue,
    ];
    let hint = known
        .into_iter()
        .map(|kind| of_context(error, kind))
        .find(|text| !text.is_empty());
    let hint = hint.unwrap_or_default();
    let key = match (kind, hint.is_empty()) {
        (ErrorKind::UnknownArgument, true) => "cli-usage-unknown",
        (ErrorKind::UnknownArgument, false) => "cli-usage-unknown-near",
        (ErrorKind::InvalidSubcommand, true) => "cli-usage-no-command",
        (ErrorKind::InvalidSubcommand, false) => "cli-usage-no-command-near",
        (ErrorKind::MissingRequiredArgument, _) => "cli-usage-missing",
        (ErrorKind::MissingSubcommand, _) => "cli-usage-missing-command",
        (ErrorKind::ArgumentConflict, _) => "cli-usage-conflict",
        (ErrorKind::InvalidValue, false) => "cli-usage-choice",
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, _) => "cli-usage-value",
        (ErrorKind::InvalidUtf8, _) => "cli-usage-utf8",
        _ => "cli-usage-wrong",
    };
    let command = of_context(error, ContextKind::InvalidSubcommand);
    terminal.words(
        key,
        &[
            ("argument", if argument.is_empty() { &command } else { &argument }),
            ("value", &value),
            ("hint", &hint),
        ],
    )
}

fn of_context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}
