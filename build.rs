//! Commit and its date for `grappe version`: from git where there is a repository, else from the environment of whoever
//! builds a package, else unknown. Nothing here depends on the day of the build, so that builds can be repeated. And how the program is
//! linked.

use std::path::Path;
use std::process::Command;

#[expect(
    clippy::disallowed_methods,
    reason = "the environment of the build, not of the program"
)]
fn main() {
    let given = |variable: &str| std::env::var(variable).ok().filter(|value| !value.is_empty());
    let commit = given("GRAPPE_COMMIT").or_else(|| git(&["rev-parse", "--short=12", "HEAD"]));
    let date = given("GRAPPE_COMMIT_DATE").or_else(|| git(&["show", "-s", "--format=%cs", "HEAD"]));
    println!(
        "cargo::rustc-env=GRAPPE_COMMIT={}",
        commit.as_deref().unwrap_or("unknown")
    );
    println!(
        "cargo::rustc-env=GRAPPE_COMMIT_DATE={}",
        date.as_deref().unwrap_or("unknown")
    );
    println!("cargo::rerun-if-env-changed=GRAPPE_COMMIT");
    println!("cargo::rerun-if-env-changed=GRAPPE_COMMIT_DATE");
    println!("cargo::rerun-if-changed=build.rs");
    let is = |variable: &str, value: &str| std::env::var(variable).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=-Wl,--strip-all");
        if is("CARGO_CFG_TARGET_ENV", "gnu") {
            // Packed addresses for the loader (RELR): unpacked it reads 1.4 MB of the file at each start, which then stay in memory. Debian
            // 12 (glibc 2.36) is the oldest that understands them. Zig, which links what has no loader, refuses the option.
            println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        }
    }
    // `HEAD` alone does not change when a commit is made on a branch; the log of heads does.
    for file in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file]).filter(|path| Path::new(path).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
