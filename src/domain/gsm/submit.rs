//! A message as a modem takes it: SMS-SUBMIT (3GPP TS 23.040 §9.2.2.2).

use std::fmt::Write as _;

use chrono::TimeDelta;

use super::packing::packed;
use super::{Alphabet, parts, septets};
use crate::domain::contact::Phone;

/// Parts that one message may have: the header counts them in an octet, and nobody reads more.
pub const PARTS_MAX: usize = 10;

/// The number has no letters: an international one (3GPP TS 23.040 §9.1.2.5).
const INTERNATIONAL: u8 = 0x91;
/// The header that joins parts, with its length: element 0, three octets (3GPP TS 23.040 §9.2.3.24.1).
const HEADER_OCTETS: usize = 6;

/// One part, ready for `AT+CMGS`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submit {
    tpdu: Vec<u8>,
}

impl Submit {
    /// Octets after the service centre: what `AT+CMGS=` is told.
    pub fn octets(&self) -> usize {
        self.tpdu.len()
    }

    /// In hexadecimal, behind « the service centre of the SIM ».
    pub fn line(&self) -> String {
        let mut line = String::from("00");
        for octet in &self.tpdu {
            // Writing into a text does not fail.
            let _ = write!(line, "{octet:02X}");
        }
        line
    }
}

/// A text of more than [`PARTS_MAX`] parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} parts, more than a message may have")]
pub struct TooLong(pub usize);

/// The parts of a message. `reference` joins them on the telephone and is another one for each message; the network gives up after
/// `validity`, rounded down to what the format can say, five minutes at least. The report of delivery is asked for once, with the last part.
pub fn submit(to: &Phone, text: &str, reference: u8, validity: TimeDelta) -> Result<Vec<Submit>, TooLong> {
    let alphabet = Alphabet::of(text);
    let parts = parts(text);
    let count = parts.len();
    let total = u8::try_from(count)
        .ok()
        .filter(|_| count <= PARTS_MAX)
        .ok_or(TooLong(count))?;
    let submits = (1..=total).zip(parts).map(|(nth, part)| {
        let header = (total > 1).then_some([5, 0, 3, reference, total, nth]);
        let header = header.as_ref().map_or(&[][..], |header| &header[..]);
        let is_last = nth == total;
        // SMS-SUBMIT with a relative validity, a report if asked for, a header if there is one.
        let first = 0x01 | 0x10 | if is_last { 0x20 } else { 0 } | if header.is_empty() { 0 } else { 0x40 };
        let (coding, length, data) = user_data(alphabet, header, part);
        let mut tpdu = vec![first, 0];
        tpdu.extend(address(to));
        tpdu.extend([0, coding, validity_octet(validity), length]);
        tpdu.extend(data);
        Submit { tpdu }
    });
    Ok(submits.collect())
}

/// Data coding scheme, length in its units, and the octets.
fn user_data(alphabet: Alphabet, header: &[u8], part: &str) -> (u8, u8, Vec<u8>) {
    let mut data = header.to_vec();
    // Parts are within 160 septets or 140 octets.
    let octet = |length: usize| u8::try_from(length).unwrap_or(u8::MAX);
    match alphabet {
        Alphabet::Gsm7 => {
            let septets = septets(part).unwrap_or_default();
            let header_septets = (header.len() * 8).div_ceil(7);
            data.extend(packed(&septets, header_septets * 7 - header.len() * 8));
            (0x00, octet(header_septets + septets.len()), data)
        }
        Alphabet::Ucs2 => {
            data.extend(part.encode_utf16().flat_map(u16::to_be_bytes));
            (0x08, octet(data.len()), data)
        }
    }
}

