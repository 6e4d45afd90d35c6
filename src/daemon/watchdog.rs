//! Whether the program does its work: what the service manager's watchdog is fed with.
//!
//! A process that lives proves nothing. Each round asks the three that everything else leans on: the writer for an empty transaction, the
//! listener for a page over its own socket, and every thread of the runtime for a sign since the last round.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use crate::app::App;
use crate::store::Fault;
use crate::sys::{notify, task};
use crate::web::HEALTH;

/// A disk may take that long for one commit before it counts as gone. Memory cards stop for many seconds while they tidy up, and
/// whoever is killed meanwhile waits for the same disk again.
const SYNC_PATIENCE: Duration = Duration::from_mins(2);

/// What everything else leans on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Organ {
    /// The thread that writes to the database.
    Writer,
    /// The accept loop with the pages behind it.
    Listener,
    /// A thread of the runtime: one piece of work has not let go of it since the round before.
    Worker,
}

/// Looks after one daemon, round by round.
pub struct Liveness {
    app: App,
    health: SocketAddr,
    patience: Duration,
    committing: Option<(u64, Instant)>,
    workers: Vec<(u64, Duration)>,
}

impl Liveness {
    /// `address` is where the listener listens; an organ has `patience` to answer.
    pub fn of(app: App, address: SocketAddr, patience: Duration) -> Self {
        Self {
            app,
            health: reachable(address),
            patience,
            committing: None,
            workers: Vec::new(),
        }
    }

    /// Who does not answer. Takes no longer than the patience; whoever asks again gives the threads until then to show themselves.
    pub async fn missing(&mut self) -> Vec<Organ> {
        let before = self.app.store().commits();
        let (app, health, patience) = (self.app.clone(), self.health, self.patience);
        let (has_written, has_answered) = tokio::join!(
            timeout(patience, has_written(&app)),
            timeout(patience, has_answered(health)),
        );
        let is_writing = has_written == Ok(true) || self.is_at_work(before);
        [
            (Organ::Writer, is_writing),
            (Organ::Listener, has_answered == Ok(true)),
            (Organ::Worker, self.do_workers_turn()),
        ]
        .into_iter()
        .filter_map(|(organ, is_there)| (!is_there).then_some(organ))
        .collect()
    }

    /// Whether the writer got on since `before`, or has waited for the disk no longer than a disk may take.
    fn is_at_work(&mut self, before: u64) -> bool {
        let store = self.app.store();
        let now = store.commits();
        if now != before {
            return true;
        }
        if !store.is_committing() {
            return false;
        }
        let since = match self.committing {
            Some((commit, since)) if commit == now => since,
            _ => Instant::now(),
        };
        self.committing = Some((now, since));
        since.elapsed() < SYNC_PATIENCE
    }

    /// A thread without work is parked; one with work publishes between two pieces of it how long it has worked.
    fn do_workers_turn(&mut self) -> bool {
        let metrics = Handle::current().metrics();
        let signs = |worker| {
            (
                metrics.worker_park_unpark_count(worker),
                metrics.worker_total_busy_duration(worker),
            )
        };
        let now: Vec<_> = (0..metrics.num_workers()).map(signs).collect();
        let before = std::mem::replace(&mut self.workers, now.clone());
        let is_parked = |parked: u64| parked % 2 == 1;
        now.iter()
            .zip(before)
            .all(|(now, before)| is_parked(now.0) || *now != before)
    }
}

/// A full disk is an answer, and so is a database that another program has locked; a queue without room is none.
async fn has_written(app: &App) -> bool {
    let asked: Result<(), Fault> = app.store().write(|_| Ok(())).await;
    !matches!(asked, Err(Fault::Closed | Fault::Busy))
}

/// Whether the listener has anything to say. Whom it hangs up on without a word was accepted by it: with a full table nobody else is
/// served better. An address that is not there at the moment is no fault of the listener.
async fn has_answered(health: SocketAddr) -> bool {
    match asked(health).await {
        Ok(()) => true,
        Err(error) => {
            tracing::debug!(%error, %health, "the health page");
            error.kind() != io::ErrorKind::ConnectionRefused
        }
    }
}

async fn asked(health: SocketAddr) -> io::Result<()> {
    let mut line = TcpStream::connect(health).await?;
    let request = format!("GET {HEALTH} HTTP/1.1\r\nHost: {health}\r\nConnection: close\r\n\r\n");
    line.write_all(request.as_bytes()).await?;
    let mut first = [0; 16];
    line.read(&mut first).await.map(drop)
}

/// Every address of the machine is no address to call: this machine's own is.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// Feeds the watchdog at half its interval, where there is one; an organ has three tenths of the interval to answer, so that the
/// answer of two rounds is known before the service manager loses its patience.
pub(super) fn watched(app: &App, address: SocketAddr, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, told) = (app.clone(), stop.clone());
    task::supervise("watchdog", stop.clone(), move || {
        let (app, mut told) = (app.clone(), told.clone());
        async move {
            let Some(allowed) = notify::watchdog_interval() else {
                return task::stopped(&mut told).await;
            };
            let mut liveness = Liveness::of(app, address, allowed * 3 / 10);
            let mut rounds = interval(allowed / 2);
            rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                let round = async {
                    rounds.tick().await;
                    liveness.missing().await
                };
                let missing = tokio::select! {
                    missing = round => missing,
                    () = task::stopped(&mut told) => return,
                };
                if missing.is_empty() {
                    notify::alive();
                } else {
                    tracing::error!(?missing, "no sign of life: the service manager is told nothing");
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_on_every_address_is_called_on_this_machine() {
        for (listens, called) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.7:8080", "192.0.2.7:8080"),
        ] {
            assert_eq!(reachable(listens.parse().unwrap()), called.parse().unwrap());
        }
    }
}
