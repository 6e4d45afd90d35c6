//! As in grappe, so that its paths hold.

pub mod dav;
