//! Questions to whoever sits at the terminal; secrets without an echo.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// Longest line that is read.
const LINE_BYTES: u64 = 4096;

/// Whether somebody can be asked.
pub fn is_there() -> bool {
    io::stdin().is_terminal()
}

/// Asks, on standard error so that results stay apart, and reads a line; `None` at the end of the input.
pub fn asked(question: &str) -> io::Result<Option<String>> {
    write!(io::stderr(), "{question} ")?;
    io::stderr().flush()?;
    line()
}

/// The same for a secret: what is typed is not shown.
pub fn asked_secretly(question: &str) -> io::Result<Option<String>> {
    let silence = Silence::begun();
    let answer = asked(question);
    if silence.is_some() {
        writeln!(io::stderr())?;
    }
    answer
}

/// The next line of standard input without its end; `None` where there is none.
pub fn line() -> io::Result<Option<String>> {
    use io::Read as _;
    let mut line = String::new();
    let mut input = io::stdin().lock().take(LINE_BYTES);
    if input.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// The terminal without an echo, for as long as this lives.
struct Silence(Termios);

impl Silence {
    /// `None` where there is no terminal, or one that cannot be silenced.
    fn begun() -> Option<Self> {
        let before = tcgetattr(io::stdin()).ok()?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &silent).ok()?;
        Some(Self(before))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &self.0);
    }
}
