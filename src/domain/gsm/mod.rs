//! Text messages as telephones count and carry them (reminders §7; 3GPP TS 23.038 and TS 23.040).
//!
//! A text within the alphabet of telephones has 160 places, any other 70: one character outside turns the whole text. A longer one goes
//! in parts, and the header that joins them takes places of each.

mod alphabet;
mod fold;
mod joined;
mod packing;
mod received;
mod submit;

use std::ops::Range;

pub use alphabet::{ESCAPE, Letter, septets, text};
pub use fold::folded;
pub use joined::{Joiner, UNFINISHED_MAX};
pub use received::{Deliver, Fate, Part, Received, Report, Unreadable, received};
pub use submit::{PARTS_MAX, Submit, TooLong, submit};

/// How a text is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Seven bits a letter (3GPP TS 23.038 §6.2.1).
    Gsm7,
    /// Sixteen bits a unit, as UTF-16 has them.
    Ucs2,
}

impl Alphabet {
    /// That of a text.
    pub fn of(text: &str) -> Self {
        match first_outside(text) {
            None => Self::Gsm7,
            Some(_) => Self::Ucs2,
        }
    }

    /// Units of a text that goes alone.
    pub const fn alone(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    /// Units of each part of a text that is split.
    pub const fn in_part(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }

    /// Units that a character takes: letters of the extension table and characters above U+FFFF take two.
    fn units(self, c: char) -> usize {
        match self {
            Self::Gsm7 => Letter::of(c).map_or(0, Letter::septets),
            Self::Ucs2 => c.len_utf16(),
        }
    }
}

/// What a text costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    /// How it is carried.
    pub alphabet: Alphabet,
    /// Septets, or UTF-16 units, of the whole text.
    pub units: usize,
    /// Messages that are billed, 1 for an empty text.
    pub parts: usize,
}

impl Segments {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let alphabet = Alphabet::of(text);
        Self {
            alphabet,
            units: text.chars().map(|c| alphabet.units(c)).sum(),
            parts: parts(text).len(),
        }
    }
}

/// The first character that turns the whole text, for the person who writes it; `None` within the alphabet of telephones.
pub fn first_outside(text: &str) -> Option<char> {
    text.chars().find(|c| Letter::of(*c).is_none())
}

/// The text as it goes out: whole where it fits alone, else in parts that cut no character; an empty text is one part.
pub fn parts(text: &str) -> Vec<&str> {
    let alphabet = Alphabet::of(text);
    let units: usize = text.chars().map(|c| alphabet.units(c)).sum();
    if units <= alphabet.alone() {
        return vec![text];
    }
    ranges(text, alphabet)
        .into_iter()
        .filter_map(|range| text.get(range))
        .collect()
}

