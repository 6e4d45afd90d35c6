//! How e-mail goes, as it stands: in memory, told to whoever works with it when it changes.

use std::sync::Arc;

use tokio::sync::watch;

use crate::config::Smtp;
use crate::store::{Db, Fault};
use crate::sys::secret::DeviceKey;

use super::super::App;
use super::dkim::{self, DkimSetup};
use super::server::{self, Returns};

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct MailSetup {
    /// The server that messages go through; `None`: they wait.
    pub server: Option<Smtp>,
    /// The server is that of the configuration file, which wins.
    pub is_fixed: bool,
    /// A password was sealed on another device: it is to be typed again.
    pub is_locked: bool,
    /// The mailbox where undelivered mail comes back; `None`: nobody looks.
    pub returns: Option<Returns>,
    /// The key that signs what goes out.
    pub dkim: Option<Arc<DkimSetup>>,
}

/// What is kept, with its secrets opened.
pub(in crate::app) fn load(db: &Db<'_>, keys: &DeviceKey) -> Result<MailSetup, Fault> {
    let (server, is_server_locked) = server::load(db, keys)?;
    let (returns, is_returns_locked) = server::load_returns(db, keys)?;
    Ok(MailSetup {
        server,
        is_fixed: false,
        is_locked: is_server_locked || is_returns_locked,
        returns,
        dkim: dkim::load(db, keys)?.map(Arc::new),
    })
}

impl App {
    /// The same with the mail server of the configuration file, which wins over one that was typed on the page.
    #[must_use]
    pub fn with_mail_server(self, fixed: Option<Smtp>) -> Self {
        if fixed.is_some() {
            self.mail.send_modify(|setup| {
                setup.server = fixed;
                setup.is_fixed = true;
            });
        }
        self
    }

    /// How e-mail goes now.
    pub fn mail_setup(&self) -> MailSetup {
        self.mail.borrow().clone()
    }

    /// Whether messages can leave.
    pub fn has_mail_server(&self) -> bool {
        self.mail.borrow().server.is_some()
    }

    /// Tells of every change from now on.
    pub fn mail_changes(&self) -> watch::Receiver<MailSetup> {
        self.mail.subscribe()
    }

    /// Reads again what was written, and tells of it.
    pub(super) async fn reload_mail(&self) -> Result<(), Fault> {
        let keys = Arc::clone(&self.keys);
        let found = self.store.read(move |db: &Db<'_>| load(db, &keys)).await?;
        self.mail.send_modify(|setup| {
            let fixed = setup.server.take().filter(|_| setup.is_fixed);
            *setup = MailSetup {
                is_fixed: fixed.is_some(),
                server: fixed.or(found.server),
                ..found
            };
        });
        Ok(())
    }
}
