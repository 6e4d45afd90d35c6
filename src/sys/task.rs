//! Tasks with a name; a task that dies says so and, when it is meant to live for ever, is started again (style §2.5).

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

/// First pause before a dead task is started again; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// Longest pause between two starts.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// Spawns work that ends by itself, such as one connection. A panic in it is the caller's to see in the handle.
#[expect(clippy::disallowed_methods, reason = "the one place that spawns")]
pub fn spawn<F>(name: &'static str, work: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    tracing::trace!(task = name, "task started");
    tokio::spawn(work)
}

/// Spawns work that should go on until `stop` is true and starts it again, after a growing pause, when it returns or panics
/// before. The handle ends when the work has, after `stop`; aborting it ends the work at once.
pub fn supervise<M, F>(name: &'static str, mut stop: watch::Receiver<bool>, mut make: M) -> JoinHandle<()>
where
    M: FnMut() -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    spawn(name, async move {
        let mut pause = FIRST_PAUSE;
        loop {
            let mut work = AbortOnDrop(spawn(name, make()));
            let ended = (&mut work.0).await;
            if is_stopping(&stop) {
                return;
            }
            match ended {
                Ok(()) => tracing::warn!(task = name, "task ended, starting it again"),
                Err(error) => tracing::error!(task = name, %error, "task died, starting it again"),
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
                () = stopped(&mut stop) => return,
            }
        }
    })
}

/// Waits until the program stops. A sender that is gone can never say go on: that is a stop as well.
pub async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

fn is_stopping(stop: &watch::Receiver<bool>) -> bool {
    *stop.borrow() || stop.has_changed().is_err()
}

/// The supervised work must not outlive its supervisor.
struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A named operating system thread, for work that blocks for ever (the database writer).
pub fn thread<F, T>(name: &'static str, work: F) -> io::Result<std::thread::JoinHandle<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    std::thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// The lowest priority an ordinary thread can have (setpriority(2)).
const LOWEST: i32 = 19;

/// A named operating system thread for a long calculation that nobody must wait for: it runs on what the others leave. On Linux the
/// priority is the calling thread's alone; where it cannot be lowered the work is done all the same.
pub fn background<F, T>(name: &'static str, work: F) -> io::Result<std::thread::JoinHandle<T>>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    thread(name, move || {
        if let Err(error) = rustix::process::setpriority_process(None, LOWEST) {
            tracing::debug!(task = name, %error, "the priority could not be lowered");
        }
        work()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_the_thread_in_the_background_gives_way() {
        let priority = || rustix::process::getpriority_process(None).unwrap();
        let before = priority();
        let there = background("gives way", priority).unwrap().join().unwrap();
        assert_eq!((there, priority()), (LOWEST, before));
    }

    #[tokio::test]
    async fn a_task_that_dies_is_started_again_until_it_is_stopped() {
        tokio::time::timeout(Duration::from_secs(20), async {
            let starts = Arc::new(AtomicUsize::new(0));
            let (again, counter) = (Arc::new(tokio::sync::Notify::new()), Arc::clone(&starts));
            let told = Arc::clone(&again);
            let (stop, told_to_stop) = watch::channel(false);
            let handle = supervise("dies once", told_to_stop.clone(), move || {
                let (started, told) = (counter.fetch_add(1, Ordering::SeqCst), Arc::clone(&told));
                let mut stop = told_to_stop.clone();
                async move {
                    assert!(started > 0, "the first start dies");
                    told.notify_one();
                    stopped(&mut stop).await;
                }
            });
            again.notified().await;
            assert_eq!(starts.load(Ordering::SeqCst), 2);
            stop.send(true).unwrap();
            handle.await.unwrap();
            assert_eq!(
                starts.load(Ordering::SeqCst),
                2,
                "what was told to stop is not started again"
            );
        })
        .await
        .unwrap();
    }
}
