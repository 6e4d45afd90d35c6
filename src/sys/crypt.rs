//! bcrypt, for a program beside us that knows nothing newer: Radicale's file of accounts.

use base64::Engine as _;
use base64::alphabet::BCRYPT;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

use super::ids;

/// Rounds as a power of two, the least that bcrypt is used with today. Radicale hashes at each request, about 0.1 s on a Pi, and our passwords
/// have 99 bits: rounds add nothing to them.
const COST: u32 = 10;
/// Where the salt stands in a hash: after `$2b$10$`.
const SALT: std::ops::Range<usize> = 7..29;

const LETTERS: GeneralPurpose = GeneralPurpose::new(&BCRYPT, NO_PAD);

/// A random salt, as it stands in a hash: 22 characters.
pub fn new_salt() -> String {
    LETTERS.encode(ids::bytes::<16>())
}

/// The salt of a hash; `None` for what is no bcrypt.
pub fn salt_of(hash: &str) -> Option<&str> {
    let is_bcrypt = ["$2a$", "$2b$", "$2y$"].iter().any(|kind| hash.starts_with(kind));
    hash.get(SALT).filter(|_| is_bcrypt)
}

/// The hash of a password with a salt of [`new_salt`]; `None` for another text in its place.
pub fn hashed(password: &str, salt: &str) -> Option<String> {
    let salt: [u8; 16] = LETTERS.decode(salt).ok()?.try_into().ok()?;
    let parts = bcrypt::hash_with_salt(password, COST, salt).ok()?;
    Some(parts.format_for_version(bcrypt::Version::TwoB))
}

/// Whether the hash is that of the password; of what is no bcrypt it is not.
pub fn is_of(password: &str, hash: &str) -> bool {
    bcrypt::verify(password, hash).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_its_salt_and_only_its_password_fits() {
        let salt = new_salt();
        let hash = hashed("cinq-oies", &salt).unwrap();
        assert!(hash.starts_with("$2b$10$") && hash.len() == 60, "{hash}");
        assert_eq!(salt_of(&hash), Some(salt.as_str()));
        assert!(is_of("cinq-oies", &hash) && !is_of("cinq-oie", &hash));
        assert_ne!(new_salt(), salt);
        assert!(!is_of("x", "plain") && salt_of("plain").is_none() && hashed("x", "short").is_none());
    }

    /// Of `crypt_blowfish` by its author (Openwall), in the spelling of the others.
    #[test]
    fn a_hash_of_another_program_is_known() {
        let hash = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        assert!(is_of("U*U", hash) && !is_of("U*U*", hash));
    }
}
