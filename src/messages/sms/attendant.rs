//! Looks after the lines of which nobody calls us: modems are kept at work, SMSD's folders are read.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::modem::hear;
use super::{Hear, Site, Wire, line};
use crate::app::App;
use crate::domain::sms::Provider;
use crate::store::Fault;
use crate::sys::task;

/// How long what came in there may wait.
const EVERY: Duration = Duration::from_secs(20);

/// See the module.
#[derive(Debug)]
pub struct Attendant {
    app: App,
    wire: Wire,
}

/// The task that does it, until `stop` comes true.
pub fn attending(app: &App, wire: &Wire, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let (app, wire, told) = (app.clone(), wire.clone(), stop.clone());
    task::supervise("text lines", stop.clone(), move || {
        Attendant::new(app.clone(), wire.clone()).work(told.clone())
    })
}

impl Attendant {
    /// Over the modems of `wire`, which whoever sends must use as well.
    pub fn new(app: App, wire: Wire) -> Self {
        Self { app, wire }
    }

    /// Works until `stop` comes true.
    pub async fn work(self, mut stop: watch::Receiver<bool>) {
        let hear = hear(&self.app, &Handle::current());
        while !*stop.borrow() {
            if let Err(error) = self.look(&hear).await {
                tracing::warn!(%error, "the lines of text messages could not be looked after");
            }
            let _ = tokio::time::timeout(EVERY, stop.changed()).await;
        }
    }

    /// One look at each line.
    pub async fn look(&self, hear: &Hear) -> Result<(), Fault> {
        let opened = self.app.opened_sms_lines().await?;
        let own = |provider| matches!(provider, Provider::Modem | Provider::Smsd);
        let own: Vec<_> = opened
            .into_iter()
            .filter(|opened| own(opened.setting.provider))
            .collect();
        let tokens: Vec<&str> = own.iter().map(|opened| opened.setting.token.as_str()).collect();
        self.wire.modems.keep_only(&tokens);
        for opened in &own {
            // Asking for the line of a modem starts it.
            let line = line(&opened.setting, &opened.secrets, self.wire.clone(), Site(""));
            if let Some(line) = line
                && let Err(error) = line.look(hear.clone()).await
            {
                tracing::warn!(kind = %error.kind(), "the folders of SMSD cannot be read");
            }
        }
        Ok(())
    }
}
