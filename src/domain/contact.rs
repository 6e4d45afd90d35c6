//! Values people type about themselves: names, phones, e-mail addresses (security §1, T9).

use std::fmt;

use super::writing::{is_direction_mark, is_part_of_letter, western};

/// Longest name part, in characters (security T9).
pub const NAME_MAX_CHARS: usize = 60;
/// Longest reason why online booking is closed to somebody, in characters.
pub const BLOCK_REASON_MAX: usize = 200;
/// Longest note on a patient's record, in characters: of the practitioners, of the front desk.
pub const RECORD_NOTE_MAX: usize = 1000;
/// Longest remark of a set-up that staff see, in characters: why somebody is away, what a token is for.
pub const REMARK_MAX: usize = 80;
/// Longest e-mail address, in bytes (RFC 5321 §4.5.3.1.3 less the brackets).
pub const EMAIL_MAX_BYTES: usize = 254;

/// Why a field was refused: data for a message at the field, never prose.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldProblem {
    /// Nothing was given.
    #[error("missing")]
    Missing,
    /// Over the ceiling.
    #[error("longer than {max} characters")]
    TooLong {
        /// Ceiling in characters.
        max: usize,
    },
    /// A character that the field does not take.
    #[error("character not allowed: {0:?}")]
    Character(char),
    /// Not of the expected form (phone, e-mail, date, colour, number).
    #[error("not of the expected form")]
    Malformed,
    /// Outside the allowed range.
    #[error("outside {min} to {max}")]
    OutOfRange {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// None of the choices.
    #[error("unknown choice")]
    UnknownChoice,
    /// Looks like a social security number, which is never collected (security §1).
    #[error("social security numbers are not collected")]
    SocialSecurityNumber,
    /// An end at or before its start.
    #[error("the end is not after the start")]
    EndBeforeStart,
    /// Another record has it already.
    #[error("already used")]
    Taken,
}

/// A family or given name: 1 to 60 letters, marks, spaces, hyphens, apostrophes, full stops and Catalan middle dots.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

impl PersonName {
    /// Trims, collapses inner spaces, drops marks of direction, makes one apostrophe and one hyphen of their kinds, refuses anything that
    /// is not a name.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let name = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(is_direction_mark, "")
            .replace(['\u{2018}', '\u{2019}'], "'")
            .replace(['\u{2010}', '\u{2011}'], "-");
        if name.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if name.chars().count() > NAME_MAX_CHARS {
            return Err(FieldProblem::TooLong { max: NAME_MAX_CHARS });
        }
        match name
            .chars()
            .find(|c| !(c.is_alphabetic() || is_part_of_letter(*c) || " -'.·".contains(*c)))
        {
            Some(stranger) => Err(FieldProblem::Character(stranger)),
            None if name.chars().any(char::is_alphabetic) => Ok(Self(name)),
            None => Err(FieldProblem::Malformed),
        }
    }

    /// The name as typed, tidied.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A phone number in E.164, e.g. `+33612345678`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

