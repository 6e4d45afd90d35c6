//! Integration tests: one binary, folders named as in `src`.

fn main() {}
