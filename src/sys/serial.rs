//! A serial line of a modem: raw, 115200 baud, held by one program at a time. Every wait has an end, and somebody else can end it.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use rustix::io::Errno;
use rustix::termios::{
    ControlModes, OptionalActions, QueueSelector, ioctl_tiocexcl, ioctl_tiocnxcl, isatty, tcflush, tcgetattr,
    tcsetattr,
};

/// What every modem on USB takes; most do not care.
const BAUD: u32 = 115_200;
/// Longest single wait for the system.
const LONGEST: Duration = Duration::from_hours(1);

/// An open line.
#[derive(Debug)]
pub struct Serial {
    tty: File,
}

impl Serial {
    /// Opens a device and takes it for this program alone. [`io::ErrorKind::ResourceBusy`] where another one has it,
    /// [`io::ErrorKind::InvalidInput`] for what is no serial line.
    pub fn open(device: &Path) -> io::Result<Self> {
        // Without waiting for a carrier, and never as the terminal of this program.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let tty = rustix::fs::open(device, flags, Mode::empty())?;
        if !isatty(&tty) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a serial line"));
        }
        // The first keeps other programs out, the second another part of this one that runs as root.
        ioctl_tiocexcl(&tty)?;
        flock(&tty, FlockOperation::NonBlockingLockExclusive).map_err(|error| match error {
            Errno::WOULDBLOCK => io::Error::from(io::ErrorKind::ResourceBusy),
            other => other.into(),
        })?;
        let mut modes = tcgetattr(&tty)?;
        modes.make_raw();
        modes.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD;
        modes.control_modes &= !ControlModes::CRTSCTS;
        modes.set_speed(BAUD)?;
        tcsetattr(&tty, OptionalActions::Now, &modes)?;
        tcflush(&tty, QueueSelector::IOFlush)?;
        Ok(Self { tty: File::from(tty) })
    }

    /// Reads what is there, after waiting `limit` at most; 0 when nothing came. An error when the device is gone.
    pub fn read(&self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        if waited(&mut [(self.tty.as_fd(), PollFlags::IN)], limit)? {
            self.read_now(buffer)
        } else {
            Ok(0)
        }
    }

    /// The same, which a ring of the bell ends as well.
    pub fn read_or_rung(&self, buffer: &mut [u8], bell: &Bell, limit: Duration) -> io::Result<usize> {
        let both = &mut [(self.tty.as_fd(), PollFlags::IN), (bell.0.as_fd(), PollFlags::IN)];
        if !waited(both, limit)? {
            return Ok(0);
        }
        bell.quiet();
        self.read_now(buffer)
    }

    fn read_now(&self, buffer: &mut [u8]) -> io::Result<usize> {
        match (&self.tty).read(buffer) {
            // A line that is open gives nothing only where nothing is, which is an error of its own: this is its end.
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => Ok(count),
            Err(error) if is_passing(&error) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Writes all of it within `limit`; an error otherwise, after which nobody knows how much went.
    pub fn write(&self, mut bytes: &[u8], limit: Duration) -> io::Result<()> {
        while !bytes.is_empty() {
            if !waited(&mut [(self.tty.as_fd(), PollFlags::OUT)], limit)? {
                return Err(io::ErrorKind::TimedOut.into());
            }
            match (&self.tty).write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) if is_passing(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl Drop for Serial {
    fn drop(&mut self) {
        // The mark outlives this program where another one has the line open, too. A device that is gone has none.
        let _ = ioctl_tiocnxcl(&self.tty);
    }
}

/// What ends a wait for a line.
#[derive(Debug)]
pub struct Bell(UnixStream);

/// Who rings it; cheap to clone.
#[derive(Clone, Debug)]
pub struct Ringer(Arc<UnixStream>);

/// A bell with its ringer.
pub fn bell() -> io::Result<(Bell, Ringer)> {
    let (heard, rung) = UnixStream::pair()?;
    heard.set_nonblocking(true)?;
    rung.set_nonblocking(true)?;
    Ok((Bell(heard), Ringer(Arc::new(rung))))
}

impl Ringer {
    /// Ends the wait that is, or else the next one.
    pub fn ring(&self) {
        // A full socket rings already; one without its bell has nobody to wake.
        let _ = (&*self.0).write(&[1]);
    }
}

impl Bell {
    /// Waits for a ring, `limit` at most.
    pub fn wait(&self, limit: Duration) -> io::Result<()> {
        if waited(&mut [(self.0.as_fd(), PollFlags::IN)], limit)? {
            self.quiet();
        }
        Ok(())
    }

    fn quiet(&self) {
        let mut rings = [0; 64];
        while (&self.0).read(&mut rings).is_ok_and(|count| count == rings.len()) {}
    }
}

/// Whether one of them has something to say, an end or an error included.
fn waited(those: &mut [(BorrowedFd<'_>, PollFlags)], limit: Duration) -> io::Result<bool> {
    let limit = limit.min(LONGEST);
    let limit = Timespec::try_from(limit).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut waiting: Vec<PollFd<'_>> = those
        .iter()
        .map(|(one, what)| PollFd::from_borrowed_fd(*one, *what))
        .collect();
    match poll(&mut waiting, Some(&limit)) {
        Ok(count) => Ok(count > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn is_passing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
    )
}
