//! Group commit: requests share a commit and nothing else (reliability §2).

use std::sync::mpsc;
use std::time::Duration;

use grappe::app::Failure;
use grappe::domain::booking::Refusal;
use grappe::domain::staff::Actor;
use grappe::store::{Fault, Record, Store, Tx};
use grappe::sys::task;
use tokio::task::JoinHandle;

use crate::support::house::{Practice, person};

/// Keeps the writer busy until the sender is dropped, so that what comes next waits together.
async fn stalled(store: &Store) -> (mpsc::Sender<()>, JoinHandle<Result<(), Fault>>) {
    let (go, wait) = mpsc::channel();
    let (entered, began) = tokio::sync::oneshot::channel();
    let store = store.clone();
    let running = task::spawn("stall", async move {
        store
            .write(move |_: &mut Tx<'_>| -> Result<(), Fault> {
                entered.send(()).unwrap();
                // Ends when the sender is dropped.
                let _ = wait.recv();
                Ok(())
            })
            .await
    });
    began.await.unwrap();
    (go, running)
}

fn telling(tx: &mut Tx<'_>) -> Result<(), Fault> {
    tx.announce();
    tx.audit(&Record::new(&Actor::System, "test.tell"))?;
    Ok(())
}

/// Starts `act` and waits until it is queued.
async fn queued<T: Send + 'static, E: From<Fault> + Send + 'static>(
    store: &Store,
    act: impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
) -> JoinHandle<Result<T, E>> {
    let store = store.clone();
    let running = task::spawn("queued", async move { store.write(act).await });
    tokio::task::yield_now().await;
    running
}

#[tokio::test]
async fn what_waits_together_is_committed_together() {
    let practice = Practice::new();
    let store = practice.app.store().clone();
    let mut events = practice.app.events();
    let (go, first) = stalled(&store).await;
    let mut waiting = Vec::new();
    for _ in 0..64 {
        waiting.push(queued(&store, telling).await);
    }
    drop(go);
    first.await.unwrap().unwrap();
    for one in waiting {
        one.await.unwrap().unwrap();
    }
    // The stalled request was a batch of its own and told nobody; the 64 are one commit, told once.
    assert_eq!(events.recv().await.unwrap(), practice.app.agenda().revision());
    assert!(events.is_empty());
    assert_eq!(practice.app.agenda().revision().0, 64);
}

#[tokio::test]
async fn a_refusal_or_a_panic_undoes_itself_only() {
    let practice = Practice::new();
    let store = practice.app.store().clone();
    let (go, first) = stalled(&store).await;
    let save = |given: &str| {
        let patient = person("Petit", given);
        move |tx: &mut Tx<'_>| tx.save_patient(&patient)
    };
    let before = queued(&store, save("Ana")).await;
    let refused = queued(&store, {
        let act = save("Bea");
        move |tx: &mut Tx<'_>| -> Result<(), Failure> {
            act(tx)?;
            Err(Refusal::NotFound.into())
        }
    })
    .await;
    let panicked = queued(&store, {
        let act = save("Cyr");
        move |tx: &mut Tx<'_>| -> Result<(), Fault> {
            act(tx)?;
            panic!("on purpose");
        }
    })
    .await;
    let after = queued(&store, save("Dan")).await;
    drop(go);
    first.await.unwrap().unwrap();
    before.await.unwrap().unwrap();
    after.await.unwrap().unwrap();
    assert_eq!(
        refused.await.unwrap().unwrap_err().refusal(),
        Some(&Refusal::NotFound)
    );
    assert!(matches!(panicked.await.unwrap(), Err(Fault::Bug(_))));
    let found = store.read(|db| db.search_patients("petit")).await.unwrap();
    let given: Vec<_> = found.iter().map(|p| p.given_name.as_str()).collect();
    assert_eq!(given, ["Ana", "Dan"]);
}

#[tokio::test]
async fn a_change_that_nobody_wrote_down_is_refused() {
    let practice = Practice::new();
    let (practitioner, _) = practice.usual().await;
    let before = practice.app.agenda().revision();
    let refused = practice
        .app
        .store()
        .write(|tx: &mut Tx<'_>| -> Result<bool, Fault> {
            tx.refresh_set_up()?;
            Ok(true)
        })
        .await;
    assert!(matches!(refused, Err(Fault::Bug(_))), "{refused:?}");
    assert_eq!(practice.app.agenda().revision(), before);
    assert!(
        practice
            .app
            .agenda()
            .set_up()
            .practitioners
            .contains_key(&practitioner)
    );
}

#[tokio::test]
async fn a_caller_that_left_gets_nothing_written() {
    let practice = Practice::new();
    let store = practice.app.store().clone();
    let (go, first) = stalled(&store).await;
    let patient = person("Petit", "Ana");
    let left = queued(&store, move |tx: &mut Tx<'_>| tx.save_patient(&patient)).await;
    left.abort();
    assert!(left.await.unwrap_err().is_cancelled());
    drop(go);
    first.await.unwrap().unwrap();
    assert_eq!(store.read(|db| db.search_patients("petit")).await.unwrap(), []);
}

#[tokio::test]
async fn a_full_queue_says_when_to_come_back() {
    let practice = Practice::new();
    let store = practice.app.store().clone();
    let (go, first) = stalled(&store).await;
    let mut waiting = Vec::new();
    for _ in 0..1024 {
        waiting.push(queued(&store, telling).await);
    }
    let fault = store.write(telling).await.unwrap_err();
    assert!(matches!(fault, Fault::Busy), "{fault:?}");
    assert_eq!(fault.retry_after(), Some(Duration::from_secs(1)));
    // Reading does not wait for the writer.
    store.read(|db| db.search_patients("petit")).await.unwrap();
    drop(go);
    first.await.unwrap().unwrap();
    for one in waiting {
        one.await.unwrap().unwrap();
    }
    assert_eq!(practice.app.agenda().revision().0, 1024);
}
