//! The only writer: one thread, a bounded queue, group commit, answers after the commit is durable (reliability §2).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::domain::agenda::Agenda;
use crate::sys::clock::{Clock, Trust};
use crate::sys::task;

use super::folder::Folder;
use super::instant::whole_seconds;
use super::{Aftermath, Fault, Publisher, Tx, agenda, connection, invariants};

/// Requests that may wait; above, callers are told to come back.
const QUEUE: usize = 1024;
/// Requests of one commit: enough for every client of a busy minute, few enough to answer within a second.
const BATCH: usize = 128;

/// A request on its way through the writer.
trait Job: Send {
    /// Runs in its own savepoint; whether its writes are to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Once the commit is durable, or has failed for everybody in it.
    fn answer(self: Box<Self>, commit: Result<(), Fault>);
}

struct Request<F, T, E> {
    act: Option<F>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Request<F, T, E>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send,
    T: Send,
    E: From<Fault> + Send,
{
    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        // A caller that has gone away (its connection ended) gets nothing written in its name.
        let act = self.act.take().filter(|_| !self.reply.is_closed());
        let result = act.map(|act| {
            let done = catch_unwind(AssertUnwindSafe(|| act(tx)))
                .unwrap_or_else(|_| Err(Fault::Bug("a write panicked".to_owned()).into()))?;
            tx.is_complete()?;
            Ok(done)
        });
        let is_kept = matches!(result, Some(Ok(_)));
        self.result = result;
        is_kept
    }

    fn answer(self: Box<Self>, commit: Result<(), Fault>) {
        let answer = match commit {
            Ok(()) => self.result.unwrap_or_else(|| Err(Fault::Closed.into())),
            Err(fault) => Err(fault.into()),
        };
        // The caller may have gone; the commit stands.
        let _ = self.reply.send(answer);
    }
}

/// The sending side of the queue.
#[derive(Debug)]
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
    commits: Arc<Commits>,
}

/// How far the writer is: grows with each batch, and is odd while a commit is on its way to the disk.
#[derive(Debug, Default)]
struct Commits(AtomicU64);

impl Commits {
    /// A commit begins, or has ended.
    fn step(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// A batch came to nothing: that is an answer as well.
    fn failed(&self) {
        self.0.fetch_add(2, Ordering::Relaxed);
    }
}

impl Writer {
    pub(super) fn start(state: State) -> std::io::Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let commits = Arc::new(Commits::default());
        let told = Arc::clone(&commits);
        let thread = task::thread("store-writer", move || state.run(&jobs, &told))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
            commits,
        })
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.0.load(Ordering::Relaxed)
    }

    pub(super) async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let request: Box<dyn Job> = Box::new(Request {
            act: Some(act),
            result: None,
            reply,
        });
        match self.queue.as_ref().map(|queue| queue.try_send(request)) {
            Some(Ok(())) => answer.await.unwrap_or_else(|_| Err(Fault::Closed.into())),
            Some(Err(TrySendError::Full(_))) => Err(Fault::Busy.into()),
            Some(Err(TrySendError::Disconnected(_))) | None => Err(Fault::Closed.into()),
        }
    }
}

impl Drop for Writer {
    /// Finishes what is queued, so that nobody who was promised an answer is left without.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the writer was already reported to every caller as a closed store.
            let _ = thread.join();
        }
    }
}

/// What the writer thread owns.
pub(super) struct State {
    pub(super) folder: Folder,
    pub(super) clock: Clock,
    /// `None` after a disk error, until it is opened again and found sound.
    pub(super) conn: Option<Connection>,
    /// As published: the last durable commit.
    pub(super) agenda: Agenda,
    pub(super) publish: Publisher,
    pub(super) aftermath: Vec<Aftermath>,
}

/// What became of the requests of a batch before its commit.
struct Batch {
    agenda: Agenda,
    is_announced: bool,
    /// Somebody wrote something.
    is_kept: bool,
}

