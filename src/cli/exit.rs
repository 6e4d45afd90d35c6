//! How a command ends.

/// Exit codes, as `--help` and the manual list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done,
    /// A check found something, or lines of an import were left out.
    Problem,
    /// Wrong arguments or configuration; nothing was touched.
    Usage,
    /// The data are refused: damaged, newer than the program, or not of the kind asked for.
    Refused,
    /// Another process has the data folder, or the address is taken; try again later.
    Busy,
    /// Disk, network or program failed.
    Fault,
}

impl Exit {
    /// Every code, in the order of the help.
    #[cfg(test)]
    pub(super) const ALL: [Self; 6] = [
        Self::Done,
        Self::Problem,
        Self::Usage,
        Self::Refused,
        Self::Busy,
        Self::Fault,
    ];

    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Problem => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::Busy => 4,
            Self::Fault => 5,
        }
    }
}

/// A command that ends early, with words in the user's language.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) exit: Exit,
    pub(super) text: String,
}

impl Stop {
    pub(super) fn new(exit: Exit, text: impl Into<String>) -> Self {
        Self {
            exit,
            text: text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::patient::Language;
    use crate::i18n::Texts;

    #[test]
    fn the_help_lists_each_code() {
        for language in [Language::Fr, Language::En] {
            let help = Texts::of(language).text("cli-exit-codes").into_owned();
            for exit in Exit::ALL {
                assert!(help.contains(&format!("\n  {}  ", exit.code())), "{exit:?}");
            }
        }
    }
}
