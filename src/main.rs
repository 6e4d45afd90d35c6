//! The `grappe` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    grappe::cli::main(std::env::args_os(), &grappe::config::Environment::of_process())
}
