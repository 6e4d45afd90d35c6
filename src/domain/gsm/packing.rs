//! Septets in octets: the first septet in the low bits (3GPP TS 23.038 §6.1.2.1).

/// Septets behind `fill` unused bits, which bring them to a septet boundary after a header (3GPP TS 23.040 §9.2.3.24).
pub(super) fn packed(septets: &[u8], fill: usize) -> Vec<u8> {
    let mut octets = Vec::with_capacity((septets.len() * 7 + fill).div_ceil(8));
    let (mut bits, mut held) = (0_u32, fill);
    for septet in septets {
        bits |= u32::from(septet & 0x7f) << held;
        held += 7;
        while held >= 8 {
            octets.push(low_octet(bits));
            bits >>= 8;
            held -= 8;
        }
    }
    if held > 0 {
        octets.push(low_octet(bits));
    }
    octets
}

/// That many septets behind `fill` bits; `None` when there are fewer.
pub(super) fn unpacked(octets: &[u8], count: usize, fill: usize) -> Option<Vec<u8>> {
    (0..count)
        .map(|nth| {
            let at = fill + nth * 7;
            let low = u16::from(*octets.get(at / 8)?);
            let shift = at % 8;
            // A septet that ends in the next octet needs it.
            let high = match shift {
                0 | 1 => 0,
                _ => u16::from(*octets.get(at / 8 + 1)?),
            };
            let septet = ((low | (high << 8)) >> shift) & 0x7f;
            u8::try_from(septet).ok()
        })
        .collect()
}

fn low_octet(bits: u32) -> u8 {
    bits.to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_published_text_is_packed_as_published() {
        // « hellohello », in every introduction to the format.
        let octets = [0xe8, 0x32, 0x9b, 0xfd, 0x46, 0x97, 0xd9, 0xec, 0x37];
        assert_eq!(packed(b"hellohello", 0), octets);
        assert_eq!(unpacked(&octets, 10, 0).as_deref(), Some(&b"hellohello"[..]));
        assert_eq!(unpacked(&octets, 11, 0), None);
    }

    proptest! {
        #[test]
        fn septets_come_back(septets in prop::collection::vec(0_u8..128, 0..170), fill in 0_usize..7) {
            let octets = packed(&septets, fill);
            prop_assert_eq!(octets.len(), (septets.len() * 7 + fill).div_ceil(8));
            prop_assert_eq!(unpacked(&octets, septets.len(), fill), Some(septets));
        }
    }
}
