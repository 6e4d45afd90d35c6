//! How people write names and numbers on keyboards of other scripts, and what they paste with them.

/// Digits as keyboards for Arabic (both rows), Devanagari and East Asian widths give them become `0` to `9`, and invisible marks of
/// direction, which telephones put around a copied number, go.
pub fn western(text: &str) -> String {
    text.chars()
        .filter(|c| !is_direction_mark(*c))
        .map(western_digit)
        .collect()
}

/// The figures of a code, however they were grouped, typed or pasted.
pub fn figures(text: &str) -> String {
    western(text).chars().filter(char::is_ascii_digit).collect()
}

fn western_digit(c: char) -> char {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    let value = zeros
        .into_iter()
        .filter_map(|zero| u32::from(c).checked_sub(u32::from(zero)))
        .find(|value| *value < 10);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Whether a character only says which way the text around it runs.
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character belongs to the letter before it, in the scripts where names need such ones: accents that follow their letter, the
/// marks of Hebrew, of Indian and of South East Asian scripts that are not letters by themselves, and the joiners of Persian names.
pub fn is_part_of_letter(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{200c}' | '\u{200d}'
        | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}' | '\u{abc}' | '\u{acd}'
        | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{cbc}' | '\u{ccd}' | '\u{d4d}' | '\u{dca}'
        | '\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ecd}' | '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17d2}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_keyboards_are_read() {
        for typed in ["٠٦١٢", "۰۶۱۲", "०६१२", "０６１２", "\u{202a}0612\u{202c}", "0612"]
        {
            assert_eq!(western(typed), "0612", "{typed}");
        }
        assert_eq!(western("²½٪é"), "²½٪é");
        for typed in ["123 456", " 123456 ", "123-456", "١٢٣٤٥٦", "Code : 123456."] {
            assert_eq!(figures(typed), "123456", "{typed}");
        }
    }
}
