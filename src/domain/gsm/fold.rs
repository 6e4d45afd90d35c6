//! What stands for characters that the alphabet of telephones lacks (reminders §7).

use super::alphabet::Letter;

/// A text with what the alphabet lacks written with letters it has: `l’hôpital…` becomes `l'hopital...`. What has no such writing
/// stays, so that somebody is told of it ([`super::first_outside`]). Only where the practice agrees; nothing is stored so.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (Letter::of(c), written(c)) {
            (None, Some(letters)) => out.push_str(letters),
            _ => out.push(c),
        }
    }
    out
}

/// How it is written instead; `None` for what has to stay. Letters of French first, then those of patients' other languages and of names.
fn written(c: char) -> Option<&'static str> {
    Some(match c {
        '’' | '‘' | '‚' | '′' | '`' | '´' | 'ʼ' | '‹' | '›' => "'",
        '«' | '»' | '“' | '”' | '„' | '″' => "\"",
        '…' => "...",
        '–' | '—' | '‑' | '‐' | '−' | '•' | '·' => "-",
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{2007}' | '\u{200a}' | '\t' => " ",
        // Marks that show nothing, among them those that the catalogues put around arguments, and accents written after their letter.
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}' => "",
        'œ' => "oe",
        'Œ' => "OE",
        'ç' | 'ć' | 'č' => "c",
        'Ć' | 'Č' => "C",
        'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'È' | 'Ê' | 'Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => "E",
        'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Ā' | 'Ă' | 'Ą' => "A",
        'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' | 'Ī' | 'Į' | 'İ' => "I",
        'ó' | 'ô' | 'õ' | 'ō' | 'ő' | 'º' | '°' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ō' | 'Ő' => "O",
        'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
        'Ù' | 'Ú' | 'Û' | 'Ū' | 'Ů' | 'Ű' => "U",
        'ý' | 'ÿ' => "y",
        'Ý' | 'Ÿ' => "Y",
        'ń' | 'ň' => "n",
        'Ń' | 'Ň' => "N",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'ź' | 'ž' | 'ż' => "z",
        'Ź' | 'Ž' | 'Ż' => "Z",
        'ť' | 'ţ' | 'ț' => "t",
        'Ť' | 'Ţ' | 'Ț' => "T",
        'ď' | 'đ' | 'ð' => "d",
        'Ď' | 'Đ' | 'Ð' => "D",
        'ğ' => "g",
        'Ğ' => "G",
        'ł' => "l",
        'Ł' => "L",
        'ř' => "r",
        'Ř' => "R",
        'þ' => "th",
        'Þ' => "TH",
        '²' => "2",
        '³' => "3",
        '×' => "x",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::first_outside;
    use super::*;

    #[test]
    fn french_is_written_with_letters_of_the_alphabet() {
        for (text, expected) in [
            ("l’hôpital", "l'hopital"),
            ("« Où ? » – là…", "\" Où ? \" - là..."),
            ("14\u{202f}h\u{a0}30 — cœur", "14 h 30 - coeur"),
            ("ça, ÇA", "ca, ÇA"),
            (
                "fête, Noël, âge, île, maïs, sûr",
                "fete, Noel, age, ile, mais, sur",
            ),
            ("À l’ÊTRE, È", "A l'ETRE, E"),
            ("déjà né à Liège", "déjà né à Liège"),
            ("\u{2068}Lou\u{2069}", "Lou"),
            ("e\u{301}te\u{301}", "ete"),
        ] {
            let folded = folded(text);
            assert_eq!(folded, expected);
            assert_eq!(first_outside(&folded), None, "{folded}");
        }
    }

    #[test]
    fn the_other_languages_of_patients_that_have_latin_letters_fit_too() {
        for text in [
            "Consulta mañana, está aquí, ¿sí? ¡Adiós, José!",
            "Não, amanhã às três; reunião, ação",
            "Grüße aus Köln, straße",
        ] {
            assert_eq!(first_outside(&folded(text)), None, "{text}");
        }
    }

    #[test]
    fn what_has_no_such_writing_stays() {
        for text in ["موعد", "😀", "Привет"] {
            assert_eq!(folded(text), text);
            assert!(first_outside(text).is_some());
        }
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        let every: String = ('\u{20}'..'\u{3000}').collect();
        let once = folded(&every);
        assert_eq!(folded(&once), once);
    }
}
