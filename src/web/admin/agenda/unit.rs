//! How high a row is: the classes `u-…` of the style sheet.

use super::ruler::Rows;
use crate::store::DayRow;

/// Height of a line of text, in pixels.
const LINE: i64 = 16;
/// Borders and margin of a block, in pixels.
const EDGES: i64 = 3;

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    High,
    Mid,
    Low,
}

impl Unit {
    /// Short appointments need higher rows to be read.
    pub(super) fn of(rows: &[DayRow]) -> Self {
        let shortest = rows.iter().map(|row| row.interval.length().num_minutes()).min();
        match shortest.unwrap_or(30) {
            ..=10 => Self::High,
            11..=15 => Self::Mid,
            _ => Self::Low,
        }
    }

    /// The class of the sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::High => "u-high",
            Self::Mid => "u-mid",
            Self::Low => "u-low",
        }
    }

    /// Lines of text in a block of so many rows, at least one.
    pub(super) fn lines(self, rows: Rows) -> usize {
        let height = match self {
            Self::High => 11,
            Self::Mid => 8,
            Self::Low => 7,
        };
        let lines = ((rows.to - rows.from) * height - EDGES) / LINE;
        usize::try_from(lines).unwrap_or(0).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_has_the_lines_that_its_height_allows() {
        let rows = |to| Rows { from: 0, to };
        assert_eq!(Unit::High.lines(rows(6)), 3);
        assert_eq!(Unit::Mid.lines(rows(6)), 2);
        assert_eq!(Unit::Low.lines(rows(12)), 5);
        assert_eq!(Unit::Low.lines(rows(1)), 1, "the heading has a line in any case");
    }
}