/// Digits, kind of number, two digits an octet, the first one low.
fn address(to: &Phone) -> Vec<u8> {
    let digits: Vec<u8> = to.as_str().bytes().filter(u8::is_ascii_digit).collect();
    let mut octets = vec![u8::try_from(digits.len()).unwrap_or(u8::MAX), INTERNATIONAL];
    octets.extend(digits.chunks(2).map(|two| match two {
        [low, high] => (high - b'0') << 4 | (low - b'0'),
        [low] => 0xf0 | (low - b'0'),
        _ => 0xff,
    }));
    octets
}

/// Relative validity (3GPP TS 23.040 §9.2.3.12.1): steps of five minutes, of half an hour, of a day, of a week.
fn validity_octet(validity: TimeDelta) -> u8 {
    let minutes = validity.num_minutes();
    let step = match minutes {
        ..=720 => (minutes / 5 - 1).max(0),
        721..=1_440 => 143 + (minutes - 720) / 30,
        1_441..=43_200 => (166 + minutes / 1_440).max(167),
        _ => (192 + minutes / 10_080).clamp(196, 255),
    };
    u8::try_from(step).unwrap_or(u8::MAX)
}

const _: () = assert!(Alphabet::Gsm7.in_part() * 7 + (HEADER_OCTETS * 8).div_ceil(7) * 7 <= 140 * 8);
const _: () = assert!(Alphabet::Ucs2.in_part() * 2 + HEADER_OCTETS <= 140);

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(to: &str, text: &str, validity: TimeDelta) -> Vec<String> {
        let submits = submit(&Phone::parse(to).unwrap(), text, 0xa7, validity).unwrap();
        for one in &submits {
            assert_eq!(one.line().len(), 2 + 2 * one.octets());
        }
        submits.iter().map(Submit::line).collect()
    }

    #[test]
    fn a_published_message_is_written_as_published() {
        // The « hellohello » of the introductions, 11000B91…, with the report asked for: 31 for 11.
        assert_eq!(
            lines("+46708251358", "hellohello", TimeDelta::days(4)),
            ["0031000B916407281553F80000AA0AE8329BFD4697D9EC37"]
        );
    }

    /// Length and data as libgammu 1.42 encodes them, with its reference in place of ours.
    #[test]
    fn parts_are_written_as_another_program_writes_them() {
        let long = format!("RDV à 14h30 {}", "x".repeat(150));
        let euro = format!("{}€{}", "a".repeat(152), "b".repeat(10));
        let wide = "hôpital ".repeat(9);
        for (text, second) in [
            (long, "10050003A70202F0783C1E8FC7E3F1"),
            (euro, "13050003A702023665B1582C168BC562B118"),
            (wide, "10050003A70202006900740061006C0020"),
        ] {
            let lines = lines("0612345678", &text, TimeDelta::days(1));
            assert_eq!(lines.len(), 2);
            assert!(lines[0].starts_with("0051000B913316325476F8"), "{}", lines[0]);
            // The report is asked for with the last part.
            assert!(lines[1].starts_with("0071000B913316325476F8"), "{}", lines[1]);
            assert!(lines[1].ends_with(second), "{}", lines[1]);
        }
    }

    #[test]
    fn validity_is_what_the_table_of_the_standard_says() {
        for (minutes, octet) in [
            (-5, 0),
            (4, 0),
            (5, 0),
            (10, 1),
            (719, 142),
            (720, 143),
            (750, 144),
            (1_440, 167),
            (2_000, 167),
            (2_880, 168),
            (43_200, 196),
            (50_000, 196),
            (50_400, 197),
            (635_040, 255),
            (9_999_999, 255),
        ] {
            assert_eq!(validity_octet(TimeDelta::minutes(minutes)), octet, "{minutes}");
        }
    }

    #[test]
    fn a_text_of_too_many_parts_is_refused() {
        let to = Phone::parse("0612345678").unwrap();
        let day = TimeDelta::days(1);
        assert_eq!(submit(&to, &"a".repeat(1530), 1, day).unwrap().len(), PARTS_MAX);
        assert_eq!(submit(&to, &"a".repeat(1531), 1, day), Err(TooLong(11)));
    }
}
