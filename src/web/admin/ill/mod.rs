//! « Malade aujourd'hui »: who, until when, the appointments concerned, one button; then the phone list (booking-rules §7).

mod calls;
mod declare;
mod page;

pub(super) use calls::{note as call_note, show as call_show};
pub(super) use declare::{send, show};

/// Path of these pages.
const PATH: &str = "/admin/ill";
