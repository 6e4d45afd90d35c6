//! `[limits]`: ceilings that depend on the machine.

use super::section::Section;

/// Ceilings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file `import` reads, in millions of bytes.
    pub import_megabytes: u64,
    /// Requests a second that the machine interface answers to one token.
    pub token_requests_per_second: u32,
    /// Codes by e-mail that booking visitors are sent in 24 hours, all together (security §5).
    pub code_mails_per_day: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            import_megabytes: 50,
            token_requests_per_second: 50_000,
            code_mails_per_day: 300,
        }
    }
}

impl Limits {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let base = Self::default();
        Self {
            import_megabytes: section
                .number("import_megabytes", 1, 500)
                .unwrap_or(base.import_megabytes),
            token_requests_per_second: section
                .number("token_requests_per_second", 1, 1_000_000)
                .unwrap_or(base.token_requests_per_second),
            code_mails_per_day: section
                .number("code_mails_per_day", 1, 1_000_000)
                .unwrap_or(base.code_mails_per_day),
        }
    }
}
