//! What a patient means who answers a text message (reminders §6): three words are understood, everything else is for a person to read.

use crate::domain::contact::folded;

/// What was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAnswer {
    /// Send me nothing more.
    Stop,
    /// I come.
    Yes,
    /// I do not come.
    No,
    /// To be read by somebody.
    Other,
}

impl TextAnswer {
    const ALL: [Self; 4] = [Self::Stop, Self::Yes, Self::No, Self::Other];

    /// Stored spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Other => "other",
        }
    }

    /// The answer of a stored spelling.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.key() == key)
    }
}

const STOP: [&str; 4] = ["stop", "arret", "unsubscribe", "desabonner"];
const YES: [&str; 7] = ["oui", "yes", "ok", "ja", "si", "sim", "نعم"];
const NO: [&str; 5] = ["non", "no", "nein", "nao", "لا"];
const POLITE: [&str; 7] = [
    "merci",
    "bonjour",
    "bonsoir",
    "cordialement",
    "thanks",
    "danke",
    "gracias",
];
/// Most words after STOP that still make it an order, such as the number it is to go to.
const AFTER_STOP: usize = 2;

/// Reads an answer. « Oui mais en retard » and « non pas de souci, je viens » are for a person.
pub fn text_answer(text: &str) -> TextAnswer {
    let folded = folded(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.first().is_some_and(|word| STOP.contains(word)) && words.len() <= 1 + AFTER_STOP {
        return TextAnswer::Stop;
    }
    let meant: Vec<&&str> = words.iter().filter(|word| !POLITE.contains(word)).collect();
    match meant.as_slice() {
        [word] if YES.contains(word) => TextAnswer::Yes,
        [word] if NO.contains(word) => TextAnswer::No,
        _ => TextAnswer::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_words_are_understood_and_sentences_are_not() {
        use TextAnswer::{No, Other, Stop, Yes};
        for (text, meant) in [
            ("STOP", Stop),
            ("Stop SMS", Stop),
            (" stop 36180.", Stop),
            ("arrêt", Stop),
            ("Stoppez la machine je viens", Other),
            ("stop ou encore on verra bien", Other),
            ("OUI", Yes),
            ("Oui, merci !", Yes),
            ("نعم", Yes),
            ("Oui mais en retard", Other),
            ("NON", No),
            ("Bonjour non merci", No),
            ("Não", No),
            ("non pas de souci je viens", Other),
            ("", Other),
            ("oui non", Other),
        ] {
            assert_eq!(text_answer(text), meant, "{text}");
        }
    }
}