impl State {
    fn run(mut self, jobs: &Receiver<Box<dyn Job>>, commits: &Commits) {
        while let Ok(first) = jobs.recv() {
            let mut batch: Vec<_> = std::iter::once(first)
                .chain(jobs.try_iter().take(BATCH - 1))
                .collect();
            let outcome = self.reopened().and_then(|()| self.commit(&mut batch, commits));
            if let Err(fault) = &outcome {
                self.recover(fault);
                commits.failed();
            }
            for job in batch {
                job.answer(outcome.clone());
            }
        }
        self.close();
    }

    /// Runs the requests and commits what they kept; then, and only then, publishes.
    fn commit(&mut self, jobs: &mut [Box<dyn Job>], commits: &Commits) -> Result<(), Fault> {
        let conn = self.conn.as_ref().ok_or(Fault::Closed)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        let mut batch = Batch {
            agenda: self.agenda.clone(),
            is_announced: false,
            is_kept: false,
        };
        for job in jobs {
            run_in_savepoint(conn, &self.clock, (job.as_mut(), &mut self.aftermath), &mut batch)?;
        }
        // Where everybody was refused there is nothing to sync, and not a byte of the file changes.
        commits.step();
        let ended = conn.execute_batch(if batch.is_kept { "COMMIT" } else { "ROLLBACK" });
        commits.step();
        ended?;
        if batch.is_announced {
            self.agenda = batch.agenda;
            (self.publish)(Arc::new(self.agenda.clone()));
        }
        Ok(())
    }

    /// Undoes the batch; after a disk error lets go of the connection, because nobody knows what the kernel has kept.
    fn recover(&mut self, fault: &Fault) {
        tracing::error!(error = %fault, "a commit failed");
        let Some(conn) = &self.conn else { return };
        let is_undone = conn.is_autocommit() || conn.execute_batch("ROLLBACK").is_ok();
        if fault.ends_connection() || !is_undone {
            self.conn = None;
        }
    }

    /// After a disk error: opens the file again, checks it, and reads the agenda it really holds. A commit whose sync failed was
    /// acknowledged to nobody, but may have reached the disk.
    fn reopened(&mut self) -> Result<(), Fault> {
        if self.conn.is_some() {
            return Ok(());
        }
        let file = self.folder.database();
        let conn = connection::writing(&file)?;
        invariants::quick(&conn, &file)?;
        let now = whole_seconds(self.clock.known_now());
        let agenda = agenda::load(&conn, now)?;
        if agenda.revision() < self.agenda.revision() {
            let cause = std::io::Error::other("the file lacks commits that were acknowledged");
            return Err(Fault::Corrupt(Arc::new(cause)));
        }
        tracing::warn!(revision = agenda.revision().0, "the database is open again");
        self.agenda = agenda;
        self.conn = Some(conn);
        (self.publish)(Arc::new(self.agenda.clone()));
        Ok(())
    }

    /// Leaves one file behind: the log is merged into it.
    fn close(mut self) {
        let Some(conn) = self.conn.take() else { return };
        let merged = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        let closed = merged.and_then(|()| conn.close().map_err(|(_, error)| error));
        if let Err(error) = closed {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }
}

fn run_in_savepoint(
    conn: &Connection,
    clock: &Clock,
    (job, aftermath): (&mut dyn Job, &mut [Aftermath]),
    batch: &mut Batch,
) -> Result<(), Fault> {
    conn.execute_batch("SAVEPOINT request")?;
    let now = whole_seconds(clock.known_now());
    let is_trusted = clock.trust() == Trust::Trusted;
    let mut tx = Tx::new(conn, batch.agenda.clone(), now, is_trusted);
    let is_kept = job.run(&mut tx);
    if is_kept {
        for what in aftermath {
            tx.follow_up(what);
        }
    }
    if conn.is_autocommit() {
        // SQLite has already undone the whole transaction, neighbours included.
        let lost = || Fault::Bug("the transaction ended early".to_owned());
        return Err(tx.trouble().unwrap_or_else(lost));
    }
    if is_kept {
        let (agenda, is_announced) = tx.finish();
        batch.agenda = agenda;
        batch.is_announced |= is_announced;
        batch.is_kept = true;
    } else {
        conn.execute_batch("ROLLBACK TO request")?;
    }
    conn.execute_batch("RELEASE request")?;
    Ok(())
}
