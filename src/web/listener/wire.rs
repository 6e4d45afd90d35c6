//! Looks at the bytes of request heads before hyper does.
//!
//! hyper silently drops `Content-Length` when `Transfer-Encoding` is there too, and takes a bare LF for a line end. Both
//! are how a request is smuggled past a proxy (security T20), so heads are scanned here and the door refuses them.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::connections::Watch;

/// A socket, encrypted or not, whose request heads are scanned and whose progress is told to the [`Watch`].
pub(super) struct Wire<S> {
    stream: S,
    scan: HeadScan,
    watch: Arc<Watch>,
}

impl<S> Wire<S> {
    pub(super) fn new(stream: S, watch: Arc<Watch>) -> Self {
        Self {
            stream,
            scan: HeadScan::default(),
            watch,
        }
    }

    /// The socket, to say a last word.
    pub(super) fn into_stream(self) -> S {
        self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        let this = &mut *self;
        for found in this.scan.feed(buf.filled().get(before..).unwrap_or(&[])) {
            this.watch.head_ended(found);
        }
        if this.scan.is_mid_head() {
            this.watch.head_began();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if written.is_pending() {
            self.watch.write_stalled();
        }
        written
    }

    // hyper flushes after everything it had to say was written; an encrypted stream may hold some of it back until then.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        if flushed.is_pending() {
            self.watch.write_stalled();
        } else {
            self.watch.write_finished();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// What a head says about the body after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// One reading only.
    Clear,
    /// Two programs could disagree on where the body ends.
    Ambiguous,
}

/// Longest header line that is looked into; hyper refuses heads long before this matters.
const LINE_MAX: usize = 64;

#[derive(Debug, Default)]
struct HeadScan {
    place: Place,
    line: Vec<u8>,
    has_carriage_return: bool,
    has_bare_line_feed: bool,
    has_odd_length: bool,
    lengths: usize,
    encodings: usize,
    length: u64,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before the first byte of a request.
    #[default]
    Between,
    Head,
    /// So many bytes of body are still to pass.
    Body(u64),
    /// A chunked body: nothing is looked at any more, the connection ends after this request.
    Opaque,
}

impl HeadScan {
    fn is_mid_head(&self) -> bool {
        self.place == Place::Head
    }

    /// Takes the next bytes, gives one verdict per head that ended in them.
    fn feed(&mut self, mut bytes: &[u8]) -> Vec<Framing> {
        let mut verdicts = Vec::new();
        while let Some((first, rest)) = bytes.split_first() {
            match self.place {
                Place::Opaque => break,
                Place::Body(left) => {
                    let here = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                    bytes = bytes.get(here..).unwrap_or(&[]);
                    let left = left.saturating_sub(here as u64);
                    self.place = if left == 0 {
                        Place::Between
                    } else {
                        Place::Body(left)
                    };
                }
                // Empty lines before a request line are allowed (RFC 9112 §2.2).
                Place::Between if matches!(first, b'\r' | b'\n') => bytes = rest,
                Place::Between | Place::Head => {
                    self.place = Place::Head;
                    let end = bytes.iter().position(|byte| *byte == b'\n');
                    let (piece, rest) = bytes.split_at(end.map_or(bytes.len(), |at| at + 1));
                    verdicts.extend(self.head_piece(piece));
                    bytes = rest;
                }
            }
        }
        verdicts
    }

    /// Takes what has come of a line, with its line feed if that has come too.
    fn head_piece(&mut self, piece: &[u8]) -> Option<Framing> {
        let text = piece.strip_suffix(b"\n").unwrap_or(piece);
        if let Some(last) = text.last() {
            self.has_carriage_return = *last == b'\r';
        }
        let room = LINE_MAX.saturating_sub(self.line.len());
        self.line.extend_from_slice(text.get(..room).unwrap_or(text));
        if text.len() == piece.len() {
            return None;
        }
        self.has_bare_line_feed |= !self.has_carriage_return;
        self.has_carriage_return = false;
        // Lent and given back, so that one allocation serves every line.
        let mut line = std::mem::take(&mut self.line);
        let shown = line.strip_suffix(b"\r").unwrap_or(&line);
        let is_end = shown.is_empty();
        if !is_end {
            self.header_line(shown);
        }
        line.clear();
        self.line = line;
        is_end.then(|| self.end_of_head())
    }

