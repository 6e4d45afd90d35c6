//! Unguessable values from the operating system's random source (security 11.5.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How many six-digit codes exist.
const CODES: u32 = 1_000_000;

/// `N` random bytes. A machine without randomness cannot make secrets, so the program stops at once rather than go on
/// with guessable ones; Linux never fails here once it has started.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Err(error) = getrandom::fill(&mut bytes) {
        tracing::error!(%error, "the operating system gives no random bytes");
        std::process::abort();
    }
    bytes
}

/// 128 bits for links and identifiers on the outside, base64url without padding: 22 characters.
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<16>())
}

/// 256 bits for sessions and API tokens, base64url without padding: 43 characters.
pub fn secret256() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// Six decimal digits, each code equally likely.
pub fn code6() -> String {
    // Values from the incomplete last stretch are drawn again, or low codes would come more often.
    let fair_end = u32::MAX - u32::MAX % CODES;
    loop {
        let drawn = u32::from_le_bytes(bytes());
        if drawn < fair_end {
            return format!("{:06}", drawn % CODES);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_their_form_and_differ() {
        assert_eq!(token().len(), 22);
        assert_eq!(secret256().len(), 43);
        assert_ne!(token(), token());
        for _ in 0..1000 {
            let code = code6();
            assert!(
                code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
                "{code}"
            );
        }
    }
}
