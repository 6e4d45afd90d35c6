//! `[log]`: what goes to standard error.

use super::problem::Unfit;
use super::section::Section;

/// Logging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Directives such as `info` or `info,grappe::web=debug`.
    pub filter: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            filter: "info".to_owned(),
        }
    }
}

impl Log {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let base = Self::default();
        Self {
            filter: section.parsed("filter", directives).unwrap_or(base.filter),
        }
    }
}

/// `level` or `target=level`, separated by commas.
fn directives(text: &str) -> Result<String, Unfit> {
    let is_level = |word: &str| {
        let word = word.to_ascii_lowercase();
        ["off", "error", "warn", "info", "debug", "trace"].contains(&word.as_str())
    };
    let is_target = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':')
    };
    let is_directive = |part: &str| match part.trim().split_once('=') {
        Some((target, level)) => is_target(target) && is_level(level),
        None => is_level(part.trim()),
    };
    if text.split(',').all(is_directive) {
        Ok(text.to_owned())
    } else {
        Err(Unfit::NotFilter)
    }
}
