//! From when until when a certificate holds, read out of its bytes. TLS libraries compare these dates and tell them to nobody.

use chrono::NaiveDateTime;

use crate::domain::certificate::Lifetime;
use crate::domain::time::Instant;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The validity of a certificate in DER (RFC 5280 §4.1.2.5); `None` where the bytes are none. Nothing of it is verified.
pub(super) fn lifetime(certificate: &[u8]) -> Option<Lifetime> {
    let (whole, _) = element(certificate, SEQUENCE)?;
    let (to_be_signed, _) = element(whole, SEQUENCE)?;
    // A certificate of version 1 has none.
    let rest = element(to_be_signed, VERSION).map_or(to_be_signed, |(_, rest)| rest);
    let (_, rest) = element(rest, INTEGER)?;
    let (_signature, rest) = element(rest, SEQUENCE)?;
    let (_issuer, rest) = element(rest, SEQUENCE)?;
    let (validity, _) = element(rest, SEQUENCE)?;
    let (from, rest) = time(validity)?;
    let (until, _) = time(rest)?;
    Some(Lifetime { from, until })
}

/// The content of the element at the beginning, and what follows it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = if *first < 0x80 {
        (usize::from(*first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let is_plain = (1..=4).contains(&digits.len());
        let length = digits
            .iter()
            .fold(0_usize, |sum, digit| (sum << 8) | usize::from(*digit));
        (is_plain.then_some(length)?, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    (*found == tag).then_some((content, rest))
}

/// Years of two digits are those from 1950 to 2049 (RFC 5280 §4.1.2.5.1).
fn time(bytes: &[u8]) -> Option<(Instant, &[u8])> {
    let (text, rest) = if let Some((short, rest)) = element(bytes, UTC_TIME) {
        let short = std::str::from_utf8(short).ok()?;
        let century = if short.get(..2)? < "50" { "20" } else { "19" };
        (format!("{century}{short}"), rest)
    } else {
        let (long, rest) = element(bytes, GENERALIZED_TIME)?;
        (std::str::from_utf8(long).ok()?.to_owned(), rest)
    };
    let read = NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%SZ").ok()?;
    Some((read.and_utc(), rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    #[test]
    fn both_spellings_of_a_date_are_read() {
        let key = KeyPair::generate().unwrap();
        for (from, until) in [(2026, 2026), (1975, 4096), (2049, 2050)] {
            let mut wanted = CertificateParams::new(vec!["rdv.example.org".to_owned()]).unwrap();
            wanted.not_before = date_time_ymd(from, 3, 2);
            wanted.not_after = date_time_ymd(until, 5, 31);
            let made = wanted.self_signed(&key).unwrap();
            let read = lifetime(made.der()).unwrap();
            assert_eq!(read.from.to_string(), format!("{from}-03-02 00:00:00 UTC"));
            assert_eq!(read.until.to_string(), format!("{until}-05-31 00:00:00 UTC"));
        }
    }

    #[test]
    fn a_certificate_that_is_cut_anywhere_is_none_and_harms_nobody() {
        let key = KeyPair::generate().unwrap();
        let made = CertificateParams::new(vec!["rdv.example.org".to_owned()]).unwrap();
        let made = made.self_signed(&key).unwrap();
        for length in 0..made.der().len() {
            assert_eq!(lifetime(&made.der()[..length]), None, "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = lifetime(&bytes);
            let _ = time(&bytes);
        }
    }
}
