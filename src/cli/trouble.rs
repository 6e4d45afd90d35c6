//! Why the program cannot go on, and what to do about it, in the user's language.

use std::io;
use std::path::Path;

use super::exit::{Exit, Stop};
use super::terminal::Terminal;
use crate::app::StartError;
use crate::daemon::DaemonError;
use crate::store::{Fault, OpenError};

/// Why a data folder cannot be used.
pub(super) fn not_started(error: &StartError, terminal: &Terminal) -> Stop {
    match error {
        StartError::Store(open) => not_opened(open, terminal),
        StartError::Fault(error) => fault(error, terminal),
        StartError::Key(error) => Stop::new(
            Exit::Fault,
            terminal.words("cli-key-fault", &[("detail", &error.to_string())]),
        ),
    }
}

/// Why the database of a folder cannot be used.
pub(super) fn not_opened(error: &OpenError, terminal: &Terminal) -> Stop {
    match error {
        OpenError::InUse(folder) => {
            let text = terminal.words("cli-folder-in-use", &[("folder", &folder.display().to_string())]);
            Stop::new(Exit::Busy, text)
        }
        OpenError::Newer { file, found, known } => {
            let (file, found, known) = (file.display().to_string(), found.to_string(), known.to_string());
            let arguments = [("file", file.as_str()), ("found", &found), ("known", &known)];
            Stop::new(Exit::Refused, terminal.words("cli-folder-newer", &arguments))
        }
        OpenError::Damaged { file, problem, .. } => {
            let file = file.display().to_string();
            let arguments = [("file", file.as_str()), ("detail", problem)];
            let mut text = terminal.words("cli-folder-damaged", &arguments);
            text.push('\n');
            text += &remedy(error, terminal);
            Stop::new(Exit::Refused, text)
        }
        OpenError::File { path, source } => file(path, source, terminal),
        OpenError::Database {
            file,
            source: Fault::DiskFull(_),
        } => full(file, terminal),
        OpenError::Database { file, source } => {
            let (file, detail) = (file.display().to_string(), chain(source));
            let arguments = [("file", file.as_str()), ("detail", &detail)];
            Stop::new(Exit::Fault, terminal.words("cli-file-fault", &arguments))
        }
    }
}

/// What puts a damaged database right: the newest good copy and the command, or that there is none.
pub(super) fn remedy(error: &OpenError, terminal: &Terminal) -> String {
    let OpenError::Damaged { newest_copy, .. } = error else {
        return String::new();
    };
    match (newest_copy, error.restore_command()) {
        (Some(copy), Some(command)) => {
            let copy = copy.display().to_string();
            terminal.words("cli-folder-restore", &[("copy", &copy), ("command", &command)])
        }
        _ => terminal.words("cli-folder-no-copy", &[]),
    }
}

/// Why a daemon did not start or ended by itself.
pub(super) fn daemon(error: &DaemonError, terminal: &Terminal) -> Stop {
    match error {
        DaemonError::Address { address, source } => {
            let (exit, key) = match source.kind() {
                io::ErrorKind::AddrInUse => (Exit::Busy, "cli-address-in-use"),
                io::ErrorKind::PermissionDenied => (Exit::Usage, "cli-address-denied"),
                io::ErrorKind::AddrNotAvailable => (Exit::Usage, "cli-address-not-here"),
                _ => (Exit::Fault, "cli-address-fault"),
            };
            let (address, detail) = (address.to_string(), source.to_string());
            let arguments = [("address", address.as_str()), ("detail", &detail)];
            Stop::new(exit, terminal.words(key, &arguments))
        }
        DaemonError::Store(error) => fault(error, terminal),
        other => Stop::new(
            Exit::Fault,
            terminal.words("cli-fault", &[("detail", &chain(other))]),
        ),
    }
}

/// Why a socket of the service manager cannot be used.
pub(super) fn handed(error: &io::Error, terminal: &Terminal) -> Stop {
    let text = terminal.words("cli-handed-socket", &[("detail", &error.to_string())]);
    Stop::new(Exit::Usage, text)
}

/// Why a file or folder cannot be used.
pub(super) fn file(path: &Path, source: &io::Error, terminal: &Terminal) -> Stop {
    let key = match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => return full(path, terminal),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "cli-file-denied",
        _ => "cli-file-fault",
    };
    let (file, detail) = (path.display().to_string(), source.to_string());
    let arguments = [("file", file.as_str()), ("detail", &detail)];
    Stop::new(Exit::Fault, terminal.words(key, &arguments))
}

fn full(path: &Path, terminal: &Terminal) -> Stop {
    let file = path.display().to_string();
    Stop::new(Exit::Fault, terminal.words("cli-disk-full", &[("file", &file)]))
}

/// Trouble below the rules, with its chain of causes.
pub(super) fn fault(fault: &Fault, terminal: &Terminal) -> Stop {
    let exit = match fault {
        Fault::Busy | Fault::Closed => Exit::Busy,
        Fault::Corrupt(_) => Exit::Refused,
        _ => Exit::Fault,
    };
    Stop::new(exit, terminal.words("cli-fault", &[("detail", &chain(fault))]))
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
