//! Documents to print: pages of A4 in one typeface, black on white, whose text can be searched and read aloud.

mod face;
mod sheet;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};

use face::Face;

pub use sheet::Sheet;

/// Points of A4, width and height.
pub const A4: (f32, f32) = (595.28, 841.89);

/// What our face is called inside a document.
const FONT: Name<'static> = Name(b"F0");
const BASE: Name<'static> = Name(b"DejaVuSansCondensed");
const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};
/// Objects before the pages: catalogue, tree, information, and the five of the face.
const FIRST_PAGE: i32 = 9;

/// A document of these pages; `language` is its tag, `title` what a reader shows.
pub fn document(sheets: Vec<Sheet>, title: &str, language: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree, info) = (Ref::new(1), Ref::new(2), Ref::new(3));
    pdf.catalog(catalog).pages(tree).lang(TextStr(language));
    pdf.document_info(info).title(TextStr(title));
    let count = i32::try_from(sheets.len()).unwrap_or(0);
    let page_at = |n: i32| Ref::new(FIRST_PAGE + 2 * n);
    pdf.pages(tree).kids((0..count).map(page_at)).count(count);
    write_face(&mut pdf, Face::get());
    for (n, sheet) in (0..).zip(sheets) {
        let content = Ref::new(FIRST_PAGE + 2 * n + 1);
        let mut page = pdf.page(page_at(n));
        page.media_box(Rect::new(0.0, 0.0, A4.0, A4.1))
            .parent(tree)
            .contents(content);
        page.resources().fonts().pair(FONT, Ref::new(4));
        page.finish();
        let packed = packed(&sheet.into_content());
        pdf.stream(content, &packed).filter(Filter::FlateDecode);
    }
    pdf.finish()
}

/// The whole face with the widths of its glyphs and what they mean.
fn write_face(pdf: &mut Pdf, face: &Face) {
    let (font, cid, descriptor, cmap, file) =
        (Ref::new(4), Ref::new(5), Ref::new(6), Ref::new(7), Ref::new(8));
    pdf.type0_font(font)
        .base_font(BASE)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(cmap);
    let mut own = pdf.cid_font(cid);
    own.subtype(CidFontType::Type2)
        .base_font(BASE)
        .system_info(IDENTITY)
        .font_descriptor(descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    own.widths().consecutive(0, face.widths());
    own.finish();
    let (left, bottom, right, top) = face.bounds();
    pdf.font_descriptor(descriptor)
        .name(BASE)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0)
        .ascent(top)
        .descent(bottom)
        .cap_height(729.0)
        .stem_v(80.0)
        .font_file2(file);
    let mut meanings = UnicodeCmap::new(Name(b"Meaning"), IDENTITY);
    for (glyph, character) in face.meanings() {
        meanings.pair(glyph, character);
    }
    let meanings = packed(meanings.finish().as_slice());
    pdf.cmap(cmap, &meanings).filter(Filter::FlateDecode);
    let bytes = packed(Face::bytes());
    let length = i32::try_from(Face::bytes().len()).unwrap_or(i32::MAX);
    pdf.stream(file, &bytes)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), length);
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
