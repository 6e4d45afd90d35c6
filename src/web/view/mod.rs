//! What pages share: the frame around them, the practice's colour.

mod accent;
pub mod chart;
mod layout;
mod rows;

pub use accent::Accent;
pub use layout::{Layout, Words, html};
pub use rows::{LANES_MAX, ROW_MINUTES, ROWS_MAX, Tone, Tones, placing_rules};
