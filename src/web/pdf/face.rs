//! The one typeface: which glyph a letter is, and how wide.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// See `data/README.md`.
static BYTES: &[u8] = include_bytes!("../../../data/fonts/DejaVuSansCondensed.ttf");
static FACE: LazyLock<Face> = LazyLock::new(Face::read);

/// What stands for a letter the face does not have.
const UNKNOWN: char = '?';

/// See the module. Widths and bounds are in thousandths of the size.
#[derive(Default)]
pub(super) struct Face {
    glyphs: BTreeMap<char, u16>,
    widths: Vec<f32>,
    bounds: (f32, f32, f32, f32),
}

impl Face {
    pub(super) fn get() -> &'static Self {
        &FACE
    }

    fn read() -> Self {
        let Ok(face) = ttf_parser::Face::parse(BYTES, 0) else {
            tracing::error!("the embedded typeface cannot be read");
            return Self::default();
        };
        let scale = 1000.0 / f32::from(face.units_per_em().max(1));
        let mut glyphs = BTreeMap::new();
        let tables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
        for table in tables.filter(ttf_parser::cmap::Subtable::is_unicode) {
            table.codepoints(|code| {
                if let (Some(letter), Some(glyph)) = (char::from_u32(code), table.glyph_index(code)) {
                    glyphs.insert(letter, glyph.0);
                }
            });
        }
        let width = |glyph| face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        let bounds = face.global_bounding_box();
        let scaled = |value: i16| f32::from(value) * scale;
        Self {
            glyphs,
            widths: (0..face.number_of_glyphs())
                .map(|glyph| f32::from(width(glyph)) * scale)
                .collect(),
            bounds: (
                scaled(bounds.x_min),
                scaled(bounds.y_min),
                scaled(bounds.x_max),
                scaled(bounds.y_max),
            ),
        }
    }

    pub(super) fn bytes() -> &'static [u8] {
        BYTES
    }

    pub(super) fn widths(&self) -> impl Iterator<Item = f32> + '_ {
        self.widths.iter().copied()
    }

    pub(super) fn bounds(&self) -> (f32, f32, f32, f32) {
        self.bounds
    }

    pub(super) fn meanings(&self) -> impl Iterator<Item = (u16, char)> + '_ {
        self.glyphs.iter().map(|(letter, glyph)| (*glyph, *letter))
    }

    fn glyph(&self, letter: char) -> u16 {
        let found = self.glyphs.get(&letter).or_else(|| self.glyphs.get(&UNKNOWN));
        found.copied().unwrap_or(0)
    }

    /// The bytes of a text as documents have them: two for each glyph.
    pub(super) fn encoded(&self, text: &str) -> Vec<u8> {
        text.chars()
            .flat_map(|letter| self.glyph(letter).to_be_bytes())
            .collect()
    }

    /// Width of a text, in points at this size.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let glyphs = text.chars().map(|letter| usize::from(self.glyph(letter)));
        let sum: f32 = glyphs.filter_map(|glyph| self.widths.get(glyph)).sum();
        sum * size / 1000.0
    }

    /// The text, cut with « … » to this width in points.
    pub(super) fn fitted(&self, text: &str, size: f32, width: f32) -> String {
        if self.width(text, size) <= width {
            return text.to_owned();
        }
        let mut cut = text.to_owned();
        while cut.pop().is_some() {
            let short = format!("{}…", cut.trim_end());
            if self.width(&short, size) <= width {
                return short;
            }
        }
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_met_in_france_have_their_letters() {
        let face = Face::get();
        let question = face.glyph('?');
        for letter in
            "ÀÂÇÉÈÊËÎÏÔŒÙÛÜŸàâçéèêëîïôœùûüÿñãõłŁşŞğİıčćđĐřžőűțșåøßðþẼếềệộươ’–…€\u{a0}\u{202f}".chars()
        {
            assert_ne!(face.glyph(letter), question, "{letter}");
            assert_ne!(face.glyph(letter), 0, "{letter}");
        }
        assert_eq!(face.glyph('漢'), question);
        assert!(face.width("Mmm", 10.0) > face.width("iii", 10.0));
        assert_eq!(face.fitted("Consultation de suivi", 10.0, 60.0), "Consultatio…");
    }
}
