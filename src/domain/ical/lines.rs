//! Bytes → content lines (RFC 5545 §3.1). Folds are undone on bytes, since they may cut a letter (caldav §5.8).

use std::borrow::Cow;
use std::ops::Range;

/// Bytes of one unfolded line → its text.
pub type Decode = fn(&[u8]) -> Cow<'_, str>;

/// UTF-8; what is none is replaced.
pub fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Longest line of a file, its end not counted (RFC 5545 §3.1).
const LINE_BYTES: usize = 75;

/// A line as a file has it: folded at 75 bytes, never inside a letter, with its end.
pub fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 32 + 2);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE_BYTES {
            out.push_str("\r\n ");
            length = 1;
        }
        length += letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}

/// One unfolded line.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Physical line it begins on, from 1.
    pub(super) number: usize,
    /// Its bytes in the file, folds and line end included.
    pub(super) range: Range<usize>,
    /// Its text without control characters; of an attachment the name only.
    pub(super) text: Cow<'a, str>,
    pub(super) is_attachment: bool,
}

struct Folded<'a> {
    number: usize,
    range: Range<usize>,
    first: &'a [u8],
    /// All of it, once there was a fold.
    whole: Option<Vec<u8>>,
    is_attachment: bool,
}

/// LF, CR and CR LF end a line; empty lines and a byte-order mark belong to the line beside them. Line by line, so that whoever has
/// enough stops there.
pub(super) fn unfold(bytes: &[u8], decode: Decode) -> impl Iterator<Item = Line<'_>> {
    Unfold {
        bytes,
        decode,
        from: if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 },
        begin: 0,
        number: 0,
        open: None,
    }
}

struct Unfold<'a> {
    bytes: &'a [u8],
    decode: Decode,
    /// Where the next physical line begins.
    from: usize,
    /// Where the next unfolded line begins, with what belongs to it.
    begin: usize,
    number: usize,
    open: Option<Folded<'a>>,
}

impl<'a> Iterator for Unfold<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.from < self.bytes.len() {
            let (content, next) = physical(self.bytes, self.from);
            self.number += 1;
            let finished = self.take(content, next);
            self.from = next;
            self.begin = if self.open.is_some() { next } else { self.begin };
            if finished.is_some() {
                return finished;
            }
        }
        self.open.take().map(|line| line.finished(self.decode))
    }
}

impl<'a> Unfold<'a> {
    /// Takes a physical line up to `next`; the unfolded line that ends before it.
    fn take(&mut self, content: &'a [u8], next: usize) -> Option<Line<'a>> {
        match (content.split_first(), &mut self.open) {
            (None, Some(line)) => line.range.end = next,
            (None, None) => {}
            (Some((b' ' | b'\t', more)), Some(line)) => line.extend(more, next),
            (Some(_), _) => {
                let begun = Folded::new(self.number, self.begin..next, content);
                return self.open.replace(begun).map(|line| line.finished(self.decode));
            }
        }
        None
    }
}

/// The line that begins at `from` without its end, and where the next begins.
fn physical(bytes: &[u8], from: usize) -> (&[u8], usize) {
    let rest = bytes.get(from..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|b| *b == b'\n' || *b == b'\r')
        .unwrap_or(rest.len());
    let (content, end) = rest.split_at(length);
    let end_length = if end.starts_with(b"\r\n") {
        2
    } else {
        end.len().min(1)
    };
    (content, from + length + end_length)
}

impl<'a> Folded<'a> {
    fn new(number: usize, range: Range<usize>, first: &'a [u8]) -> Self {
        let name = first.get(..6).unwrap_or_default();
        let is_attachment = name.eq_ignore_ascii_case(b"ATTACH") && matches!(first.get(6), Some(b';' | b':'));
        Self {
            number,
            range,
            first,
            whole: None,
            is_attachment,
        }
    }

    fn extend(&mut self, more: &[u8], end: usize) {
        self.range.end = end;
        if !self.is_attachment {
            self.whole
                .get_or_insert_with(|| self.first.to_vec())
                .extend_from_slice(more);
        }
    }

    fn finished(self, decode: Decode) -> Line<'a> {
        let text = match (self.is_attachment, self.whole) {
            (true, _) => Cow::Borrowed("ATTACH"),
            (false, None) => clean(decode(self.first)),
            (false, Some(whole)) => Cow::Owned(clean(decode(&whole)).into_owned()),
        };
        Line {
            number: self.number,
            range: self.range,
            text,
            is_attachment: self.is_attachment,
        }
    }
}

