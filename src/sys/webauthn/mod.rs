//! Passkeys (W3C Web Authentication, Level 2): what a browser sends is checked here, without any state. Attestation is asked for by
//! nobody ("none"), so that no manufacturer is trusted and none is refused. Why not a library: docs/adr/0008.

mod cbor;
mod key;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use self::cbor::Item;
use self::key::PublicKey;
use super::hash;

pub use self::key::ALGORITHMS;

/// The person was there.
const PRESENT: u8 = 0x01;
/// The authenticator knows who it was: a finger, a face, a code.
const VERIFIED: u8 = 0x04;
/// A new credential is told.
const NEW: u8 = 0x40;
/// Hash of the relying party, flags, counter.
const HEAD: usize = 37;
/// Model of the authenticator.
const MODEL: usize = 16;
/// Longest identifier of a credential (Level 2 §7.1).
const ID_MAX: usize = 1023;

/// What both sides must mean.
#[derive(Clone, Copy, Debug)]
pub struct Ceremony<'a> {
    /// What we asked.
    pub challenge: &'a [u8],
    /// The host name that credentials are bound to.
    pub relying_party: &'a str,
    /// Scheme, host and port of our pages.
    pub origin: &'a str,
}

/// Why something is not accepted; for the log, not for the visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// No client data, authenticator data or key of the standard.
    #[error("malformed")]
    Malformed,
    /// Made for another act: registering is not signing in.
    #[error("another act")]
    Act,
    /// Not what we asked.
    #[error("another challenge")]
    Challenge,
    /// Typed on another page.
    #[error("another origin")]
    Origin,
    /// Bound to another host name.
    #[error("another relying party")]
    RelyingParty,
    /// Nobody touched it.
    #[error("nobody present")]
    NobodyPresent,
    /// A kind of key we did not offer.
    #[error("another kind of key")]
    Key,
    /// Not signed with this key.
    #[error("signature")]
    Signature,
}

/// A new credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// How the authenticator names it.
    pub credential: Vec<u8>,
    /// Its public key, as the authenticator wrote it (COSE).
    pub key: Vec<u8>,
    /// Its counter; 0 when it does not count.
    pub count: u32,
}

/// A credential that was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asserted {
    /// The authenticator knew who it was.
    pub is_verified: bool,
    /// Its counter; 0 when it does not count.
    pub count: u32,
}

/// What the browser sends when a credential is used.
#[derive(Clone, Debug, Default)]
pub struct Assertion {
    /// How the authenticator names the credential.
    pub credential: Vec<u8>,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// Over the authenticator data and the hash of the client data.
    pub signature: Vec<u8>,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// The challenge in what a browser says it answers, before anything of it is believed.
pub fn challenge_of(client_data: &[u8]) -> Option<Vec<u8>> {
    let client: ClientData = serde_json::from_slice(client_data).ok()?;
    URL_SAFE_NO_PAD.decode(client.challenge).ok()
}

/// Checks a registration (Level 2 §7.1).
pub fn registered(
    ceremony: &Ceremony<'_>,
    client_data: &[u8],
    attestation: &[u8],
) -> Result<Registered, Flaw> {
    check_client(ceremony, client_data, "webauthn.create")?;
    let (object, rest) = cbor::read(attestation).ok_or(Flaw::Malformed)?;
    let data = object.bytes_of(&Item::Text("authData"));
    let data = data.filter(|_| rest.is_empty()).ok_or(Flaw::Malformed)?;
    let (flags, count, rest) = check_authenticator(ceremony, data)?;
    if flags & NEW == 0 {
        return Err(Flaw::Malformed);
    }
    let (_, rest) = rest.split_at_checked(MODEL).ok_or(Flaw::Malformed)?;
    let (length, rest) = rest.split_first_chunk().ok_or(Flaw::Malformed)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (credential, rest) = rest.split_at_checked(length).ok_or(Flaw::Malformed)?;
    if credential.is_empty() || credential.len() > ID_MAX {
        return Err(Flaw::Malformed);
    }
    let (_, after) = PublicKey::read(rest).ok_or(Flaw::Key)?;
    let key = rest.get(..rest.len() - after.len()).ok_or(Flaw::Malformed)?;
    Ok(Registered {
        credential: credential.to_vec(),
        key: key.to_vec(),
        count,
    })
}

/// Checks the use of a credential whose key is known (Level 2 §7.2).
pub fn asserted(ceremony: &Ceremony<'_>, key: &[u8], given: &Assertion) -> Result<Asserted, Flaw> {
    check_client(ceremony, &given.client_data, "webauthn.get")?;
    let (flags, count, _) = check_authenticator(ceremony, &given.authenticator_data)?;
    let (key, _) = PublicKey::read(key).ok_or(Flaw::Key)?;
    let client_hash = hash::sha256(&given.client_data);
    let message = [given.authenticator_data.as_slice(), &client_hash].concat();
    if !key.signed(&message, &given.signature) {
        return Err(Flaw::Signature);
    }
    Ok(Asserted {
        is_verified: flags & VERIFIED != 0,
        count,
    })
}

fn check_client(ceremony: &Ceremony<'_>, client_data: &[u8], act: &str) -> Result<(), Flaw> {
    let client: ClientData = serde_json::from_slice(client_data).map_err(|_| Flaw::Malformed)?;
    let challenge = URL_SAFE_NO_PAD
        .decode(&client.challenge)
        .map_err(|_| Flaw::Malformed)?;
    if client.r#type != act {
        return Err(Flaw::Act);
    }
    if !hash::equal(&challenge, ceremony.challenge) {
        return Err(Flaw::Challenge);
    }
    if client.origin != ceremony.origin || client.cross_origin {
        return Err(Flaw::Origin);
    }
    Ok(())
}

/// Flags, counter, and what follows.
fn check_authenticator<'a>(ceremony: &Ceremony<'_>, data: &'a [u8]) -> Result<(u8, u32, &'a [u8]), Flaw> {
    let (head, rest) = data.split_at_checked(HEAD).ok_or(Flaw::Malformed)?;
    let (relying_party, head) = head.split_at_checked(32).ok_or(Flaw::Malformed)?;
    let (&flags, count) = head.split_first().ok_or(Flaw::Malformed)?;
    let count = <[u8; 4]>::try_from(count).map_err(|_| Flaw::Malformed)?;
    if !hash::equal(relying_party, &hash::sha256(ceremony.relying_party.as_bytes())) {
        return Err(Flaw::RelyingParty);
    }
    if flags & PRESENT == 0 {
        return Err(Flaw::NobodyPresent);
    }
    Ok((flags, u32::from_be_bytes(count), rest))
}

#[cfg(test)]
mod tests;
