//! The tree of commands, in the language of the terminal.

use clap::{Arg, ArgAction, Command};

use super::{
    caldav, check, demo, export, import, init, messages, modem, radicale, serve, simulate, token, update,
    user, version,
};
use crate::i18n::Texts;

/// The whole command line.
pub(super) fn tree(texts: Texts) -> Command {
    let words = Words(texts);
    let commands = [
        serve::command(words),
        init::command(words),
        check::command(words),
        user::command(words),
        demo::command(words),
        import::command(words),
        export::command(words),
        messages::command(words),
        token::command(words),
        caldav::command(words),
        modem::command(words),
        radicale::command(words),
        simulate::command(words),
        update::command(words),
        version::command(words),
    ];
    words
        .dressed(Command::new("grappe"), "cli-about")
        .override_usage(format!("grappe {}", texts.text("cli-usage-command")))
        .after_help(texts.text("cli-exit-codes").into_owned())
        .subcommands(commands)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

/// Builds commands and arguments with texts of the catalogue.
#[derive(Clone, Copy)]
pub(super) struct Words(Texts);

impl Words {
    /// A command by its path (`token add`); `operands` is what stands after it in the usage line.
    pub(super) fn command(self, path: &'static str, operands: &str, about: &str) -> Command {
        let name = path.rsplit(' ').next().unwrap_or(path);
        let gap = if operands.is_empty() { "" } else { " " };
        self.dressed(Command::new(name), about).override_usage(format!(
            "grappe {path}{gap}{operands} {}",
            self.0.text("cli-usage-options")
        ))
    }

    /// Help in our words: clap has English ones only.
    fn dressed(self, command: Command, about: &str) -> Command {
        let text = |key: &str| self.0.text(key).into_owned();
        let template = format!(
            "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
            text("cli-heading-usage")
        );
        command
            .about(text(about))
            .help_template(template)
            .subcommand_help_heading(text("cli-heading-commands"))
            .subcommand_value_name(text("cli-value-command"))
            .next_help_heading(text("cli-heading-options"))
            .disable_help_flag(true)
            .disable_help_subcommand(true)
            .disable_version_flag(true)
            .arg(
                Arg::new("help")
                    .short('h')
                    .long("help")
                    .action(ArgAction::Help)
                    .help(text("cli-arg-help")),
            )
    }

    /// `--name VALUE`.
    pub(super) fn option(self, name: &'static str, value: &str, help: &str) -> Arg {
        Arg::new(name)
            .long(name)
            .value_name(self.0.text(value).into_owned())
            .help(self.0.text(help).into_owned())
            .hide_possible_values(true)
            .hide_default_value(true)
    }

    /// `--name`.
    pub(super) fn flag(self, name: &'static str, help: &str) -> Arg {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(self.0.text(help).into_owned())
    }

    /// A value by its place.
    pub(super) fn operand(self, name: &'static str, value: &str, help: &str) -> Arg {
        Arg::new(name)
            .value_name(self.0.text(value).into_owned())
            .help(self.0.text(help).into_owned())
            .hide_possible_values(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;

    #[test]
    fn the_tree_is_sound_in_both_languages() {
        for language in [Language::Fr, Language::En] {
            tree(Texts::of(language)).debug_assert();
        }
    }
}
