//! What a modem hands over: SMS-DELIVER and SMS-STATUS-REPORT (3GPP TS 23.040 §9.2.2.1 and §9.2.2.3). Anybody may send any octets.

use chrono::{NaiveDate, TimeDelta};

use super::packing::unpacked;
use super::text;
use crate::domain::time::Instant;

/// What came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// A text message, or a part of one.
    Deliver(Deliver),
    /// What became of a message that was sent.
    Report(Report),
}

/// A text message, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deliver {
    /// Who sent it: `+33612345678`, digits as dialled, or the letters of a sender without a number.
    pub from: String,
    /// Its text.
    pub text: String,
    /// When the network took it; `None` when it says no time.
    pub at: Option<Instant>,
    /// Which part it is of a longer one.
    pub part: Option<Part>,
}

/// The place of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The same in each part of one message.
    pub reference: u16,
    /// How many there are, 1 at least.
    pub total: u8,
    /// From 1 to `total`.
    pub nth: u8,
}

/// What became of a message that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The reference that `+CMGS` gave.
    pub reference: u8,
    /// Whose telephone, as [`Deliver::from`].
    pub to: String,
    /// What became of it.
    pub fate: Fate,
    /// When; `None` when the network says no time.
    pub at: Option<Instant>,
}

/// What became of a message on the network (3GPP TS 23.040 §9.2.3.15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The telephone has it.
    Delivered,
    /// The network passed it on and knows no more.
    PassedOn,
    /// The network goes on trying.
    Trying,
    /// It will not be delivered; the code of the network.
    Failed(u8),
}

/// Octets that are none of both, or not in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not hexadecimal digits, or of another length than announced.
    #[error("not the octets that were announced")]
    Octets,
    /// It ends within a field.
    #[error("cut short")]
    Short,
    /// Of a kind that no modem hands over, or compressed, or not a text.
    #[error("not a text message")]
    Kind,
}

/// Reads the line after `+CMT`, `+CDS`, `+CMGR` or `+CMGL`: `announced` octets, behind the service centre or without it.
pub fn received(line: &str, announced: usize) -> Result<Received, Unreadable> {
    let octets = octets(line)?;
    let centre = octets.first().map_or(0, |length| usize::from(*length) + 1);
    let tpdu = match octets.len().checked_sub(announced) {
        Some(0) => &octets[..],
        Some(rest) if rest == centre => octets.get(centre..).ok_or(Unreadable::Octets)?,
        _ => return Err(Unreadable::Octets),
    };
    let mut reader = Reader { rest: tpdu };
    let first = reader.octet()?;
    match first & 0x03 {
        0 => deliver(first, reader).map(Received::Deliver),
        2 => report(reader).map(Received::Report),
        _ => Err(Unreadable::Kind),
    }
}

fn deliver(first: u8, mut reader: Reader<'_>) -> Result<Deliver, Unreadable> {
    let from = reader.address()?;
    let _protocol = reader.octet()?;
    let coding = reader.octet()?;
    let at = reader.time()?;
    let length = usize::from(reader.octet()?);
    let (header, octets) = if first & 0x40 == 0 {
        (&[][..], reader.rest)
    } else {
        let size = usize::from(*reader.rest.first().ok_or(Unreadable::Short)?) + 1;
        reader.rest.split_at_checked(size).ok_or(Unreadable::Short)?
    };
    let text = match coded(coding)? {
        Coding::Septets => {
            let header_septets = (header.len() * 8).div_ceil(7);
            let count = length.checked_sub(header_septets).ok_or(Unreadable::Short)?;
            let fill = header_septets * 7 - header.len() * 8;
            text(&unpacked(octets, count, fill).ok_or(Unreadable::Short)?)
        }
        Coding::Units => {
            let size = length.checked_sub(header.len()).ok_or(Unreadable::Short)?;
            let octets = octets.get(..size).ok_or(Unreadable::Short)?;
            let units = octets.as_chunks().0.iter().map(|two| u16::from_be_bytes(*two));
            char::decode_utf16(units)
                .map(|c| c.unwrap_or('\u{fffd}'))
                .collect()
        }
    };
    Ok(Deliver {
        from,
        text,
        at,
        part: part(header),
    })
}

fn report(mut reader: Reader<'_>) -> Result<Report, Unreadable> {
    let reference = reader.octet()?;
    let to = reader.address()?;
    let _accepted = reader.time()?;
    let at = reader.time()?;
    let fate = match reader.octet()? {
        0x00 => Fate::Delivered,
        0x01 => Fate::PassedOn,
        0x20..=0x3f => Fate::Trying,
        // What is reserved is read as a failure, as the standard says of the temporary ones that it does not know.
        code => Fate::Failed(code),
    };
    Ok(Report {
        reference,
        to,
        fate,
        at,
    })
}

