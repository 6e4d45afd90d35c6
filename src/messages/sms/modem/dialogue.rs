//! Commands and answers on the line of a modem (3GPP TS 27.005 and TS 27.007), and what it says in between by itself.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crate::sys::clock::Clock;
use crate::sys::serial::{Bell, Serial};

/// Longest line that is read, in bytes: the longest message is 350 digits. What is longer is no line of a modem.
const LINE_MAX: usize = 1024;
/// Lines that one answer may have: a SIM with fifty messages lists a hundred.
const ANSWER_LINES_MAX: usize = 1000;
/// What a modem said by itself and nobody has dealt with yet.
const STRAYS_MAX: usize = 200;

/// The line, and what came over it.
pub(super) struct Dialogue {
    serial: Serial,
    clock: Clock,
    pending: Vec<u8>,
    /// A line that announced the octets on the next one.
    announced: Option<usize>,
    strays: VecDeque<Stray>,
}

/// What a modem said by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stray {
    /// Octets of a message or report, and how many were announced.
    Octets(String, usize),
    /// A message or report is stored in this memory at this place.
    Stored(String, u16),
}

/// How an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Ok,
    Error,
    /// `+CME ERROR`
    Equipment(u16),
    /// `+CMS ERROR`
    Message(u16),
}

/// The lines of an answer, and its end.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) lines: Vec<String>,
    pub(super) ending: Ending,
}

impl Answer {
    /// What follows a prefix on the line that has it.
    pub(super) fn after(&self, prefix: &str) -> Option<&str> {
        let line = self.lines.iter().find_map(|line| line.strip_prefix(prefix));
        line.map(str::trim)
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Broken {
    /// The device is gone.
    Gone,
    /// Nothing that is an answer came in time.
    Mute,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::TimedOut => Self::Mute,
            _ => Self::Gone,
        }
    }
}

impl Dialogue {
    pub(super) fn new(serial: Serial, clock: Clock) -> Self {
        Self {
            serial,
            clock,
            pending: Vec::new(),
            announced: None,
            strays: VecDeque::new(),
        }
    }

    /// Gives a command and reads its answer.
    pub(super) fn command(&mut self, command: &str, limit: Duration) -> Result<Answer, Broken> {
        self.give(&format!("{command}\r"), limit)?;
        self.answer(command, limit)
    }

    /// Writes as it stands.
    pub(super) fn give(&mut self, text: &str, limit: Duration) -> Result<(), Broken> {
        Ok(self.serial.write(text.as_bytes(), limit)?)
    }

    /// The answer to what was given last, which may come back as an echo.
    pub(super) fn answer(&mut self, given: &str, limit: Duration) -> Result<Answer, Broken> {
        let until = self.clock.elapsed() + limit;
        let mut lines = Vec::new();
        loop {
            let line = self.line(until)?.ok_or(Broken::Mute)?;
            if let Some(ending) = ending(&line) {
                return Ok(Answer { lines, ending });
            }
            if line != given && lines.len() < ANSWER_LINES_MAX {
                lines.push(line);
            }
        }
    }

    /// The rest of the line that has a prefix, as soon as it is there; the end of the answer instead where it has none.
    pub(super) fn first_with(
        &mut self,
        prefix: &str,
        limit: Duration,
    ) -> Result<Result<String, Ending>, Broken> {
        let until = self.clock.elapsed() + limit;
        loop {
            let line = self.line(until)?.ok_or(Broken::Mute)?;
            if let Some(rest) = line.strip_prefix(prefix) {
                return Ok(Ok(rest.trim().to_owned()));
            }
            if let Some(ending) = ending(&line) {
                return Ok(Err(ending));
            }
        }
    }

    /// Waits for the prompt of `AT+CMGS`; the answer instead where the modem refuses.
    pub(super) fn prompt(&mut self, limit: Duration) -> Result<Result<(), Ending>, Broken> {
        let until = self.clock.elapsed() + limit;
        loop {
            let stands = self
                .pending
                .iter()
                .rposition(|byte| *byte == b'\n' || *byte == b'\r');
            let last = self
                .pending
                .get(stands.map_or(0, |at| at + 1)..)
                .unwrap_or_default();
            if last.trim_ascii() == b">" {
                self.drain_lines();
                self.pending.clear();
                return Ok(Ok(()));
            }
            if let Some(line) = self.next_line() {
                match ending(&line) {
                    // Of an earlier command: this one is not over before its prompt.
                    None | Some(Ending::Ok) => continue,
                    Some(refusal) => return Ok(Err(refusal)),
                }
            }
            self.fill(until)?.then_some(()).ok_or(Broken::Mute)?;
        }
    }

