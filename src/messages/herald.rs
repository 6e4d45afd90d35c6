//! Tells webhooks what they are due: claim, send, record. Each delivery at least once, under one identity however often it is tried.

use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::sync::watch;

use super::backoff;
use super::engine::woken;
use crate::app::{App, Dispatch};
use crate::domain::webhook::DeliveryTrouble;
use crate::store::{Delivery, Fault, Tried};
use crate::sys::hash::{hex, hmac_sha256};
use crate::sys::http::{CallError, Client, Target};
use crate::sys::task::stopped;

/// With the pauses between them, about a day: then a delivery waits for somebody to send it again.
const ATTEMPTS_AT_MOST: u32 = 25;
/// Without a commit that wakes it: how late a delivery that comes due by itself may be.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// Calls at once: a receiver that does not answer delays no other.
const SIDE_BY_SIDE: usize = 4;

/// What came of one attempt: the delivery, its attempts with this one, the outcome.
type Ended = (i64, u32, Tried);

/// An attempt on its way.
struct Call {
    webhook: i64,
    made: Pin<Box<dyn Future<Output = Ended> + Send>>,
}

/// Sends what webhooks are due.
pub struct Herald {
    app: App,
    client: Arc<Client>,
    /// At most one of each webhook, so that it hears things in their order.
    calls: Vec<Call>,
    /// Webhooks, the one whose turn was longest ago first: dead ones with much to hear must not take every turn.
    turns: Vec<i64>,
    /// Outcomes that could not be written yet; nothing is claimed before they are.
    unrecorded: Vec<Ended>,
}

impl Herald {
    /// One that has sent nothing yet.
    pub fn new(app: App) -> Self {
        Self {
            app,
            client: Arc::default(),
            calls: Vec::new(),
            turns: Vec::new(),
            unrecorded: Vec::new(),
        }
    }

    /// The same with another way to make calls.
    #[must_use]
    pub fn with_client(mut self, client: Client) -> Self {
        self.client = Arc::new(client);
        self
    }

    /// Sends until `stop` comes true; deliveries on their way are recorded before it ends.
    pub async fn work(mut self, mut stop: watch::Receiver<bool>) {
        let mut events = self.app.events();
        // A worker that died may have been heard or not: the receiver knows a repetition by its identity.
        if let Err(fault) = self.app.reopen_deliveries().await {
            tracing::warn!(%fault, "webhooks");
        }
        loop {
            if let Err(fault) = self.begin(&stop).await {
                tracing::warn!(%fault, "webhooks");
            }
            tokio::select! {
                ended = first(&mut self.calls) => self.unrecorded.push(ended),
                () = woken(&mut events) => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = stopped(&mut stop) => break,
            }
        }
        if let Err(fault) = self.finish().await {
            tracing::warn!(%fault, "webhooks");
        }
    }

    /// Tells webhooks the oldest thing that each is due, and waits for what comes of it; how many were tried.
    pub async fn round(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        let begun = self.begin(stop).await?;
        self.finish().await?;
        Ok(begun)
    }

    /// Claims what is due and not on its way, as far as there is room, and begins to send it; how many.
    async fn begin(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        self.record().await?;
        let mut begun = 0;
        if self.calls.len() >= SIDE_BY_SIDE {
            return Ok(begun);
        }
        let mut due = self.app.due_deliveries().await?;
        due.retain(|dispatch| self.calls.iter().all(|c| c.webhook != dispatch.delivery.webhook));
        due.sort_by_key(|dispatch| {
            self.turns
                .iter()
                .position(|turn| *turn == dispatch.delivery.webhook)
        });
        for dispatch in due.into_iter().take(SIDE_BY_SIDE - self.calls.len()) {
            if *stop.borrow() {
                break;
            }
            if !self.app.claim_delivery(&dispatch.delivery).await? {
                continue;
            }
            begun += 1;
            let webhook = dispatch.delivery.webhook;
            self.turns.retain(|turn| *turn != webhook);
            self.turns.push(webhook);
            let made = Box::pin(tried(self.app.clone(), Arc::clone(&self.client), dispatch));
            self.calls.push(Call { webhook, made });
        }
        Ok(begun)
    }

    /// Waits for every call that is on its way, and records it.
    async fn finish(&mut self) -> Result<(), Fault> {
        while !self.calls.is_empty() {
            let ended = first(&mut self.calls).await;
            self.unrecorded.push(ended);
            self.record().await?;
        }
        self.record().await
    }

    async fn record(&mut self) -> Result<(), Fault> {
        while let Some((id, attempts, tried)) = self.unrecorded.last().copied() {
            self.app.settle_delivery(id, attempts, tried).await?;
            self.unrecorded.pop();
        }
        Ok(())
    }
}

/// The first call to end, taken out; never while there is none.
async fn first(calls: &mut Vec<Call>) -> Ended {
    std::future::poll_fn(|context| {
        for nth in 0..calls.len() {
            let Some(call) = calls.get_mut(nth) else { break };
            if let Poll::Ready(ended) = call.made.as_mut().poll(context) {
                calls.swap_remove(nth);
                return Poll::Ready(ended);
            }
        }
        Poll::Pending
    })
    .await
}

async fn tried(app: App, client: Arc<Client>, dispatch: Dispatch) -> Ended {
    let delivery = &dispatch.delivery;
    let at = app.clock().known_now().timestamp();
    let (status, trouble) = match sent(&client, &dispatch, at).await {
        Ok(status) if (200..300).contains(&status) => (Some(status), None),
        Ok(status) => (Some(status), Some(DeliveryTrouble::Status)),
        Err(trouble) => (None, Some(trouble)),
    };
    // The address may hold a secret of the receiver's (security T15).
    let (id, webhook, attempts) = (delivery.id, delivery.webhook, delivery.attempts + 1);
    match trouble {
        None => tracing::info!(delivery = id, webhook, "told"),
        Some(trouble) => tracing::warn!(delivery = id, webhook, ?trouble, ?status, "not told"),
    }
    let is_last = attempts >= ATTEMPTS_AT_MOST || trouble == Some(DeliveryTrouble::Secret);
    let again = trouble.filter(|_| !is_last);
    let again = again.map(|_| app.clock().known_now() + backoff::pause(attempts));
    let tried = Tried {
        status,
        trouble,
        again,
    };
    (id, attempts, tried)
}

/// `at`: unix seconds of the attempt.
async fn sent(client: &Client, dispatch: &Dispatch, at: i64) -> Result<u16, DeliveryTrouble> {
    let secret = dispatch.secret.as_deref().ok_or(DeliveryTrouble::Secret)?;
    let target = Target::parse(&dispatch.url, dispatch.may_reach_private);
    let target = target.map_err(|_| DeliveryTrouble::Forbidden)?;
    let headers = headers(&dispatch.delivery, secret, at);
    let posted = client.post(&target, &headers, &dispatch.delivery.payload);
    posted.await.map_err(|error| match error {
        CallError::Forbidden => DeliveryTrouble::Forbidden,
        CallError::Unreachable => DeliveryTrouble::Unreachable,
    })
}

/// `at`: unix seconds; signed with the body, so that nobody can play an old one again later.
fn headers(delivery: &Delivery, secret: &str, at: i64) -> [(&'static str, String); 4] {
    let signed = format!("{at}.{}", delivery.payload);
    let signature = hex(&hmac_sha256(secret.as_bytes(), signed.as_bytes()));
    [
        ("grappe-event", delivery.event.clone()),
        ("grappe-delivery", delivery.key.clone()),
        ("grappe-timestamp", at.to_string()),
        ("grappe-signature", format!("v1={signature}")),
    ]
}
