//! SHA-256, HMAC-SHA-256 and comparison in constant time; MD5 for a protocol that still knows nothing else.

use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use sha2::{Digest as _, Sha256};

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha256(bytes))
}

/// MD5 in lower-case hexadecimal: for HTTP Digest (RFC 7616) only, nothing may rest on it.
pub fn md5_hex(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

/// HMAC-SHA-256 (RFC 2104).
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    // RFC 2104 takes keys of any length, so the error of this constructor cannot occur; a fixed key would be worse
    // than none, hence the hash of the key, which is what the RFC does with long ones.
    let mac = Hmac::<Sha256>::new_from_slice(key).or_else(|_| Hmac::<Sha256>::new_from_slice(&sha256(key)));
    match mac {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().into(),
        Err(_) => sha256(&[key, message].concat()),
    }
}

/// Equality whose duration tells nothing about where two values differ; their lengths are not secret.
pub fn equal(left: &[u8], right: &[u8]) -> bool {
    let differing = left
        .iter()
        .zip(right)
        .fold(0_u8, |acc, (a, b)| std::hint::black_box(acc | (a ^ b)));
    left.len() == right.len() && differing == 0
}

/// The bytes of hexadecimal; `None` where it is none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| {
        let text = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(text, 16).ok()
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_the_proof_of_work_section() {
        // security §6
        let hash = sha256_hex(b"a1b2c3d4e5f60718?exp=177250060048213");
        assert_eq!(
            hash,
            "f1ad7b396be713320c482be55f1b87472d36905b87db5e88731979f3888467a8"
        );
        assert_eq!(
            hex(&hmac_sha256(b"test-key", hash.as_bytes())),
            "cfacc606e04d5bbe48de82ee753c1c8c2355eedacfa7248f248176c9a7168373"
        );
    }

    #[test]
    fn equality_is_equality() {
        assert!(equal(b"", b""));
        assert!(equal(b"abc", b"abc"));
        assert!(!equal(b"abc", b"abd"));
        assert!(!equal(b"abc", b"abcd"));
    }
}
