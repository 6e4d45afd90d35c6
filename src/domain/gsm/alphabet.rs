//! The alphabet of telephones (3GPP TS 23.038 §6.2.1): 128 letters of seven bits, and ten more behind an escape.

/// What stands before a letter of the extension table, on the line.
pub const ESCAPE: u8 = 0x1b;

/// The default alphabet in its order; the place of [`ESCAPE`] is held by U+FFFF, which is no letter.
#[rustfmt::skip]
const DEFAULT: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å',
    'Δ', '_', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', '\u{ffff}', 'Æ', 'æ', 'ß', 'É',
    ' ', '!', '"', '#', '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/',
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
    '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O',
    'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö', 'Ñ', 'Ü', '§',
    '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à',
];

/// The extension table: what follows the escape, and the letter it makes.
const EXTENSION: [(u8, char); 10] = [
    (0x0a, '\u{c}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2f, '\\'),
    (0x3c, '['),
    (0x3d, '~'),
    (0x3e, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

/// A letter as the alphabet has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letter {
    /// Seven bits.
    One(u8),
    /// Seven bits behind the escape.
    Escaped(u8),
}

impl Letter {
    /// The letter of a character; `None` outside the alphabet.
    pub fn of(c: char) -> Option<Self> {
        // Most of any text: these have their ASCII places.
        if c.is_ascii_alphanumeric() || c == ' ' {
            return u8::try_from(c).ok().map(Self::One);
        }
        let place = DEFAULT.iter().position(|letter| *letter == c && c != '\u{ffff}');
        let septet = place.and_then(|place| u8::try_from(place).ok());
        let escaped = || EXTENSION.iter().find(|(_, letter)| *letter == c);
        septet
            .map(Self::One)
            .or_else(|| escaped().map(|(code, _)| Self::Escaped(*code)))
    }

    /// Septets that it takes: 1, or 2 with its escape.
    pub fn septets(self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Escaped(_) => 2,
        }
    }
}

/// The septets of a text; `None` when a character is outside the alphabet.
pub fn septets(text: &str) -> Option<Vec<u8>> {
    let mut septets = Vec::with_capacity(text.len());
    for c in text.chars() {
        match Letter::of(c)? {
            Letter::One(code) => septets.push(code),
            Letter::Escaped(code) => septets.extend([ESCAPE, code]),
        }
    }
    Some(septets)
}

/// The text of septets, as a telephone shows it: an unknown letter behind the escape is that of the default alphabet, an escape without
/// a letter a space (3GPP TS 23.038 §6.2.1.1).
pub fn text(septets: &[u8]) -> String {
    let mut text = String::with_capacity(septets.len());
    let mut is_escaped = false;
    for septet in septets {
        if *septet == ESCAPE {
            if is_escaped {
                text.push(' ');
            }
            is_escaped = true;
            continue;
        }
        let extension = EXTENSION.iter().find(|(code, _)| is_escaped && code == septet);
        let default = DEFAULT.get(usize::from(*septet)).copied();
        text.push(extension.map(|(_, c)| *c).or(default).unwrap_or(' '));
        is_escaped = false;
    }
    if is_escaped {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_is_that_of_the_standard() {
        // Reminders §7.
        for c in "àéèùìòÉÇäöüñÄÖÑÜåÅæÆøØß£¥§¿¡@$_ΔΦΓΛΩΠΨΣΘΞ¤\n\r".chars()
        {
            assert_eq!(Letter::of(c).map(Letter::septets), Some(1), "{c}");
        }
        for c in "^{}\\[]~|€\u{c}".chars() {
            assert_eq!(Letter::of(c).map(Letter::septets), Some(2), "{c}");
        }
        for c in "çêëîïôûâœÀÈÊ«»’…–`\u{a0}\u{202f}\u{1b}\u{ffff}\t\u{200b}😀".chars() {
            assert_eq!(Letter::of(c), None, "{c:?}");
        }
        // 3GPP TS 23.038 §6.2.1, one place of each row.
        for (c, code) in [
            ('@', 0x00),
            ('Δ', 0x10),
            ('¤', 0x24),
            ('?', 0x3f),
            ('¡', 0x40),
            ('§', 0x5f),
            ('¿', 0x60),
            ('à', 0x7f),
        ] {
            assert_eq!(Letter::of(c), Some(Letter::One(code)), "{c}");
        }
        assert_eq!(Letter::of('€'), Some(Letter::Escaped(0x65)));
    }

    #[test]
    fn septets_come_back_as_their_text() {
        let every: String = DEFAULT
            .iter()
            .filter(|c| **c != '\u{ffff}')
            .copied()
            .chain(EXTENSION.map(|(_, c)| c))
            .collect();
        assert_eq!(text(&septets(&every).unwrap()), every);
        assert_eq!(septets("ç"), None);
    }

    #[test]
    fn septets_of_strangers_are_shown_as_a_telephone_does() {
        assert_eq!(text(&[ESCAPE, 0x41, 0x42]), "AB");
        assert_eq!(text(&[0x41, ESCAPE]), "A ");
        assert_eq!(text(&[ESCAPE, ESCAPE, 0x65]), " €");
        assert_eq!(text(&[0x80, 0xff]), "  ");
    }
}
