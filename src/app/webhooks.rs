//! Programs elsewhere that are told of appointments: made, ended, and what is due to each.

use crate::domain::staff::Actor;
use crate::store::{Db, Delivery, Fault, NewWebhook, Record, Tried, Tx, Webhook};
use crate::sys::clock::Trust;
use crate::sys::ids;

use super::App;

/// Purpose of the sealed secrets.
const SEAL: &str = "webhook";

/// A delivery with everything that its worker needs.
#[derive(Clone, Debug)]
pub struct Dispatch {
    /// What is told.
    pub delivery: Delivery,
    /// Where it goes.
    pub url: String,
    /// Signs it; `None` when it was sealed on another device.
    pub secret: Option<String>,
    /// Whether addresses of the practice's own network may be called.
    pub may_reach_private: bool,
}

impl App {
    /// Every webhook, ended ones included.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Fault> {
        self.store.read(|db: &Db<'_>| db.webhooks()).await
    }

    /// Makes a webhook and returns the secret that signs what is sent, shown this once only.
    pub async fn create_webhook(&self, actor: Actor, new: NewWebhook) -> Result<String, Fault> {
        let secret = ids::secret256();
        let sealed = self.keys.seal(SEAL, secret.as_bytes());
        let sealed = sealed.map_err(|error| Fault::Bug(error.to_string()))?;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let id = tx.insert_webhook(&new, &sealed)?;
                tx.audit(&Record::new(&actor, "webhook.create").on(format_args!("webhook:{id}")))?;
                Ok(())
            })
            .await?;
        Ok(secret)
    }

    /// Ends a webhook at once, with what it was still to be told; whether it was in use.
    pub async fn disable_webhook(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_active = tx.disable_webhook(id)?;
                if was_active {
                    tx.audit(&Record::new(&actor, "webhook.disable").on(format_args!("webhook:{id}")))?;
                }
                Ok(was_active)
            })
            .await
    }

    /// The newest deliveries, whatever their state.
    pub async fn recent_deliveries(&self, at_most: u32) -> Result<Vec<Delivery>, Fault> {
        self.store
            .read(move |db: &Db<'_>| db.recent_deliveries(at_most))
            .await
    }

    /// Sends once more what was given up; whether there was such a delivery.
    pub async fn resend_delivery(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_failed = tx.resend_delivery(id)?;
                let record = Record::new(&actor, "webhook.resend").on(format_args!("delivery:{id}"));
                tx.audit(&if was_failed {
                    record
                } else {
                    record.outcome("refused")
                })?;
                Ok(was_failed)
            })
            .await
    }

    /// What is to be sent now: the oldest of each webhook. Nothing while the clock is not trusted (booking-rules §1.8).
    pub async fn due_deliveries(&self) -> Result<Vec<Dispatch>, Fault> {
        if self.clock().trust() != Trust::Trusted {
            return Ok(Vec::new());
        }
        let now = self.now();
        let due = self.store.read(move |db: &Db<'_>| db.due_deliveries(now)).await?;
        let opened = |sealed: &str| String::from_utf8(self.keys.open(SEAL, sealed).ok()?).ok();
        let dispatch = |due: crate::store::DueDelivery| Dispatch {
            secret: opened(&due.secret),
            delivery: due.delivery,
            url: due.url,
            may_reach_private: due.may_reach_private,
        };
        Ok(due.into_iter().map(dispatch).collect())
    }

    /// Claims a delivery before its first byte leaves; `false` when it must not be sent any more.
    pub async fn claim_delivery(&self, delivery: &Delivery) -> Result<bool, Fault> {
        let (id, attempts) = (delivery.id, delivery.attempts);
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                Ok(tx.is_clock_trusted() && tx.claim_delivery(id, attempts)?)
            })
            .await
    }

    /// Records what became of an attempt, `attempts` counting it.
    pub async fn settle_delivery(&self, id: i64, attempts: u32, tried: Tried) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.settle_delivery(id, attempts, tried))
            .await
    }

    /// To be called once before anything is sent: what was on its way when the program ended goes again.
    pub async fn reopen_deliveries(&self) -> Result<usize, Fault> {
        self.store.write(|tx: &mut Tx<'_>| tx.reopen_deliveries()).await
    }
}
