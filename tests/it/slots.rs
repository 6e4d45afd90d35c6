//! The slot vectors alone, for machines to which the whole of the tests is not brought: packaging/build makes it, tests/release/run runs it
//! under an emulator.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where it stopped"
)]

mod vectors;
