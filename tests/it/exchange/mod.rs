//! What comes in from other programs and goes out to them.

mod command;
mod csv;
mod docjailbrake;
mod hostile;
mod ics;
mod whole;
mod workload;
mod written;

/// A file of `tests/fixtures`.
fn fixture(path: &str) -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(root.join(path)).unwrap()
}

/// The lines refused, in order.
fn refused(draft: &grappe::app::exchange::import::Draft) -> Vec<usize> {
    draft.unreadable.iter().map(|u| u.line).collect()
}
