//! The name of a public key.

use crate::sys::hash::{hex, unhex};

/// SHA-256 of the public key of a certificate (its `SubjectPublicKeyInfo`): stays when a certificate is renewed with its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Reads 64 hexadecimal digits, with colons or blanks between them or without.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        unhex(&digits)?.try_into().ok().map(Self)
    }

    /// As it is stored.
    pub fn bytes(self) -> [u8; 32] {
        self.0
    }
}

impl From<[u8; 32]> for Fingerprint {
    fn from(stored: [u8; 32]) -> Self {
        Self(stored)
    }
}

/// Lower-case hexadecimal in pairs with colons, as certificates are shown elsewhere.
impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pairs: Vec<String> = self.0.iter().map(|byte| hex(&[*byte])).collect();
        f.write_str(&pairs.join(":"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::hash::sha256;

    #[test]
    fn a_fingerprint_is_read_as_it_is_shown() {
        let shown = Fingerprint(sha256(b"key")).to_string();
        assert_eq!(shown.len(), 32 * 3 - 1);
        assert_eq!(Fingerprint::parse(&shown), Some(Fingerprint(sha256(b"key"))));
        assert_eq!(
            Fingerprint::parse(&shown.replace(':', "").to_uppercase()),
            Some(Fingerprint(sha256(b"key")))
        );
        for wrong in ["", "ab", &shown[3..], "zz".repeat(32).as_str()] {
            assert_eq!(Fingerprint::parse(wrong), None, "{wrong}");
        }
    }
}