impl Phone {
    /// Accepts French notation (`06 12 34 56 78`, dots, dashes, `(0)`), `+` and `00` international prefixes, with or without the nought
    /// that is not dialled after `33`, and digits of other keyboards.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = western(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        let cleaned = text.replace("(0)", "");
        if let Some(stranger) = cleaned.chars().find(|c| {
            !(c.is_ascii_digit() || c.is_whitespace() || "+.-/()\u{2010}\u{2011}\u{2013}".contains(*c))
        }) {
            return Err(FieldProblem::Character(stranger));
        }
        let has_plus = cleaned.starts_with('+');
        let digits: String = cleaned.chars().filter(char::is_ascii_digit).collect();
        let number = match (has_plus, digits.strip_prefix("00"), digits.strip_prefix('0')) {
            (true, _, _) => digits,
            (false, Some(international), _) => international.to_owned(),
            (false, None, Some(national)) if digits.len() == 10 => format!("33{national}"),
            (false, None, None) if digits.len() == 11 && digits.starts_with("33") => digits,
            _ => return Err(FieldProblem::Malformed),
        };
        let number = match number.strip_prefix("330") {
            Some(rest) if number.len() == 12 => format!("33{rest}"),
            _ => number,
        };
        // E.164 allows 15 digits; nothing shorter than 8 with a country code is a subscriber's number.
        if !(8..=15).contains(&number.len())
            || number.starts_with('0')
            || (number.starts_with("33") && number.len() != 11)
        {
            return Err(FieldProblem::Malformed);
        }
        Ok(Self(format!("+{number}")))
    }

    /// E.164 with the plus.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A French mobile number (06, 07), or a mobile of the overseas prefixes is not told apart here.
    pub fn is_french_mobile(&self) -> bool {
        self.0.starts_with("+336") || self.0.starts_with("+337")
    }

    /// `06 12 34 56 78` for French numbers, E.164 for others.
    pub fn national(&self) -> String {
        let Some(rest) = self.0.strip_prefix("+33").filter(|r| r.len() == 9) else {
            return self.0.clone();
        };
        format!("0{rest}")
            .as_bytes()
            .chunks(2)
            .map(String::from_utf8_lossy)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// An e-mail address, lower-cased domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// A pragmatic subset of RFC 5322: one `@`, printable ASCII without quotes, a dotted domain. No CR or LF can pass.
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if text.len() > EMAIL_MAX_BYTES {
            return Err(FieldProblem::TooLong { max: EMAIL_MAX_BYTES });
        }
        let local_ok = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
        let (local, domain) = text.rsplit_once('@').ok_or(FieldProblem::Malformed)?;
        if let Some(stranger) = local.chars().find(|c| !local_ok(*c)) {
            return Err(FieldProblem::Character(stranger));
        }
        let domain = domain.to_ascii_lowercase();
        let label_ok = |l: &str| {
            (1..=63).contains(&l.len())
                && !l.starts_with('-')
                && !l.ends_with('-')
                && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let is_dotted = domain.contains('.') && domain.split('.').all(label_ok);
        let is_local = (1..=64).contains(&local.len())
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        if is_dotted && is_local {
            Ok(Self(format!("{local}@{domain}")))
        } else {
            Err(FieldProblem::Malformed)
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One channel a patient proved to control.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contact {
    /// E-mail.
    Email(Email),
    /// Phone.
    Phone(Phone),
}

/// Whether a free text holds a French social security number with a valid key (security §1): such text is refused.
pub fn holds_social_security_number(text: &str) -> bool {
    let compact: Vec<char> = text
        .chars()
        .filter(|c| !(c.is_whitespace() || *c == '.' || *c == '-'))
        .collect();
    // The two characters of a département in Corsica apart, a number is digits: other letters cannot be part of it.
    compact
        .windows(15)
        .any(|window| window.iter().all(char::is_ascii_alphanumeric) && is_keyed_number(window))
}

/// A text that staff type freely, of at most `max` characters: trimmed, line ends as `\n`, no other control characters. A social
/// security number in it is refused (security §1).
pub fn free_text(text: &str, max: usize) -> Result<String, FieldProblem> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > max {
        return Err(FieldProblem::TooLong { max });
    }
    if let Some(stranger) = text.chars().find(|c| c.is_control() && *c != '\n') {
        return Err(FieldProblem::Character(stranger));
    }
    if holds_social_security_number(&text) {
        return Err(FieldProblem::SocialSecurityNumber);
    }
    Ok(text)
}

/// The same, without marks that turn the direction of writing: they make a text say something else than it shows.
pub fn plain_text(text: &str, max: usize) -> Result<String, FieldProblem> {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffd}');
    let stranger = text.chars().find(turns).map(FieldProblem::Character);
    stranger.map_or_else(|| free_text(text, max), Err)
}

/// One line of it: blanks and line ends are single spaces.
pub fn plain_line(text: &str, max: usize) -> Result<String, FieldProblem> {
    plain_text(&text.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

fn is_keyed_number(digits: &[char]) -> bool {
    // Corsica writes 2A and 2B in the place of the département: 19 and 18 for the key.
    let text: String = digits.iter().collect::<String>().to_ascii_uppercase();
    let (body, key) = text.split_at(text.len().saturating_sub(2));
    let body = match body.get(5..7) {
        Some("2A") => body.replacen("2A", "19", 1),
        Some("2B") => body.replacen("2B", "18", 1),
        _ => body.to_owned(),
    };
    let begins_well = body.starts_with(['1', '2', '3', '4', '7', '8']);
    match (body.parse::<u64>(), key.parse::<u64>()) {
        (Ok(number), Ok(key)) => begins_well && key == 97 - number % 97,
        _ => false,
    }
}

/// A text as searches and comparisons see it: lower case, no accents, words of letters and digits with one space between.
/// `d'Aubigné-Œuvre` becomes `d aubigne oeuvre`.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match plain(c) {
            Some(letters) => out.push_str(letters),
            None if c.is_alphanumeric() => out.push(c),
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None if out.ends_with(' ') || out.is_empty() => {}
            None => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The plain letters of the accented ones in names met in France; other scripts are compared as they are.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_in_any_writing_and_accents_are_no_trap() {
        for text in [
            "1 55 08 75 056 001 79",
            "n° 155087505600179.",
            "1-55-08-75-056-001-79 é",
        ] {
            assert!(holds_social_security_number(text), "{text}");
        }
        for text in [
            "1 55 08 75 056 001 80",
            "porte cochère, puis à gauche, été comme hiver",
            "",
        ] {
            assert!(!holds_social_security_number(text), "{text}");
        }
    }

    #[test]
    fn free_texts_are_tidied_and_bounded() {
        assert_eq!(free_text("  un\r\ndeux ", 7).unwrap(), "un\ndeux");
        assert_eq!(free_text("éééé", 3), Err(FieldProblem::TooLong { max: 3 }));
        assert_eq!(free_text("a\u{7}", 9), Err(FieldProblem::Character('\u{7}')));
        assert_eq!(
            free_text("Vitale 1 55 08 75 056 001 79", 99),
            Err(FieldProblem::SocialSecurityNumber)
        );
    }

    #[test]
    fn names_fold_to_what_a_secretary_types() {
        for (name, expected) in [
            ("d'Aubigné-Œuvre", "d aubigne oeuvre"),
            ("  LE  GALL ", "le gall"),
            ("Ngue\u{301}ma", "nguema"),
            ("Strauß", "strauss"),
            ("Şahin", "sahin"),
            ("'", ""),
        ] {
            assert_eq!(folded(name), expected, "{name}");
        }
    }
}