enum Coding {
    Septets,
    Units,
}

/// The data coding scheme (3GPP TS 23.038 §4).
fn coded(scheme: u8) -> Result<Coding, Unreadable> {
    let by_bits = |bits: u8| match bits {
        0 | 3 => Ok(Coding::Septets),
        2 => Ok(Coding::Units),
        _ => Err(Unreadable::Kind),
    };
    match scheme >> 4 {
        0x0..=0x7 if scheme & 0x20 != 0 => Err(Unreadable::Kind),
        0x0..=0x7 => by_bits((scheme >> 2) & 0x03),
        0xe => Ok(Coding::Units),
        0xf if scheme & 0x04 != 0 => Err(Unreadable::Kind),
        // Reserved ones are read as the default alphabet.
        _ => Ok(Coding::Septets),
    }
}

/// The place of a part from its header; `None` without one that makes sense.
fn part(header: &[u8]) -> Option<Part> {
    let mut rest = header.get(1..)?;
    while let [kind, length, elements @ ..] = rest {
        let (element, after) = elements.split_at_checked(usize::from(*length))?;
        let place = match (kind, element) {
            (0x00, [reference, total, nth]) => Some((u16::from(*reference), *total, *nth)),
            (0x08, [high, low, total, nth]) => Some((u16::from_be_bytes([*high, *low]), *total, *nth)),
            _ => None,
        };
        if let Some((reference, total, nth)) = place.filter(|(_, total, nth)| (1..=*total).contains(nth)) {
            return Some(Part {
                reference,
                total,
                nth,
            });
        }
        rest = after;
    }
    None
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn octet(&mut self) -> Result<u8, Unreadable> {
        self.take(1)?.first().copied().ok_or(Unreadable::Short)
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Unreadable> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Unreadable::Short)?;
        self.rest = rest;
        Ok(taken)
    }

    /// An address (3GPP TS 23.040 §9.1.2.5): its length counts half octets.
    fn address(&mut self) -> Result<String, Unreadable> {
        let length = usize::from(self.octet()?);
        let kind = self.octet()?;
        let octets = self.take(length.div_ceil(2))?;
        if kind & 0x70 == 0x50 {
            let letters = unpacked(octets, length * 4 / 7, 0).ok_or(Unreadable::Short)?;
            return Ok(text(&letters));
        }
        let plus = if kind & 0x70 == 0x10 { "+" } else { "" };
        let digits = octets.iter().flat_map(|octet| [octet & 0x0f, octet >> 4]);
        let digits = digits.take(length).filter_map(|digit| match digit {
            0..=9 => Some(char::from(b'0' + digit)),
            0xa => Some('*'),
            0xb => Some('#'),
            _ => None,
        });
        Ok(plus.chars().chain(digits).collect())
    }

    /// A time stamp (3GPP TS 23.040 §9.2.3.11): the reading of a clock, and its distance from UTC in quarters of an hour.
    fn time(&mut self) -> Result<Option<Instant>, Unreadable> {
        let octets = self.take(7)?;
        let two = |octet: &u8| u32::from(octet & 0x0f) * 10 + u32::from(octet >> 4);
        let [year, month, day, hour, minute, second] =
            [0, 1, 2, 3, 4, 5].map(|at| octets.get(at).map_or(99, two));
        let zone = octets.get(6).copied().unwrap_or(0);
        let quarters = i64::from(zone & 0x07) * 10 + i64::from(zone >> 4);
        let east = if zone & 0x08 == 0 { quarters } else { -quarters };
        let date = i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(2000 + year, month, day));
        let reading = date.and_then(|date| date.and_hms_opt(hour, minute, second));
        Ok(reading.map(|reading| (reading - TimeDelta::minutes(15 * east)).and_utc()))
    }
}

