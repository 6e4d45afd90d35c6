//! What pages share: the frame around them, the practice's colour.

mod accent;
mod layout;

pub use accent::Accent;
pub use layout::{Layout, html};
