//! Any bytes → what came back: no panic, and what is found has the form of ours.
#![no_main]

use grappe_fuzz::domain::mail::Returned;
use grappe_fuzz::report::read_returned;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match read_returned(bytes) {
        Returned::Undelivered { id, status, words } => {
            assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
            assert!(status.starts_with("5.") && words.chars().count() <= 200);
        }
        Returned::Declined { uid } => assert!(uid.chars().count() <= 100),
        Returned::Nothing => {}
    }
});
