//! Which language a browser asks for (RFC 9110 §12.5.4).

use crate::domain::patient::Language;

/// The best of these languages for an `Accept-Language` value; French when nothing fits.
pub fn negotiated(accept_language: &str, offered: &[Language]) -> Language {
    let mut best = (0_u16, Language::Fr);
    for range in accept_language.split(',').take(20) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or("").trim();
        let quality = parts
            .find_map(|p| p.trim().strip_prefix("q="))
            .map_or(1000, thousandths);
        let Some(language) = from_tag(tag).filter(|language| offered.contains(language)) else {
            continue;
        };
        if quality > best.0 {
            best = (quality, language);
        }
    }
    best.1
}

/// The language of a code such as `fr`, `fr-CA` or `EN`; `*` is French.
pub fn from_tag(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or("");
    match primary.to_ascii_lowercase().as_str() {
        "*" => Some(Language::Fr),
        code => Language::of_code(code),
    }
}

/// `0.8` as 800; anything that is not a quality counts as not wanted.
fn thousandths(text: &str) -> u16 {
    match text.trim().parse::<f32>() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=1000"
        )]
        Ok(quality) => (quality.clamp(0.0, 1.0) * 1000.0) as u16,
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualities_decide_and_french_is_the_default() {
        for (header, expected) in [
            ("", Language::Fr),
            ("fr-FR,fr;q=0.9,en;q=0.8", Language::Fr),
            ("en-US,en;q=0.9,fr;q=0.8", Language::En),
            ("nl,en;q=0.5", Language::En),
            ("nl-BE,nl;q=0.9", Language::Fr),
            ("de-AT,de;q=0.9,en;q=0.5", Language::De),
            ("es-419", Language::Es),
            ("pt-BR,pt;q=0.9,fr;q=0.3", Language::Pt),
            ("ar-MA;q=0.9, fr;q=0.8", Language::Ar),
            ("ar-MA;q=0.7, fr;q=0.8", Language::Fr),
            ("en;q=0.3, fr;q=0.7", Language::Fr),
            ("en;q=0", Language::Fr),
            ("*;q=0.1, en;q=0.2", Language::En),
            ("en;q=abc", Language::Fr),
            ("en;q=NaN", Language::Fr),
        ] {
            assert_eq!(negotiated(header, &Language::ALL), expected, "{header}");
        }
    }

    #[test]
    fn what_is_not_offered_is_passed_over() {
        assert_eq!(negotiated("de,en;q=0.5", &Language::STAFF), Language::En);
        assert_eq!(negotiated("ar", &Language::STAFF), Language::Fr);
    }
}
