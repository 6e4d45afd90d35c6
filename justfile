# One-liners: each only names what scripts and cargo do.

demo:
    cargo run --release -- demo

test:
    bash tests/run

fmt:
    cargo fmt --all

lint:
    cargo clippy --all-targets -- -D warnings

bench:
    bash bench/run

screenshots:
    cargo build
    cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund && node screenshots.mjs
