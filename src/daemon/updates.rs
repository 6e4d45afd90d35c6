//! The daily question for a newer version, where it is configured.

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::config::Update;
use crate::sys::http::Client;
use crate::sys::task;
use crate::updates::{Source, Watch};

/// Asks every day until `stop` comes true; nobody where nothing is configured, or nothing that may be called.
pub(super) fn watching(app: &App, update: Option<Update>, stop: &watch::Receiver<bool>) -> JoinHandle<()> {
    let source = update
        .filter(|update| update.is_enabled)
        .and_then(|update| match Source::new(&update) {
            Ok(source) => Some(source),
            Err(problem) => {
                tracing::warn!(%problem, "section [update]: newer versions are not looked for");
                None
            }
        });
    let Some(source) = source else {
        return task::spawn("no updates", std::future::ready(()));
    };
    Watch::new(app.clone(), (Client::default(), source)).supervised(stop)
}