/// Takes what is attached out of a calendar while it comes, in pieces of any length: lines that begin with `ATTACH`, with their folds.
/// Nothing that tells when an event is, or whose, is among them.
#[derive(Debug, Default)]
pub struct AttachmentSieve {
    place: Place,
    /// Bytes at the beginning of a line that may yet be the name.
    held: Vec<u8>,
    is_attached: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before the first byte of a line.
    #[default]
    Start,
    /// Within what may be the name.
    Name,
    /// Where it is known whether the line is kept.
    Inside,
}

impl AttachmentSieve {
    /// Adds to `kept` what is to be kept of the next bytes.
    pub fn take(&mut self, bytes: &[u8], kept: &mut Vec<u8>) {
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if self.place == Place::Inside {
                let ends = rest.iter().position(|byte| is_end(*byte));
                let (line, next) = rest.split_at(ends.unwrap_or(rest.len()));
                self.keep(line, kept);
                rest = next;
                self.place = if ends.is_some() {
                    Place::Start
                } else {
                    Place::Inside
                };
                continue;
            }
            self.begin(*byte, kept);
            rest = after;
        }
    }

    fn begin(&mut self, byte: u8, kept: &mut Vec<u8>) {
        let is_fold = self.held.is_empty() && matches!(byte, b' ' | b'\t');
        if is_end(byte) || is_fold {
            // An empty line belongs to the one before it; a line that ends within the name is another one.
            self.is_attached &= self.held.is_empty();
            self.release(kept);
            self.keep(&[byte], kept);
            self.place = if is_fold { Place::Inside } else { Place::Start };
            return;
        }
        let expected = b"ATTACH".get(self.held.len());
        self.held.push(byte);
        let goes_on = match expected {
            Some(expected) => byte.eq_ignore_ascii_case(expected),
            None => false,
        };
        if goes_on {
            self.place = Place::Name;
            return;
        }
        self.is_attached = expected.is_none() && matches!(byte, b';' | b':');
        self.release(kept);
        self.place = Place::Inside;
    }

    fn release(&mut self, kept: &mut Vec<u8>) {
        let held = std::mem::take(&mut self.held);
        self.keep(&held, kept);
    }

    fn keep(&self, bytes: &[u8], kept: &mut Vec<u8>) {
        if !self.is_attached {
            kept.extend_from_slice(bytes);
        }
    }
}

fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Without NUL and other control characters but the tab.
fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_kept = |c: char| c == '\t' || !c.is_ascii_control();
    if text.chars().all(is_kept) {
        text
    } else {
        Cow::Owned(text.chars().filter(|c| is_kept(*c)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<String> {
        let lines = unfold(bytes, utf8);
        lines.map(|line| line.text.into_owned()).collect()
    }

    #[test]
    fn every_end_of_line_ends_one_and_folds_are_undone() {
        let bytes = b"\xef\xbb\xbf\r\nA:1\nB:2\rC:\xc3\r\n \xa9t\r\n\t\xc3\xa9\r\r\n d\n\n\nD\0:\x014\xff";
        assert_eq!(texts(bytes), ["A:1", "B:2", "C:étéd", "D:4\u{fffd}"]);
    }

    #[test]
    fn what_is_attached_is_left_out_however_it_comes() {
        let text = b"A:1\r\nATTACH;ENCODING=BASE64:QUJD\r\n RE\r\n\r\n VG\r\nattach:x\nATTACHED:2\r\nATT\r\nB:ATTACH:3\r\n  ATTACH:4\rATTACH:5\rEND:C";
        let kept = b"A:1\r\nATTACHED:2\r\nATT\r\nB:ATTACH:3\r\n  ATTACH:4\rEND:C";
        for length in 1..text.len() {
            let (mut sieve, mut found) = (AttachmentSieve::default(), Vec::new());
            for piece in text.chunks(length) {
                sieve.take(piece, &mut found);
            }
            assert_eq!(
                String::from_utf8_lossy(&found),
                String::from_utf8_lossy(kept),
                "{length}"
            );
        }
    }

    #[test]
    fn ranges_cover_the_file() {
        let bytes = b"\xef\xbb\xbf\r\nA:1\n\nB:2\r\n x\r\nATTACH;X=1:a\r\n b\r\nC:3";
        let lines: Vec<_> = unfold(bytes, utf8).collect();
        let whole: Vec<u8> = lines
            .iter()
            .flat_map(|l| bytes[l.range.clone()].to_vec())
            .collect();
        assert_eq!(whole, bytes);
        assert_eq!(lines.iter().map(|l| l.number).collect::<Vec<_>>(), [2, 4, 6, 8]);
        assert!(lines[2].is_attachment && lines[2].text == "ATTACH");
    }
}
