//! The process environment, read once: the only place that looks at it.

use std::collections::BTreeMap;

use crate::domain::patient::Language;

/// A copy of the environment variables that are valid UTF-8.
#[derive(Clone, Debug, Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Reads the variables of this process; those that are not UTF-8 are left out.
    pub fn of_process() -> Self {
        let readable = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(readable).collect())
    }

    /// A variable; an empty one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Names of the variables that begin with `prefix`, sorted.
    pub fn names_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(name, value)| name.starts_with(prefix) && !value.is_empty())
            .map(|(name, _)| name.as_str())
    }

    /// Language of the terminal by `LC_ALL`, `LC_MESSAGES`, `LANG`, first one set (POSIX locale order); English for
    /// every language without translation, since it was not French that was asked for, and French when none is set.
    pub fn language(&self) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| self.get(name));
        match locale {
            None => Language::Fr,
            Some(locale) if locale.to_ascii_lowercase().starts_with("fr") => Language::Fr,
            Some(_) => Language::En,
        }
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(variables: [(&str, &str); N]) -> Self {
        Self(
            variables
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }
}
