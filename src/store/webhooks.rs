//! Programs that are told of appointments.

use rusqlite::Row;

use crate::domain::time::Instant;
use crate::domain::webhook::WebhookEvent;

use super::instant::{at, seconds};
use super::{Db, Fault, Tx};

const LIST: &str =
    "SELECT id, name, url, events, may_reach_private, created_at, disabled_at FROM webhooks ORDER BY id";
const INSERT: &str = "INSERT INTO webhooks (name, url, secret, events, may_reach_private, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id";
const DISABLE: &str = "UPDATE webhooks SET disabled_at = ?2 WHERE id = ?1 AND disabled_at IS NULL";

/// A webhook as the pages show it; its secret stays in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Row number, quoted in the audit log.
    pub id: i64,
    /// What it is for, in the administrator's words.
    pub name: String,
    /// Where it goes.
    pub url: String,
    /// What it is told of.
    pub events: Vec<WebhookEvent>,
    /// Whether addresses of the practice's own network may be called.
    pub may_reach_private: bool,
    /// When it was made.
    pub created: Instant,
    /// When it was ended.
    pub disabled: Option<Instant>,
}

/// A webhook to write.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// What it is for.
    pub name: String,
    /// Where it goes.
    pub url: String,
    /// What it is told of.
    pub events: Vec<WebhookEvent>,
    /// Whether addresses of the practice's own network may be called.
    pub may_reach_private: bool,
}

/// An event that this version does not know is told to nobody.
fn events_of(json: &str) -> Vec<WebhookEvent> {
    let names: Vec<String> = serde_json::from_str(json).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| WebhookEvent::from_key(name))
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Webhook> {
    Ok(Webhook {
        id: row.get(0)?,
        name: row.get(1)?,
        url: row.get(2)?,
        events: events_of(&row.get::<_, String>(3)?),
        may_reach_private: row.get(4)?,
        created: at(row.get(5)?),
        disabled: row.get::<_, Option<i64>>(6)?.map(at),
    })
}

impl Db<'_> {
    /// Every webhook, ended ones included, the oldest first.
    pub fn webhooks(&self) -> Result<Vec<Webhook>, Fault> {
        let mut statement = self.conn().prepare_cached(LIST)?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Adds a webhook with its sealed secret and returns its row number.
    pub fn insert_webhook(&mut self, new: &NewWebhook, sealed: &str) -> Result<i64, Fault> {
        let events: Vec<&str> = new.events.iter().map(|event| event.key()).collect();
        let events = serde_json::Value::from(events).to_string();
        let now = seconds(self.now());
        self.insert(
            INSERT,
            (&new.name, &new.url, sealed, events, new.may_reach_private, now),
        )
    }

    /// Ends a webhook, and with it what it was still to be told; whether it was in use.
    pub fn disable_webhook(&mut self, id: i64) -> Result<bool, Fault> {
        let now = seconds(self.now());
        let was_active = self.execute(DISABLE, (id, now))? == 1;
        if was_active {
            self.give_up_deliveries(id)?;
        }
        Ok(was_active)
    }
}
