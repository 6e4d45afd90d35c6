//! Alerts over Free Mobile, which writes to its own subscriber and to nobody else: whoever wants them gives the identity of the own line
//! (reminders §6). It is no message of the outbox: it needs no line of the practice, so that it arrives when those are down.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use crate::config::Secret;
use crate::domain::id::StaffId;
use crate::domain::patient::Language;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, Tx};

use super::App;
use super::pass::token_of;
use super::staff_mail::{Alert, wishing};

/// Who has an identity, by number of the account.
const SETTING: &str = "mail.free_mobile";
/// Which alerts were begun, by their key.
const TOLD: &str = "mail.free_mobile_told";
/// Purpose of the sealed keys.
const SEAL: &str = "free-mobile";
/// An alert that was begun is remembered for so long, elapsed: no trouble is told twice meanwhile.
const KEPT: TimeDelta = TimeDelta::days(30);
/// Tries of an alert that surely did not arrive.
const TRIES: u32 = 10;
/// Between two of them, elapsed, times the number of those before.
const PAUSE: TimeDelta = TimeDelta::minutes(2);

/// An identity at Free Mobile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreeIdentity {
    /// The number of the subscriber there.
    pub user: String,
    /// The key that the subscriber drew.
    pub pass: Secret,
}

/// An alert for the phone of one person.
#[derive(Clone, Debug)]
pub struct FreeAlert {
    /// Over whose line.
    pub identity: FreeIdentity,
    /// In which language.
    pub language: Language,
    /// What there is to tell.
    pub alert: Alert,
    /// Its identity.
    pub key: String,
}

#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
struct Stored {
    user: String,
    /// Sealed with the device key.
    pass: String,
}

/// What was begun, Unix seconds.
#[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
struct Begun {
    at: i64,
    tries: u32,
    /// It surely did not arrive: again from here on.
    again: Option<i64>,
}

type Identities = BTreeMap<i64, Stored>;
type Told = BTreeMap<String, Begun>;

fn identities(db: &Db<'_>) -> Result<Identities, Fault> {
    Ok(db.setting(SETTING)?.unwrap_or_default())
}

fn told(db: &Db<'_>) -> Result<Told, Fault> {
    Ok(db.setting(TOLD)?.unwrap_or_default())
}

/// Whether an alert may be begun now: it was not, or surely did not arrive and has rested.
fn is_due(told: &Told, key: &str, now: i64) -> bool {
    told.get(key)
        .is_none_or(|begun| begun.tries < TRIES && begun.again.is_some_and(|again| again <= now))
}

impl App {
    /// The number of somebody's line at Free Mobile; its key is shown to nobody.
    pub async fn free_mobile_user(&self, staff: StaffId) -> Result<Option<String>, Fault> {
        let mut all = self.store.read(|db: &Db<'_>| identities(db)).await?;
        Ok(all.remove(&staff.0).map(|stored| stored.user))
    }

    /// The identity of somebody; `None` also where it was sealed on another device.
    pub async fn free_mobile(&self, staff: StaffId) -> Result<Option<FreeIdentity>, Fault> {
        let mut all = self.store.read(|db: &Db<'_>| identities(db)).await?;
        Ok(all.remove(&staff.0).and_then(|stored| self.free_opened(stored)))
    }

    /// Keeps the own identity, or forgets it.
    pub async fn save_free_mobile(
        &self,
        staff: StaffId,
        identity: Option<FreeIdentity>,
    ) -> Result<(), Fault> {
        let stored = match identity {
            None => None,
            Some(identity) => {
                let pass = self.keys.seal(SEAL, identity.pass.reveal().as_bytes());
                Some(Stored {
                    user: identity.user,
                    pass: pass.map_err(|error| Fault::Bug(error.to_string()))?,
                })
            }
        };
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let mut all = identities(tx)?;
                match stored {
                    Some(stored) => drop(all.insert(staff.0, stored)),
                    None => drop(all.remove(&staff.0)),
                }
                tx.save_setting(SETTING, &all)?;
                tx.audit(&Record::new(&Actor::Staff(staff), "setting.change").on(SETTING))?;
                Ok(())
            })
            .await
    }

    /// Alerts that are to be told over Free Mobile now; none while the clock may be wrong.
    pub async fn due_free_alerts(&self) -> Result<Vec<FreeAlert>, Fault> {
        if !self.is_clock_trusted() {
            return Ok(Vec::new());
        }
        let news = self.alerts().await?;
        if news.is_empty() {
            return Ok(Vec::new());
        }
        let (app, now) = (self.clone(), self.now().timestamp());
        self.store
            .read(move |db: &Db<'_>| {
                let (mut identities, told) = (identities(db)?, told(db)?);
                let mut due = Vec::new();
                for (member, wish) in wishing(db)? {
                    let stored = identities.remove(&member.id.0).filter(|_| wish.alerts);
                    let Some(identity) = stored.and_then(|stored| app.free_opened(stored)) else {
                        continue;
                    };
                    for alert in &news {
                        let what = format!("{}/{}", member.id, alert.name());
                        let key = token_of(&app.keys, "free-alert", &what);
                        if is_due(&told, &key, now) {
                            due.push(FreeAlert {
                                identity: identity.clone(),
                                language: wish.language,
                                alert: alert.clone(),
                                key,
                            });
                        }
                    }
                }
                Ok(due)
            })
            .await
    }

    /// Notes that an alert is about to be told: on disk before the first byte leaves, so that it is told once at most. `false` when
    /// somebody else has begun it.
    pub async fn begin_free_alert(&self, key: String) -> Result<bool, Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let (mut all, now) = (told(tx)?, tx.now());
                if !is_due(&all, &key, now.timestamp()) {
                    return Ok(false);
                }
                all.retain(|_, begun| begun.at > (now - KEPT).timestamp());
                let tries = all.get(&key).map_or(0, |begun| begun.tries);
                let begun = Begun {
                    at: now.timestamp(),
                    tries: tries + 1,
                    again: None,
                };
                all.insert(key, begun);
                tx.save_setting(TOLD, &all)?;
                Ok(true)
            })
            .await
    }

    /// Notes that an alert surely did not arrive: it is tried again, some times, after growing pauses.
    pub async fn retry_free_alert(&self, key: String) -> Result<(), Fault> {
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let (mut all, now) = (told(tx)?, tx.now());
                if let Some(begun) = all.get_mut(&key) {
                    let tries = i32::try_from(begun.tries).unwrap_or(i32::MAX);
                    begun.again = Some((now + PAUSE * tries).timestamp());
                }
                tx.save_setting(TOLD, &all)
            })
            .await
    }

    /// Puts on record that somebody is about to try the own line.
    pub async fn note_free_trial(&self, staff: StaffId) -> Result<(), Fault> {
        let record = Record::new(&Actor::Staff(staff), "message.own_trial");
        self.store
            .write(move |tx: &mut Tx<'_>| tx.audit(&record).map(drop))
            .await
    }

    fn free_opened(&self, stored: Stored) -> Option<FreeIdentity> {
        let pass = self.keys.open(SEAL, &stored.pass).ok()?;
        Some(FreeIdentity {
            user: stored.user,
            pass: Secret::new(String::from_utf8(pass).ok()?),
        })
    }
}
