//! The mail server and the mailbox of returned mail, as typed on the page; passwords are sealed with the device key.

use serde::{Deserialize, Serialize};

use crate::config::{Secret, Smtp, TlsMode};
use crate::domain::contact::Email;
use crate::domain::doubt::RatherTwice;
use crate::domain::mail::CalendarMode;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};
use crate::sys::secret::DeviceKey;

use super::super::App;
use super::facts::CALENDAR;
use super::{opened, sealed};

/// Setting of the server.
const SERVER: &str = "mail.server";
/// Setting of the mailbox of returned mail.
const RETURNS: &str = "mail.returns";

/// A server as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredServer {
    host: String,
    port: u16,
    tls: String,
    user: Option<String>,
    /// Sealed.
    password: Option<String>,
    from: String,
}

/// A mailbox as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredReturns {
    host: String,
    port: u16,
    tls: String,
    user: String,
    /// Sealed.
    password: String,
    folder: String,
}

/// A mail server to keep.
#[derive(Clone, Debug)]
pub struct NewMailServer {
    /// Name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: TlsMode,
    /// Account; `None` where the server asks for none.
    pub user: Option<String>,
    /// Its password; `None`: the one that is kept.
    pub password: Option<Secret>,
    /// Sender of every message.
    pub from: Email,
}

/// The mailbox where undelivered mail comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returns {
    /// Name of the server (IMAP).
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected; [`TlsMode::None`] on this machine only.
    pub tls: TlsMode,
    /// Account.
    pub user: String,
    /// Its password.
    pub password: Secret,
    /// Folder that is read.
    pub folder: String,
}

/// A mailbox to keep.
#[derive(Clone, Debug)]
pub struct NewReturns {
    /// Name of the server (IMAP).
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected; [`TlsMode::None`] on this machine only.
    pub tls: TlsMode,
    /// Account.
    pub user: String,
    /// Its password; `None`: the one that is kept.
    pub password: Option<Secret>,
    /// Folder that is read.
    pub folder: String,
}

/// The server that is kept, and whether its password was sealed on another device.
pub(super) fn load(db: &Db<'_>, keys: &DeviceKey) -> Result<(Option<Smtp>, bool), Fault> {
    let Some(stored) = db.setting::<Option<StoredServer>>(SERVER)?.flatten() else {
        return Ok((None, false));
    };
    let password = stored
        .password
        .as_deref()
        .map(|sealed| opened(keys, SERVER, sealed));
    let is_locked = matches!(password, Some(None));
    let (Some(tls), Ok(from)) = (TlsMode::from_key(&stored.tls), Email::parse(&stored.from)) else {
        return Err(Fault::Bug(SERVER.to_owned()));
    };
    let server = Smtp {
        host: stored.host,
        port: stored.port,
        tls,
        user: stored.user,
        password: password.flatten().map(Secret::new),
        from,
    };
    Ok(((!is_locked).then_some(server), is_locked))
}

/// The mailbox that is kept, and whether its password was sealed on another device.
pub(super) fn load_returns(db: &Db<'_>, keys: &DeviceKey) -> Result<(Option<Returns>, bool), Fault> {
    let Some(stored) = db.setting::<Option<StoredReturns>>(RETURNS)?.flatten() else {
        return Ok((None, false));
    };
    let Some(password) = opened(keys, RETURNS, &stored.password) else {
        return Ok((None, true));
    };
    let returns = Returns {
        tls: TlsMode::from_key(&stored.tls).unwrap_or(TlsMode::Tls),
        host: stored.host,
        port: stored.port,
        user: stored.user,
        password: Secret::new(password),
        folder: stored.folder,
    };
    Ok((Some(returns), false))
}

impl App {
    /// Keeps another mail server, or none; messages go through it from the next one on. Nothing changes in what the configuration
    /// file says.
    pub async fn save_mail_server(&self, new: Option<NewMailServer>, actor: Actor) -> Result<(), Fault> {
        let kept = self.mail_setup().server.and_then(|server| server.password);
        let stored = match new {
            None => None,
            Some(new) => {
                let password = new.password.or(kept).filter(|_| new.user.is_some());
                let seal = |secret: Secret| sealed(&self.keys, SERVER, secret.reveal().as_bytes());
                Some(StoredServer {
                    host: new.host,
                    port: new.port,
                    tls: new.tls.key().to_owned(),
                    password: password.map(seal).transpose()?,
                    user: new.user,
                    from: new.from.as_str().to_owned(),
                })
            }
        };
        self.keep(SERVER, stored, actor).await
    }

    /// Keeps another mailbox of returned mail, or none; it is read from now on.
    pub async fn save_returns(&self, new: Option<NewReturns>, actor: Actor) -> Result<(), Fault> {
        let kept = self.mail_setup().returns.map(|returns| returns.password);
        let stored = match new {
            None => None,
            Some(new) => {
                let password = new.password.or(kept).unwrap_or_else(|| Secret::new(""));
                Some(StoredReturns {
                    host: new.host,
                    port: new.port,
                    tls: new.tls.key().to_owned(),
                    user: new.user,
                    password: sealed(&self.keys, RETURNS, password.reveal().as_bytes())?,
                    folder: new.folder,
                })
            }
        };
        self.keep(RETURNS, stored, actor).await
    }

    /// How calendar files go.
    pub async fn mail_calendar(&self) -> Result<CalendarMode, Fault> {
        let kept = self.store.read(|db: &Db<'_>| db.setting(CALENDAR)).await?;
        Ok(kept.unwrap_or_default())
    }

    /// Lets them go in another way, from the next message on.
    pub async fn save_mail_calendar(&self, mode: CalendarMode, actor: Actor) -> Result<(), Fault> {
        self.keep(CALENDAR, mode, actor).await
    }

    /// What becomes of an e-mail of which nobody knows whether it was accepted.
    pub async fn rather_twice(&self) -> Result<RatherTwice, Fault> {
        let kept: Option<RatherTwice> = self
            .store
            .read(|db: &Db<'_>| db.setting(RatherTwice::SETTING))
            .await?;
        Ok(kept.unwrap_or_default())
    }

    /// Decides otherwise, for those of which it is not known now as well.
    pub async fn save_rather_twice(&self, choice: RatherTwice, actor: Actor) -> Result<(), Fault> {
        self.keep(RatherTwice::SETTING, choice, actor).await
    }

    /// Puts on record that somebody is about to send a message to the practice itself.
    pub async fn note_mail_trial(&self, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| tx.audit(&Record::new(&actor, "message.trial")).map(drop))
            .await
    }

    /// Writes a setting of e-mail on record and tells of it.
    pub(super) async fn keep<T>(&self, key: &'static str, value: T, actor: Actor) -> Result<(), Fault>
    where
        T: Serialize + Send + 'static,
    {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                tx.save_setting(key, &value)?;
                tx.audit(&Record::new(&actor, "setting.change").on(key))?;
                Ok(())
            })
            .await?;
        self.reload_mail().await
    }
}
