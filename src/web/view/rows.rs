//! The part of the agenda's style sheet that a program writes better than a person: rows of five minutes, lanes, colours.
//!
//! The policy of the pages forbids inline styles, so what is placed by time is placed by classes.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// Minutes of one row.
pub const ROW_MINUTES: i64 = 5;
/// Rows of the longest day, which has 25 hours.
pub const ROWS_MAX: i64 = 25 * 60 / ROW_MINUTES;
/// Lanes that have classes; what overlaps more shares the last one.
pub const LANES_MAX: usize = 6;
/// Columns of a grid inside a day, divisible by every number of lanes that has classes.
const COLUMNS: usize = 60;
/// Rows of an hour.
const HOUR_ROWS: i64 = 60 / ROW_MINUTES;

/// `.r12` starts at the thirteenth row, `.n6` is six rows long, `.q120` has 120 rows, `.k3l1` is the second lane of three.
pub fn placing_rules() -> String {
    let mut css = String::with_capacity(16 * 1024);
    // Writing to a string cannot fail.
    for row in 0..ROWS_MAX {
        let _ = write!(css, ".r{row}{{grid-row-start:{}}}", row + 1);
        let _ = write!(css, ".n{}{{grid-row-end:span {0}}}", row + 1);
    }
    for hours in 1..=ROWS_MAX / HOUR_ROWS {
        let rows = hours * HOUR_ROWS;
        let _ = write!(css, ".q{rows}{{grid-template-rows:repeat({rows},var(--u))}}");
    }
    for lanes in 2..=LANES_MAX {
        let width = COLUMNS / lanes;
        for lane in 0..lanes {
            let from = lane * width + 1;
            let _ = write!(css, ".k{lanes}l{lane}{{grid-column:{from}/span {width}}}");
        }
    }
    css
}

/// Whose colour: of a care type, or of one practitioner who has another one for it. Spelt `3` and `3p2`, in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tone {
    /// Number of the care type.
    pub care: i64,
    /// Number of the practitioner.
    pub practitioner: Option<i64>,
}

impl fmt::Display for Tone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.practitioner {
            None => write!(f, "{}", self.care),
            Some(practitioner) => write!(f, "{}p{practitioner}", self.care),
        }
    }
}

impl Tone {
    fn parse(text: &str) -> Option<Self> {
        let (care, practitioner) = match text.split_once('p') {
            None => (text, None),
            Some((care, practitioner)) => (care, Some(practitioner.parse().ok()?)),
        };
        let care = care.parse().ok()?;
        Some(Self { care, practitioner })
    }
}

/// Colours of care types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tones(BTreeMap<Tone, u32>);

impl Tones {
    /// From tones with `#rrggbb`; what is no colour is left out and shown in the neutral one.
    pub fn of<'a>(colors: impl Iterator<Item = (Tone, &'a str)>) -> Self {
        let parsed = colors.filter_map(|(tone, color)| Some((tone, hex(color.strip_prefix('#')?)?)));
        Self(parsed.collect())
    }

    /// From [`Self::key`].
    pub fn from_key(key: &str) -> Self {
        let pairs = key.split('.').filter_map(|pair| pair.split_once('-'));
        let parsed = pairs.filter_map(|(tone, color)| Some((Tone::parse(tone)?, hex(color)?)));
        Self(parsed.collect())
    }

    /// `1-1f5f8b.2-336699`, for the address of the sheet.
    pub fn key(&self) -> String {
        let pairs = self.0.iter().map(|(tone, color)| format!("{tone}-{color:06x}"));
        pairs.collect::<Vec<_>>().join(".")
    }

    /// `.t1{--t:#1f5f8b}`: the sheet mixes it with the ground, so that text on it is readable whatever was chosen.
    pub fn rules(&self) -> String {
        let rules = self
            .0
            .iter()
            .map(|(tone, color)| format!(".t{tone}{{--t:#{color:06x}}}"));
        rules.collect()
    }
}

fn hex(color: &str) -> Option<u32> {
    let is_hex = color.len() == 6 && color.bytes().all(|b| b.is_ascii_hexdigit());
    u32::from_str_radix(color, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_through_the_address_and_nonsense_does_not() {
        let tone = |care, practitioner| Tone { care, practitioner };
        let colors = [
            (tone(3, Some(2)), "#00ff00"),
            (tone(1, None), "#1f5f8b"),
            (tone(2, None), "red}body{"),
            (tone(3, None), "#0000ff"),
        ];
        let tones = Tones::of(colors.into_iter());
        assert_eq!(tones.key(), "1-1f5f8b.3-0000ff.3p2-00ff00");
        assert_eq!(Tones::from_key(&tones.key()), tones);
        assert_eq!(
            tones.rules(),
            ".t1{--t:#1f5f8b}.t3{--t:#0000ff}.t3p2{--t:#00ff00}"
        );
        assert_eq!(
            Tones::from_key("1-zzzzzz.x-000000.4-+12345.}.5pp-000000.p5-000000").rules(),
            ""
        );
    }

    #[test]
    fn every_row_of_a_day_of_25_hours_has_its_class() {
        let css = placing_rules();
        for class in [
            ".r0{",
            ".r299{",
            ".n1{",
            ".n300{",
            ".q300{",
            ".k6l5{grid-column:51/span 10}",
        ] {
            assert!(css.contains(class), "{class}");
        }
    }
}
