//! One page of A4: lines of text, rules and grey grounds. Measures are points from the upper left corner.

use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Str};

use super::face::Face;
use super::{A4, FONT};

/// Width of the stroke that makes letters bold, per point of size.
const BOLD: f32 = 0.035;

/// See the module.
pub struct Sheet {
    content: Content,
}

impl Default for Sheet {
    fn default() -> Self {
        Self {
            content: Content::new(),
        }
    }
}

impl Sheet {
    /// A line of text whose baseline is at `(x, y)`, cut to `width`.
    pub fn text(&mut self, (x, y): (f32, f32), size: f32, width: f32, text: &str) {
        self.written((x, y), size, width, text, false);
    }

    /// The same in bold.
    pub fn bold(&mut self, (x, y): (f32, f32), size: f32, width: f32, text: &str) {
        self.written((x, y), size, width, text, true);
    }

    fn written(&mut self, (x, y): (f32, f32), size: f32, width: f32, text: &str, is_bold: bool) {
        let face = Face::get();
        let text = face.fitted(text, size, width);
        if text.is_empty() {
            return;
        }
        let mode = if is_bold {
            TextRenderingMode::FillStroke
        } else {
            TextRenderingMode::Fill
        };
        self.content.set_line_width(size * BOLD);
        self.content
            .begin_text()
            .set_font(FONT, size)
            .set_text_rendering_mode(mode)
            .next_line(x, A4.1 - y)
            .show(Str(&face.encoded(&text)))
            .end_text();
    }

    /// A thin line from `(x, y)` to the right.
    pub fn rule(&mut self, (x, y): (f32, f32), width: f32, thickness: f32) {
        self.content
            .set_line_width(thickness)
            .move_to(x, A4.1 - y)
            .line_to(x + width, A4.1 - y)
            .stroke();
    }

    /// A light grey ground whose upper left corner is at `(x, y)`.
    pub fn ground(&mut self, (x, y): (f32, f32), width: f32, height: f32) {
        self.content
            .set_fill_gray(0.92)
            .rect(x, A4.1 - y - height, width, height)
            .fill_nonzero()
            .set_fill_gray(0.0);
    }

    /// A black square whose upper left corner is at `(x, y)`.
    pub fn block(&mut self, (x, y): (f32, f32), side: f32) {
        self.content.rect(x, A4.1 - y - side, side, side).fill_nonzero();
    }

    /// An empty square whose upper left corner is at `(x, y)`: to be ticked.
    pub fn tick(&mut self, (x, y): (f32, f32), side: f32) {
        self.content
            .set_line_width(0.75)
            .rect(x, A4.1 - y - side, side, side)
            .stroke();
    }

    /// Points of a text at this size.
    pub fn width(text: &str, size: f32) -> f32 {
        Face::get().width(text, size)
    }

    pub(super) fn into_content(self) -> Vec<u8> {
        self.content.finish().into_vec()
    }
}
