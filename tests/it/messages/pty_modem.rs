//! A modem on a pseudo-terminal that speaks AT as sticks do, with the faults of a script.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use grappe::sys::task;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, openpt, ptsname, unlockpt};

/// What the modem does; a test may change it at any time.
#[derive(Clone, Debug)]
pub(crate) struct Script {
    /// Says nothing at all.
    pub(crate) is_mute: bool,
    /// Answers this to everything.
    pub(crate) garbage: Option<&'static str>,
    /// Before each octet.
    pub(crate) delay: Duration,
    /// `READY`, `SIM PIN`, `SIM PUK`, or a whole line of an error.
    pub(crate) sim: &'static str,
    /// The right PIN.
    pub(crate) pin: &'static str,
    /// Tries that are left, where it tells.
    pub(crate) tries: Option<u8>,
    /// As in `+CREG: 0,…`.
    pub(crate) network: u8,
    /// As in `+CSQ: …`.
    pub(crate) signal: &'static str,
    /// To `AT+CMGS`: the prompt, or these lines; empty for nothing.
    pub(crate) prompt: &'static str,
    /// To a message.
    pub(crate) verdict: Answer,
    /// What is on the card: place, header after it, octets.
    pub(crate) stored: Vec<(u16, &'static str, &'static str)>,
}

/// What follows a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Answer {
    /// `+CMGS` with the next reference, and `OK`.
    Accept,
    /// These lines first, then as above.
    AcceptAfter(&'static str),
    /// These lines.
    Say(&'static str),
    /// Nothing.
    Nothing,
    /// The stick is pulled.
    Die,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            is_mute: false,
            garbage: None,
            delay: Duration::ZERO,
            sim: "READY",
            pin: "1234",
            tries: None,
            network: 1,
            signal: "21,99",
            prompt: "\r\n> ",
            verdict: Answer::Accept,
            stored: Vec::new(),
        }
    }
}

/// See the module. The device is a link that goes with the stick.
pub(crate) struct PtyModem {
    folder: tempfile::TempDir,
    shared: Arc<Mutex<Shared>>,
    stick: Option<Stick>,
}

struct Shared {
    script: Script,
    /// Every command, and every message that was ended with Ctrl-Z.
    heard: Vec<String>,
    reference: u8,
    has_echo: bool,
}

struct Stick {
    master: File,
    thread: JoinHandle<()>,
}

impl PtyModem {
    pub(crate) fn plugged(script: Script) -> Self {
        let mut modem = Self {
            folder: tempfile::tempdir().unwrap(),
            shared: Arc::new(Mutex::new(Shared {
                script,
                heard: Vec::new(),
                reference: 0,
                has_echo: true,
            })),
            stick: None,
        };
        modem.plug();
        modem
    }

    pub(crate) fn device(&self) -> PathBuf {
        self.folder.path().join("modem")
    }

    /// Puts the stick in, with a device of its own.
    pub(crate) fn plug(&mut self) {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        // Held open, so that the line does not hang up between two conversations.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let peer = rustix::fs::open(name.as_c_str(), flags, Mode::empty()).unwrap();
        std::os::unix::fs::symlink(name.to_str().unwrap(), self.device()).unwrap();
        let master = File::from(master);
        let mut double = Double {
            master: master.try_clone().unwrap(),
            _peer: peer,
            shared: Arc::clone(&self.shared),
            device: self.device(),
            pending: Vec::new(),
            takes_message: false,
        };
        let thread = task::thread("stick", move || while double.turn() {}).unwrap();
        self.stick = Some(Stick { master, thread });
    }

    /// Pulls the stick out.
    pub(crate) fn unplug(&mut self) {
        let _ = fs::remove_file(self.device());
        if let Some(stick) = self.stick.take() {
            drop(stick.master);
            stick.thread.join().unwrap();
        }
    }

    /// Changes what it does.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.shared.lock().unwrap().script);
    }

    /// Says something by itself.
    pub(crate) fn say(&self, text: &str) {
        (&self.stick.as_ref().unwrap().master)
            .write_all(text.as_bytes())
            .unwrap();
    }

    /// Everything it heard so far.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.shared.lock().unwrap().heard.clone()
    }

    /// The messages that were given to it in full.
    pub(crate) fn messages(&self) -> Vec<String> {
        let heard = self.heard();
        heard.into_iter().filter(|line| line.starts_with("00")).collect()
    }

    /// How often something that begins so was heard.
    pub(crate) fn count(&self, begin: &str) -> usize {
        self.heard().iter().filter(|line| line.starts_with(begin)).count()
    }
}

impl Drop for PtyModem {
    fn drop(&mut self) {
        self.unplug();
    }
}

struct Double {
    master: File,
    _peer: OwnedFd,
    shared: Arc<Mutex<Shared>>,
    device: PathBuf,
    pending: Vec<u8>,
    takes_message: bool,
}

/// Waits on the line; whether something is there.
fn waited(master: &File, limit: Duration) -> bool {
    let limit = Timespec::try_from(limit).unwrap();
    let mut line = [PollFd::new(master, PollFlags::IN)];
    poll(&mut line, Some(&limit)).is_ok_and(|count| count > 0)
}

