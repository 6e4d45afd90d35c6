//! The second factor: time-based codes (RFC 6238) of an application on a phone; the secret is kept sealed.

use totp_rs::{Builder, Secret, Totp};

use crate::domain::time::Instant;
use crate::store::Fault;
use crate::sys::secret::DeviceKey;

/// Purpose of the sealed secrets.
const SEAL: &str = "totp";
/// Purpose of the secrets proposed to a session.
const PROPOSAL: &str = "totp-proposal";
/// 160 bits, as RFC 4226 §4 recommends.
const SECRET_BYTES: usize = 20;

/// A secret that was proposed and not yet proved.
#[derive(Clone, PartialEq, Eq)]
pub struct Proposal([u8; SECRET_BYTES]);

impl Proposal {
    /// The secret proposed to a session: the same at each question, known to nobody else, stored nowhere.
    pub(super) fn of_session(keys: &DeviceKey, token_hash: &[u8; 32]) -> Self {
        let tag = keys.tag(PROPOSAL, token_hash);
        let mut secret = [0; SECRET_BYTES];
        for (to, from) in secret.iter_mut().zip(tag) {
            *to = from;
        }
        Self(secret)
    }

    /// In groups of four letters, for people who type it.
    pub fn text(&self) -> String {
        let letters: Vec<char> = base32(&self.0).chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join(" ")
    }

    /// What the square of dots says (`otpauth` key URI); `issuer` and `account` are shown by the application.
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (escaped(issuer), escaped(account));
        format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}",
            base32(&self.0)
        )
    }

    /// The time step of a right code.
    pub(super) fn step_of(&self, code: &str, now: Instant) -> Result<Option<i64>, Fault> {
        step_of(&self.0, code, now)
    }

    pub(super) fn sealed(&self, keys: &DeviceKey) -> Result<String, Fault> {
        keys.seal(SEAL, &self.0)
            .map_err(|error| Fault::Bug(error.to_string()))
    }
}

/// The time step of a right code for a sealed secret.
pub(super) fn sealed_step_of(
    keys: &DeviceKey,
    sealed: &str,
    code: &str,
    now: Instant,
) -> Result<Option<i64>, Fault> {
    let secret = keys
        .open(SEAL, sealed)
        .map_err(|error| Fault::Bug(error.to_string()))?;
    step_of(&secret, code, now)
}

fn step_of(secret: &[u8], code: &str, now: Instant) -> Result<Option<i64>, Fault> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let totp: Totp = Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .build()
        .map_err(|error| Fault::Bug(error.to_string()))?;
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let step = totp.check(&code, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// RFC 4648 §6 without padding.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    bits.chunks(5)
        .map(|five| {
            let number = five.iter().fold(0, |number, bit| number << 1 | bit) << (5 - five.len());
            char::from(LETTERS.get(usize::from(number)).copied().unwrap_or(b'A'))
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238_and_good_for_their_step_and_its_neighbours() {
        // Appendix B: secret "12345678901234567890", T = 59 s: 94287082, of which six digits are shown.
        let secret = Proposal(*b"12345678901234567890");
        let at = |seconds| Instant::from_timestamp(seconds, 0).unwrap();
        assert_eq!(secret.step_of("287 082", at(59)).unwrap(), Some(1));
        assert_eq!(secret.step_of("287082", at(89)).unwrap(), Some(1));
        assert_eq!(secret.step_of("287082", at(121)).unwrap(), None);
        assert_eq!(secret.step_of("", at(59)).unwrap(), None);
        assert_eq!(secret.step_of("２８７０８２", at(59)).unwrap(), None);
        assert_eq!(secret.text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            secret.uri("Cabinet Été", "marie"),
            "otpauth://totp/Cabinet%20%C3%89t%C3%A9:marie?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Cabinet%20%C3%89t%C3%A9"
        );
    }
}
