//! Every cookie of the program, as the notice lists them. A test compares the list with the sources.

/// Name, and the key of what it is for and how long it stays.
pub const COOKIES: [(&str, &str); 17] = [
    ("lang", "cookie-lang"),
    ("browser", "cookie-browser"),
    ("hold", "cookie-hold"),
    ("answers", "cookie-answers"),
    ("link", "cookie-link"),
    ("pass", "cookie-pass"),
    ("offer", "cookie-offer"),
    ("offer-pass", "cookie-offer-pass"),
    ("join", "cookie-join"),
    ("waiting", "cookie-waiting"),
    ("waiting-pass", "cookie-waiting-pass"),
    ("again", "cookie-again"),
    ("file", "cookie-file"),
    ("device", "cookie-device"),
    ("desk", "cookie-desk"),
    ("invited", "cookie-invited"),
    ("kiosk", "cookie-kiosk"),
];
