//! `[limits]`: ceilings that depend on the machine.

use super::section::Section;

/// Ceilings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file `import` reads, in millions of bytes.
    pub import_megabytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { import_megabytes: 50 }
    }
}

impl Limits {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let base = Self::default();
        Self {
            import_megabytes: section
                .number("import_megabytes", 1, 500)
                .unwrap_or(base.import_megabytes),
        }
    }
}
