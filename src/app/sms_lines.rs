//! The lines of text messages: set up by an administrator, their secrets sealed (security §1 S4).

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

use crate::domain::sms::{LineSetting, Lines, Provider};
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, SmsDay, Tx};
use crate::sys::ids;

use super::App;

/// Purpose of the sealed secrets.
const SEAL: &str = "sms-line";

/// A line with its secrets, for what sends.
#[derive(Clone)]
pub struct OpenedLine {
    /// As it was set.
    pub setting: LineSetting,
    /// Its secrets by name; empty when they were sealed on another device.
    pub secrets: BTreeMap<String, String>,
}

impl std::fmt::Debug for OpenedLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenedLine")
            .field("provider", &self.setting.provider)
            .finish_non_exhaustive()
    }
}

/// A line to add.
#[derive(Clone, Debug)]
pub struct NewLine {
    /// Who carries.
    pub provider: Provider,
    /// What may be shown.
    pub fields: BTreeMap<String, String>,
    /// What may not.
    pub secrets: BTreeMap<String, String>,
}

/// What may be changed of the ceilings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsRules {
    /// Price of a part, in thousandths of a euro.
    pub price_mills: u32,
    /// The most that a day may cost, in cents.
    pub cap_cents: Option<u32>,
    /// Whether patients may choose a text message for their code.
    pub sends_codes: bool,
    /// Codes by text message in 24 hours.
    pub codes_a_day: u32,
    /// Beginnings of numbers that are texted besides French mobiles.
    pub prefixes: Vec<String>,
}

impl App {
    /// The lines in their order, with what they may cost.
    pub async fn sms_lines(&self) -> Result<Lines, Fault> {
        self.store.read(|db: &Db<'_>| db.sms_lines()).await
    }

    /// The same as they were last saved, for pages that do not wait for the database.
    pub fn known_sms_lines(&self) -> Arc<Lines> {
        self.sms.borrow().clone()
    }

    /// Tells of every change from now on.
    pub fn sms_changes(&self) -> watch::Receiver<Arc<Lines>> {
        self.sms.subscribe()
    }

    /// The lines that are tried, with their secrets. Those of the practice's own alerts among them: see [`Provider::serves_patients`].
    pub async fn opened_sms_lines(&self) -> Result<Vec<OpenedLine>, Fault> {
        let lines = self.sms_lines().await?.lines.into_iter();
        Ok(lines
            .filter(|line| line.is_enabled)
            .map(|line| self.opened_line(line))
            .collect())
    }

    /// A line with its secrets, whether it is tried or not.
    pub async fn opened_sms_line(&self, token: &str) -> Result<Option<OpenedLine>, Fault> {
        let lines = self.sms_lines().await?;
        Ok(lines.line(token).cloned().map(|line| self.opened_line(line)))
    }

    fn opened_line(&self, setting: LineSetting) -> OpenedLine {
        let opened = self.keys.open(SEAL, &setting.sealed).unwrap_or_default();
        OpenedLine {
            secrets: serde_json::from_slice(&opened).unwrap_or_default(),
            setting,
        }
    }

    /// What was spent today.
    pub async fn sms_today(&self) -> Result<SmsDay, Fault> {
        let today = self.agenda().zone().date(self.now());
        self.store.read(move |db: &Db<'_>| db.sms_day(today)).await
    }

    /// Adds a line behind the others; its token.
    pub async fn add_sms_line(&self, actor: Actor, new: NewLine) -> Result<String, Fault> {
        let bug = |error: String| Fault::Bug(error);
        let secrets = serde_json::to_vec(&new.secrets).map_err(|error| bug(error.to_string()))?;
        let sealed = self
            .keys
            .seal(SEAL, &secrets)
            .map_err(|error| bug(error.to_string()))?;
        let line = LineSetting {
            token: ids::token(),
            provider: new.provider,
            fields: new.fields,
            sealed,
            is_enabled: true,
        };
        let token = line.token.clone();
        let added = move |lines: &mut Lines| {
            lines.lines.push(line);
            true
        };
        self.change_sms(actor, "sms_line.create", added).await?;
        Ok(token)
    }

    /// Takes a line away; whether there was one.
    pub async fn remove_sms_line(&self, actor: Actor, token: String) -> Result<bool, Fault> {
        self.change_sms(actor, "sms_line.remove", move |lines| lines.remove(&token))
            .await
    }

    /// Tries a line before the one that was before it; whether there was one.
    pub async fn raise_sms_line(&self, actor: Actor, token: String) -> Result<bool, Fault> {
        self.change_sms(actor, "sms_line.change", move |lines| lines.raise(&token))
            .await
    }

    /// Tries a line, or leaves it out; whether there is one.
    pub async fn enable_sms_line(
        &self,
        actor: Actor,
        token: String,
        is_enabled: bool,
    ) -> Result<bool, Fault> {
        let switched = move |lines: &mut Lines| {
            let line = lines.lines.iter_mut().find(|line| line.token == token);
            line.map(|line| line.is_enabled = is_enabled).is_some()
        };
        self.change_sms(actor, "sms_line.change", switched).await
    }

    /// Replaces the ceilings.
    pub async fn save_sms_rules(&self, actor: Actor, rules: SmsRules) -> Result<(), Fault> {
        let replaced = move |lines: &mut Lines| {
            lines.price_mills = rules.price_mills;
            lines.cap_cents = rules.cap_cents;
            lines.sends_codes = rules.sends_codes;
            lines.codes_a_day = rules.codes_a_day;
            lines.prefixes = rules.prefixes;
            true
        };
        self.change_sms(actor, "sms_line.rules", replaced).await?;
        Ok(())
    }

    async fn change_sms(
        &self,
        actor: Actor,
        what: &'static str,
        change: impl FnOnce(&mut Lines) -> bool + Send + 'static,
    ) -> Result<bool, Fault> {
        let is_changed = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let mut lines = tx.sms_lines()?;
                if !change(&mut lines) {
                    return Ok(false);
                }
                tx.save_sms_lines(&lines)?;
                tx.release_held_by_ceiling()?;
                tx.audit(&Record::new(&actor, what))?;
                Ok(true)
            })
            .await?;
        // Read again: two who save at once end with what is written.
        self.sms.send_replace(Arc::new(self.sms_lines().await?));
        Ok(is_changed)
    }
}
