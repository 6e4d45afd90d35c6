//! Looks into the mailbox every few minutes.

use std::time::Duration;

use tokio::sync::watch;

use super::mailbox::{Mailbox, MailboxTrouble};
use super::report::read_returned;
use crate::app::{App, MailSetup, Returns};
use crate::store::Fault;
use crate::sys::task::stopped;
use crate::sys::tls::ExtraRoots;

/// Pause between two looks.
const LOOK_EVERY: Duration = Duration::from_mins(5);

/// Reads the mailbox of returned mail.
pub struct ReturnsReader {
    app: App,
    roots: ExtraRoots,
}

/// Why a pass came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum PassTrouble {
    /// The mailbox.
    #[error(transparent)]
    Mailbox(#[from] MailboxTrouble),
    /// The database.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl ReturnsReader {
    /// Trusts the authorities of the system.
    pub fn new(app: App) -> Self {
        Self {
            app,
            roots: ExtraRoots::default(),
        }
    }

    /// Trusts these authorities besides.
    #[must_use]
    pub fn with_roots(mut self, roots: ExtraRoots) -> Self {
        self.roots = roots;
        self
    }

    /// Looks until `stop` comes true; another mailbox is looked into at once.
    pub async fn work(self, mut stop: watch::Receiver<bool>) {
        let mut changes = self.app.mail_changes();
        loop {
            let returns = changes.borrow_and_update().returns.clone();
            if let Some(returns) = &returns
                && self.app.is_clock_trusted()
            {
                match self.pass(returns).await {
                    Ok(0) => {}
                    Ok(count) => tracing::info!(count, "mail came back"),
                    Err(trouble) => tracing::warn!(%trouble, "mailbox of returned mail"),
                }
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                () = another(&mut changes, returns.as_ref()) => {}
                () = stopped(&mut stop) => return,
            }
        }
    }

    /// Reads what is new; how much of it was news.
    pub async fn pass(&self, returns: &Returns) -> Result<usize, PassTrouble> {
        let mut mailbox = Mailbox::open(returns, &self.roots).await?;
        let zone = self.app.agenda().zone();
        let mut news = 0;
        loop {
            let mark = self.app.returns_mark().await?;
            let today = zone.date(self.app.now());
            let (bodies, next) = mailbox.after(mark, today).await?;
            if bodies.is_empty() {
                break;
            }
            for body in &bodies {
                news += usize::from(self.app.take_returned(read_returned(body)).await?);
            }
            // What was read twice after a cut is no news the second time.
            self.app.save_returns_mark(next).await?;
        }
        mailbox.close().await;
        Ok(news)
    }
}

/// Completes once there is another mailbox.
async fn another(changes: &mut watch::Receiver<MailSetup>, known: Option<&Returns>) {
    // The application holds the sender; were it gone, the timer remains.
    if changes
        .wait_for(|setup| setup.returns.as_ref() != known)
        .await
        .is_err()
    {
        std::future::pending::<()>().await;
    }
}
