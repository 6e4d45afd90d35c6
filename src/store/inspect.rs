//! `check`: looks at a data folder without changing it, whether or not a server works on it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::folder::{self, DATABASE_FILE, OpenError};
use super::invariants::{self, Problem};
use super::migrate::{SCHEMA, schema_of};
use super::{Db, Fault, Head, connection, tombstones};

/// What was found.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Everything that is wrong; empty when all is well.
    pub problems: Vec<Problem>,
    /// Appointments, in whatever state.
    pub appointments: i64,
    /// End of the audit log, to be compared with the one noted elsewhere (security §7).
    pub head: Head,
}

const APPOINTMENTS: &str = "SELECT count(*) FROM appointments";

/// Inspects the database of a folder: one view of the last commit, no lock, nothing written.
pub fn inspect(data_folder: &Path) -> Result<Inspection, OpenError> {
    let file = data_folder.join(DATABASE_FILE);
    let failed = |fault| folder::failed_in(data_folder, fault);
    let mut conn = connection::reading(&file).map_err(failed)?;
    let found = schema_of(&conn).map_err(failed)?;
    if found > SCHEMA {
        let known = SCHEMA;
        return Err(OpenError::Newer { file, found, known });
    }
    let look = |conn: &mut Connection| -> Result<Inspection, Fault> {
        invariants::quick(conn, &file)?;
        let view = conn.transaction()?;
        let db = Db::new(&view);
        let mut problems = db.problems()?;
        // An older schema knows nobody who was erased, and is brought up at the next start.
        if problems.is_empty() && found == SCHEMA {
            let mut erased = tombstones::noted(data_folder)?;
            erased.extend(db.tombstones()?);
            let returned = db.returned_patients(&erased)?;
            problems.extend(returned.into_iter().map(|id| Problem::Returned(id.0)));
        }
        Ok(Inspection {
            problems,
            appointments: view.query_row(APPOINTMENTS, [], |row| row.get(0))?,
            head: db.audit_head()?,
        })
    };
    look(&mut conn).map_err(failed)
}

/// Reads something of the database of a folder whether or not a server works on it: one view of the last commit, no lock, nothing
/// written. A database of an older schema is one that this program has not yet brought up.
pub fn look<T>(data_folder: &Path, read: impl FnOnce(&Db<'_>) -> Result<T, Fault>) -> Result<T, OpenError> {
    let file = data_folder.join(DATABASE_FILE);
    let failed = |fault| folder::failed_in(data_folder, fault);
    let mut conn = connection::reading(&file).map_err(failed)?;
    let found = schema_of(&conn).map_err(failed)?;
    if found > SCHEMA {
        let known = SCHEMA;
        return Err(OpenError::Newer { file, found, known });
    }
    let view = conn.transaction().map_err(Fault::from).map_err(failed)?;
    read(&Db::new(&view)).map_err(failed)
}

/// Whether a copy may replace a damaged database: whole, of our kind, not newer than this program. Nothing is written beside it.
pub(super) fn is_good_copy(path: &Path) -> bool {
    let sound = || -> Result<bool, Fault> {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(immutable(path), flags)?;
        let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        Ok(found == "ok" && (1..=SCHEMA).contains(&schema_of(&conn)?))
    };
    sound().unwrap_or(false)
}

/// The address under which SQLite makes no files beside a copy.
fn immutable(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{plain}?immutable=1")
}