    fn header_line(&mut self, line: &[u8]) {
        let Some(colon) = line.iter().position(|b| *b == b':') else {
            return;
        };
        let (name, value) = line.split_at(colon);
        if name.eq_ignore_ascii_case(b"transfer-encoding") {
            self.encodings += 1;
        } else if name.eq_ignore_ascii_case(b"content-length") {
            self.lengths += 1;
            let length = std::str::from_utf8(value)
                .ok()
                .filter(|_| line.len() < LINE_MAX - 1);
            let length = length.and_then(|v| v.trim_start_matches(':').trim().parse().ok());
            // Blanks before the number may have pushed it out of sight: what follows would be taken for heads.
            self.has_odd_length |= length.is_none();
            self.length = length.unwrap_or(0);
        }
    }

    fn end_of_head(&mut self) -> Framing {
        let is_odd = self.has_bare_line_feed || self.has_odd_length;
        let is_clear = !is_odd && self.lengths + self.encodings <= 1;
        let place = match (self.encodings, self.length) {
            (0, 0) => Place::Between,
            (0, length) => Place::Body(length),
            _ => Place::Opaque,
        };
        *self = Self {
            place,
            line: std::mem::take(&mut self.line),
            ..Self::default()
        };
        if is_clear {
            Framing::Clear
        } else {
            Framing::Ambiguous
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Framing::{Ambiguous, Clear};
    use super::*;

    fn verdicts(bytes: &[u8]) -> Vec<Framing> {
        let whole = HeadScan::default().feed(bytes);
        let mut scan = HeadScan::default();
        let split: Vec<Framing> = bytes.iter().flat_map(|b| scan.feed(&[*b])).collect();
        assert_eq!(
            whole, split,
            "the verdict must not depend on how the bytes arrive"
        );
        whole
    }

    #[test]
    fn both_lengths_are_ambiguous_in_any_order() {
        let both =
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        let swapped = b"POST / HTTP/1.1\r\ntransfer-ENCODING: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n";
        assert_eq!(verdicts(both), [Ambiguous]);
        assert_eq!(verdicts(swapped), [Ambiguous]);
        assert_eq!(
            verdicts(b"POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"),
            [Ambiguous]
        );
    }

    #[test]
    fn bodies_are_not_taken_for_heads() {
        let two = b"POST / HTTP/1.1\r\nContent-Length: 30\r\n\r\nTransfer-Encoding: x\r\n\r\nabcdefGET / HTTP/1.1\r\n\r\n";
        assert_eq!(verdicts(two), [Clear, Clear]);
        assert_eq!(
            verdicts(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n"),
            [Clear]
        );
    }

    #[test]
    fn a_length_out_of_sight_or_no_number_is_ambiguous() {
        let body = "GET / HTTP/1.1\r\n\r\n";
        for value in [
            format!("{}{}", " ".repeat(80), body.len()),
            "18x".to_owned(),
            String::new(),
        ] {
            let request = format!("POST / HTTP/1.1\r\nContent-Length:{value}\r\n\r\n");
            assert_eq!(verdicts(request.as_bytes()), [Ambiguous], "{value}");
        }
    }

    #[test]
    fn bare_line_feeds_are_ambiguous_and_long_lines_are_survived() {
        assert_eq!(verdicts(b"GET / HTTP/1.1\nHost: x\n\n"), [Ambiguous]);
        assert_eq!(verdicts(b"GET / HTTP/1.1\r\nHost: x\n\r\n"), [Ambiguous]);
        let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(5000));
        assert_eq!(verdicts(long.as_bytes()), [Clear]);
    }
}
