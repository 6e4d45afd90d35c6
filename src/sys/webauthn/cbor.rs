//! The part of CBOR (RFC 8949) that authenticators write: definite lengths, few levels.

/// Deepest nesting read: an attestation object has four levels.
const LEVELS: u8 = 8;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item<'a> {
    Int(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Map(Vec<(Self, Self)>),
    /// Of no use to us, read over.
    Other,
}

impl<'a> Item<'a> {
    /// The bytes of a member of a map.
    pub(super) fn bytes_of(&self, key: &Item<'_>) -> Option<&'a [u8]> {
        match self.member(key) {
            Some(Item::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// The number of a member of a map.
    pub(super) fn int_of(&self, key: &Item<'_>) -> Option<i64> {
        match self.member(key) {
            Some(Item::Int(number)) => Some(*number),
            _ => None,
        }
    }

    fn member(&self, key: &Item<'_>) -> Option<&Self> {
        let Self::Map(members) = self else { return None };
        let mut found = members.iter().filter(|(name, _)| name == key);
        // A member that comes twice means whatever one likes.
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value),
            _ => None,
        }
    }
}

/// Reads one value; what is left.
pub(super) fn read(bytes: &[u8]) -> Option<(Item<'_>, &[u8])> {
    item(bytes, LEVELS)
}

fn item(bytes: &[u8], levels: u8) -> Option<(Item<'_>, &[u8])> {
    let levels = levels.checked_sub(1)?;
    let (&first, rest) = bytes.split_first()?;
    let (kind, info) = (first >> 5, first & 0x1f);
    let (argument, rest) = argument(info, rest)?;
    let length = usize::try_from(argument).ok();
    match kind {
        0 => Some((Item::Int(i64::try_from(argument).ok()?), rest)),
        1 => Some((Item::Int(-1 - i64::try_from(argument).ok()?), rest)),
        2 => rest
            .split_at_checked(length?)
            .map(|(own, rest)| (Item::Bytes(own), rest)),
        3 => {
            let (own, rest) = rest.split_at_checked(length?)?;
            Some((Item::Text(std::str::from_utf8(own).ok()?), rest))
        }
        4 => {
            let rest = (0..argument).try_fold(rest, |rest, _| Some(item(rest, levels)?.1))?;
            Some((Item::Other, rest))
        }
        5 => map(argument, rest, levels),
        6 => item(rest, levels),
        // False, true, null, undefined and numbers with a point: their argument was the value.
        _ => Some((Item::Other, rest)),
    }
}

fn map(count: u64, mut rest: &[u8], levels: u8) -> Option<(Item<'_>, &[u8])> {
    let mut members = Vec::new();
    for _ in 0..count {
        let (key, after) = item(rest, levels)?;
        let (value, after) = item(after, levels)?;
        members.push((key, value));
        rest = after;
    }
    Some((Item::Map(members), rest))
}

fn argument(info: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let length = match info {
        0..=23 => return Some((info.into(), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        // Lengths that are told later.
        _ => return None,
    };
    let (own, rest) = rest.split_at_checked(length)?;
    let number = own
        .iter()
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_standard_are_read() {
        // RFC 8949, Appendix A.
        for (bytes, expected) in [
            (&[0x17][..], Item::Int(23)),
            (&[0x19, 0x03, 0xe8], Item::Int(1000)),
            (&[0x39, 0x03, 0xe7], Item::Int(-1000)),
            (&[0x44, 1, 2, 3, 4], Item::Bytes(&[1, 2, 3, 4])),
            (&[0x64, b'I', b'E', b'T', b'F'], Item::Text("IETF")),
            (&[0xa1, 1, 2], Item::Map(vec![(Item::Int(1), Item::Int(2))])),
            (&[0x83, 1, 2, 3], Item::Other),
            (&[0xf5], Item::Other),
            (
                &[0xfb, 0x3f, 0xf1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a],
                Item::Other,
            ),
            (&[0xc1, 0x1a, 0x51, 0x4b, 0x67, 0xb0], Item::Int(1_363_896_240)),
        ] {
            let (item, rest) = read(bytes).unwrap();
            assert_eq!((item, rest.len()), (expected, 0), "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_cut_endless_or_too_deep_is_refused() {
        for bytes in [
            &[][..],
            &[0x44, 1],
            &[0x9f, 1, 0xff],
            &[0xa1, 1],
            &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            &[0x81; 20],
            &[0x62, 0xff, 0xff],
            &[0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ] {
            assert_eq!(read(bytes), None, "{bytes:x?}");
        }
        let (twice, _) = read(&[0xa2, 1, 0x40, 1, 0x41, 9]).unwrap();
        assert_eq!(twice.bytes_of(&Item::Int(1)), None);
    }
}
