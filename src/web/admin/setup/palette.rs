//! Colours that are proposed for what is new: told apart on a screen and in print, dark enough for white text.

use crate::domain::bounds::palette;

/// The colour of the n-th thing.
pub(super) fn nth(n: usize) -> &'static str {
    palette(n)
}