fn ranges(text: &str, alphabet: Alphabet) -> Vec<Range<usize>> {
    let (mut ranges, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, c) in text.char_indices() {
        let units = alphabet.units(c);
        if used + units > alphabet.in_part() {
            ranges.push(start..at);
            (start, used) = (at, 0);
        }
        used += units;
    }
    ranges.push(start..text.len());
    ranges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Alphabet::{Gsm7, Ucs2};
    use super::*;

    fn repeated(runs: &[(&str, usize)]) -> String {
        runs.iter().map(|(text, times)| text.repeat(*times)).collect()
    }

    #[test]
    fn texts_cost_what_the_table_says() {
        for (runs, alphabet, units, count) in [
            (&[("a", 160)][..], Gsm7, 160, 1),
            (&[("a", 161)], Gsm7, 161, 2),
            (&[("a", 306)], Gsm7, 306, 2),
            (&[("a", 307)], Gsm7, 307, 3),
            (&[("a", 459)], Gsm7, 459, 3),
            (&[("€", 80)], Gsm7, 160, 1),
            (&[("€", 81)], Gsm7, 162, 2),
            (&[("a", 152), ("€", 1), ("a", 10)], Gsm7, 164, 2),
            (&[("é", 160)], Gsm7, 160, 1),
            (&[("Ç", 160)], Gsm7, 160, 1),
            (&[("ç", 70)], Ucs2, 70, 1),
            (&[("ç", 71)], Ucs2, 71, 2),
            (&[("ê", 134)], Ucs2, 134, 2),
            (&[("ê", 135)], Ucs2, 135, 3),
            (&[("😀", 35)], Ucs2, 70, 1),
            (&[("😀", 36)], Ucs2, 72, 2),
            (&[("ê", 66), ("😀", 1), ("ê", 3)], Ucs2, 71, 2),
            (
                &[(
                    "RDV Cabinet des Tilleuls mar. 03/03 à 14h30. Annuler : https://rdv.exemple.fr/a/7QK2M9",
                    1,
                )],
                Gsm7,
                86,
                1,
            ),
            (
                &[("Rendez-vous confirmé à l'hôpital le 03/03 à 14h30", 1)],
                Ucs2,
                49,
                1,
            ),
            (
                &[(
                    "Rendez-vous confirme le 03/03 à 14h30, annulez : https://rdv.exemple.fr/a/7QK2M9",
                    1,
                )],
                Gsm7,
                80,
                1,
            ),
            (&[("", 1)], Gsm7, 0, 1),
        ] {
            let text = repeated(runs);
            let expected = Segments {
                alphabet,
                units,
                parts: count,
            };
            assert_eq!(Segments::of(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_pair_moves_whole_into_the_next_part() {
        let text = repeated(&[("a", 152), ("€", 1), ("a", 10)]);
        assert_eq!(parts(&text)[1], "€aaaaaaaaaa");
        let text = repeated(&[("ê", 66), ("😀", 1), ("ê", 3)]);
        assert_eq!(parts(&text)[1], "😀êêê");
    }

    #[test]
    fn the_character_that_turns_a_text_is_named() {
        assert_eq!(first_outside("à l'hôpital"), Some('ô'));
        assert_eq!(first_outside("[€]"), None);
        assert_eq!(first_outside("14\u{202f}h"), Some('\u{202f}'));
    }

    /// Texts around the limits, in and outside the alphabet.
    fn texts() -> impl Strategy<Value = String> {
        let gsm = prop::collection::vec(
            prop::sample::select("aé€[~ Ç\n".chars().collect::<Vec<_>>()),
            0..500,
        );
        let any = prop::collection::vec(
            prop::sample::select("aç€😀è’".chars().collect::<Vec<_>>()),
            0..300,
        );
        prop_oneof![gsm, any].prop_map(|characters| characters.into_iter().collect())
    }

    proptest! {
        #[test]
        fn parts_rejoin_to_the_text_and_none_is_over_its_limit(text in texts()) {
            let parts = parts(&text);
            prop_assert_eq!(parts.concat(), text.as_str());
            let alphabet = Alphabet::of(&text);
            let limit = if parts.len() == 1 { alphabet.alone() } else { alphabet.in_part() };
            for (nth, part) in parts.iter().enumerate() {
                // On the line, not by our own count.
                let units = match alphabet {
                    Gsm7 => septets(part).unwrap().len(),
                    Ucs2 => part.encode_utf16().count(),
                };
                prop_assert!(units <= limit);
                // Nothing is wasted: what begins the next part had no place in this one.
                prop_assert!(nth + 1 == parts.len() || units + 1 >= limit);
            }
            let segments = Segments::of(&text);
            prop_assert_eq!(segments.parts, parts.len());
            prop_assert_eq!(segments.parts > 1, segments.units > alphabet.alone());
        }

        #[test]
        fn a_folded_text_within_the_alphabet_comes_back_from_the_line(text in "\\PC{0,200}") {
            let folded = folded(&text);
            if let Some(line) = septets(&folded) {
                prop_assert_eq!(super::text(&line), folded);
            }
        }
    }
}
