//! The day on paper: a document whose text can be read, one page for each practitioner.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::Crew;
use super::desk::{PETIT, TUESDAY_9};
use crate::support::house::person;

/// The streams of a document, unpacked, in their order.
fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let text = |from: &[u8], what: &[u8]| from.windows(what.len()).position(|w| w == what);
    let (mut rest, mut found) = (file, Vec::new());
    while let Some(at) = text(rest, b"stream\n") {
        rest = &rest[at + 7..];
        let end = text(rest, b"endstream").unwrap();
        let mut unpacked = Vec::new();
        ZlibDecoder::new(&rest[..end]).read_to_end(&mut unpacked).unwrap();
        found.push(unpacked);
        rest = &rest[end + 9..];
    }
    found
}

/// What each glyph means, as the document itself says it.
fn meanings(cmap: &str) -> BTreeMap<u16, char> {
    let pairs = cmap
        .lines()
        .filter_map(|line| line.strip_prefix('<')?.strip_suffix('>'));
    let pair = |line: &str| {
        let (glyph, letter) = line.split_once("> <")?;
        let letter = u32::from_str_radix(letter, 16).ok().and_then(char::from_u32)?;
        Some((u16::from_str_radix(glyph, 16).ok()?, letter))
    };
    pairs.filter_map(pair).collect()
}

/// The lines of text of each page.
pub(super) fn pages(file: &[u8]) -> Vec<String> {
    let streams = streams(file);
    let is_cmap = |s: &&Vec<u8>| s.starts_with(b"%!PS") || s.windows(9).any(|w| w == b"begincmap");
    let cmap = streams.iter().find(is_cmap).unwrap();
    let meanings = meanings(&String::from_utf8_lossy(cmap));
    let is_page = |s: &&Vec<u8>| s.windows(3).any(|w| w == b"BT\n");
    let read = |content: &Vec<u8>| {
        shown(content)
            .iter()
            .map(|line| worded(line, &meanings))
            .collect::<Vec<_>>()
            .join("\n")
    };
    streams.iter().filter(is_page).map(read).collect()
}

fn worded(bytes: &[u8], meanings: &BTreeMap<u16, char>) -> String {
    let glyphs = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    glyphs
        .map(|glyph| meanings.get(&glyph).copied().unwrap_or('\u{fffd}'))
        .collect()
}

/// The strings before `Tj`, as bytes: written in parentheses or in hexadecimal.
fn shown(content: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < content.len() {
        match content[at] {
            b'(' => {
                let mut string = Vec::new();
                at += 1;
                let mut depth = 0;
                loop {
                    match content[at] {
                        b'\\' if content[at + 1].is_ascii_digit() => {
                            let octal = std::str::from_utf8(&content[at + 1..at + 4]).unwrap();
                            string.push(u8::from_str_radix(octal, 8).unwrap());
                            at += 3;
                        }
                        b'\\' => {
                            at += 1;
                            string.push(match content[at] {
                                b'n' => b'\n',
                                b'r' => b'\r',
                                b't' => b'\t',
                                b'b' => 8,
                                b'f' => 12,
                                other => other,
                            });
                        }
                        b')' if depth == 0 => break,
                        byte => {
                            depth += i32::from(byte == b'(') - i32::from(byte == b')');
                            string.push(byte);
                        }
                    }
                    at += 1;
                }
                found.push(string);
            }
            b'<' => {
                let end = at + content[at..].iter().position(|b| *b == b'>').unwrap();
                let hex = std::str::from_utf8(&content[at + 1..end]).unwrap();
                let bytes =
                    (0..hex.len() / 2).map(|n| u8::from_str_radix(&hex[2 * n..2 * n + 2], 16).unwrap());
                found.push(bytes.collect());
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

#[test]
fn each_practitioner_has_a_page_with_names_in_their_own_letters() {
    let site = Crew::demo();
    site.booked("d'Aubigné", "Éloïse", TUESDAY_9);
    site.booked("Şahin", "Łukasz", "2026-03-03T08:30:00Z");
    site.booked_with(PETIT, person("Nguyễn", "Ðặng"), "2026-03-03T13:00:00Z", |_| {});
    let mut marie = site.signed_in("marie");
    let answer = marie.get("/admin/print?day=2026-03-03&all=1");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    assert!(
        answer
            .header("content-disposition")
            .unwrap()
            .contains("agenda-2026-03-03.pdf")
    );
    let file = answer.body;
    assert!(
        file.starts_with(b"%PDF-1.") && file.len() < 60_000,
        "{} bytes",
        file.len()
    );
    let pages = pages(&file);
    assert_eq!(pages.len(), 2, "{pages:#?}");
    for text in [
        "Dr Hélène Martin",
        "mardi 3 mars 2026",
        "D'AUBIGNÉ Éloïse",
        "ŞAHIN Łukasz",
        "17/05/1980",
        "Page 1 sur 1",
    ] {
        assert!(
            pages[0].replace('\u{a0}', " ").contains(text),
            "no « {text} » in {}",
            pages[0]
        );
    }
    assert!(pages[1].contains("NGUYỄN Ðặng"), "{}", pages[1]);
    assert!(!pages[1].contains("AUBIGN"));
}

/// Dr Martin sees so many people of ten minutes, one after the other, on Tuesday from seven on.
fn crowded(site: &Crew, count: u8) {
    for n in 0..count {
        let minutes = chrono::TimeDelta::minutes(10 * i64::from(n));
        let start = crate::support::house::instant("2026-03-03T06:00:00Z") + minutes;
        let start = start.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let (one, two) = (char::from(b'a' + n / 26), char::from(b'a' + n % 26));
        let patient = person("Roux", &format!("Zoé{one}{two}"));
        site.booked_with(super::desk::MARTIN, patient, &start, |request| {
            request.length = Some(chrono::TimeDelta::minutes(10));
        });
    }
}

#[test]
fn ninety_appointments_stay_on_one_page_and_who_prints_is_on_record() {
    let site = Crew::demo();
    crowded(&site, 90);
    let mut rose = site.signed_in("rose");
    let before = site.revision();
    let one = pages(&rose.get("/admin/print?day=2026-03-03&p1=1").body);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0].matches("ROUX Zoé").count(), 90);
    let after = site.revision();
    assert_eq!(after - before, 90, "each file on paper was looked at");
    site.booked_with(
        super::desk::MARTIN,
        person("Roux", "Zoézz"),
        "2026-03-03T21:00:00Z",
        |request| {
            request.length = Some(chrono::TimeDelta::minutes(10));
        },
    );
    let two = pages(&rose.get("/admin/print?day=2026-03-03&p1=1").body);
    assert_eq!(two.len(), 2, "smaller letters could not be read");
    assert_eq!(two[1].matches("ROUX Zoé").count(), 1);
}

#[test]
fn an_empty_day_is_a_page_that_says_so() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let pages = pages(&marie.get("/admin/print?day=2026-03-01&p1=1").body);
    assert!(
        pages[0].contains("Aucun rendez-vous") && pages[0].contains("Fermé"),
        "{}",
        pages[0]
    );
}
