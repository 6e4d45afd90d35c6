//! A few read-only connections; a reader never waits for the writer and the writer never for a reader.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::trace::{TraceEvent, TraceEventCodes};
use tokio::sync::Semaphore;

use super::{Db, Fault, connection};

/// Connections kept; each costs its page cache and statements.
const READERS: usize = 2;

/// Told of the text of a statement.
pub type Watcher = Arc<dyn Fn(&str) + Send + Sync>;

#[derive(Debug)]
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    free: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        let idle = (0..READERS)
            .map(|_| connection::reading(path))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            idle: Mutex::new(idle),
            free: Arc::new(Semaphore::new(READERS)),
        })
    }

    /// Tells of each statement that a reader begins from now on; nobody may be reading.
    pub(super) fn watch(&self, told: &Watcher) -> Result<(), Fault> {
        for conn in self.idle().iter_mut() {
            let told = Arc::clone(told);
            let each = move |event: TraceEvent<'_>| {
                if let TraceEvent::Stmt(statement, _) = event {
                    told(&statement.sql());
                }
            };
            conn.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(each))?;
        }
        Ok(())
    }

    /// Runs the closure on a blocking thread, with a view of the last commit that does not move under it.
    pub(super) async fn read<T, E, F>(self: Arc<Self>, act: F) -> Result<T, E>
    where
        F: FnOnce(&Db<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let permit = Arc::clone(&self.free)
            .acquire_owned()
            .await
            .map_err(|_| Fault::Closed)?;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            self.read_here(act)
        });
        match done.await {
            Ok(answer) => answer,
            Err(error) => Err(Fault::Bug(error.to_string()).into()),
        }
    }

    fn read_here<T, E: From<Fault>>(&self, act: impl FnOnce(&Db<'_>) -> Result<T, E>) -> Result<T, E> {
        let Some(conn) = self.idle().pop() else {
            return Err(Fault::Busy.into());
        };
        // Given back whatever happens: the transaction ends with the guard, also when the closure panics.
        let mut lent = Lent {
            to: self,
            conn: Some(conn),
        };
        let Some(conn) = lent.conn.as_mut() else {
            return Err(Fault::Busy.into());
        };
        let transaction = conn.transaction().map_err(Fault::from)?;
        act(&Db::new(&transaction))
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Lent<'r> {
    to: &'r Readers,
    conn: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(conn) = self.conn.take() {
            self.to.idle().push(conn);
        }
    }
}
