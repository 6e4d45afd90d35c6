//! From the bytes of a file to text and lines, with ceilings.

use std::borrow::Cow;

/// Largest file an import reads unless configured otherwise, in bytes.
pub const FILE_MAX_BYTES: u64 = 50 * 1_000_000;
/// Longest line or record, in bytes.
pub const LINE_MAX_BYTES: usize = 64 * 1024;
/// Most records of one import.
pub const RECORDS_MAX: usize = 200_000;
/// Most unreadable lines that are listed.
pub const UNREADABLE_MAX: usize = 1_000;

/// UTF-8 with or without byte-order mark, UTF-16 with one, else Windows-1252, which takes any byte.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Lower-case letters and digits without accents: `Prénom du patient` and `PRENOM_DU_PATIENT` are alike.
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .flat_map(unaccented)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Letters of French and neighbouring languages; others stay as they are.
fn unaccented(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => ('a', None),
        'ç' => ('c', None),
        'è' | 'é' | 'ê' | 'ë' => ('e', None),
        'ì' | 'í' | 'î' | 'ï' => ('i', None),
        'ñ' => ('n', None),
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => ('o', None),
        'ù' | 'ú' | 'û' | 'ü' => ('u', None),
        'ý' | 'ÿ' => ('y', None),
        'œ' => ('o', Some('e')),
        'æ' => ('a', Some('e')),
        'ß' => ('s', Some('s')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// A name read from a file, short enough for a message.
pub(super) fn clipped(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_is_read_from_every_encoding() {
        let name = "Hélène Lefèvre-Noël œ";
        let windows = encoding_rs::WINDOWS_1252.encode(name).0;
        assert_eq!(decoded(&windows), name);
        assert_eq!(decoded(name.as_bytes()), name);
        assert_eq!(decoded(format!("\u{feff}{name}").as_bytes()), name);
    }

    #[test]
    fn headers_compare_without_accents_case_or_separators() {
        assert_eq!(plain("Prénom du_Patient"), plain("PRENOM DU PATIENT"));
        assert_ne!(plain("nom"), plain("prénom"));
    }
}