impl Double {
    /// Reads and answers; whether the stick is still in.
    fn turn(&mut self) -> bool {
        if !self.device.is_symlink() {
            return false;
        }
        if !waited(&self.master, Duration::from_millis(20)) {
            return true;
        }
        let mut buffer = [0; 512];
        let Ok(count) = self.master.read(&mut buffer) else {
            return true;
        };
        for byte in &buffer[..count] {
            if !self.take(*byte) {
                let _ = fs::remove_file(&self.device);
                return false;
            }
        }
        true
    }

    fn take(&mut self, byte: u8) -> bool {
        let script = self.shared.lock().unwrap().script.clone();
        match byte {
            0x1a if self.takes_message => {
                let message = String::from_utf8(std::mem::take(&mut self.pending)).unwrap();
                self.takes_message = false;
                self.shared.lock().unwrap().heard.push(message);
                return self.judge(&script);
            }
            0x1b => {
                self.takes_message = false;
                self.pending.clear();
                self.shared.lock().unwrap().heard.push("<escape>".to_owned());
            }
            b'\r' if !self.takes_message => {
                let command = String::from_utf8(std::mem::take(&mut self.pending)).unwrap();
                if self.shared.lock().unwrap().has_echo && !script.is_mute {
                    self.write(&format!("{command}\r"), &script);
                }
                self.shared.lock().unwrap().heard.push(command.clone());
                let answer = self.answer(&command, &script);
                self.write(&answer, &script);
            }
            byte => self.pending.push(byte),
        }
        true
    }

    fn judge(&mut self, script: &Script) -> bool {
        let reference = {
            let mut shared = self.shared.lock().unwrap();
            shared.reference += 1;
            shared.reference
        };
        let accept = format!("\r\n+CMGS: {reference}\r\n\r\nOK\r\n");
        match script.verdict {
            Answer::Accept => self.write(&accept, script),
            Answer::AcceptAfter(first) => self.write(&format!("{first}{accept}"), script),
            Answer::Say(lines) => self.write(lines, script),
            Answer::Nothing => {}
            Answer::Die => return false,
        }
        true
    }

    fn answer(&mut self, command: &str, script: &Script) -> String {
        if script.is_mute || command.is_empty() {
            return String::new();
        }
        if let Some(garbage) = script.garbage {
            return garbage.to_owned();
        }
        let ok = |line: String| format!("\r\n{line}\r\n\r\nOK\r\n");
        match command {
            "ATE0" => {
                self.shared.lock().unwrap().has_echo = false;
                "\r\nOK\r\n".to_owned()
            }
            "AT+CPIN?" if script.sim.starts_with('+') => format!("\r\n{}\r\n", script.sim),
            "AT+CPIN?" => ok(format!("+CPIN: {}", script.sim)),
            "AT+CPINR=\"SIM PIN\"" => match script.tries {
                Some(left) => ok(format!("+CPINR: SIM PIN,{left},3")),
                None => "\r\n+CME ERROR: 3\r\n".to_owned(),
            },
            "AT^CPIN?" => "\r\nERROR\r\n".to_owned(),
            "AT+CREG?" => ok(format!("+CREG: 0,{}", script.network)),
            "AT+CEREG?" => ok("+CEREG: 0,0".to_owned()),
            "AT+CSQ" => ok(format!("+CSQ: {}", script.signal)),
            "AT+CGMI" => ok("huawei".to_owned()),
            "AT+CGMM" => ok("E3372".to_owned()),
            "AT+CSCA?" => ok("+CSCA: \"+33609001390\",145".to_owned()),
            "AT+COPS?" => ok("+COPS: 0,0,\"Orange F\",2".to_owned()),
            "AT+CMGL=4" => {
                let line = |(place, header, octets): &(u16, &str, &str)| {
                    format!("\r\n+CMGL: {place},{header}\r\n{octets}")
                };
                let lines: String = script.stored.iter().map(line).collect();
                format!("{lines}\r\n\r\nOK\r\n")
            }
            command if command.starts_with("AT+CMGS=") => {
                self.takes_message = script.prompt.contains('>');
                script.prompt.to_owned()
            }
            command => self.with_place(command),
        }
    }

    fn with_place(&mut self, command: &str) -> String {
        let mut shared = self.shared.lock().unwrap();
        if let Some(pin) = command.strip_prefix("AT+CPIN=") {
            if pin.trim_matches('"') != shared.script.pin {
                return "\r\n+CME ERROR: 16\r\n".to_owned();
            }
            shared.script.sim = "READY";
            return "\r\nOK\r\n".to_owned();
        }
        let place = |begin: &str| {
            command
                .strip_prefix(begin)
                .and_then(|place| place.parse::<u16>().ok())
        };
        if let Some(place) = place("AT+CMGD=") {
            shared.script.stored.retain(|one| one.0 != place);
        }
        match place("AT+CMGR=").and_then(|place| shared.script.stored.iter().find(|one| one.0 == place)) {
            Some((_, header, octets)) => format!("\r\n+CMGR: {header}\r\n{octets}\r\n\r\nOK\r\n"),
            None => "\r\nOK\r\n".to_owned(),
        }
    }

    fn write(&mut self, text: &str, script: &Script) {
        if script.delay.is_zero() {
            self.master.write_all(text.as_bytes()).unwrap();
            return;
        }
        for byte in text.as_bytes() {
            let nothing = Timespec::try_from(script.delay).unwrap();
            poll(&mut [], Some(&nothing)).unwrap();
            self.master.write_all(&[*byte]).unwrap();
        }
    }
}
