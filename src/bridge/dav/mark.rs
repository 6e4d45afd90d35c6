//! What tells an event of ours in the text of a body, however a server folded and ordered it.

/// Identity and revision of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// `UID`.
    pub uid: Option<String>,
    /// `X-GRAPPE-REV`.
    pub revision: Option<String>,
}

impl Mark {
    /// Of the first event that has them.
    pub fn of(body: &[u8]) -> Self {
        let mut mark = Self::default();
        for line in unfolded(body) {
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let name = name.split(';').next().unwrap_or_default().trim();
            let value = || Some(value.trim().to_owned());
            if name.eq_ignore_ascii_case("UID") && mark.uid.is_none() {
                mark.uid = value();
            } else if name.eq_ignore_ascii_case("X-GRAPPE-REV") && mark.revision.is_none() {
                mark.revision = value();
            }
        }
        mark
    }
}

/// Content lines (RFC 5545 §3.1); folds are undone before the text is decoded, since they may cut a letter.
fn unfolded(body: &[u8]) -> Vec<String> {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for line in body.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (line.split_first(), lines.last_mut()) {
            (Some((b' ' | b'\t', rest)), Some(before)) => before.extend_from_slice(rest),
            _ => lines.push(line.to_vec()),
        }
    }
    let text = |line: Vec<u8>| String::from_utf8_lossy(&line).into_owned();
    lines.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_however_it_is_written() {
        let mark = |uid: &str, revision: &str| Mark {
            uid: Some(uid.to_owned()),
            revision: Some(revision.to_owned()),
        };
        let ours = "BEGIN:VEVENT\r\nUID:a-long-\r\n identity@x\r\nX-GRAPPE-REV:12\r\nEND:VEVENT\r\n";
        assert_eq!(Mark::of(ours.as_bytes()), mark("a-long-identity@x", "12"));
        let other = "begin:vevent\nx-grappe-rev;VALUE=TEXT:7\nuid: b \nSUMMARY:UID:c\n";
        assert_eq!(Mark::of(other.as_bytes()), mark("b", "7"));
        assert_eq!(Mark::of("UID:\u{e9}".as_bytes()).uid.as_deref(), Some("é"));
        assert_eq!(Mark::of(b"UID:\xc3\r\n \xa9").uid.as_deref(), Some("é"));
        assert_eq!(Mark::of(b"<html>"), Mark::default());
    }
}
