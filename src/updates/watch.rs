//! The question of every day, while the program runs.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::check::{Answered, Source, check};
use crate::app::App;
use crate::domain::time::Instant;
use crate::domain::update::{UpdateNews, Version};
use crate::store::Fault;
use crate::sys::http::Client;
use crate::sys::{ids, task};

/// Between two questions, besides the spread.
const ASK_EVERY: TimeDelta = TimeDelta::days(1);
/// So much later at most, drawn once for each start: practices do not all ask at the hour of an update.
const SPREAD_MINUTES: i64 = 120;
/// How often it is looked whether it is time.
const LOOK_EVERY: Duration = Duration::from_mins(10);

/// See the module.
#[derive(Clone)]
pub struct Watch {
    app: App,
    client: Arc<Client>,
    source: Arc<Source>,
    spread: TimeDelta,
}

impl Watch {
    /// One that has asked nothing yet.
    pub fn new(app: App, (client, source): (Client, Source)) -> Self {
        let [drawn] = ids::bytes::<1>();
        Self {
            app,
            client: Arc::new(client),
            source: Arc::new(source),
            spread: TimeDelta::minutes(SPREAD_MINUTES * i64::from(drawn) / i64::from(u8::MAX)),
        }
    }

    /// Starts it as a task that is started again where it fails.
    pub fn supervised(self, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
        let told = stop.clone();
        task::supervise("updates", stop.clone(), move || self.clone().work(told.clone()))
    }

    /// Looks until `stop` comes true.
    async fn work(self, mut stop: watch::Receiver<bool>) {
        loop {
            // Not at once: a program that is started again and again asks no more often.
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = task::stopped(&mut stop) => return,
            }
            if let Err(fault) = self.round().await {
                tracing::warn!(%fault, "updates");
            }
        }
    }

    /// Asks if a day has gone by; whether it asked.
    pub async fn round(&self) -> Result<bool, Fault> {
        let now = self.app.now();
        let record = self.app.update_record().await?.of(self.source.name());
        let is_due = |asked: Instant| now >= asked + ASK_EVERY + self.spread || now < asked;
        if !self.app.is_clock_trusted() || !record.asked.is_none_or(is_due) {
            return Ok(false);
        }
        let record = match Box::pin(check(&self.client, &self.source, record.etag.as_deref())).await {
            Ok(Answered::Same) => record.unchanged(now),
            Ok(Answered::Found(release, etag)) => record.found((release, etag), now),
            Err(trouble) => record.failed(trouble, now),
        };
        if let Some(trouble) = record.trouble {
            tracing::warn!(why = trouble.key(), "no list of releases that can be believed");
        } else {
            tracing::info!("the list of releases was asked for");
        }
        let own = Version::parse(env!("CARGO_PKG_VERSION"));
        let news = own.map_or_else(|_| Vec::new(), |own| record.news(&own, now));
        for newer in news {
            if let UpdateNews::Newer(release) = newer {
                tracing::info!(version = release.version.as_str(), "a newer version is published");
            }
        }
        self.app.save_update_record(record).await?;
        Ok(true)
    }
}
