//! What the watchdog is fed with: a writer, a listener, a thread that hangs is seen, whoever is only at work is left alone.

use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use grappe::daemon::watchdog::{Liveness, Organ};
use grappe::store::Fault;
use grappe::sys::task;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{Running, plain};
use crate::support::house::Practice;

/// Long enough for whoever answers, on a machine that has much to do.
const PATIENCE: Duration = Duration::from_secs(5);
/// Short enough to wait for whoever does not.
const IMPATIENCE: Duration = Duration::from_millis(300);
/// A thread that works shows itself within that time, on such a machine too.
const BETWEEN_ROUNDS: Duration = Duration::from_secs(2);

struct Watched {
    practice: Practice,
    running: Running,
}

impl Watched {
    async fn new() -> Self {
        let practice = Practice::new();
        let running = Running::start(plain(practice.app.clone())).await;
        Self { practice, running }
    }

    fn watched(&self, patience: Duration) -> Liveness {
        Liveness::of(self.practice.app.clone(), self.running.address, patience)
    }

    async fn ended(self) {
        self.running.ended().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_at_work_lacks_nothing() {
    let running = Watched::new().await;
    let mut watched = running.watched(PATIENCE);
    for _ in 0..3 {
        assert_eq!(watched.missing().await, []);
        tokio::time::sleep(BETWEEN_ROUNDS).await;
    }
    running.ended().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_that_hangs_is_missing_until_it_goes_on() {
    let running = Watched::new().await;
    let store = running.practice.app.store().clone();
    let (hangs, is_hanging) = oneshot::channel();
    let (go_on, told) = mpsc::channel::<()>();
    let stuck = task::spawn("stuck write", async move {
        let act = move |_: &mut grappe::store::Tx<'_>| -> Result<(), Fault> {
            hangs.send(()).unwrap();
            told.recv().unwrap();
            Ok(())
        };
        store.write(act).await
    });
    is_hanging.await.unwrap();
    let mut watched = running.watched(IMPATIENCE);
    for _ in 0..2 {
        let missing = watched.missing().await;
        assert!(missing.contains(&Organ::Writer), "{missing:?}");
    }
    go_on.send(()).unwrap();
    stuck.await.unwrap().unwrap();
    assert_eq!(running.watched(PATIENCE).missing().await, []);
    running.ended().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_without_room_is_no_sign_of_life() {
    let running = Watched::new().await;
    let store = running.practice.app.store().clone();
    let (hangs, is_hanging) = oneshot::channel();
    let (go_on, told) = mpsc::channel::<()>();
    let mut waiting = vec![task::spawn("stuck write", {
        let store = store.clone();
        async move {
            let act = move |_: &mut grappe::store::Tx<'_>| -> Result<(), Fault> {
                hangs.send(()).unwrap();
                told.recv().unwrap();
                Ok(())
            };
            store.write(act).await
        }
    })];
    is_hanging.await.unwrap();
    waiting.extend((0..2000).map(|_| {
        let store = store.clone();
        task::spawn("waiting write", async move { store.write(|_| Ok(())).await })
    }));
    // Whoever has an answer already was told to come back.
    tokio::time::timeout(PATIENCE, async {
        while !waiting.iter().any(JoinHandle::is_finished) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
    .expect("the queue is full");
    let missing = running.watched(PATIENCE).missing().await;
    assert_eq!(missing, [Organ::Writer]);
    go_on.send(()).unwrap();
    for write in waiting {
        drop(write.await.unwrap());
    }
    running.ended().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_that_says_nothing_is_missing_and_one_that_hangs_up_is_not() {
    let practice = Practice::new();
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = deaf.local_addr().unwrap();
    let watched = |patience| Liveness::of(practice.app.clone(), address, patience);
    assert_eq!(
        watched(IMPATIENCE).missing().await,
        [Organ::Listener],
        "nobody accepts"
    );

    let hangs_up = std::thread::spawn(move || {
        // The first two are those who have given up.
        for _ in 0..2 {
            drop(deaf.accept().unwrap());
        }
        deaf
    });
    assert_eq!(watched(PATIENCE).missing().await, []);
    drop(hangs_up.join().unwrap());
    assert_eq!(
        watched(PATIENCE).missing().await,
        [Organ::Listener],
        "nobody listens"
    );
}

#[test]
fn a_thread_that_does_not_turn_is_missing() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let running = Watched::new().await;
        let (hangs, is_hanging) = oneshot::channel();
        let (go_on, told) = mpsc::channel::<()>();
        let stuck = task::spawn("stuck task", async move {
            hangs.send(()).unwrap();
            told.recv().unwrap();
        });
        is_hanging.await.unwrap();
        let mut watched = running.watched(PATIENCE);
        watched.missing().await;
        let missing = watched.missing().await;
        assert!(missing.contains(&Organ::Worker), "{missing:?}");
        go_on.send(()).unwrap();
        stuck.await.unwrap();
        watched.missing().await;
        tokio::time::sleep(BETWEEN_ROUNDS).await;
        assert_eq!(watched.missing().await, []);
        running.ended().await;
    });
}