    /// Takes in what the modem says by itself, until the bell rings or `limit` is over.
    pub(super) fn listen(&mut self, bell: &Bell, limit: Duration) -> Result<(), Broken> {
        let mut buffer = [0; 512];
        let count = self.serial.read_or_rung(&mut buffer, bell, limit)?;
        self.keep(buffer.get(..count).unwrap_or_default());
        self.drain_lines();
        Ok(())
    }

    /// Forgets everything that came until nothing comes for `quiet`.
    pub(super) fn silence(&mut self, quiet: Duration) -> Result<(), Broken> {
        let mut buffer = [0; 512];
        // A device that never falls silent is no modem: the number of turns ends this.
        for _ in 0..50 {
            if self.serial.read(&mut buffer, quiet)? == 0 {
                break;
            }
        }
        self.pending.clear();
        self.announced = None;
        Ok(())
    }

    /// The oldest of what the modem said by itself.
    pub(super) fn stray(&mut self) -> Option<Stray> {
        self.strays.pop_front()
    }

    fn line(&mut self, until: Duration) -> Result<Option<String>, Broken> {
        loop {
            if let Some(line) = self.next_line() {
                return Ok(Some(line));
            }
            if !self.fill(until)? {
                return Ok(None);
            }
        }
    }

    /// Whether something came before `until`.
    fn fill(&mut self, until: Duration) -> Result<bool, Broken> {
        let mut buffer = [0; 512];
        loop {
            let left = until.saturating_sub(self.clock.elapsed());
            let count = self.serial.read(&mut buffer, left)?;
            if count > 0 {
                self.keep(buffer.get(..count).unwrap_or_default());
                return Ok(true);
            }
            if self.clock.elapsed() >= until {
                return Ok(false);
            }
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.pending.extend(bytes);
        if self.pending.len() > LINE_MAX && !self.pending.contains(&b'\n') && !self.pending.contains(&b'\r') {
            self.pending.clear();
        }
    }

    /// The next line that is not said by the modem by itself.
    fn next_line(&mut self) -> Option<String> {
        loop {
            let end = self
                .pending
                .iter()
                .position(|byte| *byte == b'\n' || *byte == b'\r')?;
            let line: Vec<u8> = self.pending.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            if line.is_empty() || self.is_stray(&line) {
                continue;
            }
            return Some(line);
        }
    }

    fn drain_lines(&mut self) {
        while self.next_line().is_some() {}
    }

    /// Takes a line that belongs to no answer.
    fn is_stray(&mut self, line: &str) -> bool {
        let is_octets = line.bytes().all(|byte| byte.is_ascii_hexdigit());
        if let Some(announced) = self.announced.take().filter(|_| is_octets) {
            self.put_aside(Stray::Octets(line.to_owned(), announced));
            return true;
        }
        if let Some(rest) = line.strip_prefix("+CMT:").or(line.strip_prefix("+CDS:")) {
            self.announced = rest
                .rsplit(',')
                .next()
                .and_then(|octets| octets.trim().parse().ok());
            return true;
        }
        if let Some(rest) = line.strip_prefix("+CMTI:").or(line.strip_prefix("+CDSI:")) {
            let place = rest.split_once(',').and_then(|(memory, place)| {
                let memory = memory.trim().trim_matches('"');
                let is_name = memory.len() == 2 && memory.bytes().all(|b| b.is_ascii_uppercase());
                Some((is_name.then(|| memory.to_owned())?, place.trim().parse().ok()?))
            });
            if let Some((memory, place)) = place {
                self.put_aside(Stray::Stored(memory, place));
            }
            return true;
        }
        // Calls, and what makers tell of the signal; one of their answers looks the same.
        (line.starts_with('^') && !line.starts_with("^CPIN"))
            || line.starts_with("RING")
            || line.starts_with("+CRING")
            || line.starts_with("+CLIP")
    }

    fn put_aside(&mut self, stray: Stray) {
        if self.strays.len() < STRAYS_MAX {
            self.strays.push_back(stray);
        }
    }
}

fn ending(line: &str) -> Option<Ending> {
    let code = |prefix: &str| {
        line.strip_prefix(prefix)
            .map(|code| code.trim().parse().unwrap_or(500))
    };
    match line {
        "OK" => Some(Ending::Ok),
        "ERROR" | "COMMAND NOT SUPPORT" | "NO CARRIER" => Some(Ending::Error),
        _ => code("+CMS ERROR:")
            .map(Ending::Message)
            .or_else(|| code("+CME ERROR:").map(Ending::Equipment)),
    }
}
