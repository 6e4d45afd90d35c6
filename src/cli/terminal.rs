//! Standard output for results, standard error for complaints.

use std::io::Write as _;

use crate::i18n::{Texts, Value};

/// The user's terminal and language.
#[derive(Debug)]
pub(super) struct Terminal {
    texts: Texts,
}

impl Terminal {
    pub(super) fn new(texts: Texts) -> Self {
        Self { texts }
    }

    pub(super) fn texts(&self) -> Texts {
        self.texts
    }

    /// One or more lines on standard output. A reader that has gone (`| head`) is no reason to fail.
    #[expect(clippy::unused_self, reason = "only who holds the terminal speaks")]
    pub(super) fn say(&self, text: &str) {
        let _ = writeln!(std::io::stdout().lock(), "{text}");
    }

    /// On standard error.
    #[expect(clippy::unused_self, reason = "only who holds the terminal speaks")]
    pub(super) fn complain(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }

    /// A text of the catalogue with its arguments.
    pub(super) fn words(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let arguments: Vec<(&str, Value<'_>)> = arguments
            .iter()
            .map(|(name, value)| (*name, Value::from(*value)))
            .collect();
        self.texts.with(key, &arguments)
    }

    /// Says a text of the catalogue.
    pub(super) fn tell(&self, key: &str, arguments: &[(&str, &str)]) {
        self.say(&self.words(key, arguments));
    }
}
