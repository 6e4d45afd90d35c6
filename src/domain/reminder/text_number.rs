//! Which phones of France get text messages (reminders §6).

use crate::domain::contact::Phone;

/// Country code and first digits of mobiles overseas: Réunion, Mayotte, Guadeloupe (with Saint-Martin and Saint-Barthélemy), Guyane,
/// Martinique, Saint-Pierre-et-Miquelon, Nouvelle-Calédonie, Polynésie. From general knowledge of the numbering plans.
const OVERSEAS_MOBILES: [(&str, &str); 17] = [
    ("262", "692"),
    ("262", "693"),
    ("262", "639"),
    ("590", "690"),
    ("590", "691"),
    ("594", "694"),
    ("596", "696"),
    ("596", "697"),
    ("508", "55"),
    ("508", "708"),
    ("687", "5"),
    ("687", "7"),
    ("687", "8"),
    ("687", "9"),
    ("689", "87"),
    ("689", "88"),
    ("689", "89"),
];
/// Of these the ones that share the numbering of France: +262 692 … is dialled 0692 ….
const SHARED_NUMBERING: [&str; 4] = ["262", "590", "594", "596"];

impl Phone {
    /// The number that a text message for this phone goes to; `None` where it is no mobile of France. Overseas mobiles are known by
    /// country code and first digits; written as within France they are given their own country code.
    pub fn for_text(&self) -> Option<Self> {
        let digits = self.as_str().trim_start_matches('+');
        let Some(rest) = digits.strip_prefix("33") else {
            let is_mobile = |(code, first): &(&str, &str)| {
                let rest = digits.strip_prefix(code);
                rest.is_some_and(|rest| rest.starts_with(first))
            };
            return OVERSEAS_MOBILES.iter().any(is_mobile).then(|| self.clone());
        };
        let mut shared = OVERSEAS_MOBILES
            .iter()
            .filter(|(code, _)| SHARED_NUMBERING.contains(code));
        match shared.find(|(_, first)| rest.starts_with(first)) {
            Some((code, _)) => Self::parse(&format!("+{code}{rest}")).ok(),
            None => self.is_french_mobile().then(|| self.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles_of_france_and_overseas_are_texted_fixed_lines_and_foreign_ones_are_not() {
        for (typed, expected) in [
            ("06 12 34 56 78", Some("+33612345678")),
            ("07 12 34 56 78", Some("+33712345678")),
            ("01 42 00 00 00", None),
            ("09 70 00 00 00", None),
            ("0692 12 34 56", Some("+262692123456")),
            ("+262 692 12 34 56", Some("+262692123456")),
            ("0639 12 34 56", Some("+262639123456")),
            ("+262 262 12 34 56", None),
            ("+590 690 12 34 56", Some("+590690123456")),
            ("0694 12 34 56", Some("+594694123456")),
            ("+596 696 12 34 56", Some("+596696123456")),
            ("+508 55 12 34", Some("+508551234")),
            ("+687 75 12 34", Some("+687751234")),
            ("+687 25 12 34", None),
            ("+689 87 12 34 56", Some("+68987123456")),
            ("+689 40 12 34 56", None),
            ("+41 79 123 45 67", None),
        ] {
            let found = Phone::parse(typed).unwrap().for_text();
            assert_eq!(found.as_ref().map(Phone::as_str), expected, "{typed}");
        }
    }
}
