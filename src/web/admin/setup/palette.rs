//! Colours that are proposed for what is new: told apart on a screen and in print, dark enough for white text.

const COLOURS: [&str; 9] = [
    "#1f5f8b", "#8a4b08", "#2e6b3a", "#7a2e6b", "#a3322a", "#3f4d9e", "#5f6b1f", "#0b6e63", "#6b4a3a",
];

/// The colour of the n-th thing.
pub(super) fn nth(n: usize) -> &'static str {
    COLOURS.get(n % COLOURS.len()).copied().unwrap_or("#1f5f8b")
}
