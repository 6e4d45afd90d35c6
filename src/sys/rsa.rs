//! RSA keys that sign e-mail (RFC 6376): made here once, used by `ring` in constant time.
//!
//! `ring` makes no RSA keys. Only the making is ours: primes of `crypto-primes`, arithmetic of `crypto-bigint`; what comes out is checked
//! by `ring` as a whole when it reads the key (docs/adr/0017).

use std::convert::Infallible;

use crypto_bigint::rand_core::{TryCryptoRng, TryRng};
use crypto_bigint::{NonZero, U1024, U2048};
use crypto_primes::{Flavor, random_prime};
use ring::rand::SystemRandom;
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};

use super::ids;

/// Bits of the modulus: what every receiver takes (RFC 8301 §3.2).
const MODULUS_BITS: u32 = 2048;
const PRIME_BITS: u32 = MODULUS_BITS / 2;
const EXPONENT: u64 = 65_537;

/// DER tags (X.690).
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;
/// `rsaEncryption` without parameters (RFC 8017 §A.1).
const RSA_ENCRYPTION: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// A key pair; its `Debug` shows the public half only.
#[derive(Debug)]
pub struct RsaKey(RsaKeyPair);

/// Not a key, or not one that may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an RSA key")]
pub struct NotAKey;

/// The random source of the system, as the makers of primes want it.
struct Drawn;

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(ids::bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(ids::bytes()))
    }

    fn try_fill_bytes(&mut self, place: &mut [u8]) -> Result<(), Infallible> {
        for chunk in place.chunks_mut(8) {
            let drawn: [u8; 8] = ids::bytes();
            for (byte, drawn) in chunk.iter_mut().zip(drawn) {
                *byte = drawn;
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Drawn {}

/// Makes a private key of 2048 bits (PKCS#1 DER). Takes up to some seconds: not on a thread that answers.
pub fn new_private_key() -> Vec<u8> {
    loop {
        let drawn = || random_prime::<U1024, _>(&mut Drawn, Flavor::Any, PRIME_BITS);
        let (one, other) = (drawn(), drawn());
        let (p, q) = if one > other { (one, other) } else { (other, one) };
        // Two primes too close to each other, or a modulus of a bit less, are drawn again: `ring` says so.
        if let Some(key) = private_key(&p, &q).filter(|key| RsaKey::read(key).is_ok()) {
            return key;
        }
    }
}

/// `None` where the primes make no key with our exponent.
fn private_key(p: &U1024, q: &U1024) -> Option<Vec<u8>> {
    let below = |prime: &U1024| prime.wrapping_sub(&U1024::ONE);
    let (before_p, before_q) = (below(p), below(q));
    let n: U2048 = p.concatenating_mul(q);
    let phi: U2048 = before_p.concatenating_mul(&before_q);
    let whole = |value: U2048| Option::<NonZero<U2048>>::from(NonZero::new(value));
    let half = |value: U1024| Option::<NonZero<U1024>>::from(NonZero::new(value));
    let exponent = U1024::from_u64(EXPONENT);
    let d: U2048 = Option::from(U2048::from_u64(EXPONENT).invert_mod(&whole(phi)?))?;
    let d_p: U1024 = Option::from(exponent.invert_mod(&half(before_p)?))?;
    let d_q: U1024 = Option::from(exponent.invert_mod(&half(before_q)?))?;
    let q_inverse: U1024 = Option::from(q.invert_mod(&half(*p)?))?;
    let numbers = [
        integer(&[0]),
        integer(n.to_be_bytes().as_ref()),
        integer(&EXPONENT.to_be_bytes()),
        integer(d.to_be_bytes().as_ref()),
        integer(p.to_be_bytes().as_ref()),
        integer(q.to_be_bytes().as_ref()),
        integer(d_p.to_be_bytes().as_ref()),
        integer(d_q.to_be_bytes().as_ref()),
        integer(q_inverse.to_be_bytes().as_ref()),
    ];
    Some(der(SEQUENCE, &numbers.concat()))
}

impl RsaKey {
    /// Reads a private key of [`new_private_key`] and checks that it is one.
    pub fn read(der: &[u8]) -> Result<Self, NotAKey> {
        RsaKeyPair::from_der(der).map(Self).map_err(|_| NotAKey)
    }

    /// The public half as others read it: `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), DER.
    pub fn public(&self) -> Vec<u8> {
        let bits = [&[0], self.0.public_key().as_ref()].concat();
        der(
            SEQUENCE,
            &[RSA_ENCRYPTION.as_slice(), &der(BIT_STRING, &bits)].concat(),
        )
    }

    /// A signature with SHA-256 (RSASSA-PKCS1-v1_5, RFC 8017 §8.2).
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, NotAKey> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| NotAKey)?;
        Ok(signature)
    }
}

/// A value with its tag and length, shorter than 64 KiB.
fn der(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes();
    let mut out = vec![tag];
    match length {
        [0, short] if short < 0x80 => out.push(short),
        [0, long] => out.extend([0x81, long]),
        [high, low] => out.extend([0x82, high, low]),
    }
    out.extend_from_slice(value);
    out
}

/// An unsigned number, big-endian.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let digits = bytes.get(zeros..).unwrap_or_default();
    // The highest bit is the sign.
    let sign: &[u8] = if digits.first().is_none_or(|first| *first >= 0x80) {
        &[0]
    } else {
        &[]
    };
    der(INTEGER, &[sign, digits].concat())
}

#[cfg(test)]
mod tests {
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    #[test]
    fn a_key_that_was_made_signs_and_is_not_the_next_one() {
        let (one, other) = (new_private_key(), new_private_key());
        assert_ne!(one, other);
        let key = RsaKey::read(&one).unwrap();
        let signature = key.sign(b"Bonjour").unwrap();
        assert_eq!(signature.len(), 256);
        let public = key.0.public_key().as_ref();
        let verifier = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public);
        assert!(verifier.verify(b"Bonjour", &signature).is_ok());
        assert!(verifier.verify(b"Bonsoir", &signature).is_err());
        assert!(key.public().ends_with(public));
    }

    #[test]
    fn numbers_are_written_as_der_wants_them() {
        assert_eq!(integer(&[0]), [INTEGER, 1, 0]);
        assert_eq!(integer(&[0, 0, 0x7f]), [INTEGER, 1, 0x7f]);
        assert_eq!(integer(&[0x80]), [INTEGER, 2, 0, 0x80]);
        assert_eq!(der(SEQUENCE, &[7; 0x81])[..3], [SEQUENCE, 0x81, 0x81]);
        assert_eq!(der(SEQUENCE, &[7; 0x100])[..4], [SEQUENCE, 0x82, 1, 0]);
        assert!(RsaKey::read(b"nothing").is_err());
    }
}
