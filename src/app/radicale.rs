//! Accounts at Radicale, the calendar server beside us (ADR 0015): one for each practitioner, in its own file.
//!
//! No password is kept. It is made of the device key and of the salt that stands in the file, so that it can be shown again, ends with a new
//! salt, and cannot be found from the file without the key. An account whose hash is of another password was changed by hand: we know it not.

use std::io;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};

use crate::config::Radicale;
use crate::domain::calendar::LinkState;
use crate::domain::id::PractitionerId;
use crate::domain::practitioner::Practitioner;
use crate::domain::radicale::{Accounts, login_of, password_from};
use crate::domain::staff::Actor;
use crate::store::{CalendarLinkEdit, Fault, Record, Tx};
use crate::sys::secret::DeviceKey;
use crate::sys::{crypt, file};

use super::App;
use super::calendar::SEAL;

/// Purpose of the key that passwords are made of.
const PURPOSE: &str = "radicale";
/// Radicale reads it as well, by the group of its folder.
const SHARED: u32 = 0o640;

/// A practitioner's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadicaleAccount {
    /// Whose.
    pub practitioner: PractitionerId,
    /// Their name.
    pub name: String,
    /// Login; `None` where there is no account yet.
    pub login: Option<String>,
}

/// What a telephone is told; never in a log.
#[derive(Clone)]
pub struct RadicaleSecret {
    /// Login.
    pub login: String,
    /// Password.
    pub password: String,
}

/// Why accounts are not read or written.
#[derive(Debug, thiserror::Error)]
pub enum RadicaleFault {
    /// Radicale's file.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Our database.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl App {
    /// Everybody who receives, by name, with the account they have.
    pub async fn radicale_accounts(&self, place: &Radicale) -> Result<Vec<RadicaleAccount>, RadicaleFault> {
        let practitioners = self.receiving();
        on_disk(place, move |path| {
            let accounts = read(path)?;
            let account = |practitioner: &Practitioner| RadicaleAccount {
                practitioner: practitioner.id,
                name: practitioner.name.clone(),
                login: accounts.of(practitioner.id).map(|(login, _)| login.to_owned()),
            };
            Ok(practitioners.iter().map(account).collect())
        })
        .await
    }

    /// Login and password of a practitioner; `None` where there is no account, or one with a password that is not of our making.
    pub async fn radicale_secret(
        &self,
        place: &Radicale,
        practitioner: PractitionerId,
    ) -> Result<Option<RadicaleSecret>, RadicaleFault> {
        let keys = self.keys.clone();
        on_disk(place, move |path| {
            let accounts = read(path)?;
            let Some((login, hash)) = accounts.of(practitioner) else {
                return Ok(None);
            };
            let password = crypt::salt_of(hash).map(|salt| password_of(&keys, login, salt));
            let ours = password.filter(|password| crypt::is_of(password, hash));
            Ok(ours.map(|password| RadicaleSecret {
                login: login.to_owned(),
                password,
            }))
        })
        .await
    }

