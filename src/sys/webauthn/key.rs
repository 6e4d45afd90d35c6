//! Public keys of authenticators: COSE (RFC 9052 §7, RFC 9053), of the three kinds that are in use.

use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::cbor::{self, Item};

/// COSE numbers of `ES256`, `EdDSA` and `RS256` (the last one for Windows), in the order of preference.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// Labels of a COSE key.
const KIND: Item<'static> = Item::Int(1);
const ALGORITHM: Item<'static> = Item::Int(3);
const FIRST: Item<'static> = Item::Int(-1);
const SECOND: Item<'static> = Item::Int(-2);
const THIRD: Item<'static> = Item::Int(-3);

/// One public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PublicKey<'a> {
    /// The uncompressed point.
    Es256([u8; 65]),
    EdDsa(&'a [u8]),
    Rs256 {
        n: &'a [u8],
        e: &'a [u8],
    },
}

impl<'a> PublicKey<'a> {
    /// Reads a key; what follows it. `None` for another kind, and for what is no key.
    pub(super) fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (map, rest) = cbor::read(bytes)?;
        let key = match (map.int_of(&KIND)?, map.int_of(&ALGORITHM)?) {
            // EC2 on P-256.
            (2, -7) if map.int_of(&FIRST)? == 1 => {
                let (x, y) = (map.bytes_of(&SECOND)?, map.bytes_of(&THIRD)?);
                let point = [&[4][..], x, y].concat();
                let is_whole = x.len() == 32 && y.len() == 32;
                Self::Es256(point.try_into().ok().filter(|_| is_whole)?)
            }
            // OKP on Ed25519.
            (1, -8) if map.int_of(&FIRST)? == 6 => {
                Self::EdDsa(map.bytes_of(&SECOND).filter(|x| x.len() == 32)?)
            }
            (3, -257) => Self::Rs256 {
                n: map.bytes_of(&FIRST).filter(|n| (256..=1024).contains(&n.len()))?,
                e: map.bytes_of(&SECOND).filter(|e| e.len() <= 8)?,
            },
            _ => return None,
        };
        Some((key, rest))
    }

    /// Whether the owner of the private key signed this.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            Self::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::EdDsa(x) => UnparsedPublicKey::new(&ED25519, x).verify(message, signature),
            Self::Rs256 { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
        };
        verified.is_ok()
    }
}
