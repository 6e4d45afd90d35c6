//! Signs an e-mail for its sender's domain (DKIM, RFC 6376): relaxed in head and body, RSA with SHA-256.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::DkimKey;
use crate::domain::time::Instant;
use crate::sys::hash;

/// Headers that are signed where they are there, in lower case. `From` stands twice, so that nobody adds another one (RFC 6376 §8.15).
const SIGNED: [&str; 16] = [
    "from",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "reply-to",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
];
/// Characters of the signature on a line.
const LINE: usize = 72;

/// The e-mail with its signature before it; `None` for what is no e-mail, or when the key cannot sign.
pub(super) fn signed(mail: &[u8], key: &DkimKey, at: Instant) -> Option<Vec<u8>> {
    let end = mail.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = (mail.get(..end + 2)?, mail.get(end + 4..)?);
    let head = fields(std::str::from_utf8(head).ok()?);
    // Of several headers of a name the last is taken first (RFC 6376 §5.4.2).
    let mut left: Vec<&(String, String)> = head.iter().collect();
    let mut names = Vec::new();
    let mut hashed = String::new();
    for name in SIGNED {
        let found = left.iter().rposition(|(found, _)| found == name);
        let is_second_from = name == "from" && names.contains(&"from");
        match found {
            Some(place) => hashed.push_str(&canonical(left.remove(place))),
            None if !is_second_from => continue,
            None => {}
        }
        names.push(name);
    }
    let body = STANDARD.encode(hash::sha256(&relaxed_body(body)));
    let tags = format!(
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={};\r\n t={}; h={};\r\n bh={body};\r\n b=",
        key.domain,
        key.selector,
        at.timestamp(),
        names.join(":\r\n "),
    );
    let own = ("dkim-signature".to_owned(), tags.clone());
    hashed.push_str(canonical(&own).trim_end_matches("\r\n"));
    let signature = STANDARD.encode(key.private.sign(hashed.as_bytes()).ok()?);
    let mut out = format!("DKIM-Signature: {tags}");
    for (place, letter) in signature.chars().enumerate() {
        if place > 0 && place % LINE == 0 {
            out.push_str("\r\n ");
        }
        out.push(letter);
    }
    out.push_str("\r\n");
    Some([out.as_bytes(), mail].concat())
}

/// Names in lower case and values as they are, folds included.
fn fields(head: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in head.split_terminator("\r\n") {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = found.last_mut() {
                value.push_str("\r\n");
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            found.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
        }
    }
    found
}

/// RFC 6376 §3.4.2.
fn canonical((name, value): &(String, String)) -> String {
    let words: Vec<&str> = value
        .split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty())
        .collect();
    format!("{name}:{}\r\n", words.join(" "))
}

/// RFC 6376 §3.4.4.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut empty_lines = 0;
    let mut rest = body;
    while !rest.is_empty() {
        let end = rest.windows(2).position(|two| two == b"\r\n");
        let (line, next) = match end {
            Some(end) => (rest.get(..end), rest.get(end + 2..)),
            None => (Some(rest), None),
        };
        let line = relaxed_line(line.unwrap_or_default());
        if line.is_empty() {
            empty_lines += 1;
        } else {
            for _ in 0..empty_lines {
                out.extend_from_slice(b"\r\n");
            }
            empty_lines = 0;
            out.extend_from_slice(&line);
            out.extend_from_slice(b"\r\n");
        }
        rest = next.unwrap_or_default();
    }
    out
}

fn relaxed_line(line: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len());
    let mut is_blank = false;
    for byte in line {
        if matches!(byte, b' ' | b'\t') {
            is_blank = true;
            continue;
        }
        if is_blank {
            out.push(b' ');
            is_blank = false;
        }
        out.push(*byte);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6376 §3.4.5.
    #[test]
    fn the_example_of_the_standard_is_relaxed_as_it_says() {
        let head = fields("A: X\r\nB : Y\t\r\n\tZ  \r\n");
        let head: String = head.iter().map(canonical).collect();
        assert_eq!(head, "a:X\r\nb:Y Z\r\n");
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b"\r\n\r\n"), b"");
        assert_eq!(relaxed_body(b"a"), b"a\r\n");
    }
}