    /// Gives an account to everybody who receives and has none, and takes it from who has left; how many are new. Nobody's password changes.
    pub async fn add_radicale_accounts(
        &self,
        place: &Radicale,
        actor: Actor,
    ) -> Result<usize, RadicaleFault> {
        let known = self.radicale_accounts(place).await?;
        let missing = known.into_iter().filter(|account| account.login.is_none());
        let mut made = Vec::new();
        for account in missing {
            let login = login_of(&account.name, account.practitioner);
            made.push((account.practitioner, self.new_account(login).await?));
        }
        let path = place.accounts();
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let mut accounts = read(&path)?;
                made.retain(|(practitioner, _)| accounts.of(*practitioner).is_none());
                for (practitioner, new) in &made {
                    accounts.put(&new.login, &new.hash);
                    recorded(tx, &actor, "calendar.account", *practitioner)?;
                }
                let gone = tx.agenda().set_up().practitioners.values();
                let gone: Vec<_> = gone.filter(|p| p.is_archived).map(|p| p.id).collect();
                for practitioner in gone {
                    if accounts.remove(practitioner) {
                        recorded(tx, &actor, "calendar.account_end", practitioner)?;
                    }
                }
                written(&path, &accounts.text())?;
                Ok(made.len())
            })
            .await
    }

    /// Another password for a practitioner, whose telephones are to be set up anew; our own link goes on with it. Whether there was an
    /// account.
    pub async fn renew_radicale_password(
        &self,
        place: &Radicale,
        practitioner: PractitionerId,
        actor: Actor,
    ) -> Result<bool, RadicaleFault> {
        let known = self.radicale_accounts(place).await?;
        let found = known
            .into_iter()
            .find(|account| account.practitioner == practitioner);
        let Some(login) = found.and_then(|account| account.login) else {
            return Ok(false);
        };
        let new = self.new_account(login).await?;
        let sealed = self.keys.seal(SEAL, new.password.as_bytes());
        let sealed = sealed.map_err(|error| Fault::Bug(error.to_string()))?;
        let (path, url) = (place.accounts(), place.url());
        self.store
            .write(move |tx: &mut Tx<'_>| {
                let mut accounts = read(&path)?;
                accounts.put(&new.login, &new.hash);
                recorded(tx, &actor, "calendar.password", practitioner)?;
                for link in tx.calendar_links()? {
                    if link.login != new.login || !link.url.starts_with(&url) {
                        continue;
                    }
                    let as_it_is = CalendarLinkEdit {
                        login: link.login.clone(),
                        privacy: link.privacy,
                        options: link.options,
                        pin: link.pin,
                    };
                    tx.save_calendar_link(link.id, &as_it_is, Some(&sealed))?;
                    if link.state == LinkState::Refused {
                        tx.set_calendar_state(link.id, LinkState::Active, None)?;
                    }
                }
                written(&path, &accounts.text())?;
                Ok(true)
            })
            .await
    }

    /// Puts on record that somebody was shown what opens a practitioner's calendar.
    pub async fn note_radicale_shown(&self, practitioner: PractitionerId, actor: Actor) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| recorded(tx, &actor, "calendar.shown", practitioner))
            .await
    }

    /// Whether somebody of this number receives here.
    pub fn receives(&self, practitioner: PractitionerId) -> bool {
        let agenda = self.agenda();
        let found = agenda.set_up().practitioners.get(&practitioner);
        found.is_some_and(|found| !found.is_archived)
    }

    fn receiving(&self) -> Vec<Practitioner> {
        let agenda = self.agenda();
        let all = agenda.set_up().practitioners.values();
        let mut here: Vec<_> = all.filter(|p| !p.is_archived).cloned().collect();
        here.sort_by(|a, b| a.name.cmp(&b.name));
        here
    }

    async fn new_account(&self, login: String) -> Result<NewAccount, Fault> {
        let keys = self.keys.clone();
        blocking(move || {
            let salt = crypt::new_salt();
            let password = password_of(&keys, &login, &salt);
            let hash = crypt::hashed(&password, &salt);
            let hash = hash.ok_or_else(|| Fault::Bug("bcrypt".to_owned()))?;
            Ok(NewAccount {
                login,
                password,
                hash,
            })
        })
        .await
    }
}

struct NewAccount {
    login: String,
    password: String,
    hash: String,
}

/// Writes Radicale's configuration where there is none; whether it was written. What stands there is the operator's.
pub fn write_radicale_configuration(place: &Radicale, text: &str) -> Result<bool, RadicaleFault> {
    let path = place.configuration();
    if path.exists() {
        return Ok(false);
    }
    std::fs::create_dir_all(&place.folder).map_err(|source| RadicaleFault::File {
        path: place.folder.clone(),
        source,
    })?;
    written(&path, text)?;
    Ok(true)
}

fn password_of(keys: &DeviceKey, login: &str, salt: &str) -> String {
    password_from(&keys.tag(PURPOSE, format!("{login}:{salt}").as_bytes()))
}

fn recorded(
    tx: &mut Tx<'_>,
    actor: &Actor,
    what: &'static str,
    practitioner: PractitionerId,
) -> Result<(), Fault> {
    tx.audit(&Record::new(actor, what).on(format_args!("practitioner:{practitioner}")))?;
    Ok(())
}

/// None yet is an empty file.
fn read(path: &Path) -> Result<Accounts, RadicaleFault> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Accounts::parse(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Accounts::default()),
        Err(source) => Err(RadicaleFault::File {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Whole or not at all, and with the group of the folder, which is how Radicale may read it.
fn written(path: &Path, text: &str) -> Result<(), RadicaleFault> {
    let replaced = || {
        file::replace(path, text.as_bytes(), SHARED)?;
        let group = |path: &Path| std::fs::metadata(path).map(|found| found.gid());
        let folder = path.parent().map_or(Ok(0), group)?;
        if group(path)? == folder {
            return Ok(());
        }
        chown(path, None, Some(folder))
    };
    replaced().map_err(|source| RadicaleFault::File {
        path: path.to_owned(),
        source,
    })
}

async fn on_disk<T: Send + 'static>(
    place: &Radicale,
    work: impl FnOnce(&Path) -> Result<T, RadicaleFault> + Send + 'static,
) -> Result<T, RadicaleFault> {
    let path = place.accounts();
    blocking(move || work(&path)).await
}

async fn blocking<T: Send + 'static, E: From<Fault> + Send + 'static>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Fault::Bug(error.to_string()))?
}