fn octets(line: &str) -> Result<Vec<u8>, Unreadable> {
    let digits = line.trim().as_bytes();
    let half = |digit: &u8| {
        char::from(*digit)
            .to_digit(16)
            .and_then(|half| u8::try_from(half).ok())
    };
    if !digits.len().is_multiple_of(2) {
        return Err(Unreadable::Octets);
    }
    digits
        .chunks_exact(2)
        .map(|two| match two {
            [high, low] => Some(half(high)? << 4 | half(low)?),
            _ => None,
        })
        .collect::<Option<_>>()
        .ok_or(Unreadable::Octets)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn delivered(line: &str, announced: usize) -> Deliver {
        match received(line, announced).unwrap() {
            Received::Deliver(deliver) => deliver,
            Received::Report(report) => panic!("{report:?}"),
        }
    }

    fn reported(line: &str, announced: usize) -> Report {
        match received(line, announced).unwrap() {
            Received::Report(report) => report,
            Received::Deliver(deliver) => panic!("{deliver:?}"),
        }
    }

    /// Both stand in introductions to the format.
    #[test]
    fn published_messages_are_read_as_published() {
        let how = delivered(
            "07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07",
            30,
        );
        assert_eq!(
            (how.from.as_str(), how.text.as_str()),
            ("+31641600986", "How are you?")
        );
        assert_eq!(how.at, Some(at("2002-08-26T19:37:41Z")));
        let hello = delivered(
            "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37",
            28,
        );
        assert_eq!(
            (hello.from.as_str(), hello.text.as_str()),
            ("27838890001", "hellohello")
        );
    }

    #[test]
    fn a_published_report_is_read_as_published() {
        let report = reported("06000B910221815716F2709021510121807090215101718000", 25);
        assert_eq!(
            report,
            Report {
                reference: 0,
                to: "+20121875612".to_owned(),
                fate: Fate::Delivered,
                at: Some(at("2007-09-12T13:10:17Z")),
            }
        );
        let line = |status| format!("00062A0B910221815716F27090215101218070902151017180{status}");
        for (status, fate) in [
            ("01", Fate::PassedOn),
            ("02", Fate::Failed(2)),
            ("20", Fate::Trying),
            ("3F", Fate::Trying),
            ("46", Fate::Failed(0x46)),
            ("60", Fate::Failed(0x60)),
        ] {
            let report = reported(&line(status), 25);
            assert_eq!((report.reference, report.fate), (0x2a, fate), "{status}");
        }
    }

    #[test]
    fn what_is_announced_must_come() {
        // An example of a maker that announces an octet more than it shows.
        let line = "060C91534810325476171160316255001711603152120000";
        assert_eq!(received(line, 25), Err(Unreadable::Octets));
        assert_eq!(received("06000", 2), Err(Unreadable::Octets));
        assert_eq!(received("+CMS", 2), Err(Unreadable::Octets));
        assert_eq!(received("", 0), Err(Unreadable::Short));
        assert_eq!(received("0006", 1), Err(Unreadable::Short));
        // Eight-bit data.
        assert_eq!(
            received("04029110000420806291731408024142", 16),
            Err(Unreadable::Kind)
        );
    }

    #[test]
    fn a_time_west_of_greenwich_and_no_time() {
        let line = |time: &str| format!("040291100000{time}00");
        let at_of = |time: &str| delivered(&line(time), 14).at;
        // Minus five hours: twenty quarters with the sign in the fourth bit.
        assert_eq!(at_of("6230201000000A"), Some(at("2026-03-02T06:00:00Z")));
        assert_eq!(at_of("62302010000080"), Some(at("2026-03-01T23:00:00Z")));
        assert_eq!(at_of("00000000000000"), None);
        assert_eq!(at_of("FFFFFFFFFFFFFF"), None);
    }

    #[test]
    fn a_sender_may_have_letters_and_a_part_says_its_place() {
        // « CABINET », seven letters in thirteen half octets; second parts of two, eight-bit and sixteen-bit reference.
        let letters = delivered("00040DD0C3A030E92C520100006230201000000003CF7A1A", 23);
        assert_eq!((letters.from.as_str(), letters.text.as_str()), ("CABINET", "Oui"));
        let place = |reference, total, nth| {
            Some(Part {
                reference,
                total,
                nth,
            })
        };
        let eight = delivered("00440B913316325476F80000623020100000000A0500032A02029EF534", 28);
        assert_eq!(
            (eight.from.as_str(), eight.text.as_str()),
            ("+33612345678", "Oui")
        );
        assert_eq!(eight.part, place(0x2a, 2, 2));
        let sixteen = delivered(
            "00440B913316325476F80008623020100000000B060804012A0202006C00E0",
            30,
        );
        assert_eq!((sixteen.text.as_str(), sixteen.part), ("là", place(0x012a, 2, 2)));
        // The third of two, and an element that ends outside: no part.
        assert_eq!(part(&[5, 0, 3, 1, 2, 3]), None);
        assert_eq!(part(&[5, 0, 9, 1, 2, 1]), None);
        assert_eq!(part(&[9, 4, 2, 0, 0, 0, 3, 1, 2, 1]), place(1, 2, 1));
    }

    proptest! {
        #[test]
        fn any_octets_are_read_or_refused(octets in prop::collection::vec(any::<u8>(), 0..60), announced in 0_usize..60) {
            let digit = |half: u8| char::from_digit(half.into(), 16);
            let digits = octets.iter().flat_map(|octet| [octet >> 4, octet & 0x0f]);
            let line: String = digits.filter_map(digit).collect();
            let _ = received(&line, announced);
            let _ = received(&line, octets.len());
        }

        #[test]
        fn any_line_is_read_or_refused(line in "\\PC{0,80}", announced in 0_usize..80) {
            let _ = received(&line, announced);
        }
    }
}
