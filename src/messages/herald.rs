//! Tells webhooks what they are due: claim, send, record. Each delivery at least once, under one identity however often it is tried.

use std::time::Duration;

use tokio::sync::watch;

use super::backoff;
use super::worker::woken;
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

/// Sends what webhooks are due.
#[derive(Debug)]
pub struct Herald {
    app: App,
    client: Client,
    /// An outcome that could not be written yet; nothing is claimed before it is.
    unrecorded: Option<(i64, u32, Tried)>,
}

impl Herald {
    /// One that has sent nothing yet.
    pub fn new(app: App) -> Self {
        Self {
            app,
            client: Client::default(),
            unrecorded: None,
        }
    }

    /// Sends until `stop` comes true; a delivery on its way is recorded before it ends.
    pub async fn work(mut self, mut stop: watch::Receiver<bool>) {
        let mut events = self.app.events();
        // A worker that died may have been heard or not: the receiver knows a repetition by its identity.
        if let Err(fault) = self.app.reopen_deliveries().await {
            tracing::warn!(%fault, "webhooks");
        }
        loop {
            match self.round(&stop).await {
                Ok(0) => {}
                // Each webhook was told one thing; there may be more.
                Ok(_) => continue,
                Err(fault) => tracing::warn!(%fault, "webhooks"),
            }
            tokio::select! {
                () = woken(&mut events) => {}
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = stopped(&mut stop) => return,
            }
        }
    }

    /// Tells each webhook the oldest thing that is due; how many were tried.
    pub async fn round(&mut self, stop: &watch::Receiver<bool>) -> Result<usize, Fault> {
        self.record().await?;
        let mut tried = 0;
        for dispatch in self.app.due_deliveries().await? {
            if *stop.borrow() {
                break;
            }
            if !self.app.claim_delivery(&dispatch.delivery).await? {
                continue;
            }
            tried += 1;
            let outcome = self.tried(&dispatch).await;
            let attempts = dispatch.delivery.attempts + 1;
            self.unrecorded = Some((dispatch.delivery.id, attempts, outcome));
            self.record().await?;
        }
        Ok(tried)
    }

    async fn record(&mut self) -> Result<(), Fault> {
        if let Some((id, attempts, tried)) = self.unrecorded {
            self.app.settle_delivery(id, attempts, tried).await?;
            self.unrecorded = None;
        }
        Ok(())
    }

    async fn tried(&mut self, dispatch: &Dispatch) -> Tried {
        let delivery = &dispatch.delivery;
        let (status, trouble) = match self.sent(dispatch).await {
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
        Tried {
            status,
            trouble,
            again: again.map(|_| self.app.clock().known_now() + backoff::pause(attempts)),
        }
    }

    async fn sent(&mut self, dispatch: &Dispatch) -> Result<u16, DeliveryTrouble> {
        let secret = dispatch.secret.as_deref().ok_or(DeliveryTrouble::Secret)?;
        let target = Target::parse(&dispatch.url, dispatch.may_reach_private);
        let target = target.map_err(|_| DeliveryTrouble::Forbidden)?;
        let at = self.app.clock().known_now().timestamp();
        let headers = headers(&dispatch.delivery, secret, at);
        let posted = self.client.post(&target, &headers, &dispatch.delivery.payload);
        posted.await.map_err(|error| match error {
            CallError::Forbidden => DeliveryTrouble::Forbidden,
            CallError::Unreachable => DeliveryTrouble::Unreachable,
        })
    }
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
